//! The rows of entries, and what each command does with them.

use serde::Deserialize;

use super::relevance;
use super::{
    DEFAULT_TIMELINE, DeleteEntry, Entry, GetEntries, NewEntry, PutEntries, SearchEntries,
    WorkingCommand,
};
use crate::call::session::{self, CONVERSATION};
use crate::call::{Call, Speaker, Turn};
use crate::failure::Failure;
use crate::ids::{CallId, EntryId};
use crate::parameters;
use crate::secret::digest_id;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

/// The longest content, and the longest timeline, key and agent, in characters.
const LONGEST_CONTENT: usize = 10_000;
const LONGEST_NAME: usize = 200;
/// Entries that are put at once.
const MOST_AT_ONCE: usize = 500;
/// What one session holds: entries, and characters of all their contents. They are read whole.
const MOST_ENTRIES: usize = 10_000;
const MOST_CHARACTERS: usize = 2_000_000;
/// Moments are stored as integers that a 64-bit float holds exactly.
const FARTHEST_MOMENT: u64 = 1 << 53;
/// Entries that a search answers with at most.
const MOST_FOUND: usize = 100;

/// Creates the table where it is not.
pub fn prepare(sql: &impl Sql) -> Result<(), SqlError> {
    for statement in [
        "CREATE TABLE IF NOT EXISTS entries (
            row INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            timeline TEXT NOT NULL,
            content TEXT NOT NULL,
            at INTEGER NOT NULL,
            key TEXT,
            agent TEXT
        )",
        "CREATE INDEX IF NOT EXISTS entries_by_timeline ON entries (timeline, at)",
    ] {
        sql.run(statement, &[])?;
    }
    Ok(())
}

/// Lets all of them go.
pub fn forget(sql: &impl Sql) -> Result<(), SqlError> {
    sql.run("DELETE FROM entries", &[])
}

/// A call's turn as an entry of `main_conversation`; `agent` is what the persona is called.
pub fn turn_entry(call: &CallId, turn: Turn, agent: &str) -> Entry {
    let id = digest_id(&[call.as_str(), CONVERSATION, &turn.index.to_string()]);
    Entry {
        id: EntryId::new(id),
        session_id: call.clone(),
        timeline: CONVERSATION.to_owned(),
        content: turn.text,
        at: turn.at,
        key: None,
        agent: (turn.speaker == Speaker::Persona).then(|| agent.to_owned()),
    }
}

impl WorkingCommand for PutEntries {
    const NAME: &'static str = "put_memory";
    type Answer = Vec<EntryId>;

    fn run(self, sql: &impl Sql) -> Result<Vec<EntryId>, Failure> {
        let call = call(sql)?;
        self.check()?;
        if call.ended_at.is_some() {
            return Err(Failure::conflict(
                "The call is over, and its working memory with it.",
            ));
        }
        let ids: Vec<EntryId> = (0..self.entries.len())
            .map(|index| {
                let put = EntryId::new(self.entropy);
                EntryId::new(digest_id(&[put.as_str(), &index.to_string()]))
            })
            .collect();
        sql.atomically(|| {
            // Asked for twice, because the first answer was lost.
            if let Some(first) = ids.first()
                && stands(sql, first)?
            {
                return Ok(());
            }
            self.check_room(sql)?;
            for (id, entry) in ids.iter().zip(&self.entries) {
                put(sql, id, entry, self.now)?;
            }
            Ok::<(), Failure>(())
        })?;
        Ok(ids)
    }
}

impl PutEntries {
    fn check(&self) -> Result<(), Failure> {
        let count = self.entries.len();
        if count == 0 || count > MOST_AT_ONCE {
            let why = format!("1 to {MOST_AT_ONCE} entries are put at once");
            return Err(Failure::invalid("entries", why));
        }
        for (index, entry) in self.entries.iter().enumerate() {
            entry.check().map_err(|failure| match failure {
                Failure::Invalid { field, why } if count > 1 => {
                    Failure::invalid(format!("entries[{index}].{field}"), why)
                }
                failure => failure,
            })?;
        }
        Ok(())
    }

    /// Whether the session can hold them too.
    fn check_room(&self, sql: &impl Sql) -> Result<(), Failure> {
        #[derive(Deserialize, Default)]
        struct Held {
            entries: usize,
            characters: usize,
        }
        let held: Held = sql
            .row(
                "SELECT COUNT(*) AS entries, COALESCE(SUM(LENGTH(content)), 0) AS characters
                 FROM entries",
                &[],
            )?
            .unwrap_or_default();
        let more: usize = self
            .entries
            .iter()
            .map(|entry| entry.content.chars().count())
            .sum();
        if held.entries + self.entries.len() > MOST_ENTRIES {
            let why = format!("a session holds at most {MOST_ENTRIES} entries");
            return Err(Failure::invalid("entries", why));
        }
        if held.characters + more > MOST_CHARACTERS {
            let why = format!("a session holds at most {MOST_CHARACTERS} characters");
            return Err(Failure::invalid("entries", why));
        }
        Ok(())
    }
}

impl NewEntry {
    fn timeline(&self) -> &str {
        self.timeline.as_deref().unwrap_or(DEFAULT_TIMELINE)
    }

