//! Weighing the turns of all calls by a question, each as a part of the talk that it stands in.
//!
//! What is rare in all turns tells most (BM25). A word counts in the turn that holds it, in its
//! neighbours, in those around them, and in the whole call: what was meant is often said by the other
//! one, or a sentence later. Each of these is brought between 0 and 1 over all turns, and summed by
//! the weights below, which were fitted on three conversations of LoCoMo and checked on others
//! (docs/QUALITY.md).

use serde::{Deserialize, Serialize};

use super::likeness::Likenesses;
use super::mark::{self, Mark};
use super::postings::Postings;
use super::question::Question;
use crate::call::Speaker;

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
        }
    }
}

impl Weights {
    /// The score of a turn that has everything.
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

/// How soon more of the same word stops telling more, and how much longer texts are held back.
const SATURATION: f32 = 0.9;
const LENGTH: f32 = 0.4;

/// The share of turns that a word may be in and still tell something.
const TELLING: f32 = 0.2;

/// How much a neighbour's meaning counts beside a turn's own.
pub const NEIGHBOUR: f32 = 0.5;

/// How like in meaning something must be, to be found by that alone. Of turns of LoCoMo and questions
/// about others, one in twenty are so much alike.
pub const LIKE: f32 = 0.5;

/// The share of a score that words and meaning must make for a turn to be found at all.
const LEAST: f32 = 0.15;

/// A turn that was found, by its row, and what its score is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    pub row: i64,
    /// The sum of the others, which are shares of the most that a turn can have. At most 1; below 0
    /// for a question that hardly matches.
    pub score: f32,
    pub words: f32,
    pub meaning: f32,
    /// Who said it, and how.
    pub manner: f32,
}

/// All turns of an actor, before a question. Rows are counted from 0 and may have gaps.
pub struct Turns {
    marks: Vec<Mark>,
    /// Each row's call.
    spans: Vec<Span>,
    turn: Field,
    near: Field,
    around: Field,
    call: Field,
    /// Likeness of each row's meaning to the question's, -1 to 1.
    meaning: Option<Vec<f32>>,
    /// How often the word at hand comes in each row's surroundings, between two words.
    scratch: Vec<f32>,
}

/// A call's rows.
#[derive(Debug, Clone, Copy)]
struct Span {
    /// Counted from 0.
    call: u32,
    start: u32,
    /// The row after its last.
    end: u32,
}

impl Span {
    /// The rows within reach of one.
    fn around(self, row: usize, reach: usize) -> std::ops::Range<usize> {
        let start = row.saturating_sub(reach).max(self.start as usize);
        start..(row + reach + 1).min(self.end as usize)
    }

    /// Of all rows.
    fn of(marks: &[Mark]) -> Vec<Self> {
        let mut spans: Vec<Self> = Vec::with_capacity(marks.len());
        for (call, of_call) in (0..).zip(marks.chunk_by(|_, next| !next.begins())) {
            let start = spans.len() as u32;
            let end = start + of_call.len() as u32;
            spans.extend(of_call.iter().map(|_| Self { call, start, end }));
        }
        spans
    }
}

/// One of the texts that a row is a part of, and how well its words match.
struct Field {
    /// How many rows to each side.
    reach: usize,
    lengths: Vec<f32>,
    mean: f32,
    count: f32,
    scores: Vec<f32>,
}

impl Field {
    fn new(lengths: Vec<f32>, reach: usize, is_counted: impl Fn(usize) -> bool) -> Self {
        let counted = |(index, length): (usize, &f32)| is_counted(index).then_some(*length);
        let counted: Vec<f32> = lengths.iter().enumerate().filter_map(counted).collect();
        let count = counted.len() as f32;
        Self {
            reach,
            mean: counted.iter().sum::<f32>() / count.max(1.0),
            count,
            scores: vec![0.0; lengths.len()],
            lengths,
        }
    }

    /// Counts a word that comes so often in those places.
    fn add(&mut self, places: &[(usize, f32)]) {
        let held = places.len() as f32;
        let rarity = (1.0 + (self.count - held + 0.5) / (held + 0.5))
            .ln()
            .max(0.0);
        for (place, times) in places {
            let (Some(score), Some(length)) =
                (self.scores.get_mut(*place), self.lengths.get(*place))
            else {
                continue;
            };
            let held_back = SATURATION * (1.0 - LENGTH + LENGTH * length / self.mean.max(1.0));
            *score += rarity * times * (SATURATION + 1.0) / (times + held_back);
        }
    }
}

