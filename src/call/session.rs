//! The rows of one live call.

use serde::{Deserialize, Serialize};

use super::machine::Machine;
use super::terms::Terms;
use super::{Call, Turn};
use crate::call::briefing::Briefing;
use crate::failure::Failure;
use crate::parameters;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

/// What a call is opened with, and keeps to its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Script {
    pub system_prompt: String,
    /// The tokens that what a turn recalls may take beside it.
    pub recall_tokens: u32,
    pub briefing: Briefing,
    #[serde(flatten)]
    pub terms: Terms,
}

/// What a session shows to those who may see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct View {
    pub call: Call,
    /// Without those of which nothing was heard.
    pub turns: Vec<Turn>,
    /// None once the session was let go of.
    pub script: Option<Script>,
    /// The number of the line that may be opened next, from 1. Each is opened once, so that who overheard
    /// how it was asked for opens none.
    #[serde(default)]
    pub next_line: LineNumber,
    /// What memory brought up for the reply before this moment, in words for the user.
    #[serde(default)]
    pub recalled: Vec<String>,
}

/// Which line of a call it is, from 1.
pub type LineNumber = u32;

/// The session's document of the number of its newest line.
const LINE: &str = "line";

/// The number of the newest line; 0 before the first.
pub fn newest_line(sql: &impl Sql) -> Result<LineNumber, Failure> {
    Ok(document(sql, LINE)?.unwrap_or_default())
}

/// The session's document of what memory brought up last.
const RECALLED: &str = "recalled";

pub fn recalled(sql: &impl Sql) -> Result<Vec<String>, Failure> {
    Ok(document(sql, RECALLED)?.unwrap_or_default())
}

pub fn put_recalled(sql: &impl Sql, lines: &[String]) -> Result<(), Failure> {
    put(sql, RECALLED, &lines)
}

/// Notes that a line is opened, as the one of that number where it was told one.
///
/// # Errors
/// `Invalid` with the field `line` where that one was opened already, or is not to be.
pub fn open_line(sql: &impl Sql, number: Option<LineNumber>) -> Result<LineNumber, Failure> {
    let next = newest_line(sql)? + 1;
    if number.is_some_and(|number| number != next) {
        return Err(Failure::invalid("line", "That line was opened already."));
    }
    put(sql, LINE, &next)?;
    Ok(next)
}

/// What the persona says in one turn of a call that has no line: the carrier asks for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    pub text: String,
    /// Those were the last words.
    pub is_over: bool,
    /// Keys that are pressed now are a PIN's.
    pub awaits_pin: bool,
    /// The number of the turn that comes next, from 1.
    pub next: u32,
}

/// Creates the tables where they are not.
pub fn prepare(sql: &impl Sql) -> Result<(), SqlError> {
    for statement in [
        "CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, body TEXT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS turns (
            idx INTEGER PRIMARY KEY,
            speaker TEXT NOT NULL,
            text TEXT NOT NULL,
            at INTEGER NOT NULL
        )",
    ] {
        sql.run(statement, &[])?;
    }
    Ok(())
}

/// Stores a new call, unless one stands here already: then that one is told.
pub fn open(sql: &impl Sql, call: Call, script: &Script) -> Result<Machine, Failure> {
    if let Some(machine) = load(sql)? {
        return Ok(machine);
    }
    let machine = Machine::new(call, script.terms.clone());
    sql.atomically(|| -> Result<(), Failure> {
        put(sql, "script", script)?;
        put(sql, "machine", &machine)
    })?;
    Ok(machine)
}

pub fn load(sql: &impl Sql) -> Result<Option<Machine>, Failure> {
    document(sql, "machine")
}

/// Stores a call's state together with the turns that it recorded.
pub fn save(sql: &impl Sql, machine: &Machine, turns: &[Turn]) -> Result<(), Failure> {
    sql.atomically(|| {
        for turn in turns {
            sql.run(
                "INSERT INTO turns (idx, speaker, text, at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (idx) DO UPDATE SET text = ?3",
                parameters![
                    turn.index,
                    <&str>::from(turn.speaker),
                    turn.text.as_str(),
                    turn.at
                ],
            )?;
        }
        put(sql, "machine", machine)
    })
}

pub fn script(sql: &impl Sql) -> Result<Option<Script>, Failure> {
    document(sql, "script")
}

/// The turns of which something was heard, in order and numbered without gaps, as the transcript
/// numbers them.
pub fn turns(sql: &impl Sql) -> Result<Vec<Turn>, SqlError> {
    sql.rows(
        "SELECT row_number() OVER (ORDER BY idx) - 1 AS \"index\", speaker, text, at
         FROM turns WHERE text <> '' ORDER BY idx",
        &[],
    )
}

/// Lets go of everything but the fact that the call was.
pub fn forget(sql: &impl Sql) -> Result<(), SqlError> {
    sql.run("DELETE FROM turns", &[])?;
    sql.run("DELETE FROM documents WHERE name <> 'machine'", &[])
}

pub fn view(sql: &impl Sql) -> Result<View, Failure> {
    let machine = load(sql)?.ok_or_else(|| Failure::not_found("the call"))?;
    Ok(View {
        call: machine.call,
        turns: turns(sql)?,
        script: script(sql)?,
        next_line: newest_line(sql)? + 1,
        recalled: recalled(sql)?,
    })
}

/// A document of the session's own, by its name.
pub fn document<T: for<'a> Deserialize<'a>>(
    sql: &impl Sql,
    name: &str,
) -> Result<Option<T>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        body: String,
    }
    sql.row::<Row>(
        "SELECT body FROM documents WHERE name = ?1",
        parameters![name],
    )?
    .map(|row| serde_json::from_str(&row.body).map_err(unreadable))
    .transpose()
}

pub fn put(sql: &impl Sql, name: &str, body: &impl Serialize) -> Result<(), Failure> {
    let body = serde_json::to_string(body).map_err(unreadable)?;
    Ok(sql.run(
        "INSERT INTO documents (name, body) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET body = ?2",
        parameters![name, body],
    )?)
}

fn unreadable(error: serde_json::Error) -> Failure {
    Failure::unavailable(format!("a stored session can't be read: {error}"))
}

/// A moment's clock, as development may set it forward; kept so that an alarm knows it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Milliseconds that this actor's time is ahead of the platform's.
    pub ahead: i64,
}

impl Clock {
    pub fn now(self, platform: Timestamp) -> Timestamp {
        platform.plus(self.ahead)
    }
}
