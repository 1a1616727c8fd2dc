//! What a sentence asks of the persona.

use super::{Act, advice, is_question, recall};
use crate::brain::builtin::echo::to_you;
use crate::brain::builtin::people;
use crate::brain::builtin::words::{begins, has_any, sound, words};

#[rustfmt::skip]
const LEADS: &[&str] = &[
    "so ", "and ", "but ", "hey ", "hi ", "hello ", "ok ", "okay ", "well ", "please ", "just ", "by the way ", "oh ", "now ",
];
#[rustfmt::skip]
const NAMING: &[&str] = &[
    "call me", "you can call me", "please call me", "everyone calls me", "my friends call me",
];
#[rustfmt::skip]
const FORGETTING: &[&str] = &[
    "don't remember this", "don't remember that", "forget i said", "forget that i", "forget what i", "forget about that",
    "off the record", "don't store", "delete that",
];
#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "don't want to talk about", "rather not talk", "talk about something else", "change the subject", "stop asking",
    "drop it", "leave it alone", "different topic", "never mind", "nevermind", "nvm", "forget it", "don't wanna talk about", "can we not talk",
];
#[rustfmt::skip]
const REPEATING: &[&str] = &[
    "what did you say", "say that again", "say again", "can you repeat", "could you repeat", "didn't catch", "didn't hear you",
    "come again", "pardon",
];
const EARLIER: &[&str] = &["about", "last time", "last week", "yesterday", "last call"];
#[rustfmt::skip]
const NOTING: &[&str] = &[
    "remember that", "remember this", "remember i", "remember i'm", "remember my", "please remember", "don't forget",
    "keep in mind", "note that", "can you remember that", "could you remember that", "will you remember that", "can you remember i",
];
#[rustfmt::skip]
const PARTY_PIECES: &[&str] = &[
    "tell me a joke", "know a joke", "know any jokes", "make me laugh", "cheer me up", "tell me a story", "say something funny",
    "entertain me", "sing me", "sing something", "tell me something", "another joke", "another story", "one more joke",
    "surprise me", "got a joke", "got any jokes", "tell me a pun", "tell me a riddle", "a pun", "a riddle", "a fun fact",
];
const TOLD: &[&str] = &["was a joke", "is a joke", "tell me something about"];
#[rustfmt::skip]
const LOVING: &[&str] = &[
    "do you love me", "do you like me", "do you miss me", "did you miss me", "are you my friend",
];
#[rustfmt::skip]
const HOW_ARE_YOU: &[&str] = &[
    "how are you", "how you doing", "how're you", "how have you been", "how's it going", "how is it going", "how was your",
    "how's your day", "what are you up to", "what are you doing", "what about you", "how about you", "and you",
    "what's up with you", "how do you feel", "you good", "you okay",
];
#[rustfmt::skip]
const ABOUT_YOU: &[&str] = &[
    "what's your", "who are you", "who is this", "who's this", "tell me about yourself", "where are you", "how old are you",
    "what do you do", "what do you like", "do you like", "do you have", "are you", "what's yours",
    "do you believe", "do you ever", "can you", "could you",
];
#[rustfmt::skip]
const ANNOUNCING: &[&str] = &[
    "can i ask you something", "can i ask you a question", "can i tell you something", "i have a question", "i have news", "i've got news",
    "i have something to tell you", "i need to tell you something", "i want to tell you something", "may i ask",
];
#[rustfmt::skip]
const LINE_CHECKS: &[&str] = &[
    "can you hear me", "do you hear me", "are you there", "are you still there", "anyone there", "anybody there", "is this thing",
    "is this working", "does this work", "you there",
];
const JOKING: &[&str] = &[
    "just kidding",
    "i'm kidding",
    "i was kidding",
    "kidding",
    "jk",
    "i'm joking",
    "just joking",
];
#[rustfmt::skip]
const ALIVE: &[&str] = &[
    "do you have feelings", "do you have emotions", "do you have a body", "do you have a family", "do you have friends", "do you feel",
    "do you sleep", "do you eat", "do you dream", "do you get", "do you think for yourself", "can you feel", "can you see me", "can you think",
    "do you exist", "are you happy", "are you sad", "are you lonely", "are you bored", "what do you do when", "where do you live", "how old are you",
];
#[rustfmt::skip]
const PRIVATE: &[&str] = &[
    "who can read", "who can hear", "who can see", "who else hears", "who reads", "who listens", "is this private", "is it private",
    "is this recorded", "are you recording", "being recorded", "do you record", "what do you store", "what do you save", "what do you keep",
    "where do you store", "what happens to what i", "between us", "share what i",
];
#[rustfmt::skip]
const TASTES: &[&str] = &[
    "do you like", "do you love", "do you enjoy", "do you hate", "do you prefer", "do you watch", "do you play", "do you listen to",
    "do you read", "do you believe in",
];
const THINKING: &[&str] = &[
    "think",
    "know",
    "remember",
    "want",
    "mean",
    "understand",
    "hear",
    "agree",
    "mind",
    "need",
    "have",
];
const FAVORITES: &[&str] = &["your favorite", "your favourite"];
const GUESSED: &[&str] = &["what", "who", "how", "where", "when", "why", "which"];
const YOURS: &[&str] = &["you", "your", "yourself", "this", "yours"];

