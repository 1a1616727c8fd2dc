//! Keys with which an owner's programs come. Only their hashes are stored.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::ids::{ApiKeyId, UserId};
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::Timestamp;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ApiKey {
    pub id: ApiKeyId,
    /// What it is for, in the owner's words.
    pub name: String,
    pub created_at: Timestamp,
}

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
            "INSERT INTO api_keys (id, user_id, name, key_hash, created_at)
             SELECT ?1, ?2, ?3, ?4, ?5
             WHERE (SELECT COUNT(*) FROM api_keys WHERE user_id = ?2) < ?6",
            parameters![
                key.id.as_str(),
                owner.as_str(),
                key.name.as_str(),
                key_hash,
                key.created_at,
                most
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// The owner's, the oldest first.
pub async fn keys(sql: &impl SmartSql, owner: &UserId) -> Result<Vec<ApiKey>, Failure> {
    sql.rows(
        "SELECT id, name, created_at FROM api_keys WHERE user_id = ?1 ORDER BY created_at, id",
        parameters![owner.as_str()],
    )
    .await
}

/// Whose key that is.
pub async fn owner(sql: &impl SmartSql, key_hash: &str) -> Result<Option<UserId>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        user_id: UserId,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT user_id FROM api_keys WHERE key_hash = ?1",
            parameters![key_hash],
        )
        .await?;
    Ok(row.map(|row| row.user_id))
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
