//! Calls that repeat: each occurrence comes due once, and the schedule moves on before it is placed.

use chrono::{NaiveDate, NaiveDateTime};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::call::repeating::{Rule, Series};
use crate::directory::people::{self, User};
use crate::directory::schedules::{self, MovesOn, Occurrence, Schedule, Status};
use crate::failure::Failure;
use crate::ids::{ScheduleId, UserId};
use crate::ports::Ports;
use crate::time::{Sent, TimeZone, Timestamp};
use crate::versions::IfMatch;

/// The most schedules that are moved on, or to another zone, at once; the rest waits for the next
/// time.
const MOST: u32 = 500;
/// How many occurrences of one schedule come due at once where nobody could see to it for long.
const ROUNDS: u32 = 31;

/// What may be changed of a repeating schedule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub paused: Option<bool>,
    /// The moment of the next call, which is to be left out. Asked for again it leaves out no more.
    #[schemars(with = "Option<Sent>")]
    pub skip: Option<Timestamp>,
}

/// A series by that rule from that moment on, and its first occurrence.
pub(super) fn begin(
    rule: &str,
    at: Timestamp,
    zone: TimeZone,
    now: Timestamp,
) -> Result<(Series, Occurrence), Failure> {
    go_on(rule, at.local(zone).naive_local(), None, zone, now)
}

/// A series by that rule that began then, and its next occurrence, after that day where one is given.
pub(super) fn go_on(
    rule: &str,
    began: NaiveDateTime,
    after: Option<NaiveDate>,
    zone: TimeZone,
    now: Timestamp,
) -> Result<(Series, Occurrence), Failure> {
    let invalid = |why: String| Failure::invalid("repeats", why);
    let rule = Rule::parse(rule, zone).map_err(|error| invalid(error.to_string()))?;
    let series = Series::new(rule, began);
    match next_later(&series, after, now, zone) {
        Some(first) => Ok((series, first)),
        None => Err(invalid(
            "Nobody would ever be called by that rule: it has no day to come.".to_owned(),
        )),
    }
}

/// Whatever comes due of repeating schedules becomes a call to be placed.
pub async fn bring_due(ports: &impl Ports) -> Result<(), Failure> {
    for _ in 0..ROUNDS {
        let due = schedules::due_to_repeat(ports.sql(), ports.now(), MOST).await?;
        let mut moved_on = false;
        for schedule in &due {
            // One that can't be moved on now stays due; it doesn't hold up the others.
            moved_on |= move_on(ports, schedule, MovesOn::ComesDue).await.is_ok();
        }
        if !moved_on {
            return Ok(());
        }
    }
    Ok(())
}

/// The occurrence at which a schedule stands becomes a row of its own, and the schedule moves on.
async fn move_on(ports: &impl Ports, schedule: &Schedule, why: MovesOn) -> Result<bool, Failure> {
    let zone = people::user(ports.sql(), &schedule.user_id)
        .await?
        .time_zone;
    let Some(series) = schedule.series() else {
        return Err(Failure::unavailable("a repeating schedule has no rule"));
    };
    let next = series.days(schedule.occurs_on).next();
    let next = next.map(|on| occurrence(&series, on, zone));
    schedules::move_on(ports.sql(), schedule, why, next, ports.now()).await
}

/// Pauses a repeating schedule, lets it go on, or leaves out its next call.
///
/// # Errors
/// `NotFound` where the user has no such schedule; `Conflict` where it comes only once, or is over;
/// `Invalid` where another call than the next is to be left out, or nothing is to change; `Stale` where
/// another version than `seen` stands.
pub async fn change(
    ports: &impl Ports,
    user: &User,
    id: &ScheduleId,
    change: Change,
    seen: Option<&IfMatch>,
) -> Result<Schedule, Failure> {
    let schedule = schedules::schedule(ports.sql(), &user.id, id).await?;
    let Some(series) = schedule.series() else {
        return Err(Failure::conflict(
            "That call comes only once. Take it back instead.",
        ));
    };
    if !matches!(schedule.status, Status::Planned | Status::Paused) {
        return Err(Failure::conflict("Those calls are over. Plan them anew."));
    }
    IfMatch::check(seen, schedule.version)?;
    let version = seen.map(|_| schedule.version);
    let is_made = match (change.paused, change.skip) {
        (None, None) => {
            let why =
                "Say whether it is to be paused, or which call is to be left out with `skip`.";
            return Err(Failure::invalid("paused", why));
        }
        (Some(_), Some(_)) => {
            return Err(Failure::invalid(
                "skip",
                "Pause it, or leave out a call: one at a time.",
            ));
        }
        (_, Some(at)) => skip(ports, &schedule, at, version).await?,
        (Some(true), None) => schedules::pause(ports.sql(), id, version).await?,
        (Some(false), None) => {
            // What passed meanwhile is not made up for.
            let before = schedule.occurs_on.and_then(|day| day.pred_opt());
            let next = next_later(&series, before, ports.now(), user.time_zone);
            schedules::resume(ports.sql(), id, next, version).await?
        }
    };
    let stands = schedules::schedule(ports.sql(), &user.id, id).await?;
    if !is_made {
        IfMatch::check(seen, stands.version)?;
    }
    Ok(stands)
}

/// Leaves out the call at that moment; says whether it was still to be.
async fn skip(
    ports: &impl Ports,
    schedule: &Schedule,
    at: Timestamp,
    seen: Option<u32>,
) -> Result<bool, Failure> {
    if schedule.status == Status::Paused {
        return Err(Failure::conflict(
            "It is paused: nothing is left to leave out.",
        ));
    }
    if at > schedule.due_at {
        return Err(Failure::invalid(
            "skip",
            "Only the next call can be left out.",
        ));
    }
    if at < schedule.due_at {
        // Left out or placed already.
        return Ok(false);
    }
    move_on(ports, schedule, MovesOn::LeftOut { seen }).await
}

/// Brings repeating calls to the same time on the wall of where their users are now: of one user, or
/// of all whose move was not seen to its end. A call that the move puts into the past is still placed
/// within its grace, and missed after it; its day remains, so that there is no second one on it.
pub async fn follow_zone(ports: &impl Ports, user: Option<&UserId>) -> Result<(), Failure> {
    for schedule in schedules::strayed(ports.sql(), user, MOST).await? {
        let zone = people::user(ports.sql(), &schedule.user_id)
            .await?
            .time_zone;
        if let (Some(series), Some(on)) = (schedule.series(), schedule.occurs_on) {
            let next = occurrence(&series, on, zone);
            schedules::move_to(ports.sql(), &schedule, next).await?;
        }
    }
    Ok(())
}

fn next_later(
    series: &Series,
    after: Option<NaiveDate>,
    than: Timestamp,
    zone: TimeZone,
) -> Option<Occurrence> {
    let occurrences = series.days(after).map(|on| occurrence(series, on, zone));
    let mut later = occurrences.filter(|occurrence| occurrence.at > than);
    later.next()
}

fn occurrence(series: &Series, on: NaiveDate, zone: TimeZone) -> Occurrence {
    let at = series.moment(on, zone);
    Occurrence { on, at, zone }
}
