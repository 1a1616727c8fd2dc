//! Whether someone wants no more calls: "stop calling me". Once meant, it holds for all personas and at
//! once; so what only sounds like it ("stop calling me baby", "she told him to stop calling her") must
//! not count.

use super::courtesies;

/// What asks for it as a sentence of its own, courtesies aside.
#[rustfmt::skip]
const WISHES: &[&str] = &[
    "stop calling", "stop calling me", "stop calling here", "stop calling this number", "stop phoning me",
    "stop ringing me", "stop these calls", "stop the calls", "quit calling", "quit calling me", "quit calling here",
    "don't call", "don't call me", "don't call here", "don't call this number", "do not call", "do not call me",
    "do not call here", "do not call this number", "don't ever call me", "never call me", "never call here",
    "never call this number", "don't phone me", "don't ring me", "no more calls", "i don't want any more calls",
    "i don't want any calls", "i don't want you to call", "i don't want you to call me", "i don't want to be called",
    "i don't want these calls", "take me off your list", "take me off the list", "take me off your calling list",
    "remove me from your list", "remove my number", "take my number off your list", "delete my number",
    "unsubscribe", "opt out", "opt me out", "i want to opt out",
];

/// What may stand after it without changing it.
#[rustfmt::skip]
const AFTER: &[&str] = &[
    "please", "again", "anymore", "any more", "ever", "ever again", "now", "at all", "thanks", "thank you", "ok", "okay",
    "again please", "anymore please", "any more please", "from now on", "on this number", "at this number",
];

/// Whether one of its clauses asks for it.
pub fn opts_out(text: &str) -> bool {
    courtesies::clauses(text).iter().any(|clause| {
        let mut meanings = courtesies::without(clause).into_iter();
        meanings.any(|meaning| WISHES.iter().any(|wish| ends_well(meaning, wish)))
    })
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
        ] {
            assert!(opts_out(text), "{text}");
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
        ] {
            assert!(!opts_out(text), "{text}");
        }
    }
}
