//! Of whom a clause tells, and with which verb: as far as a few words show it.

use crate::brain::builtin::topic::is_relation;
use crate::brain::builtin::verbs::{is_doing, is_verb};
use crate::brain::builtin::words::is_stop;

/// Of whom a clause tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Me,
    Another,
    Thing,
}

#[rustfmt::skip]
const DETERMINERS: [&str; 18] = [
    "my", "our", "his", "her", "their", "the", "a", "an", "this", "these", "some", "all", "both", "most", "one", "no",
    "every", "another",
];

/// Of whom the words tell, where they begin with a subject and its verb.
pub(super) fn subject(spoken: &[String]) -> Option<Who> {
    /// Verbs as they stand after many: "the tomatoes look".
    #[rustfmt::skip]
    const BARE: [&str; 16] = [
        "look", "seem", "feel", "sound", "taste", "smell", "keep", "get", "go", "want", "need", "say", "think", "come",
        "live", "work",
    ];
    #[rustfmt::skip]
    const OTHERS: [&str; 10] = [
        "he", "she", "they", "everyone", "everybody", "nobody", "someone", "somebody", "people", "who",
    ];
    let (first, next) = (word(spoken, 0), word(spoken, 1));
    match start(spoken) {
        0 => {}
        start => return subject(spoken.get(start..).unwrap_or_default()),
    }
    let (stem, short) = first
        .split_once('\'')
        .map_or((first, false), |(stem, _)| (stem, true));
    let acts = |from: usize| {
        (from..spoken.len().min(6)).any(|at| {
            let (word, next) = (word(spoken, at), word(spoken, at + 1));
            let before = at.checked_sub(1).and_then(|at| spoken.get(at));
            let many = before.is_some_and(|before| before.ends_with('s') || before == "all");
            is_verb(word) || is_doing(word, next) || many && BARE.contains(&word)
        })
    };
    if matches!(stem, "i" | "we") || next == "and" && word(spoken, 2) == "i" {
        return (short || !next.is_empty()).then_some(Who::Me);
    }
    // After these a word in "s" is a verb: "he collects".
    let verb = short && !next.is_empty() || next.ends_with('s') && next.len() > 2 || acts(1);
    if matches!(stem, "it" | "there") {
        return verb.then_some(Who::Thing);
    }
    if OTHERS.contains(&stem) {
        return verb.then_some(Who::Another);
    }
    if DETERMINERS.contains(&first) {
        // "The money's good".
        let short = next.ends_with("'s") && spoken.len() > 2;
        return (short || acts(2)).then_some(Who::Another);
    }
    // "Sarah took", "school was", "Nico's sleeping".
    let named = !is_stop(first) && !is_verb(first) && first.chars().any(char::is_alphabetic);
    let doing = is_verb(next)
        || is_doing(next, word(spoken, 2))
        || first.ends_with("'s") && next.ends_with("ing");
    let doing = doing || is_relation(first) && acts(1);
    (named && doing).then_some(Who::Another)
}

/// The first verb after the subject, where there is one.
pub(super) fn main_verb(spoken: &[String]) -> &str {
    let start = start(spoken);
    let subject = spoken.get(start..).unwrap_or_default();
    // "He's named three": the verb is in the subject's ending.
    if word(subject, 0).contains('\'') {
        return "";
    }
    let from = if DETERMINERS.contains(&word(subject, 0)) {
        2
    } else {
        1
    };
    let mut verbs = subject.iter().skip(from).map(String::as_str);
    verbs.find(|verb| is_verb(verb)).unwrap_or_default()
}

/// Where the subject stands behind what only says when and where: "In ninth grade I forgot it".
fn start(spoken: &[String]) -> usize {
    #[rustfmt::skip]
    const SETTING: [&str; 20] = [
        "in", "on", "at", "after", "before", "last", "this", "when", "yesterday", "today", "tonight", "during", "once",
        "then", "back", "every", "now", "maybe", "probably", "apparently",
    ];
    const PRONOUNS: [&str; 8] = ["i", "we", "he", "she", "they", "it", "my", "our"];
    let first = word(spoken, 0);
    let is_subject = |word: &String| {
        let stem = word
            .split_once('\'')
            .map_or(word.as_str(), |(stem, _)| stem);
        PRONOUNS.contains(&stem)
    };
    if !SETTING.contains(&first) {
        return 0;
    }
    let near = spoken.iter().take(6).skip(1).position(is_subject);
    near.map_or(0, |at| at + 1)
}

pub(super) fn word(spoken: &[String], at: usize) -> &str {
    spoken.get(at).map_or("", String::as_str)
}
