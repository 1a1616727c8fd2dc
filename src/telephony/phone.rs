//! Telephone numbers.

use std::fmt;

use serde::{Deserialize, Serialize};

/// E.164 allows fifteen digits; nobody who can be called has fewer than eight.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    #[error("write the number with its country, beginning with +, such as +1 or +44")]
    NoCountry,
    #[error("leave out the 0 in parentheses after the country")]
    TrunkZero,
    #[error("a phone number is made of digits")]
    Character,
    #[error("a phone number with its country has 8 to 15 digits")]
    Length,
}

/// A number in E.164: `+14155550123`. It shows itself masked, so that no log ever holds one; only
/// `e164` and serialising give it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads a number as people write it: spaces, dashes, dots, slashes and parentheses may
    /// part its digits.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        if text.contains("(0)") {
            return Err(PhoneError::TrunkZero);
        }
        let written: String = text.chars().filter(|&c| !is_separator(c)).collect();
        let digits = written.strip_prefix('+').ok_or(PhoneError::NoCountry)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PhoneError::Character);
        }
        if !DIGITS.contains(&digits.len()) {
            return Err(PhoneError::Length);
        }
        if digits.starts_with('0') {
            return Err(PhoneError::NoCountry);
        }
        Ok(Self(written))
    }

    /// The number itself, for the carrier and for storing; never for a log.
    pub fn e164(&self) -> &str {
        &self.0
    }
}

/// What people and their address books put between digits, dashes and spaces of any width and the
/// invisible marks of writing direction among them.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '.' | '/' | '(' | ')')
        || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl TryFrom<String> for PhoneNumber {
    type Error = PhoneError;

    fn try_from(text: String) -> Result<Self, PhoneError> {
        Self::parse(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.get(self.0.len().saturating_sub(2)..).unwrap_or("");
        write!(formatter, "+…{shown}")
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PhoneNumber({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_be_written_as_people_write_it() {
        for written in [
            "+14155550123",
            " +1 (415) 555-0123 ",
            "+1.415.555.0123",
            "+1\u{a0}415\u{2011}555\u{2011}0123",
            "\u{202a}+1 415 555 0123\u{202c}",
        ] {
            assert_eq!(
                PhoneNumber::parse(written).map(|number| number.e164().to_owned()),
                Ok("+14155550123".to_owned()),
                "{written:?}"
            );
        }
    }

    #[test]
    fn what_cannot_be_dialled_is_refused_with_what_to_do() {
        for (written, error) in [
            ("", PhoneError::NoCountry),
            ("4155550123", PhoneError::NoCountry),
            ("0014155550123", PhoneError::NoCountry),
            ("+04155550123", PhoneError::NoCountry),
            ("+44 (0)20 7946 0018", PhoneError::TrunkZero),
            ("+1415555CALL", PhoneError::Character),
            ("+1+4155550123", PhoneError::Character),
            ("+١٤١٥٥٥٥٠١٢٣", PhoneError::Character),
            ("+1415555", PhoneError::Length),
            ("+1415555012345678", PhoneError::Length),
            ("+", PhoneError::Length),
        ] {
            assert_eq!(PhoneNumber::parse(written), Err(error), "{written:?}");
        }
        assert!(PhoneNumber::parse("+12345678").is_ok());
        assert!(PhoneNumber::parse("+123456789012345").is_ok());
    }

    #[test]
    fn a_number_that_is_shown_shows_only_its_end() {
        let number = PhoneNumber::parse("+14155550123").unwrap();
        for shown in [format!("{number}"), format!("{number:?}")] {
            assert!(shown.contains("…23"), "{shown}");
            assert!(!shown.contains("0123") && !shown.contains("415"), "{shown}");
        }
    }

    #[test]
    fn a_stored_number_reads_back_and_a_forged_one_does_not() {
        let number = PhoneNumber::parse("+14155550123").unwrap();
        let stored = serde_json::to_string(&number).unwrap();
        assert_eq!(stored, "\"+14155550123\"");
        assert_eq!(
            serde_json::from_str::<PhoneNumber>(&stored).unwrap(),
            number
        );
        assert!(serde_json::from_str::<PhoneNumber>("\"client:alice\"").is_err());
    }
}
