//! Calls that are to come.

use call_me_back::directory::schedules;
use call_me_back::flows::planning::{self, Plan};
use call_me_back::ids::ScheduleId;
use call_me_back::ports::Ports as _;
use serde_json::json;

use super::hidden;
use crate::answer::{Answer, json, json_with, nothing};
use crate::visit::Visit;

/// `POST /api/schedules`: the persona is to ring the user's telephone at that moment.
pub async fn plan(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let plan: Plan = visit.json().await?;
    json_with(201, &planning::plan(&visit.ports, &user, plan).await?)
}

pub async fn list(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    let schedules = schedules::schedules(visit.ports.sql(), &user.id).await?;
    json(&json!({ "schedules": schedules }))
}

pub async fn cancel(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let id = ScheduleId::parse(id).map_err(|_| hidden("the schedule"))?;
    planning::cancel(&visit.ports, &user, &id).await?;
    nothing()
}
