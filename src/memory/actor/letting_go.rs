//! What goes because it was long ago: what was said in a call, and what is no longer so, or so faded that
//! only a search finds it.

use serde::Deserialize;

use super::forgetting::{evidence_where, hush, silence_evidence};
use super::likeness::storyline_slot;
use super::mint::Mint;
use super::settling::settle;
use super::{setting_aside, storylines, working};
use crate::erasure::UNDOABLE;
use crate::failure::Failure;
use crate::memory::attribute::is_single;
use crate::memory::command::{Command, Unsay};
use crate::parameters;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

impl Command for Unsay {
    const NAME: &'static str = "unsay";
    type Answer = ();

    fn run(self, sql: &impl Sql) -> Result<(), Failure> {
        let call = self.call_id.as_str();
        sql.atomically(|| {
            for table in ["turns", "episodes"] {
                sql.run(
                    &format!("DELETE FROM {table} WHERE call_id = ?"),
                    parameters![call],
                )?;
            }
            working::erase(sql, &self.call_id.session())?;
            setting_aside::unsay_call(sql, &self.call_id)?;
            // What was said in vain became no memory.
            let in_vain = "call_id = ? AND kind = 'void'";
            for (row, operation) in evidence_where(sql, in_vain, parameters![call])? {
                silence_evidence(sql, None, &row, &operation)?;
            }
            Ok(())
        })
    }
}

/// Lets go of memories and storylines that were mentioned last so long ago. Tells how many there were.
pub fn expire(sql: &impl Sql, now: Timestamp, kept_for: i64) -> Result<u32, Failure> {
    #[derive(Deserialize)]
    struct Old {
        slot: String,
        likeness: String,
        attribute: String,
    }
    #[derive(Deserialize)]
    struct Over {
        topic: String,
    }
    let until = now.plus(-kept_for);
    // What the user's hand did just now can still be taken back.
    let old: Vec<Old> = sql.rows(
        "SELECT slot, likeness, attribute FROM memories
         WHERE state IN ('archived', 'superseded', 'retracted') AND last_mentioned_at <= ?1
           AND NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.slot = memories.slot
             AND evidence.call_id IS NULL AND evidence.at > ?2)",
        parameters![until, now.plus(-UNDOABLE)],
    )?;
    // Less evidence makes no new memory, so no id is minted.
    let mut mint = Mint::new([0; 16]);
    for old in &old {
        hush(sql, None, &old.slot, &old.likeness)?;
        let touched = [old.likeness.as_str()];
        let single = is_single(&old.attribute);
        settle(sql, &mut mint, &old.slot, single, Some(&touched))?;
    }
    let over: Vec<Over> = sql.rows(
        "SELECT topic FROM storylines WHERE status = 'resolved' AND last_mentioned <= ?",
        parameters![until],
    )?;
    for over in &over {
        let told = "slot = ? AND kind = 'storyline'";
        let slot = storyline_slot(&over.topic);
        for (row, operation) in evidence_where(sql, told, parameters![slot])? {
            silence_evidence(sql, None, &row, &operation)?;
        }
        storylines::settle(sql, &mut mint, &over.topic)?;
    }
    Ok(u32::try_from(old.len() + over.len()).unwrap_or(u32::MAX))
}

/// When the next of them goes.
pub fn next_expiry(
    sql: &impl Sql,
    now: Timestamp,
    kept_for: i64,
) -> Result<Option<Timestamp>, SqlError> {
    #[derive(Deserialize)]
    struct Oldest {
        at: Option<Timestamp>,
    }
    let of = |state: &str| {
        format!("SELECT MIN(last_mentioned_at) AS at FROM memories WHERE state = '{state}'")
    };
    let all = ["archived", "superseded", "retracted"].map(of);
    let oldest: Option<Oldest> = sql.row(
        &format!(
            "SELECT MIN(at) AS at FROM ({} UNION ALL
             SELECT MIN(last_mentioned) FROM storylines WHERE status = 'resolved')",
            all.join(" UNION ALL ")
        ),
        &[],
    )?;
    let oldest = oldest.and_then(|oldest| oldest.at);
    Ok(oldest.map(|at| match at.plus(kept_for) {
        due if due > now => due,
        // It can still be taken back.
        _ => now.plus(UNDOABLE),
    }))
}
