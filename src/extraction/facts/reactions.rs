//! What does somebody no good, told by what it does to them: "if I have a kiwi my tongue swells",
//! "penicillin brings me out in hives". It could harm the user, so it is known even where the word
//! "allergic" was not said.

use super::super::notes::Place;
use super::super::pattern::{any_finds, finds};
use super::super::people::{Who, relation};
use super::super::reader::Reader;
use super::super::retelling::first_in_lower_case;
use super::super::sentences::Sentence;
use super::super::words::{Word, said, span};
use super::shapes::things;
use super::{Fact, Said, tell};

/// What a body does against what it does not bear.
#[rustfmt::skip]
const SIGNS: &[&str] = &[
    "swell", "swells", "swelled", "swelling", "hives", "rash", "welts", "itch", "itches", "itched",
    "itchy", "blisters", "anaphylaxis", "anaphylactic", "wheeze", "wheezing", "tingles", "fuzzy",
    "epipen", "ambulance", "throat", "lumps", "blotches", "blotchy",
];
/// "I came up like a balloon", "I come out in lumps".
const COMING_UP: &[&str] = &[
    "i came|come up like|in|all",
    "i came|come out in",
    "i swelled|swell|puffed|puff|blew|blow up",
    "my face|tongue|lips|throat|eyes went|goes|go|gets|got|closes|closed",
    "i can|could not breathe",
    "i broke|break out in",
];
/// What says by itself that something is not borne.
const DISAGREEING: &[&str] = &[
    "{} does|do|did for me",
    "{} do not agree with me",
    "{} does not agree with me",
    "{} disagrees|disagree with me",
    "{} plays|play havoc with me|my",
    "{} sets|set me off",
    "{} would kill|finish me",
];
/// How what it was is named.
#[rustfmt::skip]
const TAKEN: &[&str] = &[
    "if|when|whenever i have|eat|drink|take|touch|get [a|an|the|any|some] {} i|my|,",
    "gave me {} i|my|and|,",
    "i had|ate|took [a|an|some] {} i|my|and|,",
    "{} brings|brought|bring me out in",
    "{} makes|make|made me|my [face|tongue|throat|lips] swell|itch|wheeze|sick",
    "{} gives|give|gave me hives|welts|blisters",
    "{} gives|give|gave me a rash",
];

/// Notes what a sentence tells that the user does not bear.
pub fn note(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    let words = &sentence.words;
    const CUES: &[&str] = &[
        "for",
        "agree",
        "disagree",
        "disagrees",
        "havoc",
        "off",
        "kill",
        "finish",
    ];
    let cued = words.iter().any(|word| word.is(CUES)) && words.iter().any(|word| word.norm == "me");
    let disagrees = cued
        .then(|| DISAGREEING.iter().find_map(|pattern| finds(pattern, words)))
        .flatten();
    let signs = disagrees.is_some()
        || words.iter().any(|word| word.is(SIGNS))
        || any_finds(COMING_UP, words);
    let other = words.iter().any(|word| {
        word.is(&[
            "he", "she", "him", "his", "her", "they", "them", "their", "never",
        ]) || (word.is(&["not", "would"]) && disagrees.is_none())
            || relation(&word.norm).is_some_and(|own| own.attribute != "pet")
    });
    let mine = words.iter().any(|word| word.is(&["i", "my", "me"]));
    if !signs || other || !mine || sentence.asks || words.first().is_some_and(|word| word.quoted) {
        return;
    }
    let caught = disagrees.or_else(|| TAKEN.iter().find_map(|pattern| finds(pattern, words)));
    let Some(thing) = caught.as_ref().and_then(|caught| taken(caught.part(0))) else {
        return;
    };
    let spoken = Said::whole(place, sentence, 0.8);
    let fact = Fact {
        attribute: "allergy",
        says: format!("reacts badly to {thing}"),
        value: thing,
        sensitive: false,
    };
    tell(reader, spoken, &Who::User, fact);
}

/// One thing of few words.
fn taken(words: &[Word]) -> Option<String> {
    let last = words
        .iter()
        .rposition(Word::is_mark)
        .map_or(0, |mark| mark + 1);
    let words = span(words, last, words.len());
    let thing = things(words).first().copied()?;
    (thing.len() <= 3).then(|| first_in_lower_case(&said(thing)))
}
