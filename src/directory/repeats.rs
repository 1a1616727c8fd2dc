//! Requests that may come again: under the key that came with each, what was asked, and what was
//! answered.

use serde::Deserialize;

use crate::failure::Failure;
use crate::idempotency::IdempotencyKey;
use crate::ids::UserId;
use crate::parameters;
use crate::ports::SmartSql;
use crate::secret::hash;
use crate::time::{DAY, Timestamp};

/// How long a key stands for its request.
const KEPT: i64 = DAY;

/// What stands of a request under a key.
pub enum Begun {
    /// What was answered to it.
    Answered(String),
    /// When it was first asked: it is to be done.
    At(Timestamp),
}

/// Notes what an owner asks under that key, and tells what came of it already.
///
/// # Errors
/// `Conflict` where something else was asked under the key, or what was answered was erased.
pub async fn begin(
    sql: &impl SmartSql,
    owner: &UserId,
    key: &IdempotencyKey,
    request: &str,
    now: Timestamp,
) -> Result<Begun, Failure> {
    #[derive(Deserialize)]
    struct Row {
        request_hash: String,
        answer: Option<String>,
        asked_at: Timestamp,
    }
    let (owner, key, request) = (owner.as_str(), hash(key.as_str()), hash(request));
    sql.batch(&[
        (
            "DELETE FROM repeats WHERE user_id = ?1 AND key_hash = ?2 AND asked_at < ?3",
            parameters![owner, key.as_str(), now.plus(-KEPT)],
        ),
        (
            "INSERT INTO repeats (user_id, key_hash, request_hash, asked_at)
             VALUES (?1, ?2, ?3, ?4) ON CONFLICT (user_id, key_hash) DO NOTHING",
            parameters![owner, key.as_str(), request.as_str(), now],
        ),
    ])
    .await?;
    let row: Option<Row> = sql
        .row(
            "SELECT request_hash, answer, asked_at FROM repeats WHERE user_id = ?1 AND key_hash = ?2",
            parameters![owner, key],
        )
        .await?;
    match row {
        Some(row) if row.request_hash != request => Err(Failure::conflict(
            "Something else was asked under this Idempotency-Key. Take another one.",
        )),
        Some(Row {
            answer: Some(answer),
            ..
        }) if answer.is_empty() => Err(Failure::conflict(
            "This was done, and something of yours was erased since: what was answered is known no more. \
             Look at what there is before you ask for it again, under another Idempotency-Key.",
        )),
        Some(Row {
            answer: Some(answer),
            ..
        }) => Ok(Begun::Answered(answer)),
        row => Ok(Begun::At(row.map_or(now, |row| row.asked_at))),
    }
}

/// Notes what was answered under that key.
pub async fn finish(
    sql: &impl SmartSql,
    owner: &UserId,
    key: &IdempotencyKey,
    answer: &str,
) -> Result<(), Failure> {
    sql.run(
        "UPDATE repeats SET answer = ?3 WHERE user_id = ?1 AND key_hash = ?2",
        parameters![owner.as_str(), hash(key.as_str()), answer],
    )
    .await
    .map(|_| ())
}

/// Lets go of the key of what was refused: nothing was done, and it may be asked better.
pub async fn let_go(
    sql: &impl SmartSql,
    owner: &UserId,
    key: &IdempotencyKey,
) -> Result<(), Failure> {
    sql.run(
        "DELETE FROM repeats WHERE user_id = ?1 AND key_hash = ?2 AND answer IS NULL",
        parameters![owner.as_str(), hash(key.as_str())],
    )
    .await
    .map(|_| ())
}

/// Lets go of all keys whose day is over.
pub async fn sweep(sql: &impl SmartSql, now: Timestamp) -> Result<(), Failure> {
    sql.run(
        "DELETE FROM repeats WHERE asked_at < ?1",
        parameters![now.plus(-KEPT)],
    )
    .await
    .map(|_| ())
}
