//! Rows as the product's records. A row's struct is flat and plain: numbers cross from the worker's
//! SQLite as floats, flags as 0 and 1.

use std::str::FromStr;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::call::{Speaker, Turn};
use crate::failure::Failure;
use crate::ids::{CallId, MemoryId, StorylineId};
use crate::memory::episode::Episode;
use crate::memory::procedure::Procedure;
use crate::memory::storyline::Storyline;
use crate::memory::{Memory, Source, Subject};
use crate::parameters;
use crate::sql::{Sql, SqlError, Value};
use crate::time::{SECOND, Timestamp};

/// The columns of `MemoryRow`.
pub const MEMORY: &str = "slot, likeness, id, category, subject, attribute, value, content,
    importance, confidence, source_call, source_turn, learned_at, occurred_at, last_mentioned_at,
    mentions, stability, fades_at, state, superseded_by, pinned, sensitive";

/// The columns of `EpisodeRow`, of `episodes` joined with `calls`.
pub const EPISODE: &str = "episodes.call_id, calls.agent, calls.started_at, calls.ended_at,
    calls.entry_count, calls.cost_usd, episodes.gist";

pub const TURN: &str = "call_id, idx, speaker, text, at";

pub const STORYLINE: &str =
    "id, topic, first_mentioned, last_mentioned, status, summary, closed_at";

pub const PROCEDURE: &str = "key, value, created_at, updated_at, learned_in";

#[derive(Deserialize)]
pub struct MemoryRow {
    pub slot: String,
    pub likeness: String,
    id: MemoryId,
    category: String,
    subject: String,
    attribute: String,
    value: String,
    content: String,
    importance: f64,
    confidence: f64,
    source_call: Option<CallId>,
    source_turn: Option<u32>,
    learned_at: Timestamp,
    occurred_at: Option<Timestamp>,
    last_mentioned_at: Timestamp,
    mentions: u32,
    stability: f64,
    fades_at: Option<Timestamp>,
    state: String,
    superseded_by: Option<MemoryId>,
    pinned: u8,
    sensitive: u8,
}

impl MemoryRow {
    pub fn memory(self) -> Result<Memory, SqlError> {
        Ok(Memory {
            id: self.id,
            category: word(&self.category)?,
            subject: Subject::from(self.subject),
            attribute: self.attribute,
            value: self.value,
            content: self.content,
            importance: self.importance,
            confidence: self.confidence,
            source: self
                .source_call
                .map_or(Source::Hand, |call_id| Source::Call {
                    call_id,
                    turn: self.source_turn.unwrap_or(0),
                }),
            learned_at: self.learned_at,
            occurred_at: self.occurred_at,
            last_mentioned_at: self.last_mentioned_at,
            mentions: self.mentions,
            stability: self.stability,
            fades_at: self.fades_at,
            state: word(&self.state)?,
            superseded_by: self.superseded_by,
            pinned: self.pinned != 0,
            sensitive: self.sensitive != 0,
        })
    }
}

/// Creates the memory's row, or brings it up to date.
pub fn put_memory(
    sql: &impl Sql,
    slot: &str,
    likeness: &str,
    memory: &Memory,
) -> Result<(), SqlError> {
    let (source_call, source_turn) = match &memory.source {
        Source::Call { call_id, turn } => (Some(call_id.as_str()), Some(*turn)),
        Source::Hand => (None, None),
    };
    sql.run(
        &format!(
            "INSERT INTO memories ({MEMORY})
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (slot, likeness) DO UPDATE SET
                 category = excluded.category, subject = excluded.subject,
                 value = excluded.value, content = excluded.content,
                 importance = excluded.importance, confidence = excluded.confidence,
                 source_call = excluded.source_call, source_turn = excluded.source_turn,
                 learned_at = excluded.learned_at, occurred_at = excluded.occurred_at,
                 last_mentioned_at = excluded.last_mentioned_at, mentions = excluded.mentions,
                 stability = excluded.stability, fades_at = excluded.fades_at,
                 state = excluded.state, superseded_by = excluded.superseded_by,
                 pinned = excluded.pinned, sensitive = excluded.sensitive"
        ),
        parameters![
            slot,
            likeness,
            memory.id.as_str(),
            memory.category.as_str(),
            String::from(memory.subject.clone()),
            memory.attribute.as_str(),
            memory.value.as_str(),
            memory.content.as_str(),
            memory.importance,
            memory.confidence,
            source_call,
            source_turn,
            memory.learned_at,
            memory.occurred_at,
            memory.last_mentioned_at,
            memory.mentions,
            memory.stability,
            memory.fades_at,
            memory.state.as_str(),
            memory.superseded_by.as_ref().map(MemoryId::as_str),
            memory.pinned,
            memory.sensitive,
        ],
    )
}

