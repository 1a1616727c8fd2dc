//! A small language in which the tables of this module say what a clause looks like.
//!
//! A pattern is words parted by spaces, matched from the first word on:
//! - `love` is that word; `love|like` is either; `live~` is "live" or "lives";
//! - `be` is any of "be", "am", "is", "are" and `'s`; `was` is also "were"; `have` is also "has", `do` is
//!   also "does";
//! - `[a|an]` may be missing;
//! - `{}` catches one word or more: as few as let the rest match, or all that is left at the end.
//!
//! Small adverbs ("just", "really") may stand before any word of the pattern.

mod compiled;
mod listed;

use super::words::{Word, rest, span};
use compiled::{Element, compiled};
pub use listed::{any_finds, any_matches, beginning, matching};

/// What a pattern's `{}` caught, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Caught<'a> {
    parts: Vec<&'a [Word]>,
    /// The words after the pattern, where it did not end with `{}`.
    pub left: &'a [Word],
}

impl<'a> Caught<'a> {
    pub fn part(&self, at: usize) -> &'a [Word] {
        self.parts.get(at).copied().unwrap_or_default()
    }
}

pub const ADVERBS: &[&str] = &[
    "just",
    "really",
    "actually",
    "also",
    "now",
    "currently",
    "still",
    "always",
    "totally",
    "finally",
    "recently",
    "literally",
    "honestly",
    "basically",
    "absolutely",
    "truly",
    "deeply",
    "definitely",
    "already",
    "super",
    "so",
    "very",
    "officially",
    "simply",
    "casually",
    "mostly",
    "mainly",
    "usually",
    "often",
    "sometimes",
    "all",
    "pretty",
    "quite",
    "only",
    "even",
    "both",
    "originally",
    "severely",
    "deathly",
    "highly",
    "extremely",
    "secretly",
    "happily",
    "newly",
    "please",
    "big",
    "huge",
    "massive",
];

pub fn is_adverb(word: &Word) -> bool {
    word.key.adverb
}

/// Matches from the first word.
pub fn matches<'a>(pattern: &'static str, words: &'a [Word]) -> Option<Caught<'a>> {
    let elements = compiled(pattern);
    may_begin(elements, words.first())
        .then(|| matched(elements, words))
        .flatten()
}

/// Matches from any word on; the first that does.
pub fn finds<'a>(pattern: &'static str, words: &'a [Word]) -> Option<Caught<'a>> {
    let elements = compiled(pattern);
    // What begins with any words is found from the first on, or nowhere.
    let last = match elements.first() {
        Some(Element::Catch) => words.len().min(1),
        _ => words.len(),
    };
    (0..last)
        .filter(|from| may_begin(elements, words.get(*from)))
        .find_map(|from| matched(elements, rest(words, from)))
}

/// Whether the first of the words may be that of the pattern, so that most are passed by at a glance.
fn may_begin(elements: &[Element], first: Option<&Word>) -> bool {
    let passed = first.is_some_and(|word| word.key.adverb || word.key.halfway);
    for element in elements {
        let Element::One { keys, optional } = element else {
            return true;
        };
        if passed || first.is_some_and(|word| keys.contains(&word.key.of_norm)) {
            return true;
        }
        // Its words may be missing, and the pattern begin with those after them.
        if !optional {
            return false;
        }
    }
    true
}

fn matched<'a>(elements: &[Element], words: &'a [Word]) -> Option<Caught<'a>> {
    let mut parts = Vec::new();
    let left = step(elements, words, 0, &mut parts)?;
    Some(Caught {
        parts,
        left: rest(words, left),
    })
}

/// Where the words go on after the pattern, which begins at the word `at`.
fn step<'a>(
    elements: &[Element],
    words: &'a [Word],
    at: usize,
    parts: &mut Vec<&'a [Word]>,
) -> Option<usize> {
    let Some((element, later)) = elements.split_first() else {
        return Some(at);
    };
    let (keys, optional) = match element {
        Element::Catch => return catch(later, words, at, parts),
        Element::One { keys, optional } => (keys, *optional),
    };
    if !optional {
        return step(later, words, literal(keys, words, at)?, parts);
    }
    let taken = literal(keys, words, at).and_then(|next| {
        let depth = parts.len();
        let end = step(later, words, next, parts);
        if end.is_none() {
            parts.truncate(depth);
        }
        end
    });
    taken.or_else(|| step(later, words, at, parts))
}

fn catch<'a>(
    later: &[Element],
    words: &'a [Word],
    at: usize,
    parts: &mut Vec<&'a [Word]>,
) -> Option<usize> {
    if later.is_empty() {
        let part = rest(words, at);
        parts.push(part);
        return (!part.is_empty()).then_some(words.len());
    }
    let depth = parts.len();
    for end in (at + 1..=words.len()).filter(|end| may_begin(later, words.get(*end))) {
        parts.push(span(words, at, end));
        if let Some(done) = step(later, words, end, parts) {
            return Some(done);
        }
        parts.truncate(depth);
    }
    None
}

/// Where the words go on after one of the alternatives.
fn literal(keys: &[u64], words: &[Word], at: usize) -> Option<usize> {
    let mut at = at;
    loop {
        let word = words.get(at)?;
        if keys.contains(&word.key.of_norm) {
            return Some(at + 1);
        }
        // "kind of" and "sort of" are one adverb each.
        at += if word.key.adverb {
            1
        } else if word.key.halfway && words.get(at + 1).is_some_and(|next| next.norm == "of") {
            2
        } else {
            return None;
        };
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::{said, words};
    use super::*;

    fn caught(pattern: &'static str, text: &str) -> Option<Vec<String>> {
        matches(pattern, &words(text))
            .map(|caught| caught.parts.iter().map(|part| said(part)).collect())
    }

    #[test]
    fn a_pattern_catches_what_its_braces_stand_for() {
        assert_eq!(
            caught("be allergic to {}", "is allergic to tree nuts"),
            Some(vec!["tree nuts".to_owned()])
        );
        assert_eq!(
            caught("work~ as {} at {}", "works as a nurse at Mercy"),
            Some(vec!["a nurse".to_owned(), "Mercy".to_owned()])
        );
        assert_eq!(caught("be allergic to {}", "is allergic to"), None);
    }

    #[test]
    fn adverbs_may_stand_between_and_negations_may_not() {
        assert!(caught("love~ {}", "really just love it").is_some());
        assert!(caught("be seeing {}", "am kind of seeing Jo").is_some());
        assert!(caught("love~ {}", "do not love it").is_none());
    }

    #[test]
    fn what_is_optional_may_be_missing() {
        for text in ["have a dog", "have dog"] {
            assert!(caught("have [a|an] dog", text).is_some());
        }
    }
}
