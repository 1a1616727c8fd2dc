//! Names as they are said: one word or two, with a title, with a capital or without.

use super::super::lexicon::everyday::{EVERYDAY, LIGHT_VERBS};
use super::super::verbs::is_past;
use super::super::words::{Word, capitalised, said};
use super::names::{NO_NAMES, UNCASED_NO_NAMES};
use super::{People, is_given_name};

/// Before the name of somebody who is held in respect.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "doctor",
    "professor",
    "father",
    "reverend",
    "auntie",
];

impl People {
    /// A name of one or two words.
    pub fn name(&self, words: &[Word]) -> Option<(String, usize)> {
        let first = words.first()?;
        // "Doctor Banerjee", "Mr Pereira".
        let titled = first.is(TITLES)
            && words
                .get(1)
                .is_some_and(|word| word.is_capital() && self.is_name(word));
        if titled {
            return Some((said(words.get(..2)?), 2));
        }
        if !self.is_name(first) {
            return None;
        }
        let second = words
            .get(1)
            .filter(|word| self.cased && word.is_capital() && self.is_name(word) && !word.glued);
        let used = 1 + usize::from(second.is_some());
        let name = said(words.get(..used)?);
        let name = if self.cased { name } else { capitalised(&name) };
        Some((name, used))
    }

    fn is_name(&self, word: &Word) -> bool {
        let letters = word
            .norm
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '.'));
        let long = (2..=30).contains(&word.norm.chars().count());
        let begins = word.norm.chars().next().is_some_and(char::is_alphabetic);
        let gerund = word.norm.len() > 5 && word.norm.ends_with("ing");
        if !letters || !begins || gerund || !long || word.is(NO_NAMES) {
            return false;
        }
        if self.cased {
            word.is_capital()
        } else {
            let verb = (word.norm.ends_with('s') && word.norm.len() > 4)
                || is_past(word)
                || word.is(LIGHT_VERBS)
                || word.is(EVERYDAY);
            is_given_name(&word.norm) || !(verb || word.is(UNCASED_NO_NAMES))
        }
    }
}
