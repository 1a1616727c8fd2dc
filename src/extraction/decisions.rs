//! What the user means to do.

use super::facts::shapes::without_trail;
use super::guards::Stance;
use super::pattern::matches;
use super::phrases::Phrase;
use super::retelling::retold;
use super::words::{Word, bounded, capitalised};
use crate::memory::LONGEST_CONTENT;

/// How firmly it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolve {
    /// "I decided not to go."
    Decided,
    /// "I'll talk to her on Monday."
    Intended,
    /// "I need to call the bank."
    Needed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    pub resolve: Resolve,
    /// "Talk to Sarah on Monday".
    pub what: String,
}

const DEEDS: &[(&str, Resolve)] = &[
    ("i|we [have] decided to {}", Resolve::Decided),
    ("i|we [have] decided that i will {}", Resolve::Decided),
    ("i|we [have] made up my mind to {}", Resolve::Decided),
    ("i|we will {}", Resolve::Intended),
    ("i|we am|are going to {}", Resolve::Intended),
    ("i|we am|are planning to {}", Resolve::Intended),
    ("i|we plan to {}", Resolve::Intended),
    ("i|we need to {}", Resolve::Needed),
    ("i|we have [got] to {}", Resolve::Needed),
    ("i|we should {}", Resolve::Needed),
    ("i|we must {}", Resolve::Needed),
    ("i|we got to {}", Resolve::Needed),
];
/// Verbs that say nothing of what will be done.
const IDLE: &[&str] = &[
    "be",
    "see",
    "think",
    "let",
    "have",
    "say",
    "know",
    "miss",
    "feel",
    "try",
    "hang",
    "sleep",
    "want",
    "need",
    "never",
    "always",
    "not",
    "just",
    "admit",
    "go",
    "get",
    "like",
    "love",
    "keep",
    "probably",
    "definitely",
    "remember",
    "wait",
    "stop",
    "the",
    "a",
    "my",
    "bed",
    "work",
    "run",
    "die",
    "cry",
    "come",
];

/// What the user means to do by that clause; a decision against something too.
pub fn deed(phrase: &Phrase<'_>, persona: &str) -> Option<Deed> {
    let (caught, resolve) = DEEDS
        .iter()
        .find_map(|(pattern, resolve)| Some((matches(pattern, phrase.words)?, *resolve)))?;
    let allowed = phrase.stance == Stance::Said
        || (phrase.stance == Stance::Supposed
            && resolve == Resolve::Needed
            && !phrase.sentence.asks);
    let words = without_trail(caught.part(0));
    let idle = words.first().is_none_or(is_idle);
    let to_persona = words
        .iter()
        .any(|word| word.is(&["you", "your"]) || word.norm == persona);
    if !allowed || idle || to_persona || words.len() < 2 || words.len() > 14 || points_only(words) {
        return None;
    }
    Some(Deed {
        resolve,
        what: bounded(&capitalised(&retold(words, persona)), LONGEST_CONTENT),
    })
}

/// Whether the verb says nothing of what will be done.
pub fn is_idle(verb: &Word) -> bool {
    verb.is_capital() || verb.is(IDLE)
}

/// "Do it": nobody would know what.
fn points_only(words: &[Word]) -> bool {
    let makes_it = matches!(words, [make, it, ..] if make.norm == "make" && it.is(&["it", "this", "that", "my", "sure"]));
    makes_it
        || words.iter().skip(1).all(|word| {
            word.is(&[
                "it", "that", "this", "so", "them", "out", "up", "on", "with", "do", "one",
            ])
        })
}
