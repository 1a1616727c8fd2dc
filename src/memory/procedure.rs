//! Procedural memory: named templates of behaviour.

use serde::{Deserialize, Serialize};

use crate::ids::CallId;
use crate::time::Timestamp;

/// A relationship's own wins over the persona's of the same key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Procedure {
    pub key: String,
    pub value: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// The call in which it was learned, where it was.
    pub learned_in: Option<CallId>,
}
