//! What happens to memories when nobody mentions them.

use serde::Deserialize;

use super::letting_go::{expire, next_expiry};
use crate::failure::Failure;
use crate::memory::Memory;
use crate::memory::attribute::is_lasting;
use crate::memory::command::{Command, Fade, Faded};
use crate::memory::strength::{ARCHIVED, falls_to};
use crate::parameters;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

impl Command for Fade {
    const NAME: &'static str = "fade";
    type Answer = Faded;

    fn run(self, sql: &impl Sql) -> Result<Faded, Failure> {
        let now = self.now;
        // The moment of a level is linear in stability.
        let archived_after = falls_to(ARCHIVED, 1.0, Timestamp::from_millis(0)).millis() as f64;
        sql.atomically(|| {
            const OVER: &str = "fades_at <= ? AND last_mentioned_at + stability * ? <= ?";
            let archived = count(sql, OVER, parameters![now, archived_after, now])?;
            sql.run(
                &format!("UPDATE memories SET state = 'archived', fades_at = NULL WHERE {OVER}"),
                parameters![now, archived_after, now],
            )?;
            const DUE: &str = "fades_at <= ?";
            let faded = count(sql, DUE, parameters![now])?;
            sql.run(
                &format!(
                    "UPDATE memories SET state = 'faded',
                         fades_at = CAST(last_mentioned_at + stability * ? AS INTEGER) + 1
                     WHERE {DUE}"
                ),
                parameters![archived_after, now],
            )?;
            let fades = next_fade_at(sql)?;
            let (gone, goes) = match self.kept_for {
                Some(kept_for) => (
                    expire(sql, now, kept_for)?,
                    next_expiry(sql, now, kept_for)?,
                ),
                None => (0, None),
            };
            Ok(Faded {
                faded,
                archived,
                gone,
                next_fade_at: fades.into_iter().chain(goes).min(),
            })
        })
    }
}

/// When the actor's next memory is due.
pub fn next_fade_at(sql: &impl Sql) -> Result<Option<Timestamp>, SqlError> {
    #[derive(Deserialize)]
    struct Next {
        fades_at: Option<Timestamp>,
    }
    let next: Option<Next> = sql.row(
        "SELECT MIN(fades_at) AS fades_at FROM memories WHERE fades_at IS NOT NULL",
        &[],
    )?;
    Ok(next.and_then(|next| next.fades_at))
}

/// Who someone is, what could harm them, and what they pinned does not fade.
pub fn never_fades(memory: &Memory) -> bool {
    memory.pinned || is_lasting(&memory.attribute)
}

fn count(sql: &impl Sql, which: &str, parameters: &[crate::sql::Value]) -> Result<u32, SqlError> {
    #[derive(Deserialize)]
    struct Count {
        count: u32,
    }
    let count: Option<Count> = sql.row(
        &format!("SELECT COUNT(*) AS count FROM memories WHERE {which}"),
        parameters,
    )?;
    Ok(count.map_or(0, |count| count.count))
}
