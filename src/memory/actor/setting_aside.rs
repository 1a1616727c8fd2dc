//! What was forgotten, for as long as that can be taken back: no other command reads it, and no index has
//! it. A piece goes with the call that it was said in, where that is erased meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::rows::{json, to_json};
use crate::failure::Failure;
use crate::ids::{CallId, MemoryId, StorylineId};
use crate::memory::Memory;
use crate::memory::command::{Command, Forgotten};
use crate::memory::episode::Gist;
use crate::memory::operation::Operation;
use crate::memory::telling::Telling;
use crate::parameters;
use crate::sql::{Sql, SqlError, Value};

/// Something as it was before it was forgotten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    Telling(Telling),
    /// The same, where it came in after it was forgotten, and may still lie in other places.
    Late(Telling),
    /// What it is folded from says it; this is what a fold can't tell.
    Memory {
        slot: String,
        likeness: String,
        /// The likenesses that forgetting it touched.
        touched: Vec<String>,
        /// Without its words: they may be those of any call that told it.
        memory: Memory,
    },
    Evidence {
        row: i64,
        kind: String,
        operation: Operation,
    },
    Storyline {
        topic: String,
        id: StorylineId,
    },
    Turn {
        call_id: CallId,
        index: u32,
        text: String,
    },
    /// A turn of a call that is still to be read: it holds the words, and may tell something else.
    Hidden {
        call_id: CallId,
        index: u32,
        text: String,
    },
    Gist {
        call_id: CallId,
        gist: Gist,
    },
}

impl Piece {
    /// Whether it is what was said where that memory is told.
    pub fn is_told(&self, telling: &Telling) -> bool {
        match self {
            Self::Turn {
                call_id,
                index,
                text,
            }
            | Self::Hidden {
                call_id,
                index,
                text,
            } => telling.calls().contains(call_id) && telling.is_told_in(call_id, *index, text),
            _ => false,
        }
    }
}

/// Sets a piece aside, of that memory and of what was said in that call.
pub fn put(
    sql: &impl Sql,
    memory_id: &MemoryId,
    call_id: Option<&CallId>,
    piece: &Piece,
) -> Result<(), Failure> {
    Ok(sql.run(
        "INSERT INTO set_aside (memory_id, call_id, piece) VALUES (?, ?, ?)",
        parameters![
            memory_id.as_str(),
            call_id.map(CallId::as_str),
            to_json(piece)?
        ],
    )?)
}

/// A memory's pieces, in the order in which they were set aside.
pub fn pieces(sql: &impl Sql, memory_id: &MemoryId) -> Result<Vec<Piece>, SqlError> {
    pieces_where(sql, "memory_id = ?", parameters![memory_id.as_str()])
}

fn pieces_where(sql: &impl Sql, which: &str, parameters: &[Value]) -> Result<Vec<Piece>, SqlError> {
    let found = rows_where(sql, which, parameters)?;
    Ok(found.into_iter().map(|found| found.piece).collect())
}

/// A piece as it lies there.
pub struct Lying {
    pub row: i64,
    pub memory_id: MemoryId,
    pub piece: Piece,
}

/// All pieces of all memories.
pub fn all(sql: &impl Sql) -> Result<Vec<Lying>, SqlError> {
    rows_where(sql, "1", &[])
}

/// Those that came in late.
pub fn late(sql: &impl Sql) -> Result<Vec<Lying>, SqlError> {
    rows_where(sql, "json_type(piece, '$.late') IS NOT NULL", &[])
}

