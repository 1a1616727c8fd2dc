//! What is said in every call in the same words, whoever the persona is, in each language in which a call
//! can be led.

use crate::telephony::language::Language;

#[derive(Debug)]
pub struct Lines {
    /// That this is an AI, before anything else. `{persona}` is their name.
    pub disclosure: &'static str,
    /// The same to who may be somebody else than the user.
    pub nameless_disclosure: &'static str,
    /// Said first to whoever picks up, where no model may speak yet.
    pub greeting: &'static str,
    /// Said to them until it is known who they are, and where the model fails.
    pub listening: [&'static str; 3],
    pub farewell: &'static str,
    /// To who may be in danger. `{help}` is whom to call.
    pub danger: &'static str,
    /// Whom to call: with a number that is known, as `{line}`, and without.
    pub help: [&'static str; 2],
    /// Said while the brain takes its time, one after the other.
    pub fillers: [&'static str; 3],
    /// Where the brain fails in the middle of a sentence.
    pub lost_thread: &'static str,
    pub nudge: &'static str,
    pub nobody_there: &'static str,
    pub five_minutes: &'static str,
    pub one_minute: &'static str,
    pub time_is_up: &'static str,
    /// To who wants no more calls.
    pub no_more_calls: &'static str,
    /// Left on a machine. It tells nobody anything about the two.
    pub message: &'static str,
    pub ask_pin: &'static str,
    pub pin_again: &'static str,
    pub no_more_pins: &'static str,
    pub no_pin: &'static str,
}

impl Lines {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Spanish => &SPANISH,
            Language::French => &FRENCH,
            Language::German => &GERMAN,
            Language::Italian => &ITALIAN,
            Language::Portuguese => &PORTUGUESE,
        }
    }

    pub fn all() -> impl Iterator<Item = &'static Self> {
        Language::all().iter().map(|language| Self::of(*language))
    }
}

const ENGLISH: Lines = Lines {
    disclosure: "This is {persona}, an AI persona from Call Me Back.",
    nameless_disclosure: "This is an AI persona from Call Me Back.",
    greeting: "Hi, it's {persona}. How are you?",
    listening: ["I'm listening. Go on?", "Tell me more?", "Mm-hm. And then?"],
    farewell: "Talk to you soon. Bye!",
    danger: "I'm really glad you told me. Please call {help}, right now. Is there someone near you who can be with \
             you?",
    help: [
        "{line}, or the emergency number where you are",
        "the emergency number where you are, or a crisis line",
    ],
    fillers: ["Hmm, let me think. ", "Give me a second. ", "Let me see. "],
    lost_thread: " … Sorry, I lost my thread there.",
    nudge: "Are you still there?",
    nobody_there: "I can't hear you, so I'll let you go. Talk to you soon. Bye!",
    five_minutes: "By the way, we have about five minutes left on this call.",
    one_minute: "We have about one minute left.",
    time_is_up: "Our time is up for today, so I have to stop here. Talk to you soon. Bye!",
    no_more_calls: "Okay. You won't be called again, unless you allow calls on the page of your phone. Take care.",
    message: "Hi, this is a message from Call Me Back. I'll try again another time. Bye!",
    ask_pin: "Hi! So that I know it's you: please type your six-digit PIN on the keypad.",
    pin_again: "That's not it. Please type your PIN once more.",
    no_more_pins: "That's not it either. We can talk, but without your PIN I'll keep private things to myself. So, \
                   what's up?",
    no_pin: "Hi! I can't be sure that it's you who's calling, so I'll keep private things to myself. Choose a PIN on \
             the page of your phone, and next time I'll know. So, what's up?",
};

