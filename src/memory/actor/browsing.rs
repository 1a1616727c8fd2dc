//! Pages of what is kept, and one thing of it.

use super::mint::Mint;
use super::past;
use super::rows::{self, EPISODE, EpisodeRow, MEMORY, STORYLINE, StorylineRow, TURN, to_json};
use super::{editing::Held, likeness::storyline_slot, storylines};
use crate::failure::Failure;
use crate::ids::{CallId, StorylineId};
use crate::memory::command::{
    Browse, Browsed, BrowsedEpisodes, BrowsedMemories, BrowsedStorylines, CloseStoryline, Command,
    Episodes, Look, Looked, PickEpisode, PickStoryline, Sort, Storylines,
};
use crate::memory::episode::Episode;
use crate::memory::operation::Operation;
use crate::memory::storyline::{Status, Storyline};
use crate::memory::strength::falls_to;
use crate::memory::{Memory, Source};
use crate::pagination::{Position, cut};
use crate::parameters;
use crate::sql::{Sql, SqlError, Value};
use crate::time::Timestamp;

/// How far the history of a memory is told.
const MOST_HISTORY: u32 = 50;
/// `Memory::age` in SQL; `?1` is now.
const AGE: &str = "CASE WHEN state = 'current' AND fades_at IS NULL THEN 0
    ELSE CAST(MAX(?1 - last_mentioned_at, 0) / stability AS INTEGER) END";
/// Importance in whole millionths.
const IMPORTANCE: &str = "CAST(importance * 1000000 AS INTEGER)";

impl Command for Browse {
    const NAME: &'static str = "browse";
    type Answer = BrowsedMemories;

    fn run(self, sql: &impl Sql) -> Result<BrowsedMemories, Failure> {
        // Ranks that change with time are those of the moment at which the first page was asked for.
        let now = self.after.as_ref().map_or(self.now, |after| after.at);
        let rank = match self.sort {
            Sort::Mentioned => "last_mentioned_at".to_owned(),
            Sort::Learned => "learned_at".to_owned(),
            Sort::Strength => format!("-({AGE})"),
            Sort::Importance => IMPORTANCE.to_owned(),
        };
        let mut narrowed = Narrowed::by("?1 IS NOT NULL", parameters![now]);
        if let Some(category) = self.category {
            narrowed.and("category = ??", category.as_str());
        }
        match self.state {
            Some(state) => narrowed.and("+state = ??", state.as_str()),
            None => narrowed
                .conditions
                .push("+state IN ('current', 'faded')".to_owned()),
        }
        if let Some(level) = self.min_strength.filter(|level| *level > 0.0) {
            // The moment of a level is linear in stability.
            let oldest = falls_to(level, 1.0, Timestamp::from_millis(0)).millis();
            narrowed.and(&format!("({AGE}) <= ??"), oldest);
        }
        if let Some(after) = &self.after {
            narrowed.after(&rank, "id", after);
        }
        let conditions = narrowed.conditions.join(" AND ");
        let limit = self.limit.saturating_add(1);
        let rows = rows::memories(
            sql,
            &format!(
                "SELECT {MEMORY} FROM memories WHERE {conditions}
                 ORDER BY {rank} DESC, id DESC LIMIT {limit}"
            ),
            &narrowed.values,
        )?;
        let position = |memory: &Memory| Position {
            rank: match self.sort {
                Sort::Mentioned => memory.last_mentioned_at.millis(),
                Sort::Learned => memory.learned_at.millis(),
                Sort::Strength => -memory.age(now),
                Sort::Importance => (memory.importance * 1e6) as i64,
            },
            id: memory.id.to_string(),
            at: now,
        };
        let (page, end) = cut(rows, self.limit, position);
        Ok(Browsed { page, end })
    }
}

impl Command for Look {
    const NAME: &'static str = "look";
    type Answer = Looked;

    fn run(self, sql: &impl Sql) -> Result<Looked, Failure> {
        let held = Held::find(sql, &self.memory_id)?;
        let memory = held.ok_or_else(|| Failure::not_found("the memory"))?.memory;
        let turn = match &memory.source {
            Source::Call { call_id, turn } => turn_of(sql, call_id, *turn)?,
            Source::Hand => None,
        };
        let history = rows::memories(
            sql,
            &format!(
                "WITH RECURSIVE before (id) AS (
                     SELECT id FROM memories WHERE superseded_by = ?1
                     UNION SELECT memories.id FROM memories
                         JOIN before ON memories.superseded_by = before.id)
                 SELECT {MEMORY} FROM memories
                 WHERE id IN (SELECT id FROM before) AND id <> ?1
                 ORDER BY learned_at DESC, id LIMIT {MOST_HISTORY}"
            ),
            parameters![self.memory_id.as_str()],
        )?;
        Ok(Looked {
            memory,
            turn,
            history,
        })
    }
}

fn turn_of(
    sql: &impl Sql,
    call_id: &CallId,
    index: u32,
) -> Result<Option<crate::call::Turn>, SqlError> {
    // What was hushed is kept without a word.
    let statement =
        format!("SELECT {TURN} FROM turns WHERE call_id = ? AND idx = {index} AND text <> ''");
    Ok(past::turns(sql, &statement, call_id)?.pop())
}

impl Command for Episodes {
    const NAME: &'static str = "episodes";
    type Answer = BrowsedEpisodes;

