//! Who someone fundamentally is. Shared by all users; what a persona is to one of them stands in
//! `relationship`.

mod catalog;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::PersonaId;

pub use catalog::catalog;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Persona {
    pub id: PersonaId,
    /// As one says it: "Brad".
    pub name: String,
    /// One line for those who choose whom to call.
    pub description: String,
    /// The name of a voice that the carrier knows, such as "adam".
    pub voice: String,
    /// A user's id, or "system".
    pub created_by: String,
    pub is_public: bool,
    /// Said to the brain first, to everyone the same.
    pub core_system_prompt: String,
    /// Such as `communication_style` → "direct, no-nonsense".
    pub personality_traits: BTreeMap<String, String>,
    pub behavioral_rules: Vec<String>,
    /// Raised by each edit.
    #[serde(default)]
    pub version: u32,
}

impl Persona {
    /// The name by which transcripts and working memory call the persona: "brad".
    pub fn agent(&self) -> String {
        self.name.to_lowercase()
    }
}

/// A persona of the release, with the procedures that it starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Starter {
    #[serde(flatten)]
    pub persona: Persona,
    /// Procedural memory: key → template. The keys are listed in `memory::procedure`.
    pub procedures: BTreeMap<String, String>,
}
