//! The clauses of a sentence, as they may be said back.

use super::LONGEST;
use super::subject::{subject, word};
use crate::brain::builtin::verbs::{is_past, is_verb};
use crate::brain::builtin::words::words;

/// The clauses of a sentence, each without the words that only lead into it or trail after it.
pub(super) fn clauses(sentence: &str) -> Vec<String> {
    #[rustfmt::skip]
    const JOINTS: [&str; 6] = ["and", "but", "so", "because", "which", "although"];
    /// Where a long clause may end.
    #[rustfmt::skip]
    const HINGES: [&str; 12] = [
        "when", "while", "after", "before", "since", "until", "if", "as", "because", "that", "which", "who",
    ];
    let plain = sentence.replace('’', "'");
    let tokens: Vec<&str> = plain
        .split_whitespace()
        .filter(|token| has_letters(token))
        .collect();
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    for (at, token) in tokens.iter().enumerate() {
        let rest = tokens.get(at..).unwrap_or_default();
        let word = plainly(token);
        let after_mark = at
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .is_some_and(|before| before.ends_with([',', ';', ':']));
        let joins =
            JOINTS.contains(&word.as_str()) && starts_clause(rest.get(1..).unwrap_or_default());
        let told = parts
            .last()
            .is_some_and(|part| part.iter().any(|token| is_verb(&plainly(token))));
        if joins && told && word != "because" || after_mark && !is_listed(rest) {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(token);
        }
    }
    for part in &mut parts {
        let hinge = part
            .iter()
            .skip(3)
            .position(|token| HINGES.contains(&plainly(token).as_str()));
        if let Some(at) = hinge.filter(|_| part.len() > LONGEST) {
            part.truncate(at + 3);
        }
    }
    parts
        .iter()
        .map(|part| completed(&trimmed(&part.join(" "))))
        .filter(|part| !part.is_empty())
        .collect()
}

fn has_letters(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}

fn plainly(token: &str) -> String {
    words(token).join(" ")
}

fn starts_clause(tokens: &[&str]) -> bool {
    let part: Vec<String> = tokens.iter().take(5).map(|token| plainly(token)).collect();
    subject(&part).is_some()
}

/// Whether what follows a comma only goes on with a list or a place: "celery and a lemon", "to the
/// cat".
fn is_listed(rest: &[&str]) -> bool {
    const PLACING: [&str; 10] = [
        "to", "in", "on", "at", "from", "with", "for", "by", "of", "without",
    ];
    let first = rest.first().map(|token| plainly(token)).unwrap_or_default();
    if PLACING.contains(&first.as_str()) {
        return true;
    }
    let verb = rest.iter().any(|token| is_verb(&plainly(token)));
    !verb
        && rest
            .iter()
            .any(|token| matches!(plainly(token).as_str(), "and" | "or"))
}

/// Without what only leads in, and what only trails.
fn trimmed(clause: &str) -> String {
    #[rustfmt::skip]
    const LEADS: [&str; 45] = [
        "well", "so", "um", "uh", "yeah", "yes", "no", "nah", "ok", "okay", "oh", "hey", "hi", "honestly",
        "actually", "basically", "and", "but", "i mean", "you know", "like", "anyway", "also", "then",
        "because", "i think", "i guess", "it's just that", "the thing is", "just", "right", "hmm", "idk",
        "apparently", "i feel like", "i bet", "i believe", "i suppose", "guess what", "dude", "man", "lol",
        "to be honest", "by the way", "meanwhile",
    ];
    #[rustfmt::skip]
    const TRAILS: [&str; 20] = [
        "though", "tho", "lol", "haha", "actually", "anyway", "honestly", "man", "dude", "bro", "by the way",
        "btw", "i guess", "i think", "you know", "to be honest", "tbh", "and stuff", "i suppose", "really",
    ];
    let edge = |c: char| !c.is_alphanumeric();
    let mut rest = clause.trim_matches(edge);
    loop {
        let lead = LEADS.iter().find_map(|lead| {
            let tail = rest.get(lead.len()..)?;
            let head = rest.get(..lead.len())?;
            // "No pressure" is another thing than "No, no pressure".
            let alone = !matches!(*lead, "no" | "right" | "like") || tail.starts_with(',');
            let leads = head.eq_ignore_ascii_case(lead) && tail.starts_with([' ', ',']);
            (leads && alone).then_some(tail)
        });
        let trail = TRAILS.iter().find_map(|trail| {
            let at = rest.len().checked_sub(trail.len())?;
            let (head, tail) = (rest.get(..at)?, rest.get(at..)?);
            (tail.eq_ignore_ascii_case(trail) && head.ends_with([' ', ','])).then_some(head)
        });
        match lead.or(trail) {
            Some(kept) => rest = kept.trim_matches(edge),
            None => return rest.to_owned(),
        }
    }
}

/// With the "I" that is left out in speech: "Got a D in math", "Going to the gym".
fn completed(clause: &str) -> String {
    const REFUSING: [&str; 6] = ["can't", "couldn't", "didn't", "haven't", "won't", "wasn't"];
    const NO_DOING: [&str; 8] = [
        "nothing",
        "something",
        "anything",
        "everything",
        "morning",
        "evening",
        "during",
        "king",
    ];
    let spoken = words(clause);
    let (first, next) = (word(&spoken, 0), word(&spoken, 1));
    let lead = if is_verb(next) || spoken.len() < 2 {
        ""
    } else if is_past(first) || REFUSING.contains(&first) {
        "I "
    } else if first.ends_with("ing") && !NO_DOING.contains(&first) {
        "I'm "
    } else {
        ""
    };
    let mut letters = clause.chars();
    match letters.next().filter(|_| !lead.is_empty()) {
        Some(letter) => {
            letter
                .to_lowercase()
                .chain(letters)
                .fold(lead.to_owned(), |mut text, c| {
                    text.push(c);
                    text
                })
        }
        None => clause.to_owned(),
    }
}
