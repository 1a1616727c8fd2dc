//! Calls that are to come.

use call_me_back::directory::personas;
use call_me_back::directory::schedules::{self, Schedule};
use call_me_back::ids::{PersonaId, ScheduleId};
use call_me_back::ports::Ports as _;
use call_me_back::time::{DAY, Timestamp};
use serde::Deserialize;
use serde_json::json;

use super::hidden;
use crate::answer::{Answer, Refusal, json, json_with, nothing};
use crate::visit::Visit;

/// How far ahead a call can be planned.
const FURTHEST: i64 = 366 * DAY;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    persona_id: PersonaId,
    at: Timestamp,
}

/// `POST /api/schedules`: the persona is to ring the user's telephone at that moment.
pub async fn plan(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let plan: Plan = visit.json().await?;
    let now = visit.ports.now();
    if plan.at <= now || plan.at > now.plus(FURTHEST) {
        return Err(Refusal::at(
            422,
            "at",
            "Choose a moment within the next year.",
        ));
    }
    personas::persona(visit.ports.sql(), &user.id, &plan.persona_id).await?;
    let schedule = Schedule {
        id: ScheduleId::new(visit.ports.entropy()?),
        user_id: user.id,
        persona_id: plan.persona_id,
        due_at: plan.at,
        status: "planned".to_owned(),
        call_id: None,
        refusal: None,
    };
    schedules::put(visit.ports.sql(), &schedule, now).await?;
    json_with(201, &schedule)
}

pub async fn list(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    let schedules = schedules::schedules(visit.ports.sql(), &user.id).await?;
    json(&json!({ "schedules": schedules }))
}

pub async fn cancel(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let id = ScheduleId::parse(id).map_err(|_| hidden("the schedule"))?;
    if schedules::cancel(visit.ports.sql(), &user.id, &id).await? {
        nothing()
    } else {
        Err(hidden("the schedule"))
    }
}