    fn check(&self) -> Result<(), Failure> {
        let length = self.content.chars().count();
        if self.content.trim().is_empty() || length > LONGEST_CONTENT {
            let why = format!("has 1 to {LONGEST_CONTENT} characters");
            return Err(Failure::invalid("content", why));
        }
        for (field, name) in [
            ("timeline", Some(self.timeline())),
            ("key", self.key.as_deref()),
            ("agent", self.agent.as_deref()),
        ] {
            if name.is_some_and(|name| !is_name(name)) {
                let why = format!("has 1 to {LONGEST_NAME} printable characters");
                return Err(Failure::invalid(field, why));
            }
        }
        if self.timeline() == CONVERSATION {
            let why = "what is said in a call, the call itself records; name another timeline";
            return Err(Failure::invalid("timeline", why));
        }
        if self
            .at
            .is_some_and(|at| at.millis().unsigned_abs() >= FARTHEST_MOMENT)
        {
            return Err(Failure::invalid("at", "is no moment of any calendar"));
        }
        Ok(())
    }
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    !name.trim().is_empty() && length <= LONGEST_NAME && !name.chars().any(char::is_control)
}

fn put(sql: &impl Sql, id: &EntryId, entry: &NewEntry, now: Timestamp) -> Result<(), SqlError> {
    sql.run(
        "INSERT INTO entries (id, timeline, content, at, key, agent) VALUES (?, ?, ?, ?, ?, ?)",
        parameters![
            id.as_str(),
            entry.timeline(),
            entry.content.as_str(),
            entry.at.unwrap_or(now),
            entry.key.as_deref(),
            entry.agent.as_deref(),
        ],
    )
}

impl WorkingCommand for GetEntries {
    const NAME: &'static str = "get_memory";
    type Answer = Vec<Entry>;

    fn run(self, sql: &impl Sql) -> Result<Vec<Entry>, Failure> {
        let call = call(sql)?;
        if call.ended_at.is_some() {
            return Ok(Vec::new());
        }
        let timeline = self.timeline.as_deref().unwrap_or(DEFAULT_TIMELINE);
        if timeline == CONVERSATION {
            return self.turns(sql, &call);
        }
        let most = self.n_most_recent.map_or(-1, i64::from);
        let mut rows: Vec<Row> = sql.rows(
            "SELECT id, timeline, content, at, key, agent FROM entries
             WHERE timeline = ?1 AND (?2 IS NULL OR key = ?2)
                 AND (?3 IS NULL OR at >= ?3) AND (?4 IS NULL OR at <= ?4)
             ORDER BY at DESC, row DESC LIMIT ?5",
            parameters![
                timeline,
                self.key.as_deref(),
                self.start_time,
                self.end_time,
                most
            ],
        )?;
        rows.reverse();
        Ok(rows.into_iter().map(|row| row.entry(&call.id)).collect())
    }
}

impl GetEntries {
    /// The call's turns, which have no key.
    fn turns(&self, sql: &impl Sql, call: &Call) -> Result<Vec<Entry>, Failure> {
        let agent = agent(sql)?;
        let mut entries: Vec<Entry> = session::turns(sql)?
            .into_iter()
            .map(|turn| turn_entry(&call.id, turn, &agent))
            .filter(|entry| {
                self.key.is_none()
                    && self.start_time.is_none_or(|start| entry.at >= start)
                    && self.end_time.is_none_or(|end| entry.at <= end)
            })
            .collect();
        if let Some(most) = self.n_most_recent {
            let surplus = entries.len().saturating_sub(most as usize);
            entries.drain(..surplus);
        }
        Ok(entries)
    }
}

impl WorkingCommand for SearchEntries {
    const NAME: &'static str = "search_memory";
    type Answer = Vec<Entry>;

    fn run(self, sql: &impl Sql) -> Result<Vec<Entry>, Failure> {
        let n_most_recent = self.among.n_most_recent;
        let among = GetEntries {
            n_most_recent: None,
            ..self.among
        };
        let mut found = relevance::found(among.run(sql)?, &self.terms, n_most_recent);
        found.truncate(MOST_FOUND);
        Ok(found)
    }
}

impl WorkingCommand for DeleteEntry {
    const NAME: &'static str = "delete_memory";
    type Answer = bool;

    fn run(self, sql: &impl Sql) -> Result<bool, Failure> {
        let call = call(sql)?;
        if call.ended_at.is_some() {
            return Ok(false);
        }
        let conversation = GetEntries::default().turns(sql, &call)?;
        if conversation.iter().any(|entry| entry.id == self.id) {
            return Err(Failure::conflict(
                "What was said in a call can't be taken back while it goes on; forget it afterwards.",
            ));
        }
        sql.atomically(|| {
            let stood = stands(sql, &self.id)?;
            sql.run(
                "DELETE FROM entries WHERE id = ?",
                parameters![self.id.as_str()],
            )?;
            Ok(stood)
        })
    }
}

fn stands(sql: &impl Sql, id: &EntryId) -> Result<bool, SqlError> {
    #[derive(Deserialize)]
    struct Found {}
    let found: Option<Found> = sql.row(
        "SELECT row FROM entries WHERE id = ?",
        parameters![id.as_str()],
    )?;
    Ok(found.is_some())
}

/// Whose session it is.
fn call(sql: &impl Sql) -> Result<Call, Failure> {
    session::load(sql)?
        .map(|machine| machine.call)
        .ok_or_else(|| Failure::not_found("the call"))
}

/// What the persona of the call is called.
fn agent(sql: &impl Sql) -> Result<String, Failure> {
    session::script(sql)?
        .map(|script| script.briefing.persona.agent())
        .ok_or_else(|| Failure::not_found("the call's prompt"))
}

#[derive(Deserialize)]
struct Row {
    id: EntryId,
    timeline: String,
    content: String,
    at: Timestamp,
    key: Option<String>,
    agent: Option<String>,
}

impl Row {
    fn entry(self, session: &CallId) -> Entry {
        Entry {
            id: self.id,
            session_id: session.clone(),
            timeline: self.timeline,
            content: self.content,
            at: self.at,
            key: self.key,
            agent: self.agent,
        }
    }
}
