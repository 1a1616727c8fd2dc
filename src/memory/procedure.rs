//! Procedural memory: named templates of behaviour.
//!
//! A value may hold several lines: they are alternatives, of which one is said. `{name}` and the
//! like are holes; a line whose hole can't be filled is left aside, except for `{name}`, which goes
//! with its comma. A key ending in a kind ("greeting_partner") speaks in place of the general one
//! to whom the persona is of that kind.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::CallId;
use crate::relationship::Kind;
use crate::secret;
use crate::time::Timestamp;

/// A relationship's own wins over the persona's of the same key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Procedure {
    pub key: String,
    pub value: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// The call in which it was learned, where it was.
    pub learned_in: Option<CallId>,
}

/// The longest that a persona says under one key to everybody, with all its alternatives, in characters:
/// whoever meets them has it in every prompt.
pub const LONGEST_OF_PERSONA: usize = 1_500;

/// The version of a key under which nothing stands.
pub const NOTHING: &str = "nothing";

impl Procedure {
    /// Which of its wordings this is.
    pub fn version(&self) -> String {
        let at = self.updated_at.millis().to_string();
        secret::version_of(&[&self.key, &self.value, &at])
    }
}

/// A key that the product knows by name. Others may occur; a model reads those as they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    pub name: &'static str,
    /// What stands before the kind in the variant for a kind: "greeting" in "greeting_partner".
    pub stem: &'static str,
    /// When it is said.
    pub when: &'static str,
    /// What it may leave open besides `{name}` and `{persona}`, without the braces.
    pub holes: &'static [&'static str],
}

const fn key(name: &'static str, stem: &'static str, when: &'static str) -> Key {
    Key {
        name,
        stem,
        when,
        holes: &[],
    }
}

const fn open(
    name: &'static str,
    stem: &'static str,
    when: &'static str,
    holes: &'static [&'static str],
) -> Key {
    Key {
        name,
        stem,
        when,
        holes,
    }
}

pub const ADDRESS: Key = key("address", "address", "How the user is addressed.");
pub const INTRODUCTION: Key = key("introduction", "introduction", "Opens the first call.");
pub const GREETING: Key = key("greeting_pattern", "greeting", "Opens every later call.");
pub const FAREWELL: Key = key("farewell_pattern", "farewell", "Ends a call.");
pub const CONCERN: Key = key("concern_response", "concern", "Meets a worry.");
pub const SYMPATHY: Key = key("sympathy", "sympathy", "Meets a loss or bad news.");
pub const ANGER: Key = key(
    "anger_response",
    "anger",
    "Meets anger at someone or something.",
);
pub const CELEBRATION: Key = key("celebration", "celebration", "Meets good news.");
pub const ADVICE: Key = open(
    "advice_format",
    "advice",
    "Gives advice; what to do is an imperative without its capital and its full stop.",
    &["direct_action"],
);
pub const ADVICE_OFFER: Key = key(
    "advice_offer",
    "advice_offer",
    "Asks whether advice is wanted.",
);
pub const DECISION: Key = key(
    "workflow_decision",
    "workflow_decision",
    "Helps to decide where nothing is known yet: its lines are steps, one a turn, in their order.",
);
pub const ACKNOWLEDGEMENT: Key = open(
    "acknowledgement",
    "acknowledgement",
    "Takes note; what was said is a clause without its capital and its full stop.",
    &["topic", "said"],
);
pub const NUDGE: Key = key("nudge", "nudge", "Answers \"mm\": go on.");
pub const CURIOSITY: Key = open(
    "curiosity",
    "curiosity",
    "Asks on about what was said; a thing is a topic that is no person.",
    &["topic", "thing"],
);
pub const RECALL: Key = open(
    "recall_lead",
    "recall",
    "Says what is remembered; the memory is a clause without its capital and its full stop.",
    &["memory"],
);
pub const UNKNOWN: Key = key(
    "unknown_response",
    "unknown",
    "Says that it does not remember.",
);
pub const OUTSIDE: Key = key(
    "outside_response",
    "outside",
    "Meets a question about the world that the built-in brain can't answer.",
);
pub const THANKS: Key = key("thanks_response", "thanks", "Meets thanks and praise.");
pub const AFFECTION: Key = key(
    "affection",
    "affection",
    "Meets \"I love you\", \"I missed you\".",
);
pub const HOW_I_AM: Key = key("how_i_am", "how_i_am", "Answers \"how are you?\".");
pub const ABOUT_ME: Key = key(
    "about_me",
    "about_me",
    "Answers \"tell me about yourself\".",
);
pub const PARTY_PIECE: Key = key(
    "party_piece",
    "party_piece",
    "Tells a joke or a tale when asked.",
);
pub const SILENCE: Key = key("silence_nudge", "silence", "Breaks a silence.");

