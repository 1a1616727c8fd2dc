//! What calls leave behind: their turns, their episodes, and what the next call starts from.

use serde::{Deserialize, Serialize};

use super::rows::{
    self, CallRow, EPISODE, EpisodeRow, MEMORY, STORYLINE, StorylineRow, TURN, TurnRow, json,
    to_json,
};
use super::{erasing, evidence, late, working};
use crate::call::{Speaker, Turn};
use crate::failure::Failure;
use crate::ids::CallId;
use crate::memory::command::{Archive, Command, Open, Opening, Past, PastCalls, Price};
use crate::memory::episode::Unread;
use crate::memory::episode::{Episode, Gist, Told};
use crate::memory::storyline::Storyline;
use crate::parameters;
use crate::relationship::MemoryConfig;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

/// The most memories and storylines that a call starts from; a prompt holds far fewer.
const MOST_MEMORIES: u32 = 300;
const MOST_STORYLINES: u32 = 50;
/// Turns of a call that nothing was read from yet.
const UNREAD_TURNS: u32 = 12;
/// Characters of turns that go into one statement.
const BATCH: usize = 200_000;
/// A gist's bounds, in characters and in items of each list.
const LONGEST_SUMMARY: usize = 1_500;
const LONGEST_ITEM: usize = 200;
const MOST_ITEMS: usize = 30;

impl Command for Archive {
    const NAME: &'static str = "archive";
    type Answer = ();

    fn run(self, sql: &impl Sql) -> Result<(), Failure> {
        sql.atomically(|| {
            let call = CallRow::find(sql, &self.call_id)?;
            let done = call.as_ref().is_some_and(CallRow::is_archived);
            if done || is_gone(sql, call.as_ref(), self.started_at)? {
                return Ok(());
            }
            sql.run(
                "INSERT INTO calls
                     (call_id, agent, started_at, ended_at, cost_usd, entry_count, archived)
                 VALUES (?, ?, ?, ?, ?, ?, 1)
                 ON CONFLICT (call_id) DO UPDATE SET agent = excluded.agent,
                     started_at = excluded.started_at, ended_at = excluded.ended_at,
                     cost_usd = excluded.cost_usd, entry_count = excluded.entry_count, archived = 1",
                parameters![
                    self.call_id.as_str(),
                    self.agent.as_str(),
                    self.started_at,
                    self.ended_at,
                    self.cost_usd,
                    self.turns.len() as i64,
                ],
            )?;
            let kept = self.config.remember_past_conversations;
            if kept {
                put_turns(sql, &self.call_id, &self.turns)?;
            }
            working::end_with_call(sql, &self.call_id, kept, self.ended_at)?;
            late::forget(sql, self.started_at, evidence::last_row(sql)?)
        })
    }
}

impl Command for Price {
    const NAME: &'static str = "price";
    type Answer = ();

    fn run(self, sql: &impl Sql) -> Result<(), Failure> {
        Ok(sql.run(
            "UPDATE calls SET cost_usd = ? WHERE call_id = ?",
            parameters![self.cost_usd, self.call_id.as_str()],
        )?)
    }
}

impl Command for Open {
    const NAME: &'static str = "open";
    type Answer = Opening;

    fn run(self, sql: &impl Sql) -> Result<Opening, Failure> {
        // A memory whose moment has come is left out even where the sweep is late. Strength falls
        // with time over stability, so that orders them.
        let memories = rows::memories(
            sql,
            &format!(
                "SELECT {MEMORY} FROM memories
                 WHERE state = 'current' AND (fades_at IS NULL OR fades_at > ?1)
                 ORDER BY fades_at IS NOT NULL, (?1 - last_mentioned_at) / stability,
                     importance DESC, id
                 LIMIT {MOST_MEMORIES}"
            ),
            parameters![self.now],
        )?;
        let in_progress = format!("WHERE status = 'in_progress' {LATEST} LIMIT {MOST_STORYLINES}");
        Ok(Opening {
            memories,
            storylines: storylines(sql, &in_progress)?,
            episodes: episodes(sql, self.depth.min(MemoryConfig::DEEPEST))?,
            procedures: rows::procedures(sql)?,
            unread: unread(sql)?,
        })
    }
}

impl Command for Past {
    const NAME: &'static str = "past";
    type Answer = PastCalls;

    fn run(self, sql: &impl Sql) -> Result<PastCalls, Failure> {
        Ok(PastCalls {
            episodes: episodes(sql, self.limit)?,
            storylines: storylines(sql, LATEST)?,
        })
    }
}

/// Whether a call was erased, so that nothing of it is taken in any more.
pub fn is_gone(
    sql: &impl Sql,
    call: Option<&CallRow>,
    began_at: Timestamp,
) -> Result<bool, SqlError> {
    match call {
        Some(call) => Ok(call.is_erased()),
        None => erasing::is_erased(sql, began_at),
    }
}

/// What was read from a call, where that is kept.
pub fn gist(sql: &impl Sql, call_id: &CallId) -> Result<Option<Gist>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        gist: String,
    }
    let row: Option<Row> = sql.row(
        "SELECT gist FROM episodes WHERE call_id = ?",
        parameters![call_id.as_str()],
    )?;
    row.map(|row| json(&row.gist)).transpose()
}

