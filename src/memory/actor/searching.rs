//! Recall: memories, episodes and turns that answer a question, in one order.

mod told;

use std::collections::BTreeMap;
use std::mem;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::index;
use super::matching::{Among, Match, matches};
use super::rows::{EPISODE, EpisodeRow, MEMORY, MemoryRow, TURN, TurnRow, to_json};
use crate::failure::Failure;
use crate::memory::attribute::is_lasting;
use crate::memory::command::{Command, Hits, Recall, Scope};
use crate::memory::cue::called_to_mind;
use crate::memory::hit::{Hit, What};
use crate::memory::strength::{stability, strength};
use crate::parameters;
use crate::recall::needle::Needle;
use crate::recall::question::Question;
use crate::recall::score::{Candidate, Kind, Parts, Ranked, best};
use crate::recall::turns::Found;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;
use told::Told;

/// Memories and episodes that are weighed for their words.
const CANDIDATES: u32 = 60;
/// Turns that are weighed against memories and episodes.
const TURNS: usize = 250;
/// Memories that come to mind at a word, whatever else is found.
const WARNINGS: u32 = 3;
const MOST_HITS: u32 = 200;
/// The share of an episode's score that it has for being of the time that is asked for.
const IN_WINDOW: f64 = 0.5;
/// Days until a call's strength has fallen to 0.9.
const CALL_STABILITY_DAYS: f64 = 4.0;

impl Command for Recall {
    const NAME: &'static str = "recall";
    type Answer = Hits;
    const BY_MEANING: bool = true;

    fn needle(&mut self) -> Option<&mut Needle> {
        self.query.fall_apart();
        Some(&mut self.query)
    }

    fn run(mut self, sql: &impl Sql) -> Result<Hits, Failure> {
        let parts = mem::take(&mut self.query.parts);
        let mut found = candidates(sql, &self)?;
        // What answers a part well answers the question, however little the rest of it.
        for part in parts {
            self.query = part;
            found.extend(candidates(sql, &self)?);
        }
        let chosen = best(found, self.limit.min(MOST_HITS) as usize);
        fetch(sql, chosen)
    }
}

fn candidates(sql: &impl Sql, recall: &Recall) -> Result<Vec<Candidate<At>>, Failure> {
    let mut memories = memories(sql, recall)?;
    let told = Told::of(sql, &memories)?;
    let mut found = turns(sql, recall, &told.lifts())?;
    told.hold_back(&mut memories, &found);
    found.extend(memories);
    found.extend(episodes(sql, recall)?);
    Ok(found)
}

/// Where a hit stands.
#[derive(Debug, Clone, Copy)]
enum At {
    Memory(i64),
    Episode(i64),
    Turn(i64),
}

/// The rows that were found in a table, for `json_each`.
fn named(found: &BTreeMap<i64, Match>) -> Result<String, Failure> {
    to_json(&found.keys().collect::<Vec<_>>())
}

fn memories(sql: &impl Sql, recall: &Recall) -> Result<Vec<Candidate<At>>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        content: String,
        attribute: String,
        pinned: u8,
        stability: f64,
        last_mentioned_at: Timestamp,
    }
    let among = Among::all(
        "memories",
        match recall.scope {
            Scope::Call => "state IN ('current', 'faded', 'archived') AND sensitive = 0",
            Scope::Owner => "state <> 'retracted'",
        },
        &[],
        CANDIDATES,
    );
    let mut found = matches(sql, &recall.query, &among)?;
    let warnings = warnings(sql, &recall.query.text)?;
    for row in &warnings {
        found.entry(*row).or_default().words = 1.0;
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT row, content, attribute, pinned, stability, last_mentioned_at FROM memories
         WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))",
        parameters![named(&found)?],
    )?;
    let candidates = rows.into_iter().map(|row| {
        let Match { words, meaning, .. } = found.get(&row.row).copied().unwrap_or_default();
        let left = if row.pinned != 0 || is_lasting(&row.attribute) {
            1.0
        } else {
            strength(row.stability, recall.now.days_since(row.last_mentioned_at))
        };
        Candidate {
            what: At::Memory(row.row),
            kind: if warnings.contains(&row.row) {
                Kind::Warning
            } else {
                Kind::Memory
            },
            parts: Parts::of_match(words, meaning, left),
            at_most: None,
            text: row.content,
        }
    });
    Ok(candidates.collect())
}

/// Memories that must come to mind at the question, the gravest first.
fn warnings(sql: &impl Sql, question: &str) -> Result<Vec<i64>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
    }
    let attributes = called_to_mind(question);
    if attributes.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT row FROM memories WHERE state = 'current' AND sensitive = 0
                 AND attribute IN (SELECT value FROM json_each(?))
             ORDER BY importance DESC, row LIMIT {WARNINGS}"
        ),
        parameters![to_json(&attributes)?],
    )?;
    Ok(rows.into_iter().map(|row| row.row).collect())
}