    fn run(self, sql: &impl Sql) -> Result<BrowsedEpisodes, Failure> {
        let mut narrowed = Narrowed::by("?1", parameters![true]);
        if let Some(after) = &self.after {
            narrowed.after("calls.started_at", "calls.call_id", after);
        }
        let conditions = narrowed.conditions.join(" AND ");
        let limit = self.limit.saturating_add(1);
        let rows: Vec<EpisodeRow> = sql.rows(
            &format!(
                "SELECT {EPISODE} FROM calls JOIN episodes ON episodes.call_id = calls.call_id
                 WHERE {conditions}
                 ORDER BY calls.started_at DESC, calls.call_id DESC LIMIT {limit}"
            ),
            &narrowed.values,
        )?;
        let episodes: Result<Vec<Episode>, SqlError> =
            rows.into_iter().map(EpisodeRow::episode).collect();
        let (page, end) = cut(episodes?, self.limit, |episode| Position {
            rank: episode.started_at.millis(),
            id: episode.call_id.to_string(),
            at: episode.started_at,
        });
        Ok(Browsed { page, end })
    }
}

impl Command for PickEpisode {
    const NAME: &'static str = "pick_episode";
    type Answer = Episode;

    fn run(self, sql: &impl Sql) -> Result<Episode, Failure> {
        let row: Option<EpisodeRow> = sql.row(
            &format!(
                "SELECT {EPISODE} FROM calls JOIN episodes ON episodes.call_id = calls.call_id
                 WHERE calls.call_id = ?"
            ),
            parameters![self.call_id.as_str()],
        )?;
        let row = row.ok_or_else(|| Failure::not_found("the episode"))?;
        Ok(row.episode()?)
    }
}

impl Command for Storylines {
    const NAME: &'static str = "storylines";
    type Answer = BrowsedStorylines;

    fn run(self, sql: &impl Sql) -> Result<BrowsedStorylines, Failure> {
        let mut narrowed = Narrowed::by("?1", parameters![true]);
        if let Some(status) = self.status {
            narrowed.and("status = ??", status.as_str());
        }
        if let Some(after) = &self.after {
            narrowed.after("last_mentioned", "id", after);
        }
        let conditions = narrowed.conditions.join(" AND ");
        let limit = self.limit.saturating_add(1);
        let rows: Vec<StorylineRow> = sql.rows(
            &format!(
                "SELECT {STORYLINE} FROM storylines WHERE {conditions}
                 ORDER BY last_mentioned DESC, id DESC LIMIT {limit}"
            ),
            &narrowed.values,
        )?;
        let storylines: Result<Vec<Storyline>, SqlError> =
            rows.into_iter().map(StorylineRow::storyline).collect();
        let (page, end) = cut(storylines?, self.limit, |storyline| Position {
            rank: storyline.last_mentioned.millis(),
            id: storyline.id.to_string(),
            at: storyline.last_mentioned,
        });
        Ok(Browsed { page, end })
    }
}

impl Command for PickStoryline {
    const NAME: &'static str = "pick_storyline";
    type Answer = Storyline;

    fn run(self, sql: &impl Sql) -> Result<Storyline, Failure> {
        storyline(sql, &self.id)
    }
}

impl Command for CloseStoryline {
    const NAME: &'static str = "close_storyline";
    type Answer = Storyline;

    fn run(self, sql: &impl Sql) -> Result<Storyline, Failure> {
        sql.atomically(|| {
            let told = storyline(sql, &self.id)?;
            if told.status == Status::Resolved {
                return Ok(told);
            }
            let operation = to_json(&Operation::Storyline {
                turn: 0,
                topic: told.topic.clone(),
                summary: String::new(),
                status: Status::Resolved,
            })?;
            sql.run(
                "INSERT INTO evidence (position, turn, at, kind, slot, operation)
                 VALUES (0, 0, ?, 'storyline', ?, ?)",
                parameters![self.now, storyline_slot(&told.topic), operation],
            )?;
            let settled = storylines::settle(sql, &mut Mint::new([0; 16]), &told.topic)?;
            settled.ok_or_else(|| Failure::unavailable("the storyline did not take the change"))
        })
    }
}

fn storyline(sql: &impl Sql, id: &StorylineId) -> Result<Storyline, Failure> {
    let row: Option<StorylineRow> = sql.row(
        &format!("SELECT {STORYLINE} FROM storylines WHERE id = ?"),
        parameters![id.as_str()],
    )?;
    let row = row.ok_or_else(|| Failure::not_found("the storyline"))?;
    Ok(row.storyline()?)
}

/// Which rows, by conditions that all hold and the values in them.
struct Narrowed {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Narrowed {
    fn by(condition: &str, values: &[Value]) -> Self {
        Self {
            conditions: vec![condition.to_owned()],
            values: values.to_vec(),
        }
    }

    /// `??` stands for the value.
    fn and(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        let place = format!("?{}", self.values.len());
        self.conditions.push(condition.replace("??", &place));
    }

    /// What comes after that position in a list of falling ranks.
    fn after(&mut self, rank: &str, id: &str, position: &Position) {
        self.values.push(position.rank.into());
        let place = self.values.len();
        self.and(
            &format!("({rank}, {id}) < (?{place}, ??)"),
            position.id.as_str(),
        );
    }
}
