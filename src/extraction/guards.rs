//! What is no claim though it sounds like one: questions, suppositions, doubts, other people's
//! words, jokes. Where in doubt, it is none.

mod asking;
mod quoting;
mod reporting;
mod supposing;
#[cfg(test)]
mod tests;
mod unsaying;

use super::lexicon::figures::is_figure;
use super::openings::{opened, tells};
use super::pattern::{any_finds, any_matches};
use super::sentences::{Clause, Sentence};
use super::words::{Word, rest};
use asking::{asked_from, is_granted};
use quoting::quoted_from;
use reporting::{REPORTING, reports};
pub use supposing::has_modal;
use supposing::{follows_a_time, supposed};
pub use unsaying::{takes_back, unsaid_before};

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
    "oh [,] i just|absolutely|simply|do|so love|adore",
    "great|fantastic|brilliant|marvellous|wonderful|lovely [,] {} i [just] love|adore",
    "yeah|oh|yes [,] i be a real|proper|right|regular|total",
    "oh [,] yes|yeah|aye|sure [,] i be a real|proper|right|regular|total",
    "just what i needed|wanted",
];
/// Whatever else the sentence says.
const MOCKING: &[&str] = &[
    "love|loves|adore being shouted|screamed|yelled|sworn|ignored|told|woken|spoken|laughed|stared|moaned|blamed|stuck",
];
const BACKGROUND: &[&str] = &[
    "when", "whenever", "while", "until", "where", "before", "whether", "if", "unless",
];

/// How each clause of a sentence is meant.
pub fn stances(sentence: &Sentence, clauses: &[Clause<'_>], persona: &str) -> Vec<Stance> {
    let told = tells(&sentence.words, persona);
    let mocks = any_matches(SARCASTIC, &sentence.words) || any_finds(MOCKING, &sentence.words);
    if !told && mocks {
        return vec![Stance::Joked; clauses.len()];
    }
    let supposed = supposed(sentence, clauses);
    let asked_from = (!told)
        .then(|| asked_from(sentence, clauses, persona))
        .flatten();
    let quoted_from = quoted_from(sentence, clauses);
    let mut stances: Vec<Stance> = Vec::new();
    let mut reported = false;
    // Whoever is quoted says "I" of themselves.
    let mut speaks = false;
    for (at, clause) in clauses.iter().enumerate() {
        let own = own_stance(clause, persona);
        // "She said so, but I live here": the user's own words again.
        let own_again = clause
            .words
            .first()
            .is_some_and(|word| word.is(&["i", "my", "we"]))
            && (matches!(clause.lead, Some("so" | "because"))
                || clause.lead == Some("and") && !speaks);
        // "Everyone thinks I'm Welsh, I'm from Bristol".
        let set_right = clause.lead.is_none()
            && !clause.runs_on
            && clause.words.first().is_some_and(|word| word.norm == "i")
            && clauses.first().is_some_and(is_of_everyone);
        let own_again = own_again || set_right;
        reported &= clause.inherits || !(clause.lead == Some("but") || own_again);
        let stance = if quoted_from.is_some_and(|from| at >= from) {
            Stance::Reported
        } else if asked_from.is_some_and(|from| at >= from) && !is_granted(clauses, at) {
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
        speaks = stance == Stance::Reported && (speaks || speaks_of_themselves(clause));
        stances.push(stance);
    }
    stances
}

/// "(She goes) I'm moving": a clause of direct speech.
fn speaks_of_themselves(clause: &Clause<'_>) -> bool {
    let direct = clause.words.windows(2).any(|pair| {
        matches!(pair, [says, i] if i.norm == "i" && (says.is(REPORTING) || says.is(&["goes", "like"])))
    });
    direct || clause.lead.is_none() && clause.words.first().is_some_and(|word| word.norm == "i")
}

/// "Everyone thinks …": what people hold of whoever speaks.
fn is_of_everyone(clause: &Clause<'_>) -> bool {
    clause
        .words
        .first()
        .is_some_and(|word| word.is(&["everyone", "everybody", "people", "they", "nobody", "most"]))
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
    } else if is_overdone(clause.words) || is_figure(words) {
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
