//! Procedural memory: written by people, or learned in calls. What people wrote wins.

use serde::Deserialize;

use super::evidence::{ORDER, hushed};
use super::likeness::procedure_slot;
use super::rows::{self, PROCEDURE, json, to_json};
use crate::failure::Failure;
use crate::ids::CallId;
use crate::memory::command::{
    Command, DeleteProcedure, GetProcedure, ListProcedures, PutProcedures, SearchProcedures,
};
use crate::memory::operation::Operation;
use crate::memory::procedure::{NOTHING, Procedure};
use crate::parameters;
use crate::recall::words::match_any;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;
use crate::versions::IfMatch;

/// The longest key and the longest value, in characters.
const LONGEST_KEY: usize = 200;
const LONGEST_VALUE: usize = 50_000;
/// All values together, in characters: they are read as a whole, in a worker with 128 MB.
const LONGEST_IN_ALL: u32 = 2_000_000;

impl Command for PutProcedures {
    const NAME: &'static str = "put_procedures";
    type Answer = ();

    fn run(self, sql: &impl Sql) -> Result<(), Failure> {
        self.check()?;
        sql.atomically(|| {
            for (key, value) in &self.procedures {
                check(sql, key, self.seen.as_ref())?;
                put(sql, key, value, self.now, None)?;
            }
            if characters(sql)? > LONGEST_IN_ALL {
                let why = format!("all of them have at most {LONGEST_IN_ALL} characters together");
                return Err(Failure::invalid("value", why));
            }
            Ok(())
        })
    }
}

/// How many characters more they can have.
pub fn room(sql: &impl Sql) -> Result<u32, SqlError> {
    Ok(LONGEST_IN_ALL.saturating_sub(characters(sql)?))
}

fn characters(sql: &impl Sql) -> Result<u32, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        characters: u32,
    }
    let statement = "SELECT coalesce(sum(length(value)), 0) AS characters FROM procedures";
    let row: Option<Row> = sql.row(statement, &[])?;
    Ok(row.map_or(0, |row| row.characters))
}

impl PutProcedures {
    /// Whether they can be stored, wherever that is.
    pub fn check(&self) -> Result<(), Failure> {
        for (key, value) in &self.procedures {
            let length = key.chars().count();
            if key.trim().is_empty() || length > LONGEST_KEY {
                let why = format!("a key has 1 to {LONGEST_KEY} characters");
                return Err(Failure::invalid("key", why));
            }
            if value.chars().count() > LONGEST_VALUE {
                let why = format!("a value has at most {LONGEST_VALUE} characters");
                return Err(Failure::invalid("value", why));
            }
        }
        Ok(())
    }
}

impl Command for ListProcedures {
    const NAME: &'static str = "list_procedures";
    type Answer = Vec<Procedure>;

    fn run(self, sql: &impl Sql) -> Result<Vec<Procedure>, Failure> {
        Ok(rows::procedures(sql)?)
    }
}

impl Command for GetProcedure {
    const NAME: &'static str = "get_procedure";
    type Answer = Option<Procedure>;

    fn run(self, sql: &impl Sql) -> Result<Option<Procedure>, Failure> {
        Ok(find(sql, &self.key)?)
    }
}

impl Command for DeleteProcedure {
    const NAME: &'static str = "delete_procedure";
    type Answer = bool;

    fn run(self, sql: &impl Sql) -> Result<bool, Failure> {
        sql.atomically(|| {
            let stood = find(sql, &self.key)?.is_some();
            if stood {
                check(sql, &self.key, self.seen.as_ref())?;
                hush(sql, &procedure_slot(&self.key))?;
                drop_procedure(sql, &self.key)?;
            }
            Ok(stood)
        })
    }
}

impl Command for SearchProcedures {
    const NAME: &'static str = "search_procedures";
    type Answer = Vec<Procedure>;

    fn run(self, sql: &impl Sql) -> Result<Vec<Procedure>, Failure> {
        #[derive(Deserialize)]
        struct Found {
            score: f64,
            #[serde(flatten)]
            procedure: Procedure,
        }
        let columns = match (self.search_keys, self.search_values) {
            (true, true) => "{key value}",
            (true, false) => "key",
            (false, true) => "value",
            (false, false) => return Ok(Vec::new()),
        };
        let Some(terms) = match_any(&self.terms) else {
            return Ok(Vec::new());
        };
        let most = self.n_most_recent.map_or(-1, i64::from);
        let mut found: Vec<Found> = sql.rows(
            &format!(
                "SELECT score, {PROCEDURE} FROM (
                     SELECT rowid, -bm25(procedures_words) AS score FROM procedures_words
                     WHERE procedures_words MATCH ?) AS found
                 CROSS JOIN procedures ON procedures.row = found.rowid
                 ORDER BY updated_at DESC, key LIMIT {most}"
            ),
            parameters![format!("{columns} : ({terms})")],
        )?;
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
        Ok(found.into_iter().map(|found| found.procedure).collect())
    }
}

