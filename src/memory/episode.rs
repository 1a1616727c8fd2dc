//! Episodic memory: what one call leaves behind.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::call::Turn;
use crate::ids::CallId;
use crate::time::Timestamp;

/// What was read from a call's transcript.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gist {
    /// One to three sentences, in the third person and the past tense, with the user's name where
    /// it is known: "Alice talked about a conflict with Sarah. She decided to confront her."
    pub summary: String,
    /// Such as "work", "sarah_coworker"; at most eight.
    pub key_topics: Vec<String>,
    /// `action_planned`, `decision_made`, `advice_given`, `problem_shared`, `good_news_shared`,
    /// `caught_up` or `brief`.
    pub outcome: String,
    /// With what they are to the user where that was said: "Sarah (coworker)".
    pub people: Vec<String>,
    pub emotions: Vec<String>,
    pub decisions: Vec<String>,
    pub action_items: Vec<String>,
    /// One word: "stressed", "happy", "calm" …
    pub mood: String,
    pub tags: Vec<String>,
    /// None where it is not told to the user in other words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_user: Option<Told>,
}

/// The mood of a call in which no feeling was heard.
pub const NO_MOOD: &str = "neutral";

/// What of a gist is told to the user themselves, in the second person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    pub summary: String,
    pub decisions: Vec<String>,
    pub action_items: Vec<String>,
}

impl Gist {
    /// As it is told to the user.
    pub fn for_user(&self) -> Told {
        self.to_user.clone().unwrap_or_else(|| Told {
            summary: self.summary.clone(),
            decisions: self.decisions.clone(),
            action_items: self.action_items.clone(),
        })
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Episode {
    pub call_id: CallId,
    pub started_at: Timestamp,
    pub duration_seconds: u32,
    /// Turns of the call.
    pub entry_count: u32,
    /// None where no price is configured.
    pub cost_usd: Option<f64>,
    #[serde(flatten)]
    pub gist: Gist,
}

/// A call that ended so lately that nothing was read from it yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unread {
    pub call_id: CallId,
    pub started_at: Timestamp,
    /// The last of them, at most a dozen.
    pub turns: Vec<Turn>,
}
