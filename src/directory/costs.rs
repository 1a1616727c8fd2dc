//! What calls used and cost, as rows.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

use crate::call::cost::{Cost, MicroUsd, Tokens, Usage};
use crate::call::replies::Replies;
use crate::call::{Channel, EndReason, Status};
use crate::failure::Failure;
use crate::ids::{CallId, Pair, PersonaId, UserId};
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::Timestamp;

/// How many of their last calls tell how the two usually talk.
const LOOKED_AT: u32 = 10;

/// What a call's cost is worked out from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Billed {
    pub user_id: UserId,
    pub persona_id: PersonaId,
    /// The user's number, in E.164.
    pub phone: String,
    pub channel: Channel,
    pub status: Status,
    pub end_reason: Option<EndReason>,
    pub started_at: Option<Timestamp>,
    /// The carrier was asked for it, or brought it; 0 or 1.
    pub dialled: u8,
    pub duration_seconds: u32,
    #[serde(deserialize_with = "written")]
    pub usage: Option<Usage>,
    #[serde(deserialize_with = "written")]
    pub reading_usage: Option<Tokens>,
    pub carrier_seconds: Option<u32>,
    /// How often one of these was told.
    pub uses_told: u32,
    /// As it was worked out last.
    #[serde(deserialize_with = "written")]
    pub cost: Option<Cost>,
    pub cost_usd: Option<f64>,
    /// An export told of it, and not a session: what was used in it is not known here.
    #[serde(deserialize_with = "super::truth")]
    pub is_of_export: bool,
}

impl Billed {
    pub fn pair(&self) -> Pair {
        Pair {
            user: self.user_id.clone(),
            persona: self.persona_id.clone(),
        }
    }
}

/// JSON that lies in a column as text.
pub fn written<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    let read = |text: String| serde_json::from_str(&text).map_err(serde::de::Error::custom);
    text.map(read).transpose()
}

fn text(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::unavailable(error.to_string()))
}

pub async fn billed(sql: &impl SmartSql, id: &CallId) -> Result<Billed, Failure> {
    sql.row(
        "SELECT user_id, persona_id, phone, channel, status, end_reason, started_at,
             carrier_call_id IS NOT NULL AS dialled, duration_seconds, usage, reading_usage, carrier_seconds, uses_told,
             cost, cost_usd, calls.version = 0 AS is_of_export
         FROM calls JOIN users ON users.id = calls.user_id WHERE calls.id = ?1",
        parameters![id.as_str()],
    )
    .await?
    .ok_or_else(|| Failure::not_found("the call"))
}

/// How often something more was told of what a call used.
pub async fn uses_told(sql: &impl SmartSql, id: &CallId) -> Result<Option<u32>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        uses_told: u32,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT uses_told FROM calls WHERE id = ?1",
            parameters![id.as_str()],
        )
        .await?;
    Ok(row.map(|row| row.uses_told))
}

pub async fn put_usage(
    sql: &impl SmartSql,
    id: &CallId,
    usage: &Usage,
    replies: &Replies,
) -> Result<(), Failure> {
    let replies = match replies.is_none() {
        true => None,
        false => Some(text(replies)?),
    };
    sql.run(
        "UPDATE calls SET usage = ?2, replies = ?3, uses_told = uses_told + 1 WHERE id = ?1",
        parameters![id.as_str(), text(usage)?, replies],
    )
    .await
    .map(|_| ())
}

pub async fn put_reading(sql: &impl SmartSql, id: &CallId, tokens: &Tokens) -> Result<(), Failure> {
    sql.run(
        "UPDATE calls SET reading_usage = ?2, uses_told = uses_told + 1 WHERE id = ?1",
        parameters![id.as_str(), text(tokens)?],
    )
    .await
    .map(|_| ())
}

/// The carrier tells a call's length with its end; told differently, the longer holds.
pub async fn put_seconds(sql: &impl SmartSql, id: &CallId, seconds: u32) -> Result<(), Failure> {
    sql.run(
        "UPDATE calls SET carrier_seconds = max(coalesce(carrier_seconds, 0), ?2),
             uses_told = uses_told + 1
         WHERE id = ?1",
        parameters![id.as_str(), seconds],
    )
    .await
    .map(|_| ())
}

