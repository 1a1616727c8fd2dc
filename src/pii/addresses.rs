//! Postal addresses: a house's number beside the name of a street, and what follows of the place.

use super::Seen;
use super::text::{Text, Word};

/// What a street's name ends with, where it has capitals.
const STREETS: &[&str] = &[
    "street",
    "st",
    "avenue",
    "ave",
    "road",
    "rd",
    "lane",
    "ln",
    "drive",
    "dr",
    "boulevard",
    "blvd",
    "court",
    "ct",
    "place",
    "pl",
    "square",
    "terrace",
    "highway",
    "hwy",
    "parkway",
    "pkwy",
    "crescent",
    "close",
    "way",
];
/// Those that are nothing else, for where nothing has a capital.
const PLAIN_STREETS: &[&str] = &["street", "avenue", "road", "boulevard"];
/// Words before an address that has no capitals.
const LEADS: &[&str] = &["at", "to", "address", "on"];
/// What may stand among a street's capitals.
const SMALL: &[&str] = &["of", "the", "de", "la", "del"];
/// How German streets end, before the number.
const GERMAN: &[&str] = &["straße", "strasse", "weg", "gasse", "allee", "platz"];
/// The most words of a street's name.
const LONGEST: usize = 4;

pub fn find(text: &Text) -> Vec<Seen> {
    (0..text.words.len())
        .filter_map(|at| english(text, at).or_else(|| german(text, at)))
        .collect()
}

/// `12B Baker Street`, and further `, Springfield, IL 62704`.
fn english(text: &Text, at: usize) -> Option<Seen> {
    let number = text.words.get(at).filter(|word| is_house(word))?;
    let before = text.before(number.place.start);
    if before.is_some_and(|c| matches!(c, '$' | '€' | '£' | '#' | '.' | ',' | ':' | '/')) {
        return None;
    }
    let mut last = number;
    for (nth, word) in text
        .words
        .get(at + 1..)?
        .iter()
        .take(LONGEST + 1)
        .enumerate()
    {
        let gap = text.between(last.place.end..word.place.start);
        // "12 St. James Street", but no other end of a sentence.
        let is_short = nth > 0 && last.text.len() <= 2;
        if gap != " " && !(is_short && gap == ". ") {
            return None;
        }
        if nth > 0 && word.is_capital() && word.is(STREETS) {
            return Some(with_place(text, number, word, at + 2 + nth));
        }
        let follows_lead = text
            .words_before(number.place.start, 1)
            .any(|w| w.is(LEADS));
        if nth == 1 && follows_lead && word.is(PLAIN_STREETS) && !last.is_capital() {
            return Some((number.place.start..word.place.end, 0.6));
        }
        let is_name = word.is_capital() || is_ordinal(word) || nth > 0 && word.is(SMALL);
        if !(is_name || nth == 0 && follows_lead) {
            return None;
        }
        last = word;
    }
    None
}

/// The address with the town and the code that follow it, where they do.
fn with_place(text: &Text, number: &Word, street: &Word, next: usize) -> Seen {
    let is_short = street.lower.len() <= 4 && street.lower != "lane" && street.lower != "road";
    let mut end = street.place.end;
    let mut confidence = if is_short { 0.8 } else { 0.88 };
    let rest = text.words.get(next..).unwrap_or_default();
    let mut last = end;
    for word in rest.iter().take(6) {
        let between = text.between(last..word.place.start);
        let goes_on = matches!(between.as_str(), " " | ", " | ". " | "., ");
        if !goes_on || !(word.is_capital() || word.is_digits()) {
            break;
        }
        last = word.place.end;
        if word.is_digits() && word.lower.len() == 5 {
            end = last;
            confidence = 0.95;
            break;
        }
    }
    (number.place.start..end, confidence)
}

/// `Hauptstraße 12a`.
fn german(text: &Text, at: usize) -> Option<Seen> {
    let street = text.words.get(at)?;
    let number = text.words.get(at + 1).filter(|word| is_house(word))?;
    let between = text.between(street.place.end..number.place.start);
    let ends = GERMAN.iter().any(|end| {
        street.lower.ends_with(end) && street.lower.chars().count() > end.chars().count() + 2
    });
    let short = street.lower.ends_with("str") && street.lower.len() > 5 && between == ". ";
    let good = street.is_capital() && (ends && between == " " || short);
    good.then_some((street.place.start..number.place.end, 0.85))
}

/// `12`, `12B`, `221b`; a year or a price is none by what follows it.
fn is_house(word: &Word) -> bool {
    let digits = word.text.chars().take_while(char::is_ascii_digit).count();
    let rest: Vec<char> = word.text.chars().skip(digits).collect();
    (1..=5).contains(&digits)
        && !word.text.starts_with('0')
        && (rest.is_empty() || matches!(rest.as_slice(), [c] if c.is_ascii_alphabetic()))
}

/// `5th`.
fn is_ordinal(word: &Word) -> bool {
    let digits = word.text.chars().take_while(char::is_ascii_digit).count();
    digits > 0
        && ["st", "nd", "rd", "th"]
            .iter()
            .any(|end| word.lower.ends_with(end))
}
