//! Which objects of the bucket the index knows, and the changes of them that are under way.

use serde::Deserialize;
use serde_json::json;

use super::schema;
use crate::failure::Failure;
use crate::memory::command::{
    Chunk, Command, ForgetUnsettled, Found, IndexedText, OpenChanges, SettleObjects, Settled,
    Settling,
};
use crate::parameters;
use crate::sql::{Sql, SqlError, Value};
use crate::time::{MINUTE, Timestamp};

/// How long whoever makes a change can live. An older one is nobody's any more.
const LONGEST_CHANGE: i64 = 5 * MINUTE;
/// The mark that counts revisions, of all objects together: none comes again.
const REVISION: &str = "object_revision";
/// Bytes of text that one statement stores: six times as many in JSON at worst, and a parameter
/// has 2 MB.
const LARGEST_BATCH: usize = 250_000;
/// How many chunks are forgotten word by word, and how many more of them may be written anew in the
/// time of one that is.
const FEW_CHUNKS: u32 = 8;
const ANEW: u32 = 256;

#[derive(Deserialize)]
struct ObjectRow {
    row: i64,
    revision: i64,
}

#[derive(Deserialize)]
struct Count {
    count: u32,
}

impl Command for OpenChanges {
    const NAME: &'static str = "open_changes";
    type Answer = Vec<i64>;

    fn run(self, sql: &impl Sql) -> Result<Vec<i64>, Failure> {
        sql.atomically(|| {
            let keys = self.keys.iter();
            keys.map(|key| open(sql, key, self.now)).collect()
        })
    }
}

fn open(sql: &impl Sql, key: &str, now: Timestamp) -> Result<i64, Failure> {
    let change = next_revision(sql)?;
    sql.run(
        "INSERT INTO objects (key, revision) VALUES (?, ?)
         ON CONFLICT (key) DO UPDATE SET revision = excluded.revision",
        parameters![key, change],
    )?;
    let object = object(sql, key)?.ok_or_else(|| SqlError("an object was not kept".to_owned()))?;
    sql.run(
        "INSERT INTO object_changes (change, object, opened_at) VALUES (?, ?, ?)",
        parameters![change, object.row, now],
    )?;
    Ok(change)
}

impl Command for SettleObjects {
    const NAME: &'static str = "settle_objects";
    type Answer = Vec<Settled>;

    fn run(self, sql: &impl Sql) -> Result<Vec<Settled>, Failure> {
        sql.atomically(|| {
            let settlings = self.settlings.into_iter();
            settlings
                .map(|settling| settle(sql, settling, self.now))
                .collect()
        })
    }
}

fn settle(sql: &impl Sql, settling: Settling, now: Timestamp) -> Result<Settled, Failure> {
    let object = object(sql, &settling.key)?;
    let Some(ObjectRow { row, revision }) = object else {
        return Ok(match settling.change {
            Some(_) => Settled::Unknown,
            // Whoever changed it has settled it meanwhile, and nothing is left to be known.
            None => Settled::Done,
        });
    };
    if revision != settling.revision {
        return Ok(Settled::Stale { revision });
    }
    match settling.found {
        Found::Unchanged => {}
        Found::NoText => replace(sql, row, None)?,
        Found::Text(text) => replace(sql, row, Some(text))?,
    }
    if let Some(change) = settling.change {
        sql.run(
            "DELETE FROM object_changes WHERE change = ?",
            parameters![change],
        )?;
    }
    expire(sql, row, now)?;
    if open_changes(sql, row)? == 0 {
        sql.run(
            "DELETE FROM objects WHERE row = ? AND version IS NULL",
            parameters![row],
        )?;
    }
    Ok(Settled::Done)
}

/// Puts a text in place of what the index knows of an object.
fn replace(sql: &impl Sql, row: i64, text: Option<IndexedText>) -> Result<(), Failure> {
    forget(sql, row)?;
    let revision = next_revision(sql)?;
    let Some(text) = text else {
        sql.run(
            "UPDATE objects SET revision = ?, version = NULL WHERE row = ?",
            parameters![revision, row],
        )?;
        return Ok(());
    };
    sql.run(
        "UPDATE objects SET revision = ?, version = ?, partition = ?, content_type = ?
         WHERE row = ?",
        parameters![
            revision,
            text.version,
            text.partition,
            text.content_type,
            row
        ],
    )?;
    let mut batch = Vec::new();
    let mut bytes = 0;
    for (position, chunk) in text.chunks.into_iter().enumerate() {
        let Chunk { start, end, text } = chunk;
        bytes += text.len();
        batch.push(json!({"position": position, "start": start, "end": end, "text": text}));
        if bytes > LARGEST_BATCH {
            store(sql, row, std::mem::take(&mut batch))?;
            bytes = 0;
        }
    }
    store(sql, row, batch)
}

