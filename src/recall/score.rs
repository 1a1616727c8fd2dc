//! How what was found by words is put in order. Scores of the kinds of rows are normalised and
//! weighed against each other; rank fusion was measured to be worse than either.

use std::collections::BTreeSet;

use crate::call::Speaker;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Memory,
    Episode,
    Turn(Speaker),
}

/// What was found, before it is put in order.
#[derive(Debug, Clone)]
pub struct Candidate<T> {
    pub what: T,
    pub kind: Kind,
    /// How well its own words match, 0 to 1; see `normalised`.
    pub words: f64,
    /// Of a turn: how well the words of the best memory that was learned in it match.
    pub lift: f64,
    /// 0 to 1.
    pub strength: f64,
    pub text: String,
}

/// What a memory's match adds to the turn that it was learned in.
const LIFT: f64 = 0.2;

/// What a weak memory's score is multiplied with at least: when something was asked, it is better
/// answered from what has faded than not at all.
const WEAKEST: f64 = 0.85;

impl<T> Candidate<T> {
    /// 0 to 1.
    pub fn score(&self) -> f64 {
        let weight = match self.kind {
            Kind::Memory => 1.0,
            Kind::Episode | Kind::Turn(Speaker::User) => 0.8,
            Kind::Turn(Speaker::Persona) => 0.5,
        };
        let relevance = (weight * self.words + LIFT * self.lift).clamp(0.0, 1.0);
        relevance * (WEAKEST + (1.0 - WEAKEST) * self.strength.clamp(0.0, 1.0))
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

/// The best `limit` of them with their scores, the best first; what says the same comes once.
pub fn best<T>(candidates: Vec<Candidate<T>>, limit: usize) -> Vec<(T, f64)> {
    let mut scored: Vec<(f64, Candidate<T>)> = candidates
        .into_iter()
        .map(|candidate| (candidate.score(), candidate))
        .collect();
    scored.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let mut said = BTreeSet::new();
    scored
        .into_iter()
        .filter(|(_, candidate)| said.insert(sameness(&candidate.text)))
        .map(|(score, candidate)| (candidate.what, score))
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
            words,
            lift: 0.0,
            strength: 1.0,
            text: what.to_owned(),
        }
    }

    fn order(candidates: Vec<Candidate<&'static str>>) -> Vec<&'static str> {
        best(candidates, 10)
            .into_iter()
            .map(|(what, _)| what)
            .collect()
    }

    #[test]
    fn a_memory_comes_before_the_turn_that_matches_as_well() {
        let turn = candidate("turn", Kind::Turn(Speaker::User), 1.0);
        let memory = candidate("memory", Kind::Memory, 1.0);
        assert_eq!(order(vec![turn, memory]), ["memory", "turn"]);
    }

    #[test]
    fn a_turn_that_a_memory_was_learned_in_is_lifted() {
        let plain = candidate("plain", Kind::Turn(Speaker::User), 0.6);
        let mut pointed = candidate("pointed", Kind::Turn(Speaker::User), 0.5);
        pointed.lift = 1.0;
        assert_eq!(order(vec![plain, pointed]), ["pointed", "plain"]);
    }

    #[test]
    fn weakness_costs_a_little_and_never_the_answer() {
        let mut weak = candidate("weak", Kind::Memory, 1.0);
        weak.strength = 0.0;
        assert!((weak.score() - WEAKEST).abs() < 1e-12);
        let other = candidate("less to the point", Kind::Memory, 0.8);
        assert_eq!(order(vec![other, weak]), ["weak", "less to the point"]);
    }

    #[test]
    fn what_says_the_same_comes_once_and_the_limit_holds() {
        let mut again = candidate("again", Kind::Turn(Speaker::User), 0.3);
        again.text = "I love climbing!".to_owned();
        let mut first = candidate("first", Kind::Turn(Speaker::User), 0.9);
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
