//! What tells a memory, for when it is to be forgotten: the turns that it was said in, by the persona too,
//! and the words by which it is told elsewhere in the same calls.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::actor::words_of;
use super::episode::{Gist, Told};
use crate::ids::CallId;
use crate::recall::words::is_stop_word;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    pub turns: BTreeSet<(CallId, u32)>,
    /// Of each value that it had, the words that tell it from others.
    pub values: BTreeSet<BTreeSet<String>>,
}

impl Telling {
    pub fn add_value(&mut self, value: &str) {
        let words = words_of(value).into_iter();
        self.values
            .insert(words.filter(|word| !is_stop_word(word)).collect());
    }

    pub fn and(&mut self, more: Self) {
        self.turns.extend(more.turns);
        self.values.extend(more.values);
    }

    /// The calls that it was said in.
    pub fn calls(&self) -> BTreeSet<&CallId> {
        self.turns.iter().map(|(call, _)| call).collect()
    }

    /// Whether that turn of one of its calls tells it.
    pub fn is_told_in(&self, call: &CallId, index: u32, text: &str) -> bool {
        self.turns.contains(&(call.clone(), index)) || self.is_told(text)
    }

    /// Whether a text holds at least half of the words that tell one of the values.
    pub fn is_told(&self, text: &str) -> bool {
        let words: BTreeSet<String> = words_of(text).into_iter().collect();
        self.values.iter().any(|value| {
            let held = value.intersection(&words).count();
            held > 0 && held * 2 >= value.len()
        })
    }

    /// Whether a text holds any of the words that tell one of the values.
    pub fn is_touched_on(&self, text: &str) -> bool {
        let words: BTreeSet<String> = words_of(text).into_iter().collect();
        self.values.iter().any(|value| !value.is_disjoint(&words))
    }

    /// Whether a text holds all the words that tell one of the values.
    pub fn is_told_whole(&self, text: &str) -> bool {
        let mut values = self.values.iter().filter(|value| !value.is_empty());
        values.any(|value| Self::holds(value, text))
    }

    /// Whether a text holds all the words of a value.
    pub fn holds(value: &BTreeSet<String>, text: &str) -> bool {
        let words: BTreeSet<String> = words_of(text).into_iter().collect();
        value.is_subset(&words)
    }

    /// A text without the sentences that tell it.
    pub fn without_sentences(&self, text: &str) -> String {
        let sentences = text.split_inclusive(['.', '!', '?']);
        let rest: String = sentences
            .filter(|sentence| !self.is_told(sentence))
            .collect();
        rest.trim().to_owned()
    }

    pub fn without_items(&self, list: Vec<String>) -> Vec<String> {
        list.into_iter()
            .filter(|item| !self.is_told(item))
            .collect()
    }

    pub fn without(&self, gist: Gist) -> Gist {
        Gist {
            summary: self.without_sentences(&gist.summary),
            key_topics: self.without_items(gist.key_topics),
            outcome: gist.outcome,
            people: self.without_items(gist.people),
            emotions: gist.emotions,
            decisions: self.without_items(gist.decisions),
            action_items: self.without_items(gist.action_items),
            mood: gist.mood,
            tags: self.without_items(gist.tags),
            to_user: gist.to_user.map(|told| Told {
                summary: self.without_sentences(&told.summary),
                decisions: self.without_items(told.decisions),
                action_items: self.without_items(told.action_items),
            }),
        }
    }
}
