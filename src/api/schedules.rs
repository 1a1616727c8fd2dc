//! Calls that are to come.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::directory::schedules::{self, Schedule};
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::planning::{self, Plan};
use crate::flows::repeating::{self, Change};
use crate::ids::ScheduleId;
use crate::pagination::{Cursor, Limit, Page};
use crate::ports::Ports;
use crate::versions::IfMatch;

/// A schedule, and how it reads.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Schedule")]
pub(super) struct Shown {
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

/// Lists the calls that are planned and those that were, the latest first; or only what is to come,
/// the next first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListSchedules {
    /// Only what is to come, or only what was.
    to_come: Option<bool>,
    #[serde(default)]
    limit: Limit,
    cursor: Option<Cursor>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Schedules {
    schedules: Vec<Shown>,
    next_cursor: Option<Cursor>,
}

impl Endpoint for ListSchedules {
    type Body = ();
    type Answer = Schedules;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Schedules, Failure> {
        let user = &by.user.id;
        let which = format!("{:?}", self.to_come);
        let list = ["schedules", user.as_str(), &which];
        let page = Page::new(&list, self.limit, self.cursor.as_ref())?;
        let (schedules, next_cursor) =
            schedules::page(ports.sql(), user, self.to_come, &page).await?;
        Ok(Schedules {
            schedules: schedules.into_iter().map(Shown::from).collect(),
            next_cursor,
        })
    }
}

/// Shows a planned call, or one that was.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowSchedule {
    schedule_id: ScheduleId,
}

impl Endpoint for ShowSchedule {
    type Body = ();
    type Answer = Shown;

    versioned!(Shown, |shown| shown.schedule.version);

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Shown, Failure> {
        let schedule = schedules::schedule(ports.sql(), &by.user.id, &self.schedule_id).await?;
        Ok(schedule.into())
    }
}

/// Plans that a persona rings the user's telephone at a moment, or again and again.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanCall {}

impl Endpoint for PlanCall {
    type Body = Plan;
    type Answer = Shown;

    const STATUS: u16 = 201;
    const MAKES: bool = true;

    fn location(made: &Shown) -> Option<String> {
        Some(format!("/api/schedules/{}", made.schedule.id))
    }

    versioned!(Shown, |shown| shown.schedule.version);

    async fn run(self, ports: &impl Ports, by: &Caller, body: Plan) -> Result<Shown, Failure> {
        Ok(planning::plan(ports, &by.user, body).await?.into())
    }
}

/// Pauses a repeating schedule, lets it go on, or leaves out its next call.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeSchedule {
    schedule_id: ScheduleId,
    #[serde(rename = "If-Match")]
    seen: Option<IfMatch>,
}

impl Endpoint for ChangeSchedule {
    type Body = Change;
    type Answer = Shown;

    versioned!(Shown, |shown| shown.schedule.version);

    async fn run(self, ports: &impl Ports, by: &Caller, body: Change) -> Result<Shown, Failure> {
        let changed =
            repeating::change(ports, &by.user, &self.schedule_id, body, self.seen.as_ref()).await?;
        Ok(changed.into())
    }
}

/// Takes a planned call back, and all that would still come of it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CancelSchedule {
    schedule_id: ScheduleId,
    #[serde(rename = "If-Match")]
    seen: Option<IfMatch>,
}

impl Endpoint for CancelSchedule {
    type Body = ();
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<(), Failure> {
        planning::cancel(ports, &by.user, &self.schedule_id, self.seen.as_ref()).await
    }
}
