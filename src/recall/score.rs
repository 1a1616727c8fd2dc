//! How memories, episodes and turns come into one order. Their scores are shares of the most that
//! each can have, and summed; rank fusion was measured to be worse than either of its parts.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Memory,
    /// A memory of what could harm someone, where that is what is talked of.
    Warning,
    Episode,
    Turn,
}

/// What was found, before it is put in order.
#[derive(Debug, Clone)]
pub struct Candidate<T> {
    pub what: T,
    pub kind: Kind,
    pub parts: Parts,
    /// Of a memory: the score of the turn that told it, where that is found by what it says. The memory comes after
    /// it, so that what would be there twice pushes no other turn away.
    pub at_most: Option<f64>,
    pub text: String,
}

/// What a score is made of. All but `strength` are shares of it, before strength is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Parts {
    pub words: f64,
    pub meaning: f64,
    /// Of a turn: who said it, how and when; below 0 for a question. Of an episode: that it is of the
    /// time that is asked for.
    pub manner: f64,
    /// Of a turn: that a memory which was learned in it matches.
    pub lift: f64,
    /// 0 to 1: how much of it is left.
    pub strength: f64,
}

/// How the match of words and the likeness of meaning share a score, where both are known.
const WORDS: f64 = 0.7;
const MEANING: f64 = 0.3;

/// What a memory's match adds to the turn that it was learned in.
const LIFT: f64 = 0.05;

/// What a weak memory's score is multiplied with at least: when something was asked, it is better
/// answered from what has faded than not at all.
const WEAKEST: f64 = 0.85;

impl Parts {
    /// Of a memory or an episode: by how well its words match and how like its meaning is, 0 to 1
    /// each; by words alone where no meaning is known.
    pub fn of_match(words: f64, meaning: Option<f64>, strength: f64) -> Self {
        let (words, meaning) = match meaning {
            Some(meaning) => (WORDS * words, MEANING * meaning),
            None => (words, 0.0),
        };
        Self {
            words,
            meaning,
            strength,
            ..Self::default()
        }
    }

    /// With the match of the best memory that was learned there, 0 to 1.
    pub fn lifted(mut self, by: f64) -> Self {
        self.lift = LIFT * by;
        self
    }

    pub fn relevance(&self) -> f64 {
        (self.words + self.meaning + self.manner + self.lift).clamp(0.0, 1.0)
    }
}

impl<T> Candidate<T> {
    /// 0 to 1.
    pub fn score(&self) -> f64 {
        let weight = match self.kind {
            Kind::Turn => 1.0,
            // Among the first, but not before what answers in its own words.
            Kind::Warning => 0.7,
            // What they say was said by a turn too, which weighs more where it says it itself.
            Kind::Memory | Kind::Episode => 0.6,
        };
        let strength = self.parts.strength.clamp(0.0, 1.0);
        let score = weight * self.parts.relevance() * (WEAKEST + (1.0 - WEAKEST) * strength);
        match (self.kind, self.at_most) {
            (Kind::Memory, Some(most)) => score.min(most),
            _ => score,
        }
    }
}

/// Scores of one kind of rows, between what does not match at all and the best.
pub fn normalised(scores: &[f64]) -> Vec<f64> {
    let best = scores.iter().copied().fold(0.0, f64::max);
    scores
        .iter()
        .map(|score| {
            if best > 0.0 {
                (score / best).clamp(0.0, 1.0)
            } else {
                0.0
            }
        })
        .collect()
}

/// What was found, with its score and what that is made of.
pub type Ranked<T> = (T, f64, Parts);

/// The best `limit` of them, the best first, and of equals the one that was found first; what says the
/// same comes once.
pub fn best<T>(candidates: Vec<Candidate<T>>, limit: usize) -> Vec<Ranked<T>> {
    let mut scored: Vec<(f64, Candidate<T>)> = candidates
        .into_iter()
        .map(|candidate| (candidate.score(), candidate))
        .collect();
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let mut said = BTreeSet::new();
    scored
        .into_iter()
        .filter(|(_, candidate)| said.insert(sameness(&candidate.text)))
        .map(|(score, candidate)| (candidate.what, score, candidate.parts))
        .take(limit)
        .collect()
}

fn sameness(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(what: &'static str, kind: Kind, words: f64) -> Candidate<&'static str> {
        Candidate {
            what,
            kind,
            parts: Parts::of_match(words, None, 1.0),
            at_most: None,
            text: what.to_owned(),
        }
    }

    fn order(candidates: Vec<Candidate<&'static str>>) -> Vec<&'static str> {
        let best = best(candidates, 10).into_iter();
        best.map(|(what, _, _)| what).collect()
    }

    #[test]
    fn a_turn_that_a_memory_was_learned_in_is_lifted() {
        let plain = candidate("plain", Kind::Turn, 0.52);
        let mut pointed = candidate("pointed", Kind::Turn, 0.5);
        pointed.parts = pointed.parts.lifted(1.0);
        assert_eq!(order(vec![plain, pointed]), ["pointed", "plain"]);
    }

    #[test]
    fn a_memory_comes_after_the_turn_that_told_it_and_a_warning_before_all() {
        let turn = candidate("turn", Kind::Turn, 0.3);
        let mut memory = candidate("memory", Kind::Memory, 1.0);
        memory.at_most = Some(turn.score());
        let other = candidate("other", Kind::Turn, 0.5);
        let found = vec![turn.clone(), memory.clone(), other.clone()];
        assert_eq!(order(found), ["other", "turn", "memory"]);
        memory.kind = Kind::Warning;
        assert_eq!(order(vec![turn, memory, other])[0], "memory");
    }

    #[test]
    fn words_and_meaning_share_a_score() {
        let parts = Parts::of_match(1.0, Some(0.5), 1.0);
        assert!((parts.relevance() - 0.85).abs() < 1e-12);
        assert!((Parts::of_match(1.0, None, 1.0).relevance() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn weakness_costs_a_little_and_never_the_answer() {
        let mut weak = candidate("weak", Kind::Turn, 1.0);
        weak.parts.strength = 0.0;
        assert!((weak.score() - WEAKEST).abs() < 1e-12);
        let other = candidate("less to the point", Kind::Turn, 0.8);
        assert_eq!(order(vec![other, weak]), ["weak", "less to the point"]);
    }

    #[test]
    fn what_says_the_same_comes_once_and_the_limit_holds() {
        let mut again = candidate("again", Kind::Turn, 0.3);
        again.text = "I love climbing!".to_owned();
        let mut first = candidate("first", Kind::Turn, 0.9);
        first.text = "I love climbing".to_owned();
        assert_eq!(order(vec![again.clone(), first.clone()]), ["first"]);
        assert!(best(vec![again, first], 0).is_empty());
    }

    #[test]
    fn scores_are_normalised_to_the_best() {
        assert_eq!(normalised(&[4.0, 1.0, 0.0]), [1.0, 0.25, 0.0]);
        assert_eq!(normalised(&[0.0]), [0.0]);
        assert!(normalised(&[]).is_empty());
    }
}
