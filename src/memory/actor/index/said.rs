//! The words of all turns: in which each comes, block by block (`postings`), and what else a turn is
//! weighed by (`marks`).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::call::Speaker;
use crate::failure::Failure;
use crate::memory::actor::rows::{to_json, word};
use crate::parameters;
use crate::recall::mark::{self, Mark};
use crate::recall::needle::Needle;
use crate::recall::postings::{BLOCK, Postings, place};
use crate::recall::question::Question;
use crate::recall::talk::Talk;
use crate::recall::turns::{Found, Turns, Weights};
use crate::recall::window::Window;
use crate::recall::words::terms;
use crate::sql::{Bytes, Sql, SqlError};

use super::{meaning, modelled};

/// Turns that are taken in at once.
const BATCH: u32 = 250;
/// Bytes, and words, that go into one statement; a parameter holds 2 MB.
const MOST_BYTES: usize = 500_000;
const MOST_WORDS: usize = 2_000;

/// The turns that answer best, the best first.
pub fn weigh(
    sql: &impl Sql,
    needle: &Needle,
    question: &Question,
    window: Option<Window>,
    weights: &Weights,
    limit: usize,
) -> Result<Vec<Found>, Failure> {
    let talk = sql.held(TALK, || Ok(Talk::new(&marks(sql)?)))?;
    let mut turns = Turns::new(&talk);
    count(sql, question, &mut turns)?;
    if let Some(window) = window {
        turns.during(during(sql, window)?);
    }
    if let Some(meaning) = &needle.meaning {
        turns.compare(&meaning::likenesses(sql, "turns", meaning)?);
    }
    if let Some(to_model) = &needle.to_model
        && let Some(modelled) = modelled::likenesses(sql, "turns", to_model)?
    {
        turns.compare_by_model(&modelled);
    }
    Ok(turns.best(question, weights, limit))
}

/// The first and the last row of each call in a window, in order.
fn during(sql: &impl Sql, window: Window) -> Result<Vec<(i64, i64)>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        first: i64,
        last: i64,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT MIN(row) AS first, MAX(row) AS last
         FROM calls JOIN turns ON turns.call_id = calls.call_id
         WHERE started_at >= ? AND started_at < ? GROUP BY calls.call_id ORDER BY first",
        parameters![window.from, window.until],
    )?;
    Ok(rows.into_iter().map(|row| (row.first, row.last)).collect())
}

/// Under what name all turns are held.
const TALK: &str = "talk";

fn marks(sql: &impl Sql) -> Result<Vec<u8>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        block: i64,
        marks: Bytes,
    }
    let rows: Vec<Row> = sql.rows("SELECT block, marks FROM marks ORDER BY block", &[])?;
    let mut all = Vec::new();
    for row in rows {
        all.resize(row.block as usize * BLOCK as usize * mark::SIZE, 0);
        all.extend(row.marks.0);
    }
    Ok(all)
}

fn count(sql: &impl Sql, question: &Question, turns: &mut Turns<'_>) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Row {
        term: String,
        block: i64,
        turns: Bytes,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT term, block, turns FROM postings
         WHERE term IN (SELECT value FROM json_each(?)) ORDER BY term, block",
        parameters![to_json(&question.terms)?],
    )?;
    let of_terms = rows.chunk_by(|one, other| one.term == other.term);
    let words: Vec<Vec<(usize, Postings)>> = of_terms
        .map(|of_term| {
            let blocks = of_term.iter().map(|row| {
                let first = usize::try_from(row.block * BLOCK).unwrap_or(usize::MAX);
                (first, Postings::read(&row.turns.0))
            });
            blocks.collect()
        })
        .collect();
    turns.count(&words);
    Ok(())
}

/// A turn whose words are to be taken in, or out.
#[derive(Deserialize)]
struct Changed {
    row: i64,
    /// What the index has of it.
    was: String,
    /// None where it is no more.
    speaker: Option<String>,
    text: Option<String>,
    begins: u8,
}

pub fn settle(sql: &impl Sql) -> Result<(), Failure> {
    loop {
        let changed: Vec<Changed> = sql.rows(
            &format!(
                "SELECT unindexed.row, was, speaker, text,
                     (SELECT call_id FROM turns AS before WHERE before.row = turns.row - 1)
                         IS NOT turns.call_id AS begins
                 FROM unindexed LEFT JOIN turns ON turns.row = unindexed.row
                 ORDER BY unindexed.row LIMIT {BATCH}"
            ),
            &[],
        )?;
        let Some(last) = changed.last() else {
            return Ok(());
        };
        put_marks(sql, &changed)?;
        put_words(sql, &changed)?;
        sql.run(
            "DELETE FROM unindexed WHERE row <= ?",
            parameters![last.row],
        )?;
    }
}