pub(super) fn request(sentence: &str) -> Option<Act> {
    let heard = sound(sentence);
    let asks = is_question(sentence);
    let any = |phrases: &[&str]| has_any(&heard, phrases);
    let bare = LEADS
        .iter()
        .find_map(|lead| heard.strip_prefix(lead))
        .unwrap_or(&heard);
    let starts = |phrases: &[&str]| phrases.iter().any(|phrase| begins(bare, phrase));
    if starts(NAMING)
        && let Some(name) = people::named_in(sentence).into_iter().next()
    {
        return Some(Act::CallMe(name));
    }
    if any(FORGETTING) {
        return Some(Act::Forget);
    }
    if any(ELSEWHERE) {
        return Some(Act::Elsewhere);
    }
    if any(REPEATING) && !any(EARLIER) {
        return Some(Act::Repeat);
    }
    if starts(&["who's this", "who is this"]) {
        return Some(Act::AboutYou);
    }
    if let Some(ask) = recall::ask(sentence, &heard) {
        return Some(Act::Recall(ask));
    }
    let politely = bare.starts_with("can you ")
        || bare.starts_with("could you ")
        || bare.starts_with("will you ");
    if starts(NOTING) && (!asks || politely) {
        return Some(Act::Note);
    }
    let guessed = bare.strip_prefix("guess ").is_some_and(|rest| {
        GUESSED.iter().any(|word| begins(rest, word)) && !rest.starts_with("what ")
    });
    if guessed {
        return Some(Act::Guess);
    }
    if any(ANNOUNCING) && words(sentence).len() <= 9
        || matches!(bare, "guess what" | "you know what")
    {
        return Some(Act::Announcing);
    }
    if any(LINE_CHECKS) && words(sentence).len() <= 6 {
        return Some(Act::LineCheck);
    }
    if starts(JOKING) {
        return Some(Act::Joking);
    }
    if any(PRIVATE) && asks {
        return Some(Act::Private);
    }
    if any(PARTY_PIECES) && !any(TOLD) {
        return Some(Act::PartyPiece);
    }
    if let Some(choice) = advice::choice(sentence, &heard) {
        return Some(Act::Advice(choice));
    }
    if any(LOVING) {
        return Some(Act::Affection);
    }
    let count = words(sentence).len();
    let asks_back = asks && heard.ends_with(" you") && count <= 4;
    if any(HOW_ARE_YOU) && (asks || count <= 6)
        || begins(bare, "what's up") && count <= 3
        || asks_back
    {
        return Some(Act::HowAreYou);
    }
    let liked = TASTES.iter().find_map(|phrase| bare.strip_prefix(phrase));
    if let Some(what) = liked
        .map(str::trim)
        .filter(|what| asks && !what.is_empty() && words(what).len() <= 4)
    {
        return Some(Act::Taste(to_you(what)));
    }
    // "Do you run?": whatever it is, it doesn't.
    let does = bare
        .strip_prefix("do you ")
        .is_some_and(|rest| count <= 5 && !has_any(rest, THINKING));
    if (starts(ALIVE) || does) && asks {
        return Some(Act::Alive);
    }
    if any(FAVORITES) && asks {
        return Some(Act::Taste(String::new()));
    }
    (starts(ABOUT_YOU) && any(YOURS)).then_some(Act::AboutYou)
}
