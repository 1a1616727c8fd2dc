//! All that the actor holds, for the person whom it is about: page by page, so that no page is larger
//! than what fits in memory.

use serde::Deserialize;

use super::remember::remembered;
use super::rows::{self, CallRow, MEMORY, STORYLINE, StorylineRow, TURN};
use super::{documents, past, working};
use crate::failure::Failure;
use crate::ids::CallId;
use crate::memory::command::{
    Command, Export, Exported, ExportedCall, ExportedEvidence, Part, Place,
};
use crate::parameters;
use crate::sql::{Sql, SqlError, Value};
use crate::time::Timestamp;

/// What a page holds about, in characters; one call or session more than that stays whole.
const LARGEST_PAGE: usize = 1_000_000;
/// What a row of few words counts as.
const SMALL: usize = 500;
/// How many rows are read at once: of those with few words, and of those with many.
const MOST: u32 = 500;
const FEW: u32 = 10;

impl Command for Export {
    const NAME: &'static str = "export";
    type Answer = Exported;

    fn run(self, sql: &impl Sql) -> Result<Exported, Failure> {
        let mut page = Page {
            exported: Exported::default(),
            left: LARGEST_PAGE,
        };
        let mut place = self.from.unwrap_or(Place {
            part: Part::Memories,
            row: 0,
        });
        while page.left > 0 {
            let most = match place.part {
                Part::Memories | Part::Storylines | Part::Procedures | Part::Evidence => MOST,
                Part::Documents => FEW,
                // One by one, as each may be long.
                Part::Calls | Part::Sessions => 1,
            };
            match reached(sql, place, most)? {
                Some(row) => {
                    page.take(sql, place, row)?;
                    place.row = row;
                }
                None => match place.part.next() {
                    Some(part) => place = Place { part, row: 0 },
                    None => return Ok(page.exported),
                },
            }
        }
        page.exported.next = Some(place);
        Ok(page.exported)
    }
}

/// The last of so many rows after a place.
fn reached(sql: &impl Sql, place: Place, most: u32) -> Result<Option<i64>, SqlError> {
    #[derive(Deserialize)]
    struct Last {
        row: Option<i64>,
    }
    let table = place.part.table();
    let last: Option<Last> = sql.row(
        &format!(
            "SELECT MAX(number) AS row FROM
               (SELECT rowid AS number FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?)"
        ),
        parameters![place.row, most],
    )?;
    Ok(last.and_then(|last| last.row))
}

struct Page {
    exported: Exported,
    /// How many more characters it holds.
    left: usize,
}

impl Page {
    /// Takes in what stands after that place, up to that row.
    fn take(&mut self, sql: &impl Sql, after: Place, row: i64) -> Result<(), Failure> {
        const THESE: &str = "rowid > ?1 AND rowid <= ?2 ORDER BY rowid";
        let these = parameters![after.row, row];
        let into = &mut self.exported;
        let size = match after.part {
            Part::Memories => {
                let statement = format!("SELECT {MEMORY} FROM memories WHERE {THESE}");
                let memories = rows::memories(sql, &statement, these)?;
                let size = memories.len() * SMALL;
                into.memories.extend(memories);
                size
            }
            Part::Storylines => {
                let statement = format!("SELECT {STORYLINE} FROM storylines WHERE {THESE}");
                let rows: Vec<StorylineRow> = sql.rows(&statement, these)?;
                let size = rows.len() * SMALL;
                for row in rows {
                    into.storylines.push(row.storyline()?);
                }
                size
            }
            Part::Procedures => {
                let procedures = rows::procedures_where(sql, THESE, these)?;
                let size = procedures.iter().map(|one| one.value.len() + SMALL).sum();
                into.procedures.extend(procedures);
                size
            }
            Part::Documents => {
                let (documents, size) = documents::between(sql, after.row, row)?;
                into.documents.extend(documents);
                size + SMALL
            }
            Part::Calls => match call(sql, row)? {
                Some(call) => {
                    let turns = call.turns.iter();
                    let size = turns.map(|turn| turn.text.len() + SMALL / 4).sum::<usize>();
                    into.calls.push(call);
                    size + SMALL
                }
                None => SMALL,
            },
            Part::Sessions => match working::session(sql, row)? {
                Some(session) => {
                    let entries = session.entries.iter();
                    let size = entries
                        .map(|entry| entry.content.len() + SMALL / 4)
                        .sum::<usize>();
                    into.sessions.push(session);
                    size + SMALL
                }
                None => SMALL,
            },
            Part::Evidence => {
                let evidence = evidence(sql, THESE, these)?;
                let size = evidence.len() * SMALL;
                into.evidence.extend(evidence);
                size
            }
        };
        self.left = self.left.saturating_sub(size);
        Ok(())
    }
}

fn call(sql: &impl Sql, row: i64) -> Result<Option<ExportedCall>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        call_id: CallId,
        ended_at: Timestamp,
        cost_usd: Option<f64>,
    }
    let row: Option<Row> = sql.row(
        "SELECT call_id, ended_at, cost_usd FROM calls WHERE rowid = ? AND erased = 0",
        parameters![row],
    )?;
    let Some(row) = row else {
        return Ok(None);
    };
    let Some(call) = CallRow::find(sql, &row.call_id)? else {
        return Ok(None);
    };
    let statement = format!("SELECT {TURN} FROM turns WHERE call_id = ? ORDER BY idx");
    let turns = past::turns(sql, &statement, &row.call_id)?;
    let remembered = match call.is_remembered() {
        true => Some(remembered(sql, &row.call_id)?),
        false => None,
    };
    Ok(Some(ExportedCall {
        call_id: row.call_id,
        agent: call.agent,
        started_at: call.started_at,
        ended_at: row.ended_at,
        cost_usd: row.cost_usd,
        turns,
        reading: remembered.map(|remembered| remembered.reading),
    }))
}

fn evidence(
    sql: &impl Sql,
    which: &str,
    parameters: &[Value],
) -> Result<Vec<ExportedEvidence>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        call_id: Option<CallId>,
        position: u32,
        turn: u32,
        at: Timestamp,
        kind: String,
        slot: Option<String>,
        likeness: Option<String>,
        ends: Option<String>,
        operation: Option<String>,
        outcome: Option<String>,
    }
    let rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT call_id, position, turn, at, kind, slot, likeness, ends, operation, outcome
             FROM evidence WHERE {which}"
        ),
        parameters,
    )?;
    let mut evidence = Vec::new();
    for row in rows {
        evidence.push(ExportedEvidence {
            call_id: row.call_id,
            position: row.position,
            turn: row.turn,
            at: row.at,
            kind: row.kind,
            slot: row.slot,
            likeness: row.likeness,
            ends: row.ends,
            operation: row.operation.as_deref().map(rows::json).transpose()?,
            outcome: row.outcome.as_deref().map(rows::json).transpose()?,
        });
    }
    Ok(evidence)
}
