//! What a telephone hears when it is picked up: that this is an AI, then the persona.

use std::collections::BTreeMap;

use super::Status;
use super::briefing::Briefing;
use super::lines::Lines;
use super::pin;
use super::session::{Spoken, View};
use super::terms::{Identity, Terms};
use super::turning_away::{Reason, Words};
use crate::telephony::language::Language;
use crate::telephony::twiml::{self, Conversation, Turn};
use crate::telephony::voice::Voice;

/// Spoken where nothing of ours can.
const OUT_OF_ORDER: &str = "Sorry, something went wrong on our side. Please try again later.";

/// TwiML that connects a call to its session, under the address `home` at which the carrier reaches
/// the worker. A line that was lost is connected again, without what was heard already; a call that
/// is over, or can't be held, ends.
pub fn connect(view: View, home: &str) -> String {
    if view.call.status == Status::Ended {
        return twiml::hang_up();
    }
    let Some(script) = view.script else {
        return out_of_order();
    };
    let (briefing, language) = (&script.briefing, script.terms.language);
    let Some(voice) = briefing.voice() else {
        return out_of_order();
    };
    let persona = &briefing.persona;
    let id = &view.call.id;
    let relay = home
        .replacen("https://", "wss://", 1)
        .replacen("http://", "ws://", 1);
    Conversation {
        url: format!("{relay}/twilio/relay/{id}/{}", view.next_line),
        action: format!("{home}/twilio/relay-ended/{id}"),
        // Until they were connected once, nobody knows that it was heard.
        welcome_greeting: view
            .call
            .started_at
            .is_none()
            .then(|| disclosure(&persona.name, &script.terms)),
        welcome_interruptible: false,
        voice,
        language: voice.tag(language).to_owned(),
        hints: hints(briefing),
        parameters: BTreeMap::new(),
    }
    .document()
}

/// TwiML for one turn of a call that has no line: the carrier says what the persona says, listens, and asks
/// again. `is_first` tells first that this is an AI.
pub fn turn(view: &View, spoken: &Spoken, is_first: bool, home: &str) -> String {
    let Some(script) = &view.script else {
        return twiml::hang_up();
    };
    let briefing = &script.briefing;
    let Some(voice) = briefing.voice() else {
        return out_of_order();
    };
    Turn {
        disclosure: is_first.then(|| disclosure(&briefing.persona.name, &script.terms)),
        text: first_words(view, spoken, is_first),
        voice,
        language: script.terms.language,
        goes_on: (!spoken.is_over)
            .then(|| format!("{home}/twilio/turn/{}/{}", view.call.id, spoken.next)),
        keys: if spoken.awaits_pin { pin::DIGITS } else { 1 },
        hints: hints(briefing),
    }
    .document()
}

/// What is said first, also where the carrier asks for it again.
fn first_words(view: &View, spoken: &Spoken, is_first: bool) -> String {
    let last = view
        .turns
        .last()
        .filter(|_| is_first && spoken.text.is_empty());
    last.map_or_else(|| spoken.text.clone(), |turn| turn.text.clone())
}

/// The first thing that is said in every telephone call. It is fixed: no persona, prompt or setting can
/// change or remove it.
pub fn disclosure(persona: &str, terms: &Terms) -> String {
    let lines = Lines::of(terms.language);
    match terms.identity {
        // With whom the user talks is nobody else's business.
        Identity::Claimed { .. } => lines.nameless_disclosure.to_owned(),
        Identity::Called | Identity::Attested => lines.disclosure.replace("{persona}", persona),
    }
}

/// Words that are likely to be said: names above all.
fn hints(briefing: &Briefing) -> Vec<String> {
    let names = [Some(&briefing.persona.name), briefing.user_name.as_ref()];
    names.into_iter().flatten().cloned().collect()
}

/// What a stranger hears who rings one of our numbers.
pub fn stranger(language: Language, home: &str) -> String {
    let action = format!("{home}/twilio/stranger");
    twiml::offer(Words::of(language).stranger, language, &action)
}

/// What somebody hears who keeps their number back.
pub fn nobody(language: Language) -> String {
    twiml::last_words(Words::of(language).nobody, Voice::HOUSE, language)
}

/// What a stranger hears who wants no more calls.
pub fn left_alone(language: Language) -> String {
    twiml::last_words(Words::of(language).left_alone, Voice::HOUSE, language)
}

/// What someone hears who can't be talked to now.
pub fn refused(why: Reason, language: Language) -> String {
    twiml::last_words(Words::of(language).why(why), Voice::HOUSE, language)
}

pub fn out_of_order() -> String {
    twiml::say_and_hang_up(OUT_OF_ORDER, "en-US")
}
