//! What each text means: a vector for each row, packed into blocks. A turn's is its own and, less,
//! its neighbours', since what was meant is often said by the other one. No vector is all zeros, so
//! zeros stand for none.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::Deserialize;

use super::MEANT;
use crate::embedding::{DIMENSIONS, Embedder, Vector};
use crate::failure::Failure;
use crate::ids::CallId;
use crate::memory::actor::rows::to_json;
use crate::parameters;
use crate::recall::likeness::Likenesses;
use crate::recall::turns::NEIGHBOUR;
use crate::recall::words::gist;
use crate::sql::{Bytes, Held, Sql, SqlError};

/// Rows of a table that share a block of vectors.
const BLOCK: i64 = 512;
/// Rows that are embedded at once, and with one command; and how much of a text is, in characters:
/// what it means is said by then.
const BATCH: u32 = 500;
const MOST_BATCHES: usize = 40;
const LONGEST: u32 = 10_000;

const TURNS: &str = "turns";

/// Embeds what has been put since this was last done. What is left after so many is done next time.
pub fn embed(sql: &impl Sql, embedder: &Embedder) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Pending {
        kind: String,
    }
    let kinds: Vec<Pending> = sql.rows("SELECT DISTINCT kind FROM unembedded", &[])?;
    for Pending { kind } in kinds {
        let Some((table, text)) = MEANT.into_iter().find(|(table, _)| *table == kind) else {
            continue;
        };
        for _ in 0..MOST_BATCHES {
            if !sql.atomically(|| embed_some(sql, embedder, table, text))? {
                break;
            }
        }
    }
    Ok(())
}

/// Answers whether there was any.
fn embed_some(
    sql: &impl Sql,
    embedder: &Embedder,
    table: &str,
    text: &str,
) -> Result<bool, Failure> {
    let rows = pending(sql, table)?;
    if rows.is_empty() {
        return Ok(false);
    }
    let vectors = if table == TURNS {
        turns(sql, embedder, &rows)?
    } else {
        texts(sql, embedder, table, text, &rows)?
    };
    put(sql, table, &vectors)?;
    sql.run(
        "DELETE FROM unembedded WHERE kind = ?
             AND row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))",
        parameters![table, to_json(&rows)?],
    )?;
    Ok(true)
}

#[derive(Deserialize)]
struct Numbered {
    row: i64,
}

fn pending(sql: &impl Sql, table: &str) -> Result<Vec<i64>, SqlError> {
    let rows: Vec<Numbered> = sql.rows(
        &format!("SELECT row FROM unembedded WHERE kind = ? ORDER BY row LIMIT {BATCH}"),
        parameters![table],
    )?;
    Ok(rows.into_iter().map(|numbered| numbered.row).collect())
}

/// Of some rows; none where a text means nothing.
type Embedded = BTreeMap<i64, Option<Vector>>;

fn texts(
    sql: &impl Sql,
    embedder: &Embedder,
    table: &str,
    text: &str,
    rows: &[i64],
) -> Result<Embedded, Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        text: String,
    }
    let found: Vec<Row> = sql.rows(
        &format!(
            "SELECT row, substr({text}, 1, {LONGEST}) AS text FROM {table}
             WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))"
        ),
        parameters![to_json(&rows)?],
    )?;
    let mut vectors: Embedded = rows.iter().map(|row| (*row, None)).collect();
    for row in found {
        vectors.insert(row.row, embedder.embed(&gist(&row.text)));
    }
    Ok(vectors)
}

/// The vectors of these turns and their neighbours, which have a share in each other's.
fn turns(sql: &impl Sql, embedder: &Embedder, rows: &[i64]) -> Result<Embedded, Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        call_id: CallId,
        text: String,
    }
    let around = |row: &i64| [row - 1, *row, row + 1];
    let touched: BTreeSet<i64> = rows.iter().flat_map(around).collect();
    let read: BTreeSet<i64> = touched.iter().flat_map(around).collect();
    let found: Vec<Row> = sql.rows(
        &format!(
            "SELECT row, call_id, substr(text, 1, {LONGEST}) AS text FROM turns
             WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))"
        ),
        parameters![to_json(&read)?],
    )?;
    let own: BTreeMap<i64, (CallId, Option<Vector>)> = found
        .into_iter()
        .map(|row| (row.row, (row.call_id, embedder.embed(&gist(&row.text)))))
        .collect();
    let with_neighbours = |row: i64| {
        let (call_id, Some(vector)) = own.get(&row)? else {
            return None;
        };
        let mut sum = [0.0; DIMENSIONS];
        vector.add_to(&mut sum, 1.0);
        for (other_call, other) in [row - 1, row + 1].iter().filter_map(|row| own.get(row)) {
            if let Some(other) = other.as_ref().filter(|_| other_call == call_id) {
                other.add_to(&mut sum, NEIGHBOUR);
            }
        }
        Vector::towards(&sum)
    };
    Ok(touched
        .into_iter()
        .filter(|row| *row >= 0)
        .map(|row| (row, with_neighbours(row)))
        .collect())
}

