//! All turns of an actor, as they are before a question: which calls they make, and how long what
//! surrounds each is.

use std::ops::Range;

use super::mark::{self, Mark};
use crate::sql::Held;

/// How soon more of the same word stops telling more, and how much longer texts are held back.
const SATURATION: f32 = 0.9;
const LENGTH: f32 = 0.4;

/// Rows are counted from 0 and may have gaps.
pub struct Talk {
    pub marks: Vec<Mark>,
    /// Each row's call, counted from 0.
    pub call_of: Vec<u32>,
    /// Each call's rows.
    calls: Vec<Range<usize>>,
    pub turn: Field,
    pub near: Field,
    pub around: Field,
    pub call: Field,
}

/// One of the texts that a row is a part of.
pub struct Field {
    /// How many rows to each side.
    reach: usize,
    /// How much a word's first coming in each text is held back by its length.
    held_back: Vec<f32>,
    /// How many texts there are.
    count: f32,
}

impl Talk {
    /// From the marks of all rows, as their bytes.
    pub fn new(marks: &[u8]) -> Self {
        let (marks, _) = marks.as_chunks::<{ mark::SIZE }>();
        let marks: Vec<Mark> = marks.iter().copied().map(Mark::read).collect();
        let mut calls: Vec<Range<usize>> = Vec::new();
        let mut call_of: Vec<u32> = Vec::with_capacity(marks.len());
        for (call, of_call) in (0..).zip(marks.chunk_by(|_, next| !next.begins())) {
            let start = call_of.len();
            call_of.resize(start + of_call.len(), call);
            calls.push(start..call_of.len());
        }
        // What stands before each row, so that what stands between two is a difference.
        let mut before = Vec::with_capacity(marks.len() + 1);
        let mut sum = 0.0_f64;
        for mark in &marks {
            before.push(sum);
            sum += f64::from(mark.length());
        }
        let between = |rows: Range<usize>| {
            let until = |row: usize| before.get(row).copied().unwrap_or(sum);
            (until(rows.end) - until(rows.start)) as f32
        };
        let is_present = |row: usize| marks.get(row).is_some_and(|mark| mark.is_present());
        let within = |reach: usize| {
            let mut lengths = Vec::with_capacity(marks.len());
            for call in &calls {
                let rows = call.clone();
                lengths.extend(rows.map(|row| between(around(call, row, reach))));
            }
            Field::new(&lengths, reach, is_present)
        };
        let of_calls: Vec<f32> = calls.iter().cloned().map(between).collect();
        let is_said = |call: usize| of_calls.get(call).is_some_and(|length| *length > 0.0);
        Self {
            turn: within(0),
            near: within(1),
            around: within(2),
            call: Field::new(&of_calls, 0, is_said),
            marks,
            call_of,
            calls,
        }
    }

    /// How often a word comes within reach of each row, from how often in each; both in the order of
    /// the rows.
    pub fn spread(&self, own: &[(usize, f32)], reach: usize) -> Vec<(usize, f32)> {
        let mut places: Vec<(usize, f32)> = Vec::with_capacity(own.len());
        for (row, times) in own {
            let Some(call) = self.call_of.get(*row).map(|call| *call as usize) else {
                continue;
            };
            let Some(call) = self.calls.get(call) else {
                continue;
            };
            let reached = around(call, *row, reach);
            // What is known by now ends in a run of neighbours.
            let next = places.last().map_or(0, |(last, _)| last + 1);
            let known = next.saturating_sub(reached.start).min(reached.len());
            let from = places.len() - known;
            for (_, sum) in places.iter_mut().skip(from) {
                *sum += times;
            }
            places.extend((reached.start + known..reached.end).map(|place| (place, *times)));
        }
        places
    }
}

/// The rows of a call within reach of one of them.
fn around(call: &Range<usize>, row: usize, reach: usize) -> Range<usize> {
    row.saturating_sub(reach).max(call.start)..(row + reach + 1).min(call.end)
}

impl Field {
    fn new(lengths: &[f32], reach: usize, is_counted: impl Fn(usize) -> bool) -> Self {
        let counted = |(index, length): (usize, &f32)| is_counted(index).then_some(*length);
        let counted: Vec<f32> = lengths.iter().enumerate().filter_map(counted).collect();
        let count = counted.len() as f32;
        let mean = (counted.iter().sum::<f32>() / count.max(1.0)).max(1.0);
        let held_back = |length: &f32| SATURATION * (1.0 - LENGTH + LENGTH * length / mean);
        Self {
            reach,
            held_back: lengths.iter().map(held_back).collect(),
            count,
        }
    }

    pub fn reach(&self) -> usize {
        self.reach
    }

    pub fn count(&self) -> f32 {
        self.count
    }

    /// How many places there are to score.
    fn places(&self) -> usize {
        self.held_back.len()
    }

    /// Adds to the scores what a word tells of the places in which it comes so often.
    pub fn add(&self, places: &[(usize, f32)], scores: &mut Scores) {
        let held = places.len() as f32;
        let rarity = (1.0 + (self.count - held + 0.5) / (held + 0.5))
            .ln()
            .max(0.0);
        let most = rarity * (SATURATION + 1.0);
        for (place, times) in places {
            let (Some(score), Some(held_back)) =
                (scores.each.get_mut(*place), self.held_back.get(*place))
            else {
                continue;
            };
            *score += most * times / (times + held_back);
            scores.best = scores.best.max(*score);
        }
    }
}

/// How well the words of a question match each text of a field.
pub struct Scores {
    each: Vec<f32>,
    best: f32,
}

impl Scores {
    pub fn none(field: &Field) -> Self {
        Self {
            each: vec![0.0; field.places()],
            best: 0.0,
        }
    }

    /// Of one place.
    pub fn of(&self, place: usize) -> f32 {
        self.each.get(place).copied().unwrap_or_default()
    }

    /// What a score is multiplied with to be a share of a weight.
    pub fn share(&self, weight: f32) -> f32 {
        if self.best > f32::EPSILON {
            weight / self.best
        } else {
            0.0
        }
    }
}

impl Held for Talk {
    fn bytes(&self) -> usize {
        let fields = [&self.turn, &self.near, &self.around, &self.call];
        let places: usize = fields.iter().map(|field| field.places()).sum();
        self.marks.len() * (size_of::<Mark>() + size_of::<u32>())
            + self.calls.len() * size_of::<Range<usize>>()
            + places * size_of::<f32>()
    }
}
