//! Places and firms where nothing is written with a capital: by what they can't be.

use super::super::super::people::{People, is_given_name};
use super::super::super::words::{Word, capitalised, is_small, rest, span};
use super::{POINTING, name};

/// Where nobody lives, and what is no place by itself.
#[rustfmt::skip]
const NOWHERE: &[&str] = &[
    "fear", "hope", "peace", "denial", "pain", "comfort", "hell", "heaven", "bed", "charge", "love",
    "trouble", "there", "here", "town", "city", "country", "countryside", "suburbs", "mountains",
    "work", "home", "school", "college", "church", "dorms", "dorm", "apartment", "house", "flat",
    "poverty", "luxury", "harmony", "sin", "squalor", "misery", "chaos", "limbo", "public",
    "private", "care", "foster", "tears", "past", "future", "present", "moment", "middle", "area",
    "neighborhood", "building", "place", "world", "basement", "car", "van", "bubble", "dark",
    "jail", "prison", "hospital", "bliss", "exile", "isolation", "dream", "dreams", "student",
    "housing", "downtown", "next", "better", "things", "different", "new", "same", "boring", "nice",
    "weird", "crazy", "team", "office", "marketing", "finance", "tech", "sales", "general", "way",
    "north", "south", "east", "west", "night", "nights", "times", "least", "first", "once", "dawn",
    "noon", "day", "life", "free", "fun", "money", "living", "myself", "bank", "store", "shop",
    "hotel", "restaurant", "gym", "university", "family", "friends", "roommates", "parents",
];
/// What stands after "the" and is a place all the same.
const THE: &[&str] = &[
    "us",
    "usa",
    "uk",
    "netherlands",
    "bronx",
    "philippines",
    "bahamas",
    "uae",
    "bay",
    "hague",
    "midwest",
];
const INITIALS: &[&str] = &["nyc", "la", "sf", "dc", "uk", "us", "usa", "uae", "nz"];

/// A place of at most three words.
pub fn place(words: &[Word]) -> Option<String> {
    let end = words
        .iter()
        .position(|word| {
            word.is_mark() || word.is(&["with", "and", "near", "at", "for", "on", "in", "right"])
        })
        .unwrap_or(words.len());
    let words = span(words, 0, end);
    let (the, named) = match words {
        [the, later @ ..] if the.norm == "the" => (true, later),
        _ => (false, words),
    };
    let known = named
        .first()
        .is_some_and(|word| word.is(THE) || word.is_capital());
    let nowhere = |word: &Word| {
        let listed = word.is(NOWHERE) || word.is(POINTING) || word.is(&["a", "an"]);
        let other = ["ing", "ness", "tion", "ment", "ly", "ed"]
            .iter()
            .any(|ending| word.norm.ends_with(ending))
            && word.norm.len() > 4;
        let small = is_small(&word.norm) && !word.is(&["of", "us"]);
        listed
            || small
            || (other && !word.is_capital())
            || !word.norm.chars().all(char::is_alphabetic)
    };
    let sound = (1..=3).contains(&named.len())
        && (!the || known)
        && !named
            .iter()
            .any(|word| nowhere(word) && !(the && word.is(THE)));
    let person = matches!(named, [only] if is_given_name(&only.norm) && !only.is(&["austin", "victoria", "sofia", "florence"]));
    let spelt: Vec<String> = named
        .iter()
        .map(|word| {
            if word.is(INITIALS) {
                word.norm.to_uppercase()
            } else {
                capitalised(&word.text)
            }
        })
        .collect();
    let lead = if the { "the " } else { "" };
    (sound && !person).then(|| format!("{lead}{}", spelt.join(" ")))
}

/// A firm of one word.
pub fn firm(words: &[Word], people: &People) -> Option<String> {
    /// Firms by whose name nobody is called.
    const FIRMS: &[&str] = &[
        "google",
        "facebook",
        "netflix",
        "instagram",
        "apple",
        "amazon",
        "target",
        "walmart",
        "ibm",
        "meta",
    ];
    let first = words.first()?;
    let ends = rest(words, 1).first().is_none_or(|next| {
        next.is_mark() || next.is(&["and", "as", "in", "for", "on", "near", "downtown"])
    });
    if first.is(FIRMS) {
        return ends.then(|| capitalised(&first.text));
    }
    let plain = !first.is(NOWHERE) && !first.is(POINTING) && !is_given_name(&first.norm);
    name(words, people).filter(|_| plain && ends)
}
