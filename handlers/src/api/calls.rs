//! Calls.

use call_me_back::call::{Channel, Status};
use call_me_back::directory::calls;
use call_me_back::failure::Failure;
use call_me_back::flows::starting::{Asked, start_asked};
use call_me_back::flows::{costing, ending, looking_back};
use call_me_back::ports::Ports as _;
use serde_json::json;

use super::{call_id, persona_id};
use crate::answer::{Answer, json, json_text, json_with};
use crate::visit::Visit;

/// How many calls are listed.
const LISTED: u32 = 100;

/// `POST /api/calls`. With an `Idempotency-Key` a repeat answers with the same call.
pub async fn start(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let asked: Asked = visit.json().await?;
    let key = visit.idempotency_key()?;
    let call = start_asked(&visit.ports, &user, asked, key.as_ref());
    json_with(201, &call.await?)
}

pub async fn list(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    let calls = calls::all_calls(visit.ports.sql(), &user.id, LISTED).await?;
    json(&json!({ "calls": calls }))
}

/// `GET /api/calls/estimate?persona_id=…&channel=browser|phone`: what a call may cost.
pub async fn estimate(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    let persona = visit.query("persona_id").ok_or_else(|| {
        Failure::invalid("persona_id", "Say whom you would call, with ?persona_id=.")
    })?;
    let channel = visit
        .query("channel")
        .and_then(|channel| channel.parse().ok());
    let channel: Channel = channel.ok_or_else(|| {
        Failure::invalid(
            "channel",
            "Say how, with &channel=browser or &channel=phone.",
        )
    })?;
    let persona = persona_id(&persona)?;
    json(&costing::estimate(&visit.ports, &user, &persona, channel).await?)
}

pub async fn show(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    json(&calls::call(visit.ports.sql(), &user.id, &call_id(id)?).await?)
}

pub async fn transcript(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let call = calls::call(visit.ports.sql(), &user.id, &call_id(id)?).await?;
    let said = looking_back::said(&visit.ports, &user.id, &call).await?;
    json(&json!({
        "call_id": call.id,
        "status": said.status,
        "ended": said.status == Status::Ended,
        "turns": said.turns,
    }))
}

pub async fn archive(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    json_text(looking_back::archive(&visit.ports, &user.id, &call_id(id)?).await?)
}

pub async fn end(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    json(&ending::hang_up(&visit.ports, &user.id, &call_id(id)?).await?)
}
