//! What whoever rings one of our numbers is told who talks to nobody, in each language in which a call can be
//! led. Strangers are spoken to as strangers.

use super::permission::Refusal;
use crate::telephony::language::Language;

/// Why a user is not put through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Whoever it is learns no more.
    NotNow,
    NobodyYet,
    /// Their day has no room for another call.
    Day(Refusal),
}

#[derive(Debug)]
pub struct Words {
    /// To who has no account: what it is, and how to have no more calls from it.
    pub stranger: &'static str,
    /// To who keeps their number back, and so can't be told from others.
    pub nobody: &'static str,
    /// To a stranger who wants no more calls.
    pub left_alone: &'static str,
    not_now: &'static str,
    nobody_yet: &'static str,
    out_of_reach: &'static str,
    no_more_calls: &'static str,
    no_more_minutes: &'static str,
    no_more_money: &'static str,
}

impl Words {
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

    pub fn why(&self, reason: Reason) -> &'static str {
        match reason {
            Reason::NobodyYet => self.nobody_yet,
            Reason::Day(Refusal::OutOfReach) => self.out_of_reach,
            Reason::Day(Refusal::CallsCap { .. }) => self.no_more_calls,
            Reason::Day(Refusal::MinutesCap { .. }) => self.no_more_minutes,
            Reason::Day(Refusal::SpendCap) => self.no_more_money,
            Reason::NotNow | Reason::Day(_) => self.not_now,
        }
    }
}

const ENGLISH: Words = Words {
    stranger: "This is Call Me Back. AI personas call people from this number who asked for it. To talk to one, sign \
               up on our page first. If you want no calls from us, press 9.",
    nobody: "This is Call Me Back. AI personas call people from this number who asked for it. To talk to one, or to \
             have no calls from us, call again and show your number.",
    left_alone: "Okay. You won't be called from here. Goodbye.",
    not_now: "You can't be put through right now. Please try again another time.",
    nobody_yet: "You don't know anybody here yet. Choose somebody on our page first, then call again.",
    out_of_reach: "Numbers in your country can't be called from here. Call from the browser.",
    no_more_calls: "You have had all your calls of today. Call from the browser, or wait until tomorrow.",
    no_more_minutes: "You have had all your minutes on the phone of today. Call from the browser, or wait until \
                      tomorrow.",
    no_more_money: "Today's calls have cost what a day may cost. Call from the browser, or wait until tomorrow.",
};

const SPANISH: Words = Words {
    stranger: "Le habla Call Me Back. Desde este número, personajes de inteligencia artificial llaman a quienes lo han \
               pedido. Para hablar con uno, regístrese primero en nuestra página. Si no quiere llamadas nuestras, \
               pulse el 9.",
    nobody: "Le habla Call Me Back. Desde este número, personajes de inteligencia artificial llaman a quienes lo han \
             pedido. Para hablar con uno, o para no recibir llamadas nuestras, vuelva a llamar mostrando su número.",
    left_alone: "De acuerdo. No recibirá llamadas desde aquí. Adiós.",
    not_now: "Ahora mismo no es posible pasar su llamada. Inténtelo de nuevo en otro momento, por favor.",
    nobody_yet: "Todavía no conoces a nadie aquí. Elige primero a alguien en nuestra página y vuelve a llamar.",
    out_of_reach: "Desde aquí no se puede llamar a números de tu país. Llama desde el navegador.",
    no_more_calls: "Ya has tenido todas tus llamadas de hoy. Llama desde el navegador, o espera hasta mañana.",
    no_more_minutes: "Ya has usado todos tus minutos de teléfono de hoy. Llama desde el navegador, o espera hasta \
                      mañana.",
    no_more_money: "Las llamadas de hoy ya han costado lo que puede costar un día. Llama desde el navegador, o espera \
                    hasta mañana.",
};

const FRENCH: Words = Words {
    stranger: "Ici Call Me Back. Depuis ce numéro, des personnages d'intelligence artificielle appellent les personnes \
               qui l'ont demandé. Pour parler à l'un d'eux, inscrivez-vous d'abord sur notre page. Si vous ne voulez \
               pas d'appels de notre part, appuyez sur le 9.",
    nobody: "Ici Call Me Back. Depuis ce numéro, des personnages d'intelligence artificielle appellent les personnes \
             qui l'ont demandé. Pour parler à l'un d'eux, ou pour ne pas recevoir nos appels, rappelez sans masquer \
             votre numéro.",
    left_alone: "D'accord. Vous ne recevrez pas d'appels d'ici. Au revoir.",
    not_now: "Votre appel ne peut pas aboutir pour le moment. Veuillez réessayer plus tard.",
    nobody_yet: "Tu ne connais encore personne ici. Choisis d'abord quelqu'un sur notre page, puis rappelle.",
    out_of_reach: "On ne peut pas appeler d'ici les numéros de ton pays. Appelle depuis le navigateur.",
    no_more_calls: "Tu as eu tous tes appels d'aujourd'hui. Appelle depuis le navigateur, ou attends demain.",
    no_more_minutes: "Tu as utilisé toutes tes minutes de téléphone d'aujourd'hui. Appelle depuis le navigateur, ou \
                      attends demain.",
    no_more_money: "Les appels d'aujourd'hui ont coûté ce qu'une journée peut coûter. Appelle depuis le navigateur, ou \
                    attends demain.",
};

