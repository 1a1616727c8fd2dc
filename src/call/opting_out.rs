//! Whether someone wants no more calls: "stop calling me". Once meant, it holds for all personas and at
//! once; so what only sounds like it ("stop calling me baby", "she told him to stop calling her") must
//! not count.

use super::{courtesies, phrases};
use crate::telephony::language::Language;

/// What asks for it as a sentence of its own, courtesies aside.
#[rustfmt::skip]
const WISHES: &[&str] = &[
    "stop calling", "stop calling me", "stop calling here", "stop calling this number", "stop phoning me",
    "stop ringing me", "stop these calls", "stop the calls", "quit calling", "quit calling me", "quit calling here",
    "don't call here", "don't call this number", "don't call my number", "don't call me back", "do not call here",
    "stop calling my phone", "stop calling my number", "stop contacting me", "lose my number", "do not call this number", "don't ever call me", "never call me", "never call here",
    "never call this number", "don't phone me", "don't ring me", "no more calls", "i don't want any more calls",
    "i don't want any calls", "i don't want you to call", "i don't want you to call me", "i don't want to be called",
    "i don't want these calls", "take me off your list", "take me off the list", "take me off your calling list",
    "remove me from your list", "remove my number", "take my number off your list", "delete my number",
    "unsubscribe", "opt out", "opt me out", "i want to opt out",
];

/// What asks for it where nothing more is said.
const BARE: &[&str] = &[
    "don't call",
    "don't call me",
    "do not call",
    "do not call me",
];
const CLOSINGS: &[&str] = &[
    "please",
    "thanks",
    "thank you",
    "ever",
    "ever again",
    "again",
    "bye",
    "goodbye",
    "okay",
    "ok",
    "seriously",
];
const CONDITIONS: &[&str] = &["if", "when", "unless", "until", "before", "after", "while"];
const QUOTES: &[&str] = &[
    "said", "says", "say", "saying", "goes", "went", "like", "told", "me", "her", "him", "them",
];

/// What may stand after it without changing it.
#[rustfmt::skip]
const AFTER: &[&str] = &[
    "please", "again", "anymore", "any more", "ever", "ever again", "right now", "at all", "thanks", "thank you", "ok", "okay",
    "again please", "anymore please", "any more please", "from now on", "on this number", "at this number",
];

/// Whether one of its clauses asks for it, in English or in the language of the call.
pub fn opts_out(text: &str, language: Language) -> bool {
    in_english(text) || phrases::opts_out(text, language)
}

fn in_english(text: &str) -> bool {
    let clauses = courtesies::clauses(text);
    let mut rest = clauses.as_slice();
    let mut is_told = false;
    while let [clause, after @ ..] = rest {
        let asks = |wishes: &[&str]| {
            let mut meanings = courtesies::without(clause).into_iter();
            meanings.any(|meaning| wishes.iter().any(|wish| ends_well(meaning, wish)))
        };
        let is_last = after
            .iter()
            .all(|clause| CLOSINGS.contains(&clause.as_str()));
        if !is_told && (asks(WISHES) || is_last && asks(BARE)) {
            return true;
        }
        is_told = tells(clause);
        rest = after;
    }
    false
}

/// Whether a clause announces what the next one quotes, or makes a condition for it.
fn tells(clause: &str) -> bool {
    let mut words = clause.split_whitespace();
    let condition = words.next().is_some_and(|word| CONDITIONS.contains(&word));
    let quote = clause.split_whitespace().last();
    condition || quote.is_some_and(|word| QUOTES.contains(&word))
}

/// Whether it is that wish, and courtesies alone.
fn ends_well(clause: &str, wish: &str) -> bool {
    let Some(mut rest) = clause.strip_prefix(wish) else {
        return false;
    };
    loop {
        if rest.is_empty() {
            return true;
        }
        let Some(words) = rest.strip_prefix(' ') else {
            return false;
        };
        let courtesy = AFTER.iter().filter_map(|after| words.strip_prefix(after));
        let shorter = courtesy.filter(|left| left.is_empty() || left.starts_with(' '));
        let Some(left) = shorter.min_by_key(|left| left.len()) else {
            return false;
        };
        rest = left;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_wants_no_more_calls_is_understood() {
        for text in [
            "Stop calling me.",
            "please stop calling me",
            "Can you please stop calling me?",
            "Don\u{2019}t call me again. Ever.",
            "Okay, look, do not call this number anymore, thank you.",
            "I said stop calling!",
            "Take me off your list please",
            "I don't want any more calls",
            "never call me again",
            "Stop. Don't call me. Ever again.",
            "Lose my number",
        ] {
            assert!(in_english(text), "{text}");
        }
    }

    #[test]
    fn what_only_sounds_like_it_changes_nothing() {
        for text in [
            "Stop calling me baby.",
            "Stop calling me names",
            "She told him to stop calling her.",
            "My mom won't stop calling me",
            "Don't call me a liar",
            "I told my ex to stop calling me",
            "Don't call me before nine, I'm asleep",
            "Do you ever stop calling people?",
            "I stopped calling",
            "Why don't you call me?",
            "If it's late, don't call.",
            "My ex said, don't call me.",
            "She goes, stop calling me.",
            "Don't call me now, I'm driving, call me at six.",
            "Don't call me, I'll call you.",
        ] {
            assert!(!in_english(text), "{text}");
        }
    }
}
