//! Whether memory is asked, and for what.

use super::{Ask, is_question};
use crate::brain::builtin::words::{after_any, gist, has, has_any};

#[rustfmt::skip]
const ABOUT_ME: &[&str] = &[
    "know about me", "remember about me", "learned about me", "anything about me", "remember me", "everything about me",
    "you got on me", "things about me", "you know me",
];
const ASKING: &[&str] = &[
    "what",
    "what's",
    "do you",
    "tell me",
    "anything",
    "everything",
    "how well",
];
#[rustfmt::skip]
const WE_SAID: &[&str] = &[
    "we talk", "we talked", "we say", "we said", "we discuss", "we discussed", "we speak", "we chat", "we decide", "we decided",
    "did i tell you", "i tell you", "i told you", "did i say", "did i mention", "have i told you", "have i mentioned", "you say",
    "you tell me", "you told me", "you advise", "you suggest", "you recommend", "your advice", "we left off", "we leave off",
    "did you think",
];
#[rustfmt::skip]
const QUESTIONS: &[&str] = &[
    "what", "did", "when did", "have we", "have i", "remind me", "where did", "what's", "what was", "tell me", "where were",
];
#[rustfmt::skip]
const PAST: &[&str] = &[
    "did", "said", "talked", "told", "last", "was", "have", "discussed", "decided", "remind", "left",
];
const NOT_PAST: &[&str] = &["should", "what do you say"];
#[rustfmt::skip]
const REMEMBERING: &[&str] = &[
    "do you remember", "don't you remember", "can you remember", "do you still remember", "do you still know",
    "what do you know about", "what do you remember about", "do you know anything about", "remember when",
];
#[rustfmt::skip]
const WHEN: &[&str] = &[
    "when is", "when's", "when was", "when are", "what day is", "what date is", "what time is", "when am i", "when do i",
    "when did i", "do you know when", "how long until", "how long till",
];
const MINE: &[&str] = &["my", "i", "our", "i'm"];
#[rustfmt::skip]
const MY_FACTS: &[&str] = &[
    "what's my", "what is my", "what was my", "what are my", "what were my", "who is my", "who's my", "who are my",
    "where is my", "where's my", "do you know my", "do you know what my", "do you know who my", "how old is my",
    "what's the name of my", "what is the name of my", "where does my", "what does my", "which is my", "what's our",
    "remind me what my",
];
#[rustfmt::skip]
const OWN_WORDS: &[&str] = &[
    "where do i live", "where do i work", "where do i come", "where do i study", "where am i from", "where did i", "what am i allergic", "am i allergic", "how old am i", "what do i like",
    "what do i love", "what do i hate", "what do i study", "do i like", "do i have", "what did i", "who did i",
    "do you know where i", "do you know what i", "do you know who i", "do you know how old i", "who am i", "what have i",
    "where was i",
];
#[rustfmt::skip]
const LIVING: &[&str] = &[
    "what do i do for a living", "what do i do for work", "what i do for a living",
];
/// What looks like a question for memory, and is one for advice.
const NO_FACTS: &[&str] = &[
    "what's my problem",
    "wrong with me",
    "what's my next",
    "what's my best",
    "what did i do wrong",
];

pub(super) fn ask(sentence: &str, heard: &str) -> Option<Ask> {
    let asks = is_question(sentence);
    if has_any(heard, ABOUT_ME) && has_any(heard, ASKING) {
        return Some(Ask::AboutMe);
    }
    if has_any(heard, WE_SAID)
        && has_any(heard, QUESTIONS)
        && has_any(heard, PAST)
        && !has_any(heard, NOT_PAST)
    {
        return Some(Ask::Said {
            about: said_about(heard),
        });
    }
    if has_any(heard, LIVING) {
        return Some(Ask::Fact {
            about: "job work".to_owned(),
            name: false,
        });
    }
    let asks_to_note = has_any(heard, &["can you remember that", "can you remember i"]);
    if let Some(about) = after_any(heard, REMEMBERING).filter(|_| !asks_to_note)
        && (asks || !heard.starts_with("remember"))
    {
        return Some(Ask::Remember { about });
    }
    let remembers = heard.starts_with("remember ") || heard.starts_with("you remember ");
    if let Some(about) = after_any(heard, &["remember"]).filter(|_| asks && remembers) {
        return Some(Ask::Remember { about });
    }
    if let Some(about) = after_any(heard, WHEN) {
        let known = has_any(heard, MINE) || about.starts_with("the ");
        return known.then_some(Ask::When { about });
    }
    fact(heard)
}

fn fact(heard: &str) -> Option<Ask> {
    if has_any(heard, NO_FACTS) {
        return None;
    }
    let name = has_any(heard, &["name", "called", "who", "who's"]);
    if let Some(about) = after_any(heard, MY_FACTS) {
        return Some(Ask::Fact { about, name });
    }
    // The question's own words tell which attribute is meant: "where do I live".
    if has_any(heard, OWN_WORDS) {
        return Some(Ask::Fact {
            about: heard.to_owned(),
            name: false,
        });
    }
    // "What am I starting on Sunday again?"
    const ASKING_AGAIN: [&str; 6] = ["what", "which", "who", "where", "how", "whom"];
    let first = heard.split(' ').next().unwrap_or_default();
    let again = heard.ends_with(" again")
        && has_any(heard, MINE)
        && !has_any(heard, &["should", "can", "would"]);
    if ASKING_AGAIN.contains(&first) && again
        || first == "which" && has_any(heard, &["do i", "am i", "did i"])
    {
        return Some(Ask::Fact {
            about: heard.to_owned(),
            name: false,
        });
    }
    let who = ["who is ", "who's ", "who was "]
        .iter()
        .find_map(|lead| heard.strip_prefix(lead))?;
    Some(Ask::Fact {
        about: who.to_owned(),
        name: true,
    })
}

/// What a question for an earlier talk is about: what stands behind the last "about", else all of
/// it that has weight.
fn said_about(heard: &str) -> String {
    let after = ["about", "regarding", "that"]
        .iter()
        .find_map(|word| has(heard, word).then(|| heard.rsplit_once(word)).flatten())
        .map(|(_, after)| after.trim().to_owned());
    after
        .filter(|about| !gist(about).is_empty())
        .unwrap_or_else(|| heard.to_owned())
}
