//! Calls that are to come.

use std::ops::RangeInclusive;

use chrono::NaiveDateTime;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::call::hours;
use crate::call::permission::{self, Initiative, Refusal, Standing, Used};
use crate::call::{Call, Channel, EndReason};
use crate::directory::people::{self, User};
use crate::directory::schedules::{self, Origin, Schedule, Status};
use crate::directory::{calls, personas};
use crate::failure::Failure;
use crate::flows::{repeating, starting};
use crate::ids::{CallId, Pair, PersonaId, ScheduleId, UserId};
use crate::ports::Ports;
use crate::prompt::dates::day_and_time;
use crate::secret::digest_id;
use crate::time::{DAY, MINUTE, Sent, TimeZone, Timestamp};
use crate::versions::IfMatch;

/// How far ahead a call can be planned.
const FURTHEST: i64 = 366 * DAY;
/// How late a call may be wished to come, in minutes.
const GRACE: RangeInclusive<u32> = 5..=720;
/// How many calls to come one user has at most; a repeating one counts once.
const MOST: u32 = 100;
/// How long after a call that met nobody the next try comes; each later one after twice as long.
const RETRY_AFTER: i64 = 10 * MINUTE;

/// A call to come, as it is asked for from outside.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub persona_id: PersonaId,
    #[schemars(with = "Sent")]
    pub at: Timestamp,
    /// A recurrence rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=MO`: then `at` is where it begins.
    pub repeats: Option<String>,
    /// How late it may still come.
    pub grace_minutes: Option<u32>,
}

/// The moment at which a wall clock in that zone shows a time such as `2025-01-20T09:00`.
pub fn on_the_wall(text: &str, zone: TimeZone) -> Result<Timestamp, Failure> {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M");
    let local = local.map_err(|_| Failure::invalid("at", "Choose a day and a time."))?;
    let as_in_utc = Timestamp::from_millis(local.and_utc().timestamp_millis());
    Ok(hours::at_local(local.date(), local.time(), zone, as_in_utc))
}

/// Plans that the persona rings the user's telephone at that moment, or at each that the rule names
/// from there on.
pub async fn plan(ports: &impl Ports, user: &User, plan: Plan) -> Result<Schedule, Failure> {
    let now = ports.now();
    in_reach(plan.at, now)?;
    let id = ScheduleId::new(ports.entropy()?);
    let once = Schedule {
        grace_minutes: plan.grace_minutes.unwrap_or(schedules::GRACE),
        ..Schedule::once(id, user.id.clone(), plan.persona_id, plan.at)
    };
    let repeats = plan.repeats.as_deref();
    let repeats = repeats.map(|rule| repeating::begin(rule, plan.at, user.time_zone, now));
    let schedule = match repeats.transpose()? {
        Some((series, first)) => once.repeating(series, first),
        None => once,
    };
    put(ports, user, schedule).await
}

/// Whether a call can be planned for that moment.
pub(super) fn in_reach(at: Timestamp, now: Timestamp) -> Result<(), Failure> {
    if at <= now || at > now.plus(FURTHEST) {
        let why = "Choose a moment within the next year.";
        return Err(Failure::invalid("at", why));
    }
    Ok(())
}

/// Puts a call to come, if the user may have it.
pub(super) async fn put(
    ports: &impl Ports,
    user: &User,
    schedule: Schedule,
) -> Result<Schedule, Failure> {
    if !GRACE.contains(&schedule.grace_minutes) {
        let why = format!("{} to {} minutes.", GRACE.start(), GRACE.end());
        return Err(Failure::invalid("grace_minutes", why));
    }
    personas::persona(ports.sql(), &user.id, &schedule.persona_id).await?;
    if schedules::count_to_come(ports.sql(), &user.id).await? >= MOST {
        let why = format!("You have planned {MOST} calls already. Take some back first.");
        return Err(Failure::conflict(why));
    }
    schedules::put(ports.sql(), &schedule, ports.now()).await?;
    Ok(schedule)
}

