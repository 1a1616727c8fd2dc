//! Whether a clause looks back or ahead.

use super::super::dates::Tense;
use super::super::dates::month_by_name;
use super::super::verbs::is_regular_past;
use super::super::words::Word;

/// Which way a clause looks: from its first verb.
pub fn tense(words: &[Word]) -> Tense {
    const PAST: &[&str] = &[
        "was", "were", "did", "had", "got", "went", "came", "took", "made", "lost", "quit", "died",
        "bought", "met", "found", "won", "ran", "began", "broke", "started", "left", "told",
        "gave", "saw", "born", "grew", "ago", "since", "been", "became", "spent", "fell", "felt",
        "said", "sold", "had", "gone", "gotten", "done", "taken", "begun", "split",
    ];
    const NOT_PAST: &[&str] = &[
        "need",
        "wed",
        "allergic",
        "married",
        "engaged",
        "excited",
        "scared",
        "worried",
        "stressed",
        "tired",
        "supposed",
        "scheduled",
        "planned",
        "invited",
        "booked",
        "signed",
        "registered",
        "entered",
        "arranged",
    ];
    let past = words.iter().enumerate().any(|(at, word)| {
        // "I've got an interview" is of today.
        let held = word.norm == "got"
            && at > 0
            && words
                .get(at - 1)
                .is_some_and(|before| before.is(&["have", "has", "'s"]));
        // "My left eye".
        let side = word.norm == "left"
            && !at
                .checked_sub(1)
                .and_then(|at| words.get(at))
                .is_some_and(|before| {
                    before.is_capital()
                        || before.is(&[
                            "i", "he", "she", "they", "we", "has", "have", "'s", "who", "just",
                        ])
                });
        let regular = word.norm.len() > 4 && is_regular_past(word) && !word.is(NOT_PAST);
        let passive = at > 0
            && words
                .get(at - 1)
                .is_some_and(|before| before.is(&["am", "is", "are", "getting", "be"]));
        (word.is(PAST) && !held && !side) || (regular && !passive)
    });
    let future = words
        .iter()
        .take(8)
        .any(|word| word.is(&["will", "going", "tomorrow", "next"]));
    // "It's been moved to May".
    let moved = words.windows(2).any(|pair| {
        matches!(pair, [been, moved] if been.norm == "been"
        && moved.is(&["moved", "put", "changed", "rescheduled", "postponed", "pushed"]))
    });
    // "I've rented a chair from the first of July": from then on.
    let from = words
        .first()
        .is_some_and(|first| first.is(&["have", "has", "'s"]) || first.norm == "i")
        && words.windows(2).any(|pair| {
            matches!(pair, [from, the] if from.norm == "from" && (the.norm == "the" || month_by_name(the).is_some()))
        })
        && words.iter().take(3).any(|word| word.is(&["have", "has", "'s"]));
    // "They've moved it to Friday".
    let put_off = words.windows(3).any(|three| {
        matches!(three, [have, moved, it] if have.is(&["have", "has"]) && it.norm == "it"
            && moved.is(&["moved", "put", "changed", "rescheduled", "postponed", "pushed", "brought"]))
    });
    if past && !future && !moved && !from && !put_off {
        Tense::Past
    } else {
        Tense::Future
    }
}
