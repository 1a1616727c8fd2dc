//! Calls that are to come.

use call_me_back::directory::schedules::{self, Schedule};
use call_me_back::flows::planning::{self, Plan};
use call_me_back::flows::repeating::{self, Change};
use call_me_back::ids::ScheduleId;
use call_me_back::ports::Ports as _;
use serde::Serialize;
use serde_json::json;

use super::hidden;
use crate::answer::{Answer, Refusal, json, json_with, nothing};
use crate::visit::Visit;

/// A schedule, and how it reads.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    schedule: Schedule,
    /// Such as "every Monday at 9:00 am", where it repeats.
    in_words: Option<String>,
}

impl From<Schedule> for Shown {
    fn from(schedule: Schedule) -> Self {
        Self {
            in_words: schedule.series().map(|series| series.in_words()),
            schedule,
        }
    }
}

/// `POST /api/schedules`: the persona is to ring the user's telephone at that moment, or again and
/// again.
pub async fn plan(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let plan: Plan = visit.json().await?;
    let planned = planning::plan(&visit.ports, &user, plan).await?;
    json_with(201, &Shown::from(planned))
}

pub async fn list(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    let schedules = schedules::schedules(visit.ports.sql(), &user.id).await?;
    let schedules: Vec<Shown> = schedules.into_iter().map(Shown::from).collect();
    json(&json!({ "schedules": schedules }))
}

/// `PUT /api/schedules/:id`: pauses a repeating one, lets it go on, or leaves out its next call.
pub async fn change(visit: &mut Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let id = schedule_id(id)?;
    let change: Change = visit.json().await?;
    let changed = repeating::change(&visit.ports, &user, &id, change).await?;
    json(&Shown::from(changed))
}

pub async fn cancel(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    planning::cancel(&visit.ports, &user, &schedule_id(id)?).await?;
    nothing()
}

/// An id in a path that can't be one names nothing.
pub fn schedule_id(text: &str) -> Result<ScheduleId, Refusal> {
    ScheduleId::parse(text).map_err(|_| hidden("the schedule"))
}
