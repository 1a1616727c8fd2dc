//! Finding a table's rows by their words (FTS5 over them) and by what they mean (`index`).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::index;
use super::rows::to_json;
use super::schema;
use crate::failure::Failure;
use crate::recall::likeness::MOST_ALIKE;
use crate::recall::needle::Needle;
use crate::recall::score::{Parts, normalised};
use crate::recall::turns::LIKE;
use crate::recall::words::match_any;
use crate::sql::{Sql, Value};

/// How many rows are looked through for what is alike, where not all may be found.
const MOST_LOOKED_THROUGH: usize = 5_000;

/// Which rows of a table may be found.
pub struct Among<'a> {
    pub table: &'a str,
    /// A condition on its rows, whose parameters are numbered from 1.
    pub clause: &'a str,
    pub parameters: &'a [Value],
    /// The column by which the index of words names a row.
    pub named_by: &'a str,
    /// A condition on those names, which is asked of the index itself; with the same parameters.
    pub names: &'a str,
    /// How many are weighed for their words.
    pub most: u32,
}

impl<'a> Among<'a> {
    /// All rows of a table that meet a condition.
    pub fn all(table: &'a str, clause: &'a str, parameters: &'a [Value], most: u32) -> Self {
        Self {
            table,
            clause,
            parameters,
            named_by: schema::named_by(table),
            names: "1",
            most,
        }
    }
}

/// How well a row matches, 0 to 1 each.
#[derive(Debug, Clone, Copy, Default)]
pub struct Match {
    pub words: f64,
    /// None where nothing is known of the meaning of what is looked for.
    pub meaning: Option<f64>,
    /// How well it matches by whatever measure is greater, comparable between actors; without bound.
    pub absolute: f64,
}

impl Match {
    /// 0 to 1, comparable within one table.
    pub fn score(self) -> f64 {
        Parts::of_match(self.words, self.meaning, 1.0).relevance()
    }
}

/// The rows that hold one of the needle's words, or mean much the same.
pub fn matches(
    sql: &impl Sql,
    needle: &Needle,
    among: &Among<'_>,
) -> Result<BTreeMap<i64, Match>, Failure> {
    let mut found = BTreeMap::new();
    let scored = by_words(sql, needle, among)?;
    let words = normalised(&scored.iter().map(|(_, score)| *score).collect::<Vec<_>>());
    for ((row, absolute), words) in scored.into_iter().zip(words) {
        let meaning = None;
        let matched = Match {
            words,
            meaning,
            absolute,
        };
        found.insert(row, matched);
    }
    if let Some(likenesses) = index::likenesses(sql, among.table, needle)? {
        let alike = likenesses.at_least(LIKE);
        let unknown = alike.filter(|row| !found.contains_key(row));
        for row in first_permitted(sql, unknown.take(MOST_LOOKED_THROUGH), among)? {
            found.insert(row, Match::default());
        }
        for (row, matched) in &mut found {
            let likeness = f64::from(likenesses.of(*row));
            matched.meaning = Some(likeness.clamp(0.0, 1.0));
            matched.absolute = matched.absolute.max(likeness);
        }
    }
    Ok(found)
}

fn by_words(
    sql: &impl Sql,
    needle: &Needle,
    among: &Among<'_>,
) -> Result<Vec<(i64, f64)>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        score: f64,
    }
    let Some(words) = match_any(&needle.text) else {
        return Ok(Vec::new());
    };
    let Among {
        table,
        clause,
        parameters,
        named_by,
        names,
        most,
    } = among;
    let last = parameters.len() + 1;
    // The words first, whatever the condition: the planner would ask them row by row.
    let rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT {table}.row, -bm25({table}_words) AS score
             FROM {table}_words CROSS JOIN {table} ON {table}.{named_by} = {table}_words.rowid
             WHERE {table}_words MATCH ?{last} AND ({names}) AND {clause}
             ORDER BY score DESC, {table}.row LIMIT {most}"
        ),
        &[*parameters, &[Value::from(words)]].concat(),
    )?;
    Ok(rows.into_iter().map(|row| (row.row, row.score)).collect())
}

/// The first of these rows that may be found: looked for among a few, and then among ever more.
fn first_permitted(
    sql: &impl Sql,
    mut rows: impl Iterator<Item = i64>,
    among: &Among<'_>,
) -> Result<Vec<i64>, Failure> {
    let mut first = Vec::new();
    let mut size = MOST_ALIKE;
    while first.len() < MOST_ALIKE {
        let some: Vec<i64> = rows.by_ref().take(size).collect();
        if some.is_empty() {
            break;
        }
        let permitted = permitted(sql, &some, among)?;
        first.extend(some.into_iter().filter(|row| permitted.contains(row)));
        size *= 2;
    }
    first.truncate(MOST_ALIKE);
    Ok(first)
}

/// Those of some rows that may be found.
fn permitted(sql: &impl Sql, rows: &[i64], among: &Among<'_>) -> Result<BTreeSet<i64>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
    }
    let (table, clause, last) = (among.table, among.clause, among.parameters.len() + 1);
    // The rows first, as above.
    let rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT {table}.row FROM json_each(?{last}) AS some
             CROSS JOIN {table} ON {table}.row = CAST(some.value AS INTEGER)
             WHERE {clause}"
        ),
        &[among.parameters, &[Value::from(to_json(&rows)?)]].concat(),
    )?;
    Ok(rows.into_iter().map(|row| row.row).collect())
}
