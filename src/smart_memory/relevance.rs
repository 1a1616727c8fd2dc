//! Which turns of a call that is on answer a search, and which of them best: by words, of which a
//! rare one tells more, and by what they mean. They are few, and have no index yet.

use std::collections::BTreeSet;

use crate::embedding::Embedder;
use crate::memory::session::Entry;
use crate::recall::likeness::{Likenesses, MOST_ALIKE};
use crate::recall::score::{Parts, normalised};
use crate::recall::turns::LIKE;
use crate::recall::words::{gist, words};

/// The fewest letters that two forms of one word share, and the most that one has beyond them.
const SHORTEST_STEM: usize = 4;
const LONGEST_ENDING: usize = 3;

/// Those of the entries that hold one of the terms' words or mean much the same, the most telling
/// first; of two that tell as much the later. By words alone where there is no embedder.
pub fn found(
    entries: Vec<Entry>,
    terms: &str,
    embedder: Option<&Embedder>,
    n_most_recent: Option<u32>,
) -> Vec<Entry> {
    let likenesses = embedder.and_then(|embedder| likenesses(&entries, terms, embedder));
    let terms = words(terms);
    let met: Vec<Vec<bool>> = entries
        .iter()
        .map(|entry| met(&terms, &entry.content))
        .collect();
    let weights = weights(terms.len(), &met);
    let telling: Vec<f64> = met.iter().map(|met| score(met, &weights)).collect();
    let telling: Vec<(f64, Entry)> = normalised(&telling).into_iter().zip(entries).collect();
    let mut alike = BTreeSet::new();
    if let Some(likenesses) = &likenesses {
        let has_no_word = |row: &i64| {
            let index = usize::try_from(*row).ok();
            index
                .and_then(|index| telling.get(index))
                .is_some_and(|(words, _)| *words == 0.0)
        };
        alike.extend(
            likenesses
                .at_least(LIKE)
                .filter(has_no_word)
                .take(MOST_ALIKE),
        );
    }
    let mut found: Vec<(f64, Entry)> = (0..)
        .zip(telling)
        .filter(|(row, (words, _))| *words > 0.0 || alike.contains(row))
        .map(|(row, (words, entry))| {
            let likeness = likenesses.as_ref().map(|likenesses| likenesses.of(row));
            let meaning = likeness.map(|likeness| f64::from(likeness).clamp(0.0, 1.0));
            (Parts::of_match(words, meaning, 1.0).relevance(), entry)
        })
        .collect();
    if let Some(most) = n_most_recent {
        let surplus = found.len().saturating_sub(most as usize);
        found.drain(..surplus);
    }
    found.reverse();
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// How like the terms each entry is, by its place; none where they have no meaning of their own.
fn likenesses(entries: &[Entry], terms: &str, embedder: &Embedder) -> Option<Likenesses> {
    let meaning = embedder.embed(&gist(terms))?;
    let of = |entry: &Entry| {
        let vector = embedder.embed(&gist(&entry.content))?;
        Some(meaning.likeness(&vector.bytes()))
    };
    let all = entries.iter().map(|entry| of(entry).unwrap_or(0.0));
    Some(Likenesses::new([(0, all.collect())].into()))
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
fn weights(terms: usize, met: &[Vec<bool>]) -> Vec<f64> {
    let found = met.iter().filter(|met| met.contains(&true)).count();
    (0..terms)
        .map(|term| {
            let holding = met
                .iter()
                .filter(|met| met.get(term) == Some(&true))
                .count();
            (1.0 + found as f64 / holding.max(1) as f64).ln()
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
        found(entries(contents), terms, None, n_most_recent)
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
