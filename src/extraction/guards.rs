//! What is no claim though it sounds like one: questions, suppositions, doubts, other people's
//! words, jokes. Where in doubt, it is none.

#[cfg(test)]
mod tests;

use super::openings::{opened, tells};
use super::pattern::{any_finds, any_matches, finds, matches, matching};
use super::sentences::{Clause, Sentence};
use super::words::{Word, rest};

/// How a clause is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    Said,
    Asked,
    /// "If I lived in Ohio", "I'd love to", "when I lived there".
    Supposed,
    /// "Maybe", "I think".
    Doubted,
    /// Somebody else says so, or somebody is quoted.
    Reported,
    /// "Yeah right, I love Mondays."
    Joked,
}

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
    "in the|a|my|that play|dream|song|novel|series|video",
    "in this book|movie|game|show|story",
    "favorite line|quote be",
    "i sang|sing",
    "i keep|was|am singing",
];
const MODAL: &[&str] = &["would", "could", "should", "wish", "must", "ought"];
const DOUBTING: &[&str] = &[
    "maybe",
    "perhaps",
    "might",
    "possibly",
    "probably",
    "unsure",
    "doubt",
    "wonder",
    "wondering",
];
const DOUBTING_PHRASES: &[&str] = &[
    "i think",
    "i guess",
    "i suppose",
    "i believe",
    "i feel like",
    "i assume",
    "i gather",
    "i hope",
    "i thought",
    "i do not know",
    "i do not think",
    "am not sure",
    "am thinking",
    "am considering",
    "can not decide",
    "as if",
    "a|the|some chance",
    "it could be",
];
const HEARSAY: &[&str] = &[
    "apparently",
    "allegedly",
    "supposedly",
    "rumor",
    "rumour",
    "according",
];
const REPORTING: &[&str] = &[
    "said",
    "says",
    "say",
    "saying",
    "told",
    "tells",
    "telling",
    "claims",
    "claimed",
    "thinks",
    "thought",
    "believes",
    "heard",
    "reckons",
    "swears",
    "insists",
    "mentioned",
    "asked",
    "texted",
    "posted",
    "wrote",
    "read",
    "jokes",
    "joked",
    "pretends",
    "assumes",
    "thinking",
];
const SARCASTIC: &[&str] = &[
    "yeah right",
    "yeah , right",
    "oh sure",
    "yeah sure",
    "oh great",
    "as if",
    "oh yeah sure",
    "oh yeah , sure",
    "oh yes|yeah [,] i [do] [so] love|adore|enjoy|like",
    "oh [how] marvellous|brilliant|lovely|fantastic|wonderful|joy|perfect|fabulous|terrific|super|delightful|nice",
    "yes|yeah|sure [,] because|cause|cos i",
    "because [obviously|clearly] i just love|adore",
    "how lovely|marvellous|wonderful|delightful",
    "lucky me",
    "just what i needed|wanted",
];
const ASKING: &[&str] = &[
    "what", "who", "whom", "whose", "when", "where", "why", "how", "which",
];
const INVERTING: &[&str] = &[
    "am", "is", "are", "was", "were", "do", "does", "did", "have", "has", "had", "can", "could",
    "will", "would", "should", "may", "might", "shall",
];
const BACKGROUND: &[&str] = &[
    "when", "whenever", "while", "until", "where", "before", "whether", "if", "unless",
];

/// How each clause of a sentence is meant.
pub fn stances(sentence: &Sentence, clauses: &[Clause<'_>], persona: &str) -> Vec<Stance> {
    let told = tells(&sentence.words, persona);
    if !told && any_matches(SARCASTIC, &sentence.words) {
        return vec![Stance::Joked; clauses.len()];
    }
    let supposed = supposed(sentence, clauses);
    let asked_from = (!told)
        .then(|| asked_from(sentence, clauses, persona))
        .flatten();
    let mut stances: Vec<Stance> = Vec::new();
    let mut reported = false;
    for (at, clause) in clauses.iter().enumerate() {
        let own = own_stance(clause, persona);
        // "She said so, but I live here": the user's own words again.
        let own_again = clause
            .words
            .first()
            .is_some_and(|word| word.is(&["i", "my", "we"]))
            && matches!(clause.lead, Some("and" | "so" | "because"));
        reported &= clause.inherits || !(clause.lead == Some("but") || own_again);
        let stance = if asked_from.is_some_and(|from| at >= from) && !is_granted(clauses, at) {
            Stance::Asked
        } else if supposed.get(at).copied().unwrap_or_default() {
            Stance::Supposed
        } else if reported {
            Stance::Reported
        } else if own == Stance::Said
            && ((clause.runs_on && !follows_a_time(clauses, at))
                || clause
                    .lead
                    .is_some_and(|lead| matches!(lead, "that" | "which" | "who")))
        {
            stances.last().copied().unwrap_or(Stance::Said)
        } else {
            own
        };
        // "I told her that …": what follows is told on.
        let tells_on = clauses
            .get(at + 1)
            .is_some_and(|next| next.lead == Some("that"))
            && clause.words.iter().any(|word| word.is(REPORTING));
        reported |= stance == Stance::Reported || tells_on;
        stances.push(stance);
    }
    stances
}

/// Which clauses of a sentence only suppose: from an "if" on, and what hangs on it.
fn supposed(sentence: &Sentence, clauses: &[Clause<'_>]) -> Vec<bool> {
    /// An "if" of politeness.
    const POLITE: &[&str] = &[
        "if you please|like|ask|must|insist|know|see|believe|remember|want",
        "if i am honest|right",
        "if you will",
        "if not",
    ];
    let dreams = any_finds(IN_A_DREAM, &sentence.words);
    if dreams {
        return vec![true; clauses.len()];
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
                    .is_some_and(|before| before.is(&["can", "you", "could", "not"]));
            word.is(SUPPOSING)
                && !word.quoted
                && !imagined
                && !(word.norm == "if" && polite(at, clause.words))
        });
        lead || within
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
            .is_some_and(|first| super::verbs::is_past(first) || first.is(&["born", "been"]))
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
                && matches!(clause.words, [i, verb, ..] if i.norm == "i" && super::verbs::is_past(verb) && !verb.is(&["was", "were", "had"]))
                && !has_modal(clause.words);
            was || (clause.lead == Some("but") && !clause.inherits)
        })
        .map_or(clauses.len(), |(at, _)| at);
    (0..clauses.len())
        .map(|at| (from..until).contains(&at) || hangs(at))
        .collect()
}

