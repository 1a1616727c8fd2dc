//! What a persona remembers of one user: the four memory systems' records and what happens to
//! them over time.

pub mod actor;
pub mod attribute;
pub mod command;
mod cue;
pub mod document;
pub mod episode;
pub mod hit;
pub mod operation;
pub mod procedure;
pub mod reading;
pub mod session;
pub mod storyline;
pub mod strength;
pub mod telling;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::ids::{CallId, MemoryId};
use crate::secret;
use crate::time::{DAY, Timestamp};

/// The longest `content` and the longest `value`, in characters: one sentence.
pub const LONGEST_CONTENT: usize = 300;

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Category {
    RelationshipFact,
    UserFact,
    InsideJoke,
    ImportantMemory,
    /// Topics to avoid among them.
    Preference,
    OngoingStoryline,
}

impl Category {
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Whom a memory is about. A friend's peanut allergy is not the user's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(from = "String", into = "String")]
pub enum Subject {
    User,
    Persona,
    /// The two of them together.
    Both,
    /// Someone else, by name or by what they are to the user: "Sarah", "mom".
    Person(String),
}

impl From<String> for Subject {
    fn from(text: String) -> Self {
        match text.as_str() {
            "user" => Self::User,
            "persona" => Self::Persona,
            "both" => Self::Both,
            _ => Self::Person(text.strip_prefix("person:").unwrap_or(&text).to_owned()),
        }
    }
}

impl From<Subject> for String {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::User => "user".to_owned(),
            Subject::Persona => "persona".to_owned(),
            Subject::Both => "both".to_owned(),
            Subject::Person(name) => format!("person:{name}"),
        }
    }
}

/// Where a memory came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Source {
    /// Said in a call, in the turn of that number.
    Call { call_id: CallId, turn: u32 },
    /// Typed by the user; outranks whatever was inferred.
    Hand,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, EnumString, IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum State {
    Current,
    /// No longer so; what is so now stands in `superseded_by`.
    Superseded,
    /// Denied, or forgotten at the user's wish.
    Retracted,
    /// Too weak to enter a prompt unasked.
    Faded,
    /// Only found by searching.
    Archived,
}

impl State {
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// One remembered thing about a relationship.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Memory {
    pub id: MemoryId,
    pub category: Category,
    pub subject: Subject,
    /// What it says of the subject: "job", "hobby"; those known stand in `attribute`.
    pub attribute: String,
    /// What the attribute holds: "Software Engineer at TechCorp".
    pub value: String,
    /// One sentence in the third person: "User loves rock climbing".
    pub content: String,
    /// 0 to 1.
    pub importance: f64,
    /// 0 to 1.
    pub confidence: f64,
    pub source: Source,
    pub learned_at: Timestamp,
    /// When what it tells of happened or will happen, where that was said.
    pub occurred_at: Option<Timestamp>,
    /// By the user: a persona's own words never strengthen a memory.
    pub last_mentioned_at: Timestamp,
    pub mentions: u32,
    /// Days until strength has fallen to 0.9; see `strength`.
    pub stability: f64,
    /// When the next of `Faded` and `Archived` comes; none where it never fades.
    pub fades_at: Option<Timestamp>,
    pub state: State,
    pub superseded_by: Option<MemoryId>,
    pub pinned: bool,
    /// Known so as to be avoided; never volunteered.
    pub sensitive: bool,
}

impl Memory {
    /// How long ago it was last mentioned, in milliseconds, for each day of its stability: the less,
    /// the stronger it is. Nothing for what never fades.
    pub fn age(&self, now: Timestamp) -> i64 {
        if self.state == State::Current && self.fades_at.is_none() {
            return 0;
        }
        (now.since(self.last_mentioned_at).max(0) as f64 / self.stability) as i64
    }

    /// 0 to 1; 1 for what never fades.
    pub fn strength(&self, now: Timestamp) -> f64 {
        strength::strength(1.0, self.age(now) as f64 / DAY as f64)
    }

    /// Which of its wordings and settings this is.
    pub fn version(&self) -> String {
        let pinned = if self.pinned { "pinned" } else { "" };
        let all = [self.content.as_str(), self.state.as_str(), pinned];
        secret::version_of(&all)
    }
}
