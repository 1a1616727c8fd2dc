//! Bringing an archived session back into working memory, and taking back what was only lent.

use serde::Deserialize;

use super::{count_held, entries};
use crate::call::{Speaker, Turn};
use crate::failure::Failure;
use crate::ids::{CallId, EntryId, SessionId};
use crate::memory::actor::past;
use crate::memory::actor::rows::{CallRow, TURN};
use crate::memory::command::{Command, RehydrateSession, RehydrationStatus};
use crate::memory::session::{CONVERSATION, Entry, NewEntry, Rehydration};
use crate::parameters;
use crate::secret::digest_id;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

impl Command for RehydrateSession {
    const NAME: &'static str = "rehydrate_session";
    type Answer = Rehydration;

    fn run(self, sql: &impl Sql) -> Result<Rehydration, Failure> {
        sql.atomically(|| {
            let archived = Archived::find(sql, &self.session_id)?;
            let archived = archived.ok_or_else(|| Failure::not_found("the archived session"))?;
            take_back(sql, &self.session_id)?;
            sql.run(
                "INSERT INTO sessions (session_id, of_call, started_at) VALUES (?1, 1, ?2)
                 ON CONFLICT (session_id) DO NOTHING",
                parameters![self.session_id.as_str(), archived.started_at],
            )?;
            let entries_restored = if self.summary_only {
                archived.restore_summary(sql, &self.session_id)?
            } else {
                archived.restore_all(sql, &self.session_id)?
            };
            let rehydration = Rehydration {
                at: self.now,
                entries_restored,
                summary_only: self.summary_only,
            };
            sql.run(
                "UPDATE sessions SET ended_at = NULL, rehydrated_at = ?2, restored = ?3,
                     summary_only = ?4
                 WHERE session_id = ?1",
                parameters![
                    self.session_id.as_str(),
                    rehydration.at,
                    rehydration.entries_restored,
                    rehydration.summary_only
                ],
            )?;
            count_held(sql, &self.session_id)?;
            Ok(rehydration)
        })
    }
}

/// What the archive says of a session.
struct Archived {
    started_at: Timestamp,
    agent: String,
    summary: Option<String>,
    /// Where it was a call.
    call: Option<CallId>,
}

impl Archived {
    fn find(sql: &impl Sql, id: &SessionId) -> Result<Option<Self>, Failure> {
        #[derive(Deserialize)]
        struct Row {
            started_at: Timestamp,
            summary: String,
        }
        let row: Option<Row> = sql.row(
            "SELECT started_at, summary FROM sessions
             WHERE session_id = ? AND archived_at IS NOT NULL",
            parameters![id.as_str()],
        )?;
        if let Some(row) = row {
            return Ok(Some(Self {
                started_at: row.started_at,
                agent: String::new(),
                summary: Some(row.summary),
                call: None,
            }));
        }
        let Ok(call_id) = CallId::parse(id.as_str()) else {
            return Ok(None);
        };
        let call =
            CallRow::find(sql, &call_id)?.filter(|call| call.is_archived() && !call.is_erased());
        let Some(call) = call else {
            return Ok(None);
        };
        Ok(Some(Self {
            started_at: call.started_at,
            agent: call.agent,
            summary: past::gist(sql, &call_id)?.map(|gist| gist.summary),
            call: Some(call_id),
        }))
    }

    fn restore_all(&self, sql: &impl Sql, id: &SessionId) -> Result<u32, Failure> {
        #[derive(Deserialize)]
        struct Restored {
            entries: u32,
        }
        if let Some(call) = &self.call {
            let turns = past::turns(
                sql,
                &format!("SELECT {TURN} FROM turns WHERE call_id = ? ORDER BY idx"),
                call,
            )?;
            for turn in turns.into_iter().filter(|turn| !turn.text.is_empty()) {
                let entry = turn_entry(call, turn, &self.agent);
                let new = NewEntry {
                    content: entry.content,
                    timeline: Some(entry.timeline),
                    key: None,
                    agent: entry.agent,
                    at: Some(entry.at),
                };
                entries::put(sql, id, &entry.id, &new, self.started_at)?;
            }
        }
        sql.run(
            "UPDATE entries SET live = 1 WHERE session_id = ? AND archived = 1",
            parameters![id.as_str()],
        )?;
        let restored: Option<Restored> = sql.row(
            "SELECT COUNT(*) AS entries FROM entries
             WHERE session_id = ?1 AND (archived = 1 OR (?2 AND timeline = ?3))",
            parameters![id.as_str(), self.call.is_some(), CONVERSATION],
        )?;
        Ok(restored.map_or(0, |restored| restored.entries))
    }

    fn restore_summary(&self, sql: &impl Sql, id: &SessionId) -> Result<u32, Failure> {
        let summary = self
            .summary
            .as_deref()
            .filter(|summary| !summary.is_empty());
        let summary =
            summary.ok_or_else(|| Failure::conflict("The session has no summary yet."))?;
        sql.run(
            "UPDATE entries SET live = 0 WHERE session_id = ? AND archived = 1",
            parameters![id.as_str()],
        )?;
        let agent = Some(self.agent.clone()).filter(|agent| !agent.is_empty());
        let entry = NewEntry {
            content: summary.to_owned(),
            timeline: self.call.is_some().then(|| CONVERSATION.to_owned()),
            key: None,
            agent,
            at: Some(self.started_at),
        };
        entries::put(sql, id, &summary_id(id), &entry, self.started_at)?;
        Ok(1)
    }
}

/// A call's turn as an entry of `main_conversation`; `agent` is what the persona is called.
pub fn turn_entry(call: &CallId, turn: Turn, agent: &str) -> Entry {
    let id = digest_id(&[call.as_str(), CONVERSATION, &turn.index.to_string()]);
    Entry {
        id: EntryId::new(id),
        session_id: call.session(),
        timeline: CONVERSATION.to_owned(),
        content: turn.text,
        at: turn.at,
        key: None,
        agent: (turn.speaker == Speaker::Persona).then(|| agent.to_owned()),
    }
}

fn summary_id(id: &SessionId) -> EntryId {
    EntryId::new(digest_id(&[id.as_str(), "summary"]))
}

/// Takes back what stands live only because the session was brought back: its summary, and copies of
/// a call's turns.
pub fn take_back(sql: &impl Sql, id: &SessionId) -> Result<(), SqlError> {
    sql.run(
        "DELETE FROM entries WHERE id = ?",
        parameters![summary_id(id).as_str()],
    )?;
    sql.run(
        "DELETE FROM entries WHERE session_id = ?1 AND timeline = ?2 AND archived = 0
             AND EXISTS (SELECT 1 FROM sessions WHERE session_id = ?1 AND of_call = 1)",
        parameters![id.as_str(), CONVERSATION],
    )
}

impl Command for RehydrationStatus {
    const NAME: &'static str = "rehydration_status";
    type Answer = Option<Rehydration>;

    fn run(self, sql: &impl Sql) -> Result<Option<Rehydration>, Failure> {
        #[derive(Deserialize)]
        struct Row {
            rehydrated_at: Option<Timestamp>,
            restored: u32,
            summary_only: u8,
        }
        let row: Option<Row> = sql.row(
            "SELECT rehydrated_at, restored, summary_only FROM sessions WHERE session_id = ?",
            parameters![self.session_id.as_str()],
        )?;
        Ok(row.and_then(|row| {
            Some(Rehydration {
                at: row.rehydrated_at?,
                entries_restored: row.restored,
                summary_only: row.summary_only != 0,
            })
        }))
    }
}