const GERMAN: Words = Words {
    stranger: "Hier ist Call Me Back. Von dieser Nummer rufen KI-Personas Menschen an, die darum gebeten haben. Um mit \
               einer zu sprechen, melden Sie sich zuerst auf unserer Seite an. Wenn Sie keine Anrufe von uns möchten, \
               drücken Sie die 9.",
    nobody: "Hier ist Call Me Back. Von dieser Nummer rufen KI-Personas Menschen an, die darum gebeten haben. Um mit \
             einer zu sprechen, oder um keine Anrufe von uns zu bekommen, rufen Sie noch einmal an und zeigen Sie \
             dabei Ihre Nummer.",
    left_alone: "In Ordnung. Von hier werden Sie nicht angerufen. Auf Wiederhören.",
    not_now: "Ihr Anruf kann gerade nicht verbunden werden. Bitte versuchen Sie es ein andermal wieder.",
    nobody_yet: "Du kennst hier noch niemanden. Such dir zuerst auf unserer Seite jemanden aus, und ruf dann wieder an.",
    out_of_reach: "Nummern in deinem Land können von hier nicht angerufen werden. Ruf im Browser an.",
    no_more_calls: "Du hattest heute schon alle deine Anrufe. Ruf im Browser an, oder warte bis morgen.",
    no_more_minutes: "Du hast heute schon alle deine Minuten am Telefon gehabt. Ruf im Browser an, oder warte bis \
                      morgen.",
    no_more_money: "Die Anrufe von heute haben gekostet, was ein Tag kosten darf. Ruf im Browser an, oder warte bis \
                    morgen.",
};

const ITALIAN: Words = Words {
    stranger: "Qui parla Call Me Back. Da questo numero personaggi di intelligenza artificiale chiamano chi lo ha \
               chiesto. Per parlare con uno di loro, si registri prima sulla nostra pagina. Se non vuole chiamate da \
               noi, prema il 9.",
    nobody: "Qui parla Call Me Back. Da questo numero personaggi di intelligenza artificiale chiamano chi lo ha \
             chiesto. Per parlare con uno di loro, o per non ricevere chiamate da noi, richiami mostrando il suo \
             numero.",
    left_alone: "Va bene. Non riceverà chiamate da qui. Arrivederci.",
    not_now: "In questo momento non è possibile passare la sua chiamata. Riprovi un'altra volta, per favore.",
    nobody_yet: "Qui non conosci ancora nessuno. Scegli prima qualcuno sulla nostra pagina, poi richiama.",
    out_of_reach: "Da qui non si possono chiamare i numeri del tuo paese. Chiama dal browser.",
    no_more_calls: "Hai già avuto tutte le tue chiamate di oggi. Chiama dal browser, o aspetta domani.",
    no_more_minutes: "Hai già usato tutti i tuoi minuti al telefono di oggi. Chiama dal browser, o aspetta domani.",
    no_more_money: "Le chiamate di oggi sono costate quanto può costare un giorno. Chiama dal browser, o aspetta \
                    domani.",
};

const PORTUGUESE: Words = Words {
    stranger: "Aqui fala o Call Me Back. Deste número, personagens de inteligência artificial ligam para quem pediu. \
               Para falar com um deles, cadastre-se primeiro na nossa página. Se não quiser ligações nossas, aperte \
               o 9.",
    nobody: "Aqui fala o Call Me Back. Deste número, personagens de inteligência artificial ligam para quem pediu. \
             Para falar com um deles, ou para não receber ligações nossas, ligue de novo mostrando o seu número.",
    left_alone: "Certo. Você não vai receber ligações daqui. Tchau.",
    not_now: "Não dá para completar a sua ligação agora. Tente de novo em outro momento, por favor.",
    nobody_yet: "Você ainda não conhece ninguém aqui. Escolha primeiro alguém na nossa página, depois ligue de novo.",
    out_of_reach: "Daqui não dá para ligar para números do seu país. Ligue pelo navegador.",
    no_more_calls: "Você já teve todas as suas ligações de hoje. Ligue pelo navegador, ou espere até amanhã.",
    no_more_minutes: "Você já usou todos os seus minutos ao telefone de hoje. Ligue pelo navegador, ou espere até \
                      amanhã.",
    no_more_money: "As ligações de hoje já custaram o que um dia pode custar. Ligue pelo navegador, ou espere até \
                    amanhã.",
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_language_says_each_thing_in_words_of_its_own() {
        let mut all = BTreeSet::new();
        for language in Language::all() {
            let words = Words::of(*language);
            assert!(words.stranger.contains("Call Me Back") && words.stranger.contains('9'));
            assert!(words.nobody.contains("Call Me Back"));
            all.extend([words.stranger, words.nobody, words.left_alone]);
            let reasons = [
                Reason::NotNow,
                Reason::NobodyYet,
                Reason::Day(Refusal::OutOfReach),
                Reason::Day(Refusal::CallsCap { cap: 1 }),
                Reason::Day(Refusal::MinutesCap { cap: 1 }),
                Reason::Day(Refusal::SpendCap),
            ];
            all.extend(reasons.map(|reason| words.why(reason)));
        }
        assert_eq!(all.len(), 9 * Language::all().len());
    }
}
