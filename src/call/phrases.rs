//! What is meant by what is said in another language than English: whole phrases, since what is heard there
//! is understood by the model, and only what must not be missed is understood here.

use crate::telephony::language::Language;

struct Phrases {
    /// Wants no more calls.
    stops: &'static [&'static str],
    /// Ends the call, where it ends what is said.
    goodbyes: &'static [&'static str],
    /// Someone may be in danger.
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
}

pub fn opts_out(text: &str, language: Language) -> bool {
    Phrases::of(language).is_some_and(|phrases| holds(text, phrases.stops))
}

pub fn is_goodbye(text: &str, language: Language) -> bool {
    let said = plain(text);
    Phrases::of(language).is_some_and(|phrases| {
        phrases
            .goodbyes
            .iter()
            .any(|goodbye| ends_with(&said, goodbye))
    })
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
        "no quiero más llamadas", "no quiero que me llames más",
    ],
    goodbyes: &[
        "adiós", "chao", "chau", "hasta luego", "hasta mañana", "hasta pronto", "nos vemos", "tengo que irme",
        "me tengo que ir", "hablamos luego", "hablamos mañana", "que descanses",
    ],
    dangers: &[
        "suicidarme", "suicidio", "quiero matarme", "voy a matarme", "quitarme la vida", "acabar con mi vida",
        "quiero morir", "quiero morirme", "no quiero vivir", "hacerme daño", "lastimarme", "cortarme las venas",
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
        "arrêtez de m'appeler", "ne me rappelle plus", "ne me rappelez plus", "plus d'appels",
    ],
    goodbyes: &[
        "au revoir", "à bientôt", "à plus", "à plus tard", "à demain", "bonne nuit", "bonne soirée", "je dois y aller",
        "il faut que j'y aille", "ciao", "salut à bientôt",
    ],
    dangers: &[
        "me suicider", "suicide", "me tuer", "mettre fin à mes jours", "en finir avec la vie", "envie de mourir",
        "je veux mourir", "plus envie de vivre", "me faire du mal",
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
        "hör auf mich anzurufen", "hören sie auf mich anzurufen", "keine anrufe mehr", "ruft mich nicht mehr an",
        "ich will nicht mehr angerufen werden", "ich möchte nicht mehr angerufen werden",
    ],
    goodbyes: &[
        "tschüss", "tschüs", "auf wiedersehen", "auf wiederhören", "bis bald", "bis später", "bis morgen", "bis dann",
        "ich muss los", "ich muss jetzt los", "mach's gut", "ciao", "gute nacht",
    ],
    dangers: &[
        "mich umbringen", "mich umzubringen", "bringe mich um", "bring mich um", "selbstmord", "suizid",
        "mir das leben nehmen", "will sterben", "möchte sterben", "nicht mehr leben", "mir etwas antun", "mich ritzen",
    ],
    machines: &[
        "hinterlassen sie eine nachricht", "hinterlass eine nachricht", "nachricht nach dem ton", "nach dem signalton",
        "mailbox", "anrufbeantworter", "nicht erreichbar", "zurzeit nicht verfügbar",
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
        "devo scappare", "buonanotte",
        // By itself it is a greeting as well.
        "andare ciao", "scappare ciao", "presto ciao", "dopo ciao", "domani ciao", "grazie ciao",
    ],
    dangers: &[
        "suicidarmi", "suicidio", "uccidermi", "ammazzarmi", "togliermi la vita", "farla finita", "voglio morire",
        "non voglio più vivere", "farmi del male",
    ],
    machines: &[
        "lasciate un messaggio", "lasci un messaggio", "lascia un messaggio", "dopo il segnale acustico",
        "dopo il segnale", "segreteria telefonica", "non è raggiungibile",
    ],
    waits: &["aspetta un attimo", "un attimo", "un momento", "un secondo", "dammi un secondo", "aspetta"],
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
        "boa noite tchau", "a gente se fala", "adeus",
    ],
    dangers: &[
        "me suicidar", "suicídio", "me matar", "tirar a minha vida", "tirar minha vida", "acabar com a minha vida",
        "quero morrer", "não quero mais viver", "me machucar", "me cortar",
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
            for (text, is_meant) in [
                (stop, opts_out(goodbye, language)),
                (goodbye, is_crisis(stop, language)),
                (danger, is_goodbye(danger, language)),
            ] {
                assert!(!is_meant, "{text}");
            }
        }
    }

    #[test]
    fn a_goodbye_that_does_not_end_what_is_said_is_none() {
        assert!(!is_goodbye(
            "Mi hermano dijo adiós y se fue a Lima",
            Language::Spanish
        ));
        assert!(!is_goodbye("Ciao bella, come stai?", Language::Italian));
        assert!(!is_goodbye("adiós", Language::English));
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
