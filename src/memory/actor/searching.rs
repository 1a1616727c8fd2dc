//! Recall: memories, episodes and turns that answer a question, found by words next to the rows.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::rows::{EPISODE, EpisodeRow, MEMORY, MemoryRow, TURN, TurnRow, list, word};
use crate::call::Speaker;
use crate::failure::Failure;
use crate::memory::Memory;
use crate::memory::attribute::is_lasting;
use crate::memory::command::{Command, Hits, Recall, Scope};
use crate::memory::episode::Episode;
use crate::memory::hit::{Hit, What};
use crate::memory::strength::{stability, strength};
use crate::parameters;
use crate::recall::score::{Candidate, Kind, best, normalised};
use crate::recall::words::match_any;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

/// Rows of each kind that are weighed.
const CANDIDATES: u32 = 60;
const MOST_HITS: u32 = 100;
/// Days until a call's strength has fallen to 0.9.
const CALL_STABILITY_DAYS: f64 = 4.0;

impl Command for Recall {
    const NAME: &'static str = "recall";
    type Answer = Hits;

    fn run(self, sql: &impl Sql) -> Result<Hits, Failure> {
        let Some(query) = match_any(&self.query) else {
            return Ok(Vec::new());
        };
        let mut candidates = memories(sql, &query, self.scope, self.now)?;
        let lifts = lifts(sql, &candidates)?;
        candidates.extend(turns(sql, &query, self.scope, self.now, &lifts)?);
        candidates.extend(episodes(sql, &query, self.now)?);
        let chosen = best(candidates, self.limit.min(MOST_HITS) as usize);
        Ok(fetch(sql, chosen)?)
    }
}

/// Where a hit stands.
#[derive(Debug, Clone, Copy)]
enum At {
    Memory(i64),
    Episode(i64),
    Turn(i64),
}

fn memories(
    sql: &impl Sql,
    query: &str,
    scope: Scope,
    now: Timestamp,
) -> Result<Vec<Candidate<At>>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        content: String,
        attribute: String,
        pinned: u8,
        stability: f64,
        last_mentioned_at: Timestamp,
        score: f64,
    }
    let visible = match scope {
        Scope::Call => "state IN ('current', 'faded', 'archived') AND sensitive = 0",
        Scope::Owner => "state <> 'retracted'",
    };
    let rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT memories.row, memories.content, attribute, pinned, stability,
                 last_mentioned_at, -bm25(memories_words) AS score
             FROM memories_words JOIN memories ON memories.row = memories_words.rowid
             WHERE memories_words MATCH ? AND {visible}
             ORDER BY score DESC, memories.row LIMIT {CANDIDATES}"
        ),
        parameters![query],
    )?;
    let scores: Vec<f64> = rows.iter().map(|row| row.score).collect();
    Ok(rows
        .into_iter()
        .zip(normalised(&scores))
        .map(|(row, words)| Candidate {
            what: At::Memory(row.row),
            kind: Kind::Memory,
            words,
            lift: 0.0,
            strength: if row.pinned != 0 || is_lasting(&row.attribute) {
                1.0
            } else {
                strength(row.stability, now.days_since(row.last_mentioned_at))
            },
            text: row.content,
        })
        .collect())
}

/// The turns that the memories found were said in, with the best of those memories' scores.
fn lifts(sql: &impl Sql, memories: &[Candidate<At>]) -> Result<BTreeMap<i64, f64>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        memory: i64,
        turn: i64,
    }
    let words: BTreeMap<i64, f64> = memories
        .iter()
        .filter_map(|candidate| match candidate.what {
            At::Memory(row) => Some((row, candidate.words)),
            _ => None,
        })
        .collect();
    let rows: Vec<Row> = sql.rows(
        "SELECT memories.row AS memory, turns.row AS turn
         FROM memories
         JOIN evidence ON evidence.slot = memories.slot
             AND evidence.likeness = memories.likeness AND evidence.kind = 'claim'
         JOIN turns ON turns.call_id = evidence.call_id AND turns.idx = evidence.turn
         WHERE memories.row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))",
        parameters![row_list(words.keys().copied())],
    )?;
    let mut lifts = BTreeMap::new();
    for row in rows {
        let words = words.get(&row.memory).copied().unwrap_or(0.0);
        let lift = lifts.entry(row.turn).or_insert(words);
        *lift = lift.max(words);
    }
    Ok(lifts)
}

