//! What stands on the timelines of a session that is on.

use serde::Deserialize;

use super::{SessionRow, no_session, start, tell_anew};
use crate::failure::Failure;
use crate::ids::{CallId, EntryId, SessionId};
use crate::memory::actor::matching::{Among, matches};
use crate::memory::actor::past;
use crate::memory::actor::rows::{CallRow, to_json};
use crate::memory::command::{
    Command, DeleteEntry, GetEntries, PickEntries, PutEntries, SearchEntries,
};
use crate::memory::session::{DEFAULT_TIMELINE, Entry, NewEntry, Which};
use crate::parameters;
use crate::recall::needle::Needle;
use crate::secret::digest_id;
use crate::sql::{Sql, SqlError, Value};
use crate::time::Timestamp;

/// The longest content, and the longest timeline, key and agent, in characters.
const LONGEST_CONTENT: usize = 10_000;
const LONGEST_NAME: usize = 200;
/// Entries that are put at once.
const MOST_AT_ONCE: usize = 500;
/// What one session holds, at hand or archived: entries, and characters of all their contents.
const MOST_ENTRIES: usize = 10_000;
const MOST_CHARACTERS: usize = 5_000_000;
/// Entries that a search answers with at most.
const MOST_FOUND: usize = 100;

impl Command for PutEntries {
    const NAME: &'static str = "put_entries";
    type Answer = Vec<EntryId>;

    fn run(self, sql: &impl Sql) -> Result<Vec<EntryId>, Failure> {
        self.check()?;
        let ids = self.ids();
        sql.atomically(|| {
            // Asked for twice, because the first answer was lost.
            if let Some(first) = ids.first()
                && stands(sql, first)?
            {
                return Ok(());
            }
            if self.of_call {
                self.check_call(sql)?;
                start(sql, &self.session_id, true, self.now)?;
            }
            let session = SessionRow::find(sql, &self.session_id)?.ok_or_else(no_session)?;
            if session.ended_at.is_some() {
                let why = "The session is over. Start another, or bring it back first.";
                return Err(Failure::conflict(why));
            }
            self.take_room(sql)?;
            for (id, entry) in ids.iter().zip(&self.entries) {
                put(sql, &self.session_id, id, entry, self.now)?;
            }
            Ok(())
        })?;
        Ok(ids)
    }
}

impl PutEntries {
    fn ids(&self) -> Vec<EntryId> {
        let put = EntryId::new(self.entropy);
        (0..self.entries.len())
            .map(|index| EntryId::new(digest_id(&[put.as_str(), &index.to_string()])))
            .collect()
    }

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

    /// What comes late to a call that was erased does not bring it back.
    fn check_call(&self, sql: &impl Sql) -> Result<(), Failure> {
        let call = CallId::parse(self.session_id.as_str());
        let call = call.map_err(|_| no_session())?;
        let row = CallRow::find(sql, &call)?;
        if past::is_gone(sql, row.as_ref(), self.now)? {
            return Err(no_session());
        }
        Ok(())
    }

    /// Counts them in, where the session can hold them too.
    fn take_room(&self, sql: &impl Sql) -> Result<(), Failure> {
        #[derive(Deserialize)]
        struct Held {
            entries: usize,
            characters: usize,
        }
        let length = |entry: &NewEntry| entry.content.chars().count();
        let characters: usize = self.entries.iter().map(length).sum();
        let held: Option<Held> = sql.row(
            "UPDATE sessions SET entries = entries + ?2, characters = characters + ?3
             WHERE session_id = ?1 RETURNING entries, characters",
            parameters![
                self.session_id.as_str(),
                self.entries.len() as i64,
                characters as i64
            ],
        )?;
        let held = held.ok_or_else(no_session)?;
        if held.entries > MOST_ENTRIES {
            let why = format!("a session holds at most {MOST_ENTRIES} entries");
            return Err(Failure::invalid("entries", why));
        }
        if held.characters > MOST_CHARACTERS {
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
        Ok(())
    }
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    !name.trim().is_empty() && length <= LONGEST_NAME && !name.chars().any(char::is_control)
}

pub(super) fn put(
    sql: &impl Sql,
    session: &SessionId,
    id: &EntryId,
    entry: &NewEntry,
    now: Timestamp,
) -> Result<(), SqlError> {
    sql.run(
        &format!(
            "INSERT INTO entries (id, session_id, timeline, content, at, key, agent, live, place)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, COALESCE(
                 (SELECT MAX(place) + 1 FROM entries WHERE place BETWEEN {FIRST} AND {LAST}),
                 {FIRST}))
             ON CONFLICT (id) DO NOTHING"
        ),
        parameters![
            id.as_str(),
            session.as_str(),
            entry.timeline(),
            entry.content.as_str(),
            entry.at.unwrap_or(now),
            entry.key.as_deref(),
            entry.agent.as_deref(),
        ],
    )
}

/// Where a session's entries stand in the index of words, one after the other, so that a search
/// keeps to them: the first place and the last, of the session ?2. It has many more than a session
/// may hold, since what is taken away leaves its own.
const FIRST: &str = "((SELECT row FROM sessions WHERE session_id = ?2) << 24)";
const LAST: &str = "((SELECT row + 1 FROM sessions WHERE session_id = ?2) << 24) - 1";

