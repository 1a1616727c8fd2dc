//! "Don't remember this": a memory goes, with the words that it was said in. What stays is a hash,
//! so that an earlier call that is read late does not bring it back.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::editing::Held;
use super::evidence::hushed;
use super::mint::Mint;
use super::rows::{MEMORY, MemoryRow, json, list, to_json};
use super::settling::settle;
use super::{past, working};
use crate::failure::Failure;
use crate::ids::{CallId, MemoryId};
use crate::memory::Source;
use crate::memory::attribute::is_single;
use crate::memory::command::{Command, Trace, Traced};
use crate::memory::operation::{Operation, Outcome};
use crate::memory::telling::Telling;
use crate::parameters;
use crate::sql::Sql;
use crate::time::Timestamp;

impl Command for Trace {
    const NAME: &'static str = "trace";
    type Answer = Traced;

    fn run(self, sql: &impl Sql) -> Result<Traced, Failure> {
        let mut traced = Traced::default();
        let Some(held) = Held::find(sql, &self.memory_id)? else {
            return match is_forgotten(sql, &self.memory_id)? {
                true => Ok(traced),
                false => Err(Failure::not_found("the memory")),
            };
        };
        for (held, _) in line_of(sql, held)? {
            traced.memories += 1;
            traced.telling.and(telling(sql, &held)?);
        }
        Ok(traced)
    }
}

/// Forgets a memory, and what it was before the user put it in their own words.
pub fn forget(sql: &impl Sql, held: Held, now: Timestamp) -> Result<(), Failure> {
    for (held, touched) in line_of(sql, held)? {
        let said = telling(sql, &held)?;
        hush(sql, &held)?;
        let outcome = told_forgotten(&held.memory.id)?;
        sql.run(
            "INSERT INTO evidence (position, turn, at, kind, slot, likeness, outcome)
             VALUES (0, 0, ?, 'forget', ?, ?, ?)",
            parameters![now, held.slot.as_str(), held.likeness.as_str(), outcome],
        )?;
        let touched: Vec<&str> = touched.iter().map(String::as_str).collect();
        settle(
            sql,
            &mut Mint::new([0; 16]),
            &held.slot,
            is_single(&held.memory.attribute),
            Some(&touched),
        )?;
        silence(sql, &said)?;
    }
    Ok(())
}

/// A memory and what it was before the user put it in their own words, each with the likenesses that
/// forgetting it touches.
fn line_of(sql: &impl Sql, held: Held) -> Result<Vec<(Held, Vec<String>)>, Failure> {
    let mut waiting = vec![held];
    let mut seen = BTreeSet::new();
    let mut line = Vec::new();
    while let Some(held) = waiting.pop() {
        if !seen.insert(held.memory.id.clone()) {
            continue;
        }
        let ended: Vec<MemoryRow> = sql.rows(
            &format!("SELECT {MEMORY} FROM memories WHERE superseded_by = ?"),
            parameters![held.memory.id.as_str()],
        )?;
        let mut touched = vec![held.likeness.clone()];
        for row in ended {
            touched.push(row.likeness.clone());
            if held.memory.source == Source::Hand {
                waiting.push(Held {
                    slot: row.slot.clone(),
                    likeness: row.likeness.clone(),
                    memory: row.memory()?,
                });
            }
        }
        line.push((held, touched));
    }
    Ok(line)
}

/// Whether a memory of that id was forgotten.
pub fn is_forgotten(sql: &impl Sql, id: &MemoryId) -> Result<bool, Failure> {
    #[derive(Deserialize)]
    struct Found {}
    let found: Option<Found> = sql.row(
        "SELECT 1 AS found FROM evidence WHERE kind = 'forget' AND outcome = ?",
        parameters![told_forgotten(id)?],
    )?;
    Ok(found.is_some())
}

fn told_forgotten(id: &MemoryId) -> Result<String, Failure> {
    to_json(&Outcome::Retracted {
        memory_ids: vec![id.clone()],
    })
}

