//! What is only supposed: from an "if" on and what hangs on it, "I would", a dream, a book.

use super::super::openings::opened;
use super::super::pattern::{any_finds, any_matches, finds, matches};
use super::super::sentences::{Clause, Sentence};
use super::super::verbs::is_past;
use super::super::words::{Word, rest};

const SUPPOSING: &[&str] = &[
    "if",
    "imagine",
    "suppose",
    "supposing",
    "pretend",
    "hypothetically",
    "wish",
];

const IN_A_DREAM: &[&str] = &[
    "i dreamed",
    "i dreamt",
    "my dream",
    "a dream",
    "let us say",
    "in the movie",
    "in the game",
    "in the book",
    "in the show",
    "in the story",
    "in a movie",
    "my character|avatar",
    "what if",
    "that song",
    "song goes|says",
    "lyric|lyrics",
    "in the|a|my|that play|dream|song|novel|series|video|panto|pantomime|nativity|musical|sketch",
    "murder mystery",
    "fancy dress",
    "role play",
    "role-play",
    "in this book|movie|game|show|story",
    "favorite line|quote be",
    "i sang|sing that|this|along|it|,",
    "i keep|was|am singing",
];

const MODAL: &[&str] = &["would", "could", "should", "wish", "must", "ought"];

/// Which clauses of a sentence only suppose: from an "if" on, and what hangs on it.
pub fn supposed(sentence: &Sentence, clauses: &[Clause<'_>]) -> Vec<bool> {
    /// An "if" of politeness.
    const POLITE: &[&str] = &[
        "if you please|like|ask|must|insist|know|see|believe|remember|want",
        "if i am honest|right",
        "if you will",
        "if not",
    ];
    let dreams = any_finds(IN_A_DREAM, &sentence.words) || gives_parts(&sentence.words);
    if dreams {
        // "In the play I'm a doctor, in real life I sell stamps".
        let awake = clauses
            .iter()
            .position(|clause| finds("in real|actual life", clause.words).is_some());
        return (0..clauses.len())
            .map(|at| awake.is_none_or(|awake| at < awake))
            .collect();
    }
    let polite = |at: usize, words: &[Word]| {
        let here = rest(words, at);
        any_matches(POLITE, here)
    };
    let begins = |clause: &Clause<'_>| {
        let lead = clause.lead == Some("if")
            && !POLITE.iter().any(|phrase| {
                phrase
                    .strip_prefix("if ")
                    .is_some_and(|later| matches(later, clause.words).is_some())
            });
        let within = clause.words.iter().enumerate().any(|(at, word)| {
            let imagined = word.norm == "imagine"
                && at
                    .checked_sub(1)
                    .and_then(|at| clause.words.get(at))
                    .is_some_and(|before| before.is(&["can", "you", "could", "not"]))
                || word.norm == "imagine"
                    && at > 0
                    && rest(clause.words, at + 1).iter().all(Word::is_mark);
            let asked = word.norm == "if" && polite(at, clause.words);
            word.is(SUPPOSING) && !word.quoted && !imagined && !asked
        });
        // "Say they sack me": at the very beginning.
        let say = matches!(opened(&sentence.words, ""), [say, whom, verb, ..]
            if say.norm == "say" && whom.is(&["i", "we", "they", "he", "she", "you"]) && !verb.is_mark())
            && std::ptr::eq(clause, clauses.as_ptr());
        lead || within || say
    };
    let Some(from) = clauses.iter().position(begins) else {
        return vec![false; clauses.len()];
    };
    // "I'd go if I could": what hangs on it stands before, where nothing follows.
    let joined = |clause: &Clause<'_>| {
        clause
            .words
            .last()
            .is_some_and(|last| last.is(&["so", "and", "but", "because", "cause"]))
    };
    // "I was born there, if you must know": what is past hangs on nothing.
    let past = |clause: &Clause<'_>| {
        let words = opened(clause.words, "");
        let words = rest(
            words,
            usize::from(words.first().is_some_and(|first| first.norm == "i")),
        );
        words
            .first()
            .is_some_and(|first| is_past(first) || first.is(&["born", "been"]))
    };
    let hangs = |at: usize| {
        at + 1 == from
            && !clauses.get(at).is_some_and(past)
            && !clauses.get(at).is_some_and(joined)
            && clauses
                .iter()
                .skip(from + 1)
                .all(|later| later.lead.is_some())
    };
    let wished = clauses
        .get(from)
        .is_some_and(|clause| clause.words.iter().any(|word| word.norm == "wish"));
    // "…, but Jo sneezes": how it is.
    let until = clauses
        .iter()
        .enumerate()
        .skip(from + 1)
        .find(|(_, clause)| {
            // "I wish I could, I ran it three times": what was, was.
            let was = wished
                && matches!(clause.words, [i, verb, ..] if i.norm == "i" && is_past(verb) && !verb.is(&["was", "were", "had"]))
                && !has_modal(clause.words);
            was || (clause.lead == Some("but") && !clause.inherits)
        })
        .map_or(clauses.len(), |(at, _)| at);
    (0..clauses.len())
        .map(|at| (from..until).contains(&at) || hangs(at))
        .collect()
}

/// "You're Watson and I'm Holmes": the parts of a game.
fn gives_parts(words: &[Word]) -> bool {
    let short = |part: &[Word]| {
        part.len() <= 3
            && part.first().is_some_and(|first| {
                first.is(&["the", "a", "an", "my", "your"]) || first.is_capital()
            })
    };
    finds("you are|be {} and i am|be {}", words)
        .or_else(|| finds("you can be {} and i will be {}", words))
        .or_else(|| finds("i am|be {} and you are|be {}", words))
        .is_some_and(|caught| {
            let end = caught.part(1).iter().position(Word::is_mark);
            let second = end.map_or(caught.part(1), |end| {
                super::super::words::span(caught.part(1), 0, end)
            });
            short(caught.part(0))
                && second
                    .first()
                    .is_some_and(|_| short(super::super::words::span(second, 0, 3)))
        })
}

/// "When I was nine we moved": what follows the time is told.
pub fn follows_a_time(clauses: &[Clause<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| clauses.get(at));
    before.is_some_and(|before| {
        matches!(
            before.lead,
            Some("when" | "while" | "before" | "after" | "since")
        ) && before.words.iter().any(is_past)
    })
}

/// "I could live there"; not the "could" of "I can't stand it, never could".
pub fn has_modal(words: &[Word]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let elliptic = rest(words, at + 1).iter().all(Word::is_mark)
            && at
                .checked_sub(1)
                .and_then(|at| words.get(at))
                .is_some_and(|before| before.norm == "never");
        // "I'd never eat an oyster": how it is.
        let never = word.norm == "would"
            && at == 1
            && words.first().is_some_and(|first| first.norm == "i")
            && words.get(2).is_some_and(|next| next.is(&["never", "not"]))
            && !words.get(3).is_some_and(|next| {
                next.is(&[
                    "have", "be", "mind", "say", "know", "like", "want", "been", "do",
                ])
            });
        // "I was meant to move": it did not come to that.
        let meant = word.is(&["meant", "supposed", "due"])
            && rest(words, at + 1)
                .first()
                .is_some_and(|next| next.norm == "to")
            && at
                .checked_sub(1)
                .and_then(|at| words.get(at))
                .is_some_and(|was| was.is(&["was", "were"]));
        meant || word.is(MODAL) && !word.quoted && !elliptic && !never
    })
}
