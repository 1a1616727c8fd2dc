//! Calls that are to come. A repeating schedule is a row that stands at its next occurrence; what
//! comes due is a row of its own, once or not at all, and is placed as any other.

mod repeating;

use chrono::{NaiveDate, NaiveDateTime};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::call::repeating::{Rule, Series};
use crate::failure::Failure;
use crate::ids::{CallId, PersonaId, ScheduleId, UserId};
use crate::pagination::{Cursor, Page, Position};
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::{MINUTE, TimeZone, Timestamp};
pub use repeating::{MovesOn, due_to_repeat, move_on, move_to, pause, resume, strayed};

/// How late a call may still come, where nothing else is wished. Minutes.
pub const GRACE: u32 = 60;
/// How many of those that were are listed.
const LISTED: u32 = 100;
/// How the time on a wall clock is stored.
const ON_THE_WALL: &str = "%Y-%m-%dT%H:%M:%S";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Schedule {
    pub id: ScheduleId,
    pub user_id: UserId,
    pub persona_id: PersonaId,
    /// Of a repeating one: its next occurrence.
    pub due_at: Timestamp,
    pub status: Status,
    pub call_id: Option<CallId>,
    /// Why it was not placed, where it was not.
    pub refusal: Option<String>,
    pub origin: Origin,
    /// How often the user was called in vain before.
    pub attempt: u32,
    /// How late it may still come.
    pub grace_minutes: u32,
    /// How many calls were begun for it that the carrier did not take.
    pub tries: u32,
    /// None too where what is stored can't be understood: then that one never moves on, and all others do.
    #[serde(deserialize_with = "as_far_as_understood")]
    #[schemars(with = "Option<String>")]
    pub repeats: Option<Rule>,
    /// Where a repeating one begins, on the user's wall clock.
    #[schemars(with = "Option<String>")]
    pub begins: Option<NaiveDateTime>,
    /// The zone of that clock, by which `due_at` is reckoned.
    #[schemars(with = "Option<String>")]
    pub time_zone: Option<TimeZone>,
    /// The day of an occurrence, or of a repeating one's next.
    #[schemars(with = "Option<String>")]
    pub occurs_on: Option<NaiveDate>,
    /// The repeating one that it is an occurrence of.
    pub series_id: Option<ScheduleId>,
    /// Raised by each edit.
    pub version: u32,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    Planned,
    /// A repeating one that the user has stopped for a while.
    Paused,
    Placed,
    /// The user must not be called then, or did not want to be.
    Refused,
    /// Nobody could place it in time.
    Missed,
    Canceled,
    /// A repeating one that has no occurrence left.
    Over,
}

/// Whose idea a call to come is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Origin {
    /// The user planned it.
    Planned,
    /// The user asked for it in a call.
    CallBack,
    /// The user did not pick up.
    Retry,
}

/// An occurrence of a repeating schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    pub on: NaiveDate,
    pub at: Timestamp,
    /// The zone by which `at` is reckoned.
    pub zone: TimeZone,
}

impl Schedule {
    /// A call at one moment.
    pub fn once(id: ScheduleId, user_id: UserId, persona_id: PersonaId, due_at: Timestamp) -> Self {
        Self {
            id,
            user_id,
            persona_id,
            due_at,
            status: Status::Planned,
            call_id: None,
            refusal: None,
            origin: Origin::Planned,
            attempt: 0,
            grace_minutes: GRACE,
            tries: 0,
            repeats: None,
            begins: None,
            time_zone: None,
            occurs_on: None,
            series_id: None,
            version: 1,
        }
    }

    /// The same, at that occurrence and all that follow.
    #[must_use]
    pub fn repeating(self, series: Series, first: Occurrence) -> Self {
        Self {
            due_at: first.at,
            repeats: Some(series.rule),
            begins: Some(series.begins),
            time_zone: Some(first.zone),
            occurs_on: Some(first.on),
            ..self
        }
    }

    /// What it repeats by, where it does.
    pub fn series(&self) -> Option<Series> {
        Some(Series {
            rule: self.repeats.clone()?,
            begins: self.begins?,
        })
    }

