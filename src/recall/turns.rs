//! Weighing the turns of all calls by a question, each as a part of the talk that it stands in.
//!
//! What is rare in all turns tells most (BM25). A word counts in the turn that holds it, in its
//! neighbours, in those around them, and in the whole call: what was meant is often said by the other
//! one, or a sentence later. Each of these is brought between 0 and 1 over all turns, and summed by
//! the weights below, which were fitted on three conversations of LoCoMo and checked on others
//! (docs/QUALITY.md).

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::likeness::{Likenesses, Modelled};
use super::mark::Mark;
use super::postings::Postings;
use super::question::Question;
use super::talk::{Scores, Talk};
use crate::call::Speaker;
use crate::embedding::model::BUILT_IN;

/// What each part of a turn's score is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// Words in the turn itself; in it and its neighbours; in the two before and after; in the call.
    pub turn: f32,
    pub near: f32,
    pub around: f32,
    pub call: f32,
    /// What the turn and its neighbours mean.
    pub meaning: f32,
    /// Said by the one whose words are asked for.
    pub speaker: f32,
    /// It asks, so it hardly answers.
    pub asks: f32,
    /// It comes after a question.
    pub answers: f32,
    /// It names a time, where one is asked for.
    pub time: f32,
    /// It was said at the time that the question names.
    pub window: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            turn: 0.5,
            near: 0.35,
            around: 1.45,
            call: 0.6,
            meaning: 1.15,
            speaker: 1.25,
            asks: -0.35,
            answers: 0.25,
            time: 0.95,
            window: 1.4,
        }
    }
}

impl Weights {
    /// The score of a turn that has everything, but for the time that hardly any question names.
    fn most(&self) -> f32 {
        self.turn
            + self.near
            + self.around
            + self.call
            + self.meaning
            + self.speaker
            + self.answers
            + self.time
    }
}

/// The share of turns that a word may be in and still tell something.
const TELLING: f32 = 0.2;

/// How much a neighbour's meaning counts beside a turn's own.
pub const NEIGHBOUR: f32 = 0.5;

/// How like in meaning something must be, to be found by that alone. Of turns of LoCoMo and questions
/// about others, one in twenty are so much alike.
pub const LIKE: f32 = BUILT_IN.rare;

/// The share of a score that words and meaning must make for a turn to be found at all.
const LEAST: f32 = 0.15;

/// A turn that was found, by its row, and what its score is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    pub row: i64,
    /// The sum of the others, which are shares of the most that a turn can have where no time is asked
    /// for: then at most 1, else a little more; below 0 for a question that hardly matches.
    pub score: f32,
    pub words: f32,
    pub meaning: f32,
    /// Who said it, and how.
    pub manner: f32,
}

/// The turns of an actor, weighed by a question.
pub struct Turns<'a> {
    talk: &'a Talk,
    turn: Scores,
    near: Scores,
    around: Scores,
    call: Scores,
    /// Likeness of each row's meaning to the question's, -1 to 1.
    meaning: Option<Vec<f32>>,
    /// The first and the last row of what was said at the time that the question names, in order.
    window: Vec<(i64, i64)>,
}

impl<'a> Turns<'a> {
    pub fn new(talk: &'a Talk) -> Self {
        let [turn, near, around, call] =
            [&talk.turn, &talk.near, &talk.around, &talk.call].map(Scores::none);
        Self {
            talk,
            turn,
            near,
            around,
            call,
            meaning: None,
            window: Vec::new(),
        }
    }

    /// Counts the question's words, each by where it comes: blocks, each with its first row. A word
    /// that is in every fifth turn tells next to nothing and costs most: it counts where there is no
    /// other.
    pub fn count(&mut self, words: &[Vec<(usize, Postings)>]) {
        let held = |word: &[(usize, Postings)]| -> usize {
            word.iter().map(|(_, postings)| postings.len()).sum()
        };
        let most = (self.talk.turn.count() * TELLING) as usize;
        let tells = words.iter().any(|word| held(word) <= most);
        for word in words {
            if !tells || held(word) <= most {
                self.count_word(word);
            }
        }
    }

    fn count_word(&mut self, blocks: &[(usize, Postings)]) {
        let own: Vec<(usize, f32)> = blocks
            .iter()
            .flat_map(|(first, postings)| {
                let of = move |(at, times): (u16, u8)| (first + usize::from(at), f32::from(times));
                postings.iter().map(of)
            })
            .collect();
        let Talk { near, around, .. } = self.talk;
        self.talk.turn.add(&own, &mut self.turn);
        near.add(&self.talk.spread(&own, near.reach()), &mut self.near);
        around.add(&self.talk.spread(&own, around.reach()), &mut self.around);
        let mut of_calls: Vec<(usize, f32)> = Vec::new();
        for (row, times) in &own {
            let Some(call) = self.talk.call_of.get(*row).map(|call| *call as usize) else {
                continue;
            };
            match of_calls.last_mut() {
                Some((last, sum)) if *last == call => *sum += times,
                _ => of_calls.push((call, *times)),
            }
        }
        self.talk.call.add(&of_calls, &mut self.call);
    }

    /// Takes in how like the question's each row's meaning is.
    pub fn compare(&mut self, likenesses: &Likenesses) {
        self.meaning = Some(likenesses.of_first(self.talk.marks.len()));
    }