/// Takes out the vectors of texts that have changed or are no more. The neighbours of a turn have a
/// share of its meaning: theirs go too, until they are embedded again.
pub fn clear(sql: &impl Sql) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Stale {
        kind: String,
        row: i64,
    }
    sql.run(
        "INSERT INTO unembedded (kind, row, had)
         SELECT 'turns', turns.row, 1 FROM unembedded
         JOIN turns ON turns.row IN (unembedded.row - 1, unembedded.row + 1)
         WHERE kind = 'turns' AND had = 1
         ON CONFLICT (kind, row) DO UPDATE SET had = 1",
        &[],
    )?;
    let stale: Vec<Stale> = sql.rows(
        "SELECT kind, row FROM unembedded WHERE had = 1 ORDER BY kind, row",
        &[],
    )?;
    for of_kind in stale.chunk_by(|one, other| one.kind == other.kind) {
        let none: Embedded = of_kind.iter().map(|stale| (stale.row, None)).collect();
        if let Some((table, _)) = MEANT
            .iter()
            .find(|(table, _)| of_kind.first().is_some_and(|stale| stale.kind == *table))
        {
            put(sql, table, &none)?;
            sql.run(
                &format!(
                    "DELETE FROM unembedded WHERE kind = ? AND had = 1
                         AND NOT EXISTS (SELECT 1 FROM {table} WHERE {table}.row = unembedded.row)"
                ),
                parameters![*table],
            )?;
        }
    }
    sql.run("UPDATE unembedded SET had = 0 WHERE had = 1", &[])?;
    Ok(())
}

fn put(sql: &impl Sql, table: &str, vectors: &Embedded) -> Result<(), SqlError> {
    #[derive(Deserialize)]
    struct Row {
        vectors: Bytes,
    }
    let rows: Vec<(&i64, &Option<Vector>)> = vectors.iter().collect();
    for of_block in rows.chunk_by(|one, other| one.0.div_euclid(BLOCK) == other.0.div_euclid(BLOCK))
    {
        let Some(block) = of_block.first().map(|(row, _)| row.div_euclid(BLOCK)) else {
            continue;
        };
        let held: Option<Row> = sql.row(
            "SELECT vectors FROM vectors WHERE kind = ? AND block = ?",
            parameters![table, block],
        )?;
        let before = held.map(|row| row.vectors.0).unwrap_or_default();
        let mut packed = before.clone();
        for (row, vector) in of_block {
            let start = row.rem_euclid(BLOCK) as usize * DIMENSIONS;
            let end = start + DIMENSIONS;
            if packed.len() < end && vector.is_some() {
                packed.resize(end, 0);
            }
            if let Some(slot) = packed.get_mut(start..end) {
                slot.copy_from_slice(&vector.map_or([0; DIMENSIONS], |vector| vector.bytes()));
            }
        }
        if packed.iter().all(|byte| *byte == 0) {
            // Of rows that are no more, so that numbers which run on cost nothing.
            sql.run(
                "DELETE FROM vectors WHERE kind = ? AND block = ?",
                parameters![table, block],
            )?;
            let_go(sql, table);
        } else if packed != before {
            sql.run(
                "INSERT INTO vectors (kind, block, vectors) VALUES (?, ?, ?)
                 ON CONFLICT (kind, block) DO UPDATE SET vectors = excluded.vectors",
                parameters![table, block, packed],
            )?;
            let_go(sql, table);
        }
    }
    Ok(())
}

/// All vectors of a table, block by block.
struct Vectors(Vec<(i64, Vec<u8>)>);

impl Held for Vectors {
    fn bytes(&self) -> usize {
        self.0.iter().map(|(_, vectors)| vectors.len()).sum()
    }
}

fn vectors(sql: &impl Sql, table: &str) -> Result<Rc<Vectors>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        block: i64,
        vectors: Bytes,
    }
    sql.held(&held(table), || {
        let found: Vec<Row> = sql.rows(
            "SELECT block, vectors FROM vectors WHERE kind = ? ORDER BY block",
            parameters![table],
        )?;
        let blocks = found.into_iter().map(|row| (row.block, row.vectors.0));
        Ok(Vectors(blocks.collect()))
    })
}

/// Under what name a table's vectors are held.
fn held(table: &str) -> String {
    format!("vectors of {table}")
}

/// How like something the rows of a table are.
pub fn likenesses(sql: &impl Sql, table: &str, meaning: &Vector) -> Result<Likenesses, SqlError> {
    let vectors = vectors(sql, table)?;
    let blocks = vectors.0.iter().map(|(block, vectors)| {
        let (vectors, _) = vectors.as_chunks();
        let likenesses = vectors.iter().map(|vector| meaning.likeness(vector));
        (block.saturating_mul(BLOCK), likenesses.collect())
    });
    Ok(Likenesses::new(blocks.collect()))
}

pub fn let_go(sql: &impl Sql, table: &str) {
    sql.let_go(&held(table));
}