/// Takes a memory's words out of its evidence. What was said where stays, so that what it once
/// ended stays ended.
fn hush(sql: &impl Sql, held: &Held) -> Result<(), Failure> {
    for (row, operation) in evidence_of(sql, held)? {
        let mut operation = operation;
        if row.likeness.as_deref() == Some(&held.likeness) {
            operation = hushed(&operation);
        } else if let Operation::Claim { claim, .. } = &mut operation {
            claim.replaces = None;
        }
        sql.run(
            "UPDATE evidence SET operation = ? WHERE row = ?",
            parameters![to_json(&operation)?, row.row],
        )?;
    }
    Ok(())
}

/// Where a memory was said, and as what.
fn telling(sql: &impl Sql, held: &Held) -> Result<Telling, Failure> {
    let mut telling = Telling::default();
    telling.add_value(&held.memory.value);
    for (row, operation) in evidence_of(sql, held)? {
        if row.likeness.as_deref() != Some(&held.likeness) {
            continue;
        }
        if let Operation::Claim { claim, .. } = &operation {
            telling.add_value(&claim.value);
        }
        telling
            .turns
            .extend(row.call_id.map(|call_id| (call_id, row.turn)));
    }
    let repeated = repeated(sql, &telling)?;
    telling.turns.extend(repeated);
    Ok(telling)
}

/// The turns of whatever calls in which the persona says it again.
fn repeated(sql: &impl Sql, telling: &Telling) -> Result<Vec<(CallId, u32)>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        call_id: CallId,
        idx: u32,
        text: String,
    }
    let mut found = Vec::new();
    for value in &telling.values {
        let Some(longest) = value.iter().max_by_key(|word| word.chars().count()) else {
            continue;
        };
        // A stem's last letter may be another in the word itself.
        let most = longest.chars().count();
        let begins: String = longest
            .chars()
            .take(most.saturating_sub(1).max(1))
            .collect();
        let rows: Vec<Row> = sql.rows(
            "SELECT call_id, idx, text FROM turns
             WHERE speaker = 'persona' AND instr(lower(text), ?) > 0",
            parameters![begins],
        )?;
        let rows = rows
            .into_iter()
            .filter(|row| Telling::holds(value, &row.text));
        found.extend(rows.map(|row| (row.call_id, row.idx)));
    }
    Ok(found)
}

#[derive(Deserialize)]
struct EvidenceRow {
    row: i64,
    call_id: Option<CallId>,
    turn: u32,
    likeness: Option<String>,
    operation: Option<String>,
}

/// The evidence that holds a memory's words.
fn evidence_of(sql: &impl Sql, held: &Held) -> Result<Vec<(EvidenceRow, Operation)>, Failure> {
    let rows: Vec<EvidenceRow> = sql.rows(
        "SELECT row, call_id, turn, likeness, operation FROM evidence
         WHERE slot = ?1 AND (likeness = ?2 OR ends = ?2)",
        parameters![held.slot.as_str(), held.likeness.as_str()],
    )?;
    let mut evidence = Vec::new();
    for mut row in rows {
        if let Some(operation) = row.operation.take() {
            evidence.push((row, json(&operation)?));
        }
    }
    Ok(evidence)
}

/// Empties the turns that tell it, and takes it out of what else of those calls does.
fn silence(sql: &impl Sql, telling: &Telling) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        idx: u32,
        text: String,
    }
    for call_id in telling.calls() {
        let rows: Vec<Row> = sql.rows(
            "SELECT row, idx, text FROM turns WHERE call_id = ? AND text <> ''",
            parameters![call_id.as_str()],
        )?;
        let silenced: Vec<String> = rows
            .iter()
            .filter(|row| telling.is_told_in(call_id, row.idx, &row.text))
            .map(|row| row.row.to_string())
            .collect();
        sql.run(
            "UPDATE turns SET text = ''
             WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))",
            parameters![list(silenced.iter().map(String::as_str))],
        )?;
        working::forget_turns(sql, call_id)?;
        if let Some(gist) = past::gist(sql, call_id)? {
            past::put_episode(sql, call_id, telling.without(gist))?;
        }
    }
    Ok(())
}
