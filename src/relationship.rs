//! Who a persona is to one user.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::ids::{Pair, PersonaId, RelationshipId, UserId};
use crate::telephony::language::Language;
use crate::time::Timestamp;

/// The longest `relationship_type`, in characters (the spec's `VARCHAR(50)`).
pub const LONGEST_TYPE: usize = 50;
/// The longest `custom_system_prompt`, in characters. It always stays in the prompt, so it is
/// bounded here.
pub const LONGEST_CUSTOM_PROMPT: usize = 1_500;

/// What the free text of a relationship's type comes down to.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    Friend,
    Partner,
    Family,
    Professional,
    Custom,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// What a type in someone's own words is taken for, where they did not say: "bro_friend" is a
    /// friend, "second boyfriend" a partner.
    pub fn of(relationship_type: &str) -> Self {
        const WORDS: [(Kind, &[&str]); 4] = [
            (
                Kind::Partner,
                &[
                    "boyfriend",
                    "girlfriend",
                    "partner",
                    "husband",
                    "wife",
                    "spouse",
                    "fiance",
                    "fiancee",
                    "lover",
                    "date",
                ],
            ),
            (
                Kind::Family,
                &[
                    "family",
                    "brother",
                    "sister",
                    "mother",
                    "father",
                    "mom",
                    "mum",
                    "dad",
                    "son",
                    "daughter",
                    "uncle",
                    "aunt",
                    "cousin",
                    "grandma",
                    "grandpa",
                    "grandmother",
                    "grandfather",
                    "sibling",
                ],
            ),
            (
                Kind::Professional,
                &[
                    "professional",
                    "boss",
                    "coach",
                    "mentor",
                    "therapist",
                    "colleague",
                    "coworker",
                    "teacher",
                    "tutor",
                    "advisor",
                    "assistant",
                    "trainer",
                    "client",
                ],
            ),
            (
                Kind::Friend,
                &[
                    "friend", "bro", "buddy", "pal", "mate", "bestie", "roommate", "neighbor",
                ],
            ),
        ];
        let text = relationship_type.to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        WORDS
            .iter()
            .find(|(_, known)| words.iter().any(|word| known.contains(word)))
            .map_or(Kind::Custom, |(kind, _)| *kind)
    }
}

/// What the user lets this persona remember. It decides before anything is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MemoryConfig {
    pub remember_relationship_details: bool,
    pub remember_past_conversations: bool,
    pub remember_personal_facts: bool,
    /// How many past calls are loaded unasked.
    pub auto_recall_depth: u32,
}

impl MemoryConfig {
    /// The most calls that may be loaded unasked.
    pub const DEEPEST: u32 = 50;

    /// Remembers nothing.
    pub fn nothing() -> Self {
        Self {
            remember_relationship_details: false,
            remember_past_conversations: false,
            remember_personal_facts: false,
            auto_recall_depth: 0,
        }
    }
}

impl Default for MemoryConfig {
    fn default() -> Self {
        Self {
            remember_relationship_details: true,
            remember_past_conversations: true,
            remember_personal_facts: true,
            auto_recall_depth: 10,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relationship {
    pub id: RelationshipId,
    pub user_id: UserId,
    pub persona_id: PersonaId,
    /// Free text: friend, bro_friend, boyfriend, second boyfriend …
    pub relationship_type: String,
    pub kind: Kind,
    pub custom_system_prompt: Option<String>,
    /// In which voice the persona speaks to the user, by its name; none: in their own.
    #[serde(default)]
    pub voice: Option<String>,
    /// In which language they talk.
    #[serde(default)]
    pub language: Language,
    pub memory_config: MemoryConfig,
    pub relationship_started_at: Timestamp,
    pub total_calls: u32,
    /// Whole minutes, each call rounded up.
    pub total_minutes: u32,
    pub last_call_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// The persona calls nobody by itself for now.
    #[serde(default)]
    pub paused: bool,
    /// Raised by each edit.
    #[serde(default)]
    pub version: u32,
}

impl Relationship {
    pub fn pair(&self) -> Pair {
        Pair {
            user: self.user_id.clone(),
            persona: self.persona_id.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_in_ones_own_words_has_a_kind() {
        for (words, kind) in [
            ("friend", Kind::Friend),
            ("bro_friend", Kind::Friend),
            ("second boyfriend", Kind::Partner),
            ("Brother", Kind::Family),
            ("boss", Kind::Professional),
            ("nemesis", Kind::Custom),
        ] {
            assert_eq!(Kind::of(words), kind, "{words}");
        }
    }
}
