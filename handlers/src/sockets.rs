//! Lines to a call: the browser's and the carrier's, the same protocol to the same actor.

use call_me_back::call::Channel;
use call_me_back::call::session::LineNumber;
use call_me_back::directory::calls;
use call_me_back::failure::Failure;
use call_me_back::ids::CallId;
use call_me_back::ports::Ports as _;
use call_me_back::telephony::signature::Body;
use call_me_back_platform::connect;

use crate::answer::{Answer, Refusal};
use crate::ids::{call_id, hidden};
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
    upgrade(visit, &id, None).await
}

/// The carrier's, whose upgrade is signed, and taken once.
pub async fn telephone(visit: &Visit, id: &str, line: &str) -> Answer {
    let id = call_id(id)?;
    let line: LineNumber = line.parse().map_err(|_| Refusal::not_found())?;
    let path = format!("/twilio/relay/{id}/{line}");
    twilio::prove(visit, &path, Body::None, "wss")?;
    upgrade(visit, &id, Some(line)).await
}

async fn upgrade(visit: &Visit, id: &CallId, line: Option<LineNumber>) -> Answer {
    if !visit.is_websocket() {
        return Err(Refusal::new(426, "Ask for a WebSocket here."));
    }
    match connect(&visit.env, id, line).await {
        Err(Failure::Invalid { why, .. }) => Err(Refusal::new(403, why)),
        connected => Ok(connected?),
    }
}
