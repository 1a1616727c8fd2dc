//! What a person looks through: memories, episodes and storylines, by the page and one by one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::call::Turn;
use crate::ids::{CallId, MemoryId, StorylineId};
use crate::memory::episode::Episode;
use crate::memory::storyline::{Status, Storyline, Timeline};
use crate::memory::{Category, Memory, State, Subject};
use crate::pagination::Position;
use crate::time::Timestamp;

/// Lists memories by the page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Browse {
    pub category: Option<Category>,
    /// None: what is so now and not archived.
    pub state: Option<State>,
    /// Only what is at least so strong, 0 to 1.
    pub min_strength: Option<f64>,
    pub sort: Sort,
    pub after: Option<Position>,
    pub limit: u32,
    pub now: Timestamp,
}

/// In which order.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    JsonSchema,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Sort {
    /// The latest mentioned first.
    #[default]
    Mentioned,
    /// The latest learned first.
    Learned,
    /// The strongest first.
    Strength,
    /// The most important first.
    Importance,
}

impl Sort {
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// A page of a list, and where it ends if there is another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Browsed<T> {
    pub page: Vec<T>,
    pub end: Option<Position>,
}

/// Gives one memory, in whatever state, with where it came from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Look {
    pub memory_id: MemoryId,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Looked {
    pub memory: Memory,
    /// The turn that it was learned from, where that is kept.
    pub turn: Option<Turn>,
    /// What it took the place of, the latest first.
    pub history: Vec<Memory>,
}

/// Puts a memory by the user's own hand.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Add {
    pub category: Category,
    pub subject: Subject,
    /// None: a note.
    pub attribute: Option<String>,
    /// None: the whole content.
    pub value: Option<String>,
    pub content: String,
    pub importance: f64,
    pub occurred_at: Option<Timestamp>,
    pub sensitive: bool,
    pub now: Timestamp,
    pub entropy: [u8; 16],
}

/// Lists episodes by the page, the latest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Episodes {
    pub after: Option<Position>,
    pub limit: u32,
}

/// Gives the episode of a call.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PickEpisode {
    pub call_id: CallId,
}

/// Lists storylines by the page, the latest mentioned first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Storylines {
    pub status: Option<Status>,
    pub after: Option<Position>,
    pub limit: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PickStoryline {
    pub id: StorylineId,
}

/// Says by the user's own hand that it is over. One that is over already stays as it is; spoken of
/// again as something that goes on, it goes on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CloseStoryline {
    pub id: StorylineId,
    pub now: Timestamp,
}

/// Storylines with what was told of them, those that go on first: so many at most.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Timelines {
    pub limit: u32,
}

pub type TimelineList = Vec<Timeline>;

/// What the persona leaves alone: topics to avoid, and what it never brings up by itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Avoided {}

/// Gives what those memories took the place of, and what that did before.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Former {
    pub of: Vec<MemoryId>,
}

pub type BrowsedMemories = Browsed<Memory>;
pub type BrowsedEpisodes = Browsed<Episode>;
pub type BrowsedStorylines = Browsed<Storyline>;