/// Every key that the product knows, without the variants for a kind.
pub const KEYS: &[Key] = &[
    INTRODUCTION,
    GREETING,
    FAREWELL,
    CONCERN,
    SYMPATHY,
    ANGER,
    CELEBRATION,
    ADVICE,
    ADVICE_OFFER,
    DECISION,
    ACKNOWLEDGEMENT,
    NUDGE,
    CURIOSITY,
    RECALL,
    UNKNOWN,
    OUTSIDE,
    THANKS,
    AFFECTION,
    HOW_I_AM,
    ABOUT_ME,
    PARTY_PIECE,
    SILENCE,
    ADDRESS,
];

impl Key {
    /// The key of the variant for a kind: "greeting_partner".
    pub fn variant(&self, kind: Kind) -> String {
        format!("{}_{}", self.stem, kind.as_str())
    }

    /// What stands under the key for that kind: its variant, else the general one.
    pub fn find<'a>(
        &self,
        procedures: &'a BTreeMap<String, String>,
        kind: Kind,
    ) -> Option<&'a str> {
        procedures
            .get(&self.variant(kind))
            .or_else(|| procedures.get(self.name))
            .map(String::as_str)
    }
}

/// The alternatives that a value holds.
pub fn alternatives(value: &str) -> impl Iterator<Item = &str> {
    value.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// What holds for a relationship: its own procedures over the persona's. A general key of the
/// relationship's own also takes the place of the persona's variants of it: whoever asked for
/// another greeting does not want to hear the one for partners.
pub fn overlay(
    mut persona: BTreeMap<String, String>,
    own: BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    const KINDS: [Kind; 5] = [
        Kind::Friend,
        Kind::Partner,
        Kind::Family,
        Kind::Professional,
        Kind::Custom,
    ];
    for key in KEYS.iter().filter(|key| own.contains_key(key.name)) {
        for kind in KINDS {
            persona.remove(&key.variant(kind));
        }
    }
    persona.extend(own);
    persona
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&str, &str)]) -> BTreeMap<String, String> {
        rows.iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn a_partner_is_greeted_as_one_and_a_friend_as_anybody() {
        let procedures = table(&[
            ("greeting_pattern", "Yo {name}"),
            ("greeting_partner", "Hey you"),
        ]);
        assert_eq!(GREETING.find(&procedures, Kind::Partner), Some("Hey you"));
        assert_eq!(GREETING.find(&procedures, Kind::Friend), Some("Yo {name}"));
        assert_eq!(FAREWELL.find(&procedures, Kind::Friend), None);
    }

    #[test]
    fn what_a_relationship_learned_wins_over_the_personas_variants_too() {
        let persona = table(&[
            ("greeting_pattern", "Yo {name}"),
            ("greeting_partner", "Hey you"),
            ("farewell_partner", "Kisses"),
        ]);
        let both = overlay(persona, table(&[("greeting_pattern", "Ahoy {name}")]));
        assert_eq!(GREETING.find(&both, Kind::Partner), Some("Ahoy {name}"));
        assert_eq!(FAREWELL.find(&both, Kind::Partner), Some("Kisses"));
    }

    #[test]
    fn lines_of_a_value_are_alternatives() {
        let lines: Vec<&str> = alternatives("Yo {name}\n\n  What's up, {name}?\n").collect();
        assert_eq!(lines, ["Yo {name}", "What's up, {name}?"]);
    }
}
