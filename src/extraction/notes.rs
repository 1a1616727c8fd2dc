//! What was noted while reading, and how it settles into operations: said twice it is said once,
//! the last word on a thing wins, and what was taken back was never said.

mod settling;

use super::importance;
use super::people::relation;
use super::words::{stems, words};
use crate::memory::operation::{Claim, Operation};
use crate::memory::{LONGEST_CONTENT, Memory, State, Subject};

use settling::{
    bounded, contradicted, known_as, last_words, most_important, settle_parts, without_twins,
};

#[derive(Debug, Clone, PartialEq)]
pub enum Note {
    Claim(Claim),
    Retract {
        subject: Subject,
        attribute: String,
        value: Option<String>,
    },
    Learn {
        key: String,
        value: String,
    },
}

/// Where in the call a thing was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub turn: u32,
    /// Which of the user's turns it was, counted from 0.
    pub exchange: usize,
}

#[derive(Debug, Clone, PartialEq)]
struct Noted {
    place: Place,
    note: Note,
    /// How often it came up again.
    again: u32,
    /// Which note of the call it was.
    serial: usize,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Notes {
    noted: Vec<Noted>,
    /// How many were noted so far, those that were dropped among them.
    count: usize,
}

impl Notes {
    pub fn claim(&mut self, place: Place, claim: Claim) {
        if !claim.value.trim().is_empty() {
            self.push(place, Note::Claim(claim));
        }
    }

    pub fn push(&mut self, place: Place, note: Note) {
        let twin = self
            .noted
            .iter()
            .rposition(|noted| is_told_again(&noted.note, &note));
        let again = twin.map_or(0, |twin| self.noted.remove(twin).again + 1);
        self.noted.push(Noted {
            place,
            note,
            again,
            serial: self.count,
        });
        self.count += 1;
    }

    /// The claims so far.
    pub fn claims(&self) -> impl DoubleEndedIterator<Item = (Place, &Claim)> {
        self.noted.iter().filter_map(|noted| match &noted.note {
            Note::Claim(claim) => Some((noted.place, claim)),
            _ => None,
        })
    }

    /// Drops what was told in that turn of the user; what they wanted forgotten stays so.
    pub fn drop_exchange(&mut self, exchange: usize) {
        self.noted.retain(|noted| {
            noted.place.exchange != exchange || matches!(noted.note, Note::Retract { .. })
        });
    }

    /// Drops the claims that are so; whether there were any.
    pub fn drop_claims(&mut self, is_so: impl Fn(&Claim) -> bool) -> bool {
        let before = self.noted.len();
        self.noted
            .retain(|noted| !matches!(&noted.note, Note::Claim(claim) if is_so(claim)));
        self.noted.len() < before
    }

    /// Makes what is asked to be remembered weigh more.
    pub fn weigh_since(&mut self, from: usize, least: f64) {
        for noted in self.noted.iter_mut().filter(|noted| noted.serial >= from) {
            if let Note::Claim(claim) = &mut noted.note {
                claim.importance = claim.importance.max(least);
            }
        }
    }

    /// Makes what was claimed last weigh more: in this turn of the user, or else the one before.
    pub fn weigh_latest(&mut self, place: Place, least: f64) {
        let latest = self.claims().map(|(at, _)| at.exchange).max();
        let Some(latest) = latest.filter(|latest| latest + 1 >= place.exchange) else {
            return;
        };
        for noted in &mut self.noted {
            if let Note::Claim(claim) = &mut noted.note
                && noted.place.exchange == latest
            {
                claim.importance = claim.importance.max(least);
            }
        }
    }

    /// Whether something was claimed at that place since.
    pub fn told_since(&self, place: Place, from: usize) -> bool {
        self.claims_since(place, from).next().is_some()
    }

    /// Whether anything was noted at that place since.
    pub fn noted_since(&self, place: Place, from: usize) -> bool {
        self.noted
            .iter()
            .any(|noted| noted.serial >= from && noted.place == place)
    }

    /// Tells the only claim at that place since in other words.
    pub fn tell_closer(
        &mut self,
        place: Place,
        from: usize,
        told: impl Fn(&Claim) -> Option<String>,
    ) {
        let mut claims = self
            .noted
            .iter_mut()
            .filter_map(|noted| match &mut noted.note {
                Note::Claim(claim) if noted.serial >= from && noted.place == place => Some(claim),
                _ => None,
            });
        if let (Some(claim), None) = (claims.next(), claims.next())
            && let Some(content) = told(claim)
        {
            claim.content = content;
        }
    }

    /// What was claimed at that place since.
    pub fn claims_since(&self, place: Place, from: usize) -> impl Iterator<Item = &Claim> {
        self.noted
            .iter()
            .filter_map(move |noted| match &noted.note {
                Note::Claim(claim) if noted.serial >= from && noted.place == place => Some(claim),
                _ => None,
            })
    }

    /// Drops the claims of earlier turns that are so.
    pub fn drop_earlier(&mut self, place: Place, is_so: impl Fn(&Claim) -> bool) {
        self.noted.retain(|noted| {
            noted.place == place || !matches!(&noted.note, Note::Claim(claim) if is_so(claim))
        });
    }