fn own_stance(clause: &Clause<'_>, persona: &str) -> Stance {
    let words = opened(clause.words, persona);
    let has = |norms: &'static [&'static str]| {
        clause
            .words
            .iter()
            .any(|word| word.is(norms) && !word.quoted)
    };
    if words.first().is_some_and(|word| word.quoted) || has(HEARSAY) || reports(words) {
        Stance::Reported
    } else if has_modal(clause.words) || clause.lead.is_some_and(|lead| BACKGROUND.contains(&lead))
    {
        Stance::Supposed
    } else if is_overdone(clause.words) {
        Stance::Joked
    } else if has(DOUBTING)
        || falls_short(words)
        || words.iter().enumerate().any(|(at, word)| {
            let day = rest(words, at + 1)
                .first()
                .is_some_and(|next| next.norm.starts_with(|c: char| c.is_ascii_digit()));
            // "The third of may".
            let month = at
                .checked_sub(1)
                .and_then(|at| words.get(at))
                .is_some_and(|before| {
                    before.is(&[
                        "of", "in", "last", "next", "this", "by", "until", "till", "since",
                        "early", "late", "mid",
                    ]) || before.norm.starts_with(|c: char| c.is_ascii_digit())
                });
            word.norm == "may" && !word.is_capital() && !day && !month
        })
        || any_finds(DOUBTING_PHRASES, clause.words)
    {
        Stance::Doubted
    } else {
        Stance::Said
    }
}

/// "Is it bad that I never learned to swim?": what is asked about is so.
fn is_granted(clauses: &[Clause<'_>], at: usize) -> bool {
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

/// "When I was nine we moved": what follows the time is told.
fn follows_a_time(clauses: &[Clause<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| clauses.get(at));
    before.is_some_and(|before| {
        matches!(
            before.lead,
            Some("when" | "while" | "before" | "after" | "since")
        ) && before.words.iter().any(super::verbs::is_past)
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
        word.is(MODAL) && !word.quoted && !elliptic && !never
    })
}

/// "I nearly drowned": what did not come to pass is the story all the same.
const HAPPENED: &[&str] = &[
    "drowned", "died", "killed", "crashed", "fainted", "bled", "froze", "starved", "lost",
];

/// "I almost moved", "I'm basically a taxi driver"; not "almost two years".
fn falls_short(words: &[Word]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let counts = super::dates::number(rest(words, at + 1)).is_some()
            || rest(words, at + 1).first().is_some_and(|next| {
                next.is(&["every", "all", "always"])
                    || next.norm.starts_with(|c: char| c.is_ascii_digit())
            });
        word.is(&["basically", "practically", "virtually"])
            || (word.is(&["almost", "nearly"])
                && !counts
                && !rest(words, at + 1)
                    .first()
                    .is_some_and(|next| next.is(HAPPENED)))
    })
}

/// "I'm totally a rocket scientist."
fn is_overdone(words: &[Word]) -> bool {
    // "On Saturday, so the tenth": a conclusion.
    let concludes = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        words.get(at).is_some_and(|word| word.norm == "so")
            && before.is_none_or(|before| !before.is(&["am", "is", "'s", "are", "was"]))
    };
    words
        .windows(2)
        .enumerate()
        .any(|(at, pair)| matches!(pair, [how, a] if how.is(&["totally", "obviously", "clearly", "such", "so"]) && a.is(&["a", "an", "the"])) && !concludes(at))
}

