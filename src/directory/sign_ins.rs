//! Sessions that people signed in to. Their tokens are stored as hashes alone.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::people::{COLUMNS, User};
use crate::failure::Failure;
use crate::ids::{SignInId, UserId};
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::{DAY, HOUR, MINUTE, Timestamp};

/// How long a session lives after it was last used.
pub const IDLE: i64 = 30 * DAY;
/// How long it lives at most.
///
/// It is also the longest that a number speaks for its account alone: whoever uses it signs in again before
/// that, and a number that lies idle is given to somebody else after weeks or months.
pub const LONGEST: i64 = 180 * DAY;
/// How long after a proof that it is them what could take the account from its owner is done without
/// another one.
pub const FRESH: i64 = 15 * MINUTE;
/// How exactly it is known when something was last used.
pub(super) const COARSE: i64 = HOUR;

/// A session to begin.
#[derive(Debug)]
pub struct NewSession<'a> {
    pub id: SignInId,
    pub user: &'a UserId,
    pub token_hash: &'a str,
    /// With what they signed in, in words.
    pub client: &'a str,
}

pub async fn start(
    sql: &impl SmartSql,
    new: &NewSession<'_>,
    now: Timestamp,
) -> Result<(), Failure> {
    sql.run(
        "INSERT INTO sign_in_sessions
             (token_hash, id, user_id, client, created_at, last_used_at, proved_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?5, ?6)",
        parameters![
            new.token_hash,
            new.id.as_str(),
            new.user.as_str(),
            new.client,
            now,
            now.plus(IDLE)
        ],
    )
    .await
    .map(|_| ())
}

/// What a token opens.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Session {
    pub id: SignInId,
    #[serde(deserialize_with = "user_in_json")]
    pub user: User,
    /// When they last proved that it is them.
    pub proved_at: Timestamp,
    /// To the hour.
    pub last_used_at: Timestamp,
    /// Requests in the minute that goes on.
    pub requests: u32,
}

impl Session {
    /// Whether they proved just now that it is them.
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        now.since(self.proved_at) <= FRESH
    }
}

/// The session of a token, and one more request with it: all in one statement. Where it was last used more
/// than an hour ago, that is noted, and it lives on as long again.
pub async fn count(
    sql: &impl SmartSql,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<Session>, Failure> {
    sql.row(
        &format!(
            "UPDATE sign_in_sessions SET
               requests = CASE WHEN minute = ?3 THEN requests + 1 ELSE 1 END, minute = ?3,
               last_used_at = CASE WHEN ?2 - last_used_at > ?4 THEN ?2 ELSE last_used_at END,
               expires_at = CASE WHEN ?2 - last_used_at > ?4
                 THEN min(created_at + ?5, max(expires_at, ?2 + ?6)) ELSE expires_at END
             WHERE token_hash = ?1 AND expires_at > ?2
             RETURNING id, {user}, proved_at, last_used_at, requests",
            user = user_as_json(),
        ),
        parameters![token_hash, now, minute(now), COARSE, LONGEST, IDLE],
    )
    .await
}

/// Which minute it is: the window in which requests are counted.
pub(super) fn minute(now: Timestamp) -> i64 {
    now.millis().div_euclid(MINUTE)
}

/// The user of the row at hand, in one column: what a statement returns may not be joined.
pub(super) fn user_as_json() -> String {
    let columns = COLUMNS.split(',').map(|column| {
        let column = column.trim();
        let (value, name) = column.rsplit_once(" AS ").unwrap_or((column, column));
        let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
        format!("'{name}', {value}")
    });
    let columns: Vec<String> = columns.collect();
    let columns = columns.join(", ");
    format!("(SELECT json_object({columns}) FROM users WHERE users.id = user_id) AS user")
}

pub(super) fn user_in_json<'de, D: Deserializer<'de>>(deserializer: D) -> Result<User, D::Error> {
    let text = String::deserialize(deserializer)?;
    serde_json::from_str(&text).map_err(serde::de::Error::custom)
}

/// A session, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SignIn {
    pub id: SignInId,
    /// With what they signed in, in words; empty where that was not yet noted.
    pub client: String,
    pub created_at: Timestamp,
    /// To the hour.
    pub last_used_at: Timestamp,
    pub expires_at: Timestamp,
}

/// The user's, the one used last first.
pub async fn of(
    sql: &impl SmartSql,
    user: &UserId,
    now: Timestamp,
) -> Result<Vec<SignIn>, Failure> {
    sql.rows(
        "SELECT id, client, created_at, last_used_at, expires_at FROM sign_in_sessions
         WHERE user_id = ?1 AND expires_at > ?2 ORDER BY last_used_at DESC, created_at DESC, id",
        parameters![user.as_str(), now],
    )
    .await
}

/// Notes that its bearer proved just now that they are the user.
pub async fn prove(sql: &impl SmartSql, id: &SignInId, now: Timestamp) -> Result<(), Failure> {
    sql.run(
        "UPDATE sign_in_sessions SET proved_at = ?2 WHERE id = ?1",
        parameters![id.as_str(), now],
    )
    .await
    .map(|_| ())
}

/// Ends the session of a token.
pub async fn end(sql: &impl SmartSql, token_hash: &str) -> Result<(), Failure> {
    sql.run(
        "DELETE FROM sign_in_sessions WHERE token_hash = ?1",
        parameters![token_hash],
    )
    .await
    .map(|_| ())
}

/// Ends one of a user's; says whether it stood.
pub async fn end_one(sql: &impl SmartSql, user: &UserId, id: &SignInId) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "DELETE FROM sign_in_sessions WHERE id = ?1 AND user_id = ?2",
            parameters![id.as_str(), user.as_str()],
        )
        .await?;
    Ok(changed == 1)
}

/// Ends all of a user's.
pub async fn end_all(sql: &impl SmartSql, user: &UserId) -> Result<(), Failure> {
    sql.run(
        "DELETE FROM sign_in_sessions WHERE user_id = ?1",
        parameters![user.as_str()],
    )
    .await
    .map(|_| ())
}

/// Lets go of those that are past.
pub async fn sweep(sql: &impl SmartSql, now: Timestamp) -> Result<(), Failure> {
    sql.run(
        "DELETE FROM sign_in_sessions WHERE expires_at <= ?1",
        parameters![now],
    )
    .await
    .map(|_| ())
}
