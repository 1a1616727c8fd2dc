//! What looks like a rule's catch and is none: "I don't eat at night" is no diet, "I can't stand for long" no
//! dislike, and where a child moved to is not where the user lives.

use super::super::pattern::any_finds;
use super::super::words::Word;
use super::Said;
use super::rules::Rule;

/// After "don't eat" and "don't drink" these name nothing.
#[rustfmt::skip]
const UNTOLD: &[&str] = &[
    "a", "anything", "much", "enough", "breakfast", "lunch", "dinner", "out", "at", "in", "on", "with", "before", "after", "like",
    "that", "it", "them", "this", "the", "properly", "well", "late", "alone", "there", "here", "and", "or", "my", "your", "his", "her",
    "from", "as", "till", "until", "any", "all",
];
/// After "can't stand" these are of one's feet.
#[rustfmt::skip]
const UPRIGHT: &[&str] = &[
    "up", "for", "on", "in", "at", "here", "there", "by", "near", "next", "long", "without", "straight", "still", "back", "down",
    "around", "about",
];
const AS_A_CHILD: &[&str] = &[
    "when i|we was [only|about] {}",
    "as a kid|child|boy|girl|lad|lass|baby",
];

pub fn is_unlike(rule: &Rule, held: &[Word], said: Said<'_>) -> bool {
    let begins = |words: &'static [&'static str]| held.first().is_some_and(|first| first.is(words));
    match rule.attribute {
        "diet" => rule.whole && begins(UNTOLD),
        "dislikes" => begins(UPRIGHT),
        "home" => rule.pattern.contains("moved") && any_finds(AS_A_CHILD, &said.sentence.words),
        _ => false,
    }
}
