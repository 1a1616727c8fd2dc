//! What a reader makes of a call.

use serde::{Deserialize, Serialize};

use super::episode::Gist;
use super::operation::Operation;

/// What was read from one call.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reading {
    pub operations: Vec<Operation>,
    pub gist: Gist,
}
