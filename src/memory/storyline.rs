//! Something ongoing across calls.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::ids::{CallId, StorylineId};
use crate::time::Timestamp;

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, EnumString, IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    InProgress,
    Resolved,
}

impl Status {
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Storyline {
    pub id: StorylineId,
    /// Names it within its relationship: "sarah_work_conflict".
    pub topic: String,
    pub first_mentioned: Timestamp,
    pub last_mentioned: Timestamp,
    pub status: Status,
    /// Where it stands, in one sentence.
    pub summary: String,
    pub closed_at: Option<Timestamp>,
}

/// A storyline, and how it came to where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    pub storyline: Storyline,
    /// The latest first.
    pub steps: Vec<Step>,
}

/// What was told of a storyline at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub at: Timestamp,
    /// The call and its turn; none where it is the user's own hand.
    pub said_in: Option<(CallId, u32)>,
    /// Empty where nothing new was said of it.
    pub summary: String,
    pub status: Status,
}
