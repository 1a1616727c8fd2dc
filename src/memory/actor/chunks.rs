//! Finding what the texts in the bucket say, piece by piece.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::matching::{Among, matches};
use super::rows::{list, to_json};
use crate::failure::Failure;
use crate::memory::command::{
    Command, FoundChunk, FoundChunks, ReadChunks, SearchChunks, Unsettled,
};
use crate::parameters;
use crate::recall::needle::Needle;
use crate::recall::score::normalised;
use crate::sql::{Sql, SqlError};

/// Chunks that are weighed; what is found beyond them is none.
const MOST_WEIGHED: u32 = 500;
/// Chunks of one answer.
const MOST_TAKEN: u32 = 100;
/// Unsettled objects that are named at once: each costs whoever asks a look into the bucket.
const MOST_UNSETTLED: u32 = 30;

/// An object of which what the index says can be told: no change of it is open, or it was verified.
const TOLD: &str = "(objects.row NOT IN (SELECT object FROM object_changes)
    OR objects.key IN (SELECT value FROM json_each(?1)))";

#[derive(Deserialize)]
struct Weighed {
    row: i64,
    object: i64,
    score: f64,
}

impl Command for SearchChunks {
    const NAME: &'static str = "search_chunks";
    type Answer = FoundChunks;
    const BY_MEANING: bool = true;

    fn needle(&mut self) -> Option<&mut Needle> {
        Some(&mut self.input)
    }

    fn run(self, sql: &impl Sql) -> Result<FoundChunks, Failure> {
        let verified = key_list(&self.verified);
        let (mut weighed, best) = weigh(sql, &self.input, &self.partition, None, &verified)?;
        if self.by_object {
            let mut objects = BTreeSet::new();
            weighed.retain(|chunk| objects.insert(chunk.object));
        }
        let page = weighed.iter().skip(self.skip as usize);
        let page = page.take(self.take as usize);
        Ok(FoundChunks {
            best,
            chunks: fetch(sql, page)?,
            total: u32::try_from(weighed.len()).unwrap_or(u32::MAX),
            unsettled: unsettled(sql, None, &verified)?,
        })
    }
}

impl Command for ReadChunks {
    const NAME: &'static str = "read_chunks";
    type Answer = FoundChunks;
    const BY_MEANING: bool = true;

    fn needle(&mut self) -> Option<&mut Needle> {
        Some(&mut self.input)
    }

    /// What has none of the words is read from its beginning.
    fn run(self, sql: &impl Sql) -> Result<FoundChunks, Failure> {
        let verified = key_list(&self.verified);
        let key = Some(self.key.as_str());
        let limit = self.limit.min(MOST_TAKEN);
        let (mut read, best) = weigh(sql, &self.input, &self.partition, key, &verified)?;
        let known: BTreeSet<i64> = read.iter().map(|chunk| chunk.row).collect();
        let first: Vec<Weighed> = sql.rows(
            &format!(
                "SELECT chunks.row, object, 0.0 AS score
                 FROM chunks JOIN objects ON objects.row = chunks.object
                 WHERE {TOLD} AND partition = ?2 AND key = ?3 ORDER BY position LIMIT ?4"
            ),
            parameters![verified.as_str(), self.partition, self.key.as_str(), limit],
        )?;
        read.extend(
            first
                .into_iter()
                .filter(|chunk| !known.contains(&chunk.row)),
        );
        read.truncate(limit as usize);
        let mut chunks = fetch(sql, read.iter())?;
        chunks.sort_by_key(|chunk| chunk.position);
        Ok(FoundChunks {
            total: u32::try_from(chunks.len()).unwrap_or(u32::MAX),
            chunks,
            best,
            unsettled: unsettled(sql, key, &verified)?,
        })
    }
}

/// The chunks that have one of the words or mean much the same, the best first, and how well that
/// one matches.
fn weigh(
    sql: &impl Sql,
    input: &Needle,
    partition: &str,
    key: Option<&str>,
    verified: &str,
) -> Result<(Vec<Weighed>, f64), Failure> {
    let clause = format!(
        "EXISTS (SELECT 1 FROM objects
             WHERE objects.row = chunks.object
                 AND {TOLD} AND partition = ?2 AND (?3 IS NULL OR objects.key = ?3))"
    );
    let parameters = parameters![verified, partition, key];
    let among = Among::all("chunks", &clause, parameters, MOST_WEIGHED);
    let found = matches(sql, input, &among)?;
    let mut weighed: Vec<Weighed> = sql.rows(
        "SELECT chunks.row, object, 0.0 AS score
         FROM chunks JOIN objects ON objects.row = chunks.object
         WHERE chunks.row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
         ORDER BY key, position",
        parameters![to_json(&found.keys().collect::<Vec<_>>())?],
    )?;
    let score = |row: &i64| found.get(row).map_or(0.0, |matched| matched.score());
    let scores: Vec<f64> = weighed.iter().map(|chunk| score(&chunk.row)).collect();
    for (chunk, score) in weighed.iter_mut().zip(normalised(&scores)) {
        chunk.score = score;
    }
    weighed.sort_by(|one, other| other.score.total_cmp(&one.score));
    let best = found
        .values()
        .map(|matched| matched.absolute)
        .fold(0.0, f64::max);
    Ok((weighed, best))
}

/// Reads the chunks themselves, in the order in which they are asked for.
fn fetch<'a>(
    sql: &impl Sql,
    chunks: impl Iterator<Item = &'a Weighed>,
) -> Result<Vec<FoundChunk>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        key: String,
        version: String,
        content_type: Option<String>,
        position: u32,
        start: u32,
        end: u32,
        text: String,
    }
    let wanted: Vec<&Weighed> = chunks.collect();
    let rows: Vec<String> = wanted.iter().map(|chunk| chunk.row.to_string()).collect();
    let rows: Vec<Row> = sql.rows(
        r#"SELECT chunks.row, key, version, content_type, position, start, "end", text
           FROM chunks JOIN objects ON objects.row = chunks.object
           WHERE chunks.row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))"#,
        parameters![list(rows.iter().map(String::as_str))],
    )?;
    let mut rows: BTreeMap<i64, Row> = rows.into_iter().map(|row| (row.row, row)).collect();
    let found = wanted.into_iter().filter_map(|chunk| {
        let row = rows.remove(&chunk.row)?;
        Some(FoundChunk {
            key: row.key,
            version: row.version,
            content_type: row.content_type,
            position: row.position,
            start: row.start,
            end: row.end,
            text: row.text,
            score: chunk.score,
        })
    });
    Ok(found.collect())
}

fn unsettled(
    sql: &impl Sql,
    key: Option<&str>,
    verified: &str,
) -> Result<Vec<Unsettled>, SqlError> {
    sql.rows(
        &format!(
            "SELECT key, revision, version FROM objects
             WHERE row IN (SELECT object FROM object_changes) AND NOT {TOLD}
                 AND (?2 IS NULL OR key = ?2)
             ORDER BY row LIMIT {MOST_UNSETTLED}"
        ),
        parameters![verified, key],
    )
}

fn key_list(keys: &[String]) -> String {
    list(keys.iter().map(String::as_str))
}
