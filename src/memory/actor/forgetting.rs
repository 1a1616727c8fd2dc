//! "Don't remember this": a memory goes, with the words that it was said in, and is set aside for as long
//! as that can be taken back. What stays is a hash, so that an earlier call that is read late does not
//! bring it back.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::editing::Held;
use super::evidence::{Kind, hushed};
use super::mint::Mint;
use super::rows::{MEMORY, MemoryRow, json, list, to_json};
use super::setting_aside::{self, Piece};
use super::settling::settle;
use super::{derived, past, working};
use crate::failure::Failure;
use crate::ids::{CallId, MemoryId};
use crate::memory::attribute::is_single;
use crate::memory::command::{Command, Trace, Traced};
use crate::memory::operation::{Operation, Outcome};
use crate::memory::telling::Telling;
use crate::memory::{Memory, Source};
use crate::parameters;
use crate::sql::{Sql, SqlError, Value};
use crate::time::Timestamp;

impl Command for Trace {
    const NAME: &'static str = "trace";
    type Answer = Traced;

    fn run(self, sql: &impl Sql) -> Result<Traced, Failure> {
        let mut traced = Traced::default();
        if let Some(held) = Held::find(sql, &self.memory_id)? {
            traced.stands = true;
            for (held, _) in line_of(sql, held)? {
                traced.memories += 1;
                for telling in tellings(sql, &held)?.into_values() {
                    traced.telling.and(telling);
                }
            }
            return Ok(traced);
        }
        if !is_forgotten(sql, &self.memory_id)? {
            return Err(Failure::not_found("the memory"));
        }
        let pieces = setting_aside::pieces(sql, &self.memory_id)?;
        for piece in &pieces {
            traced.memories += u32::from(matches!(piece, Piece::Memory { .. }));
        }
        traced.telling = setting_aside::telling(&pieces);
        Ok(traced)
    }
}

/// Forgets a memory, and what it was before the user put it in their own words. What goes is set aside.
pub fn forget(sql: &impl Sql, held: Held, now: Timestamp) -> Result<(), Failure> {
    let id = held.memory.id.clone();
    for (held, touched) in line_of(sql, held)? {
        let outcome = told_forgotten(&held.memory.id)?;
        let mut said = Telling::default();
        for (call_id, told) in tellings(sql, &held)? {
            said.and(told.clone());
            setting_aside::put(sql, &id, call_id.as_ref(), &Piece::Telling(told))?;
        }
        // Its words lie with those who said them.
        let piece = Piece::Memory {
            slot: held.slot.clone(),
            likeness: held.likeness.clone(),
            touched: touched.clone(),
            memory: Memory {
                value: String::new(),
                content: String::new(),
                ..held.memory.clone()
            },
        };
        setting_aside::put(sql, &id, None, &piece)?;
        sql.run(
            "INSERT INTO evidence (position, turn, at, kind, slot, likeness, outcome)
             VALUES (0, 0, ?, 'forget', ?, ?, ?)",
            parameters![now, held.slot.as_str(), held.likeness.as_str(), outcome],
        )?;
        let forgetting = Forgetting::of(sql, &held.memory.id, &id)?;
        hush(sql, forgetting.as_ref(), &held.slot, &held.likeness)?;
        let touched: Vec<&str> = touched.iter().map(String::as_str).collect();
        settle(
            sql,
            &mut Mint::new([0; 16]),
            &held.slot,
            is_single(&held.memory.attribute),
            Some(&touched),
        )?;
        if let Some(forgetting) = &forgetting {
            silence(sql, forgetting, &said)?;
        }
    }
    Ok(())
}

/// Takes out what is told again of a memory that was forgotten, since another one was restored. What was
/// said after it was forgotten is known anew.
pub fn forget_anew(sql: &impl Sql, id: &MemoryId) -> Result<(), Failure> {
    let pieces = setting_aside::pieces(sql, id)?;
    for piece in &pieces {
        if let Piece::Memory {
            slot,
            likeness,
            memory,
            ..
        } = piece
            && let Some(forgetting) = Forgetting::of(sql, &memory.id, id)?
        {
            hush(sql, Some(&forgetting), slot, likeness)?;
        }
    }
    match Forgetting::of(sql, id, id)? {
        Some(forgetting) => silence(sql, &forgetting, &setting_aside::telling(&pieces)),
        None => Ok(()),
    }
}

/// That a memory was forgotten: when, and under which memory's id its words are set aside.
pub struct Forgetting {
    pub aside: MemoryId,
    pub row: i64,
    pub at: Timestamp,
}

impl Forgetting {
    pub fn of(
        sql: &impl Sql,
        forgotten: &MemoryId,
        aside: &MemoryId,
    ) -> Result<Option<Self>, Failure> {
        #[derive(Deserialize)]
        struct Row {
            row: i64,
            at: Timestamp,
        }
        let row: Option<Row> = sql.row(
            "SELECT row, at FROM evidence WHERE kind = 'forget' AND outcome = ?",
            parameters![told_forgotten(forgotten)?],
        )?;
        Ok(row.map(|Row { row, at }| Self {
            aside: aside.clone(),
            row,
            at,
        }))
    }

