//! Sessions of working memory, and their entries. An entry that is put is `live`; when its session
//! ends with a flush it is `archived` instead, where it stands: nothing is carried from here to
//! there, so nothing can be lost on the way, and one session is one episode. Bringing a session back
//! makes its archived entries live again beside.

mod entries;
mod restoring;
mod summary;

pub use restoring::turn_entry;
pub use summary::extract;

use serde::Deserialize;

use crate::failure::Failure;
use crate::ids::{CallId, SessionId};
use crate::memory::command::{
    ArchivedLines, Command, EndSession, ExportedSession, ReadArchive, SessionEnd, SetSummary,
    StartSession,
};
use crate::memory::session::{CONVERSATION, Entry};
use crate::parameters;
use crate::secret;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;
use entries::ENTRY;

/// The longest summary of a session, in characters.
const LONGEST_SUMMARY: usize = 4_000;

#[derive(Deserialize)]
struct SessionRow {
    of_call: u8,
    ended_at: Option<Timestamp>,
    archived_at: Option<Timestamp>,
}

impl SessionRow {
    fn find(sql: &impl Sql, id: &SessionId) -> Result<Option<Self>, SqlError> {
        sql.row(
            "SELECT of_call, ended_at, archived_at FROM sessions WHERE session_id = ?",
            parameters![id.as_str()],
        )
    }

    /// Whether there is an episode of it.
    fn is_archived(&self) -> bool {
        self.of_call != 0 || self.archived_at.is_some()
    }
}

fn no_session() -> Failure {
    Failure::not_found("the session")
}

impl Command for StartSession {
    const NAME: &'static str = "start_session";
    type Answer = ();

    fn run(self, sql: &impl Sql) -> Result<(), Failure> {
        Ok(start(sql, &self.session_id, false, self.now)?)
    }
}

fn start(sql: &impl Sql, id: &SessionId, of_call: bool, now: Timestamp) -> Result<(), SqlError> {
    sql.run(
        "INSERT INTO sessions (session_id, of_call, started_at) VALUES (?, ?, ?)
         ON CONFLICT (session_id) DO NOTHING",
        parameters![id.as_str(), of_call, now],
    )
}

impl Command for EndSession {
    const NAME: &'static str = "end_session";
    type Answer = SessionEnd;

    fn run(self, sql: &impl Sql) -> Result<SessionEnd, Failure> {
        sql.atomically(|| {
            let row = SessionRow::find(sql, &self.session_id)?.ok_or_else(no_session)?;
            let mut has_changed = false;
            if row.ended_at.is_none() {
                restoring::take_back(sql, &self.session_id)?;
                if self.flush {
                    has_changed = archive(sql, &self.session_id, self.now)?;
                } else {
                    let_go(sql, &self.session_id, self.now)?;
                }
            }
            let left = SessionRow::find(sql, &self.session_id)?;
            Ok(SessionEnd {
                is_archived: left.is_some_and(|left| left.is_archived()),
                has_changed,
            })
        })
    }
}

/// Everything that is live goes into the archive. A session of which nothing is there leaves none.
/// Answers whether anything came to it.
fn archive(sql: &impl Sql, id: &SessionId, now: Timestamp) -> Result<bool, SqlError> {
    #[derive(Deserialize)]
    struct New {
        entries: u32,
    }
    let new: Option<New> = sql.row(
        "SELECT COUNT(*) AS entries FROM entries
         WHERE session_id = ? AND live = 1 AND archived = 0",
        parameters![id.as_str()],
    )?;
    let has_new = new.is_some_and(|new| new.entries > 0);
    shelve(sql, id)?;
    // A call's episode is made from its transcript.
    sql.run(
        "UPDATE sessions SET ended_at = ?2,
             archived_at = CASE WHEN of_call THEN NULL ELSE COALESCE(archived_at, ?2) END
         WHERE session_id = ?1",
        parameters![id.as_str(), now],
    )?;
    if has_new {
        tell_anew(sql, id)?;
    } else {
        drop_empty(sql, id)?;
    }
    Ok(has_new)
}

