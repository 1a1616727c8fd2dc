//! What the user said themselves: of nothing else may a claim be made.

use std::collections::BTreeSet;

use crate::call::{Speaker, Turn};
use crate::recall::words::words;

/// The fewest letters that two forms of one word share, and the most that one has beyond them.
const SHORTEST_STEM: usize = 3;
const LONGEST_ENDING: usize = 3;

/// What the user said, by turn.
pub struct Said {
    turns: Vec<(u32, BTreeSet<String>)>,
}

impl Said {
    pub fn of(turns: &[Turn]) -> Self {
        let user = turns.iter().filter(|turn| turn.speaker == Speaker::User);
        Self {
            turns: user
                .map(|turn| (turn.index, telling_words(&turn.text)))
                .collect(),
        }
    }

    pub fn check(&self, turn: u32) -> Result<(), String> {
        if self.turns.iter().any(|(index, _)| *index == turn) {
            Ok(())
        } else {
            Err(format!("line {turn} is none of the user's"))
        }
    }

    /// Whether the user spoke at least half of the words that tell it.
    pub fn holds(&self, value: &str) -> bool {
        let telling = telling_words(value);
        let spoken = |word: &&String| self.turns.iter().any(|(_, said)| is_said(word, said));
        telling.iter().filter(spoken).count() * 2 >= telling.len()
    }

    pub fn turn_with(&self, name: &str) -> Option<u32> {
        let words = telling_words(name);
        let mut with = self
            .turns
            .iter()
            .filter(|(_, said)| !words.is_empty() && words.is_subset(said));
        with.next().map(|(index, _)| *index)
    }
}

/// The words of a text that say something.
fn telling_words(text: &str) -> BTreeSet<String> {
    words(text).into_iter().collect()
}

/// "climbing" is said where "climb" is.
fn is_said(word: &str, said: &BTreeSet<String>) -> bool {
    let length = word.chars().count();
    let stem: String = word
        .chars()
        .take(length.saturating_sub(LONGEST_ENDING))
        .collect();
    let is_stem = length >= SHORTEST_STEM + LONGEST_ENDING;
    said.contains(word) || said.iter().any(|other| is_stem && other.starts_with(&stem))
}
