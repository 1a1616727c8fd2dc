//! Whether advice is asked for, and on what.

use super::{Choice, is_question};
use crate::brain::builtin::words::{
    after_any, gist, has, has_any, is_yes_or_no, sound, uncapitalised, words,
};

#[rustfmt::skip]
const WHETHER: &[&str] = &[
    "should i", "should we", "shall i", "shall we", "do you think i should", "would you", "is it a good idea to", "is it okay to", "am i right to", "is it wrong to",
    "i wonder if i should", "i'm wondering if i should", "not sure if i should", "don't know if i should",
    "don't know whether to", "can't decide whether to", "can't decide if i should", "torn between",
];
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "what should i do", "what should i", "what would you do", "what do i do", "what can i do",
    "how should i", "any advice", "your advice", "need advice", "need some advice", "some advice",
    "help me decide", "can't decide", "help me choose", "give me advice", "advise me", "any tips",
    "any ideas", "any suggestions", "tell me what to do", "don't know what to do", "what do you suggest",
    "what do you recommend", "what's your take", "what would you say", "what do you think i should",
    "how do i tell", "how do i talk", "how do i ask", "how do i say", "how do i deal", "how do i handle",
    "how do i get over", "how do i stop", "how do i cope", "how can i tell", "how can i stop",
    "how can i help", "how do i make", "how do i start", "what do you think", "thoughts", "your opinion",
    "help me think", "need to make a decision", "hard decision", "tough decision", "need your help",
    "where do i start", "how would you", "what would help", "what helps", "what can help", "what do i tell", "what do i say", "what should we",
];
/// Offers and turns of speech that only sound like it.
const POLITE: &[&str] = &["would you like", "would you mind", "would you believe"];

pub(super) fn choice(sentence: &str, heard: &str) -> Option<Choice> {
    let open = has_any(heard, OPEN) || asks_how(heard);
    let whether = tail(sentence, heard).filter(|_| !has_any(heard, POLITE) && !asks_how(heard));
    if let Some(tail) = whether.filter(|tail| is_mine(tail)) {
        if let Some((first, second)) = two_ways(&tail) {
            return Some(Choice::Between(first, second));
        }
        // "Should I?" is about what was just said.
        if tail.is_empty() {
            return Some(Choice::Open(None));
        }
        if !open && !has(heard, "torn between") {
            return Some(Choice::Whether(tail));
        }
    }
    if !open {
        // "The red one or the blue one?"
        let bare = is_question(sentence) && words(sentence).len() <= 8 && !is_yes_or_no(sentence);
        let sides = two_ways(sentence.trim_matches(|c: char| !c.is_alphanumeric()));
        return sides
            .filter(|_| bare && is_mine(sentence))
            .map(|(first, second)| Choice::Between(first, second));
    }
    let about =
        after_any(heard, &["about", "with", "regarding"]).filter(|about| !gist(about).is_empty());
    // "That's what I think about it, thoughts and all" asks nothing.
    let vague = has_any(heard, &["what do you think", "thoughts"]) && !has(heard, "should");
    (!vague || is_question(sentence) || words(sentence).len() <= 5).then_some(Choice::Open(about))
}

/// "How do I …", "what can I …", "no idea what to …", "what would you give …".
fn asks_how(heard: &str) -> bool {
    let heard = &heard.replace(" else", "");
    const WH: [&str; 6] = ["how", "what", "who", "where", "which", "when"];
    const MAY: [&str; 7] = [
        "do i",
        "can i",
        "could i",
        "should i",
        "can we",
        "should we",
        "would you",
    ];
    const UNSURE: [&str; 6] = [
        "don't know",
        "no idea",
        "not sure",
        "wondering",
        "can't decide",
        "clueless",
    ];
    let asks = |word: &str| {
        MAY.iter().any(|may| {
            let how = *may != "do i" || word == "how";
            how && has(heard, &format!("{word} {may}"))
        })
    };
    let unsure = |word: &str| {
        UNSURE
            .iter()
            .any(|unsure| has(heard, &format!("{unsure} {word} to")))
    };
    WH.iter().any(|word| asks(word) || unsure(word))
}

/// What stands behind the phrase that asks, in the case in which it was said.
fn tail(sentence: &str, heard: &str) -> Option<String> {
    let phrase = WHETHER
        .iter()
        .filter(|phrase| has(heard, phrase))
        .max_by_key(|phrase| phrase.len())?;
    let plain = sentence.replace('’', "'");
    let at = plain.to_ascii_lowercase().find(phrase)?;
    let tail = plain.get(at + phrase.len()..)?;
    Some(tail.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
}

/// Whether the choice is the user's own to make, and short enough to be said back.
fn is_mine(tail: &str) -> bool {
    !has_any(&sound(tail), &["you", "your"]) && words(tail).len() <= 14
}

/// "stay or go" → "stay", "go".
fn two_ways(tail: &str) -> Option<(String, String)> {
    let (first, second) = tail.split_once(" or ")?;
    let clean = |side: &str| {
        let side = side
            .trim_start_matches("should i ")
            .trim_start_matches("to ")
            .trim();
        uncapitalised(side)
    };
    let (first, second) = (clean(first), clean(second));
    let fits = |side: &str| !matches!(side, "" | "not" | "no") && words(side).len() <= 7;
    (fits(&first) && fits(&second)).then_some((first, second))
}