fn put_marks(sql: &impl Sql, changed: &[Changed]) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Row {
        marks: Bytes,
    }
    for of_block in changed.chunk_by(|one, other| place(one.row).0 == place(other.row).0) {
        let Some(block) = of_block.first().map(|turn| place(turn.row).0) else {
            continue;
        };
        let held: Option<Row> = sql.row(
            "SELECT marks FROM marks WHERE block = ?",
            parameters![block],
        )?;
        let mut marks = held.map(|row| row.marks.0).unwrap_or_default();
        for turn in of_block {
            let mark = match (&turn.speaker, &turn.text) {
                (Some(speaker), Some(text)) => {
                    Mark::of(word::<Speaker>(speaker)?, text, turn.begins != 0)
                }
                _ => Mark::default(),
            };
            let start = usize::from(place(turn.row).1) * mark::SIZE;
            if marks.len() < start + mark::SIZE {
                marks.resize(start + mark::SIZE, 0);
            }
            if let Some(slot) = marks.get_mut(start..start + mark::SIZE) {
                slot.copy_from_slice(&mark.bytes());
            }
        }
        sql.run(
            "INSERT INTO marks (block, marks) VALUES (?, ?)
             ON CONFLICT (block) DO UPDATE SET marks = excluded.marks",
            parameters![block, marks],
        )?;
        let_go(sql);
    }
    Ok(())
}

/// How often a word comes now in each of some turns, by word and block.
type Counts = BTreeMap<(String, i64), Vec<(u16, u8)>>;

fn put_words(sql: &impl Sql, changed: &[Changed]) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Row {
        term: String,
        block: i64,
        turns: Bytes,
    }
    let counts = counts(changed);
    let keys: Vec<&(String, i64)> = counts.keys().collect();
    let mut held: Vec<Row> = Vec::new();
    for keys in keys.chunks(MOST_WORDS) {
        held.extend(sql.rows::<Row>(
            "SELECT term, block, turns FROM json_each(?) AS wanted
             JOIN postings ON term = wanted.value ->> 0 AND block = wanted.value ->> 1",
            parameters![to_json(&keys)?],
        )?);
    }
    let mut held: BTreeMap<(String, i64), Postings> = held
        .into_iter()
        .map(|row| ((row.term, row.block), Postings::read(&row.turns.0)))
        .collect();
    let mut put = Vec::new();
    let mut taken = Vec::new();
    for (key, turns) in &counts {
        let mut postings = held.remove(key).unwrap_or_default();
        for (at, times) in turns {
            postings.set(*at, *times);
        }
        if postings.is_empty() {
            taken.push(key);
        } else {
            put.push((&key.0, key.1, hex(&postings.bytes())));
        }
    }
    // Many to a statement: each statement is a way out of the wasm module and back.
    let mut put = put.into_iter().peekable();
    while put.peek().is_some() {
        let mut length = 0;
        let mut some = Vec::new();
        while let Some(postings) = put.next_if(|_| length < MOST_BYTES) {
            length += postings.0.len() + postings.2.len();
            some.push(postings);
        }
        sql.run(
            "INSERT INTO postings (term, block, turns)
             SELECT value ->> 0, value ->> 1, unhex(value ->> 2) FROM json_each(?) WHERE true
             ON CONFLICT (term, block) DO UPDATE SET turns = excluded.turns",
            parameters![to_json(&some)?],
        )?;
    }
    for taken in taken.chunks(MOST_WORDS) {
        sql.run(
            "DELETE FROM postings WHERE (term, block) IN
                 (SELECT value ->> 0, value ->> 1 FROM json_each(?))",
            parameters![to_json(&taken)?],
        )?;
    }
    Ok(())
}

fn counts(changed: &[Changed]) -> Counts {
    let mut counts = Counts::new();
    for turn in changed {
        let (block, at) = place(turn.row);
        let mut times: BTreeMap<String, u8> = BTreeMap::new();
        for term in terms(&turn.was) {
            times.insert(term, 0);
        }
        for term in terms(turn.text.as_deref().unwrap_or_default()) {
            let count = times.entry(term).or_insert(0);
            *count = count.saturating_add(1);
        }
        for (term, times) in times {
            counts.entry((term, block)).or_default().push((at, times));
        }
    }
    counts
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

pub fn let_go(sql: &impl Sql) {
    sql.let_go(TALK);
}
