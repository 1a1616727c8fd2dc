//! Twilio's webhooks. Each is believed only with a signature over the address that is configured.

use call_me_back::call::machine::Event;
use call_me_back::call::policy::Speech;
use call_me_back::call::{Speaker, Status, answering};
use call_me_back::directory::calls;
use call_me_back::flows::costing;
use call_me_back::flows::ringing_in::{self, Incoming, Welcome};
use call_me_back::ids::CallId;
use call_me_back::ports::{Ports as _, Sessions as _};
use call_me_back::telephony::language::Language;
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back::telephony::signature::{self, Body};
use call_me_back::telephony::status::{IncomingCall, RelayEnd, StatusCallback, TurnHeard};
use call_me_back::telephony::twiml;
use call_me_back_platform::log;

use crate::answer::{Answer, Refusal, nothing, xml};
use crate::ids::call_id;
use crate::visit::Visit;

/// Refuses whatever the carrier did not sign. `scheme` is that of the address as it was given.
pub fn prove(visit: &Visit, path: &str, body: Body<'_>, scheme: &str) -> Result<(), Refusal> {
    let unproven = || Refusal::new(403, "This is for the carrier alone, and it must be signed.");
    let token = visit
        .settings
        .get("TWILIO_AUTH_TOKEN")
        .ok_or_else(unproven)?;
    let home = visit.settings.public_url().ok_or_else(unproven)?;
    let signature = visit.header("x-twilio-signature").ok_or_else(unproven)?;
    let address = match (scheme, home.split_once("://")) {
        ("wss", Some((_, rest))) => format!("wss://{rest}{path}"),
        _ => format!("{home}{path}"),
    };
    if signature::is_genuine(&token, &signature, &address, body) {
        Ok(())
    } else {
        Err(unproven())
    }
}

/// Reads a signed form.
async fn signed_form(visit: &mut Visit, path: &str) -> Result<Vec<(String, String)>, Refusal> {
    let fields = visit.form_fields().await?;
    prove(visit, path, Body::Form(&fields), "https")?;
    Ok(fields)
}

/// Somebody picked up: they are told that this is an AI, then connected.
pub async fn voice(visit: &mut Visit, id: &str) -> Answer {
    let id = call_id(id)?;
    signed_form(visit, &format!("/twilio/voice/{id}")).await?;
    conversation(visit, &id).await
}

/// The answer to a webhook on which a call waits: where we fail, whoever is on the telephone is told so.
pub fn spoken(answer: Answer) -> Answer {
    match answer {
        Err(refusal) if refusal.status == 409 || refusal.status >= 500 => {
            log::complain(format_args!("a call can't go on: {}", refusal.detail));
            xml(answering::out_of_order())
        }
        answer => answer,
    }
}

/// Somebody rings one of our numbers.
pub async fn inbound(visit: &mut Visit) -> Answer {
    let fields = signed_form(visit, "/twilio/inbound").await?;
    let Some(incoming) = incoming(&fields) else {
        return xml(answering::out_of_order());
    };
    let home = visit.settings.public_url().unwrap_or_default();
    match ringing_in::ring_in(&visit.ports, &incoming).await? {
        Welcome::Connected(id) => conversation(visit, &id).await,
        Welcome::Stranger => xml(match &incoming.from {
            Some(from) => answering::stranger(Language::of(from), &home),
            // Whoever keeps their number back can't be left alone by it.
            None => answering::nobody(Language::of(&incoming.to)),
        }),
        Welcome::Refused(why, language) => xml(answering::refused(why, language)),
        Welcome::Busy => xml(twiml::busy()),
    }
}

fn incoming(fields: &[(String, String)]) -> Option<Incoming> {
    let call = IncomingCall::read(fields);
    Some(Incoming {
        carriers_name: call.call_sid?,
        from: call.from.and_then(|from| PhoneNumber::parse(&from).ok()),
        to: PhoneNumber::parse(&call.to?).ok()?,
        is_attested: call.is_attested,
    })
}

/// A stranger who rang one of our numbers pressed a key: they want no calls from us.
pub async fn stranger(visit: &mut Visit) -> Answer {
    let fields = signed_form(visit, "/twilio/stranger").await?;
    let from = IncomingCall::read(&fields).from;
    let number = from.and_then(|from| PhoneNumber::parse(&from).ok());
    match (number, TurnHeard::read(&fields).keys.as_str()) {
        (Some(number), "9") => {
            ringing_in::opt_out(&visit.ports, &number).await?;
            xml(answering::left_alone(Language::of(&number)))
        }
        _ => xml(twiml::hang_up()),
    }
}