/// What can be promised to a user who asks in a call to be called again then: for when, and in what
/// words. Where they must not be called at that hour it is for the next one at which they may.
pub async fn promised(
    ports: &impl Ports,
    user: &UserId,
    at: Timestamp,
) -> Result<(Option<Timestamp>, String), Failure> {
    let now = ports.now();
    let user = people::user(ports.sql(), user).await?;
    let standing = starting::standing(ports, &user, None).await?;
    // They are on the telephone now, and won't be then; and tomorrow is another day.
    let then = Standing {
        on_the_phone: false,
        today: Used::default(),
        ..standing
    };
    let when = |at| day_and_time(at, now, user.time_zone);
    Ok(
        match permission::may_call(&then, Channel::Phone, Initiative::Ours, at) {
            Ok(()) => (Some(at), format!("Okay, I'll call you back: {}.", when(at))),
            Err(Refusal::QuietHours { until }) => {
                let answer = format!(
                    "That's outside the hours in which you want to be called, so I'll call you back \
                     after them: {}.",
                    when(until)
                );
                (Some(until), answer)
            }
            Err(refusal) => (None, format!("I'd love to, but I can't yet. {refusal}")),
        },
    )
}

/// Plans the call that the user asked for in that one. Asked for again, it is moved.
pub async fn call_back(ports: &impl Ports, call: &Call, at: Timestamp) -> Result<(), Failure> {
    let id = ScheduleId::new(digest_id(&["call back", call.id.as_str()]));
    let schedule = Schedule {
        origin: Origin::CallBack,
        ..Schedule::once(id, call.pair.user.clone(), call.pair.persona.clone(), at)
    };
    schedules::put(ports.sql(), &schedule, ports.now()).await
}

/// Plans another try, where a call of ours met nobody and the user wants that. May be done again.
pub async fn try_again(ports: &impl Ports, id: &CallId, pair: &Pair) -> Result<(), Failure> {
    let ended = calls::call(ports.sql(), &pair.user, id).await?;
    let met_nobody = matches!(
        ended.end_reason,
        Some(EndReason::Busy | EndReason::NoAnswer | EndReason::Voicemail)
    );
    let (true, Some(ended_at)) = (met_nobody, ended.ended_at) else {
        return Ok(());
    };
    let Some(before) = schedules::of_call(ports.sql(), id).await? else {
        return Ok(());
    };
    if let Some(series) = &before.series_id {
        let series = schedules::schedule(ports.sql(), &pair.user, series).await?;
        if matches!(series.status, Status::Canceled | Status::Paused) {
            return Ok(());
        }
    }
    let user = people::user(ports.sql(), &pair.user).await?;
    if before.attempt >= user.retries {
        return Ok(());
    }
    let again = Schedule {
        id: ScheduleId::new(digest_id(&["again", id.as_str()])),
        due_at: ended_at.plus(RETRY_AFTER << before.attempt),
        status: Status::Planned,
        origin: Origin::Retry,
        attempt: before.attempt + 1,
        ..before
    };
    schedules::put(ports.sql(), &again, ports.now()).await
}

/// Takes a call back that is still to come.
///
/// # Errors
/// `NotFound` where the user has no such call to come; `Stale` where another version than `seen` stands.
pub async fn cancel(
    ports: &impl Ports,
    user: &User,
    id: &ScheduleId,
    seen: Option<&IfMatch>,
) -> Result<(), Failure> {
    let version = match seen {
        Some(_) => {
            let schedule = schedules::schedule(ports.sql(), &user.id, id).await?;
            IfMatch::check(seen, schedule.version)?;
            Some(schedule.version)
        }
        None => None,
    };
    if schedules::cancel(ports.sql(), &user.id, id, version).await? {
        return Ok(());
    }
    if seen.is_some() {
        let now = schedules::schedule(ports.sql(), &user.id, id).await?;
        IfMatch::check(seen, now.version)?;
    }
    Err(Failure::not_found("the schedule"))
}
