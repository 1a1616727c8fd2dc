//! People's names: one that is known, one that many people have, or one after words that say that a
//! name follows.

use super::Seen;
use super::text::{Text, Word};
use crate::extraction::{NO_NAMES, is_given_name};

const TITLES: &[&str] = &["mr", "mrs", "ms", "dr", "prof", "sir", "herr", "frau"];
/// Before a name that could be a town's as well, it is the town's.
const PLACES: &[&str] = &["in", "to", "from", "near", "at", "of"];

pub fn find(text: &Text, known: Option<&str>) -> Vec<Seen> {
    let known = known.map(str::trim).filter(|name| !name.is_empty());
    let mut seen = Vec::new();
    let mut at = 0;
    while at < text.words.len() {
        let rest = text.words.get(at..).unwrap_or_default();
        let named = known
            .and_then(|known| of_known(text, rest, known))
            .or_else(|| of_common(text, rest))
            .or_else(|| of_introduced(text, rest));
        let Some((words, confidence)) = named else {
            at += 1;
            continue;
        };
        let place = rest.iter().take(words).map(|word| &word.place);
        let (start, end) = place.fold((usize::MAX, 0), |(start, end), place| {
            (start.min(place.start), end.max(place.end))
        });
        seen.push((start..end, confidence));
        at += words;
    }
    seen
}

/// The known name, all of it or its first word.
fn of_known(text: &Text, words: &[Word], known: &str) -> Option<(usize, f64)> {
    let start = words.first()?.place.start;
    let end = start + known.chars().count();
    if text.between(start..end) == known {
        let within = words.iter().take_while(|word| word.place.end <= end);
        return Some((within.count(), 0.9)).filter(|(words, _)| *words > 0);
    }
    let first = known.split_whitespace().next()?;
    let word = words.first().filter(|word| word.is_capital())?;
    // An initial is nobody's name yet.
    let is_first = without_possessive(&word.text) == first && first.chars().count() > 1;
    is_first.then_some((1, 0.9))
}

/// `Sarah Miller`, or `Sarah` alone.
fn of_common(text: &Text, words: &[Word]) -> Option<(usize, f64)> {
    let first = words.first()?;
    if !first.is_capital() || !is_given_name(without_possessive(&first.lower)) {
        return None;
    }
    let family = words.get(1).filter(|_| adjoining(text, words) > 1);
    if family.is_some_and(|word| may_name(word) && !is_possessive(first)) {
        return Some((2, 0.85));
    }
    let is_place = text
        .words_before(first.place.start, 1)
        .any(|word| word.is(PLACES));
    (!is_place).then_some((1, 0.6))
}

/// What follows a title, or `my name is`.
fn of_introduced(text: &Text, words: &[Word]) -> Option<(usize, f64)> {
    let first = words.first().filter(|word| may_name(word))?;
    let before: Vec<&Word> = text.words_before(first.place.start, 3).collect();
    let gap = before
        .first()
        .map(|word| text.between(word.place.end..first.place.start));
    let introduced = match before.as_slice() {
        [title, ..] if title.is_capital() && title.is(TITLES) => {
            matches!(gap.as_deref(), Some(" " | ". "))
        }
        [is, name, my] => {
            is.is(&["is"])
                && name.is(&["name"])
                && my.is(&["my", "his", "her", "their"])
                && gap.as_deref() == Some(" ")
        }
        _ => false,
    };
    let with_family = adjoining(text, words) > 1 && words.get(1).is_some_and(may_name);
    introduced.then_some((1 + usize::from(with_family), 0.85))
}

/// Written as a name is, and nothing else that has a capital.
fn may_name(word: &Word) -> bool {
    let letters = word
        .text
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'));
    let shouted = word.text.chars().count() > 1 && word.text.chars().all(char::is_uppercase);
    word.is_capital()
        && letters
        && !shouted
        && word.text.chars().count() > 1
        && !NO_NAMES.contains(&word.lower.as_str())
        && !word.is(TITLES)
}

/// How many of the words stand one blank apart from the first on.
fn adjoining(text: &Text, words: &[Word]) -> usize {
    let apart = words.windows(2).take_while(|pair| match pair {
        [one, next] => text.between(one.place.end..next.place.start) == " ",
        _ => false,
    });
    1 + apart.count()
}

fn is_possessive(word: &Word) -> bool {
    word.lower.ends_with("'s") || word.lower.ends_with("’s")
}

fn without_possessive(word: &str) -> &str {
    word.trim_end_matches("'s").trim_end_matches("’s")
}