const SPANISH: Lines = Lines {
    disclosure: "Le habla {persona}, un personaje de inteligencia artificial de Call Me Back.",
    nameless_disclosure: "Le habla un personaje de inteligencia artificial de Call Me Back.",
    greeting: "Hola, soy {persona}. ¿Cómo estás?",
    listening: [
        "Te escucho. ¿Y qué más?",
        "Cuéntame más, ¿sí?",
        "Ajá. ¿Y después?",
    ],
    farewell: "Hablamos pronto. ¡Adiós!",
    danger: "Me alegra mucho que me lo digas. Por favor, llama ahora mismo {help}. ¿Hay alguien cerca que pueda estar \
             contigo?",
    help: [
        "al {line}, o al número de emergencias de donde estás",
        "al número de emergencias de donde estás, o a una línea de crisis",
    ],
    fillers: [
        "A ver, déjame pensar. ",
        "Dame un segundo. ",
        "Vamos a ver. ",
    ],
    lost_thread: " … Perdona, se me fue el hilo.",
    nudge: "¿Sigues ahí?",
    nobody_there: "No te oigo, así que te dejo. Hablamos pronto. ¡Adiós!",
    five_minutes: "Por cierto, nos quedan unos cinco minutos en esta llamada.",
    one_minute: "Nos queda más o menos un minuto.",
    time_is_up: "Se nos acabó el tiempo por hoy, así que tengo que dejarlo aquí. Hablamos pronto. ¡Adiós!",
    no_more_calls: "De acuerdo. No te volveremos a llamar, a menos que lo permitas en la página de tu teléfono. \
                    Cuídate.",
    message: "Hola, este es un mensaje de Call Me Back. Lo intentaré en otro momento. ¡Adiós!",
    ask_pin: "¡Hola! Para saber que eres tú: escribe tu PIN de seis cifras en el teclado.",
    pin_again: "Ese no es. Escribe tu PIN una vez más.",
    no_more_pins: "Ese tampoco es. Podemos hablar, pero sin tu PIN me guardo lo privado. ¿Qué tal?",
    no_pin: "¡Hola! No puedo estar seguro de que seas tú quien llama, así que me guardo lo privado. Elige un PIN en la \
             página de tu teléfono, y la próxima vez lo sabré. ¿Qué tal?",
};

const FRENCH: Lines = Lines {
    disclosure: "Ici {persona}, un personnage d'intelligence artificielle de Call Me Back.",
    nameless_disclosure: "Ici un personnage d'intelligence artificielle de Call Me Back.",
    greeting: "Salut, c'est {persona}. Comment ça va ?",
    listening: [
        "Je t'écoute. Et encore ?",
        "Dis-m'en plus ?",
        "Mm-hm. Et ensuite ?",
    ],
    farewell: "À bientôt. Au revoir !",
    danger: "Je suis vraiment content que tu me le dises. S'il te plaît, appelle tout de suite {help}. Est-ce que \
             quelqu'un près de toi peut rester avec toi ?",
    help: [
        "le {line}, ou le numéro d'urgence là où tu es",
        "le numéro d'urgence là où tu es, ou une ligne d'écoute",
    ],
    fillers: [
        "Hmm, laisse-moi réfléchir. ",
        "Une seconde. ",
        "Voyons voir. ",
    ],
    lost_thread: " … Pardon, j'ai perdu le fil.",
    nudge: "Tu es toujours là ?",
    nobody_there: "Je ne t'entends pas, alors je te laisse. À bientôt. Au revoir !",
    five_minutes: "Au fait, il nous reste à peu près cinq minutes.",
    one_minute: "Il nous reste à peu près une minute.",
    time_is_up: "Notre temps est écoulé pour aujourd'hui, je dois m'arrêter là. À bientôt. Au revoir !",
    no_more_calls: "D'accord. On ne t'appellera plus, sauf si tu l'autorises sur la page de ton téléphone. Prends soin \
                    de toi.",
    message: "Bonjour, c'est un message de Call Me Back. J'essaierai une autre fois. Au revoir !",
    ask_pin: "Salut ! Pour que je sache que c'est toi : tape ton code à six chiffres sur le clavier.",
    pin_again: "Ce n'est pas ça. Tape ton code encore une fois.",
    no_more_pins: "Ce n'est pas ça non plus. On peut parler, mais sans ton code je garde pour moi ce qui est privé. \
                   Alors, quoi de neuf ?",
    no_pin: "Salut ! Je ne peux pas être sûr que c'est toi qui appelles, alors je garde pour moi ce qui est privé. \
             Choisis un code sur la page de ton téléphone, et la prochaine fois je saurai. Alors, quoi de neuf ?",
};

