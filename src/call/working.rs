//! What a working memory session holds besides a call's turns: entries on timelines of their own,
//! such as what a tool found out, or what an agent means to come back to. They live as long as the
//! call does; its turns are read through the same commands, as the timeline `main_conversation`.

mod relevance;
mod rows;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use rows::{forget, prepare, turn_entry};

use crate::failure::Failure;
use crate::ids::{CallId, EntryId};
use crate::sql::Sql;
use crate::time::Timestamp;

/// Where an entry stands that names no timeline.
pub const DEFAULT_TIMELINE: &str = "*defaultTimeline";

/// One thing in working memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: EntryId,
    pub session_id: CallId,
    pub timeline: String,
    pub content: String,
    pub at: Timestamp,
    /// A name of the caller's choice, which other entries may have too.
    pub key: Option<String>,
    /// Who put it; of a call's turns: the persona, by name, and nobody for the user.
    pub agent: Option<String>,
}

/// An entry to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEntry {
    pub content: String,
    /// None: the default one.
    #[serde(default)]
    pub timeline: Option<String>,
    #[serde(default)]
    pub key: Option<String>,
    #[serde(default)]
    pub agent: Option<String>,
    /// None: now.
    #[serde(default)]
    pub at: Option<Timestamp>,
}

/// A question or an order to a session, about its entries.
pub trait WorkingCommand: Serialize + DeserializeOwned {
    /// Its name on the way to the session.
    const NAME: &'static str;
    type Answer: Serialize + DeserializeOwned;

    /// Carries it out on the session's rows, whose tables stand.
    fn run(self, sql: &impl Sql) -> Result<Self::Answer, Failure>;
}

/// Puts entries, all of them or none. The same again, with the same entropy, puts nothing twice.
/// `main_conversation` is refused: what is said there, the call itself records.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PutEntries {
    pub entries: Vec<NewEntry>,
    pub now: Timestamp,
    /// From which their ids are made.
    pub entropy: [u8; 16],
}

/// Gives the entries of one timeline, the oldest first; none once the call is over.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GetEntries {
    /// None: the default one.
    pub timeline: Option<String>,
    /// Only those of exactly this key.
    pub key: Option<String>,
    /// Only the latest so many.
    pub n_most_recent: Option<u32>,
    /// Bounds of `at`, both inclusive.
    pub start_time: Option<Timestamp>,
    pub end_time: Option<Timestamp>,
}

/// Finds entries that hold one of the terms' words, the most telling first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchEntries {
    pub terms: String,
    /// Where to search; `n_most_recent` leaves the latest so many of those found.
    pub among: GetEntries,
}

/// Takes an entry away for good. Answers whether there was one. A turn of the call is refused.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeleteEntry {
    pub id: EntryId,
}

macro_rules! commands {
    ($($command:ident)*) => {
        /// Carries out the command of that name, whose fields are the JSON `body`, and gives its
        /// answer as JSON. Tables stand: see `session::prepare`.
        pub fn dispatch(sql: &impl Sql, name: &str, body: &str) -> Result<String, Failure> {
            match name {
                $(<$command as WorkingCommand>::NAME => answer::<$command>(sql, body),)*
                _ => Err(Failure::not_found("the command")),
            }
        }
    };
}

commands! { PutEntries GetEntries SearchEntries DeleteEntry }

fn answer<C: WorkingCommand>(sql: &impl Sql, body: &str) -> Result<String, Failure> {
    let command: C =
        serde_json::from_str(body).map_err(|error| Failure::invalid("body", error.to_string()))?;
    let answer = command.run(sql)?;
    serde_json::to_string(&answer).map_err(|error| Failure::unavailable(error.to_string()))
}
