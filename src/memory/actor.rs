//! What a memory actor does with its rows. The same statements run in a Durable Object's SQLite
//! and, over `rusqlite`, on the host.
//!
//! The truth is the `evidence`: each operation that a call or the user's hand brought, in the order
//! in which it was said. Memories, storylines and learned procedures are folded from it. So calls
//! may be remembered in any order and come to the same end, what was superseded stays as history,
//! and erasing a call leaves what would stand had it never been.

mod admitting;
mod browsing;
mod chunks;
mod derived;
mod documents;
mod editing;
mod erasing;
mod evidence;
mod exporting;
mod fading;
mod for_good;
mod forgetting;
mod importing;
mod index;
mod late;
mod letting_go;
mod likeness;
mod matching;
mod mint;
mod objects;
mod past;
mod procedures;
mod remember;
mod rows;
pub mod schema;
mod searching;
mod sessions;
mod setting_aside;
mod settling;
mod storylines;
mod timelines;
mod undoing;
mod working;

pub use documents::read;
pub use index::modelled;
pub(super) use likeness::words as words_of;
pub use working::{extract, turn_entry};

use super::command::*;
use crate::embedding::{Embedder, model};
use crate::failure::Failure;
use crate::recall::needle::Needle;
use crate::sql::Sql;

/// What tells a command what is meant by the words that it looks for. Without any, these are gone by
/// alone.
#[derive(Default)]
pub struct Senses<'a> {
    pub embedder: Option<&'a Embedder>,
    /// What each text that is looked for (`sought`) means to the model that is configured.
    pub to_model: Vec<model::Vector>,
}

impl<'a> Senses<'a> {
    pub fn built_in(embedder: &'a Embedder) -> Self {
        Self {
            embedder: Some(embedder),
            to_model: Vec::new(),
        }
    }
}

macro_rules! commands {
    ($($command:ident)*) => {
        /// Carries out the command of that name, whose fields are the JSON `body`, and gives its
        /// answer as JSON. Tables stand: see `schema::prepare`.
        pub fn dispatch(
            sql: &impl Sql,
            senses: Senses<'_>,
            name: &str,
            body: &str,
        ) -> Result<String, Failure> {
            match name {
                $(<$command as Command>::NAME => answer::<$command>(sql, senses, body),)*
                _ => Err(Failure::invalid("command", "there is no such command")),
            }
        }

        /// Whether the command of that name has use for an embedder.
        pub fn is_by_meaning(name: &str) -> bool {
            match name {
                $(<$command as Command>::NAME => <$command as Command>::BY_MEANING,)*
                _ => false,
            }
        }

        fn needle(name: &str, body: &str) -> Option<Needle> {
            match name {
                $(<$command as Command>::NAME => {
                    let mut command: $command = serde_json::from_str(body).ok()?;
                    command.needle().cloned()
                })*
                _ => None,
            }
        }
    };
}

commands! {
    Open Archive Price Remember Recollection Recall List Past Edit Add Fade
    Browse Look Episodes PickEpisode Storylines PickStoryline CloseStoryline Timelines Avoided Former
    PutProcedures ListProcedures GetProcedure DeleteProcedure SearchProcedures
    PutDocument GetDocument DeleteDocument SearchDocuments
    SearchEpisodes Export Erase Tally Trace Forgotten Late NoteTaken Restore LetGo Unsay
    Import Entombed
    StartSession PutEntries GetEntries SearchEntries PickEntries DeleteEntry
    EndSession SetSummary ReadArchive RehydrateSession RehydrationStatus
    OpenChanges SettleObjects SearchChunks ReadChunks ForgetUnsettled
}

/// The texts that a command looks for, where the model that is configured can tell more of them.
pub fn sought(sql: &impl Sql, name: &str, body: &str) -> Option<Vec<String>> {
    let needle = needle(name, body).filter(|needle| !needle.text.trim().is_empty())?;
    modelled::is_ready(sql)
        .unwrap_or(false)
        .then(|| needle.texts())
}

fn answer<C: Command>(sql: &impl Sql, senses: Senses<'_>, body: &str) -> Result<String, Failure> {
    let mut command: C =
        serde_json::from_str(body).map_err(|error| Failure::invalid("body", error.to_string()))?;
    if C::BY_MEANING {
        // What stood there before there was an index is in none yet.
        index::settle(sql)?;
        if let Some(needle) = command.needle() {
            if let Some(embedder) = senses.embedder {
                index::embed(sql, embedder)?;
                needle.sense(embedder);
            }
            needle.sense_by_model(senses.to_model);
        }
    }
    let answer = command.run(sql)?;
    if !C::BY_MEANING {
        index::settle(sql)?;
    }
    serde_json::to_string(&answer).map_err(|error| Failure::unavailable(error.to_string()))
}
