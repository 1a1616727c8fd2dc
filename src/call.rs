//! One conversation, by phone or in the browser.

pub mod answering;
mod asides;
pub mod briefing;
pub mod calling_back;
pub mod cost;
mod courtesies;
pub mod crisis;
pub mod farewell;
pub mod hours;
pub mod lines;
pub mod machine;
mod opting_out;
pub mod permission;
pub mod phrases;
pub mod pin;
pub mod policy;
pub mod repeating;
pub mod replies;
pub mod session;
mod signals;
pub mod terms;
pub mod transcript;
pub mod turning_away;
pub mod watching;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::ids::{CallId, Pair, RelationshipId};
use crate::time::Timestamp;

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, EnumString, IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Speaker {
    User,
    Persona,
}

/// One utterance of one speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Turn {
    /// From 0, in the order of the call.
    pub index: u32,
    pub speaker: Speaker,
    /// Of the persona: what was really heard. Empty where it was cut off before a word.
    pub text: String,
    pub at: Timestamp,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Channel {
    Browser,
    Phone,
}

impl Channel {
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Who called whom.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Direction {
    /// The persona called the user.
    #[default]
    Outbound,
    /// The user called the persona.
    Inbound,
}

impl Direction {
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Only ever moves down this list.
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
    EnumString,
    IntoStaticStr,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    /// Its session stands; nobody has been reached.
    Created,
    Ringing,
    /// They talk.
    Live,
    Ended,
}

impl Status {
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EndReason {
    /// The user hung up.
    HungUp,
    /// Goodbye was said.
    SaidGoodbye,
    Busy,
    NoAnswer,
    /// The carrier could not place it.
    Failed,
    Canceled,
    /// The line went away and did not come back.
    ConnectionLost,
    /// Nobody said anything for long.
    Silence,
    TimeLimit,
    /// A machine picked up.
    Voicemail,
    /// The user wants no more calls.
    OptedOut,
}

impl EndReason {
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What a machine that takes messages is left with.
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
pub enum Voicemail {
    /// We hang up without a word.
    #[default]
    Nothing,
    /// A few words that tell nothing private.
    Message,
}

/// A call as its session keeps it. The row in SmartSQL is a projection of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Call {
    pub id: CallId,
    pub pair: Pair,
    pub relationship_id: RelationshipId,
    pub channel: Channel,
    #[serde(default)]
    pub direction: Direction,
    pub status: Status,
    pub created_at: Timestamp,
    /// When they were connected.
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub end_reason: Option<EndReason>,
    /// Somebody says that they are the user, and has not proved it.
    #[serde(default)]
    pub is_unproven: bool,
    /// Grows with each change that others can see.
    pub version: u32,
}

impl Call {
    pub fn duration_seconds(&self) -> u32 {
        match (self.started_at, self.ended_at) {
            (Some(started), Some(ended)) => {
                u32::try_from(ended.since(started) / crate::time::SECOND).unwrap_or(0)
            }
            _ => 0,
        }
    }
}