    /// Whether the call began before.
    pub fn comes_after_call(&self, sql: &impl Sql, call_id: &CallId) -> Result<bool, SqlError> {
        #[derive(Deserialize)]
        struct Found {}
        let found: Option<Found> = sql.row(
            "SELECT 1 AS found FROM calls WHERE call_id = ? AND started_at <= ?",
            parameters![call_id.as_str(), self.at],
        )?;
        Ok(found.is_some())
    }

    /// Whether it was said before, in the order of evidence.
    pub fn comes_after(&self, said: &EvidenceRow) -> bool {
        let at_that_moment = said.at == self.at && (said.call_id.is_some() || said.row < self.row);
        said.at < self.at || at_that_moment
    }
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

/// By what the evidence names a memory that was forgotten.
pub fn told_forgotten(id: &MemoryId) -> Result<String, Failure> {
    to_json(&Outcome::Retracted {
        memory_ids: vec![id.clone()],
    })
}

/// Takes a memory's words out of its evidence; where it is forgotten, out of what was said before, and sets
/// them aside. What was said where stays, so that what it once ended stays ended.
pub fn hush(
    sql: &impl Sql,
    forgetting: Option<&Forgetting>,
    slot: &str,
    likeness: &str,
) -> Result<(), Failure> {
    for (row, operation) in evidence_of(sql, slot, likeness)? {
        if forgetting.is_some_and(|forgetting| !forgetting.comes_after(&row)) {
            continue;
        }
        let mut silent = operation.clone();
        if row.likeness.as_deref() == Some(likeness) {
            silent = hushed(&operation);
        } else if let Operation::Claim { claim, .. } = &mut silent {
            claim.replaces = None;
        }
        if silent != operation {
            let aside = forgetting.map(|forgetting| &forgetting.aside);
            replace(sql, aside, &row, &operation, &row.kind, &silent)?;
        }
    }
    Ok(())
}

/// Takes the words out of what no memory was made of: from then on it only keeps its place.
pub fn silence_evidence(
    sql: &impl Sql,
    aside: Option<&MemoryId>,
    row: &EvidenceRow,
    operation: &Operation,
) -> Result<(), Failure> {
    let void = Kind::Void.as_str();
    replace(sql, aside, row, operation, void, &hushed(operation))
}

fn replace(
    sql: &impl Sql,
    aside: Option<&MemoryId>,
    row: &EvidenceRow,
    operation: &Operation,
    kind: &str,
    silent: &Operation,
) -> Result<(), Failure> {
    if let Some(id) = aside {
        let piece = Piece::Evidence {
            row: row.row,
            kind: row.kind.clone(),
            operation: operation.clone(),
        };
        setting_aside::put(sql, id, row.call_id.as_ref(), &piece)?;
    }
    sql.run(
        "UPDATE evidence SET kind = ?, operation = ? WHERE row = ?",
        parameters![kind, to_json(silent)?, row.row],
    )?;
    Ok(())
}

/// Where a memory was said, and as what: by each call, or by the user's hand.
pub fn tellings(sql: &impl Sql, held: &Held) -> Result<Tellings, Failure> {
    let evidence = evidence_of(sql, &held.slot, &held.likeness)?;
    tellings_in(sql, evidence, &held.likeness, Telling::default())
}

/// By each call, or by the user's hand.
pub type Tellings = BTreeMap<Option<CallId>, Telling>;

/// The same of that evidence, and of what is known already to tell it.
pub fn tellings_in(
    sql: &impl Sql,
    evidence: Vec<(EvidenceRow, Operation)>,
    likeness: &str,
    known: Telling,
) -> Result<Tellings, Failure> {
    let mut tellings = Tellings::new();
    let mut all = known;
    for (row, operation) in evidence {
        if row.likeness.as_deref() != Some(likeness) {
            continue;
        }
        let mut telling = Telling::default();
        if let Operation::Claim { claim, .. } = &operation {
            telling.add_value(&claim.value);
        }
        let turn = row.call_id.clone().map(|call_id| (call_id, row.turn));
        telling.turns.extend(turn);
        all.and(telling.clone());
        tellings.entry(row.call_id).or_default().and(telling);
    }
    for turn in repeated(sql, &all)? {
        let of_call = tellings.entry(Some(turn.0.clone())).or_default();
        of_call.turns.insert(turn);
    }
    Ok(tellings)
}

/// The turns of whatever calls in which the persona says it again.
fn repeated(sql: &impl Sql, telling: &Telling) -> Result<Vec<(CallId, u32)>, Failure> {
    let found = holding(sql, telling, "speaker = 'persona'", &[])?;
    Ok(found
        .into_iter()
        .map(|turn| (turn.call_id, turn.idx))
        .collect())
}

#[derive(Deserialize)]
struct Holding {
    row: i64,
    call_id: CallId,
    idx: u32,
    text: String,
}

/// Of the turns that a condition names, those that hold all the words of a value.
fn holding(
    sql: &impl Sql,
    telling: &Telling,
    which: &str,
    parameters: &[Value],
) -> Result<Vec<Holding>, Failure> {
    let statement = format!(
        "SELECT row, call_id, idx, text FROM turns WHERE instr(lower(text), ?) > 0 AND {which}"
    );
    let mut found: Vec<Holding> = Vec::new();
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
        let mut all = parameters![begins].to_vec();
        all.extend_from_slice(parameters);
        let rows: Vec<Holding> = sql.rows(&statement, &all)?;
        found.extend(
            rows.into_iter()
                .filter(|row| Telling::holds(value, &row.text)),
        );
    }
    Ok(found)
}

