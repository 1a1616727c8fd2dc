//! Repeating schedules, as they move from one occurrence to the next.

use super::{COLUMNS, Occurrence, Schedule, Status, due_where};
use crate::failure::Failure;
use crate::ids::{ScheduleId, UserId};
use crate::parameters;
use crate::ports::SmartSql;
use crate::secret::digest_id;
use crate::time::Timestamp;

/// Repeating schedules that stand at an occurrence which is due.
pub async fn due_to_repeat(
    sql: &impl SmartSql,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Schedule>, Failure> {
    due_where(sql, "rule IS NOT NULL", now, limit).await
}

/// Why a repeating schedule moves on from the occurrence at which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MovesOn {
    ComesDue,
    /// The user leaves it out, of the version that they saw, where they name one.
    LeftOut {
        seen: Option<u32>,
    },
}

/// Puts the occurrence at which a repeating schedule stands as a row of its own, and moves the
/// schedule on: both or neither, and once, however often it is done; says whether it was. Without a next one
/// the schedule is over.
pub async fn move_on(
    sql: &impl SmartSql,
    schedule: &Schedule,
    why: MovesOn,
    next: Option<Occurrence>,
    now: Timestamp,
) -> Result<bool, Failure> {
    let Some(day) = schedule.occurs_on.map(|day| day.to_string()) else {
        return Ok(false);
    };
    let (becomes, refusal, edits, seen) = match why {
        MovesOn::ComesDue => (Status::Planned, None, 0_u32, None),
        MovesOn::LeftOut { seen } => (Status::Canceled, Some("You left it out."), 1, seen),
    };
    let occurrence = ScheduleId::new(digest_id(&["occurrence", schedule.id.as_str(), &day]));
    let changed = sql
        .batch(&[
            (
                "INSERT INTO schedules (id, user_id, persona_id, due_at, status, refusal,
                     grace_minutes, occurs_on, series_id, created_at)
                 SELECT ?3, user_id, persona_id, due_at, ?4, ?5, grace_minutes, occurs_on, id, ?6
                 FROM schedules WHERE id = ?1 AND occurs_on = ?2 AND status = 'planned'
                   AND (?7 IS NULL OR version = ?7)
                 ON CONFLICT (id) DO NOTHING",
                parameters![
                    schedule.id.as_str(),
                    day.as_str(),
                    occurrence.as_str(),
                    <&str>::from(becomes),
                    refusal,
                    now,
                    seen
                ],
            ),
            (
                "UPDATE schedules SET status = iif(?3 IS NULL, 'over', 'planned'),
                     occurs_on = coalesce(?3, occurs_on), due_at = coalesce(?4, due_at),
                     time_zone = coalesce(?5, time_zone), version = version + ?6
                 WHERE id = ?1 AND occurs_on = ?2 AND status = 'planned'
                   AND (?7 IS NULL OR version = ?7)",
                parameters![
                    schedule.id.as_str(),
                    day.as_str(),
                    next.map(|next| next.on.to_string()),
                    next.map(|next| next.at),
                    next.map(|next| next.zone.name()),
                    edits,
                    seen
                ],
            ),
        ])
        .await?;
    Ok(changed > 0)
}

/// Stops a repeating schedule for a while, and takes back what is still to come of it; says whether anything
/// was, of the version that was `seen`, where one is named.
pub async fn pause(
    sql: &impl SmartSql,
    id: &ScheduleId,
    seen: Option<u32>,
) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "UPDATE schedules SET status = iif(id = ?1, 'paused', 'canceled'), version = version + 1
             WHERE (id = ?1 OR series_id = ?1) AND status = 'planned'
               AND (?2 IS NULL OR (SELECT version FROM schedules WHERE id = ?1) = ?2)",
            parameters![id.as_str(), seen],
        )
        .await?;
    Ok(changed > 0)
}

/// Lets a paused one go on, from that occurrence; without one it is over. Says whether it was paused, and of
/// the version that was `seen`, where one is named.
pub async fn resume(
    sql: &impl SmartSql,
    id: &ScheduleId,
    next: Option<Occurrence>,
    seen: Option<u32>,
) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "UPDATE schedules SET status = iif(?2 IS NULL, 'over', 'planned'),
                 occurs_on = coalesce(?2, occurs_on), due_at = coalesce(?3, due_at),
                 time_zone = coalesce(?4, time_zone), version = version + 1
             WHERE id = ?1 AND status = 'paused' AND (?5 IS NULL OR version = ?5)",
            parameters![
                id.as_str(),
                next.map(|next| next.on.to_string()),
                next.map(|next| next.at),
                next.map(|next| next.zone.name()),
                seen
            ],
        )
        .await?;
    Ok(changed > 0)
}

/// Repeating schedules that are reckoned by another zone than their user's is now; of one user or of
/// all.
pub async fn strayed(
    sql: &impl SmartSql,
    user: Option<&UserId>,
    limit: u32,
) -> Result<Vec<Schedule>, Failure> {
    sql.rows(
        &format!(
            "SELECT {COLUMNS} FROM schedules
             WHERE status IN ('planned', 'paused') AND rule IS NOT NULL
               AND (?1 IS NULL OR user_id = ?1)
               AND time_zone <> (SELECT users.time_zone FROM users WHERE users.id = user_id)
             LIMIT ?2"
        ),
        parameters![user.map(UserId::as_str), limit],
    )
    .await
}

/// Moves a repeating schedule's next occurrence to its moment in another zone.
pub async fn move_to(
    sql: &impl SmartSql,
    schedule: &Schedule,
    next: Occurrence,
) -> Result<(), Failure> {
    sql.run(
        "UPDATE schedules SET due_at = ?3, time_zone = ?4 WHERE id = ?1 AND occurs_on = ?2",
        parameters![
            schedule.id.as_str(),
            next.on.to_string(),
            next.at,
            next.zone.name()
        ],
    )
    .await
    .map(|_| ())
}
