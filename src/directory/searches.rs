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

/// A bucket that is searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    pub instance: Instance,
    /// What the caller calls it; given back with what is found there.
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// All of one owner's.
    pub buckets: Vec<Searched>,
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
    let named = |bucket: &Searched| (bucket.instance.id.clone(), bucket.label.clone());
    let buckets: Vec<(InstanceId, String)> = search.buckets.iter().map(named).collect();
    let buckets = serde_json::to_string(&buckets).unwrap_or_default();
    sql.run(
        "INSERT OR REPLACE INTO searches
           (user_id, request_id, buckets, partition, input, searched_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        parameters![
            owner.as_str(),
            request_id,
            buckets,
            search.partition.as_str(),
            search.input.as_str(),
            now
        ],
    )
    .await
    .map(|_| ())
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
        buckets: String,
        partition: String,
        input: String,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT buckets, partition, input FROM searches
             WHERE user_id = ?1 AND request_id = ?2 AND searched_at >= ?3",
            parameters![owner.as_str(), request_id, now.plus(-KEPT)],
        )
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let buckets: Vec<(InstanceId, String)> = serde_json::from_str(&row.buckets)
        .map_err(|error| Failure::unavailable(format!("a kept search can't be read: {error}")))?;
    let searched = |(id, label)| Searched {
        instance: Instance {
            owner: owner.clone(),
            id,
        },
        label,
    };
    Ok(Some(Search {
        buckets: buckets.into_iter().map(searched).collect(),
        partition: row.partition,
        input: row.input,
    }))
}

/// Lets go of all searches that can't be gone on with any more.
pub async fn sweep(sql: &impl SmartSql, now: Timestamp) -> Result<(), Failure> {
    sql.run(
        "DELETE FROM searches WHERE searched_at < ?1",
        parameters![now.plus(-KEPT)],
    )
    .await
    .map(|_| ())
}
