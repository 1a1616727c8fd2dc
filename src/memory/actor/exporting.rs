//! All that the actor holds, for the person whom it is about.

use serde::Deserialize;

use super::remember::remembered;
use super::rows::{self, CallRow, MEMORY, STORYLINE, StorylineRow, TURN, TurnRow};
use super::{documents, working};
use crate::failure::Failure;
use crate::ids::CallId;
use crate::memory::command::{Command, Export, Exported, ExportedCall};
use crate::parameters;
use crate::sql::Sql;
use crate::time::Timestamp;

impl Command for Export {
    const NAME: &'static str = "export";
    type Answer = Exported;

    fn run(self, sql: &impl Sql) -> Result<Exported, Failure> {
        let storylines: Vec<StorylineRow> = sql.rows(
            &format!("SELECT {STORYLINE} FROM storylines ORDER BY topic"),
            &[],
        )?;
        Ok(Exported {
            memories: rows::memories(
                sql,
                &format!("SELECT {MEMORY} FROM memories ORDER BY learned_at, id"),
                &[],
            )?,
            storylines: storylines
                .into_iter()
                .map(StorylineRow::storyline)
                .collect::<Result<_, _>>()?,
            procedures: rows::procedures(sql)?,
            documents: documents::all(sql)?,
            calls: calls(sql)?,
            sessions: working::all(sql)?,
        })
    }
}

fn calls(sql: &impl Sql) -> Result<Vec<ExportedCall>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        call_id: CallId,
        ended_at: Timestamp,
        cost_usd: Option<f64>,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT call_id, ended_at, cost_usd FROM calls WHERE erased = 0
         ORDER BY started_at, call_id",
        &[],
    )?;
    let mut calls = Vec::new();
    for row in rows {
        let Some(call) = CallRow::find(sql, &row.call_id)? else {
            continue;
        };
        let turns: Vec<TurnRow> = sql.rows(
            &format!("SELECT {TURN} FROM turns WHERE call_id = ? ORDER BY idx"),
            parameters![row.call_id.as_str()],
        )?;
        let remembered = if call.is_remembered() {
            Some(remembered(sql, &row.call_id)?)
        } else {
            None
        };
        calls.push(ExportedCall {
            call_id: row.call_id,
            agent: call.agent,
            started_at: call.started_at,
            ended_at: row.ended_at,
            cost_usd: row.cost_usd,
            turns: turns
                .into_iter()
                .map(TurnRow::turn)
                .collect::<Result<_, _>>()?,
            reading: remembered.map(|remembered| remembered.reading),
        });
    }
    Ok(calls)
}
