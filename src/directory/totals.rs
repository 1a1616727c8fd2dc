//! Totals by the hour. Those of calls are worked out anew from their rows, never added to: so they are
//! right however often that is done, and follow what a call cost in the end.

use serde::Deserialize;

use crate::failure::Failure;
use crate::operations::{SWEEPS, Total, Waiting};
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::{HOUR, Timestamp};

/// What can be counted from the rows of calls that ended since `?1`.
const OF_CALLS: &str = "
    SELECT ended_at / 3600000 * 3600000 AS hour,
      'calls:' || channel || ':' || coalesce(end_reason, '') AS name, count(*) AS total
    FROM calls WHERE ended_at >= ?1 AND version > 0 GROUP BY 1, 2
    UNION ALL SELECT ended_at / 3600000 * 3600000, 'cost_micro_usd', sum(known_micro_usd)
    FROM calls WHERE ended_at >= ?1 AND version > 0 GROUP BY 1
    UNION ALL SELECT ended_at / 3600000 * 3600000, 'failed_replies',
      coalesce(sum(json_extract(replies, '$.failed')), 0)
    FROM calls WHERE ended_at >= ?1 AND replies IS NOT NULL GROUP BY 1
    UNION ALL SELECT ended_at / 3600000 * 3600000, 'wait:' || classes.key, sum(classes.value)
    FROM calls, json_each(calls.replies, '$.waits') AS classes
    WHERE ended_at >= ?1 AND replies IS NOT NULL GROUP BY 1, 2";

/// Whether a total is one of those.
const IS_OF_CALLS: &str = "(name LIKE 'calls:%' OR name LIKE 'wait:%'
    OR name IN ('cost_micro_usd', 'failed_replies'))";

/// The first moment of the hour of that one.
fn hour(at: Timestamp) -> Timestamp {
    Timestamp::from_millis(at.millis() - at.millis().rem_euclid(HOUR))
}

/// Stores what calls that ended since the hour of that moment come to.
pub async fn gather(sql: &impl SmartSql, since: Timestamp) -> Result<(), Failure> {
    let since = hour(since);
    // A call can come to be counted under another name, and be erased.
    sql.batch(&[
        (
            &format!("DELETE FROM hourly_totals WHERE hour >= ?1 AND {IS_OF_CALLS}"),
            parameters![since],
        ),
        (
            &format!("INSERT INTO hourly_totals (hour, name, total) {OF_CALLS}"),
            parameters![since],
        ),
    ])
    .await
    .map(|_| ())
}

/// When it was last gathered.
pub async fn gathered_at(sql: &impl SmartSql) -> Result<Option<Timestamp>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        hour: Option<Timestamp>,
    }
    let row: Option<Row> = sql
        .row(
            "SELECT max(hour) AS hour FROM hourly_totals WHERE name = ?1",
            parameters![SWEEPS],
        )
        .await?;
    Ok(row.and_then(|row| row.hour))
}

/// Counts so many more of something.
pub async fn add(
    sql: &impl SmartSql,
    name: &str,
    more: u32,
    now: Timestamp,
) -> Result<(), Failure> {
    sql.run(
        "INSERT INTO hourly_totals (hour, name, total) VALUES (?1, ?2, ?3)
         ON CONFLICT (hour, name) DO UPDATE SET total = total + ?3",
        parameters![hour(now), name, more],
    )
    .await
    .map(|_| ())
}

/// What was counted from that hour on, in steps of so many milliseconds; of calls that ended from the hour
/// of `live` on as their rows have it now.
pub async fn since(
    sql: &impl SmartSql,
    began: Timestamp,
    step: i64,
    live: Timestamp,
) -> Result<Vec<Total>, Failure> {
    let live = hour(live);
    let mut totals: Vec<Total> = sql
        .rows(
            // Large whole numbers may come as others, of which a part would be left.
            &format!(
                "SELECT hour - (hour - CAST(?1 AS INTEGER)) % CAST(?3 AS INTEGER) AS hour, name,
                   sum(total) AS total
                 FROM hourly_totals
                 WHERE hour >= ?1 AND (hour < ?2 OR NOT {IS_OF_CALLS})
                 GROUP BY 1, 2"
            ),
            parameters![hour(began), live, step],
        )
        .await?;
    totals.extend(sql.rows::<Total>(OF_CALLS, parameters![live]).await?);
    Ok(totals)
}

/// What is waiting now.
pub async fn waiting(sql: &impl SmartSql, now: Timestamp) -> Result<Waiting, Failure> {
    let waiting = sql
        .row(
            "SELECT
               (SELECT count(*) FROM calls WHERE status <> 'ended') AS calls_on,
               (SELECT count(*) FROM calls WHERE memory_extracted = 0 AND ended_at <= ?1)
                 AS calls_unremembered,
               (SELECT count(*) FROM schedules WHERE status = 'planned' AND due_at <= ?1)
                 AS calls_overdue,
               (SELECT count(*) FROM webhook_messages WHERE next_attempt_at IS NOT NULL)
                 AS messages_untold,
               (SELECT count(*) FROM erasures WHERE due_at IS NOT NULL) AS erasures_under_way,
               (SELECT count(*) FROM actors WHERE next_fade_at <= ?1) AS memories_to_fade,
               (SELECT coalesce(sum(count), 0) FROM limits
                WHERE name = 'sends_in_all:everybody' AND ends_at > ?1) AS codes_sent",
            parameters![now],
        )
        .await?;
    Ok(waiting.unwrap_or_default())
}

/// Lets go of hours that are long past.
pub async fn sweep(sql: &impl SmartSql, before: Timestamp) -> Result<(), Failure> {
    sql.run(
        "DELETE FROM hourly_totals WHERE hour < ?1",
        parameters![before],
    )
    .await
    .map(|_| ())
}
