//! What a session was about, in a few of its own sentences: readable where no model writes one.

use std::collections::BTreeMap;

use crate::recall::words::words;

/// Characters of a session that are enough to tell what it was about.
pub const ENOUGH: usize = 100_000;
/// The most sentences of a summary, and the longest of them, in characters.
const MOST_SENTENCES: usize = 3;
const LONGEST_SENTENCE: usize = 240;

/// The sentences whose words come up most in all of it, in the order in which they were said.
pub fn extract(lines: &[String]) -> String {
    let sentences: Vec<String> = lines.iter().map(|line| first_sentence(line)).collect();
    let told: Vec<Vec<String>> = lines.iter().map(|line| words(line)).collect();
    let mut often: BTreeMap<&str, f64> = BTreeMap::new();
    for word in told.iter().flatten() {
        *often.entry(word).or_insert(0.0) += 1.0;
    }
    let mut scored: Vec<(f64, usize)> = told
        .iter()
        .enumerate()
        .map(|(index, words)| {
            let weight: f64 = words
                .iter()
                .filter_map(|word| often.get(word.as_str()))
                .sum();
            // A long line is not better for being long.
            (weight / (1.0 + words.len() as f64).sqrt(), index)
        })
        .collect();
    scored.sort_by(|(one, first), (other, second)| other.total_cmp(one).then(first.cmp(second)));
    let mut chosen: Vec<usize> = Vec::new();
    for (_, index) in scored {
        let is_new = chosen
            .iter()
            .all(|&other| sentences.get(other) != sentences.get(index));
        if is_new && chosen.len() < MOST_SENTENCES {
            chosen.push(index);
        }
    }
    chosen.sort_unstable();
    let chosen = chosen.iter().filter_map(|&index| sentences.get(index));
    chosen.cloned().collect::<Vec<_>>().join(" ")
}

/// A line's first sentence, ended where it has no end of its own.
fn first_sentence(line: &str) -> String {
    let line = line.trim();
    let mut sentence = String::new();
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let ends = matches!(letter, '.' | '!' | '?') && letters.peek().is_none_or(|c| *c == ' ');
        if letter == '\n' {
            break;
        }
        sentence.push(letter);
        if ends || sentence.chars().count() >= LONGEST_SENTENCE {
            break;
        }
    }
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push(if sentence.chars().count() >= LONGEST_SENTENCE {
            '…'
        } else {
            '.'
        });
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn a_summary_says_what_came_up_most_in_the_order_it_was_said() {
        let said = lines(&[
            "ok",
            "planner: The launch budget is four thousand. We settled it.",
            "hm",
            "The launch moves to Friday",
            "weather is nice",
            "The budget for the launch needs a signature",
        ]);
        let summary = extract(&said);
        assert_eq!(
            summary,
            "planner: The launch budget is four thousand. The launch moves to Friday. \
             The budget for the launch needs a signature."
        );
    }

    #[test]
    fn what_is_said_again_and_again_stands_in_it_once() {
        assert_eq!(extract(&lines(&["status ok", "status ok"])), "status ok.");
        assert_eq!(extract(&[]), "");
    }

    #[test]
    fn nothing_in_it_is_endless() {
        let summary = extract(&[String::from("ü").repeat(100_000)]);
        assert!(summary.chars().count() <= LONGEST_SENTENCE + 1);
    }
}