fn turns(
    sql: &impl Sql,
    recall: &Recall,
    lifts: &BTreeMap<i64, f64>,
) -> Result<Vec<Candidate<At>>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        text: String,
        at: Timestamp,
    }
    let question = Question::read(&recall.query.text, &recall.names);
    let found = index::weigh(
        sql,
        &recall.query,
        &question,
        recall.window,
        &recall.weights,
        TURNS,
    )?;
    let mut found: BTreeMap<i64, Option<Found>> = found
        .into_iter()
        .map(|turn| (turn.row, Some(turn)))
        .collect();
    for row in lifts.keys() {
        found.entry(*row).or_default();
    }
    // What a hidden memory was told with is hidden too.
    let visible = match recall.scope {
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
    let rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT row, text, at FROM turns
             WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
                 AND text <> '' AND {visible}"
        ),
        parameters![to_json(&found.keys().collect::<Vec<_>>())?],
    )?;
    let candidates = rows.into_iter().map(|row| {
        let found = found.get(&row.row).copied().flatten();
        let share = |part: fn(&Found) -> f32| found.as_ref().map_or(0.0, |it| f64::from(part(it)));
        let parts = Parts {
            words: share(|found| found.words),
            meaning: share(|found| found.meaning),
            manner: share(|found| found.manner),
            lift: 0.0,
            strength: call_strength(recall.now, row.at),
        };
        Candidate {
            what: At::Turn(row.row),
            kind: Kind::Turn,
            parts: parts.lifted(lifts.get(&row.row).copied().unwrap_or(0.0)),
            at_most: None,
            text: row.text,
        }
    });
    Ok(candidates.collect())
}

fn episodes(sql: &impl Sql, recall: &Recall) -> Result<Vec<Candidate<At>>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        summary: String,
        started_at: Timestamp,
    }
    let among = Among::all("episodes", "1", &[], CANDIDATES);
    let found = matches(sql, &recall.query, &among)?;
    let (from, until) = recall
        .window
        .map(|window| (window.from, window.until))
        .unzip();
    let rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT episodes.row, episodes.summary, calls.started_at
             FROM episodes JOIN calls ON calls.call_id = episodes.call_id
             WHERE episodes.row IN (
                 SELECT CAST(value AS INTEGER) FROM json_each(?1)
                 UNION ALL SELECT row FROM (
                     SELECT episodes.row FROM calls
                     JOIN episodes ON episodes.call_id = calls.call_id
                     WHERE started_at >= ?2 AND started_at < ?3
                     ORDER BY started_at DESC LIMIT {CANDIDATES}))"
        ),
        parameters![named(&found)?, from, until],
    )?;
    let candidates = rows.into_iter().map(|row| {
        let Match { words, meaning, .. } = found.get(&row.row).copied().unwrap_or_default();
        let mut parts = Parts::of_match(words, meaning, call_strength(recall.now, row.started_at));
        if recall
            .window
            .is_some_and(|window| window.holds(row.started_at))
        {
            parts.manner = IN_WINDOW;
        }
        Candidate {
            what: At::Episode(row.row),
            kind: Kind::Episode,
            parts,
            at_most: None,
            text: row.summary,
        }
    });
    Ok(candidates.collect())
}

fn call_strength(now: Timestamp, at: Timestamp) -> f64 {
    strength(stability(CALL_STABILITY_DAYS, 0.0, 0), now.days_since(at))
}

/// Reads the rows that were chosen, in their order: a statement for each kind.
fn fetch(sql: &impl Sql, chosen: Vec<Ranked<At>>) -> Result<Hits, Failure> {
    let mut rows: [Vec<i64>; 3] = Default::default();
    let [memories, episodes, turns] = &mut rows;
    for (at, _, _) in &chosen {
        match at {
            At::Memory(row) => memories.push(*row),
            At::Episode(row) => episodes.push(*row),
            At::Turn(row) => turns.push(*row),
        }
    }
    let mut memories = read(
        sql,
        &format!("SELECT row AS place, {MEMORY} FROM memories WHERE row IN"),
        memories,
        |row: MemoryRow| row.memory().map(What::Memory),
    )?;
    let mut episodes = read(
        sql,
        &format!(
            "SELECT episodes.row AS place, {EPISODE} FROM episodes
             JOIN calls ON calls.call_id = episodes.call_id WHERE episodes.row IN"
        ),
        episodes,
        |row: EpisodeRow| row.episode().map(What::Episode),
    )?;
    let mut turns = read(
        sql,
        &format!("SELECT row AS place, {TURN} FROM turns WHERE row IN"),
        turns,
        |row: TurnRow| {
            let call_id = row.call_id.clone();
            row.turn().map(|turn| What::Turn { call_id, turn })
        },
    )?;
    let hits = chosen.into_iter().filter_map(|(at, score, parts)| {
        let what = match at {
            At::Memory(row) => memories.remove(&row),
            At::Episode(row) => episodes.remove(&row),
            At::Turn(row) => turns.remove(&row),
        };
        what.map(|what| Hit { what, score, parts })
    });
    Ok(hits.collect())
}

/// Some rows of a kind, each by its number.
fn read<R: DeserializeOwned>(
    sql: &impl Sql,
    statement: &str,
    rows: &[i64],
    what: impl Fn(R) -> Result<What, SqlError>,
) -> Result<BTreeMap<i64, What>, Failure> {
    #[derive(Deserialize)]
    struct Placed<R> {
        place: i64,
        #[serde(flatten)]
        row: R,
    }
    if rows.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<Placed<R>> = sql.rows(
        &format!("{statement} (SELECT CAST(value AS INTEGER) FROM json_each(?))"),
        parameters![to_json(&rows)?],
    )?;
    let read = rows.into_iter().map(|row| Ok((row.place, what(row.row)?)));
    Ok(read.collect::<Result<_, SqlError>>()?)
}
