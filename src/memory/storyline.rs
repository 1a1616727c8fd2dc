//! Something ongoing across calls.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::ids::StorylineId;
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
