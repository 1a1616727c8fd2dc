//! Why a prompt says what it says.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Section;
use crate::ids::{CallId, MemoryId};

/// What might enter a prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Candidate {
    Memory(MemoryId),
    /// By its topic.
    Storyline(String),
    Call(CallId),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Considered {
    pub what: Candidate,
    pub section: Section,
    pub kept: bool,
    pub why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The user pinned it.
    Pinned,
    /// It is worth its tokens more than what was left out.
    Worth,
    /// It happened lately, or is going on.
    Recent,
    /// Named only so that the persona leaves it alone.
    ToAvoid,
    /// The prompt says it elsewhere.
    SaidAlready,
    /// Left out: the budget was spent on what is worth more.
    NoRoom,
    /// Left out: superseded, retracted, archived or resolved.
    NotCurrent,
    /// Left out: too weak by now to be told unasked.
    Faded,
    /// Left out: it says nothing.
    Empty,
}

impl Considered {
    pub(super) fn kept(what: Candidate, section: Section, why: Why) -> Self {
        Self {
            what,
            section,
            kept: true,
            why,
        }
    }

    pub(super) fn dropped(what: Candidate, section: Section, why: Why) -> Self {
        Self {
            what,
            section,
            kept: false,
            why,
        }
    }
}
