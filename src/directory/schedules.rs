//! Calls that are to come.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::failure::Failure;
use crate::ids::{CallId, PersonaId, ScheduleId, UserId};
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::Timestamp;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    pub id: ScheduleId,
    pub user_id: UserId,
    pub persona_id: PersonaId,
    pub due_at: Timestamp,
    pub status: String,
    pub call_id: Option<CallId>,
    /// Why it was not placed, where it was not.
    pub refusal: Option<String>,
    pub origin: Origin,
    /// How often the user was called in vain before.
    pub attempt: u32,
}

/// Whose idea a call to come is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
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

const COLUMNS: &str = "id, user_id, persona_id, due_at, status, call_id, refusal, origin, attempt";

/// Puts a call to come. One of that id that is still to come is moved to the new moment; one that was
/// takes place again at a later one.
pub async fn put(sql: &impl SmartSql, schedule: &Schedule, now: Timestamp) -> Result<(), Failure> {
    sql.run(
        "INSERT INTO schedules (id, user_id, persona_id, due_at, origin, attempt, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
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
            now
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

/// The user's, the next first.
pub async fn schedules(sql: &impl SmartSql, user: &UserId) -> Result<Vec<Schedule>, Failure> {
    sql.rows(
        &format!("SELECT {COLUMNS} FROM schedules WHERE user_id = ?1 ORDER BY due_at"),
        parameters![user.as_str()],
    )
    .await
}

/// Those that are due and not yet placed.
pub async fn due(
    sql: &impl SmartSql,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Schedule>, Failure> {
    sql.rows(
        &format!(
            "SELECT {COLUMNS} FROM schedules WHERE status = 'planned' AND due_at <= ?1
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

pub async fn refused(sql: &impl SmartSql, id: &ScheduleId, why: &str) -> Result<(), Failure> {
    sql.run(
        "UPDATE schedules SET status = 'refused', refusal = ?2 WHERE id = ?1 AND status = 'planned'",
        parameters![id.as_str(), why],
    )
    .await?;
    Ok(())
}

/// Whether it was still to come, and the user's.
pub async fn cancel(sql: &impl SmartSql, user: &UserId, id: &ScheduleId) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "UPDATE schedules SET status = 'canceled'
             WHERE id = ?1 AND user_id = ?2 AND status = 'planned'",
            parameters![id.as_str(), user.as_str()],
        )
        .await?;
    Ok(changed == 1)
}
