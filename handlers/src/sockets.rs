//! Lines to a call: the browser's and the carrier's, the same protocol to the same actor.

use call_me_back::call::Channel;
use call_me_back::directory::calls;
use call_me_back::ports::Ports as _;
use call_me_back::telephony::signature::Body;
use call_me_back_platform::connect;

use crate::answer::{Answer, Refusal};
use crate::api::{call_id, hidden};
use crate::twilio;
use crate::visit::Visit;

/// The browser as the phone: the user's own call, from a page of ours.
pub async fn browser(visit: &Visit, id: &str) -> Answer {
    let id = call_id(id)?;
    let user = visit.user().await?;
    if !visit.is_same_site() {
        return Err(Refusal::new(
            403,
            "A call can only be taken on our own page.",
        ));
    }
    let call = calls::call(visit.ports.sql(), &user.id, &id).await?;
    if call.channel != Channel::Browser {
        return Err(hidden("the call"));
    }
    upgrade(visit, &id).await
}

/// The carrier's, whose upgrade is signed.
pub async fn telephone(visit: &Visit, id: &str) -> Answer {
    let id = call_id(id)?;
    twilio::prove(visit, &format!("/twilio/relay/{id}"), Body::None, "wss")?;
    upgrade(visit, &id).await
}

async fn upgrade(visit: &Visit, id: &call_me_back::ids::CallId) -> Answer {
    if !visit.is_websocket() {
        return Err(Refusal::new(426, "Ask for a WebSocket here."));
    }
    Ok(connect(&visit.env, id).await?)
}