const GERMAN: Lines = Lines {
    disclosure: "Hier ist {persona}, eine KI-Persona von Call Me Back.",
    nameless_disclosure: "Hier ist eine KI-Persona von Call Me Back.",
    greeting: "Hallo, hier ist {persona}. Wie geht's dir?",
    listening: [
        "Ich höre zu. Und weiter?",
        "Erzähl mir mehr?",
        "Mhm. Und dann?",
    ],
    farewell: "Bis bald. Tschüss!",
    danger: "Ich bin wirklich froh, dass du mir das sagst. Bitte ruf jetzt gleich {help} an. Ist jemand in deiner Nähe, \
             der bei dir sein kann?",
    help: [
        "{line} oder den Notruf, wo du bist,",
        "den Notruf, wo du bist, oder ein Krisentelefon",
    ],
    fillers: [
        "Hm, lass mich nachdenken. ",
        "Einen Moment. ",
        "Mal sehen. ",
    ],
    lost_thread: " … Entschuldige, ich habe den Faden verloren.",
    nudge: "Bist du noch da?",
    nobody_there: "Ich höre dich nicht, also lege ich auf. Bis bald. Tschüss!",
    five_minutes: "Übrigens, wir haben noch etwa fünf Minuten.",
    one_minute: "Wir haben noch etwa eine Minute.",
    time_is_up: "Unsere Zeit ist um für heute, ich muss hier aufhören. Bis bald. Tschüss!",
    no_more_calls: "In Ordnung. Du wirst nicht mehr angerufen, es sei denn, du erlaubst es auf der Seite deines \
                    Telefons. Pass auf dich auf.",
    message: "Hallo, das ist eine Nachricht von Call Me Back. Ich versuche es ein andermal. Tschüss!",
    ask_pin: "Hallo! Damit ich weiß, dass du es bist: Tipp bitte deine sechsstellige PIN ein.",
    pin_again: "Das ist sie nicht. Tipp deine PIN bitte noch einmal ein.",
    no_more_pins: "Das ist sie auch nicht. Wir können reden, aber ohne deine PIN behalte ich Privates für mich. Also, \
                   was gibt's?",
    no_pin: "Hallo! Ich kann nicht sicher sein, dass du es bist, also behalte ich Privates für mich. Wähl eine PIN auf \
             der Seite deines Telefons, dann weiß ich es nächstes Mal. Also, was gibt's?",
};

