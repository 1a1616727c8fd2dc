//! Keys with which an owner's programs come. Only their hashes are stored.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::people::User;
use super::sign_ins::{COARSE, minute, user_as_json, user_in_json};
use crate::failure::Failure;
use crate::ids::{ApiKeyId, UserId};
use crate::parameters;
use crate::ports::SmartSql;
use crate::scope::Scopes;
use crate::time::Timestamp;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ApiKey {
    pub id: ApiKeyId,
    /// What it is for, in the owner's words.
    pub name: String,
    /// What it may do.
    #[serde(deserialize_with = "stored")]
    pub scopes: Scopes,
    pub created_at: Timestamp,
    /// From when on it opens nothing; none: it does until it is taken away.
    pub expires_at: Option<Timestamp>,
    /// To the hour.
    pub last_used_at: Option<Timestamp>,
    /// When its secret was last made anew.
    pub rotated_at: Option<Timestamp>,
    /// Until when the secret before opens it, too.
    pub old_until: Option<Timestamp>,
}

/// As they are stored: apart by spaces.
fn stored<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Scopes, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(serde::de::Error::custom)
}

const COLUMNS: &str =
    "id, name, scopes, created_at, expires_at, last_used_at, rotated_at, old_until";

/// Stores a key, unless the owner has `most` already; says whether it is stored.
pub async fn put(
    sql: &impl SmartSql,
    owner: &UserId,
    key: &ApiKey,
    key_hash: &str,
    most: u32,
) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "INSERT INTO api_keys (id, user_id, name, key_hash, scopes, created_at, expires_at)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
             WHERE (SELECT COUNT(*) FROM api_keys WHERE user_id = ?2) < ?8",
            parameters![
                key.id.as_str(),
                owner.as_str(),
                key.name.as_str(),
                key_hash,
                key.scopes.to_string(),
                key.created_at,
                key.expires_at,
                most
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// The owner's, the oldest first.
pub async fn keys(sql: &impl SmartSql, owner: &UserId) -> Result<Vec<ApiKey>, Failure> {
    sql.rows(
        &format!("SELECT {COLUMNS} FROM api_keys WHERE user_id = ?1 ORDER BY created_at, id"),
        parameters![owner.as_str()],
    )
    .await
}

/// Gives a key a new secret; the one before opens it until that moment. None where it isn't the
/// owner's.
pub async fn rotate(
    sql: &impl SmartSql,
    owner: &UserId,
    id: &ApiKeyId,
    key_hash: &str,
    old_until: Timestamp,
    now: Timestamp,
) -> Result<Option<ApiKey>, Failure> {
    sql.row(
        &format!(
            "UPDATE api_keys SET old_hash = key_hash, old_until = ?4, key_hash = ?3, rotated_at = ?5
             WHERE id = ?1 AND user_id = ?2 RETURNING {COLUMNS}"
        ),
        parameters![id.as_str(), owner.as_str(), key_hash, old_until, now],
    )
    .await
}

/// Which row a secret opens: `?1` is its hash, `?2` now.
const OPENS: &str = "(key_hash = ?1 OR old_hash = ?1 AND old_until > ?2)
    AND (expires_at IS NULL OR expires_at > ?2)";

/// A key whose request was counted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Counted {
    pub id: ApiKeyId,
    #[serde(deserialize_with = "user_in_json")]
    pub user: User,
    #[serde(deserialize_with = "stored")]
    pub scopes: Scopes,
    /// Whether that is its newest secret.
    #[serde(deserialize_with = "super::truth")]
    pub is_current: bool,
    /// In the minute that goes on.
    pub requests: u32,
}

/// Whose key that is, and one more request with it: all in one statement.
pub async fn count(
    sql: &impl SmartSql,
    key_hash: &str,
    now: Timestamp,
) -> Result<Option<Counted>, Failure> {
    sql.row(
        &format!(
            "UPDATE api_keys SET
               requests = CASE WHEN minute = ?3 THEN requests + 1 ELSE 1 END, minute = ?3,
               last_used_at = CASE WHEN ?2 - coalesce(last_used_at, 0) > ?4 THEN ?2
                 ELSE last_used_at END
             WHERE {OPENS} RETURNING id, {user}, scopes, key_hash = ?1 AS is_current, requests",
            user = user_as_json(),
        ),
        parameters![key_hash, now, minute(now), COARSE],
    )
    .await
}

/// Whether it stood, and was the owner's.
pub async fn delete(sql: &impl SmartSql, owner: &UserId, id: &ApiKeyId) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "DELETE FROM api_keys WHERE id = ?1 AND user_id = ?2",
            parameters![id.as_str(), owner.as_str()],
        )
        .await?;
    Ok(changed == 1)
}

/// Lets go of secrets whose grace is over.
pub async fn sweep(sql: &impl SmartSql, now: Timestamp) -> Result<(), Failure> {
    sql.run(
        "UPDATE api_keys SET old_hash = NULL, old_until = NULL
         WHERE old_hash IS NOT NULL AND old_until <= ?1",
        parameters![now],
    )
    .await
    .map(|_| ())
}
