//! What was searched for under a request id of the caller's own, so that further pages can be asked
//! for with that alone.

use serde::Deserialize;

use crate::failure::Failure;
use crate::ids::{Instance, InstanceId, UserId};
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::{DAY, Timestamp};

/// How long a search can be gone on with.
const KEPT: i64 = DAY;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// The buckets that are searched, all of one owner's.
    pub buckets: Vec<Instance>,
    pub partition: String,
    pub input: String,
}

/// Keeps a search of the owner's under its request id, in place of an earlier one of that id.
pub async fn keep(
    sql: &impl SmartSql,
    owner: &UserId,
    request_id: &str,
    search: &Search,
    now: Timestamp,
) -> Result<(), Failure> {
    let ids: Vec<&str> = search
        .buckets
        .iter()
        .map(|bucket| bucket.id.as_str())
        .collect();
    sql.batch(&[
        (
            "DELETE FROM searches WHERE user_id = ?1 AND searched_at < ?2",
            parameters![owner.as_str(), now.plus(-KEPT)],
        ),
        (
            "INSERT OR REPLACE INTO searches
               (user_id, request_id, instance_ids, partition, input, searched_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            parameters![
                owner.as_str(),
                request_id,
                ids.join(" "),
                search.partition.as_str(),
                search.input.as_str(),
                now
            ],
        ),
    ])
    .await
}

/// The search of that owner's that has that request id.
pub async fn kept(
    sql: &impl SmartSql,
    owner: &UserId,
    request_id: &str,
    now: Timestamp,
) -> Result<Option<Search>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        instance_ids: String,
        partition: String,
        input: String,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT instance_ids, partition, input FROM searches
             WHERE user_id = ?1 AND request_id = ?2 AND searched_at >= ?3",
            parameters![owner.as_str(), request_id, now.plus(-KEPT)],
        )
        .await?;
    let bucket = |id: &str| {
        Some(Instance {
            owner: owner.clone(),
            id: InstanceId::parse(id).ok()?,
        })
    };
    Ok(row.map(|row| Search {
        buckets: row.instance_ids.split(' ').filter_map(bucket).collect(),
        partition: row.partition,
        input: row.input,
    }))
}
