//! What a person looks through as a whole: storylines from their first word to their last, and what the
//! persona leaves alone.

use serde::Deserialize;

use super::evidence::ORDER;
use super::likeness::storyline_slot;
use super::rows::{self, MEMORY, STORYLINE, StorylineRow, json, list};
use crate::failure::Failure;
use crate::ids::{CallId, MemoryId};
use crate::memory::Memory;
use crate::memory::command::{Avoided, Command, Former, TimelineList, Timelines};
use crate::memory::operation::Operation;
use crate::memory::storyline::{Step, Timeline};
use crate::parameters;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

/// The latest steps that are told of one storyline.
const MOST_STEPS: u32 = 50;
/// What is left alone, and told of.
const MOST_AVOIDED: u32 = 100;
/// What others took the place of.
const MOST_FORMER: u32 = 500;

impl Command for Timelines {
    const NAME: &'static str = "timelines";
    type Answer = TimelineList;

    fn run(self, sql: &impl Sql) -> Result<TimelineList, Failure> {
        let rows: Vec<StorylineRow> = sql.rows(
            &format!(
                "SELECT {STORYLINE} FROM storylines
                 ORDER BY status = 'resolved', last_mentioned DESC, id DESC LIMIT ?"
            ),
            parameters![self.limit],
        )?;
        let timelines: Result<TimelineList, SqlError> = rows
            .into_iter()
            .map(|row| {
                let storyline = row.storyline()?;
                Ok(Timeline {
                    steps: steps(sql, &storyline.topic)?,
                    storyline,
                })
            })
            .collect();
        Ok(timelines?)
    }
}

/// The latest first.
fn steps(sql: &impl Sql, topic: &str) -> Result<Vec<Step>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        call_id: Option<CallId>,
        at: Timestamp,
        operation: String,
    }
    let backwards = ORDER.replace(',', " DESC,");
    let rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT call_id, at, operation FROM evidence
             WHERE slot = ? AND kind = 'storyline' ORDER BY {backwards} DESC LIMIT {MOST_STEPS}"
        ),
        parameters![storyline_slot(topic)],
    )?;
    let step = |row: Row| match json(&row.operation) {
        Ok(Operation::Storyline {
            turn,
            summary,
            status,
            ..
        }) => Some(Ok(Step {
            at: row.at,
            said_in: row.call_id.map(|call_id| (call_id, turn)),
            summary,
            status,
        })),
        Ok(_) => None,
        Err(error) => Some(Err(error)),
    };
    rows.into_iter().filter_map(step).collect()
}

impl Command for Avoided {
    const NAME: &'static str = "avoided";
    type Answer = Vec<Memory>;

    fn run(self, sql: &impl Sql) -> Result<Vec<Memory>, Failure> {
        Ok(rows::memories(
            sql,
            &format!(
                "SELECT {MEMORY} FROM memories
                 WHERE state IN ('current', 'faded')
                   AND (attribute = 'topic_to_avoid' OR sensitive = 1)
                 ORDER BY attribute = 'topic_to_avoid' DESC, learned_at DESC, id
                 LIMIT {MOST_AVOIDED}"
            ),
            &[],
        )?)
    }
}

impl Command for Former {
    const NAME: &'static str = "former";
    type Answer = Vec<Memory>;

    fn run(self, sql: &impl Sql) -> Result<Vec<Memory>, Failure> {
        let of = list(self.of.iter().map(MemoryId::as_str));
        Ok(rows::memories(
            sql,
            &format!(
                "WITH RECURSIVE before (id) AS (
                     SELECT id FROM memories
                     WHERE superseded_by IN (SELECT value FROM json_each(?1))
                     UNION SELECT memories.id FROM memories
                         JOIN before ON memories.superseded_by = before.id)
                 SELECT {MEMORY} FROM memories
                 WHERE id IN (SELECT id FROM before) AND state = 'superseded'
                 ORDER BY learned_at DESC, id LIMIT {MOST_FORMER}"
            ),
            parameters![of],
        )?)
    }
}