/// Whether what stands under a key is what was seen.
fn check(sql: &impl Sql, key: &str, seen: Option<&IfMatch>) -> Result<(), Failure> {
    let version = find(sql, key)?.map(|stands| stands.version());
    IfMatch::check(seen, version.as_deref().unwrap_or(NOTHING))
}

/// Whether people wrote the procedure of that key.
pub fn is_written(sql: &impl Sql, key: &str) -> Result<bool, SqlError> {
    Ok(find(sql, key)?.is_some_and(|procedure| procedure.learned_in.is_none()))
}

/// Brings a learned procedure in line with its evidence; it goes where there is none.
pub fn settle(sql: &impl Sql, key: &str) -> Result<(), SqlError> {
    if is_written(sql, key)? {
        return Ok(());
    }
    #[derive(Deserialize)]
    struct Row {
        call_id: CallId,
        at: Timestamp,
        operation: String,
    }
    let rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT call_id, at, operation FROM evidence
             WHERE slot = ? AND kind = 'learn' AND call_id IS NOT NULL
             ORDER BY {ORDER}"
        ),
        parameters![procedure_slot(key)],
    )?;
    drop_procedure(sql, key)?;
    for row in rows {
        if let Operation::Learn { value, .. } = json(&row.operation)? {
            put(sql, key, &value, row.at, Some(&row.call_id))?;
        }
    }
    Ok(())
}

fn find(sql: &impl Sql, key: &str) -> Result<Option<Procedure>, SqlError> {
    sql.row(
        &format!("SELECT {PROCEDURE} FROM procedures WHERE key = ?"),
        parameters![key],
    )
}

fn put(
    sql: &impl Sql,
    key: &str,
    value: &str,
    at: Timestamp,
    learned_in: Option<&CallId>,
) -> Result<(), SqlError> {
    sql.run(
        &format!(
            "INSERT INTO procedures ({PROCEDURE}) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value,
                 updated_at = excluded.updated_at, learned_in = excluded.learned_in"
        ),
        parameters![key, value, at, at, learned_in.map(CallId::as_str)],
    )
}

/// Puts what people wrote, where nothing later stands; takes of the room what it needs more than what stood.
/// False where there is not so much.
pub fn put_if_later(
    sql: &impl Sql,
    procedure: &Procedure,
    room: &mut u32,
) -> Result<bool, SqlError> {
    let length = |value: &str| u32::try_from(value.chars().count()).unwrap_or(u32::MAX);
    let before = match find(sql, &procedure.key)? {
        Some(stands) if stands.updated_at >= procedure.updated_at => return Ok(true),
        Some(stands) => length(&stands.value),
        None => 0,
    };
    let Some(left) = room
        .saturating_add(before)
        .checked_sub(length(&procedure.value))
    else {
        return Ok(false);
    };
    *room = left;
    sql.run(
        &format!(
            "INSERT INTO procedures ({PROCEDURE}) VALUES (?, ?, ?, ?, NULL)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value,
                 updated_at = excluded.updated_at, learned_in = NULL"
        ),
        parameters![
            procedure.key.as_str(),
            procedure.value.as_str(),
            procedure.created_at.min(procedure.updated_at),
            procedure.updated_at
        ],
    )?;
    Ok(true)
}

fn drop_procedure(sql: &impl Sql, key: &str) -> Result<(), SqlError> {
    sql.run("DELETE FROM procedures WHERE key = ?", parameters![key])
}

/// Takes the words of what was learned out of the readings of calls.
fn hush(sql: &impl Sql, slot: &str) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        operation: String,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT row, operation FROM evidence WHERE slot = ? AND kind = 'learn'",
        parameters![slot],
    )?;
    for Row { row, operation } in rows {
        let operation: Operation = json(&operation)?;
        sql.run(
            "UPDATE evidence SET kind = 'void', operation = ? WHERE row = ?",
            parameters![to_json(&hushed(&operation))?, row],
        )?;
    }
    Ok(())
}
