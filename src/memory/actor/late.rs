//! What was said before a memory was forgotten, and comes in only after that, from a call that is read late or
//! from a file: it goes as if it had been there by then. So does what is here where only a file says that it was
//! forgotten.
//!
//! A call's turns are here before what is read from it: whoever ends a call, or brings it from a file, puts them
//! in before they have it read.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::evidence::hushed;
use super::forgetting::{self, Forgetting, evidence_of, hush, tellings_in};
use super::rows::json;
use super::setting_aside::{self, Piece};
use crate::failure::Failure;
use crate::ids::MemoryId;
use crate::memory::command::{Command, Late, NoteTaken};
use crate::memory::operation::Outcome;
use crate::memory::telling::Telling;
use crate::parameters;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

/// Takes out what came in after that row of evidence, all of it said since then, of memories that were
/// forgotten later; all of it, where that they were came in after that row itself. It is set aside, also where
/// nothing can be restored any more: by that it is found in the transcripts.
pub fn forget(sql: &impl Sql, said_since: Timestamp, after: i64) -> Result<(), Failure> {
    for (forgetting, slot, likeness) in forgotten_since(sql, said_since)? {
        let aside = &forgetting.aside;
        let mut evidence = evidence_of(sql, &slot, &likeness)?;
        evidence.retain(|(row, operation)| {
            let is_late = row.row > after || forgetting.row > after;
            is_late && forgetting.comes_after(row) && hushed(operation) != *operation
        });
        let known = Telling {
            values: setting_aside::telling(&setting_aside::pieces(sql, aside)?).values,
            ..Telling::default()
        };
        if evidence.is_empty() && known.values.is_empty() {
            continue;
        }
        let mut said = known.clone();
        for (call_id, told) in tellings_in(sql, evidence, &likeness, known)? {
            if let Some(call_id) = &call_id
                && !forgetting.comes_after_call(sql, call_id)?
            {
                continue;
            }
            said.and(told.clone());
            setting_aside::put(sql, aside, call_id.as_ref(), &Piece::Late(told))?;
        }
        hush(sql, Some(&forgetting), &slot, &likeness)?;
        forgetting::silence(sql, &forgetting, &said)?;
    }
    Ok(())
}

/// What was forgotten since then, and where it was held.
fn forgotten_since(
    sql: &impl Sql,
    since: Timestamp,
) -> Result<Vec<(Forgetting, String, String)>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        at: Timestamp,
        slot: String,
        likeness: String,
        outcome: String,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT row, at, slot, likeness, outcome FROM evidence
         WHERE kind = 'forget' AND outcome IS NOT NULL AND at >= ? ORDER BY at, row",
        parameters![since],
    )?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let with = setting_aside::with(sql)?;
    let mut forgotten = Vec::new();
    for row in rows {
        if let Outcome::Retracted { memory_ids } = json(&row.outcome)?
            && let Some(memory) = memory_ids.into_iter().next()
        {
            let forgetting = Forgetting {
                aside: with.get(&memory).cloned().unwrap_or(memory),
                row: row.row,
                at: row.at,
            };
            forgotten.push((forgetting, row.slot, row.likeness));
        }
    }
    Ok(forgotten)
}

impl Command for Late {
    const NAME: &'static str = "late";
    type Answer = BTreeMap<MemoryId, Telling>;

    fn run(self, sql: &impl Sql) -> Result<Self::Answer, Failure> {
        let mut late = Self::Answer::new();
        for set_aside in setting_aside::late(sql)? {
            if let Piece::Late(told) = set_aside.piece {
                late.entry(set_aside.memory_id).or_default().and(told);
            }
        }
        Ok(late)
    }
}

impl Command for NoteTaken {
    const NAME: &'static str = "note_taken";
    type Answer = ();

    fn run(self, sql: &impl Sql) -> Result<(), Failure> {
        sql.atomically(|| {
            for set_aside in setting_aside::late(sql)? {
                if let Piece::Late(told) = set_aside.piece
                    && set_aside.memory_id == self.memory_id
                    && told.turns.is_subset(&self.told.turns)
                    && told.values.is_subset(&self.told.values)
                {
                    setting_aside::change(sql, set_aside.row, Some(&Piece::Telling(told)))?;
                }
            }
            Ok(())
        })
    }
}