/// Makes a call's episode, or says it anew.
pub fn put_episode(sql: &impl Sql, call_id: &CallId, gist: Gist) -> Result<(), Failure> {
    let gist = bounded(gist);
    let topics: Vec<&str> = [&gist.key_topics, &gist.people, &gist.tags]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    sql.run(
        "INSERT INTO episodes (call_id, summary, topics, gist) VALUES (?, ?, ?, ?)
         ON CONFLICT (call_id) DO UPDATE SET summary = excluded.summary,
             topics = excluded.topics, gist = excluded.gist",
        parameters![
            call_id.as_str(),
            gist.summary.as_str(),
            topics.join(" ").replace('_', " "),
            to_json(&gist)?,
        ],
    )?;
    Ok(())
}

/// Says a turn anew, where it is kept.
pub fn put_text(sql: &impl Sql, call_id: &CallId, index: u32, text: &str) -> Result<(), SqlError> {
    sql.run(
        "UPDATE turns SET text = ? WHERE call_id = ? AND idx = ?",
        parameters![text, call_id.as_str(), index],
    )
}

pub fn drop_turns(sql: &impl Sql, call_id: &CallId) -> Result<(), SqlError> {
    sql.run(
        "DELETE FROM turns WHERE call_id = ?",
        parameters![call_id.as_str()],
    )
}

/// The latest episodes, the latest first.
fn episodes(sql: &impl Sql, limit: u32) -> Result<Vec<Episode>, SqlError> {
    let rows: Vec<EpisodeRow> = sql.rows(
        &format!(
            "SELECT {EPISODE} FROM calls JOIN episodes ON episodes.call_id = calls.call_id
             ORDER BY calls.started_at DESC, calls.call_id LIMIT ?"
        ),
        parameters![limit],
    )?;
    rows.into_iter().map(EpisodeRow::episode).collect()
}

const LATEST: &str = "ORDER BY last_mentioned DESC, topic";

fn storylines(sql: &impl Sql, which: &str) -> Result<Vec<Storyline>, SqlError> {
    let rows: Vec<StorylineRow> =
        sql.rows(&format!("SELECT {STORYLINE} FROM storylines {which}"), &[])?;
    rows.into_iter().map(StorylineRow::storyline).collect()
}

/// The last turns of the last call, while nothing has been read from it.
fn unread(sql: &impl Sql) -> Result<Option<Unread>, SqlError> {
    #[derive(Deserialize)]
    struct Last {
        call_id: CallId,
        started_at: Timestamp,
        remembered: u8,
    }
    let last: Option<Last> = sql.row(
        "SELECT call_id, started_at, remembered FROM calls
         WHERE archived = 1 OR remembered = 1 ORDER BY started_at DESC, call_id LIMIT 1",
        &[],
    )?;
    let Some(last) = last.filter(|last| last.remembered == 0) else {
        return Ok(None);
    };
    let mut turns = turns(
        sql,
        &format!(
            "SELECT {TURN} FROM turns WHERE call_id = ? ORDER BY idx DESC LIMIT {UNREAD_TURNS}"
        ),
        &last.call_id,
    )?;
    turns.reverse();
    Ok((!turns.is_empty()).then_some(Unread {
        call_id: last.call_id,
        started_at: last.started_at,
        turns,
    }))
}

pub fn turns(sql: &impl Sql, statement: &str, call_id: &CallId) -> Result<Vec<Turn>, SqlError> {
    let rows: Vec<TurnRow> = sql.rows(statement, parameters![call_id.as_str()])?;
    rows.into_iter().map(TurnRow::turn).collect()
}

/// Stores turns, many to a statement: each statement is a way out of the wasm module and back.
pub fn put_turns(sql: &impl Sql, call_id: &CallId, turns: &[Turn]) -> Result<(), Failure> {
    #[derive(Serialize)]
    struct Row<'a> {
        idx: u32,
        speaker: Speaker,
        text: &'a str,
        at: i64,
    }
    let mut rows = turns
        .iter()
        .map(|turn| Row {
            idx: turn.index,
            speaker: turn.speaker,
            text: &turn.text,
            at: turn.at.millis(),
        })
        .peekable();
    while rows.peek().is_some() {
        let mut length = 0;
        let mut batch = Vec::new();
        while let Some(row) = rows.next_if(|_| length < BATCH) {
            length += row.text.len();
            batch.push(row);
        }
        sql.run(
            "INSERT OR IGNORE INTO turns (call_id, idx, speaker, text, at)
             SELECT ?, value ->> 'idx', value ->> 'speaker', value ->> 'text', value ->> 'at'
             FROM json_each(?)",
            parameters![call_id.as_str(), to_json(&batch)?],
        )?;
    }
    Ok(())
}

fn bounded(gist: Gist) -> Gist {
    let cut = |text: String, most: usize| -> String { text.chars().take(most).collect() };
    let items = |list: Vec<String>| -> Vec<String> {
        let list = list.into_iter().take(MOST_ITEMS);
        list.map(|item| cut(item, LONGEST_ITEM)).collect()
    };
    Gist {
        summary: cut(gist.summary, LONGEST_SUMMARY),
        key_topics: items(gist.key_topics),
        outcome: cut(gist.outcome, LONGEST_ITEM),
        people: items(gist.people),
        emotions: items(gist.emotions),
        decisions: items(gist.decisions),
        action_items: items(gist.action_items),
        mood: cut(gist.mood, LONGEST_ITEM),
        tags: items(gist.tags),
        to_user: gist.to_user.map(|told| Told {
            summary: cut(told.summary, LONGEST_SUMMARY),
            decisions: items(told.decisions),
            action_items: items(told.action_items),
        }),
    }
}
