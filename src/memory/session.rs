//! Working memory: sessions, and the entries on their timelines. A session is begun by an owner's
//! program, or it is a call: then its turns stand in the call's own actor while it lasts, and only
//! what is put beside them stands here. Once a session is over it reads empty; what was archived of
//! it is episodic memory, and can be brought back.

use serde::{Deserialize, Serialize};

use crate::ids::{EntryId, SessionId};
use crate::time::Timestamp;

/// Where an entry stands that names no timeline.
pub const DEFAULT_TIMELINE: &str = "*defaultTimeline";
/// The timeline of a call's turns.
pub const CONVERSATION: &str = "main_conversation";

/// One thing in working memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: EntryId,
    pub session_id: SessionId,
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

/// Which entries of one timeline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Which {
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

impl Which {
    pub fn timeline(&self) -> &str {
        self.timeline.as_deref().unwrap_or(DEFAULT_TIMELINE)
    }
}

/// How a session was brought back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rehydration {
    pub at: Timestamp,
    pub entries_restored: u32,
    pub summary_only: bool,
}
