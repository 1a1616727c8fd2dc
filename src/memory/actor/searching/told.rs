//! What memories and the turns that told them are to each other: the memory lifts the turn, and comes
//! after it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::At;
use crate::failure::Failure;
use crate::memory::actor::rows::to_json;
use crate::parameters;
use crate::recall::score::Candidate;
use crate::sql::Sql;

/// In which turns memories that were found were told.
pub struct Told(Vec<Telling>);

#[derive(Deserialize)]
struct Telling {
    memory: i64,
    turn: i64,
    /// The memory's.
    #[serde(skip)]
    relevance: f64,
}

impl Told {
    pub fn of(sql: &impl Sql, memories: &[Candidate<At>]) -> Result<Self, Failure> {
        let relevance: BTreeMap<i64, f64> = memories
            .iter()
            .filter_map(|candidate| match candidate.what {
                At::Memory(row) => Some((row, candidate.parts.relevance())),
                _ => None,
            })
            .collect();
        let mut tellings: Vec<Telling> = sql.rows(
            "SELECT memories.row AS memory, turns.row AS turn
             FROM memories
             JOIN evidence ON evidence.slot = memories.slot
                 AND evidence.likeness = memories.likeness AND evidence.kind = 'claim'
             JOIN turns ON turns.call_id = evidence.call_id AND turns.idx = evidence.turn
             WHERE memories.row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))",
            parameters![to_json(&relevance.keys().collect::<Vec<_>>())?],
        )?;
        for telling in &mut tellings {
            telling.relevance = relevance.get(&telling.memory).copied().unwrap_or(0.0);
        }
        Ok(Self(tellings))
    }

    /// The turns, each with the best of its memories' relevance.
    pub fn lifts(&self) -> BTreeMap<i64, f64> {
        let mut lifts = BTreeMap::new();
        for telling in &self.0 {
            let lift = lifts.entry(telling.turn).or_insert(telling.relevance);
            *lift = telling.relevance.max(*lift);
        }
        lifts
    }

    /// Has memories come after the turns that told them, where these were found by what they say.
    pub fn hold_back(&self, memories: &mut [Candidate<At>], turns: &[Candidate<At>]) {
        let scores: BTreeMap<i64, f64> = turns
            .iter()
            .filter(|candidate| candidate.parts.words + candidate.parts.meaning > 0.0)
            .filter_map(|candidate| match candidate.what {
                At::Turn(row) => Some((row, candidate.score())),
                _ => None,
            })
            .collect();
        let mut most: BTreeMap<i64, f64> = BTreeMap::new();
        for telling in &self.0 {
            if let Some(score) = scores.get(&telling.turn) {
                let most = most.entry(telling.memory).or_insert(*score);
                *most = score.max(*most);
            }
        }
        for candidate in memories {
            if let At::Memory(row) = candidate.what {
                candidate.at_most = most.get(&row).copied();
            }
        }
    }
}
