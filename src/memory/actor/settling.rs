//! Brings the memories of a slot in line with its evidence.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{self, Event, Folded, Kind, Standing};
use super::fading::never_fades;
use super::mint::Mint;
use super::rows::{self, MEMORY, MemoryRow, list};
use crate::ids::MemoryId;
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

/// Settles a slot: all of its values in a `single` one, else those in `touched`, or all where that
/// is none. Gives one entry for each value looked at, changed or not.
pub fn settle(
    sql: &impl Sql,
    mint: &mut Mint,
    slot: &str,
    single: bool,
    touched: Option<&[&str]>,
) -> Result<Vec<Settled>, SqlError> {
    let touched = touched.filter(|_| !single);
    let events = match touched {
        Some(touched) => evidence::of_slot(sql, slot, Some(&list(touched.iter().copied())))?,
        None => evidence::of_slot(sql, slot, None)?,
    };
    let mut rows = memories_of(sql, slot, touched.is_some().then_some(events.as_slice()))?;
    let targets: BTreeSet<String> = match touched {
        Some(touched) => touched
            .iter()
            .map(|&likeness| likeness.to_owned())
            .collect(),
        None => spoken_of(&events).chain(rows.keys().cloned()).collect(),
    };

    let folded: BTreeMap<&String, Option<Folded>> = targets
        .iter()
        .map(|likeness| (likeness, evidence::fold(&events, likeness, single)))
        .collect();
    let mut ids: BTreeMap<String, MemoryId> = rows
        .iter()
        .map(|(likeness, memory)| (likeness.clone(), memory.id.clone()))
        .collect();
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

fn spoken_of(events: &[Event]) -> impl Iterator<Item = String> {
    events
        .iter()
        .filter(|event| event.kind == Kind::Claim)
        .filter_map(|event| event.likeness.clone())
}

/// The slot's memories by likeness; where events are given, only those that they speak of.
fn memories_of(
    sql: &impl Sql,
    slot: &str,
    events: Option<&[Event]>,
) -> Result<BTreeMap<String, Memory>, SqlError> {
    let rows: Vec<MemoryRow> = match events {
        Some(events) => {
            let likenesses: BTreeSet<&str> = events
                .iter()
                .flat_map(|event| [&event.likeness, &event.ends])
                .filter_map(|likeness| likeness.as_deref())
                .collect();
            sql.rows(
                &format!(
                    "SELECT {MEMORY} FROM memories WHERE slot = ?
                     AND likeness IN (SELECT value FROM json_each(?))"
                ),
                parameters![slot, list(likenesses.into_iter())],
            )?
        }
        None => sql.rows(
            &format!("SELECT {MEMORY} FROM memories WHERE slot = ?"),
            parameters![slot],
        )?,
    };
    rows.into_iter()
        .map(|row| Ok((row.likeness.clone(), row.memory()?)))
        .collect()
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
