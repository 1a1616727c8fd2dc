//! What recall knows of a turn beside its words, in two bytes.

use super::words::terms;
use crate::call::Speaker;

pub const SIZE: usize = 2;

const PRESENT: u8 = 1;
const PERSONA: u8 = 2;
const QUESTION: u8 = 4;
const BEGINS: u8 = 8;
const TIME: u8 = 16;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mark {
    flags: u8,
    length: u8,
}

impl Mark {
    /// Of a turn's text; `begins` where it is the first of its call.
    pub fn of(speaker: Speaker, text: &str, begins: bool) -> Self {
        let length = terms(text).len();
        let mut flags = 0;
        for (flag, is_set) in [
            (PRESENT, !text.is_empty()),
            (PERSONA, speaker == Speaker::Persona),
            (QUESTION, text.trim_end().ends_with('?')),
            (BEGINS, begins),
            (TIME, names_time(text)),
        ] {
            if is_set {
                flags |= flag;
            }
        }
        Self {
            flags,
            length: u8::try_from(length).unwrap_or(u8::MAX),
        }
    }

    pub fn bytes(self) -> [u8; SIZE] {
        [self.flags, self.length]
    }

    pub fn read([flags, length]: [u8; SIZE]) -> Self {
        Self { flags, length }
    }

    fn has(self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Whether there are words of it: not of one that was erased, nor of a row that never was.
    pub fn is_present(self) -> bool {
        self.has(PRESENT)
    }

    pub fn speaker(self) -> Speaker {
        if self.has(PERSONA) {
            Speaker::Persona
        } else {
            Speaker::User
        }
    }

    pub fn is_question(self) -> bool {
        self.has(QUESTION)
    }

    pub fn begins(self) -> bool {
        self.has(BEGINS)
    }

    pub fn names_time(self) -> bool {
        self.has(TIME)
    }

    /// Its telling words, 255 at most.
    pub fn length(self) -> f32 {
        f32::from(self.length)
    }
}

/// Words that say when something was or will be.
const TIME_WORDS: &[&str] = &[
    "yesterday",
    "today",
    "tonight",
    "tomorrow",
    "last",
    "next",
    "ago",
    "since",
    "recently",
    "day",
    "days",
    "week",
    "weeks",
    "weekend",
    "month",
    "months",
    "year",
    "years",
    "morning",
    "afternoon",
    "evening",
    "night",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "birthday",
    "anniversary",
    "easter",
    "christmas",
    "thanksgiving",
];

fn names_time(text: &str) -> bool {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| TIME_WORDS.contains(&word) || is_year(word))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && matches!(word.parse::<u16>(), Ok(1900..=2099))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_known_by_who_said_it_and_how() {
        let mark = Mark::of(Speaker::Persona, "Did you climb last Friday? ", true);
        let read = Mark::read(mark.bytes());
        assert_eq!(read, mark);
        assert!(read.is_present() && read.is_question() && read.begins() && read.names_time());
        assert_eq!(read.speaker(), Speaker::Persona);
        assert_eq!(read.length(), 3.0);

        let plain = Mark::of(Speaker::User, "I love my dog.", false);
        assert!(!plain.is_question() && !plain.begins() && !plain.names_time());
        assert!(Mark::of(Speaker::User, "since 2019", false).names_time());
        assert!(!Mark::of(Speaker::User, "", true).is_present());
        assert!(!Mark::default().is_present());
    }

    #[test]
    fn a_turn_without_end_has_a_length() {
        let mark = Mark::of(Speaker::User, &"word ".repeat(10_000), false);
        assert_eq!(mark.length(), 255.0);
    }
}
