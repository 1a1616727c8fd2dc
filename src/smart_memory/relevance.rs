//! Which turns of a call that is on answer a search, and which of them best: by words, of which a
//! rare one tells more.

use std::collections::BTreeSet;

use crate::memory::session::Entry;
use crate::recall::words::words;

/// The fewest letters that two forms of one word share, and the most that one has beyond them.
const SHORTEST_STEM: usize = 4;
const LONGEST_ENDING: usize = 3;

/// Those of the entries that hold one of the terms' words, the most telling first; of two that tell
/// as much the later.
pub fn found(entries: Vec<Entry>, terms: &str, n_most_recent: Option<u32>) -> Vec<Entry> {
    let terms = words(terms);
    let mut met: Vec<(Vec<bool>, Entry)> = entries
        .into_iter()
        .map(|entry| (met(&terms, &entry.content), entry))
        .filter(|(met, _)| met.contains(&true))
        .collect();
    let weights = weights(terms.len(), &met);
    if let Some(most) = n_most_recent {
        let surplus = met.len().saturating_sub(most as usize);
        met.drain(..surplus);
    }
    let mut scored: Vec<(f64, Entry)> = met
        .into_iter()
        .rev()
        .map(|(met, entry)| (score(&met, &weights), entry))
        .collect();
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    scored.into_iter().map(|(_, entry)| entry).collect()
}

/// Which of the terms a text holds.
fn met(terms: &[String], text: &str) -> Vec<bool> {
    let lower = text.to_lowercase();
    let held: BTreeSet<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    terms
        .iter()
        .map(|term| held.iter().any(|word| is_same_word(term, word)))
        .collect()
}

/// "climb" is "climbing", "peanut" is "peanuts".
fn is_same_word(one: &str, other: &str) -> bool {
    let (shorter, longer) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    longer.strip_prefix(shorter).is_some_and(|ending| {
        ending.is_empty()
            || (shorter.chars().count() >= SHORTEST_STEM
                && ending.chars().count() <= LONGEST_ENDING)
    })
}

/// What each term tells: more where fewer of those found hold it.
fn weights(terms: usize, met: &[(Vec<bool>, Entry)]) -> Vec<f64> {
    (0..terms)
        .map(|term| {
            let holding = met
                .iter()
                .filter(|(met, _)| met.get(term) == Some(&true))
                .count();
            (1.0 + met.len() as f64 / holding.max(1) as f64).ln()
        })
        .collect()
}

fn score(met: &[bool], weights: &[f64]) -> f64 {
    met.iter()
        .zip(weights)
        .filter(|(met, _)| **met)
        .map(|(_, weight)| weight)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CallId, EntryId};
    use crate::time::Timestamp;

    fn entries(contents: &[&str]) -> Vec<Entry> {
        (0_u8..)
            .zip(contents)
            .map(|(index, content)| Entry {
                id: EntryId::new([index; 16]),
                session_id: CallId::new([0; 16]).session(),
                timeline: "notes".to_owned(),
                content: (*content).to_owned(),
                at: Timestamp::from_millis(i64::from(index)),
                key: None,
                agent: None,
            })
            .collect()
    }

    fn search(contents: &[&str], terms: &str, n_most_recent: Option<u32>) -> Vec<String> {
        found(entries(contents), terms, n_most_recent)
            .into_iter()
            .map(|entry| entry.content)
            .collect()
    }

    #[test]
    fn a_rare_word_tells_more_than_a_common_one() {
        let contents = ["Sarah called", "Sarah again", "Sarah wrote", "the budget"];
        let found = search(&contents, "Sarah budget", None);
        assert_eq!(found.first().map(String::as_str), Some("the budget"));
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn a_word_is_found_in_its_other_forms_and_never_inside_another() {
        let contents = ["loves climbing", "Peanuts!", "a party", "kind"];
        assert_eq!(search(&contents, "climb", None), ["loves climbing"]);
        assert_eq!(search(&contents, "peanut", None), ["Peanuts!"]);
        assert!(search(&contents, "art kin", None).is_empty());
    }

    #[test]
    fn the_latest_of_those_found_are_kept_whatever_else_there_is() {
        let contents = ["budget one", "budget two", "something else"];
        assert_eq!(search(&contents, "budget", Some(1)), ["budget two"]);
        assert_eq!(
            search(&contents, "budget", None),
            ["budget two", "budget one"]
        );
        assert!(search(&contents, "budget", Some(0)).is_empty());
    }

    #[test]
    fn what_has_no_telling_word_finds_nothing() {
        assert!(search(&["what is this", ""], "what is", None).is_empty());
    }
}
