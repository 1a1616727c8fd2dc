//! What was caught without what only stands around it.

use super::super::super::pattern::is_adverb;
use super::super::super::words::{Word, rest, span};

/// At these a value ends.
#[rustfmt::skip]
pub const STOPS: &[&str] = &[
    "like", "such", "because", "but", "so", "since", "when", "while", "which", "who", "that", "if",
    "though", "although", "than", "whenever", "with", "every", "until", "unless", "where", "after",
    "before",
];
/// A value does not begin with these: it would point at something else.
#[rustfmt::skip]
pub const POINTING: &[&str] = &[
    "it",
    "that",
    "this",
    "these",
    "those",
    "them",
    "him",
    "her",
    "you",
    "me",
    "us",
    "how",
    "what",
    "when",
    "where",
    "who",
    "why",
    "my",
    "your",
    "his",
    "their",
    "our",
    "i",
    "he",
    "she",
    "they",
    "we",
    "one",
    "something",
    "anything",
    "everything",
    "nothing",
    "someone",
    "everyone",
    "anyone",
    "nobody",
    "people",
    "things",
    "stuff",
    "not",
    "being",
    "no",
    "each",
    "both",
    "here",
    "there",
    "yours",
    "mine",
    "life",
];
/// With these something else goes on: "studying for the bar".
const JOINING: &[&str] = &["for", "on", "with", "at", "about", "in", "from", "by", "of"];
#[rustfmt::skip]
pub const TRAILING: &[&str] = &[
    "now",
    "too",
    "though",
    "again",
    "lately",
    "anyway",
    "actually",
    "really",
    "honestly",
    "man",
    "dude",
    "bro",
    "haha",
    "lol",
    "also",
    "either",
    "yet",
    "already",
    "much",
    "more",
    "most",
    "today",
    "then",
    "and",
    "or",
    "you",
    "of",
    "the",
    "a",
    "to",
    "on",
    "in",
    "at",
    "for",
    "etc",
    "myself",
    "anymore",
    "babe",
    "either",
    "recently",
    "still",
    "obviously",
    "there",
    "here",
    "especially",
    "definitely",
];
const TRAILING_PHRASES: &[&[&str]] = &[
    &["as", "well"],
    &["a", "lot"],
    &["a", "ton"],
    &["a", "bit"],
    &["so", "much"],
    &["very", "much"],
    &["of", "course"],
    &["you", "know"],
    &["by", "the", "way"],
    &["more", "than", "anything"],
    &["at", "all"],
    &["to", "death"],
    &["to", "be", "honest"],
    &["and", "stuff"],
    &["and", "everything"],
    &["and", "all", "that"],
    &["or", "something"],
    &["any", "more"],
    &["any", "longer"],
    &["for", "a", "living"],
];

/// Without what is said after the thing itself.
pub fn tidy(words: &[Word]) -> &[Word] {
    let ends = |word: &Word| word.is(STOPS) || (word.is_mark() && !word.is(&[",", "&", "/", "'"]));
    let stop = words.iter().position(ends).unwrap_or(words.len());
    without_trail(span(words, 0, stop))
}

/// Without the small words that trail after everything: "too", "you know".
pub fn without_trail(words: &[Word]) -> &[Word] {
    let mut words = words;
    loop {
        let phrase = TRAILING_PHRASES.iter().find(|phrase| {
            let from = words.len().checked_sub(phrase.len());
            from.is_some_and(|from| {
                let end = rest(words, from).iter().map(|word| word.norm.as_str());
                end.eq(phrase.iter().copied())
            })
        });
        let trails = |word: &Word| word.is_mark() || (word.is(TRAILING) && !word.is_capital());
        let cut = match phrase {
            Some(phrase) => phrase.len(),
            None if words.last().is_some_and(trails) => 1,
            None => return words,
        };
        words = span(words, 0, words.len() - cut);
    }
}

/// Without articles and adverbs at its beginning.
pub fn bare(words: &[Word]) -> &[Word] {
    let words = match words {
        [those, _, ..] if those.is(&["them", "those", "these"]) => rest(words, 1),
        all => all,
    };
    let skipped = words
        .iter()
        .take_while(|word| {
            (is_adverb(word) && !word.is(&["big"]))
                || (word.is(&[
                    "a", "an", "the", "some", "any", "as", "like", "severe", "bad", "serious",
                    "nasty", "good", "new",
                ]) && !(word.norm == "new" && word.is_capital()))
        })
        .count();
    rest(words, skipped)
}

/// What may stand after the comma of a list and is no thing: somebody goes on speaking.
#[rustfmt::skip]
const GOING_ON: &[&str] = &[
    "remember", "forget", "keep", "never", "always", "please", "thanks", "thank", "sorry", "okay",
    "ok", "yes", "yeah", "yep", "no", "nope", "right", "love", "see", "let", "tell", "ask", "call",
    "got", "get", "make", "note", "stop", "wait", "trust", "believe", "know", "guess", "watch",
    "wish", "hope", "want", "need", "go", "going", "come", "look", "listen", "take", "put", "think",
    "imagine", "hate", "help", "yikes", "ugh", "wow", "damn", "oh", "well", "hey", "lol", "haha",
    "buddy", "pal", "depending", "including", "thanks", "promise", "check", "bring", "give", "try",
    "said", "says", "been", "since", "maybe", "hence", "then", "first", "last", "worse", "sad",
    "funny", "weird", "crazy", "super", "even", "nothing", "got", "same", "big", "true", "seriously",
    "sucks", "too", "unless", "was", "were", "is", "are", "used", "gross", "deadly", "bad", "good",
];

/// Whether the words begin something else than another thing of a list.
fn goes_on(thing: &[Word]) -> bool {
    let adverb = matches!(thing, [only] if only.norm.len() > 4 && only.norm.ends_with("ly"));
    adverb || thing.first().is_some_and(|first| first.is(GOING_ON))
}

/// The single things of a list.
pub fn things(words: &[Word]) -> Vec<&[Word]> {
    let sound = |thing: &&[Word]| {
        thing.len() <= 5
            && thing.first().is_some_and(|first| {
                !first.is(POINTING) && !first.is(JOINING) && first.norm != "to"
            })
            && !thing.iter().any(|word| {
                word.is(&[
                    "it", "them", "him", "you", "me", "us", "our", "your", "this", "i", "am", "is",
                    "are", "was", "were", "not", "do", "have", "will",
                ])
            })
    };
    // What follows the first unsound one may belong to it.
    tidy(words)
        .split(|word| word.is(&[",", "and", "&", "or", "plus"]))
        .enumerate()
        .filter(|(_, thing)| !thing.is_empty())
        .take_while(|(at, thing)| *at == 0 || !goes_on(thing))
        .map(|(_, thing)| bare(tidy(thing)))
        .filter(|thing| !thing.is_empty())
        .take_while(sound)
        .collect()
}
