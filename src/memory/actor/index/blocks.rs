//! Vectors of a table's rows, packed into blocks, each of which names the model that made them. No
//! vector is all zeros, so zeros stand for none.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Deserialize;

use crate::embedding::{DIMENSIONS, TABLE, model};
use crate::parameters;
use crate::recall::likeness::BLOCK;
use crate::sql::{Bytes, Held, Sql, SqlError};

/// Rows that share a block of a model's vectors, which may be thirty times as long as built-in ones. It
/// divides `BLOCK`.
const OF_MODEL: i64 = 128;
/// A model's vectors of a table that may be held, in bytes; and how many blocks of what is more are
/// read at once.
const MOST_HELD: usize = 12 << 20;
const PAGE: u32 = 16;

/// How vectors are packed.
pub struct Layout {
    pub model: String,
    /// Bytes of a vector.
    pub stride: usize,
    /// Rows of a block.
    rows: i64,
}

/// By row; empty where there is none.
pub type Packed = BTreeMap<i64, Vec<u8>>;

impl Layout {
    pub fn built_in() -> Self {
        Self {
            model: TABLE.to_owned(),
            stride: DIMENSIONS,
            rows: BLOCK,
        }
    }

    pub fn of_model(name: &str, dimensions: usize) -> Self {
        Self {
            model: name.to_owned(),
            stride: model::stride(dimensions),
            rows: OF_MODEL,
        }
    }

    /// The row that a block begins with.
    fn first(&self, block: i64) -> i64 {
        block.saturating_mul(self.rows)
    }

    /// Under what name a table's vectors are held.
    fn held(&self, table: &str) -> String {
        held(&self.model, table)
    }
}

fn held(model: &str, table: &str) -> String {
    format!("vectors of {table} by {model}")
}

/// Puts vectors in, or takes them out.
pub fn put(sql: &impl Sql, layout: &Layout, table: &str, vectors: &Packed) -> Result<(), SqlError> {
    let block_of = |row: &i64| row.div_euclid(layout.rows);
    let rows: Vec<(&i64, &Vec<u8>)> = vectors.iter().collect();
    for of_block in rows.chunk_by(|one, other| block_of(one.0) == block_of(other.0)) {
        let Some(block) = of_block.first().map(|(row, _)| block_of(row)) else {
            continue;
        };
        let before = read(sql, layout, table, block)?;
        let mut packed = before.clone();
        for (row, vector) in of_block {
            let start = row.rem_euclid(layout.rows) as usize * layout.stride;
            let end = start + layout.stride;
            if packed.len() < end && !vector.is_empty() {
                packed.resize(end, 0);
            }
            if let Some(slot) = packed.get_mut(start..end) {
                slot.fill(0);
                for (byte, part) in slot.iter_mut().zip(*vector) {
                    *byte = *part;
                }
            }
        }
        if packed == before {
            continue;
        }
        let model = layout.model.as_str();
        if packed.iter().all(|byte| *byte == 0) {
            // Of rows that are no more, so that numbers which run on cost nothing.
            sql.run(
                "DELETE FROM vectors WHERE model = ? AND kind = ? AND block = ?",
                parameters![model, table, block],
            )?;
        } else {
            sql.run(
                "INSERT INTO vectors (model, kind, block, vectors) VALUES (?, ?, ?, ?)
                 ON CONFLICT (model, kind, block) DO UPDATE SET vectors = excluded.vectors",
                parameters![model, table, block, packed],
            )?;
        }
        sql.let_go(&layout.held(table));
    }
    Ok(())
}

fn read(sql: &impl Sql, layout: &Layout, table: &str, block: i64) -> Result<Vec<u8>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        vectors: Bytes,
    }
    let row: Option<Row> = sql.row(
        "SELECT vectors FROM vectors WHERE model = ? AND kind = ? AND block = ?",
        parameters![layout.model.as_str(), table, block],
    )?;
    Ok(row.map(|row| row.vectors.0).unwrap_or_default())
}

/// Those of some rows, in order, of which a vector is known.
pub fn known(
    sql: &impl Sql,
    layout: &Layout,
    table: &str,
    rows: &[i64],
) -> Result<Vec<i64>, SqlError> {
    let block_of = |row: &i64| row.div_euclid(layout.rows);
    let mut known = Vec::new();
    for of_block in rows.chunk_by(|one, other| block_of(one) == block_of(other)) {
        let Some(block) = of_block.first().map(block_of) else {
            continue;
        };
        let packed = read(sql, layout, table, block)?;
        let is_known = |row: &&i64| {
            let place = row.rem_euclid(layout.rows) as usize;
            let mut slots = packed.chunks(layout.stride).skip(place);
            slots
                .next()
                .is_some_and(|slot| slot.iter().any(|byte| *byte != 0))
        };
        known.extend(of_block.iter().filter(is_known));
    }
    Ok(known)
}

/// All vectors of a table, block by block, each with its first row.
pub struct Vectors(pub Vec<(i64, Vec<u8>)>);

impl Held for Vectors {
    fn bytes(&self) -> usize {
        self.0.iter().map(|(_, vectors)| vectors.len()).sum()
    }
}

pub fn all(sql: &impl Sql, layout: &Layout, table: &str) -> Result<Rc<Vectors>, SqlError> {
    sql.held(&layout.held(table), || {
        page(sql, layout, table, 0, u32::MAX)
    })
}

/// As `all`, but never more than may be held at once: part by part where there is more.
pub fn in_parts(
    sql: &impl Sql,
    layout: &Layout,
    table: &str,
    mut take: impl FnMut(i64, &[u8]),
) -> Result<(), SqlError> {
    #[derive(Deserialize)]
    struct Size {
        blocks: usize,
    }
    let size: Option<Size> = sql.row(
        "SELECT COUNT(*) AS blocks FROM vectors WHERE model = ? AND kind = ?",
        parameters![layout.model.as_str(), table],
    )?;
    let of_block = layout.rows as usize * layout.stride;
    let mut each = |vectors: &Vectors| {
        for (first, vectors) in &vectors.0 {
            take(*first, vectors);
        }
    };
    if size.map_or(0, |size| size.blocks) * of_block <= MOST_HELD {
        each(&*all(sql, layout, table)?);
        return Ok(());
    }
    let mut from = 0;
    loop {
        let part = page(sql, layout, table, from, PAGE)?;
        let Some((last, _)) = part.0.last() else {
            return Ok(());
        };
        from = last.div_euclid(layout.rows) + 1;
        each(&part);
    }
}

fn page(
    sql: &impl Sql,
    layout: &Layout,
    table: &str,
    from: i64,
    most: u32,
) -> Result<Vectors, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        block: i64,
        vectors: Bytes,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT block, vectors FROM vectors
         WHERE model = ? AND kind = ? AND block >= ? ORDER BY block LIMIT ?",
        parameters![layout.model.as_str(), table, from, most],
    )?;
    let blocks = rows
        .into_iter()
        .map(|row| (layout.first(row.block), row.vectors.0));
    Ok(Vectors(blocks.collect()))
}

/// Takes out all vectors of a model.
pub fn drop_model(sql: &impl Sql, name: &str, tables: &[&str]) -> Result<(), SqlError> {
    sql.run("DELETE FROM vectors WHERE model = ?", parameters![name])?;
    for table in tables {
        sql.let_go(&held(name, table));
    }
    Ok(())
}

pub fn let_go(sql: &impl Sql, model: &str, table: &str) {
    sql.let_go(&held(model, table));
}