/// Says anew what an archived session holds, in its own sentences, after that has changed.
fn tell_anew(sql: &impl Sql, id: &SessionId) -> Result<(), SqlError> {
    count_archive(sql, id)?;
    let summary = summary::extract(&archived_lines(sql, id, summary::ENOUGH)?);
    sql.run(
        "UPDATE sessions SET summary = ?2 WHERE session_id = ?1 AND archived_at IS NOT NULL",
        parameters![id.as_str(), summary],
    )
}

/// A program's session that is over and holds nothing is none.
fn drop_empty(sql: &impl Sql, id: &SessionId) -> Result<(), SqlError> {
    sql.run(
        "DELETE FROM sessions WHERE session_id = ?1 AND of_call = 0 AND ended_at IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.session_id = ?1)",
        parameters![id.as_str()],
    )
}

/// Moves what is live into the archive. Answers how many entries stand there.
fn shelve(sql: &impl Sql, id: &SessionId) -> Result<u32, SqlError> {
    sql.run(
        "UPDATE entries SET live = 0, archived = 1 WHERE session_id = ? AND live = 1",
        parameters![id.as_str()],
    )?;
    count_archive(sql, id)
}

/// Counts what stands in the archive, and who put most of it. Answers how many entries.
fn count_archive(sql: &impl Sql, id: &SessionId) -> Result<u32, SqlError> {
    #[derive(Deserialize)]
    struct Counted {
        archived_entries: u32,
    }
    let counted: Option<Counted> = sql.row(
        "UPDATE sessions SET
             (archived_entries, archived_timelines) = (
                 SELECT COUNT(*), COUNT(DISTINCT timeline) FROM entries
                 WHERE entries.session_id = ?1 AND archived = 1),
             agent = COALESCE((
                 SELECT agent FROM entries
                 WHERE entries.session_id = ?1 AND archived = 1 AND agent IS NOT NULL
                 GROUP BY agent ORDER BY COUNT(*) DESC, agent LIMIT 1), '')
         WHERE session_id = ?1 RETURNING archived_entries",
        parameters![id.as_str()],
    )?;
    Ok(counted.map_or(0, |counted| counted.archived_entries))
}

/// Counts what the session holds, at hand or archived.
fn count_held(sql: &impl Sql, id: &SessionId) -> Result<(), SqlError> {
    sql.run(
        "UPDATE sessions SET (entries, characters) = (
             SELECT COUNT(*), COALESCE(SUM(LENGTH(content)), 0) FROM entries
             WHERE entries.session_id = ?1)
         WHERE session_id = ?1",
        parameters![id.as_str()],
    )
}

/// What is live and not in the archive is no more.
fn let_go(sql: &impl Sql, id: &SessionId, now: Timestamp) -> Result<(), SqlError> {
    sql.run(
        "DELETE FROM entries WHERE session_id = ? AND archived = 0",
        parameters![id.as_str()],
    )?;
    sql.run(
        "UPDATE entries SET live = 0 WHERE session_id = ?",
        parameters![id.as_str()],
    )?;
    sql.run(
        "UPDATE sessions SET ended_at = ? WHERE session_id = ?",
        parameters![now, id.as_str()],
    )?;
    drop_empty(sql, id)
}

/// What was put beside a call's turns is over when the call is; it stays with the call, unless
/// nothing of it is to stay.
pub fn end_with_call(
    sql: &impl Sql,
    call: &CallId,
    kept: bool,
    now: Timestamp,
) -> Result<(), SqlError> {
    let id = call.session();
    start(sql, &id, true, now)?;
    if kept {
        shelve(sql, &id)?;
    } else {
        erase(sql, &id)?;
        start(sql, &id, true, now)?;
    }
    sql.run(
        "UPDATE sessions SET ended_at = ? WHERE session_id = ?",
        parameters![now, id.as_str()],
    )
}

