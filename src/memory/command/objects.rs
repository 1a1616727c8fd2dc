//! What an actor can be asked about the texts in its owner's bucket. The objects themselves lie in
//! the bucket; how the two stay in step is told in `smart_buckets::indexing`.

use serde::{Deserialize, Serialize};

use crate::recall::needle::Needle;

use crate::time::Timestamp;

/// Notes that objects are about to change in the bucket. Until such a change is settled, nothing
/// of its object is found that was not verified. Answers with the numbers of the changes, in the
/// keys' order: each is also the object's revision. Asked again, it notes one more of each, which
/// expire.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenChanges {
    pub keys: Vec<String>,
    pub now: Timestamp,
}

/// Tells what the bucket holds under some keys. Each is taken only while the object's revision is
/// still the one that was known before the bucket was looked at; a second time changes nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SettleObjects {
    pub settlings: Vec<Settling>,
    pub now: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settling {
    pub key: String,
    /// The change that this ends, where whoever looked had made one.
    pub change: Option<i64>,
    pub revision: i64,
    pub found: Found,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Found {
    /// What the index knows.
    Unchanged,
    /// Nothing, or nothing to be read.
    NoText,
    Text(IndexedText),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexedText {
    /// The object's, as the bucket names it.
    pub version: String,
    pub partition: String,
    pub content_type: Option<String>,
    pub chunks: Vec<Chunk>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunk {
    /// Where it stands in the object, in bytes; `end` is the first byte behind it.
    pub start: u32,
    pub end: u32,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "settled", rename_all = "snake_case")]
pub enum Settled {
    Done,
    /// The object changed meanwhile: look again, and tell it for this revision.
    Stale {
        revision: i64,
    },
    /// The change has expired: open one and look again.
    Unknown,
}

/// Finds chunks of one partition by their words and by what they mean, the best first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SearchChunks {
    pub input: Needle,
    pub partition: String,
    /// Only the best chunk of each object.
    pub by_object: bool,
    pub skip: u32,
    pub take: u32,
    /// Keys of unsettled objects that were found to be as the index knows them.
    pub verified: Vec<String>,
}

/// Reads what of an object tells most about something, as far as the limit goes, in its order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadChunks {
    pub key: String,
    pub partition: String,
    pub input: Needle,
    pub limit: u32,
    /// As in `SearchChunks`.
    pub verified: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FoundChunks {
    pub chunks: Vec<FoundChunk>,
    /// How well the best of all matches, by which answers of several buckets are weighed; their
    /// scores are shares of it.
    pub best: f64,
    /// Of all that was found, skipped or not.
    pub total: u32,
    /// Objects that have open changes and are not among the verified, and so were left out.
    pub unsettled: Vec<Unsettled>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FoundChunk {
    pub key: String,
    pub version: String,
    pub content_type: Option<String>,
    /// From 0, in the object.
    pub position: u32,
    pub start: u32,
    pub end: u32,
    pub text: String,
    /// 0 to 1; comparable within one answer.
    pub score: f64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsettled {
    pub key: String,
    pub revision: i64,
    /// That of the text in the index, where there is one.
    pub version: Option<String>,
}

/// Forgets what objects with open changes say. Whoever searches finds out what of it still stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ForgetUnsettled {
    pub now: Timestamp,
}
