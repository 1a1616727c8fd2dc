//! Lines to a call: the browser's and the carrier's, the same protocol to the same actor; and what a page
//! watches a telephone's call by.

use call_me_back::call::Channel;
use call_me_back::call::session::LineNumber;
use call_me_back::directory::calls;
use call_me_back::failure::Failure;
use call_me_back::ids::CallId;
use call_me_back::ports::Ports as _;
use call_me_back::telephony::signature::Body;
use call_me_back_platform::{connect, watch};
use worker::Response;

use crate::answer::{Answer, Refusal};
use crate::ids::{call_id, hidden};
use crate::twilio;
use crate::visit::Visit;

/// The browser as the phone: the user's own call, from a page of ours.
pub async fn browser(visit: &Visit, id: &str) -> Answer {
    let id = own(visit, id, Channel::Browser).await?;
    check_upgrade(visit)?;
    taken(connect(&visit.env, &id, None).await)
}

/// The user's own call on a telephone, which a page of ours is shown.
pub async fn watched(visit: &Visit, id: &str) -> Answer {
    let id = own(visit, id, Channel::Phone).await?;
    check_upgrade(visit)?;
    taken(watch(&visit.env, &id).await)
}

/// The user's own call that goes that way, asked for by a page of ours.
async fn own(visit: &Visit, id: &str, channel: Channel) -> Result<CallId, Refusal> {
    let id = call_id(id)?;
    let user = visit.user().await?;
    if !visit.is_same_site() {
        return Err(Refusal::new(
            403,
            "A call can only be taken on our own page.",
        ));
    }
    let call = calls::call(visit.ports.sql(), &user.id, &id).await?;
    if call.channel != channel {
        return Err(hidden("the call"));
    }
    Ok(id)
}

/// The carrier's, whose upgrade is signed, and taken once.
pub async fn telephone(visit: &Visit, id: &str, line: &str) -> Answer {
    let id = call_id(id)?;
    let line: LineNumber = line.parse().map_err(|_| Refusal::not_found())?;
    let path = format!("/twilio/relay/{id}/{line}");
    twilio::prove(visit, &path, Body::None, "wss")?;
    check_upgrade(visit)?;
    taken(connect(&visit.env, &id, Some(line)).await)
}

fn check_upgrade(visit: &Visit) -> Result<(), Refusal> {
    if !visit.is_websocket() {
        return Err(Refusal::new(426, "Ask for a WebSocket here."));
    }
    Ok(())
}

fn taken(connected: Result<Response, Failure>) -> Answer {
    match connected {
        Err(Failure::Invalid { why, .. }) => Err(Refusal::new(403, why)),
        connected => Ok(connected?),
    }
}
