//! What is meant by what is said in another language than English: whole clauses, since what is heard there
//! is understood by the model, and only what must not be missed is understood here.

use crate::telephony::language::Language;

struct Phrases {
    /// Wants no more calls.
    stops: &'static [&'static str],
    /// Ends the call, where nothing comes after it.
    goodbyes: &'static [&'static str],
    /// What may stand around a clause without changing it.
    courtesies: &'static [&'static str],
    /// What ends a clause whose next one is quoted, or is told of somebody else.
    quotes: &'static [&'static str],
    /// Someone may be in danger: about themselves.
    dangers: &'static [&'static str],
    /// A machine that takes messages says it.
    machines: &'static [&'static str],
    /// Wants a moment.
    waits: &'static [&'static str],
    /// Only tells that they listen, where nothing more is said.
    sounds: &'static [&'static str],
}

impl Phrases {
    fn of(language: Language) -> Option<&'static Self> {
        match language {
            Language::English => None,
            Language::Spanish => Some(&SPANISH),
            Language::French => Some(&FRENCH),
            Language::German => Some(&GERMAN),
            Language::Italian => Some(&ITALIAN),
            Language::Portuguese => Some(&PORTUGUESE),
        }
    }

    /// Whether a clause is one of these, and courtesies alone.
    fn is_one_of(&self, clause: &str, phrases: &[&str]) -> bool {
        let mut rests = vec![clause];
        let mut next = 0;
        while let Some(rest) = rests.get(next).copied() {
            next += 1;
            if phrases.contains(&rest) {
                return true;
            }
            for courtesy in self.courtesies {
                let before = rest
                    .strip_prefix(courtesy)
                    .and_then(|rest| rest.strip_prefix(' '));
                let after = rest
                    .strip_suffix(courtesy)
                    .and_then(|rest| rest.strip_suffix(' '));
                let shorter = before.into_iter().chain(after);
                let new: Vec<&str> = shorter.filter(|shorter| !rests.contains(shorter)).collect();
                rests.extend(new);
            }
        }
        false
    }

    fn is_courtesy(&self, clause: &str) -> bool {
        self.courtesies.contains(&clause)
    }

    fn announces(&self, clause: &str) -> bool {
        self.quotes.iter().any(|quote| ends_with(clause, quote))
    }
}

pub fn opts_out(text: &str, language: Language) -> bool {
    let Some(phrases) = Phrases::of(language) else {
        return false;
    };
    let mut is_told = false;
    let mut before = String::new();
    for Clause { words, .. } in clauses(text) {
        // A comma may part a wish: "hör auf, mich anzurufen".
        let together = format!("{before} {words}");
        let wishes = [words.as_str(), together.trim()];
        if !is_told
            && wishes
                .iter()
                .any(|wish| phrases.is_one_of(wish, phrases.stops))
        {
            return true;
        }
        is_told = phrases.announces(&words);
        before = words;
    }
    false
}

pub fn is_goodbye(text: &str, language: Language) -> bool {
    let Some(phrases) = Phrases::of(language) else {
        return false;
    };
    let mut parts = false;
    let mut is_told = false;
    for Clause { words, asks } in clauses(text) {
        if !is_told && !asks && phrases.is_one_of(&words, phrases.goodbyes) {
            parts = true;
        } else if !phrases.is_courtesy(&words) {
            parts = false;
        }
        is_told = phrases.announces(&words);
    }
    parts
}

pub fn is_crisis(text: &str, language: Language) -> bool {
    Phrases::of(language).is_some_and(|phrases| holds(text, phrases.dangers))
}

pub fn is_of_a_machine(text: &str, language: Language) -> bool {
    Phrases::of(language).is_some_and(|phrases| holds(text, phrases.machines))
}

pub fn asks_to_wait(text: &str, language: Language) -> bool {
    Phrases::of(language).is_some_and(|phrases| holds(text, phrases.waits))
}

pub fn is_backchannel(text: &str, language: Language) -> bool {
    let said = plain(text);
    Phrases::of(language).is_some_and(|phrases| phrases.sounds.contains(&said.as_str()))
}

fn holds(text: &str, phrases: &[&str]) -> bool {
    let said = format!(" {} ", plain(text));
    phrases
        .iter()
        .any(|phrase| said.contains(&format!(" {phrase} ")))
}

