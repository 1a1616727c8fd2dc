//! Who users are to an issuer of tokens.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::people::User;
use super::sign_ins::{COARSE, minute, user_as_json, user_in_json};
use crate::failure::Failure;
use crate::ids::{IdentityId, UserId};
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::Timestamp;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Identity {
    pub id: IdentityId,
    pub issuer: String,
    /// The user's name at the issuer; no person need understand it.
    pub subject: String,
    pub linked_at: Timestamp,
    /// To the hour.
    pub last_used_at: Option<Timestamp>,
}

/// Notes who a user is to an issuer, unless that is somebody already, or they have `most`; says whether it
/// is noted. One that was unlinked is only linked again where that is their wish.
pub async fn link(
    sql: &impl SmartSql,
    user: &UserId,
    identity: &Identity,
    most: u32,
    is_wished: bool,
) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "INSERT INTO identities (id, user_id, issuer, subject, linked_at)
             SELECT ?1, ?2, ?3, ?4, ?5
             WHERE (SELECT count(*) FROM identities WHERE user_id = ?2 AND unlinked_at IS NULL) < ?6
             ON CONFLICT (issuer, subject) DO UPDATE
               SET id = ?1, user_id = ?2, linked_at = ?5, unlinked_at = NULL, last_used_at = NULL
             WHERE ?7 AND unlinked_at IS NOT NULL",
            parameters![
                identity.id.as_str(),
                user.as_str(),
                identity.issuer.as_str(),
                identity.subject.as_str(),
                identity.linked_at,
                most,
                is_wished
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// The user's, the oldest first.
pub async fn of(sql: &impl SmartSql, user: &UserId) -> Result<Vec<Identity>, Failure> {
    sql.rows(
        "SELECT id, issuer, subject, linked_at, last_used_at FROM identities
         WHERE user_id = ?1 AND unlinked_at IS NULL ORDER BY linked_at, id",
        parameters![user.as_str()],
    )
    .await
}

/// Whether it stood, and was the user's.
pub async fn unlink(
    sql: &impl SmartSql,
    user: &UserId,
    id: &IdentityId,
    now: Timestamp,
) -> Result<bool, Failure> {
    let changed = sql
        .run(
            "UPDATE identities SET unlinked_at = ?3
             WHERE id = ?1 AND user_id = ?2 AND unlinked_at IS NULL",
            parameters![id.as_str(), user.as_str(), now],
        )
        .await?;
    Ok(changed == 1)
}

/// Somebody known by an identity, whose request was counted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Counted {
    #[serde(deserialize_with = "user_in_json")]
    pub user: User,
    /// In the minute that goes on.
    pub requests: u32,
}

/// Whose identity that is, and one more request with it: all in one statement.
pub async fn count(
    sql: &impl SmartSql,
    issuer: &str,
    subject: &str,
    now: Timestamp,
) -> Result<Option<Counted>, Failure> {
    sql.row(
        &format!(
            "UPDATE identities SET
               requests = CASE WHEN minute = ?4 THEN requests + 1 ELSE 1 END, minute = ?4,
               last_used_at = CASE WHEN ?3 - coalesce(last_used_at, 0) > ?5 THEN ?3
                 ELSE last_used_at END
             WHERE issuer = ?1 AND subject = ?2 AND unlinked_at IS NULL RETURNING {user}, requests",
            user = user_as_json(),
        ),
        parameters![issuer, subject, now, minute(now), COARSE],
    )
    .await
}