/// Stores a cost, unless more is known meanwhile than it was worked out from: then whoever brought
/// that works it out. Whether it was stored.
pub async fn put_cost(
    sql: &impl SmartSql,
    id: &CallId,
    from: &Billed,
    cost: &Cost,
) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "UPDATE calls SET cost = ?2, cost_usd = ?3, known_micro_usd = ?4, carrier_minutes = ?5
         WHERE id = ?1 AND uses_told = ?6",
            parameters![
                id.as_str(),
                text(cost)?,
                cost.total().map(MicroUsd::usd),
                integer(cost.known().0),
                integer(cost.minutes()),
                from.uses_told
            ],
        )
        .await?;
    Ok(changed > 0)
}

/// As far as the database counts exactly.
fn integer(number: u64) -> i64 {
    const MOST: i64 = 1 << 53;
    i64::try_from(number).unwrap_or(MOST).min(MOST)
}

/// What the last calls of two came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Usual {
    pub calls: u32,
    pub seconds: u32,
    pub brain: Tokens,
}

/// How the two usually talk; none where they never did.
pub async fn usual(sql: &impl SmartSql, pair: &Pair) -> Result<Option<Usual>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        duration_seconds: u32,
        #[serde(deserialize_with = "written")]
        usage: Option<Usage>,
    }
    let rows: Vec<Row> = sql
        .rows(
            "SELECT duration_seconds, usage FROM calls
             WHERE user_id = ?1 AND persona_id = ?2 AND status = 'ended' AND duration_seconds > 0
             ORDER BY created_at DESC LIMIT ?3",
            parameters![pair.user.as_str(), pair.persona.as_str(), LOOKED_AT],
        )
        .await?;
    let sum = |mut usual: Usual, row: Row| {
        usual.calls += 1;
        usual.seconds = usual.seconds.saturating_add(row.duration_seconds);
        usual.brain = usual.brain.and(row.usage.unwrap_or_default().brain);
        usual
    };
    let none = Usual {
        calls: 0,
        seconds: 0,
        brain: Tokens::default(),
    };
    let usual = rows.into_iter().fold(none, sum);
    Ok((usual.calls > 0).then_some(usual))
}

/// What a user's calls since some moment came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct Spent {
    /// By telephone, as the carrier charges for them.
    pub minutes: u64,
    /// Of all that has a price.
    pub known_usd: MicroUsd,
}

/// What the user's calls that were begun since then have cost so far: those that are over.
pub async fn spent_since(
    sql: &impl SmartSql,
    user: &UserId,
    since: Timestamp,
) -> Result<Spent, Failure> {
    let spent = sql
        .row(
            "SELECT coalesce(sum(carrier_minutes), 0) AS minutes,
                 coalesce(sum(known_micro_usd), 0) AS known_usd
             FROM calls WHERE user_id = ?1 AND created_at >= ?2 AND unproven = 0",
            parameters![user.as_str(), since],
        )
        .await?;
    Ok(spent.unwrap_or_default())
}

/// Takes of a number's day what was spent besides calls; it is kept as what erased calls took.
pub async fn spend(
    sql: &impl SmartSql,
    number_hash: &str,
    cost: MicroUsd,
    now: Timestamp,
) -> Result<(), Failure> {
    sql.run(
        "INSERT INTO spent (number_hash, created_at, calls, carrier_minutes, known_micro_usd)
         VALUES (?1, ?2, 0, 0, ?3)",
        parameters![number_hash, now, integer(cost.0)],
    )
    .await
    .map(|_| ())
}

/// What one call of a user's came to.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Used {
    pub created_at: Timestamp,
    pub duration_seconds: u32,
    /// By telephone, as the carrier charges for them.
    pub carrier_minutes: u64,
    pub known_micro_usd: MicroUsd,
    /// None where a part of it is unknown.
    pub cost_usd: Option<f64>,
}

/// The user's calls that were begun from `since` on and before `until`, the oldest first, `most` of
/// them at most.
pub async fn used_between(
    sql: &impl SmartSql,
    user: &UserId,
    since: Timestamp,
    until: Timestamp,
    most: u32,
) -> Result<Vec<Used>, Failure> {
    sql.rows(
        "SELECT created_at, duration_seconds, carrier_minutes, known_micro_usd, cost_usd FROM calls
         WHERE user_id = ?1 AND created_at >= ?2 AND created_at < ?3 AND unproven = 0
         ORDER BY created_at, id LIMIT ?4",
        parameters![user.as_str(), since, until, most],
    )
    .await
}
