//! Calls of before, as exports tell of them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::retention::LET_GO_AT;
use crate::call::{Channel, Direction, EndReason, Status};
use crate::failure::Failure;
use crate::ids::{CallId, Pair, RelationshipId, UserId};
use crate::parameters;
use crate::ports::SmartSql;
use crate::sql::Value;
use crate::time::Timestamp;

/// A call of before, as an export tells of it.
#[derive(Debug, Clone, Deserialize)]
pub struct Past {
    pub id: CallId,
    pub relationship_id: RelationshipId,
    pub channel: Channel,
    pub direction: Direction,
    pub status: Status,
    pub end_reason: Option<EndReason>,
    pub created_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub duration_seconds: u32,
    pub cost_usd: Option<f64>,
    /// Whether it was read; else it is read here, as any other.
    pub memory_extracted: bool,
    pub auto_summary: Option<String>,
}

/// The longest summary, in characters.
const LONGEST_SUMMARY: usize = 2_000;

/// Puts the rows of calls of before, where there are none; says how many. They count for no day's limits. Of what
/// is being erased none is put. No session tells of them: their version stays 0.
pub async fn put_past(sql: &impl SmartSql, pair: &Pair, past: &[Past]) -> Result<u32, Failure> {
    let standing = own_among(sql, &pair.user, past.iter().map(|call| &call.id)).await?;
    let statement =
        "INSERT INTO calls (id, user_id, persona_id, relationship_id, channel, direction, status,
           end_reason, created_at, started_at, ended_at, duration_seconds, cost_usd, auto_summary,
           memory_extracted)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'ended', ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14
         WHERE NOT EXISTS (SELECT 1 FROM erasures
           WHERE user_id = ?2 AND finished_at IS NULL AND (scope = 'everything'
             OR scope = 'relationship' AND persona_id = ?3 OR scope = 'call' AND call_id = ?1))
         ON CONFLICT (id) DO NOTHING";
    let due = format!(
        "UPDATE calls SET let_go_at = {LET_GO_AT}
         WHERE id = ?1 AND user_id = ?2 AND memory_extracted = 1 AND let_go = 0 AND let_go_at IS NULL"
    );
    let mut statements = Vec::new();
    for call in past.iter().filter(|call| !standing.contains_key(&call.id)) {
        let summary = call.auto_summary.as_deref();
        let summary = summary.map(|words| words.chars().take(LONGEST_SUMMARY).collect::<String>());
        statements.push((
            statement,
            parameters![
                call.id.as_str(),
                pair.user.as_str(),
                pair.persona.as_str(),
                call.relationship_id.as_str(),
                call.channel.as_str(),
                call.direction.as_str(),
                call.end_reason.map(EndReason::as_str),
                call.created_at,
                call.started_at,
                call.ended_at,
                call.duration_seconds,
                call.cost_usd,
                summary,
                call.memory_extracted
            ]
            .to_vec(),
        ));
        let named = parameters![call.id.as_str(), pair.user.as_str()].to_vec();
        statements.push((due.as_str(), named));
    }
    let statements: Vec<(&str, &[Value])> = statements
        .iter()
        .map(|(statement, parameters)| (*statement, parameters.as_slice()))
        .collect();
    if statements.is_empty() {
        return Ok(0);
    }
    sql.batch(&statements).await?;
    let stand = own_among(sql, &pair.user, past.iter().map(|call| &call.id)).await?;
    let put = stand.len().saturating_sub(standing.len());
    Ok(u32::try_from(put).unwrap_or(u32::MAX))
}

/// Those of these calls that are the user's, and whether each has let go of what was said in it.
pub async fn own_among<'a>(
    sql: &impl SmartSql,
    user: &UserId,
    ids: impl Iterator<Item = &'a CallId>,
) -> Result<BTreeMap<CallId, bool>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        id: CallId,
        #[serde(deserialize_with = "super::super::truth")]
        let_go: bool,
    }
    let ids: Vec<&CallId> = ids.collect();
    let ids = serde_json::to_string(&ids).unwrap_or_default();
    let rows: Vec<Row> = sql
        .rows(
            "SELECT id, let_go FROM calls WHERE user_id = ?1 AND id IN (SELECT value FROM json_each(?2))",
            parameters![user.as_str(), ids],
        )
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.let_go)).collect())
}
