//! How like something in meaning each of many rows is.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// Rows that are found for their meaning alone.
pub const MOST_ALIKE: usize = 10;

/// How many rows a block is of, at most; each begins with a multiple of it.
pub const BLOCK: i64 = 512;

/// By the row that each block begins with; rows of which nothing is known are in none.
#[derive(Default)]
pub struct Likenesses(BTreeMap<i64, Vec<f32>>);

/// How like something rows are to a model, as the built-in embedder would have it (`model::Scale`);
/// none of those that the model has not seen yet. By the row that each block begins with; blocks lie
/// within those of `Likenesses`.
pub struct Modelled(pub BTreeMap<i64, Vec<Option<f32>>>);

impl Modelled {
    /// Of so many rows, from 0.
    pub fn of_first(&self, rows: usize) -> Vec<Option<f32>> {
        let mut all = vec![None; rows];
        for (first, block) in &self.0 {
            let first = usize::try_from(*first).unwrap_or(usize::MAX);
            for (slot, likeness) in all.iter_mut().skip(first).zip(block) {
                *slot = *likeness;
            }
        }
        all
    }
}

impl Likenesses {
    pub fn new(blocks: BTreeMap<i64, Vec<f32>>) -> Self {
        Self(blocks)
    }

    /// Takes what a model knows for what was known before.
    pub fn overlay(&mut self, modelled: &Modelled) {
        for (first, known) in &modelled.0 {
            let place = first.rem_euclid(BLOCK);
            let block = self.0.entry(first - place).or_default();
            let start = place as usize;
            let until = start + known.len();
            if block.len() < until {
                block.resize(until, 0.0);
            }
            for (slot, known) in block.iter_mut().skip(start).zip(known) {
                if let Some(known) = known {
                    *slot = *known;
                }
            }
        }
    }

    pub fn of(&self, row: i64) -> f32 {
        let block = self.0.range(..=row).next_back();
        let likeness = block.and_then(|(first, block)| {
            let place = usize::try_from(row - first).ok()?;
            block.get(place)
        });
        likeness.copied().unwrap_or(0.0)
    }

    /// The rows that are at least so much like it, the most alike first.
    pub fn at_least(&self, least: f32) -> impl Iterator<Item = i64> {
        let blocks = self.0.iter();
        let rows = blocks.flat_map(|(first, block)| (*first..).zip(block.iter().copied()));
        let mut alike: BinaryHeap<Alike> = rows
            .filter(|(_, likeness)| *likeness >= least)
            .map(|(row, likeness)| Alike { likeness, row })
            .collect();
        // Few of them are taken, so that putting all in order would be for nothing.
        std::iter::from_fn(move || alike.pop().map(|alike| alike.row))
    }

    /// Of so many rows, from 0.
    pub fn of_first(&self, rows: usize) -> Vec<f32> {
        let mut all = vec![0.0; rows];
        for (first, block) in &self.0 {
            let first = usize::try_from(*first).unwrap_or(usize::MAX);
            if let Some(slots) = all.get_mut(first..) {
                for (slot, likeness) in slots.iter_mut().zip(block) {
                    *slot = *likeness;
                }
            }
        }
        all
    }
}

struct Alike {
    likeness: f32,
    row: i64,
}

impl Ord for Alike {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_likeness = self.likeness.total_cmp(&other.likeness);
        by_likeness.then(other.row.cmp(&self.row))
    }
}

impl PartialOrd for Alike {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Alike {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Alike {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_blocks_with_gaps_between_them() {
        let blocks = [(0, vec![0.1, 0.9]), (1_024, vec![0.6])];
        let likenesses = Likenesses::new(blocks.into_iter().collect());
        for (row, likeness) in [(0, 0.1), (1, 0.9), (2, 0.0), (1_024, 0.6), (1_025, 0.0)] {
            assert_eq!(likenesses.of(row), likeness, "{row}");
        }
        assert_eq!(likenesses.of(-1), 0.0);
        assert!(likenesses.at_least(0.5).eq([1, 1_024]));
        assert_eq!(likenesses.of_first(4), [0.1, 0.9, 0.0, 0.0]);
    }

    #[test]
    fn what_a_model_knows_is_taken_and_the_rest_is_left() {
        let mut likenesses = Likenesses::new([(0, vec![0.1, 0.9])].into_iter().collect());
        let blocks = [
            (0, vec![Some(0.3), None, Some(0.7)]),
            (640, vec![Some(0.5)]),
        ];
        let modelled = Modelled(blocks.into_iter().collect());
        likenesses.overlay(&modelled);
        for (row, likeness) in [(0, 0.3), (1, 0.9), (2, 0.7), (639, 0.0), (640, 0.5)] {
            assert_eq!(likenesses.of(row), likeness, "{row}");
        }
        assert_eq!(modelled.of_first(3), [Some(0.3), None, Some(0.7)]);
    }
}