/// The memories of a `SELECT` over `MEMORY`'s columns.
pub fn memories(
    sql: &impl Sql,
    statement: &str,
    parameters: &[crate::sql::Value],
) -> Result<Vec<Memory>, SqlError> {
    let rows: Vec<MemoryRow> = sql.rows(statement, parameters)?;
    rows.into_iter().map(MemoryRow::memory).collect()
}

#[derive(Deserialize)]
pub struct EpisodeRow {
    pub call_id: CallId,
    pub agent: String,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    pub entry_count: u32,
    cost_usd: Option<f64>,
    gist: String,
}

impl EpisodeRow {
    pub fn duration_seconds(&self) -> u32 {
        let seconds = self.ended_at.since(self.started_at) / SECOND;
        u32::try_from(seconds.max(0)).unwrap_or(u32::MAX)
    }

    pub fn episode(self) -> Result<Episode, SqlError> {
        Ok(Episode {
            duration_seconds: self.duration_seconds(),
            gist: json(&self.gist)?,
            call_id: self.call_id,
            started_at: self.started_at,
            entry_count: self.entry_count,
            cost_usd: self.cost_usd,
        })
    }
}

#[derive(Deserialize)]
pub struct TurnRow {
    pub call_id: CallId,
    idx: u32,
    speaker: String,
    text: String,
    at: Timestamp,
}

impl TurnRow {
    pub fn turn(self) -> Result<Turn, SqlError> {
        Ok(Turn {
            index: self.idx,
            speaker: word::<Speaker>(&self.speaker)?,
            text: self.text,
            at: self.at,
        })
    }
}

#[derive(Deserialize)]
pub struct StorylineRow {
    id: StorylineId,
    topic: String,
    first_mentioned: Timestamp,
    last_mentioned: Timestamp,
    status: String,
    summary: String,
    closed_at: Option<Timestamp>,
}

impl StorylineRow {
    pub fn storyline(self) -> Result<Storyline, SqlError> {
        Ok(Storyline {
            id: self.id,
            topic: self.topic,
            first_mentioned: self.first_mentioned,
            last_mentioned: self.last_mentioned,
            status: word(&self.status)?,
            summary: self.summary,
            closed_at: self.closed_at,
        })
    }
}

/// All procedures, by key.
pub fn procedures(sql: &impl Sql) -> Result<Vec<Procedure>, SqlError> {
    procedures_where(sql, "TRUE ORDER BY key", &[])
}

pub fn procedures_where(
    sql: &impl Sql,
    which: &str,
    parameters: &[Value],
) -> Result<Vec<Procedure>, SqlError> {
    let statement = format!("SELECT {PROCEDURE} FROM procedures WHERE {which}");
    sql.rows(&statement, parameters)
}

/// A call's own row.
#[derive(Debug, Clone, Deserialize)]
pub struct CallRow {
    pub agent: String,
    pub started_at: Timestamp,
    archived: u8,
    remembered: u8,
    erased: u8,
}

impl CallRow {
    pub fn find(sql: &impl Sql, call_id: &CallId) -> Result<Option<Self>, SqlError> {
        sql.row(
            "SELECT agent, started_at, archived, remembered, erased FROM calls WHERE call_id = ?",
            parameters![call_id.as_str()],
        )
    }

    pub fn is_archived(&self) -> bool {
        self.archived != 0
    }

    pub fn is_remembered(&self) -> bool {
        self.remembered != 0
    }

    pub fn is_erased(&self) -> bool {
        self.erased != 0
    }
}

/// A word of an enumeration, as a column holds it.
pub fn word<T: FromStr>(text: &str) -> Result<T, SqlError> {
    text.parse().map_err(|_| {
        SqlError(format!(
            "a row holds a word that is none of its column: {text}"
        ))
    })
}

/// JSON that a column holds.
pub fn json<T: DeserializeOwned>(text: &str) -> Result<T, SqlError> {
    serde_json::from_str(text)
        .map_err(|error| SqlError(format!("a row holds broken JSON: {error}")))
}

/// JSON for a column.
pub fn to_json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::unavailable(error.to_string()))
}

/// A list for `json_each`, which takes the place of a hundred bound parameters.
pub fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.collect::<serde_json::Value>().to_string()
}