fn ends_with(said: &str, phrase: &str) -> bool {
    said.strip_suffix(phrase)
        .is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

struct Clause {
    words: String,
    asks: bool,
}

fn clauses(text: &str) -> Vec<Clause> {
    text.split_inclusive(['.', ',', '!', '?', ';', ':', '…'])
        .map(|clause| Clause {
            asks: clause.ends_with('?'),
            words: plain(clause),
        })
        .filter(|clause| !clause.words.is_empty())
        .collect()
}

/// Words in lower case with one space between them.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase().replace('\u{2019}', "'");
    let words = lower.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[rustfmt::skip]
const SPANISH: Phrases = Phrases {
    stops: &[
        "no me llames más", "no me llame más", "no me llamen más", "no me vuelvas a llamar", "no me vuelva a llamar",
        "no me vuelvan a llamar", "deja de llamarme", "deje de llamarme", "dejen de llamarme", "ya no me llames",
        "ya no me llames más", "no quiero más llamadas", "no quiero que me llames más", "no quiero que me llamen más",
    ],
    goodbyes: &[
        "adiós", "chao", "chau", "hasta luego", "hasta mañana", "hasta pronto", "nos vemos", "tengo que irme",
        "me tengo que ir", "tengo que colgar", "te dejo", "hablamos luego", "hablamos mañana", "que descanses",
    ],
    courtesies: &[
        "por favor", "gracias", "muchas gracias", "nunca más", "nunca", "nunca jamás", "bueno", "vale", "pues", "oye",
        "mira", "ok", "okay", "ya", "lo siento", "perdona", "un abrazo", "cuídate", "entonces", "en serio", "a este número",
    ],
    quotes: &["dijo", "dice", "decía", "dije", "le dije", "me dijo", "que", "si", "cuando"],
    dangers: &[
        "suicidarme", "quiero matarme", "voy a matarme", "quitarme la vida", "acabar con mi vida", "quiero morir",
        "quiero morirme", "no quiero vivir", "ya no quiero vivir", "hacerme daño", "lastimarme", "cortarme las venas",
    ],
    machines: &[
        "deje su mensaje", "deja tu mensaje", "deje un mensaje", "deja un mensaje", "después del tono",
        "después de la señal", "buzón de voz", "no está disponible", "no puedo atender",
    ],
    waits: &["espera un momento", "un momento", "un segundo", "dame un segundo", "dame un momento", "espérame"],
    sounds: &["sí", "si", "ajá", "mm", "mhm", "claro", "ya", "vale", "ok", "okay", "bueno", "exacto"],
};

#[rustfmt::skip]
const FRENCH: Phrases = Phrases {
    stops: &[
        "ne m'appelle plus", "ne m'appelez plus", "n'appelle plus", "n'appelez plus", "arrête de m'appeler",
        "arrêtez de m'appeler", "ne me rappelle plus", "ne me rappelez plus", "je ne veux plus d'appels",
        "je ne veux plus être appelé", "je ne veux plus être appelée",
    ],
    goodbyes: &[
        "au revoir", "à bientôt", "à plus", "à plus tard", "à demain", "bonne nuit", "bonne soirée", "je dois y aller",
        "il faut que j'y aille", "je te laisse", "ciao",
    ],
    courtesies: &[
        "s'il te plaît", "s'il vous plaît", "merci", "merci beaucoup", "jamais", "plus jamais", "bon", "bien", "écoute",
        "écoutez", "ok", "okay", "d'accord", "désolé", "désolée", "allez", "alors", "bisous", "à ce numéro",
    ],
    quotes: &["dit", "disait", "ai dit", "a dit", "que", "si", "quand"],
    dangers: &[
        "me suicider", "me tuer", "mettre fin à mes jours", "en finir avec la vie", "envie de mourir", "je veux mourir",
        "plus envie de vivre", "me faire du mal",
    ],
    machines: &[
        "laissez un message", "laissez votre message", "laisse un message", "après le bip", "après le signal",
        "messagerie vocale", "n'est pas disponible", "répondeur",
    ],
    waits: &["attends un instant", "un instant", "une seconde", "attends une seconde", "deux minutes", "ne quitte pas"],
    sounds: &["oui", "ouais", "mm", "mhm", "d'accord", "ok", "ah", "ah oui", "bien sûr", "exactement"],
};

#[rustfmt::skip]
const GERMAN: Phrases = Phrases {
    stops: &[
        "ruf mich nicht mehr an", "rufen sie mich nicht mehr an", "ruf nicht mehr an", "rufen sie nicht mehr an",
        "hör auf mich anzurufen", "hören sie auf mich anzurufen", "ruft mich nicht mehr an",
        "ich will nicht mehr angerufen werden", "ich möchte nicht mehr angerufen werden", "ich will keine anrufe mehr",
        "ich möchte keine anrufe mehr",
    ],
    goodbyes: &[
        "tschüss", "tschüs", "auf wiedersehen", "auf wiederhören", "bis bald", "bis später", "bis morgen", "bis dann",
        "ich muss los", "ich muss jetzt los", "ich muss auflegen", "mach's gut", "ciao", "gute nacht",
    ],
    courtesies: &[
        "bitte", "danke", "vielen dank", "nie wieder", "nie", "also", "gut", "okay", "ok", "hör mal", "sorry",
        "entschuldigung", "alles klar", "na dann", "dann", "wirklich", "unter dieser nummer",
    ],
    quotes: &["sagte", "sagt", "gesagt", "meinte", "meint", "dass", "wenn", "ob"],
    dangers: &[
        "mich umbringen", "mich umzubringen", "bringe mich um", "bring mich um", "mir das leben nehmen", "ich will sterben",
        "ich möchte sterben", "ich will nicht mehr leben", "ich möchte nicht mehr leben", "mir etwas antun", "mich ritzen",
    ],
    machines: &[
        "hinterlassen sie eine nachricht", "hinterlass eine nachricht", "nachricht nach dem ton", "nach dem signalton",
        "anrufbeantworter", "nicht erreichbar", "zurzeit nicht verfügbar",
    ],
    waits: &["warte kurz", "einen moment", "moment mal", "kleinen moment", "eine sekunde", "warte mal"],
    sounds: &["ja", "mhm", "mm", "aha", "okay", "ok", "genau", "stimmt", "klar", "ach so"],
};

#[rustfmt::skip]
const ITALIAN: Phrases = Phrases {
    stops: &[
        "non chiamarmi più", "non mi chiamare più", "non mi chiami più", "non chiamatemi più", "smettila di chiamarmi",
        "smetta di chiamarmi", "smettetela di chiamarmi", "basta chiamate", "non voglio più chiamate",
    ],
    goodbyes: &[
        "arrivederci", "ciao ciao", "a presto", "a dopo", "a domani", "ci sentiamo", "ci vediamo", "devo andare",
        "devo scappare", "ti lascio", "buonanotte",
    ],
    courtesies: &[
        "per favore", "grazie", "grazie mille", "mai più", "mai", "allora", "va bene", "ok", "okay", "senti", "scusa",
        "beh", "dai", "bene", "davvero", "a questo numero",
        // By itself it is a greeting as well.
        "ciao",
    ],
    quotes: &["disse", "dice", "ha detto", "ho detto", "diceva", "che", "se", "quando"],
    dangers: &[
        "suicidarmi", "uccidermi", "ammazzarmi", "togliermi la vita", "farla finita", "voglio morire",
        "non voglio più vivere", "farmi del male",
    ],
    machines: &[
        "lasciate un messaggio", "lasci un messaggio", "lascia un messaggio", "dopo il segnale acustico",
        "dopo il segnale", "segreteria telefonica", "non è raggiungibile",
    ],
    waits: &["aspetta un attimo", "un attimo", "un momento", "un secondo", "dammi un secondo"],
    sounds: &["sì", "si", "mm", "mhm", "ok", "okay", "certo", "esatto", "ah", "già", "va bene"],
};

#[rustfmt::skip]
const PORTUGUESE: Phrases = Phrases {
    stops: &[
        "não me ligue mais", "não me liga mais", "não liga mais", "não ligue mais", "pare de me ligar",
        "para de me ligar", "parem de me ligar", "não quero mais ligações", "não me telefone mais",
    ],
    goodbyes: &[
        "tchau", "até logo", "até mais", "até amanhã", "até breve", "falamos depois", "tenho que ir", "preciso ir",
        "tenho que desligar", "a gente se fala", "adeus",
    ],
    courtesies: &[
        "por favor", "obrigado", "obrigada", "muito obrigado", "muito obrigada", "nunca mais", "nunca", "bom", "tá", "tá bom",
        "ok", "okay", "olha", "desculpa", "então", "beijo", "um abraço", "sério", "para este número",
    ],
    quotes: &["disse", "diz", "falou", "eu disse", "que", "se", "quando"],
    dangers: &[
        "me suicidar", "me matar", "tirar a minha vida", "tirar minha vida", "acabar com a minha vida", "quero morrer",
        "não quero mais viver", "me machucar", "me cortar",
    ],
    machines: &[
        "deixe seu recado", "deixe sua mensagem", "deixe uma mensagem", "após o sinal", "depois do sinal",
        "caixa postal", "não está disponível", "secretária eletrônica",
    ],
    waits: &["espera um pouco", "um momento", "um segundo", "só um segundo", "só um minuto", "peraí", "espera aí"],
    sounds: &["sim", "aham", "mm", "mhm", "tá", "ok", "okay", "certo", "claro", "é", "isso", "entendi"],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_not_be_missed_is_understood_in_each_language() {
        for (language, stop, goodbye, danger) in [
            (
                Language::Spanish,
                "Por favor, no me llames más.",
                "Bueno, me tengo que ir. ¡Adiós!",
                "A veces quiero morirme",
            ),
            (
                Language::French,
                "Arrêtez de m’appeler !",
                "Merci, à bientôt",
                "Je pense à me suicider",
            ),
            (
                Language::German,
                "Bitte ruf mich nicht mehr an.",
                "Ich muss jetzt los, tschüss!",
                "Ich will sterben",
            ),
            (
                Language::Italian,
                "Non chiamarmi più, per favore",
                "Devo scappare, ciao!",
                "Voglio farla finita",
            ),
            (
                Language::Portuguese,
                "Não me ligue mais, por favor",
                "Preciso ir, tchau",
                "Eu quero morrer",
            ),
        ] {
            assert!(opts_out(stop, language), "{stop}");
            assert!(is_goodbye(goodbye, language), "{goodbye}");
            assert!(is_crisis(danger, language), "{danger}");
            assert!(!opts_out(goodbye, language) && !opts_out(danger, language));
            assert!(!is_goodbye(stop, language) && !is_goodbye(danger, language));
        }
        assert!(opts_out("Hör auf, mich anzurufen!", Language::German));
    }

    #[test]
    fn what_only_sounds_like_a_wish_for_no_calls_is_none() {
        for (language, text) in [
            (Language::Spanish, "No me llames más tarde de las nueve"),
            (Language::Spanish, "Mi ex me dijo: no me llames más"),
            (Language::French, "J'ai eu plus d'appels aujourd'hui"),
            (
                Language::German,
                "Seit gestern bekomme ich keine Anrufe mehr von ihm",
            ),
            (Language::German, "Sie hat gesagt, ruf mich nicht mehr an"),
            (Language::Italian, "Non chiamarmi più tardi"),
            (Language::Portuguese, "Não me ligue mais tarde"),
        ] {
            assert!(!opts_out(text, language), "{text}");
        }
    }

    #[test]
    fn what_only_sounds_like_a_goodbye_is_none() {
        for (language, text) in [
            (Language::Spanish, "Mi hermano dijo adiós y se fue a Lima"),
            (Language::Spanish, "¿A qué hora nos vemos?"),
            (Language::Spanish, "¿Cuándo hablamos mañana?"),
            (Language::Spanish, "Adiós, ah, una cosa más"),
            (Language::Italian, "Ciao!"),
            (Language::Italian, "Ciao bella, come stai?"),
            (Language::Italian, "Non so dove devo andare"),
            (Language::German, "Das dauert bis morgen"),
            (Language::English, "adiós"),
        ] {
            assert!(!is_goodbye(text, language), "{text}");
        }
        assert!(!is_crisis(
            "Ich habe einen Film über Selbstmord gesehen",
            Language::German
        ));
    }

    #[test]
    fn sounds_waits_and_machines_are_told_from_talk() {
        assert!(is_backchannel("Ajá.", Language::Spanish));
        assert!(!is_backchannel(
            "Sí, mi hermana vive ahí",
            Language::Spanish
        ));
        assert!(asks_to_wait("Warte kurz, es klingelt", Language::German));
        assert!(is_of_a_machine(
            "Deixe sua mensagem após o sinal.",
            Language::Portuguese
        ));
        assert!(!is_of_a_machine("Oi, quem fala?", Language::Portuguese));
    }
}
