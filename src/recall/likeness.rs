//! How like something in meaning each of many rows is.

use std::collections::BTreeMap;

/// By the row that each block begins with; rows of which nothing is known are in none.
pub struct Likenesses(BTreeMap<i64, Vec<f32>>);

impl Likenesses {
    pub fn new(blocks: BTreeMap<i64, Vec<f32>>) -> Self {
        Self(blocks)
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
    pub fn at_least(&self, least: f32) -> Vec<i64> {
        let mut found: Vec<(i64, f32)> = self
            .rows()
            .filter(|(_, likeness)| *likeness >= least)
            .collect();
        found.sort_by(|one, other| other.1.total_cmp(&one.1));
        found.into_iter().map(|(row, _)| row).collect()
    }

    pub fn rows(&self) -> impl Iterator<Item = (i64, f32)> {
        let blocks = self.0.iter();
        blocks.flat_map(|(first, block)| (*first..).zip(block.iter().copied()))
    }
}

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
        assert_eq!(likenesses.at_least(0.5), [1, 1_024]);
    }
}
