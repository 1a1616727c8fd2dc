//! What each text means to the built-in embedder: a vector for each row. A turn's is its own and, less,
//! its neighbours', since what was meant is often said by the other one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::blocks::{self, Layout, Packed};
use super::{MEANT, modelled};
use crate::embedding::{DIMENSIONS, Embedder, Vector};
use crate::failure::Failure;
use crate::ids::CallId;
use crate::memory::actor::rows::to_json;
use crate::parameters;
use crate::recall::likeness::Likenesses;
use crate::recall::turns::NEIGHBOUR;
use crate::recall::words::gist;
use crate::sql::{Sql, SqlError};

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
    blocks::put(sql, &Layout::built_in(), table, &vectors)?;
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

/// As it is packed; empty where a text means nothing.
fn packed(vector: Option<Vector>) -> Vec<u8> {
    vector.map_or_else(Vec::new, |vector| vector.bytes().to_vec())
}

fn texts(
    sql: &impl Sql,
    embedder: &Embedder,
    table: &str,
    text: &str,
    rows: &[i64],
) -> Result<Packed, Failure> {
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
    let mut vectors: Packed = rows.iter().map(|row| (*row, Vec::new())).collect();
    for row in found {
        vectors.insert(row.row, packed(embedder.embed(&gist(&row.text))));
    }
    Ok(vectors)
}

/// The vectors of these turns and their neighbours, which have a share in each other's.
fn turns(sql: &impl Sql, embedder: &Embedder, rows: &[i64]) -> Result<Packed, Failure> {
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
        .map(|row| (row, packed(with_neighbours(row))))
        .collect())
}

/// Takes out the vectors of texts that have changed or are no more, whichever model made them. The
/// neighbours of a turn have a share of its built-in meaning: theirs go too, until they are embedded
/// again.
pub fn clear(sql: &impl Sql) -> Result<(), Failure> {
    for layout in modelled::layouts(sql)? {
        take_out(sql, &layout)?;
    }
    sql.run(
        "INSERT INTO unembedded (kind, row, had)
         SELECT 'turns', turns.row, 1 FROM unembedded
         JOIN turns ON turns.row IN (unembedded.row - 1, unembedded.row + 1)
         WHERE kind = 'turns' AND had = 1
         ON CONFLICT (kind, row) DO UPDATE SET had = 1",
        &[],
    )?;
    take_out(sql, &Layout::built_in())?;
    for (table, _) in MEANT {
        sql.run(
            &format!(
                "DELETE FROM unembedded WHERE kind = ? AND had = 1
                     AND NOT EXISTS (SELECT 1 FROM {table} WHERE {table}.row = unembedded.row)"
            ),
            parameters![table],
        )?;
    }
    sql.run("UPDATE unembedded SET had = 0 WHERE had = 1", &[])?;
    Ok(())
}

fn take_out(sql: &impl Sql, layout: &Layout) -> Result<(), SqlError> {
    #[derive(Deserialize)]
    struct Stale {
        kind: String,
        row: i64,
    }
    let stale: Vec<Stale> = sql.rows(
        "SELECT kind, row FROM unembedded WHERE had = 1 ORDER BY kind, row",
        &[],
    )?;
    for of_kind in stale.chunk_by(|one, other| one.kind == other.kind) {
        let none: Packed = of_kind
            .iter()
            .map(|stale| (stale.row, Vec::new()))
            .collect();
        if let Some(Stale { kind, .. }) = of_kind.first() {
            blocks::put(sql, layout, kind, &none)?;
        }
    }
    Ok(())
}

/// How like something the rows of a table are.
pub fn likenesses(sql: &impl Sql, table: &str, meaning: &Vector) -> Result<Likenesses, SqlError> {
    let vectors = blocks::all(sql, &Layout::built_in(), table)?;
    let blocks = vectors.0.iter().map(|(first, vectors)| {
        let (vectors, _) = vectors.as_chunks();
        let likenesses = vectors.iter().map(|vector| meaning.likeness(vector));
        (*first, likenesses.collect())
    });
    Ok(Likenesses::new(blocks.collect()))
}
