//! What a telephone hears when it is picked up: that this is an AI, then the persona.

use std::collections::BTreeMap;

use super::Status;
use super::session::View;
use crate::telephony::twiml::{self, Conversation};
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
    let Some(persona) = view.script.map(|script| script.briefing.persona) else {
        return out_of_order();
    };
    let Some(voice) = Voice::named(&persona.voice) else {
        return out_of_order();
    };
    let id = &view.call.id;
    let relay = home
        .replacen("https://", "wss://", 1)
        .replacen("http://", "ws://", 1);
    Conversation {
        url: format!("{relay}/twilio/relay/{id}"),
        action: format!("{home}/twilio/relay-ended/{id}"),
        // Until they were connected once, nobody knows that it was heard.
        welcome_greeting: view
            .call
            .started_at
            .is_none()
            .then(|| twiml::disclosure(&persona.name)),
        welcome_interruptible: false,
        voice,
        language: voice.language().to_owned(),
        hints: vec![persona.name],
        parameters: BTreeMap::new(),
    }
    .document()
}

pub fn out_of_order() -> String {
    twiml::say_and_hang_up(OUT_OF_ORDER, "en-US")
}
