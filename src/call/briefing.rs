//! What a call starts from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::memory::Memory;
use crate::memory::episode::{Episode, Unread};
use crate::memory::procedure::ADDRESS;
use crate::memory::storyline::Storyline;
use crate::persona::Persona;
use crate::recall::question::Names;
use crate::relationship::{Kind, Relationship};
use crate::telephony::voice::Voice;
use crate::time::{TimeZone, Timestamp};

/// Everything that a call starts from. It is gathered once and then frozen for the call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Briefing {
    pub persona: Persona,
    pub relationship: Relationship,
    /// The persona's procedures, with the relationship's own in place of those of the same key.
    pub procedures: BTreeMap<String, String>,
    /// As the user signs in their profile; what the persona learned stands in `memories`.
    pub user_name: Option<String>,
    pub zone: TimeZone,
    pub now: Timestamp,
    pub occasion: Occasion,
    /// Current memories, sensitive ones too.
    pub memories: Vec<Memory>,
    /// Those in progress, the latest mentioned first.
    pub storylines: Vec<Storyline>,
    /// The latest first, at most `auto_recall_depth`.
    pub episodes: Vec<Episode>,
    /// The last call, where its post-call job is not done yet: greeted from its last turns.
    pub unread: Option<Unread>,
    #[serde(flatten)]
    pub beside: Beside,
    /// The number to name to whoever may be in danger, where one is known for where they are.
    #[serde(default)]
    pub crisis_line: Option<String>,
}

/// The calls on either side of this one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// When the last one rang that the user missed, where that is how it ended.
    #[serde(default)]
    pub missed_at: Option<Timestamp>,
    /// When the next one is planned for.
    #[serde(default)]
    pub planned_for: Option<Timestamp>,
}

impl Briefing {
    /// The same without what the two know of each other, and are to each other: for whoever picks up.
    #[must_use]
    pub fn reserved(mut self) -> Self {
        self.user_name = None;
        self.relationship.relationship_type = "friend".to_owned();
        self.relationship.kind = Kind::Friend;
        self.relationship.custom_system_prompt = None;
        self.procedures.remove(ADDRESS.name);
        self.memories.clear();
        self.storylines.clear();
        self.episodes.clear();
        self.unread = None;
        self.beside = Beside::default();
        self
    }

    /// In which voice the persona speaks to the user.
    pub fn voice(&self) -> Option<Voice> {
        let own = self.relationship.voice.as_deref().and_then(Voice::named);
        own.or_else(|| Voice::named(&self.persona.voice))
    }

    /// By what names the two are called.
    pub fn names(&self) -> Names {
        Names {
            user: self.user_name.clone(),
            persona: Some(self.persona.name.clone()),
        }
    }
}

/// Which way the call came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// The user pressed Call, or dialled.
    UserCalls,
    /// The user asked for a call now, and the persona's phone rings theirs.
    CallRequested,
    /// A schedule came due.
    Scheduled,
    /// The user asked in their last call to be called again.
    CalledBack,
    /// The user did not pick up a little while ago.
    TriedAgain,
}
