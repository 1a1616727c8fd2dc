//! Erasing a call, or all. What is left is what would stand had the call never been; and an id
//! without words, so that a job still under way does not bring it back.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::evidence::drop_loose_pins;
use super::fading::next_fade_at;
use super::mint::Mint;
use super::rows::json;
use super::settling::settle_standing;
use super::{procedures, schema, setting_aside, storylines, working};
use crate::failure::Failure;
use crate::ids::{CallId, MemoryId};
use crate::memory::command::{Command, Erase, Erased, Tallied, Tally};
use crate::memory::operation::Operation;
use crate::parameters;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

/// The mark until which whatever was said is erased.
const ERASED_UNTIL: &str = "erased_until";

impl Command for Erase {
    const NAME: &'static str = "erase";
    type Answer = Erased;

    fn run(self, sql: &impl Sql) -> Result<Erased, Failure> {
        sql.atomically(|| {
            let memory_ids = match &self.call_id {
                Some(call_id) => erase_call(sql, call_id)?,
                None => erase_all(sql, self.now)?,
            };
            Ok(Erased {
                memory_ids,
                next_fade_at: next_fade_at(sql)?,
            })
        })
    }
}

impl Command for Tally {
    const NAME: &'static str = "tally";
    type Answer = Tallied;

    fn run(self, sql: &impl Sql) -> Result<Tallied, Failure> {
        let of_all = "SELECT (SELECT COUNT(*) FROM memories) AS memories,
             (SELECT COUNT(*) FROM episodes) AS episodes,
             (SELECT COUNT(*) FROM storylines) AS storylines,
             (SELECT COUNT(*) FROM procedures) AS procedures,
             (SELECT COUNT(*) FROM documents) AS documents,
             (SELECT COUNT(*) FROM turns) AS turns,
             (SELECT COUNT(*) FROM entries) AS entries";
        let of_call = "SELECT (SELECT COUNT(*) FROM memories
               WHERE EXISTS (SELECT 1 FROM evidence WHERE evidence.slot = memories.slot
                   AND evidence.likeness = memories.likeness AND call_id = ?1)
                 AND NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.slot = memories.slot
                   AND evidence.likeness = memories.likeness AND kind = 'claim'
                   AND call_id IS NOT ?1)) AS memories,
             (SELECT COUNT(*) FROM episodes WHERE call_id = ?1) AS episodes,
             0 AS storylines, 0 AS procedures, 0 AS documents,
             (SELECT COUNT(*) FROM turns WHERE call_id = ?1) AS turns,
             (SELECT COUNT(*) FROM entries WHERE session_id = ?1) AS entries";
        let tallied = match &self.call_id {
            Some(call_id) => sql.row(of_call, parameters![call_id.as_str()])?,
            None => sql.row(of_all, &[])?,
        };
        Ok(tallied.unwrap_or_default())
    }
}

/// Whether all that was said at that moment was erased.
pub fn is_erased(sql: &impl Sql, said_at: Timestamp) -> Result<bool, SqlError> {
    let until = schema::mark(sql, ERASED_UNTIL)?;
    Ok(until.is_some_and(|until| said_at.millis() <= until))
}

fn erase_all(sql: &impl Sql, now: Timestamp) -> Result<Vec<MemoryId>, Failure> {
    #[derive(Deserialize)]
    struct Call {
        call_id: CallId,
    }
    #[derive(Deserialize)]
    struct Memory {
        id: MemoryId,
    }
    let calls: Vec<Call> = sql.rows("SELECT call_id FROM calls", &[])?;
    let memories: Vec<Memory> = sql.rows("SELECT id FROM memories", &[])?;
    schema::raze(sql)?;
    schema::set_mark(sql, ERASED_UNTIL, now.millis())?;
    for call in calls {
        entomb(sql, &call.call_id)?;
    }
    Ok(memories.into_iter().map(|memory| memory.id).collect())
}

fn erase_call(sql: &impl Sql, call_id: &CallId) -> Result<Vec<MemoryId>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        kind: String,
        slot: Option<String>,
        operation: String,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT kind, slot, operation FROM evidence WHERE call_id = ?",
        parameters![call_id.as_str()],
    )?;
    for table in ["evidence", "turns", "episodes"] {
        sql.run(
            &format!("DELETE FROM {table} WHERE call_id = ?"),
            parameters![call_id.as_str()],
        )?;
    }
    working::erase(sql, &call_id.session())?;
    setting_aside::erase_call(sql, call_id)?;
    entomb(sql, call_id)?;

    let mut slots = BTreeSet::new();
    for row in rows {
        match (row.kind.as_str(), json(&row.operation)?) {
            ("claim" | "retract", _) => slots.extend(row.slot),
            ("storyline", Operation::Storyline { topic, .. }) => {
                storylines::settle(sql, &mut Mint::new([0; 16]), &topic)?;
            }
            ("learn", Operation::Learn { key, .. }) => procedures::settle(sql, &key)?,
            _ => {}
        }
    }
    let mut gone = Vec::new();
    for slot in slots {
        // Less evidence makes no new memory, so no id is minted.
        let settled = settle_standing(sql, &mut Mint::new([0; 16]), &slot)?.into_iter();
        let no_more = settled.filter(|settled| settled.after.is_none());
        let no_more = no_more.filter_map(|settled| settled.before);
        gone.extend(no_more.map(|memory| memory.id));
    }
    drop_loose_pins(sql)?;
    Ok(gone)
}

/// Keeps a call's id, and that it was erased.
fn entomb(sql: &impl Sql, call_id: &CallId) -> Result<(), SqlError> {
    sql.run(
        "INSERT OR REPLACE INTO calls (call_id, agent, started_at, ended_at, entry_count, erased)
         VALUES (?, '', 0, 0, 0, 1)",
        parameters![call_id.as_str()],
    )
}