    pub fn is_too_late(&self, now: Timestamp) -> bool {
        now.since(self.due_at) > i64::from(self.grace_minutes) * MINUTE
    }
}

fn as_far_as_understood<'de, D: Deserializer<'de>>(rule: D) -> Result<Option<Rule>, D::Error> {
    let text: Option<String> = Option::deserialize(rule)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

const COLUMNS: &str = "id, user_id, persona_id, due_at, status, call_id, refusal, origin, attempt,
    grace_minutes, tries, rule AS repeats, begins, time_zone, occurs_on, series_id, version";

/// Puts a call to come. One of that id that is still to come is moved to the new moment; one that was
/// takes place again at a later one.
pub async fn put(sql: &impl SmartSql, schedule: &Schedule, now: Timestamp) -> Result<(), Failure> {
    sql.run(
        "INSERT INTO schedules (id, user_id, persona_id, due_at, origin, attempt, created_at,
             grace_minutes, rule, begins, time_zone, occurs_on, series_id, status)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (id) DO UPDATE SET
             due_at = ?4, status = 'planned', call_id = NULL, refusal = NULL
         WHERE status = 'planned' OR due_at < ?4",
        parameters![
            schedule.id.as_str(),
            schedule.user_id.as_str(),
            schedule.persona_id.as_str(),
            schedule.due_at,
            <&str>::from(schedule.origin),
            schedule.attempt,
            now,
            schedule.grace_minutes,
            schedule.repeats.as_ref().map(ToString::to_string),
            schedule
                .begins
                .map(|begins| begins.format(ON_THE_WALL).to_string()),
            schedule.time_zone.map(TimeZone::name),
            schedule.occurs_on.map(|day| day.to_string()),
            schedule.series_id.as_ref().map(ScheduleId::as_str),
            <&str>::from(schedule.status)
        ],
    )
    .await?;
    Ok(())
}

/// Whether it is still to come, at that moment.
pub async fn is_due(sql: &impl SmartSql, schedule: &Schedule) -> Result<bool, Failure> {
    #[derive(Deserialize)]
    struct Row {
        stands: u8,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT 1 AS stands FROM schedules WHERE id = ?1 AND due_at = ?2 AND status = 'planned'",
            parameters![schedule.id.as_str(), schedule.due_at],
        )
        .await?;
    Ok(row.is_some_and(|row| row.stands != 0))
}

/// The one that a call was placed for.
pub async fn of_call(sql: &impl SmartSql, call: &CallId) -> Result<Option<Schedule>, Failure> {
    sql.row(
        &format!("SELECT {COLUMNS} FROM schedules WHERE call_id = ?1"),
        parameters![call.as_str()],
    )
    .await
}

/// One of the user's.
pub async fn schedule(
    sql: &impl SmartSql,
    user: &UserId,
    id: &ScheduleId,
) -> Result<Schedule, Failure> {
    sql.row(
        &format!("SELECT {COLUMNS} FROM schedules WHERE id = ?1 AND user_id = ?2"),
        parameters![id.as_str(), user.as_str()],
    )
    .await?
    .ok_or_else(|| Failure::not_found("the schedule"))
}

/// The user's, in the order of their moments: all that are to come, and the latest that were.
pub async fn schedules(sql: &impl SmartSql, user: &UserId) -> Result<Vec<Schedule>, Failure> {
    sql.rows(
        &format!(
            "SELECT {COLUMNS} FROM schedules
             WHERE user_id = ?1 AND (status IN ('planned', 'paused') OR id IN
               (SELECT id FROM schedules
                WHERE user_id = ?1 AND status NOT IN ('planned', 'paused')
                ORDER BY due_at DESC LIMIT ?2))
             ORDER BY due_at"
        ),
        parameters![user.as_str(), LISTED],
    )
    .await
}

