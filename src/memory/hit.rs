//! What recall finds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Memory;
use super::episode::Episode;
use crate::call::Turn;
use crate::ids::CallId;
use crate::recall::score::Parts;

/// What recall finds for a question, the best first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Recalled {
    pub hits: Vec<Hit>,
}

/// One thing that recall found, and what its score is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    pub what: What,
    /// 0 to 1; comparable within one answer.
    pub score: f64,
    pub parts: Parts,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    Memory(Memory),
    Episode(Episode),
    /// What was said in an earlier call.
    Turn {
        call_id: CallId,
        turn: Turn,
    },
}
