//! Short answers and what they amount to.

use super::Act;
use crate::brain::builtin::words::{has_any, is_stop};

#[rustfmt::skip]
const MM: &[&str] = &[
    "mm", "mmm", "mhm", "hm", "hmm", "uh", "huh", "um", "ah", "oh", "okay", "ok", "right", "i", "see", "got", "it", "sure", "cool",
    "alright", "fine", "true", "interesting", "guess", "so", "maybe", "well", "fair", "enough", "makes", "sense", "don't", "know",
    "dunno", "suppose", "really", "wow", "good", "idea", "point", "k", "yeah", "that", "idk", "no",
];
#[rustfmt::skip]
const YES: &[&str] = &[
    "yes", "yeah", "yep", "yup", "sure", "absolutely", "definitely", "totally", "i", "did", "do", "am", "have", "of", "course",
    "please", "exactly", "right", "a", "bit", "little", "kind", "sort", "pretty", "much", "it", "is", "was", "she", "he", "they",
    "oh", "uh", "very", "indeed", "that's", "correct", "ok", "okay", "go", "for", "would", "love", "to", "ahead",
];
#[rustfmt::skip]
const YES_FIRST: &[&str] = &[
    "yes", "yeah", "yep", "yup", "absolutely", "definitely", "totally", "i", "of", "exactly", "please", "sure", "a", "kind",
    "sort", "pretty", "oh", "it", "go", "very",
];
#[rustfmt::skip]
const NO: &[&str] = &[
    "no", "nope", "nah", "not", "really", "never", "i", "didn't", "haven't", "don't", "yet", "at", "all", "think", "so", "much",
    "wasn't", "isn't", "it", "lately", "recently", "unfortunately", "sadly", "thanks",
];
#[rustfmt::skip]
const LOVING: &[&str] = &[
    "love you", "miss you", "missed you", "you're sweet", "you're the best", "you're great", "you're kind", "glad i called", "glad we talked", "good to talk", "nice to talk", "good to hear you", "good to hear your voice", "wish you were", "wish you could",
];
#[rustfmt::skip]
const THANKING: &[&str] = &[
    "thanks", "thank you", "thank", "appreciate it", "cheers", "that helps", "that helped", "good advice", "great advice",
    "good idea", "great idea", "nice idea", "lovely idea", "good call", "you're right", "that was nice", "that was lovely", "that was great", "nice one",
];
const LAUGHING: &[&str] = &[
    "haha",
    "hahaha",
    "ha",
    "lol",
    "lmao",
    "hilarious",
    "funny",
    "good one",
];
#[rustfmt::skip]
const WRONG: &[&str] = &[
    "not what i said", "that's wrong", "you're wrong", "that's not right", "that's not true", "you misunderstood",
    "i didn't say that", "that's not it", "not what i meant",
];
const GREETING: &[&str] = &[
    "hi", "hello", "hey", "yo", "morning", "evening", "hiya", "howdy",
];
/// All that a longer greeting is made of.
#[rustfmt::skip]
const HELLO: &[&str] = &[
    "hi", "hello", "hey", "hiya", "morning", "evening", "afternoon", "oh", "well", "good", "there", "again", "my", "dear", "to", "you",
];
const DAYTIME: &[&str] = &["good morning", "good evening", "good afternoon"];
#[rustfmt::skip]
const NOTHING: &[&str] = &[
    "not much", "nothing much", "nothing new", "nothing really", "same old", "not a lot", "just calling", "just bored",
    "i'm bored", "nothing special", "just wanted to talk", "just wanted to chat", "just checking in", "nothing", "all good",
    "i'm good", "i'm fine", "i'm okay", "i'm ok", "i'm alright", "doing good", "doing well", "doing fine", "pretty good", "not bad",
    "can't complain", "good thanks", "fine thanks", "been good", "good", "ask me something", "what do you want to talk about",
    "trying this out", "just testing", "trying you out", "i'm great", "doing great",
];

/// None where it is more than a reaction.
pub(super) fn answer(whole: &str) -> Option<Act> {
    let spoken: Vec<&str> = whole.split(' ').collect();
    let count = spoken.len();
    let first = spoken.first().copied().unwrap_or_default();
    let all = |known: &[&str]| spoken.iter().all(|word| known.contains(word));
    let any = |known: &[&str]| has_any(whole, known);
    let weight = spoken.iter().filter(|word| !is_stop(word)).count();
    if count <= 6 && any(LOVING) {
        return Some(Act::Affection);
    }
    if count <= 8 && any(THANKING) {
        return Some(Act::Thanks);
    }
    if count <= 6 && any(LAUGHING) {
        return Some(Act::Laugh);
    }
    if any(WRONG) {
        return Some(Act::Correction);
    }
    if count <= 3 && (GREETING.contains(&first) || any(DAYTIME)) || count <= 6 && all(HELLO) {
        return Some(Act::Hello);
    }
    // One word alone, "good" or "nothing", says it only alone.
    let nothing = NOTHING
        .iter()
        .any(|known| has_any(whole, &[*known]) && (known.contains(' ') || *known == whole));
    if count <= 9 && nothing && weight <= 3 {
        return Some(Act::NothingNew);
    }
    if count <= 5 && all(YES) && YES_FIRST.contains(&first) {
        return Some(Act::Yes);
    }
    let denies = matches!(
        whole,
        "i don't think so" | "i haven't" | "i didn't" | "i don't"
    );
    if denies || count <= 5 && all(NO) && !matches!(first, "thanks" | "i" | "so" | "really" | "it")
    {
        return Some(Act::No);
    }
    (count <= 5 && all(MM)).then_some(Act::Backchannel)
}