/// "She said …", "I told her …", "he was like …". What the user says they said was stripped as an
/// opening.
fn reports(words: &[Word]) -> bool {
    let like = (0..words.len()).any(|at| {
        let verb = words
            .get(at)
            .is_some_and(|word| word.is(&["was", "were", "am", "is", "are"]));
        let next = words.get(at + 2);
        verb && words.get(at + 1).is_some_and(|word| word.norm == "like")
            && next.is_none_or(|next| {
                next.is_mark()
                    || next.quoted
                    || next.is(&["i", "you", "oh", "no", "yeah", "okay", "we"])
            })
    });
    // "My tutor goes you're lazy".
    let goes = words.windows(2).any(|pair| {
        matches!(pair, [goes, i] if goes.is(&["goes"]) && i.is(&["i", "you", "oh", "we", "what", "right", "yeah", "he", "she"]))
    });
    let verb = (0..words.len()).find(|at| {
        // "It doesn't get said".
        let passive = at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .is_some_and(|before| {
                before.is(&["get", "gets", "be", "been", "being", "i"])
                    && at
                        .checked_sub(2)
                        .and_then(|two| words.get(two))
                        .is_some_and(|am| before.norm != "i" || am.norm == "am")
            });
        // "No sausage jokes": a noun.
        let noun = words
            .get(*at)
            .is_some_and(|word| word.is(&["jokes", "say", "reckons", "read", "posted", "thought"]))
            && !at
                .checked_sub(1)
                .and_then(|before| words.get(before))
                .is_some_and(|before| {
                    before.is_capital()
                        || super::pattern::is_adverb(before)
                        || before.is(&[
                            "he",
                            "she",
                            "they",
                            "i",
                            "we",
                            "you",
                            "who",
                            "people",
                            "it",
                            "always",
                            "to",
                            "would",
                            "might",
                            "everyone",
                            "everybody",
                            "have",
                            "has",
                            "had",
                            "never",
                        ])
                        || super::people::relation(&before.norm).is_some()
                });
        // "Say goodbye", "like they said": nothing is told on.
        const NOTHING_MORE: &[&str] = &[
            "goodbye", "hello", "yes", "no", "nothing", "anything", "hi", "bye", "sorry", "thanks",
            "ta", "grace", "much", "prayers",
        ];
        let later = rest(words, at + 1);
        let whom = later
            .first()
            .is_some_and(|next| next.is(&["me", "us", "him", "her", "them"]));
        let nothing_more = later.first().is_some_and(|next| next.is(NOTHING_MORE))
            || (whom
                && later.get(1).is_none_or(|next| {
                    next.is(&[
                        ",", "on", "in", "for", "about", "and", "out", "over", "at", ".",
                    ])
                }))
            || at
                .checked_sub(2)
                .and_then(|two| words.get(two))
                .is_some_and(|before| before.is(&["like", "as"]));
        words.get(*at).is_some_and(|word| word.is(REPORTING)) && !passive && !noun && !nothing_more
    });
    // "Put down that I'm a doctor": an order tells nothing.
    const ORDERS: &[&str] = &[
        "store", "record", "register", "log", "list", "mark", "pretend", "assume",
    ];
    let orders = words.first().is_some_and(|word| word.is(ORDERS))
        || matches("put|write down|that|me|it", words).is_some();
    orders
        || like
        || goes
        || verb.is_some_and(|at| {
            // "I read a lot" reports nothing: something must be said to have been told.
            at > 0
                && !(words.first().is_some_and(|word| word.norm == "i")
                    && words.get(at).is_some_and(|word| word.norm == "read"))
        })
}

/// The clause from which on a sentence asks.
fn asked_from(sentence: &Sentence, clauses: &[Clause<'_>], persona: &str) -> Option<usize> {
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

/// What is meant of a sentence that takes back its beginning: "I've a, no, scrub that, I'm off to bed".
pub fn unsaid_before(sentence: &Sentence) -> Option<Sentence> {
    const UNSAYING: &[&str] = &[
        "scrub|scratch|strike|delete|ignore|forget that|it ,",
        "forget [that] i [ever] said|told|mentioned [that|it|anything] ,",
        "do not keep any of it|that ,",
        "do not keep that|it ,",
        "no , that was|is",
        "not me that",
        "it be not me that",
        "a|that number|figure i made up",
        "i made that|it up",
        "i am only|just messing|joking|kidding",
        "having you on",
        "pulling your leg",
    ];
    let words = &sentence.words;
    if !any_finds(UNSAYING, words) {
        return None;
    }
    let from = UNSAYING.iter().filter_map(|phrase| {
        let caught = finds(phrase, words)?;
        Some(words.len() - caught.left.len())
    });
    let from = from.max().filter(|from| *from > 5)?;
    Some(Sentence {
        words: rest(words, from).to_vec(),
        ..sentence.clone()
    })
}

/// Whether a sentence takes back what was said before it: "Just kidding."
pub fn takes_back(sentence: &Sentence, persona: &str) -> bool {
    const PHRASES: &[&str] = &[
        "kidding",
        "i am kidding",
        "i am joking",
        "joking",
        "jk",
        "i was kidding",
        "i was joking",
        "i kid",
    ];
    let words = opened(&sentence.words, persona);
    matching(PHRASES, words)
        .is_some_and(|(_, caught)| caught.left.iter().filter(|word| !word.is_mark()).count() <= 2)
}
