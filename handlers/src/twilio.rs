//! Twilio's webhooks. Each is believed only with a signature over the address that is configured.

use call_me_back::call::answering;
use call_me_back::call::machine::Event;
use call_me_back::ids::CallId;
use call_me_back::ports::{Ports as _, Sessions as _};
use call_me_back::telephony::signature::{self, Body};
use call_me_back::telephony::status::{RelayEnd, StatusCallback};
use call_me_back::telephony::twiml;

use crate::answer::{Answer, Refusal, nothing, xml};
use crate::api::call_id;
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

async fn conversation(visit: &Visit, id: &CallId) -> Answer {
    let view = visit.ports.sessions().view(id).await?;
    xml(match visit.settings.public_url() {
        Some(home) => answering::connect(view, &home),
        None => answering::out_of_order(),
    })
}

pub async fn status(visit: &mut Visit, id: &str) -> Answer {
    let id = call_id(id)?;
    let fields = signed_form(visit, &format!("/twilio/status/{id}")).await?;
    let status = StatusCallback::read(&fields).status;
    if let Some(event) = status.and_then(Event::of_status) {
        let now = visit.ports.now();
        visit.ports.sessions().tell(&id, event, now).await?;
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