fn rows_where(sql: &impl Sql, which: &str, parameters: &[Value]) -> Result<Vec<Lying>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        row: i64,
        memory_id: MemoryId,
        piece: String,
    }
    let statement =
        format!("SELECT row, memory_id, piece FROM set_aside WHERE {which} ORDER BY row");
    let rows: Vec<Row> = sql.rows(&statement, parameters)?;
    let read = |row: Row| {
        Ok(Lying {
            row: row.row,
            memory_id: row.memory_id,
            piece: json(&row.piece)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Puts less in a piece's place, or nothing.
pub fn change(sql: &impl Sql, row: i64, piece: Option<&Piece>) -> Result<(), Failure> {
    match piece {
        Some(piece) => sql.run(
            "UPDATE set_aside SET piece = ? WHERE row = ?",
            parameters![to_json(piece)?, row],
        )?,
        None => sql.run("DELETE FROM set_aside WHERE row = ?", parameters![row])?,
    }
    Ok(())
}

/// The memories of which something is set aside.
pub fn memories(sql: &impl Sql) -> Result<BTreeSet<MemoryId>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        memory_id: MemoryId,
    }
    let rows: Vec<Row> = sql.rows("SELECT DISTINCT memory_id FROM set_aside", &[])?;
    Ok(rows.into_iter().map(|row| row.memory_id).collect())
}

/// With which memory each was forgotten of those that can be taken back: itself, or the one that it was put in
/// other words as.
pub fn with(sql: &impl Sql) -> Result<BTreeMap<MemoryId, MemoryId>, SqlError> {
    #[derive(Deserialize)]
    struct Row {
        id: MemoryId,
        memory_id: MemoryId,
    }
    let rows: Vec<Row> = sql.rows(
        "SELECT piece ->> '$.memory.memory.id' AS id, memory_id FROM set_aside
         WHERE json_type(piece, '$.memory') IS NOT NULL",
        &[],
    )?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, row.memory_id))
        .collect())
}

/// What tells a memory that was forgotten.
pub fn telling(pieces: &[Piece]) -> Telling {
    let mut all = Telling::default();
    for piece in pieces {
        if let Piece::Telling(telling) | Piece::Late(telling) = piece {
            all.and(telling.clone());
        }
    }
    all
}

pub fn drop_pieces(sql: &impl Sql, memory_id: &MemoryId) -> Result<(), SqlError> {
    sql.run(
        "DELETE FROM set_aside WHERE memory_id = ?",
        parameters![memory_id.as_str()],
    )
}

/// Takes out the turns of a call that are hidden.
pub fn take_hidden(sql: &impl Sql, call_id: &CallId) -> Result<Vec<Piece>, SqlError> {
    let which = "call_id = ? AND json_type(piece, '$.hidden') IS NOT NULL";
    let hidden = pieces_where(sql, which, parameters![call_id.as_str()])?;
    sql.run(
        &format!("DELETE FROM set_aside WHERE {which}"),
        parameters![call_id.as_str()],
    )?;
    Ok(hidden)
}

/// Takes away the words of a call that is let go of. What was learned in it can still be taken back.
pub fn unsay_call(sql: &impl Sql, call_id: &CallId) -> Result<(), SqlError> {
    sql.run(
        "DELETE FROM set_aside
         WHERE call_id = ? AND (json_type(piece, '$.turn') IS NOT NULL
           OR json_type(piece, '$.hidden') IS NOT NULL OR json_type(piece, '$.gist') IS NOT NULL)",
        parameters![call_id.as_str()],
    )
}

/// Takes away what was said in a call whose evidence was erased, and memories that nobody else told.
pub fn erase_call(sql: &impl Sql, call_id: &CallId) -> Result<(), SqlError> {
    sql.run(
        "DELETE FROM set_aside WHERE call_id = ?",
        parameters![call_id.as_str()],
    )?;
    sql.run(
        "DELETE FROM set_aside WHERE json_type(piece, '$.memory') IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM evidence WHERE slot = piece ->> '$.memory.slot'
             AND likeness = piece ->> '$.memory.likeness' AND kind = 'claim')",
        &[],
    )
}

impl Command for Forgotten {
    const NAME: &'static str = "forgotten";
    type Answer = Telling;

    fn run(self, sql: &impl Sql) -> Result<Telling, Failure> {
        // Not the turns and conversations beside them: this is asked for each transcript that is shown.
        let which =
            "json_type(piece, '$.telling') IS NOT NULL OR json_type(piece, '$.late') IS NOT NULL
             OR json_type(piece, '$.hidden') IS NOT NULL";
        let pieces = pieces_where(sql, which, &[])?;
        let mut forgotten = telling(&pieces);
        forgotten
            .turns
            .extend(pieces.into_iter().filter_map(|piece| match piece {
                Piece::Hidden { call_id, index, .. } => Some((call_id, index)),
                _ => None,
            }));
        Ok(forgotten)
    }
}
