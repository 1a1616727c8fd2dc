//! One conversation, by phone or in the browser.

pub mod farewell;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::time::Timestamp;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Speaker {
    User,
    Persona,
}

/// One utterance of one speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// From 0, in the order of the call.
    pub index: u32,
    pub speaker: Speaker,
    /// Of the persona: what was really heard.
    pub text: String,
    pub at: Timestamp,
}
