//! Brings the memories of a slot in line with its evidence.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::evidence::{self, Event, Folded, Standing};
use super::fading::never_fades;
use super::mint::Mint;
use super::rows::{self, MEMORY, MemoryRow, list};
use crate::ids::MemoryId;
use crate::memory::attribute::is_single;
use crate::memory::strength::{FADED, base_days, falls_to, stability};
use crate::memory::{Memory, Source, State};
use crate::parameters;
use crate::sql::{Sql, SqlError};

/// The least importance of what the user took the trouble to type.
const TYPED_IMPORTANCE: f64 = 0.7;

/// A value's memory before and after.
#[derive(Debug)]
pub struct Settled {
    pub likeness: String,
    pub before: Option<Memory>,
    pub after: Option<Memory>,
}

/// Settles those of a slot's values that evidence of the `touched` ones bears on, or all where none
/// are given. Gives one entry for each value looked at, changed or not.
pub fn settle(
    sql: &impl Sql,
    mint: &mut Mint,
    slot: &str,
    single: bool,
    touched: Option<&[&str]>,
) -> Result<Vec<Settled>, SqlError> {
    let events = evidence::of_slot(sql, slot, touched.filter(|_| !single))?;
    let targets: Option<BTreeSet<String>> = touched.map(|touched| {
        if single {
            with_predecessors(&events, touched)
        } else {
            touched.iter().map(|&value| value.to_owned()).collect()
        }
    });
    let mut rows = memories_of(sql, slot, targets.as_ref())?;
    let targets = targets.unwrap_or_else(|| {
        let spoken_of = events.iter().filter_map(|event| event.likeness.clone());
        spoken_of.chain(rows.keys().cloned()).collect()
    });

    let claims = evidence::claims(sql, slot, targets.iter().map(String::as_str))?;
    let folded: BTreeMap<&String, Option<Folded>> = targets
        .iter()
        .map(|likeness| {
            let folded = evidence::fold(&events, &claims, likeness, single);
            (likeness, folded)
        })
        .collect();
    let mut ids = ids_of(sql, slot, successors(&folded))?;
    let own = rows.iter();
    ids.extend(own.map(|(likeness, memory)| (likeness.clone(), memory.id.clone())));
    for (&likeness, folded) in &folded {
        if folded.is_none() {
            ids.remove(likeness);
        } else if !ids.contains_key(likeness) {
            ids.insert(likeness.clone(), MemoryId::new(mint.next()));
        }
    }

    let mut settled = Vec::new();
    for (likeness, folded) in folded {
        let before = rows.remove(likeness);
        let after = match (folded, ids.get(likeness)) {
            (Some(folded), Some(id)) => Some(project(folded, id, before.as_ref(), &ids)),
            _ => None,
        };
        match &after {
            Some(memory) if before.as_ref() != Some(memory) => {
                rows::put_memory(sql, slot, likeness, memory)?;
            }
            None if before.is_some() => sql.run(
                "DELETE FROM memories WHERE slot = ? AND likeness = ?",
                parameters![slot, likeness.as_str()],
            )?,
            _ => {}
        }
        settled.push(Settled {
            likeness: likeness.clone(),
            before,
            after,
        });
    }
    Ok(settled)
}

/// Settles all that a slot holds, where memories of it stand.
pub fn settle_standing(
    sql: &impl Sql,
    mint: &mut Mint,
    slot: &str,
) -> Result<Vec<Settled>, SqlError> {
    #[derive(Deserialize)]
    struct Held {
        attribute: String,
    }
    let held: Option<Held> = sql.row(
        "SELECT attribute FROM memories WHERE slot = ? LIMIT 1",
        parameters![slot],
    )?;
    match held {
        Some(held) => settle(sql, mint, slot, is_single(&held.attribute), None),
        None => Ok(Vec::new()),
    }
}

/// These values of a single slot, and each that stood before one of them did: what is said of one
/// ends the other.
fn with_predecessors(events: &[Event], touched: &[&str]) -> BTreeSet<String> {
    let mut targets: BTreeSet<String> = touched.iter().map(|&value| value.to_owned()).collect();
    let mut standing: Option<&str> = None;
    for event in events.iter().filter(|event| event.affirms()) {
        let value = event.likeness.as_deref();
        if value.is_some_and(|value| touched.contains(&value)) {
            targets.extend(standing.map(str::to_owned));
        }
        standing = value;
    }
    targets
}

