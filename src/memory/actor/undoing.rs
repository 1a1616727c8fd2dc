//! Taking back what the user's own hand did to a memory: it was forgotten, or put in other words.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::editing::Held;
use super::fading::next_fade_at;
use super::forgetting::{evidence_where, forget_anew, silence_evidence, tellings, told_forgotten};
use super::mint::Mint;
use super::rows::{self, to_json};
use super::setting_aside::{self, Piece};
use super::settling::{holds, settle};
use super::{evidence, past, procedures, storylines};
use crate::failure::Failure;
use crate::ids::{CallId, MemoryId};
use crate::memory::Memory;
use crate::memory::attribute::is_single;
use crate::memory::command::{Command, Restore, Restored, Undo};
use crate::memory::episode::Gist;
use crate::memory::operation::Operation;
use crate::parameters;
use crate::sql::Sql;
use crate::time::Timestamp;

impl Command for Restore {
    const NAME: &'static str = "restore";
    type Answer = Restored;

    fn run(self, sql: &impl Sql) -> Result<Restored, Failure> {
        sql.atomically(|| {
            let mint = Mint::new(self.entropy);
            let mut restored = match self.undo {
                Undo::Forgetting => take_back(sql, &self.memory_id, mint)?,
                Undo::Edit { since } => undo_edit(sql, &self.memory_id, since, mint)?,
            };
            restored.next_fade_at = next_fade_at(sql)?;
            Ok(restored)
        })
    }
}

/// Brings back what was forgotten, as if it never had been.
fn take_back(sql: &impl Sql, id: &MemoryId, mut mint: Mint) -> Result<Restored, Failure> {
    let pieces = setting_aside::pieces(sql, id)?;
    setting_aside::drop_pieces(sql, id)?;
    let mut calls = BTreeSet::new();
    let mut topics = BTreeSet::new();
    for piece in &pieces {
        match piece {
            Piece::Evidence {
                row,
                kind,
                operation,
            } => {
                sql.run(
                    "UPDATE evidence SET kind = ?, operation = ? WHERE row = ?",
                    parameters![kind.as_str(), to_json(operation)?, *row],
                )?;
                match operation {
                    Operation::Storyline { topic, .. } => {
                        topics.insert(topic.clone());
                    }
                    Operation::Learn { key, .. } => procedures::settle(sql, key)?,
                    Operation::Claim { .. } | Operation::Retract { .. } => {}
                }
            }
            Piece::Turn {
                call_id,
                index,
                text,
            }
            | Piece::Hidden {
                call_id,
                index,
                text,
            } => past::put_text(sql, call_id, *index, text)?,
            Piece::Gist { call_id, gist } => {
                past::put_episode(sql, call_id, gist.clone())?;
                calls.insert(call_id.clone());
            }
            Piece::Memory {
                slot,
                likeness,
                memory,
                ..
            } => {
                // What is taken back keeps its place: no export that tells of it does it again.
                sql.run(
                    "UPDATE evidence SET kind = 'void', outcome = NULL
                     WHERE slot = ? AND likeness = ? AND kind = 'forget' AND outcome = ?",
                    parameters![
                        slot.as_str(),
                        likeness.as_str(),
                        told_forgotten(&memory.id)?
                    ],
                )?;
                rows::put_memory(sql, slot, likeness, memory)?;
            }
            Piece::Storyline { .. } | Piece::Telling(_) | Piece::Late(_) => {}
        }
    }
    for topic in topics {
        let before = pieces.iter().find_map(|piece| match piece {
            Piece::Storyline { topic: of, id } if *of == topic => Some(id),
            _ => None,
        });
        storylines::settle_as(sql, &mut mint, &topic, before)?;
    }
    let mut own = None;
    for piece in &pieces {
        if let Piece::Memory {
            slot,
            likeness,
            touched,
            memory,
        } = piece
        {
            let single = is_single(&memory.attribute);
            // What was read since may have ended others too.
            let ended = evidence::ended_by(sql, slot, likeness)?;
            let touched: Vec<&str> = touched.iter().chain(&ended).map(String::as_str).collect();
            let settled = settle(sql, &mut mint, slot, single, Some(&touched))?;
            let mut settled = settled.into_iter();
            if memory.id == *id {
                let of_it = settled.find(|settled| settled.likeness == *likeness);
                own = of_it.and_then(|settled| settled.after);
            }
        }
    }
    // What others that are forgotten have in common with it stays forgotten.
    for other in setting_aside::memories(sql)? {
        forget_anew(sql, &other)?;
    }
    let memory = match own {
        Some(memory) => memory,
        // It stands already: whoever asked may not have been told.
        None => {
            let held = found(sql, id)?;
            calls.extend(tellings(sql, &held)?.into_keys().flatten());
            held.memory
        }
    };
    Ok(Restored {
        memory,
        gists: gists(sql, calls)?,
        gone: Vec::new(),
        next_fade_at: None,
    })
}