    /// Drops the claims before the note `from` that are so.
    pub fn drop_before(&mut self, from: usize, is_so: impl Fn(&Claim) -> bool) {
        self.noted.retain(|noted| {
            noted.serial >= from || !matches!(&noted.note, Note::Claim(claim) if is_so(claim))
        });
    }

    /// How many were noted so far.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Puts one word in the place of another: "it's Jess, not Jessica".
    pub fn reword(&mut self, old: &str, new: &str) -> bool {
        let mut any = false;
        for noted in &mut self.noted {
            match &mut noted.note {
                // The user's job may be told with its days, and be known without.
                Note::Claim(claim)
                    if contains_word(&claim.value, old)
                        || claim.subject == Subject::User && contains_word(&claim.content, old) =>
                {
                    claim.value = replace_word(&claim.value, old, new);
                    claim.content = replace_word(&claim.content, old, new);
                    any = true;
                }
                Note::Learn { value, .. } if contains_word(value, old) => {
                    *value = replace_word(value, old, new);
                    any = true;
                }
                _ => {}
            }
        }
        any
    }

    /// What remains, as operations.
    pub fn settle(self, memories: &[Memory]) -> Vec<Operation> {
        let mut noted = self.noted;
        for one in &mut noted {
            if let Note::Claim(claim) = &mut one.note {
                settle_parts(claim, memories);
            }
        }
        let noted = last_words(noted);
        let mut operations = Vec::new();
        for one in noted {
            let turn = one.place.turn;
            match one.note {
                Note::Claim(mut claim) => {
                    claim.importance = importance::repeated(claim.importance, one.again);
                    operations.extend(
                        contradicted(&claim, memories)
                            .into_iter()
                            .map(|memory| retract(turn, memory)),
                    );
                    operations.push(Operation::Claim {
                        turn,
                        claim: bounded(known_as(claim, memories)),
                    });
                }
                Note::Retract {
                    subject,
                    attribute,
                    value,
                } => {
                    operations.push(Operation::Retract {
                        turn,
                        subject,
                        attribute,
                        value,
                    });
                }
                Note::Learn { key, value } => {
                    let value = super::words::bounded(&value, LONGEST_CONTENT);
                    operations.push(Operation::Learn { turn, key, value });
                }
            }
        }
        most_important(without_twins(operations))
    }
}

/// Whether the very same is noted, however much it weighs.
fn is_told_again(one: &Note, other: &Note) -> bool {
    match (one, other) {
        (Note::Claim(one), Note::Claim(other)) => {
            one.value == other.value
                && one.attribute == other.attribute
                && one.subject == other.subject
                && one.occurred_at == other.occurred_at
        }
        _ => one == other,
    }
}

/// Whether two values say the same.
pub fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || {
        let (one, other) = (stems(&words(one)), stems(&words(other)));
        !one.is_empty() && one == other
    }
}

/// The name in a value such as "Younger brother Tom" or "Sarah (problematic)".
pub fn name_in(value: &str) -> Option<String> {
    words(value)
        .into_iter()
        .find(|word| {
            word.is_capital()
                && relation(&word.norm).is_none()
                && !super::people::is_qualifier(word)
        })
        .map(|word| word.text)
}

fn is_current(memory: &&Memory) -> bool {
    !matches!(memory.state, State::Superseded | State::Retracted)
}

/// Memories that stand.
pub fn standing(memories: &[Memory]) -> impl Iterator<Item = &Memory> {
    memories.iter().filter(is_current)
}

fn retract(turn: u32, memory: &Memory) -> Operation {
    Operation::Retract {
        turn,
        subject: memory.subject.clone(),
        attribute: memory.attribute.clone(),
        value: Some(memory.value.clone()),
    }
}

/// Whether a text holds the word, whole.
pub fn contains_word(text: &str, word: &str) -> bool {
    let sought = words(word);
    // Most texts do not so much as hold its letters.
    let letters = sought.first().map(|word| word.text.to_lowercase());
    if letters.is_none_or(|letters| !text.to_lowercase().contains(&letters)) {
        return false;
    }
    let text = words(text);
    !sought.is_empty()
        && text.windows(sought.len()).any(|window| {
            window
                .iter()
                .map(|word| &word.norm)
                .eq(sought.iter().map(|word| &word.norm))
        })
}

pub fn replace_word(text: &str, old: &str, new: &str) -> String {
    let sought = words(old);
    let all = words(text);
    let mut out: Vec<super::words::Word> = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let here = super::words::span(&all, at, at + sought.len());
        let found = here.len() == sought.len()
            && here
                .iter()
                .map(|word| &word.norm)
                .eq(sought.iter().map(|word| &word.norm));
        if found {
            let glued = here.first().is_some_and(|word| word.glued);
            let mut new = words(new);
            if let Some(first) = new.first_mut() {
                first.glued = glued;
            }
            out.extend(new);
            at += sought.len();
        } else {
            out.extend(all.get(at).cloned());
            at += 1;
        }
    }
    super::words::said(&out)
}