    /// Takes in how like the question's each row's own meaning is to a model. What is more or less than
    /// usual of it and its neighbours is summed, as vectors are in the built-in one's.
    pub fn compare_by_model(&mut self, modelled: &Modelled) {
        let own = modelled.of_first(self.talk.marks.len());
        let unusual = |row: usize| Some(own.get(row).copied()?? - BUILT_IN.median);
        let calls = &self.talk.call_of;
        let mut meaning = self.meaning.take().unwrap_or_else(|| vec![0.0; own.len()]);
        for (row, slot) in meaning.iter_mut().enumerate() {
            let Some(mut sum) = unusual(row) else {
                continue;
            };
            let mut squares = 1.0;
            for neighbour in [row.checked_sub(1), Some(row + 1)].into_iter().flatten() {
                if calls.get(neighbour) == calls.get(row)
                    && let Some(of_neighbour) = unusual(neighbour)
                {
                    sum += NEIGHBOUR * of_neighbour;
                    squares += NEIGHBOUR * NEIGHBOUR;
                }
            }
            *slot = BUILT_IN.median + sum / squares.sqrt();
        }
        self.meaning = Some(meaning);
    }

    /// Takes in which rows were said at the time that the question names: the first and the last row
    /// of each call, in order.
    pub fn during(&mut self, window: Vec<(i64, i64)>) {
        self.window = window;
    }

    fn is_in_window(&self, row: i64) -> bool {
        let next = self.window.partition_point(|(first, _)| *first <= row);
        let call = next.checked_sub(1).and_then(|call| self.window.get(call));
        call.is_some_and(|(_, last)| row <= *last)
    }

    /// The best turns, the best first: those of calls that hold one of the words, and those that mean
    /// much the same.
    pub fn best(&self, question: &Question, weights: &Weights, limit: usize) -> Vec<Found> {
        let most = weights.most();
        let [turn, near, around, call] = [
            self.turn.share(weights.turn),
            self.near.share(weights.near),
            self.around.share(weights.around),
            self.call.share(weights.call),
        ];
        let likenesses = self.meaning.as_deref().unwrap_or_default();
        let alike = Range::of(likenesses);
        let manners = Manners::of(question, weights);
        let mut best = Best::new(limit);
        let mut before = Mark::default();
        for ((row, mark), of_call) in self.talk.marks.iter().enumerate().zip(&self.talk.call_of) {
            let after = std::mem::replace(&mut before, *mark);
            if !mark.is_present() {
                continue;
            }
            let likeness = likenesses.get(row).copied().unwrap_or_default();
            let words = turn * self.turn.of(row)
                + near * self.near.of(row)
                + around * self.around.of(row)
                + call * self.call.of(*of_call as usize);
            let meaning = weights.meaning * alike.bring(likeness);
            let is_found = words > 0.0 || likeness >= LIKE;
            if !is_found || words + meaning < LEAST * most {
                continue;
            }
            let row = row as i64;
            let mut manner = manners.worth(*mark, after);
            if self.is_in_window(row) {
                manner += weights.window;
            }
            best.take(Found {
                row,
                score: (words + meaning + manner) / most,
                words: words / most,
                meaning: meaning / most,
                manner: manner / most,
            });
        }
        best.in_order()
    }
}

/// The best turns so far, and some that are not.
struct Best {
    limit: usize,
    found: Vec<Found>,
    /// The score that one must have to be among them.
    least: f32,
}

impl Best {
    fn new(limit: usize) -> Self {
        Self {
            limit,
            found: Vec::new(),
            least: f32::NEG_INFINITY,
        }
    }

    fn take(&mut self, found: Found) {
        if found.score < self.least {
            return;
        }
        self.found.push(found);
        if self.found.len() > 4 * self.limit {
            self.cut();
        }
    }

    /// Leaves the best alone.
    fn cut(&mut self) {
        if self.found.len() <= self.limit {
            return;
        }
        let Some(last) = self.limit.checked_sub(1) else {
            self.found.clear();
            return;
        };
        let (_, last, _) = self.found.select_nth_unstable_by(last, Found::order);
        self.least = last.score;
        self.found.truncate(self.limit);
    }

    fn in_order(mut self) -> Vec<Found> {
        self.cut();
        self.found.sort_by(Found::order);
        self.found
    }
}

impl Found {
    fn order(&self, other: &Self) -> Ordering {
        let by_score = other.score.total_cmp(&self.score);
        by_score.then(self.row.cmp(&other.row))
    }
}

/// What a turn is worth for who said it and how.
struct Manners<'a> {
    question: &'a Question,
    weights: &'a Weights,
}

impl<'a> Manners<'a> {
    fn of(question: &'a Question, weights: &'a Weights) -> Self {
        Self { question, weights }
    }

    /// Of a turn, after the one that stands before it.
    fn worth(&self, mark: Mark, before: Mark) -> f32 {
        let Self { question, weights } = self;
        let is_of = |speaker: Speaker| mark.speaker() == speaker;
        let mut worth = 0.0;
        for (weight, counts) in [
            (weights.speaker, question.about.is_some_and(is_of)),
            (weights.asks, mark.is_question()),
            (weights.answers, !mark.begins() && before.is_question()),
            (weights.time, question.asks_when && mark.names_time()),
        ] {
            if counts {
                worth += weight;
            }
        }
        worth
    }
}

/// Where a likeness stands between the least, 0 at most, and the most.
#[derive(Clone, Copy)]
struct Range {
    least: f32,
    per: f32,
}

impl Range {
    fn of(likenesses: &[f32]) -> Self {
        let (mut least, mut most) = (0.0_f32, 0.0_f32);
        for likeness in likenesses {
            least = if *likeness < least { *likeness } else { least };
            most = if *likeness > most { *likeness } else { most };
        }
        let width = most - least;
        Self {
            least,
            per: if width > f32::EPSILON {
                1.0 / width
            } else {
                0.0
            },
        }
    }

    fn bring(self, likeness: f32) -> f32 {
        (likeness - self.least) * self.per
    }
}