/// Lets go of a session and all that it ever held.
pub fn erase(sql: &impl Sql, id: &SessionId) -> Result<(), SqlError> {
    for table in ["entries", "sessions"] {
        sql.run(
            &format!("DELETE FROM {table} WHERE session_id = ?"),
            parameters![id.as_str()],
        )?;
    }
    Ok(())
}

/// Takes back the copies of a call's turns that were made when it was brought back: what was said
/// has changed.
pub fn forget_turns(sql: &impl Sql, call: &CallId) -> Result<(), SqlError> {
    sql.run(
        "DELETE FROM entries WHERE session_id = ? AND timeline = ? AND archived = 0",
        parameters![call.session().as_str(), CONVERSATION],
    )?;
    count_held(sql, &call.session())
}

/// The session of that row with all that it holds, where it holds anything.
pub fn session(sql: &impl Sql, row: i64) -> Result<Option<ExportedSession>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        session_id: SessionId,
        started_at: Timestamp,
        ended_at: Option<Timestamp>,
        summary: String,
    }
    let row: Option<Row> = sql.row(
        "SELECT session_id, started_at, ended_at, summary FROM sessions WHERE row = ?",
        parameters![row],
    )?;
    let Some(row) = row else {
        return Ok(None);
    };
    let entries: Vec<Entry> = sql.rows(
        &format!("SELECT {ENTRY} FROM entries WHERE session_id = ? ORDER BY at, row"),
        parameters![row.session_id.as_str()],
    )?;
    Ok((!entries.is_empty()).then_some(ExportedSession {
        session_id: row.session_id,
        started_at: row.started_at,
        ended_at: row.ended_at,
        summary: row.summary,
        entries,
    }))
}

impl Command for ReadArchive {
    const NAME: &'static str = "read_archive";
    type Answer = ArchivedLines;

    fn run(self, sql: &impl Sql) -> Result<ArchivedLines, Failure> {
        let lines = archived_lines(sql, &self.session_id, self.characters as usize)?;
        Ok(ArchivedLines {
            digest: digest(&lines),
            lines,
        })
    }
}

fn digest(lines: &[String]) -> String {
    secret::hash(&lines.join("\n"))
}

/// What an archived session holds, the oldest first, until so many characters are reached.
fn archived_lines(
    sql: &impl Sql,
    id: &SessionId,
    characters: usize,
) -> Result<Vec<String>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        content: String,
        agent: Option<String>,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT content, agent FROM (
             SELECT row, at, content, agent,
                 SUM(LENGTH(content)) OVER (ORDER BY at, row) AS length
             FROM entries WHERE session_id = ?1 AND archived = 1)
         WHERE length <= ?2 ORDER BY at, row",
        parameters![id.as_str(), characters as i64],
    )?;
    let line = |row: Row| match row.agent {
        Some(agent) => format!("{agent}: {}", row.content),
        None => row.content,
    };
    Ok(rows.into_iter().map(line).collect())
}

impl Command for SetSummary {
    const NAME: &'static str = "set_summary";
    type Answer = ();

    fn run(self, sql: &impl Sql) -> Result<(), Failure> {
        let lines = archived_lines(sql, &self.session_id, self.characters as usize)?;
        if digest(&lines) != self.of {
            // Something changed since it was read: what was said of it may not be true any more.
            return Ok(());
        }
        let summary: String = self.summary.trim().chars().take(LONGEST_SUMMARY).collect();
        if summary.is_empty() {
            return Err(Failure::invalid("summary", "a summary says something"));
        }
        Ok(sql.run(
            "UPDATE sessions SET summary = ? WHERE session_id = ? AND archived_at IS NOT NULL",
            parameters![summary, self.session_id.as_str()],
        )?)
    }
}
