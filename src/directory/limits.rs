//! How often something may be asked. It is counted in one statement and before it is done, so that
//! requests side by side count too.

use serde::Deserialize;

use crate::failure::Failure;
use crate::parameters;
use crate::ports::SmartSql;
use crate::time::Timestamp;

/// Of whom that is counted which is counted of all together.
pub const EVERYBODY: &str = "everybody";

/// So often in a window that begins with the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// What is counted. Two limits on the same have two names.
    pub name: &'static str,
    pub most: u32,
    /// In milliseconds.
    pub window: i64,
}

/// Counts one more of whoever `who` is the hash of, or of `EVERYBODY`. None where it may be done; otherwise there were as many
/// as may be until that moment.
pub async fn count(
    sql: &impl SmartSql,
    limit: Limit,
    who: &str,
    now: Timestamp,
) -> Result<Option<Timestamp>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        ends_at: Timestamp,
    }
    let changed = sql
        .run(
            "INSERT INTO limits (name, began_at, ends_at, count) VALUES (?1, ?2, ?3, 1)
             ON CONFLICT (name) DO UPDATE SET
               count = CASE WHEN ends_at <= ?2 THEN 1 ELSE count + 1 END,
               began_at = CASE WHEN ends_at <= ?2 THEN ?2 ELSE began_at END,
               ends_at = CASE WHEN ends_at <= ?2 THEN ?3 ELSE ends_at END
             WHERE ends_at <= ?2 OR count < ?4",
            parameters![name(limit, who), now, now.plus(limit.window), limit.most],
        )
        .await?;
    if changed == 1 {
        return Ok(None);
    }
    let standing: Option<Row> = sql
        .row(
            "SELECT ends_at FROM limits WHERE name = ?1",
            parameters![name(limit, who)],
        )
        .await?;
    Ok(Some(standing.map_or(now, |standing| standing.ends_at)))
}

/// Lets what was counted of somebody be forgotten.
pub async fn forgive(sql: &impl SmartSql, limits: &[Limit], who: &str) -> Result<(), Failure> {
    for &limit in limits {
        sql.run(
            "DELETE FROM limits WHERE name = ?1",
            parameters![name(limit, who)],
        )
        .await?;
    }
    Ok(())
}

/// Lets go of the windows that are past.
pub async fn sweep(sql: &impl SmartSql, now: Timestamp) -> Result<(), Failure> {
    sql.run("DELETE FROM limits WHERE ends_at <= ?1", parameters![now])
        .await
        .map(|_| ())
}

fn name(limit: Limit, who: &str) -> String {
    format!("{}:{who}", limit.name)
}
