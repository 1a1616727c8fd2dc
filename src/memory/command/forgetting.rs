//! Forgetting, and taking that back: a memory, or what was said in a call.

use serde::{Deserialize, Serialize};

use crate::ids::{CallId, MemoryId};
use crate::memory::Memory;
use crate::memory::episode::Gist;
use crate::memory::telling::Telling;
use crate::time::Timestamp;

/// Tells what is to go where a memory is forgotten: nothing, where that is done already.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Trace {
    pub memory_id: MemoryId,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traced {
    /// The memory, and those that it was before it was reworded.
    pub memories: u32,
    pub telling: Telling,
    /// Whether it is not forgotten, or was restored.
    pub stands: bool,
}

/// What of all that is to be shown was forgotten, and can still be restored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Forgotten {}

/// Takes back what the user's own hand did to a memory.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Restore {
    pub memory_id: MemoryId,
    pub undo: Undo,
    pub entropy: [u8; 16],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undo {
    Forgetting,
    /// The last change of its words, where that was made since then.
    Edit {
        since: Timestamp,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Restored {
    pub memory: Memory,
    /// What was read, as it stands now, from calls that tell of it again.
    pub gists: Vec<(CallId, Gist)>,
    /// The memories that are no more: in which words it was put.
    pub gone: Vec<MemoryId>,
    pub next_fade_at: Option<Timestamp>,
}

/// Of memories that were forgotten, what tells them and came in only after that: until that is noted as taken
/// out, or they are let go of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Late {}

/// Notes that what came in late of a memory is taken out of whatever other place held it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NoteTaken {
    pub memory_id: MemoryId,
    pub told: Telling,
}

/// Lets go of a forgotten memory for good. None, or one that is gone already, is nothing to it. False where
/// more tells it than is known to whoever asks: nothing goes then.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LetGo {
    pub memory_id: MemoryId,
    pub told: Telling,
}

/// Lets go of what was said in a call: its turns and its episode. That there was one stays, and what was
/// learned in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Unsay {
    pub call_id: CallId,
}
