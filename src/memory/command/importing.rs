//! Taking in what an export brought, page by page: of what is there and what comes, the later holds.

use serde::{Deserialize, Serialize};

use super::{Document, ExportedCall};
use crate::ids::CallId;
use crate::memory::operation::{Operation, Outcome};
use crate::memory::procedure::Procedure;
use crate::relationship::MemoryConfig;
use crate::time::Timestamp;

/// A row of what memories are folded from. `slot`, `likeness` and `ends` are hashes, which may outlive the
/// words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportedEvidence {
    /// None: the user's own hand.
    pub call_id: Option<CallId>,
    pub position: u32,
    pub turn: u32,
    pub at: Timestamp,
    pub kind: String,
    pub slot: Option<String>,
    pub likeness: Option<String>,
    pub ends: Option<String>,
    pub operation: Option<Operation>,
    pub outcome: Option<Outcome>,
}

impl ExportedEvidence {
    /// Whether it pins a memory, or lets it fade again.
    pub fn is_pin(&self) -> bool {
        matches!(self.kind.as_str(), "pin" | "unpin")
    }
}

/// Takes in a part of an export, and folds anew what it bears on: each part by itself leaves nothing that does
/// not hold. A pin is taken where its memory stands, so pins come last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Import {
    /// Those that people wrote; the later wording holds.
    pub procedures: Vec<Procedure>,
    pub documents: Vec<Document>,
    pub calls: Vec<ExportedCall>,
    pub evidence: Vec<ExportedEvidence>,
    /// Decides what may be remembered of calls.
    pub config: MemoryConfig,
    /// What was said later than that was not said.
    pub now: Timestamp,
    pub entropy: [u8; 16],
}

/// What of it was not taken in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// What calls told that is not to be remembered.
    pub not_permitted: u32,
    /// Calls whose words are not to be.
    pub unheard: u32,
    /// Procedures for which there was no room.
    pub procedures: u32,
}

/// Which of these calls were erased.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entombed {
    pub call_ids: Vec<CallId>,
}