const ITALIAN: Lines = Lines {
    disclosure: "Qui parla {persona}, un personaggio di intelligenza artificiale di Call Me Back.",
    nameless_disclosure: "Qui parla un personaggio di intelligenza artificiale di Call Me Back.",
    greeting: "Ciao, sono {persona}. Come stai?",
    listening: ["Ti ascolto. E poi?", "Raccontami di più?", "Mm-hm. E dopo?"],
    farewell: "A presto. Ciao!",
    danger: "Sono davvero contento che tu me l'abbia detto. Per favore, chiama subito {help}. C'è qualcuno vicino a te \
             che può starti accanto?",
    help: [
        "il {line}, o il numero di emergenza del posto in cui sei",
        "il numero di emergenza del posto in cui sei, o una linea di ascolto",
    ],
    fillers: ["Mmh, fammi pensare. ", "Dammi un secondo. ", "Vediamo. "],
    lost_thread: " … Scusa, ho perso il filo.",
    nudge: "Ci sei ancora?",
    nobody_there: "Non ti sento, quindi ti lascio. A presto. Ciao!",
    five_minutes: "A proposito, ci restano circa cinque minuti.",
    one_minute: "Ci resta circa un minuto.",
    time_is_up: "Il nostro tempo per oggi è finito, devo fermarmi qui. A presto. Ciao!",
    no_more_calls: "Va bene. Non ti chiameremo più, a meno che tu non lo permetta sulla pagina del tuo telefono. Abbi \
                    cura di te.",
    message: "Ciao, questo è un messaggio di Call Me Back. Riproverò un'altra volta. Ciao!",
    ask_pin: "Ciao! Per sapere che sei tu: digita il tuo PIN di sei cifre sulla tastiera.",
    pin_again: "Non è quello. Digita il tuo PIN ancora una volta.",
    no_more_pins: "Non è neanche quello. Possiamo parlare, ma senza il tuo PIN tengo per me le cose private. Allora, \
                   che si dice?",
    no_pin: "Ciao! Non posso essere sicuro che sia tu a chiamare, quindi tengo per me le cose private. Scegli un PIN \
             sulla pagina del tuo telefono, e la prossima volta lo saprò. Allora, che si dice?",
};

const PORTUGUESE: Lines = Lines {
    disclosure: "Aqui fala {persona}, um personagem de inteligência artificial do Call Me Back.",
    nameless_disclosure: "Aqui fala um personagem de inteligência artificial do Call Me Back.",
    greeting: "Oi, aqui é {persona}. Tudo bem?",
    listening: [
        "Estou ouvindo. E o que mais?",
        "Me conta mais?",
        "Aham. E depois?",
    ],
    farewell: "Até logo. Tchau!",
    danger: "Fico muito feliz que você tenha me contado. Por favor, ligue agora mesmo {help}. Tem alguém perto que possa \
             ficar com você?",
    help: [
        "para {line}, ou para o número de emergência de onde você está",
        "para o número de emergência de onde você está, ou para uma linha de apoio",
    ],
    fillers: ["Hum, deixa eu pensar. ", "Só um segundo. ", "Vamos ver. "],
    lost_thread: " … Desculpa, perdi o fio da meada.",
    nudge: "Você ainda está aí?",
    nobody_there: "Não estou te ouvindo, então vou desligar. Até logo. Tchau!",
    five_minutes: "Aliás, temos uns cinco minutos nesta ligação.",
    one_minute: "Temos mais ou menos um minuto.",
    time_is_up: "Nosso tempo acabou por hoje, então tenho que parar por aqui. Até logo. Tchau!",
    no_more_calls: "Tudo bem. Ninguém mais vai te ligar, a não ser que você permita na página do seu telefone. Se \
                    cuida.",
    message: "Oi, esta é uma mensagem do Call Me Back. Vou tentar em outra hora. Tchau!",
    ask_pin: "Oi! Para eu saber que é você: digite seu PIN de seis números no teclado.",
    pin_again: "Não é esse. Digite seu PIN mais uma vez.",
    no_more_pins: "Também não é esse. Podemos conversar, mas sem o seu PIN guardo o que é particular. E aí, tudo bem?",
    no_pin: "Oi! Não dá para ter certeza de que é você, então guardo o que é particular. Escolha um PIN na página do \
             seu telefone, e da próxima vez eu vou saber. E aí, tudo bem?",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_own_words_and_the_holes_that_are_filled() {
        let mut nudges: Vec<&str> = Lines::all().map(|lines| lines.nudge).collect();
        nudges.dedup();
        assert_eq!(nudges.len(), Language::all().len());
        for lines in Lines::all() {
            assert!(
                lines.disclosure.contains("{persona}") && lines.disclosure.contains("Call Me Back")
            );
            assert!(lines.greeting.contains("{persona}"), "{lines:?}");
            assert!(lines.danger.contains("{help}"), "{lines:?}");
            assert!(
                lines.help[0].contains("{line}") && !lines.help[1].contains('{'),
                "{lines:?}"
            );
        }
    }
}
