//! What a call, or the user's hand, does to the memories of a relationship.
//!
//! Operations name what they are about by subject and attribute, never by likeness and never by a
//! row's id: whoever reads a transcript need not know the rows, and the actor that applies them
//! decides against what stands at that moment. So two calls that end together both count, and the
//! same thing said in both makes no twin.

use serde::{Deserialize, Serialize};

use super::storyline::Status;
use super::{Category, Subject};
use crate::ids::{MemoryId, StorylineId};
use crate::time::Timestamp;

/// Something said to be so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    pub category: Category,
    pub subject: Subject,
    pub attribute: String,
    pub value: String,
    pub content: String,
    pub importance: f64,
    pub confidence: f64,
    pub occurred_at: Option<Timestamp>,
    pub sensitive: bool,
    /// The value that this one takes the place of, where it was named: "I'm not a nurse any more,
    /// I'm a doctor". A single-valued attribute needs none.
    pub replaces: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Operation {
    /// Adds a memory; or reinforces the one that says the same; or corrects the one that it
    /// contradicts.
    Claim { turn: u32, claim: Claim },
    /// Ends what was believed: the attribute's given value, or all that it holds.
    Retract {
        turn: u32,
        subject: Subject,
        attribute: String,
        value: Option<String>,
    },
    /// Opens, advances or closes the storyline of that topic.
    Storyline {
        turn: u32,
        topic: String,
        summary: String,
        status: Status,
    },
    /// Learns how to behave: a procedure of the relationship's own.
    Learn {
        turn: u32,
        key: String,
        value: String,
    },
}

impl Operation {
    /// The turn of the call that it was read from.
    pub fn turn(&self) -> u32 {
        match self {
            Self::Claim { turn, .. }
            | Self::Retract { turn, .. }
            | Self::Storyline { turn, .. }
            | Self::Learn { turn, .. } => *turn,
        }
    }
}

/// What became of an operation: ids alone, so that it may be kept where a memory's words may not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Outcome {
    Added {
        memory_id: MemoryId,
    },
    Reinforced {
        memory_id: MemoryId,
    },
    Corrected {
        memory_id: MemoryId,
        ended: Vec<MemoryId>,
    },
    Retracted {
        memory_ids: Vec<MemoryId>,
    },
    Storyline {
        storyline_id: StorylineId,
        status: Status,
    },
    Learned {
        key: String,
    },
    /// What the user typed or pinned stands against it.
    Kept {
        memory_id: MemoryId,
    },
    /// The relationship's memory config, or a bound, says no.
    Refused,
}

impl Outcome {
    /// The memories that it made, or changed.
    pub fn changed(&self) -> Vec<MemoryId> {
        match self {
            Self::Added { memory_id } | Self::Reinforced { memory_id } => vec![memory_id.clone()],
            Self::Corrected { memory_id, ended } => {
                std::iter::once(memory_id).chain(ended).cloned().collect()
            }
            Self::Retracted { memory_ids } => memory_ids.clone(),
            Self::Kept { .. } | Self::Storyline { .. } | Self::Learned { .. } | Self::Refused => {
                Vec::new()
            }
        }
    }

    /// Whether it is about that memory.
    pub fn names(&self, id: &MemoryId) -> bool {
        match self {
            Self::Added { memory_id }
            | Self::Reinforced { memory_id }
            | Self::Kept { memory_id } => memory_id == id,
            Self::Corrected { memory_id, ended } => memory_id == id || ended.contains(id),
            Self::Retracted { memory_ids } => memory_ids.contains(id),
            Self::Storyline { .. } | Self::Learned { .. } | Self::Refused => false,
        }
    }
}
