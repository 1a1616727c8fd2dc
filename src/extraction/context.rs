//! What the talk is at this moment, as the spec's `current_context` holds it.

use serde::{Deserialize, Serialize};

use super::decisions::{Resolve, deed};
use super::guards::Stance;
use super::mood::{feelings, is_own};
use super::pattern::{any_finds, finds};
use super::phrases::{Phrase, parted, phrases};
use super::reader::utterances;
use super::topics::{Tally, is_strife, topics_of};
use super::words::Word;
use crate::call::{Speaker, Turn};

/// So many of the user's turns make up this moment …
const LATELY: usize = 4;
/// … and so many may still bear on it: a feeling, a question what to do.
const HORIZON: usize = 12;

/// In rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    #[default]
    Low,
    Medium,
    High,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CurrentContext {
    /// Such as "work", or "work_conflict" where there is strife.
    pub topic: Option<String>,
    /// One word: "stressed". The user's last feeling, while nothing else was felt.
    pub mood: Option<String>,
    pub urgency: Urgency,
    /// The user asked what to do and has not decided yet.
    pub needs_decision: bool,
}

/// The context after the last of the turns.
pub fn context(turns: &[Turn]) -> CurrentContext {
    let mut spoken = turns
        .iter()
        .rev()
        .filter(|turn| turn.speaker == Speaker::User);
    let horizon = spoken.nth(HORIZON - 1).map_or(0, |turn| turn.index);
    let lately: Vec<Turn> = turns
        .iter()
        .filter(|turn| turn.index >= horizon)
        .cloned()
        .collect();
    let utterances = utterances(&lately);
    let parted = parted(&utterances, "");
    let phrases = phrases(utterances.iter().zip(&parted), "");
    let from = utterances.len().saturating_sub(LATELY);
    let lately: Vec<&Phrase<'_>> = phrases
        .iter()
        .filter(|phrase| phrase.place.exchange >= from)
        .collect();
    CurrentContext {
        topic: topic(&lately),
        mood: mood(&phrases),
        urgency: lately
            .iter()
            .map(|phrase| urgency(phrase))
            .max()
            .unwrap_or_default(),
        needs_decision: needs_decision(&phrases),
    }
}

fn topic(lately: &[&Phrase<'_>]) -> Option<String> {
    let mut tally = Tally::default();
    for topic in lately.iter().flat_map(|phrase| topics_of(phrase.words)) {
        tally.add(topic, 1);
    }
    let strife = lately.iter().any(|phrase| is_strife(phrase.words));
    match (tally.ranked().into_iter().next(), strife) {
        (Some(topic), true) => Some(format!("{topic}_conflict")),
        (None, true) => Some("conflict".to_owned()),
        (topic, false) => topic,
    }
}

fn mood(phrases: &[Phrase<'_>]) -> Option<String> {
    phrases
        .iter()
        .filter(|phrase| {
            matches!(phrase.stance, Stance::Said | Stance::Doubted) && is_own(phrase.words)
        })
        .flat_map(|phrase| feelings(phrase.words))
        .last()
        .map(|feeling| feeling.name.to_owned())
}

fn urgency(phrase: &Phrase<'_>) -> Urgency {
    const HIGH: &[&str] = &[
        "emergency",
        "urgent",
        "urgently",
        "asap",
        "suicidal",
        "ambulance",
        "911",
        "bleeding",
        "overdose",
    ];
    const HIGH_PHRASES: &[&str] = &[
        "right away|now",
        "can not breathe",
        "kill|hurt myself",
        "as soon as possible",
        "in the hospital|er",
        "help me now",
        "panic attack",
    ];
    const MEDIUM: &[&str] = &[
        "soon",
        "tomorrow",
        "tonight",
        "today",
        "deadline",
        "worried",
        "stressed",
        "help",
        "advice",
        "decide",
        "problem",
        "problems",
        "issue",
        "issues",
        "overwhelmed",
        "freaking",
    ];
    let has = |list: &'static [&'static str]| phrase.words.iter().any(|word: &Word| word.is(list));
    if has(HIGH) || any_finds(HIGH_PHRASES, phrase.words) {
        Urgency::High
    } else if has(MEDIUM) || is_strife(phrase.words) || asks_what_to_do(phrase) {
        Urgency::Medium
    } else {
        Urgency::Low
    }
}

fn asks_what_to_do(phrase: &Phrase<'_>) -> bool {
    const ASKING: &[&str] = &[
        "should i {}",
        "what do i do",
        "what should i",
        "what would you do",
        "what am i supposed to do",
        "do not know what to do",
        "do not know how to",
        "do not know if|whether",
        "help me decide|choose|figure",
        "can not decide",
        "need to decide",
        "torn between",
        "not sure what to do",
        "need|want your|some advice",
        "need help",
        "have to decide|choose",
    ];
    // The word that joins it to the sentence is no part of a clause, so the sentence is asked.
    ASKING.iter().any(|pattern| {
        finds(pattern, phrase.words).is_some()
            || (phrase.words.len() > 2 && finds(pattern, &phrase.sentence.words).is_some())
    })
}

fn needs_decision(phrases: &[Phrase<'_>]) -> bool {
    let mut needed = false;
    for phrase in phrases {
        if asks_what_to_do(phrase) {
            needed = true;
        } else if deed(phrase, "").is_some_and(|deed| deed.resolve != Resolve::Needed) {
            needed = false;
        }
    }
    needed
}
