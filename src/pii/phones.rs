//! Phone numbers: with their country, as North America writes them, or after a word that says that
//! a number to call follows.

use std::ops::Range;

use super::Seen;
use super::text::Text;
use crate::telephony::phone::PhoneNumber;

/// The nearest of these before a number says what it is.
const CALLS: &[&str] = &[
    "phone",
    "telephone",
    "tel",
    "mobile",
    "cell",
    "cellphone",
    "call",
    "calls",
    "text",
    "texts",
    "whatsapp",
    "fax",
    "ring",
    "reach",
    "landline",
    "handy",
    "telefon",
];
const OTHER: &[&str] = &[
    "account",
    "card",
    "case",
    "code",
    "confirmation",
    "customer",
    "flight",
    "id",
    "invoice",
    "isbn",
    "item",
    "model",
    "order",
    "part",
    "pin",
    "policy",
    "ref",
    "reference",
    "serial",
    "sku",
    "ticket",
    "tracking",
    "transaction",
    "version",
    "zip",
];
/// How many words before a number may say so.
const NEAR: usize = 4;

pub fn find(text: &Text) -> Vec<Seen> {
    let mut seen = Vec::new();
    let mut place = 0;
    while place < text.len() {
        let begins = |c: char| c == '+' || c == '(' || c.is_ascii_digit();
        if !text.at(place).is_some_and(begins) {
            place += 1;
            continue;
        }
        let end = run(text, place);
        if let Some(confidence) = confidence(text, place..end) {
            seen.push((place..end, confidence));
        }
        place = end.max(place + 1);
    }
    seen
}

/// Digits, and what parts the digits of one number, up to the last digit.
fn run(text: &Text, start: usize) -> usize {
    let parts = |c: char| matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{a0}');
    let mut end = start;
    let mut place = if text.at(start) == Some('+') {
        start + 1
    } else {
        start
    };
    let mut since = 0;
    while let Some(c) = text.at(place) {
        if c.is_ascii_digit() {
            since = 0;
            end = place + 1;
        } else if parts(c) && since < 2 {
            since += 1;
        } else {
            break;
        }
        place += 1;
    }
    end
}

fn confidence(text: &Text, place: Range<usize>) -> Option<f64> {
    let written = text.between(place.clone());
    let joins =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '#' | '$' | '€' | '£' | '%' | ':' | '=');
    let continues = |at: usize| text.at(at).is_some_and(|c| c.is_ascii_digit());
    let joined = text.before(place.start).is_some_and(joins)
        || text.at(place.end).is_some_and(joins)
        || matches!(text.at(place.end), Some(',')) && continues(place.end + 1);
    if joined {
        return None;
    }
    if written.starts_with('+') {
        return PhoneNumber::parse(&written).ok().map(|_| 0.95);
    }
    let groups: Vec<&str> = written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .collect();
    let is_called = nearest_word(text, place.start);
    match is_called {
        Some(false) => None,
        _ if is_american(&written, &groups) => Some(if is_called.is_some() { 0.95 } else { 0.85 }),
        Some(true) if may_be_local(&written, &groups) => Some(0.75),
        _ => None,
    }
}

/// Whether what is said before a number is that it can be called; none where nothing tells.
fn nearest_word(text: &Text, place: usize) -> Option<bool> {
    text.words_before(place, NEAR).find_map(|word| {
        if word.is(CALLS) {
            Some(true)
        } else if word.is(OTHER) {
            Some(false)
        } else {
            None
        }
    })
}

/// `(415) 555-0123`, `415-555-0123`, `1 415 555 0123`: the area and what follows it begin with 2 to 9.
fn is_american(written: &str, groups: &[&str]) -> bool {
    let national = match groups {
        ["1", national @ ..] => national,
        national => national,
    };
    let begins_well = |group: &&str| group.starts_with(|c| ('2'..='9').contains(&c));
    let is_parted = !written.contains('/') && !written.contains("  ");
    match national {
        [area, office, line] => {
            let lengths = [area.len(), office.len(), line.len()];
            lengths == [3, 3, 4] && [area, office].into_iter().all(begins_well) && is_parted
        }
        _ => false,
    }
}

/// What may be a number by its digits, where it is said that one follows.
fn may_be_local(written: &str, groups: &[&str]) -> bool {
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    let is_date = matches!(groups, [year, month, day]
        if [year.len(), month.len(), day.len()] == [4, 2, 2] || day.len() == 4 && year.len() <= 2 && month.len() <= 2);
    (7..=15).contains(&digits) && groups.len() <= 5 && !is_date && !written.contains("  ")
}