/// The slot's memories by likeness, all or those of these values.
fn memories_of(
    sql: &impl Sql,
    slot: &str,
    values: Option<&BTreeSet<String>>,
) -> Result<BTreeMap<String, Memory>, SqlError> {
    let rows: Vec<MemoryRow> = match values {
        Some(values) => sql.rows(
            &format!(
                "SELECT {MEMORY} FROM memories WHERE slot = ?
                 AND likeness IN (SELECT value FROM json_each(?))"
            ),
            parameters![slot, list(values.iter().map(String::as_str))],
        )?,
        None => sql.rows(
            &format!("SELECT {MEMORY} FROM memories WHERE slot = ?"),
            parameters![slot],
        )?,
    };
    rows.into_iter()
        .map(|row| Ok((row.likeness.clone(), row.memory()?)))
        .collect()
}

/// The values that took the place of others.
fn successors<'a>(folded: &'a BTreeMap<&String, Option<Folded>>) -> impl Iterator<Item = &'a str> {
    folded
        .values()
        .flatten()
        .filter_map(|folded| match &folded.standing {
            Standing::Superseded(by) => Some(by.as_str()),
            _ => None,
        })
}

fn ids_of<'a>(
    sql: &impl Sql,
    slot: &str,
    values: impl Iterator<Item = &'a str>,
) -> Result<BTreeMap<String, MemoryId>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        likeness: String,
        id: MemoryId,
    }
    let mut values = values.peekable();
    if values.peek().is_none() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT likeness, id FROM memories WHERE slot = ?
         AND likeness IN (SELECT value FROM json_each(?))",
        parameters![slot, list(values)],
    )?;
    Ok(rows.into_iter().map(|row| (row.likeness, row.id)).collect())
}

fn project(
    folded: Folded,
    id: &MemoryId,
    before: Option<&Memory>,
    ids: &BTreeMap<String, MemoryId>,
) -> Memory {
    let claim = folded.claim;
    let importance = match folded.source {
        Source::Hand => claim.importance.max(TYPED_IMPORTANCE),
        Source::Call { .. } => claim.importance,
    };
    let base = base_days(claim.category, importance);
    let mut memory = Memory {
        id: id.clone(),
        category: claim.category,
        subject: claim.subject,
        attribute: claim.attribute,
        value: claim.value,
        content: claim.content,
        importance,
        confidence: claim.confidence,
        source: folded.source,
        learned_at: folded.learned_at,
        occurred_at: claim.occurred_at,
        last_mentioned_at: folded.last_mentioned_at,
        mentions: folded.mentions,
        stability: stability(base, importance, folded.mentions),
        fades_at: None,
        state: State::Current,
        superseded_by: None,
        pinned: folded.pinned,
        sensitive: claim.sensitive,
    };
    match folded.standing {
        Standing::Superseded(by) => {
            memory.state = State::Superseded;
            memory.superseded_by = ids.get(&by).cloned();
        }
        Standing::Retracted => memory.state = State::Retracted,
        Standing::Holds if never_fades(&memory) => {}
        Standing::Holds => match before {
            // No mention came since it faded.
            Some(before) if has_faded(before) && fades_alike(before, &memory) => {
                memory.state = before.state;
                memory.fades_at = before.fades_at;
            }
            _ => {
                memory.fades_at = Some(falls_to(FADED, memory.stability, memory.last_mentioned_at));
            }
        },
    }
    memory
}

fn has_faded(memory: &Memory) -> bool {
    matches!(memory.state, State::Faded | State::Archived)
}

fn fades_alike(one: &Memory, other: &Memory) -> bool {
    one.last_mentioned_at == other.last_mentioned_at && one.stability == other.stability
}

/// Whether it is so now, however weak.
pub fn holds(memory: &Memory) -> bool {
    matches!(
        memory.state,
        State::Current | State::Faded | State::Archived
    )
}

/// Whether the user's own hand is on it.
pub fn is_shielded(memory: &Memory) -> bool {
    holds(memory) && (memory.pinned || memory.source == Source::Hand)
}