#[derive(Deserialize)]
pub struct EvidenceRow {
    pub row: i64,
    pub call_id: Option<CallId>,
    turn: u32,
    at: Timestamp,
    kind: String,
    pub slot: Option<String>,
    pub likeness: Option<String>,
    operation: Option<String>,
}

/// The evidence that holds a memory's words.
pub fn evidence_of(
    sql: &impl Sql,
    slot: &str,
    likeness: &str,
) -> Result<Vec<(EvidenceRow, Operation)>, Failure> {
    evidence_where(
        sql,
        "slot = ?1 AND (likeness = ?2 OR ends = ?2)",
        parameters![slot, likeness],
    )
}

/// The evidence that a condition names, with what it says.
pub fn evidence_where(
    sql: &impl Sql,
    which: &str,
    parameters: &[Value],
) -> Result<Vec<(EvidenceRow, Operation)>, Failure> {
    let statement = format!(
        "SELECT row, call_id, turn, at, kind, slot, likeness, operation FROM evidence WHERE {which}"
    );
    let rows: Vec<EvidenceRow> = sql.rows(&statement, parameters)?;
    let mut evidence = Vec::new();
    for mut row in rows {
        if let Some(operation) = row.operation.take() {
            evidence.push((row, json(&operation)?));
        }
    }
    Ok(evidence)
}

/// Empties the turns that tell it, and takes it out of what else of those calls does.
pub fn silence(sql: &impl Sql, forgetting: &Forgetting, telling: &Telling) -> Result<(), Failure> {
    let id = &forgetting.aside;
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
        let mut silenced = Vec::new();
        for row in rows {
            if telling.is_told_in(call_id, row.idx, &row.text) {
                silenced.push(row.row.to_string());
                let piece = Piece::Turn {
                    call_id: call_id.clone(),
                    index: row.idx,
                    text: row.text,
                };
                setting_aside::put(sql, id, Some(call_id), &piece)?;
            }
        }
        empty_turns(sql, &silenced)?;
        working::forget_turns(sql, call_id)?;
        if let Some(gist) = past::gist(sql, call_id)? {
            let rest = telling.without(gist.clone());
            if rest != gist {
                let piece = Piece::Gist {
                    call_id: call_id.clone(),
                    gist,
                };
                setting_aside::put(sql, id, Some(call_id), &piece)?;
                past::put_episode(sql, call_id, rest)?;
            }
        }
    }
    hide(sql, forgetting, telling)?;
    derived::silence(sql, forgetting, telling)
}

/// Hides the turns of calls that are still to be read which hold its words. Whether they tell it, or only
/// have a word in common with it, is known when the call is read.
fn hide(sql: &impl Sql, forgetting: &Forgetting, telling: &Telling) -> Result<(), Failure> {
    let unread = "call_id IN (SELECT call_id FROM calls WHERE remembered = 0 AND started_at <= ?)";
    let mut hidden = BTreeMap::new();
    for turn in holding(sql, telling, unread, parameters![forgetting.at])? {
        hidden.insert(turn.row, turn);
    }
    let rows: Vec<String> = hidden.keys().map(i64::to_string).collect();
    for turn in hidden.into_values() {
        working::forget_turns(sql, &turn.call_id)?;
        let piece = Piece::Hidden {
            call_id: turn.call_id.clone(),
            index: turn.idx,
            text: turn.text,
        };
        setting_aside::put(sql, &forgetting.aside, Some(&turn.call_id), &piece)?;
    }
    empty_turns(sql, &rows)
}

fn empty_turns(sql: &impl Sql, rows: &[String]) -> Result<(), Failure> {
    Ok(sql.run(
        "UPDATE turns SET text = ''
         WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))",
        parameters![list(rows.iter().map(String::as_str))],
    )?)
}

/// Puts back turns that were hidden, but for what is known to tell another memory that is set aside.
pub fn unhide(sql: &impl Sql, pieces: &[Piece]) -> Result<(), Failure> {
    let mut is_any = false;
    for piece in pieces {
        if let Piece::Hidden {
            call_id,
            index,
            text,
        } = piece
        {
            past::put_text(sql, call_id, *index, text)?;
            is_any = true;
        }
    }
    if is_any {
        for other in setting_aside::memories(sql)? {
            forget_anew(sql, &other)?;
        }
    }
    Ok(())
}