fn turns(
    sql: &impl Sql,
    query: &str,
    scope: Scope,
    now: Timestamp,
    lifts: &BTreeMap<i64, f64>,
) -> Result<Vec<Candidate<At>>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        speaker: String,
        text: String,
        at: Timestamp,
        score: f64,
    }
    // What a hidden memory was told with is hidden too.
    let visible = match scope {
        Scope::Call => {
            "NOT EXISTS (
                SELECT 1 FROM evidence
                JOIN memories ON memories.slot = evidence.slot
                    AND memories.likeness = evidence.likeness
                WHERE evidence.call_id = turns.call_id AND evidence.turn = turns.idx
                    AND evidence.kind = 'claim'
                    AND (memories.sensitive = 1 OR memories.state = 'retracted'))"
        }
        Scope::Owner => "1",
    };
    let mut rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT turns.row, speaker, turns.text, at, -bm25(turns_words) AS score
             FROM turns_words JOIN turns ON turns.row = turns_words.rowid
             WHERE turns_words MATCH ? AND {visible}
             ORDER BY score DESC, turns.row LIMIT {CANDIDATES}"
        ),
        parameters![query],
    )?;
    let matched: BTreeSet<i64> = rows.iter().map(|row| row.row).collect();
    let pointed_at = lifts.keys().copied().filter(|row| !matched.contains(row));
    let pointed_at: Vec<Row> = sql.rows(
        &format!(
            "SELECT row, speaker, text, at, 0.0 AS score FROM turns
             WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
                 AND text <> '' AND {visible}
             LIMIT {CANDIDATES}"
        ),
        parameters![row_list(pointed_at)],
    )?;
    rows.extend(pointed_at);
    let scores: Vec<f64> = rows.iter().map(|row| row.score).collect();
    rows.into_iter()
        .zip(normalised(&scores))
        .map(|(row, words)| {
            Ok(Candidate {
                what: At::Turn(row.row),
                kind: Kind::Turn(word::<Speaker>(&row.speaker)?),
                words,
                lift: lifts.get(&row.row).copied().unwrap_or(0.0),
                strength: call_strength(now, row.at),
                text: row.text,
            })
        })
        .collect()
}

fn episodes(sql: &impl Sql, query: &str, now: Timestamp) -> Result<Vec<Candidate<At>>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        summary: String,
        started_at: Timestamp,
        score: f64,
    }
    let rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT episodes.row, episodes.summary, calls.started_at,
                 -bm25(episodes_words) AS score
             FROM episodes_words
             JOIN episodes ON episodes.row = episodes_words.rowid
             JOIN calls ON calls.call_id = episodes.call_id
             WHERE episodes_words MATCH ?
             ORDER BY score DESC, episodes.row LIMIT {CANDIDATES}"
        ),
        parameters![query],
    )?;
    let scores: Vec<f64> = rows.iter().map(|row| row.score).collect();
    Ok(rows
        .into_iter()
        .zip(normalised(&scores))
        .map(|(row, words)| Candidate {
            what: At::Episode(row.row),
            kind: Kind::Episode,
            words,
            lift: 0.0,
            strength: call_strength(now, row.started_at),
            text: row.summary,
        })
        .collect())
}

fn call_strength(now: Timestamp, at: Timestamp) -> f64 {
    strength(stability(CALL_STABILITY_DAYS, 0.0, 0), now.days_since(at))
}

/// Reads the rows that were chosen, in their order.
fn fetch(sql: &impl Sql, chosen: Vec<(At, f64)>) -> Result<Hits, SqlError> {
    let mut hits = Vec::new();
    for (at, score) in chosen {
        hits.extend(read(sql, at)?.map(|what| Hit { what, score }));
    }
    Ok(hits)
}

fn read(sql: &impl Sql, at: At) -> Result<Option<What>, SqlError> {
    Ok(match at {
        At::Memory(row) => {
            let found: Option<MemoryRow> = sql.row(
                &format!("SELECT {MEMORY} FROM memories WHERE row = ?"),
                parameters![row],
            )?;
            let memory: Option<Memory> = found.map(MemoryRow::memory).transpose()?;
            memory.map(What::Memory)
        }
        At::Episode(row) => {
            let found: Option<EpisodeRow> = sql.row(
                &format!(
                    "SELECT {EPISODE} FROM episodes
                     JOIN calls ON calls.call_id = episodes.call_id WHERE episodes.row = ?"
                ),
                parameters![row],
            )?;
            let episode: Option<Episode> = found.map(EpisodeRow::episode).transpose()?;
            episode.map(What::Episode)
        }
        At::Turn(row) => {
            let found: Option<TurnRow> = sql.row(
                &format!("SELECT {TURN} FROM turns WHERE row = ?"),
                parameters![row],
            )?;
            match found {
                Some(found) => Some(What::Turn {
                    call_id: found.call_id.clone(),
                    turn: found.turn()?,
                }),
                None => None,
            }
        }
    })
}

fn row_list(rows: impl Iterator<Item = i64>) -> String {
    let rows: Vec<String> = rows.map(|row| row.to_string()).collect();
    list(rows.iter().map(String::as_str))
}
