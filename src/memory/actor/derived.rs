//! What was made of what was said, besides memories: it goes with a memory that is forgotten.

use std::collections::{BTreeMap, BTreeSet};

use super::forgetting::{EvidenceRow, Forgetting, evidence_where, silence_evidence};
use super::mint::Mint;
use super::setting_aside::{self, Piece};
use super::{procedures, storylines};
use crate::failure::Failure;
use crate::ids::CallId;
use crate::memory::operation::Operation;
use crate::memory::telling::Telling;
use crate::parameters;
use crate::sql::Sql;

/// Takes it out of what was made of it besides: storylines, ways to behave, and what was said in vain.
pub fn silence(sql: &impl Sql, forgetting: &Forgetting, telling: &Telling) -> Result<(), Failure> {
    let id = &forgetting.aside;
    let derived = evidence_where(sql, "kind IN ('storyline', 'learn', 'void')", &[])?;
    let mut topics = BTreeMap::new();
    let mut keys = BTreeSet::new();
    for (row, operation) in &derived {
        if !forgetting.comes_after(row) || !is_derived(row, operation, telling) {
            continue;
        }
        silence_evidence(sql, Some(id), row, operation)?;
        match operation {
            Operation::Storyline { topic, .. } => {
                topics.extend(row.slot.clone().map(|slot| (slot, (topic, &row.call_id))));
            }
            Operation::Learn { key, .. } => keys.extend(row.slot.is_some().then_some(key)),
            Operation::Claim { .. } | Operation::Retract { .. } => {}
        }
    }
    for (slot, (topic, call_id)) in topics {
        // Where nobody tells it any more, the user's own word that it is over goes too.
        let rest = evidence_where(
            sql,
            "slot = ?1 AND kind = 'storyline' AND NOT EXISTS (SELECT 1 FROM evidence AS told
             WHERE told.slot = ?1 AND told.kind = 'storyline' AND told.call_id IS NOT NULL)",
            parameters![slot],
        )?;
        for (row, operation) in &rest {
            silence_evidence(sql, Some(id), row, operation)?;
        }
        if let Some(before) = storylines::find(sql, topic)? {
            let piece = Piece::Storyline {
                topic: topic.clone(),
                id: before.id,
            };
            setting_aside::put(sql, id, call_id.as_ref(), &piece)?;
        }
        storylines::settle(sql, &mut Mint::new([0; 16]), topic)?;
    }
    for key in keys {
        procedures::settle(sql, key)?;
    }
    Ok(())
}

/// Whether it was made of what tells the memory: in the same turn of one word of it, in the same call of
/// half of them, elsewhere of all.
pub fn is_derived(row: &EvidenceRow, operation: &Operation, telling: &Telling) -> bool {
    let text = match operation {
        Operation::Storyline { topic, summary, .. } => {
            format!("{} {summary}", topic.replace('_', " "))
        }
        Operation::Learn { key, value, .. } => format!("{} {value}", key.replace('_', " ")),
        Operation::Claim { claim, .. } => format!("{} {}", claim.value, claim.content),
        Operation::Retract { value, .. } => value.clone().unwrap_or_default(),
    };
    let turn = |call: &CallId| telling.turns.contains(&(call.clone(), operation.turn()));
    let calls = telling.calls();
    match &row.call_id {
        Some(call) if turn(call) => telling.is_touched_on(&text),
        Some(call) if calls.contains(call) => telling.is_told(&text),
        _ => telling.is_told_whole(&text),
    }
}
