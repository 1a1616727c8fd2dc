//! What goes on across calls. A storyline stands where the latest call that spoke of it left it,
//! in whatever order the calls are remembered.

use serde::Deserialize;

use super::evidence::ORDER;
use super::likeness::storyline_slot;
use super::mint::Mint;
use super::rows::{STORYLINE, StorylineRow, json};
use crate::ids::StorylineId;
use crate::memory::operation::Operation;
use crate::memory::storyline::{Status, Storyline};
use crate::parameters;
use crate::sql::{Sql, SqlError};
use crate::time::Timestamp;

/// Brings a storyline in line with its evidence; it goes where there is none.
pub fn settle(sql: &impl Sql, mint: &mut Mint, topic: &str) -> Result<Option<Storyline>, SqlError> {
    settle_as(sql, mint, topic, None)
}

/// The same, under the id that it had before it went.
pub fn settle_as(
    sql: &impl Sql,
    mint: &mut Mint,
    topic: &str,
    id: Option<&StorylineId>,
) -> Result<Option<Storyline>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        at: Timestamp,
        operation: String,
    }
    let rows: Vec<Row> = sql.rows(
        &format!(
            "SELECT at, operation FROM evidence WHERE slot = ? AND kind = 'storyline'
             ORDER BY {ORDER}"
        ),
        parameters![storyline_slot(topic)],
    )?;
    let mut told: Option<Storyline> = None;
    for row in rows {
        if let Operation::Storyline {
            topic,
            summary,
            status,
            ..
        } = json(&row.operation)?
        {
            told = Some(advance(told, row.at, topic, summary, status, mint));
        }
    }
    let Some(mut storyline) = told else {
        sql.run("DELETE FROM storylines WHERE topic = ?", parameters![topic])?;
        return Ok(None);
    };
    if let Some(before) = find(sql, topic)? {
        storyline.id = before.id;
    } else if let Some(id) = id {
        storyline.id = id.clone();
    }
    sql.run(
        &format!(
            "INSERT INTO storylines ({STORYLINE}) VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (topic) DO UPDATE SET
                 first_mentioned = excluded.first_mentioned,
                 last_mentioned = excluded.last_mentioned, status = excluded.status,
                 summary = excluded.summary, closed_at = excluded.closed_at"
        ),
        parameters![
            storyline.id.as_str(),
            storyline.topic.as_str(),
            storyline.first_mentioned,
            storyline.last_mentioned,
            storyline.status.as_str(),
            storyline.summary.as_str(),
            storyline.closed_at,
        ],
    )?;
    Ok(Some(storyline))
}

/// The storyline of that topic, where there is one.
pub fn find(sql: &impl Sql, topic: &str) -> Result<Option<Storyline>, SqlError> {
    let row: Option<StorylineRow> = sql.row(
        &format!("SELECT {STORYLINE} FROM storylines WHERE topic = ?"),
        parameters![topic],
    )?;
    row.map(StorylineRow::storyline).transpose()
}

fn advance(
    told: Option<Storyline>,
    at: Timestamp,
    topic: String,
    summary: String,
    status: Status,
    mint: &mut Mint,
) -> Storyline {
    let closed_at = match (status, &told) {
        (Status::InProgress, _) => None,
        (Status::Resolved, Some(told)) => told.closed_at.or(Some(at)),
        (Status::Resolved, None) => Some(at),
    };
    match told {
        Some(told) => Storyline {
            last_mentioned: at,
            status,
            summary: if summary.is_empty() {
                told.summary
            } else {
                summary
            },
            closed_at,
            ..told
        },
        None => Storyline {
            id: StorylineId::new(mint.next()),
            topic,
            first_mentioned: at,
            last_mentioned: at,
            status,
            summary,
            closed_at,
        },
    }
}