/// Connects a call: to its socket, or where the account has none, to its first turn.
async fn conversation(visit: &Visit, id: &CallId) -> Answer {
    let Some(home) = visit.settings.public_url() else {
        return xml(answering::out_of_order());
    };
    let view = visit.ports.sessions().view(id).await?;
    let speech = view.script.as_ref().map(|script| script.terms.speech);
    if view.call.status != Status::Ended && speech == Some(Speech::Gather) {
        // Until they were heard once, nobody knows that it was heard.
        let is_first = view
            .turns
            .iter()
            .all(|turn| turn.speaker == Speaker::Persona);
        return take_turn(visit, id, None, vec![Event::Connected], is_first).await;
    }
    xml(answering::connect(view, &home))
}

/// What the carrier heard in the turn of that number, where it asks for each.
pub async fn turn(visit: &mut Visit, id: &str, number: &str) -> Answer {
    let id = call_id(id)?;
    let number: u32 = number.parse().map_err(|_| Refusal::not_found())?;
    let fields = signed_form(visit, &format!("/twilio/turn/{id}/{number}")).await?;
    let view = visit.ports.sessions().view(&id).await?;
    if view
        .script
        .is_none_or(|script| script.terms.speech == Speech::Relay)
    {
        // It has a line of its own, or is long over.
        return conversation(visit, &id).await;
    }
    let heard = Event::of_turn(TurnHeard::read(&fields));
    take_turn(visit, &id, Some(number), heard, false).await
}

async fn take_turn(
    visit: &Visit,
    id: &CallId,
    number: Option<u32>,
    heard: Vec<Event>,
    is_first: bool,
) -> Answer {
    let Some(home) = visit.settings.public_url() else {
        return xml(answering::out_of_order());
    };
    let sessions = visit.ports.sessions();
    let spoken = sessions.turn(id, number, heard, visit.ports.now()).await?;
    let view = sessions.view(id).await?;
    xml(answering::turn(&view, &spoken, is_first, &home))
}

pub async fn status(visit: &mut Visit, id: &str) -> Answer {
    let id = call_id(id)?;
    let fields = signed_form(visit, &format!("/twilio/status/{id}")).await?;
    note_status(visit, &id, &fields).await
}

/// The status of a call that came in: the carrier has one address for all of a number's.
pub async fn inbound_status(visit: &mut Visit) -> Answer {
    let fields = signed_form(visit, "/twilio/status").await?;
    match StatusCallback::read(&fields).call_sid {
        Some(carriers_name) => {
            let id = ringing_in::call_id(&carriers_name);
            // Of strangers, and of those who were not put through, there is no call.
            if !calls::is_known(visit.ports.sql(), &id).await? {
                return nothing();
            }
            note_status(visit, &id, &fields).await
        }
        None => nothing(),
    }
}

async fn note_status(visit: &Visit, id: &CallId, fields: &[(String, String)]) -> Answer {
    let told = StatusCallback::read(fields);
    if let Some(event) = told.status.and_then(Event::of_status) {
        let now = visit.ports.now();
        visit.ports.sessions().tell(id, event, now).await?;
    }
    if let Some(seconds) = told.duration_seconds {
        costing::note_seconds(&visit.ports, id, seconds).await?;
    }
    nothing()
}

/// Who or what picked up, as the carrier heard it while the call went on.
pub async fn machine(visit: &mut Visit, id: &str) -> Answer {
    let id = call_id(id)?;
    let fields = signed_form(visit, &format!("/twilio/machine/{id}")).await?;
    if let Some(by) = StatusCallback::read(&fields).answered_by {
        let picked_up = Event::PickedUp { by };
        let now = visit.ports.now();
        visit.ports.sessions().tell(&id, picked_up, now).await?;
    }
    nothing()
}

/// The conversation is over: by one of them, or because the line failed. Then it is connected
/// again, without a second greeting; a call that can't be held ends by itself.
pub async fn relay_ended(visit: &mut Visit, id: &str) -> Answer {
    let id = call_id(id)?;
    let fields = signed_form(visit, &format!("/twilio/relay-ended/{id}")).await?;
    let Some(event) = Event::of_relay_end(&RelayEnd::read(&fields)) else {
        return conversation(visit, &id).await;
    };
    let now = visit.ports.now();
    visit.ports.sessions().tell(&id, event, now).await?;
    xml(twiml::hang_up())
}

pub fn fallback() -> Answer {
    xml(answering::out_of_order())
}
