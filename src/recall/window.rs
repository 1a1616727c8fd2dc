//! A stretch of time that a question asks about.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// From a moment until another, which is none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    pub from: Timestamp,
    pub until: Timestamp,
}

impl Window {
    pub fn holds(self, moment: Timestamp) -> bool {
        self.from <= moment && moment < self.until
    }
}