impl Turns {
    /// From the marks of all rows, as their bytes.
    pub fn new(marks: &[u8]) -> Self {
        let (marks, _) = marks.as_chunks::<{ mark::SIZE }>();
        let marks: Vec<Mark> = marks.iter().copied().map(Mark::read).collect();
        let spans = Span::of(&marks);
        let own: Vec<f32> = marks.iter().map(|mark| mark.length()).collect();
        // What stands before each row, so that what stands between two is a difference.
        let mut before = vec![0.0_f64];
        let mut sum = 0.0;
        for length in &own {
            sum += f64::from(*length);
            before.push(sum);
        }
        let between = |rows: std::ops::Range<usize>| {
            let until = |row: usize| before.get(row).copied().unwrap_or(sum);
            (until(rows.end) - until(rows.start)) as f32
        };
        let within = |reach: usize| -> Vec<f32> {
            let rows = spans.iter().enumerate();
            rows.map(|(row, span)| between(span.around(row, reach)))
                .collect()
        };
        let of_call: Vec<f32> = spans
            .chunk_by(|one, other| one.call == other.call)
            .filter_map(|of_call| of_call.first())
            .map(|span| between(span.start as usize..span.end as usize))
            .collect();
        let is_present = |row: usize| marks.get(row).is_some_and(|mark| mark.is_present());
        Self {
            near: Field::new(within(1), 1, is_present),
            around: Field::new(within(2), 2, is_present),
            call: Field::new(of_call.clone(), 0, |call| {
                of_call.get(call).is_some_and(|length| *length > 0.0)
            }),
            turn: Field::new(own.clone(), 0, is_present),
            meaning: None,
            scratch: vec![0.0; marks.len()],
            marks,
            spans,
        }
    }

    /// Counts the question's words, each by where it comes: blocks, each with its first row. A word
    /// that is in every fifth turn tells next to nothing and costs most: it counts where there is no
    /// other.
    pub fn count(&mut self, words: &[Vec<(usize, Postings)>]) {
        let held = |word: &[(usize, Postings)]| -> usize {
            word.iter().map(|(_, postings)| postings.len()).sum()
        };
        let most = (self.turn.count * TELLING) as usize;
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
        self.turn.add(&own);
        for field in [&mut self.near, &mut self.around] {
            let places = spread(&own, &self.spans, field.reach, &mut self.scratch);
            field.add(&places);
        }
        let mut of_calls: Vec<(usize, f32)> = Vec::new();
        for (row, times) in &own {
            let Some(call) = self.spans.get(*row).map(|span| span.call as usize) else {
                continue;
            };
            match of_calls.last_mut() {
                Some((last, sum)) if *last == call => *sum += times,
                _ => of_calls.push((call, *times)),
            }
        }
        self.call.add(&of_calls);
    }

    /// Takes in how like the question's each row's meaning is.
    pub fn compare(&mut self, likenesses: &Likenesses) {
        let mut all = vec![0.0; self.marks.len()];
        for (row, likeness) in likenesses.rows() {
            let place = usize::try_from(row).ok();
            if let Some(slot) = place.and_then(|place| all.get_mut(place)) {
                *slot = likeness;
            }
        }
        self.meaning = Some(all);
    }