fn gists(sql: &impl Sql, calls: BTreeSet<CallId>) -> Result<Vec<(CallId, Gist)>, Failure> {
    let mut gists = Vec::new();
    for call in calls {
        if let Some(gist) = past::gist(sql, &call)? {
            gists.push((call, gist));
        }
    }
    Ok(gists)
}

fn found(sql: &impl Sql, id: &MemoryId) -> Result<Held, Failure> {
    Held::find(sql, id)?.ok_or_else(|| Failure::not_found("the memory"))
}

/// Takes back what the user's hand said last in its place.
fn undo_edit(
    sql: &impl Sql,
    id: &MemoryId,
    since: Timestamp,
    mut mint: Mint,
) -> Result<Restored, Failure> {
    #[derive(Deserialize)]
    struct Said {
        row: i64,
        at: Timestamp,
    }
    let held = found(sql, id)?;
    let after = match (&held.memory.superseded_by, holds(&held.memory)) {
        (_, true) => None,
        (Some(successor), false) => Held::find(sql, successor)?,
        (None, false) => None,
    };
    let unchanged = |memory: Memory| Restored {
        memory,
        gists: Vec::new(),
        gone: Vec::new(),
        next_fade_at: None,
    };
    let in_its_place = match &after {
        Some(after) if holds(&after.memory) => after,
        Some(_) => {
            let why = "It was changed again since. Restore what came after it first.";
            return Err(Failure::conflict(why));
        }
        None if holds(&held.memory) => &held,
        None => return Err(too_late()),
    };
    // Of one that holds, what it was said to be before must be left.
    let said: Option<Said> = sql.row(
        "SELECT row, at FROM evidence AS said
         WHERE slot = ?1 AND likeness = ?2 AND kind = 'claim' AND call_id IS NULL AND at > ?3
           AND (?4 = 0 OR EXISTS (SELECT 1 FROM evidence AS before
             WHERE before.slot = ?1 AND before.likeness = ?2 AND before.kind = 'claim'
               AND before.row < said.row))
         ORDER BY at DESC, row DESC LIMIT 1",
        parameters![
            held.slot.as_str(),
            in_its_place.likeness.as_str(),
            since,
            after.is_none()
        ],
    )?;
    let Some(said) = said else {
        return match after {
            None => Ok(unchanged(held.memory)),
            Some(_) => Err(too_late()),
        };
    };
    for (row, operation) in evidence_where(sql, "row = ?", parameters![said.row])? {
        silence_evidence(sql, None, &row, &operation)?;
    }
    if after.is_some() {
        sql.run(
            "UPDATE evidence SET kind = 'void'
             WHERE slot = ? AND likeness = ? AND kind IN ('pin', 'unpin')
               AND call_id IS NULL AND at >= ?",
            parameters![held.slot.as_str(), in_its_place.likeness.as_str(), said.at],
        )?;
    }
    let touched = [held.likeness.as_str(), in_its_place.likeness.as_str()];
    let single = is_single(&held.memory.attribute);
    let settled = settle(sql, &mut mint, &held.slot, single, Some(&touched))?;
    let gone = settled.iter().filter(|settled| settled.after.is_none());
    let gone = gone.filter_map(|settled| settled.before.as_ref());
    let gone = gone.map(|memory| memory.id.clone()).collect();
    let memory = found(sql, id)?.memory;
    if !holds(&memory) {
        let why = "Something that was said since stands in its place.";
        return Err(Failure::conflict(why));
    }
    Ok(Restored {
        gone,
        ..unchanged(memory)
    })
}

fn too_late() -> Failure {
    Failure::conflict("What is done to a memory can be taken back for an hour.")
}
