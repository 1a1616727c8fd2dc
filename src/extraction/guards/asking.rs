//! What asks: "is my …", "what do you …"; not all of a sentence that ends with a question mark.

use super::super::openings::opened;
use super::super::pattern::matches;
use super::super::sentences::{Clause, Sentence};
use super::super::words::{Word, rest};

const ASKING: &[&str] = &[
    "what", "who", "whom", "whose", "when", "where", "why", "how", "which",
];

const INVERTING: &[&str] = &[
    "am", "is", "are", "was", "were", "do", "does", "did", "have", "has", "had", "can", "could",
    "will", "would", "should", "may", "might", "shall",
];

/// The clause from which on a sentence asks.
pub fn asked_from(sentence: &Sentence, clauses: &[Clause<'_>], persona: &str) -> Option<usize> {
    let inverted = clauses
        .iter()
        .position(|clause| is_inverted(sentence, clause, persona));
    if sentence.asks {
        let tag = clauses.last().is_some_and(|clause| {
            clauses.len() > 1
                && matches("you know", clause.words).is_some_and(|caught| caught.left.is_empty())
        });
        // "I follow Leeds, always have, and you know I've never been there?": the end of it asks.
        let end = clauses.len().saturating_sub(1);
        return inverted.or((!tag).then_some(end));
    }
    inverted
}

/// "Is my …", "what do you …", "should I".
fn is_inverted(sentence: &Sentence, clause: &Clause<'_>, persona: &str) -> bool {
    let words = opened(clause.words, persona);
    let lead_asks = clause.lead.is_some_and(|lead| ASKING.contains(&lead)) && !clause.inherits;
    // "So who's looking?"
    let asks_who = clause.lead == Some("who")
        && clause
            .words
            .first()
            .is_some_and(|word| word.is(&["'s", "is", "was", "would", "will"]))
        && clause.inherits
        && sentence.asks;
    if asks_who {
        return true;
    }
    let after_asking = if words.first().is_some_and(|word| word.is(ASKING)) {
        Some(rest(words, 1))
    } else {
        lead_asks.then_some(words)
    };
    // "Had the van since March", without a question mark, tells of whoever speaks.
    const ELIDED: &[&str] = &["had", "have", "has", "did", "do", "does", "was", "were"];
    let begins = |words: &[Word]| {
        let elided = !sentence.asks
            && words.first().is_some_and(|word| word.is(ELIDED))
            && words.get(1).is_some_and(|next| {
                next.is(&["it", "my", "that", "this", "the"]) || next.is_capital()
            });
        !elided
            && words.first().is_some_and(|word| word.is(INVERTING))
            && words.get(1).is_some_and(|next| {
                next.is(&[
                    "i", "you", "we", "he", "she", "they", "it", "my", "that", "this", "there",
                    "your", "the",
                ]) || next.is_capital()
            })
    };
    match after_asking {
        Some(later) => {
            later.iter().take(3).any(|word| word.is(INVERTING))
                && !later
                    .first()
                    .is_some_and(|word| word.is(&["i", "we", "you", "he", "she", "they"]))
        }
        None => !clause.inherits && begins(words),
    }
}

/// "Is it bad that I never learned to swim?": what is asked about is so.
pub fn is_granted(clauses: &[Clause<'_>], at: usize) -> bool {
    const JUDGED: &[&str] = &[
        "bad", "weird", "normal", "strange", "wrong", "mad", "odd", "sad", "okay", "ok", "silly",
        "daft", "awful", "terrible", "rude", "funny", "believe",
    ];
    let before = at.checked_sub(1).and_then(|at| clauses.get(at));
    let that = clauses
        .get(at)
        .is_some_and(|clause| clause.lead == Some("that"));
    that && before.is_some_and(|before| before.words.iter().any(|word| word.is(JUDGED)))
}
