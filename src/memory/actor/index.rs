//! What is found by: the words of all turns, and what every text means. Triggers name the rows that
//! have changed (`unindexed`, `unembedded`); after each command what they say is made true again, so
//! that no word and no vector outlives its text. Vectors of new texts wait until an embedder is at
//! hand, which is when something is looked for; those of a model that is configured, for a batch of its
//! answers.

mod blocks;
mod meaning;
pub mod modelled;
mod said;

pub use meaning::embed;
pub use said::weigh;

use serde::Deserialize;

use crate::embedding::TABLE;
use crate::failure::Failure;
use crate::recall::likeness::Likenesses;
use crate::recall::needle::Needle;
use crate::sql::{Sql, SqlError};

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

/// How like what is looked for the rows of a table are; none where nothing is known of what it means.
/// What the model that is configured says goes before what the built-in embedder does.
pub fn likenesses(
    sql: &impl Sql,
    table: &str,
    needle: &Needle,
) -> Result<Option<Likenesses>, SqlError> {
    let built_in = needle.meaning.as_ref();
    let mut likenesses = built_in
        .map(|meaning| meaning::likenesses(sql, table, meaning))
        .transpose()?;
    if let Some(to_model) = &needle.to_model
        && let Some(modelled) = modelled::likenesses(sql, table, to_model)?
    {
        likenesses.get_or_insert_default().overlay(&modelled);
    }
    Ok(likenesses)
}

/// Holds nothing any more of an index that is gone.
pub fn let_go(sql: &impl Sql) -> Result<(), SqlError> {
    said::let_go(sql);
    for (table, _) in MEANT {
        blocks::let_go(sql, TABLE, table);
    }
    modelled::let_go(sql)
}