    /// The best turns, the best first: those of calls that hold one of the words, and those that mean
    /// much the same.
    pub fn best(&self, question: &Question, weights: &Weights, limit: usize) -> Vec<Found> {
        let range = |scores: &[f32]| {
            let present = scores
                .iter()
                .zip(&self.marks)
                .filter(|(_, m)| m.is_present());
            Range::of(present.map(|(score, _)| *score))
        };
        let [turn, near, around] = [&self.turn, &self.near, &self.around];
        let [in_turn, in_near, in_around] = [turn, near, around].map(|field| range(&field.scores));
        let in_call = Range::of(
            self.spans
                .iter()
                .zip(&self.marks)
                .filter_map(|(span, mark)| {
                    let score = self.call.scores.get(span.call as usize)?;
                    mark.is_present().then_some(*score)
                }),
        );
        let alike = self.meaning.as_deref().map(range);
        let mut found: Vec<Found> = Vec::new();
        for (row, mark) in self.marks.iter().enumerate() {
            let at = |scores: &[f32]| scores.get(row).copied().unwrap_or_default();
            let likeness = self.meaning.as_deref().map_or(0.0, at);
            if !mark.is_present() {
                continue;
            }
            let call = self
                .spans
                .get(row)
                .and_then(|span| self.call.scores.get(span.call as usize));
            let words = weights.turn * in_turn.bring(at(&turn.scores))
                + weights.near * in_near.bring(at(&near.scores))
                + weights.around * in_around.bring(at(&around.scores))
                + weights.call * in_call.bring(call.copied().unwrap_or_default());
            let meaning = weights.meaning * alike.map_or(0.0, |range| range.bring(likeness));
            let manner = self.manner(row, *mark, question, weights);
            let most = weights.most();
            let is_found = words > 0.0 || likeness >= LIKE;
            if !is_found || words + meaning < LEAST * weights.most() {
                continue;
            }
            found.push(Found {
                row: row as i64,
                score: (words + meaning + manner) / most,
                words: words / most,
                meaning: meaning / most,
                manner: manner / most,
            });
        }
        let order = |one: &Found, other: &Found| {
            other
                .score
                .total_cmp(&one.score)
                .then(one.row.cmp(&other.row))
        };
        if found.len() > limit && limit > 0 {
            found.select_nth_unstable_by(limit - 1, order);
        }
        found.truncate(limit);
        found.sort_by(order);
        found
    }

    /// What a turn is worth for who said it and how.
    fn manner(&self, row: usize, mark: Mark, question: &Question, weights: &Weights) -> f32 {
        let is_of = |speaker: Speaker| mark.speaker() == speaker;
        let before = row.checked_sub(1).and_then(|before| self.marks.get(before));
        let answers = !mark.begins() && before.is_some_and(|mark| mark.is_question());
        let mut worth = 0.0;
        for (weight, counts) in [
            (weights.speaker, question.about.is_some_and(is_of)),
            (weights.asks, mark.is_question()),
            (weights.answers, answers),
            (weights.time, question.asks_when && mark.names_time()),
        ] {
            if counts {
                worth += weight;
            }
        }
        worth
    }
}

/// Where something stands between the least, 0 at most, and the most.
#[derive(Clone, Copy)]
struct Range {
    least: f32,
    most: f32,
}

impl Range {
    fn of(scores: impl Iterator<Item = f32>) -> Self {
        let none = Self {
            least: 0.0,
            most: 0.0,
        };
        scores.fold(none, |range, score| Self {
            least: range.least.min(score),
            most: range.most.max(score),
        })
    }

    fn bring(self, score: f32) -> f32 {
        let width = self.most - self.least;
        if width > f32::EPSILON {
            (score - self.least) / width
        } else {
            0.0
        }
    }
}

