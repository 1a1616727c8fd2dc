//! How long what users said is kept, and which calls are due to let go of it.

use serde::Deserialize;

use super::calls;
use crate::failure::Failure;
use crate::ids::{CallId, Pair, UserId};
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::Timestamp;

/// Of a call of a user's: the moment at which it lets go of what was said. Its session holds that for an
/// hour after the end, whatever is wished.
pub(in crate::directory) const LET_GO_AT: &str =
    "(SELECT coalesce(calls.ended_at, calls.created_at)
    + kept_days * 86400000 + 3600000 FROM users WHERE users.id = calls.user_id)";

/// For how many days what they said is kept; none: for ever, or where there is no such user.
pub async fn kept_days(sql: &impl SmartSql, user: &UserId) -> Result<Option<u32>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        kept_days: Option<u32>,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT kept_days FROM users WHERE id = ?1",
            parameters![user.as_str()],
        )
        .await?;
    Ok(row.and_then(|row| row.kept_days))
}

/// Users whose calls and memories go by what was wished, or allowed, before.
pub async fn changed(sql: &impl SmartSql, limit: u32) -> Result<Vec<UserId>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        id: UserId,
    }
    let rows: Vec<Row> = sql
        .rows(
            "SELECT id FROM users WHERE applied_days IS NOT kept_days LIMIT ?1",
            parameters![limit],
        )
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Reckons anew when a user's calls are due; what their personas remember is looked through soon.
pub async fn apply(sql: &impl SmartSql, user: &UserId, now: Timestamp) -> Result<(), Failure> {
    let user = user.as_str();
    sql.batch(&[
        (
            &format!(
                "UPDATE calls SET let_go_at = {LET_GO_AT}
                 WHERE user_id = ?1 AND memory_extracted = 1 AND let_go = 0"
            ),
            parameters![user],
        ),
        (
            "UPDATE actors SET next_fade_at = min(coalesce(next_fade_at, ?2), ?2) WHERE user_id = ?1",
            parameters![user, now],
        ),
        (
            "UPDATE users SET applied_days = kept_days WHERE id = ?1",
            parameters![user],
        ),
    ])
    .await
    .map(|_| ())
}

/// Calls that are due, the longest first.
pub async fn due(
    sql: &impl SmartSql,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(CallId, Pair)>, Failure> {
    let which = "let_go_at <= ?1 ORDER BY let_go_at LIMIT ?2";
    calls::waiting(sql, which, now, limit).await
}

/// Whether a call is due: its user may have wished otherwise since.
pub async fn is_due(sql: &impl SmartSql, call: &CallId, now: Timestamp) -> Result<bool, Failure> {
    #[derive(Deserialize)]
    struct Row {}
    let row: Option<Row> = sql
        .row(
            &format!(
                "SELECT 1 AS found FROM calls WHERE id = ?1 AND let_go = 0 AND {LET_GO_AT} <= ?2"
            ),
            parameters![call.as_str(), now],
        )
        .await?;
    Ok(row.is_some())
}

/// Notes that a call has let go of what was said.
pub async fn let_go(sql: &impl SmartSql, call: &CallId) -> Result<(), Failure> {
    sql.run(
        "UPDATE calls SET let_go = 1, let_go_at = NULL, auto_summary = NULL WHERE id = ?1",
        parameters![call.as_str()],
    )
    .await
    .map(|_| ())
}