impl Command for GetEntries {
    const NAME: &'static str = "get_entries";
    type Answer = Vec<Entry>;

    fn run(self, sql: &impl Sql) -> Result<Vec<Entry>, Failure> {
        let Narrowed { clause, parameters } = narrowed(&self.session_id, &self.which);
        let most = self.which.n_most_recent.map_or(-1, i64::from);
        let mut entries: Vec<Entry> = sql.rows(
            &format!(
                "SELECT {ENTRY} FROM entries WHERE {clause} ORDER BY at DESC, row DESC LIMIT {most}"
            ),
            &parameters,
        )?;
        entries.reverse();
        Ok(entries)
    }
}

pub(super) const ENTRY: &str = "id, session_id, timeline, content, at, key, agent";

struct Narrowed {
    clause: String,
    parameters: Vec<Value>,
}

/// The condition that leaves the live entries that are meant, in a form that the indexes serve.
fn narrowed(session: &SessionId, which: &Which) -> Narrowed {
    let mut clause = "timeline = ?1 AND session_id = ?2 AND live = 1".to_owned();
    let mut parameters = vec![Value::from(which.timeline()), Value::from(session.as_str())];
    for (condition, value) in [
        ("key =", which.key.as_deref().map(Value::from)),
        ("at >=", which.start_time.map(Value::from)),
        ("at <=", which.end_time.map(Value::from)),
    ] {
        if let Some(value) = value {
            parameters.push(value);
            clause.push_str(&format!(" AND entries.{condition} ?{}", parameters.len()));
        }
    }
    Narrowed { clause, parameters }
}

impl Command for SearchEntries {
    const NAME: &'static str = "search_entries";
    type Answer = Vec<Entry>;
    const BY_MEANING: bool = true;

    fn needle(&mut self) -> Option<&mut Needle> {
        Some(&mut self.terms)
    }

    fn run(self, sql: &impl Sql) -> Result<Vec<Entry>, Failure> {
        #[derive(Deserialize)]
        struct Row {
            row: i64,
        }
        let Narrowed { clause, parameters } = narrowed(&self.session_id, &self.among);
        let among = Among {
            names: &format!("entries_words.rowid BETWEEN {FIRST} AND {LAST}"),
            ..Among::all("entries", &clause, &parameters, MOST_ENTRIES as u32)
        };
        let found = matches(sql, &self.terms, &among)?;
        let mut best: Vec<i64> = found.keys().rev().copied().collect();
        if let Some(most) = self.among.n_most_recent {
            let latest: Vec<Row> = sql.rows(
                "SELECT row FROM entries
                 WHERE row IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
                 ORDER BY at DESC, row DESC LIMIT ?",
                parameters![to_json(&best)?, most],
            )?;
            best = latest.into_iter().map(|row| row.row).collect();
        }
        let score = |row: &i64| found.get(row).map_or(0.0, |matched| matched.score());
        best.sort_by(|one, other| score(other).total_cmp(&score(one)));
        best.truncate(MOST_FOUND);
        let found = sql.rows(
            "SELECT entries.id, session_id, timeline, content, at, entries.key, agent
             FROM json_each(?) AS best JOIN entries ON entries.row = best.value
             ORDER BY best.key",
            parameters![to_json(&best)?],
        )?;
        Ok(found)
    }
}

impl Command for PickEntries {
    const NAME: &'static str = "pick_entries";
    type Answer = Vec<Entry>;

    fn run(self, sql: &impl Sql) -> Result<Vec<Entry>, Failure> {
        let ids: Vec<&str> = self.ids.iter().map(EntryId::as_str).collect();
        let ids = serde_json::to_string(&ids).unwrap_or_default();
        // The named ones first: the planner would read the whole session for them.
        let picked = sql.rows(
            "SELECT entries.id, session_id, timeline, content, at, entries.key, agent
             FROM json_each(?1) AS named CROSS JOIN entries ON entries.id = named.value
             WHERE session_id = ?2 AND live = 1 ORDER BY named.key",
            parameters![ids, self.session_id.as_str()],
        )?;
        Ok(picked)
    }
}

impl Command for DeleteEntry {
    const NAME: &'static str = "delete_entry";
    type Answer = bool;

    fn run(self, sql: &impl Sql) -> Result<bool, Failure> {
        #[derive(Deserialize)]
        struct Deleted {
            characters: i64,
            archived: u8,
        }
        sql.atomically(|| {
            let deleted: Option<Deleted> = sql.row(
                "DELETE FROM entries WHERE id = ? AND session_id = ? AND live = 1
                 RETURNING LENGTH(content) AS characters, archived",
                parameters![self.id.as_str(), self.session_id.as_str()],
            )?;
            let Some(Deleted {
                characters,
                archived,
            }) = deleted
            else {
                return Ok(false);
            };
            sql.run(
                "UPDATE sessions SET entries = entries - 1, characters = characters - ?2
                 WHERE session_id = ?1",
                parameters![self.session_id.as_str(), characters],
            )?;
            if archived != 0 {
                tell_anew(sql, &self.session_id)?;
            }
            Ok(true)
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
