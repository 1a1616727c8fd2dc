//! What is found by: the words of all turns, and what every text means. Triggers name the rows that
//! have changed (`unindexed`, `unembedded`); after each command what they say is made true again, so
//! that no word and no vector outlives its text. Vectors of new texts wait until an embedder is at
//! hand, which is when something is looked for.

mod meaning;
mod said;

pub use meaning::{embed, likenesses};
pub use said::weigh;

use serde::Deserialize;

use crate::failure::Failure;
use crate::sql::Sql;

/// Tables whose texts have a meaning of their own, each with the text.
pub const MEANT: [(&str, &str); 7] = [
    ("turns", "text"),
    ("memories", "content"),
    ("episodes", "summary"),
    ("documents", "text"),
    ("sessions", "summary"),
    ("entries", "content"),
    ("chunks", "text"),
];

/// Brings the index in step with what a command did to the rows.
pub fn settle(sql: &impl Sql) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Pending {
        words: u8,
        vectors: u8,
    }
    let pending: Option<Pending> = sql.row(
        "SELECT EXISTS (SELECT 1 FROM unindexed) AS words,
             EXISTS (SELECT 1 FROM unembedded WHERE had = 1) AS vectors",
        &[],
    )?;
    let Some(pending) = pending.filter(|pending| pending.words + pending.vectors > 0) else {
        return Ok(());
    };
    sql.atomically(|| {
        if pending.words > 0 {
            said::settle(sql)?;
        }
        if pending.vectors > 0 {
            meaning::clear(sql)?;
        }
        Ok(())
    })
}
