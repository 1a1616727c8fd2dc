//! "Don't remember this": a memory goes, with the words that it was said in. What stays is a hash,
//! so that an earlier call that is read late does not bring it back.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::editing::Held;
use super::evidence::hushed;
use super::likeness;
use super::mint::Mint;
use super::rows::{MEMORY, MemoryRow, json, list, to_json};
use super::settling::settle;
use super::{past, working};
use crate::failure::Failure;
use crate::ids::{CallId, MemoryId};
use crate::memory::Source;
use crate::memory::attribute::is_single;
use crate::memory::episode::Gist;
use crate::memory::operation::{Operation, Outcome};
use crate::parameters;
use crate::recall::words::is_stop_word;
use crate::sql::Sql;
use crate::time::Timestamp;

/// Forgets a memory, and what it was before the user put it in their own words.
pub fn forget(sql: &impl Sql, held: Held, now: Timestamp) -> Result<(), Failure> {
    let mut waiting = vec![held];
    let mut gone = BTreeSet::new();
    while let Some(held) = waiting.pop() {
        if !gone.insert(held.memory.id.clone()) {
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
        let said = hush(sql, &held)?;
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
        said.silence(sql)?;
    }
    Ok(())
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
fn hush(sql: &impl Sql, held: &Held) -> Result<Said, Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        call_id: Option<CallId>,
        turn: u32,
        likeness: Option<String>,
        operation: Option<String>,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT row, call_id, turn, likeness, operation FROM evidence
         WHERE slot = ?1 AND (likeness = ?2 OR ends = ?2)",
        parameters![held.slot.as_str(), held.likeness.as_str()],
    )?;
    let mut said = Said::default();
    said.values.insert(held.memory.value.clone());
    for row in rows {
        let Some(operation) = row.operation else {
            continue;
        };
        let mut operation: Operation = json(&operation)?;
        if row.likeness.as_deref() == Some(&held.likeness) {
            if let Operation::Claim { claim, .. } = &operation {
                said.values.insert(claim.value.clone());
            }
            said.turns
                .extend(row.call_id.map(|call_id| (call_id, row.turn)));
            operation = hushed(&operation);
        } else if let Operation::Claim { claim, .. } = &mut operation {
            claim.replaces = None;
        }
        sql.run(
            "UPDATE evidence SET operation = ? WHERE row = ?",
            parameters![to_json(&operation)?, row.row],
        )?;
    }
    Ok(said)
}

/// Where a memory was said, and as what.
#[derive(Default)]
struct Said {
    turns: BTreeSet<(CallId, u32)>,
    values: BTreeSet<String>,
}

impl Said {
    /// Empties the turns that it was said in, and what else of those calls tells it.
    fn silence(&self, sql: &impl Sql) -> Result<(), Failure> {
        #[derive(Deserialize)]
        struct Row {
            row: i64,
            idx: u32,
            text: String,
        }
        let told: Vec<BTreeSet<String>> = self
            .values
            .iter()
            .map(|value| telling_words(value))
            .collect();
        let calls: BTreeSet<&CallId> = self.turns.iter().map(|(call_id, _)| call_id).collect();
        for call_id in calls {
            let rows: Vec<Row> = sql.rows(
                "SELECT row, idx, text FROM turns WHERE call_id = ? AND text <> ''",
                parameters![call_id.as_str()],
            )?;
            let silenced: Vec<String> = rows
                .iter()
                .filter(|row| {
                    self.turns.contains(&(call_id.clone(), row.idx)) || tells(&row.text, &told)
                })
                .map(|row| row.row.to_string())
                .collect();
            sql.run(
                "UPDATE turns SET text = ''
                 WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))",
                parameters![list(silenced.iter().map(String::as_str))],
            )?;
            working::forget_turns(sql, call_id)?;
            if let Some(gist) = past::gist(sql, call_id)? {
                past::put_episode(sql, call_id, without(gist, &told))?;
            }
        }
        Ok(())
    }
}

/// The words of a value that tell it from others.
fn telling_words(value: &str) -> BTreeSet<String> {
    likeness::words(value)
        .into_iter()
        .filter(|word| !is_stop_word(word))
        .collect()
}

/// Whether a text holds at least half of the words that tell one of the values.
fn tells(text: &str, values: &[BTreeSet<String>]) -> bool {
    let words: BTreeSet<String> = likeness::words(text).into_iter().collect();
    values.iter().any(|value| {
        let held = value.intersection(&words).count();
        held > 0 && held * 2 >= value.len()
    })
}

fn without(gist: Gist, told: &[BTreeSet<String>]) -> Gist {
    let sentences = |text: &str| -> String {
        text.split_inclusive(['.', '!', '?'])
            .filter(|sentence| !tells(sentence, told))
            .collect()
    };
    let items = |list: Vec<String>| -> Vec<String> {
        list.into_iter().filter(|item| !tells(item, told)).collect()
    };
    Gist {
        summary: sentences(&gist.summary).trim().to_owned(),
        key_topics: items(gist.key_topics),
        outcome: gist.outcome,
        people: items(gist.people),
        emotions: gist.emotions,
        decisions: items(gist.decisions),
        action_items: items(gist.action_items),
        mood: gist.mood,
        tags: items(gist.tags),
    }
}
