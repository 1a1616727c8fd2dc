//! After a call: what was said in it that is worth remembering.

use serde::{Deserialize, Serialize};

use crate::call::Turn;
use crate::memory::Memory;
use crate::memory::episode::Gist;
use crate::memory::operation::Operation;
use crate::memory::storyline::Storyline;
use crate::time::{TimeZone, Timestamp};

/// What a reader is given.
#[derive(Debug, Clone, Copy)]
pub struct Hearing<'a> {
    pub turns: &'a [Turn],
    pub started_at: Timestamp,
    /// The user's; "tomorrow" is a day there.
    pub zone: TimeZone,
    pub persona_name: &'a str,
    pub user_name: Option<&'a str>,
    /// Current memories of the relationship: what "she" and "my sister" may mean, and what a
    /// correction is about.
    pub memories: &'a [Memory],
    /// Those in progress.
    pub storylines: &'a [Storyline],
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reading {
    pub operations: Vec<Operation>,
    pub gist: Gist,
}
