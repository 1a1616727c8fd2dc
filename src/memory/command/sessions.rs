//! What a memory actor can be asked about working memory.

use serde::{Deserialize, Serialize};

use crate::ids::{EntryId, SessionId};
use crate::memory::session::{NewEntry, Which};
use crate::recall::needle::Needle;
use crate::time::Timestamp;

/// Begins a session. One that stands stays as it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StartSession {
    pub session_id: SessionId,
    pub now: Timestamp,
}

/// Puts entries, all of them or none, and answers with their ids in their order. The same again,
/// with the same entropy, puts nothing twice.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PutEntries {
    pub session_id: SessionId,
    pub entries: Vec<NewEntry>,
    /// Of a call that is on: its session comes to be with the first entry.
    pub of_call: bool,
    pub now: Timestamp,
    /// From which their ids are made.
    pub entropy: [u8; 16],
}

/// Gives the entries of one timeline, the oldest first; none of a session that is over, or that
/// never was.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetEntries {
    pub session_id: SessionId,
    pub which: Which,
}

/// Finds entries that hold one of the terms' words or mean much the same, the most telling first;
/// `n_most_recent` leaves the latest so many of those found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SearchEntries {
    pub session_id: SessionId,
    pub terms: Needle,
    pub among: Which,
}

/// Gives those of the named entries that the session holds, in the order in which they are named.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PickEntries {
    pub session_id: SessionId,
    pub ids: Vec<EntryId>,
}

/// Takes an entry away for good, from the archive too. Answers whether there was one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeleteEntry {
    pub session_id: SessionId,
    pub id: EntryId,
}

/// Ends a session: from now on it reads empty. One that is over already stays as it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EndSession {
    pub session_id: SessionId,
    /// Whether its entries go into the archive, as one episode however often it is ended. Without,
    /// what was put since it began, or was brought back, is let go of.
    pub flush: bool,
    pub now: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionEnd {
    /// Whether there is an episode of it.
    pub is_archived: bool,
    /// Whether anything came into the archive just now.
    pub has_changed: bool,
}

/// Says in other words what an archived session was about; nothing where it holds something else
/// than what was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetSummary {
    pub session_id: SessionId,
    pub summary: String,
    /// What was read, as `ReadArchive` names it, and how many characters of it at most.
    pub of: String,
    pub characters: u32,
}

/// Gives what an archived session holds, line by line, to be summarised; the oldest first, and no
/// more than so many characters.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadArchive {
    pub session_id: SessionId,
    pub characters: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivedLines {
    pub lines: Vec<String>,
    /// Names what they say.
    pub digest: String,
}

/// Brings an archived session back under its id, with every entry on every timeline, or with its
/// summary as one entry.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RehydrateSession {
    pub session_id: SessionId,
    pub summary_only: bool,
    pub now: Timestamp,
}

/// How a session was last brought back, where it was.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RehydrationStatus {
    pub session_id: SessionId,
}