/// How often a word comes within reach of each row, from how often in each. `scratch` is 0 for every
/// row, and left so.
fn spread(
    own: &[(usize, f32)],
    spans: &[Span],
    reach: usize,
    scratch: &mut [f32],
) -> Vec<(usize, f32)> {
    let mut rows = Vec::with_capacity(own.len());
    for (row, times) in own {
        let Some(span) = spans.get(*row) else {
            continue;
        };
        for place in span.around(*row, reach) {
            if let Some(sum) = scratch.get_mut(place) {
                if *sum == 0.0 {
                    rows.push(place);
                }
                *sum += times;
            }
        }
    }
    rows.into_iter()
        .map(|row| {
            (
                row,
                scratch.get_mut(row).map(std::mem::take).unwrap_or_default(),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::recall::question::Names;
    use crate::recall::words::terms;

    const ALICE: Speaker = Speaker::User;
    const BRAD: Speaker = Speaker::Persona;

    /// Calls, each of turns, weighed by a question as an actor does it: the places that are found,
    /// as call and turn, the best first.
    fn found(calls: &[&[(Speaker, &str)]], question: &str) -> Vec<(usize, usize)> {
        let mut marks = Vec::new();
        let mut postings: BTreeMap<String, Postings> = BTreeMap::new();
        let mut places = Vec::new();
        for (call, turns) in calls.iter().enumerate() {
            for (index, (speaker, text)) in turns.iter().enumerate() {
                let row = places.len() as u16;
                marks.extend(Mark::of(*speaker, text, index == 0).bytes());
                for term in terms(text) {
                    postings.entry(term).or_default().set(row, 1);
                }
                places.push((call, index));
            }
        }
        let names = Names {
            user: Some("Alice".to_owned()),
            persona: Some("Brad".to_owned()),
        };
        let question = Question::read(question, &names);
        let mut turns = Turns::new(&marks);
        let words = question.terms.iter().filter_map(|term| postings.get(term));
        turns.count(
            &words
                .map(|word| vec![(0, word.clone())])
                .collect::<Vec<_>>(),
        );
        let best = turns.best(&question, &Weights::default(), 10).into_iter();
        best.map(|found| places[found.row as usize]).collect()
    }

    #[test]
    fn what_is_rare_tells_more_than_what_is_everywhere() {
        let calls: &[&[(Speaker, &str)]] = &[
            &[(ALICE, "Work was long."), (ALICE, "Work again.")],
            &[(ALICE, "The kayak leaks at work.")],
            &[(ALICE, "Work, work."), (ALICE, "More work.")],
        ];
        assert_eq!(found(calls, "kayak work")[0], (1, 0));
        assert!(found(calls, "zebra").is_empty());
    }

    #[test]
    fn an_answer_is_found_by_the_question_before_it() {
        let calls: &[&[(Speaker, &str)]] = &[
            &[
                (BRAD, "Where did you go on your honeymoon?"),
                (ALICE, "To Sicily, in the rain."),
            ],
            &[(ALICE, "The soup was cold."), (ALICE, "I slept all day.")],
        ];
        assert_eq!(found(calls, "honeymoon")[..2], [(0, 1), (0, 0)]);
    }

    #[test]
    fn whose_words_are_asked_for_come_first() {
        let calls: &[&[(Speaker, &str)]] = &[
            &[(BRAD, "I adore surfing.")],
            &[(ALICE, "I adore surfing.")],
        ];
        assert_eq!(found(calls, "Does Alice like surfing?")[0], (1, 0));
        assert_eq!(found(calls, "Does Brad like surfing?")[0], (0, 0));
    }

    #[test]
    fn a_moment_is_asked_for_and_named() {
        let calls: &[&[(Speaker, &str)]] = &[
            &[(ALICE, "The marathon nearly killed me.")],
            &[(ALICE, "The marathon was last Sunday.")],
        ];
        assert_eq!(found(calls, "When was the marathon?")[0], (1, 0));
    }

    #[test]
    fn a_turn_does_not_stand_beside_one_of_another_call() {
        let calls: &[&[(Speaker, &str)]] = &[
            &[(ALICE, "Nothing new."), (ALICE, "I bought a trombone.")],
            &[(ALICE, "It rained."), (ALICE, "I stayed in.")],
        ];
        let found = found(calls, "trombone");
        assert!(found.iter().all(|(call, _)| *call == 0), "{found:?}");
    }

    #[test]
    fn what_was_erased_is_not_found_and_leaves_calls_apart() {
        let mut marks = Vec::new();
        marks.extend(Mark::of(ALICE, "The trombone is here.", true).bytes());
        marks.extend(Mark::default().bytes());
        marks.extend(Mark::of(ALICE, "It rained.", true).bytes());
        let mut postings = Postings::default();
        postings.set(0, 1);
        postings.set(1, 1);
        let mut turns = Turns::new(&marks);
        turns.count(&[vec![(0, postings)]]);
        let question = Question::read("trombone", &Names::default());
        let rows: Vec<i64> = turns
            .best(&question, &Weights::default(), 10)
            .iter()
            .map(|found| found.row)
            .collect();
        assert_eq!(rows, [0]);
    }

    #[test]
    fn meaning_finds_what_no_word_does() {
        let mut marks = Mark::of(ALICE, "The car broke down.", true)
            .bytes()
            .to_vec();
        marks.extend(Mark::of(ALICE, "I ate soup.", true).bytes());
        let mut turns = Turns::new(&marks);
        let likenesses = [(0, vec![0.9, 0.1])].into_iter().collect();
        turns.compare(&Likenesses::new(likenesses));
        let question = Question::read("automobile", &Names::default());
        let best = turns.best(&question, &Weights::default(), 10);
        assert_eq!(best.len(), 1);
        assert_eq!(best[0].row, 0);
        assert!(best[0].meaning > 0.0 && best[0].words == 0.0);
    }
}
