//! What a sentence asks of the persona.

use super::{Act, advice, is_question, recall};
use crate::brain::builtin::people;
use crate::brain::builtin::words::{has_any, sound, words};

#[rustfmt::skip]
const LEADS: &[&str] = &[
    "so ", "and ", "but ", "hey ", "ok ", "okay ", "well ", "please ", "just ", "by the way ", "oh ", "now ",
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
    "drop it", "leave it alone", "different topic", "don't wanna talk about", "can we not talk",
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
    "surprise me", "got a joke", "got any jokes",
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
    "what do you do", "what do you like", "do you like", "do you have", "have you ever", "are you", "what's yours",
    "do you believe", "do you ever", "can you", "could you", "did you",
];
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
    if let Some(ask) = recall::ask(sentence, &heard) {
        return Some(Act::Recall(ask));
    }
    let politely = bare.starts_with("can you ")
        || bare.starts_with("could you ")
        || bare.starts_with("will you ");
    if starts(NOTING) && (!asks || politely) {
        return Some(Act::Note);
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
    (starts(ABOUT_YOU) && any(YOURS)).then_some(Act::AboutYou)
}

fn begins(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