/// A page of the user's: what is to come, in the order of its moments, or what was, the latest first;
/// none where both are wished: all, the latest first.
pub async fn page(
    sql: &impl SmartSql,
    user: &UserId,
    to_come: Option<bool>,
    page: &Page,
) -> Result<(Vec<Schedule>, Option<Cursor>), Failure> {
    let (which, rank) = match to_come {
        Some(true) => ("status IN ('planned', 'paused')", "-due_at"),
        Some(false) => ("status NOT IN ('planned', 'paused')", "due_at"),
        None => ("TRUE", "due_at"),
    };
    let after = page.after.as_ref();
    let rows: Vec<Schedule> = sql
        .rows(
            &format!(
                "SELECT {COLUMNS} FROM schedules
                 WHERE user_id = ?1 AND {which}
                   AND (?2 IS NULL OR {rank} < ?2 OR {rank} = ?2 AND id < ?3)
                 ORDER BY {rank} DESC, id DESC LIMIT ?4"
            ),
            parameters![
                user.as_str(),
                after.map(|after| after.rank),
                after.map(|after| after.id.as_str()),
                page.rows()
            ],
        )
        .await?;
    Ok(page.cut(rows, |schedule| Position {
        rank: match to_come {
            Some(true) => -schedule.due_at.millis(),
            _ => schedule.due_at.millis(),
        },
        id: schedule.id.to_string(),
        at: schedule.due_at,
    }))
}

/// How many of the user's are to come, whether or not they are paused.
pub async fn count_to_come(sql: &impl SmartSql, user: &UserId) -> Result<u32, Failure> {
    #[derive(Deserialize)]
    struct Row {
        to_come: u32,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT COUNT(*) AS to_come FROM schedules
             WHERE user_id = ?1 AND status IN ('planned', 'paused')",
            parameters![user.as_str()],
        )
        .await?;
    Ok(row.map_or(0, |row| row.to_come))
}

/// Single calls that are due and not yet placed.
pub async fn due(
    sql: &impl SmartSql,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Schedule>, Failure> {
    due_where(sql, "rule IS NULL", now, limit).await
}

async fn due_where(
    sql: &impl SmartSql,
    condition: &str,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Schedule>, Failure> {
    sql.rows(
        &format!(
            "SELECT {COLUMNS} FROM schedules
             WHERE status = 'planned' AND due_at <= ?1 AND {condition}
             ORDER BY due_at LIMIT ?2"
        ),
        parameters![now, limit],
    )
    .await
}

pub async fn placed(sql: &impl SmartSql, id: &ScheduleId, call: &CallId) -> Result<(), Failure> {
    sql.run(
        "UPDATE schedules SET status = 'placed', call_id = ?2 WHERE id = ?1 AND status = 'planned'",
        parameters![id.as_str(), call.as_str()],
    )
    .await?;
    Ok(())
}

/// Notes that it did not come about, and why.
pub async fn not_placed(
    sql: &impl SmartSql,
    id: &ScheduleId,
    becomes: Status,
    why: &str,
) -> Result<(), Failure> {
    sql.run(
        "UPDATE schedules SET status = ?2, refusal = ?3 WHERE id = ?1 AND status = 'planned'",
        parameters![id.as_str(), <&str>::from(becomes), why],
    )
    .await?;
    Ok(())
}

/// Notes that the carrier did not take its call, so that another is begun.
pub async fn not_taken(sql: &impl SmartSql, schedule: &Schedule) -> Result<(), Failure> {
    sql.run(
        "UPDATE schedules SET tries = tries + 1
         WHERE id = ?1 AND tries = ?2 AND status = 'planned'",
        parameters![schedule.id.as_str(), schedule.tries],
    )
    .await?;
    Ok(())
}

/// Takes one of the user's back, and what is still to come of a repeating one with it. `seen` is the version
/// that it is to be of, where one is named. Says whether it was still to come, and of that version.
pub async fn cancel(
    sql: &impl SmartSql,
    user: &UserId,
    id: &ScheduleId,
    seen: Option<u32>,
) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "UPDATE schedules SET status = 'canceled', version = version + 1
             WHERE (id = ?1 OR series_id = ?1) AND user_id = ?2
               AND status IN ('planned', 'paused')
               AND (?3 IS NULL OR (SELECT version FROM schedules WHERE id = ?1) = ?3)",
            parameters![id.as_str(), user.as_str(), seen],
        )
        .await?;
    Ok(changed > 0)
}
