//! Personal data in a text: where a phone number, an e-mail address, a card, an account, a postal
//! address or a person's name stands in it, and how sure that is. It would rather miss one than
//! take an order number for a phone: what can be validated is, and the rest needs its surroundings.

mod addresses;
mod cards;
mod mail;
mod names;
mod phones;
mod text;

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use text::Text;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Email,
    /// A bank account by its IBAN.
    Iban,
    /// A payment card's number.
    Card,
    PhoneNumber,
    /// A postal address.
    Address,
    /// A person's name.
    Name,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    pub kind: Kind,
    /// The first character, counted from 0.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// From 0 to 1.
    pub confidence: f64,
}

/// What one recogniser sees: where, in characters, and how sure it is.
type Seen = (Range<usize>, f64);

/// All that is found in a text, in its order, none within another. `known` is a person's name that
/// is looked for wherever it stands.
pub fn find(text: &str, known: Option<&str>) -> Vec<Finding> {
    let text = Text::new(text);
    let recognised = [
        (Kind::Email, mail::find(&text)),
        (Kind::Iban, cards::find_accounts(&text)),
        (Kind::Card, cards::find(&text)),
        (Kind::PhoneNumber, phones::find(&text)),
        (Kind::Address, addresses::find(&text)),
        (Kind::Name, names::find(&text, known)),
    ];
    let mut findings: Vec<Finding> = Vec::new();
    for (kind, seen) in recognised {
        for (Range { start, end }, confidence) in seen {
            // The kinds that are validated best come first, and keep their place.
            if findings.iter().all(|f| end <= f.start || f.end <= start) {
                findings.push(Finding {
                    kind,
                    start,
                    end,
                    confidence,
                });
            }
        }
    }
    findings.sort_by_key(|finding| finding.start);
    findings
}

#[cfg(test)]
mod tests;
