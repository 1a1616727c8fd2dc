//! Letting go for good of a memory that was forgotten. What others that are set aside have in common with it
//! goes, too: whoever restores one of them does not get back its words.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::derived::is_derived;
use super::evidence::Kind;
use super::forgetting::{self, Forgetting, evidence_of, evidence_where, told_forgotten};
use super::setting_aside::{self, Lying, Piece};
use crate::failure::Failure;
use crate::ids::MemoryId;
use crate::memory::command::{Command, LetGo};
use crate::memory::operation::Operation;
use crate::memory::telling::Telling;
use crate::parameters;
use crate::sql::Sql;

impl Command for LetGo {
    const NAME: &'static str = "let_go";
    type Answer = bool;

    fn run(self, sql: &impl Sql) -> Result<bool, Failure> {
        sql.atomically(|| {
            let mut pieces = setting_aside::pieces(sql, &self.memory_id)?;
            let is_all = setting_aside::telling(&pieces) == self.told;
            if is_all {
                setting_aside::drop_pieces(sql, &self.memory_id)?;
                if let Some(forgetting) = Forgetting::of(sql, &self.memory_id, &self.memory_id)? {
                    take_out_of_others(sql, &forgetting, &pieces, &self.told)?;
                }
                // A turn that nothing which was read tells it in stays, as in the transcript.
                pieces.retain(|piece| !piece.is_told(&self.told));
                forgetting::unhide(sql, &pieces)?;
            }
            Ok(is_all)
        })
    }
}

fn take_out_of_others(
    sql: &impl Sql,
    forgetting: &Forgetting,
    pieces: &[Piece],
    told: &Telling,
) -> Result<(), Failure> {
    // The evidence that holds its words; true where it is about it, false where it is what another ended.
    let mut holding = BTreeMap::new();
    for (slot, likeness) in places(sql, &forgetting.aside, pieces)? {
        for (row, _) in evidence_of(sql, &slot, &likeness)? {
            if forgetting.comes_after(&row) {
                holding.insert(row.row, row.likeness.as_deref() == Some(&likeness));
            }
        }
    }
    for Lying { row: at, piece, .. } in setting_aside::all(sql)? {
        let rest = match piece.clone() {
            Piece::Gist { call_id, gist } if told.calls().contains(&call_id) => Some(Piece::Gist {
                call_id,
                gist: told.without(gist),
            }),
            // Where it is not set aside any more, it stays as it lies there: without words.
            Piece::Evidence { row, .. } if holding.get(&row) == Some(&true) => None,
            Piece::Evidence {
                row,
                kind,
                operation: Operation::Claim { turn, mut claim },
            } if holding.contains_key(&row) => {
                claim.replaces = None;
                Some(Piece::Evidence {
                    row,
                    kind,
                    operation: Operation::Claim { turn, claim },
                })
            }
            Piece::Evidence {
                row,
                kind,
                operation,
            } if is_made_of_it(sql, forgetting, told, row, &kind, &operation)? => None,
            other => (!other.is_told(told)).then_some(other),
        };
        if rest.as_ref() != Some(&piece) {
            setting_aside::change(sql, at, rest.as_ref())?;
        }
    }
    Ok(())
}

/// Whether that evidence, as it was before it was set aside, was made of what tells it.
fn is_made_of_it(
    sql: &impl Sql,
    forgetting: &Forgetting,
    told: &Telling,
    row: i64,
    kind: &str,
    operation: &Operation,
) -> Result<bool, Failure> {
    let is_memorys = [Kind::Claim, Kind::Retract]
        .iter()
        .any(|of| of.as_str() == kind);
    let lies = evidence_where(sql, "row = ?", parameters![row])?;
    let mut lies = lies.iter().filter(|(row, _)| forgetting.comes_after(row));
    Ok(!is_memorys && lies.any(|(row, _)| is_derived(row, operation, told)))
}

/// Where a memory, and what it was before it was put in other words, is held.
fn places(
    sql: &impl Sql,
    id: &MemoryId,
    pieces: &[Piece],
) -> Result<BTreeSet<(String, String)>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        slot: String,
        likeness: String,
    }
    let own: Option<Row> = sql.row(
        "SELECT slot, likeness FROM evidence WHERE kind = 'forget' AND outcome = ?",
        parameters![told_forgotten(id)?],
    )?;
    let before = pieces.iter().filter_map(|piece| match piece {
        Piece::Memory { slot, likeness, .. } => Some((slot.clone(), likeness.clone())),
        _ => None,
    });
    Ok(own
        .map(|row| (row.slot, row.likeness))
        .into_iter()
        .chain(before)
        .collect())
}