/// Takes an object's chunks away, and their words out of the index's own tables. Word by word that
/// costs some milliseconds a chunk; beyond a few of them it costs less to write what stays anew.
fn forget(sql: &impl Sql, row: i64) -> Result<(), SqlError> {
    let delete = || sql.run("DELETE FROM chunks WHERE object = ?", parameters![row]);
    let own = count(
        sql,
        "SELECT count(*) AS count FROM chunks WHERE object = ?",
        parameters![row],
    )?;
    let all = "SELECT count(*) AS count FROM chunks";
    if own <= FEW_CHUNKS || own.saturating_mul(ANEW) < count(sql, all, &[])? {
        return delete();
    }
    let set = "INSERT INTO chunks_words (chunks_words, rank) VALUES ('secure-delete', ";
    sql.run(&format!("{set}0)"), &[])?;
    delete()?;
    sql.run(
        "INSERT INTO chunks_words (chunks_words) VALUES ('optimize')",
        &[],
    )?;
    sql.run(&format!("{set}1)"), &[])
}

fn store(sql: &impl Sql, row: i64, chunks: Vec<serde_json::Value>) -> Result<(), Failure> {
    sql.run(
        r#"INSERT INTO chunks (object, position, start, "end", text)
           SELECT CAST(?1 AS INTEGER), value ->> 'position', value ->> 'start', value ->> 'end',
               value ->> 'text'
           FROM json_each(?2)"#,
        parameters![row, serde_json::Value::Array(chunks).to_string()],
    )?;
    Ok(())
}

impl Command for ForgetUnsettled {
    const NAME: &'static str = "forget_unsettled";
    type Answer = ();

    fn run(self, sql: &impl Sql) -> Result<(), Failure> {
        sql.atomically(|| {
            let unsettled = "IN (SELECT object FROM object_changes)";
            let objects: Vec<ObjectRow> = sql.rows(
                &format!("SELECT row, revision FROM objects WHERE row {unsettled}"),
                &[],
            )?;
            for object in objects {
                forget(sql, object.row)?;
            }
            let revision = next_revision(sql)?;
            sql.run(
                &format!("UPDATE objects SET revision = ?, version = NULL WHERE row {unsettled}"),
                parameters![revision],
            )?;
            sql.run(
                "DELETE FROM object_changes WHERE opened_at < ?",
                parameters![self.now.plus(-LONGEST_CHANGE)],
            )?;
            sql.run(
                &format!("DELETE FROM objects WHERE version IS NULL AND row NOT {unsettled}"),
                &[],
            )?;
            Ok(())
        })
    }
}

fn object(sql: &impl Sql, key: &str) -> Result<Option<ObjectRow>, SqlError> {
    sql.row(
        "SELECT row, revision FROM objects WHERE key = ?",
        parameters![key],
    )
}

fn open_changes(sql: &impl Sql, row: i64) -> Result<u32, SqlError> {
    count(
        sql,
        "SELECT count(*) AS count FROM object_changes WHERE object = ?",
        parameters![row],
    )
}

fn count(sql: &impl Sql, statement: &str, parameters: &[Value]) -> Result<u32, SqlError> {
    let found: Option<Count> = sql.row(statement, parameters)?;
    Ok(found.map_or(0, |found| found.count))
}

/// Lets go of an object's changes that are nobody's any more.
fn expire(sql: &impl Sql, row: i64, now: Timestamp) -> Result<(), SqlError> {
    sql.run(
        "DELETE FROM object_changes WHERE object = ? AND opened_at < ?",
        parameters![row, now.plus(-LONGEST_CHANGE)],
    )
}

fn next_revision(sql: &impl Sql) -> Result<i64, SqlError> {
    let revision = schema::mark(sql, REVISION)?.unwrap_or(0) + 1;
    schema::set_mark(sql, REVISION, revision)?;
    Ok(revision)
}
