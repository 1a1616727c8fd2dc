//! The turns of the user, each with what the persona had said before it.

use super::super::guards::unsaid_before;
use super::super::notes::Place;
use super::super::people::{Mention, People, is_given_name, role_at};
use super::super::sentences::{Sentence, sentences};
use super::super::words::{Word, rest, words};
use crate::call::{Speaker, Turn};

/// One turn of the user.
#[derive(Debug, Clone, PartialEq)]
pub struct Utterance {
    pub place: Place,
    /// What the persona had said just before.
    pub before: Option<String>,
    pub sentences: Vec<Sentence>,
}

/// What the user said, in order.
pub fn utterances(turns: &[Turn]) -> Vec<Utterance> {
    let before = std::iter::once(None).chain(turns.iter().map(Some));
    turns
        .iter()
        .zip(before)
        .filter(|(turn, _)| turn.speaker == Speaker::User)
        .enumerate()
        .map(|(exchange, (turn, before))| Utterance {
            place: Place {
                turn: turn.index,
                exchange,
            },
            before: before
                .filter(|before| before.speaker == Speaker::Persona)
                .map(|before| before.text.clone()),
            sentences: sentences(&turn.text).into_iter().map(meant).collect(),
        })
        .collect()
}

/// A sentence without what it takes back itself.
fn meant(sentence: Sentence) -> Sentence {
    unsaid_before(&sentence).unwrap_or(sentence)
}

/// Whether a turn of the persona speaks of anyone but the user: "How's your sister?"
pub fn speaks_of_another(text: &str) -> bool {
    const OTHERS: &[&str] = &["he", "she", "they", "his", "her", "their", "i"];
    let lower = text.to_lowercase();
    let mut spoken = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let someone = spoken.clone().any(|word| OTHERS.contains(&word));
    let yours = spoken.any(|word| word == "your");
    someone || (yours && your_people(text))
}

/// Whether a turn of the persona speaks to the user of themselves.
pub fn turns_to_user(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| matches!(word, "you" | "your" | "yours" | "yourself"))
}

/// Whom the persona asks after, where it is one person: "How's your sister?", "What does Ravi do?"
pub fn asked_after(asked: &Sentence, people: &People, persona: &str) -> Option<Mention> {
    let words = &asked.words;
    let mut found: Vec<Mention> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let here = rest(words, at);
        let mention = if word.norm == "your" {
            people.yours(rest(words, at + 1))
        } else if word.norm != persona && is_given_name(&word.norm) || people.is_met(&word.text) {
            people.someone(here).map(|(mention, _)| mention)
        } else {
            None
        };
        if let Some(mention) = mention
            && !found.iter().any(|other| other.key() == mention.key())
        {
            found.push(mention);
        }
    }
    let owned = words.iter().any(|word| word.norm == "'s" && word.glued);
    found.pop().filter(|_| found.is_empty() && !owned)
}

/// Whether a sentence is among the first words of a turn: after a greeting at most, and no answer to what
/// was asked but who it is.
pub fn begins_call(utterance: &Utterance, at: usize) -> bool {
    const GREETING: &[&str] = &[
        "hi",
        "hey",
        "hello",
        "hiya",
        "morning",
        "afternoon",
        "evening",
        "alright",
    ];
    const WHO: &[&str] = &["who", "name", "speaking", "hello", "hi"];
    let greeted = utterance
        .sentences
        .iter()
        .take(at)
        .all(|sentence| sentence.words.iter().any(|word| word.is(GREETING)));
    let asked = utterance.before.as_deref().is_some_and(|before| {
        before.contains('?') && !words(before).iter().any(|word| word.is(WHO))
    });
    greeted && !asked
}

/// Whether it speaks of somebody of the user's: "your sister".
fn your_people(text: &str) -> bool {
    let words = words(text);
    words
        .iter()
        .enumerate()
        .any(|(at, word)| word.norm == "your" && role_at(rest(&words, at + 1)).is_some())
}

/// Whether what was said in one turn is written with capitals, so that a name can be known by its
/// own. A lone "i" tells that it is not, unless there is a capital within a sentence.
pub fn is_cased(utterance: &Utterance) -> bool {
    let words = || {
        utterance
            .sentences
            .iter()
            .flat_map(|sentence| sentence.words.iter().enumerate())
    };
    let lone_i = words().any(|(_, word)| word.text.starts_with('i') && word.norm == "i");
    // "I am NOT": shouted, whatever else is written.
    let shouted = |word: &Word| word.text.chars().skip(1).any(char::is_uppercase);
    let capital = |at: usize, word: &Word| {
        word.text.starts_with(char::is_uppercase) && !shouted(word) && (at > 0 || !lone_i)
    };
    words().any(|(at, word)| capital(at, word))
}
