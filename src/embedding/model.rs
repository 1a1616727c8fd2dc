//! What texts mean to a model that is configured: its vectors, and how its likenesses compare with
//! those of the built-in embedder.

use super::product::{LANES, product};

/// The most dimensions that a model's vectors may have.
pub const MOST_DIMENSIONS: usize = 4_096;

/// What a vector of length one is multiplied with, to be rounded into bytes.
const UNIT: f32 = 127.0;

/// A direction, rounded into a signed byte for each dimension, with zeros up to whole lanes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vector(Vec<i8>);

impl Vector {
    /// The direction of what a model gave.
    pub fn towards(parts: &[f32]) -> Self {
        let length = parts.iter().map(|part| part * part).sum::<f32>().sqrt();
        let per = if length > f32::EPSILON {
            UNIT / length
        } else {
            0.0
        };
        let mut rounded: Vec<i8> = parts
            .iter()
            .map(|part| (part * per).round() as i8)
            .collect();
        rounded.resize(stride(parts.len()), 0);
        Self(rounded)
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.0.iter().map(|part| part.cast_unsigned()).collect()
    }

    /// The cosine of the angle to a vector that is given in bytes: -1 to 1.
    pub fn likeness(&self, bytes: &[u8]) -> f32 {
        product(&self.0, bytes) as f32 / (UNIT * UNIT)
    }

    /// How many bytes it takes.
    pub fn stride(&self) -> usize {
        self.0.len()
    }
}

/// How many bytes a vector of so many dimensions takes.
pub fn stride(dimensions: usize) -> usize {
    dimensions.next_multiple_of(LANES)
}

/// How like each other texts are to a model that have nothing to do with each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Of half of the pairs; and of all but one in twenty.
    pub median: f32,
    pub rare: f32,
}

/// How like each other texts are to the built-in embedder that have nothing to do with each other:
/// turns of LoCoMo and questions about others.
pub const BUILT_IN: Scale = Scale {
    median: 0.24,
    rare: 0.5,
};

/// The least that lies between a scale's two marks: a model to which all is alike knows nothing.
const NARROWEST: f32 = 0.02;

impl Scale {
    /// From the vectors of texts that have nothing to do with each other; none of fewer than two.
    pub fn of(vectors: &[Vector]) -> Option<Self> {
        let mut likenesses: Vec<f32> = Vec::new();
        let mut rest = vectors;
        while let [first, after @ ..] = rest {
            likenesses.extend(after.iter().map(|other| first.likeness(&other.bytes())));
            rest = after;
        }
        likenesses.sort_by(f32::total_cmp);
        let at = |share: usize| likenesses.get(likenesses.len() * share / 100).copied();
        Some(Self {
            median: at(50)?,
            rare: at(95)?,
        })
    }

    /// What a likeness by this scale would be by the built-in one, -1 to 1: the same where it is as
    /// rare.
    pub fn to_built_in(self, likeness: f32) -> f32 {
        let width = (self.rare - self.median).max(NARROWEST);
        let widths = (likeness - self.median) / width;
        (BUILT_IN.median + widths * (BUILT_IN.rare - BUILT_IN.median)).clamp(-1.0, 1.0)
    }
}

/// Texts that have nothing to do with each other, by which a model's scale is found.
pub const UNRELATED: [&str; 24] = [
    "The dentist moved my appointment to the afternoon.",
    "We painted the shed green.",
    "Her flight to Lisbon was cancelled.",
    "I can't find the lid of that saucepan.",
    "He plays the cello in an orchestra.",
    "My rent goes up in spring.",
    "The puppy chewed through a cable.",
    "They lost the match on penalties.",
    "What a strange dream I had about a lighthouse.",
    "I owe my cousin forty pounds.",
    "The soup needs more salt.",
    "She got the promotion after all.",
    "There is mould behind the wardrobe.",
    "I voted early this year.",
    "Our neighbours are getting divorced.",
    "The printer only prints in blue.",
    "He broke his wrist on a skateboard.",
    "I started to learn Japanese.",
    "The tomatoes ripened late.",
    "My grandfather was a coal miner.",
    "Could you pick up the parcel?",
    "That film was far too long.",
    "I haven't slept well since the storm.",
    "She wants a telescope for her birthday.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_the_cosine_whatever_the_length_and_the_dimensions() {
        for dimensions in [2, 16, 17, 1_024] {
            let mut east = vec![0.0; dimensions];
            east[0] = 3.0;
            let mut between = vec![0.0; dimensions];
            (between[0], between[dimensions - 1]) = (0.5, 0.5);
            let (east, between) = (Vector::towards(&east), Vector::towards(&between));
            assert!((east.likeness(&between.bytes()) - 0.707).abs() < 0.01);
            assert_eq!(east.bytes().len(), stride(dimensions));
        }
        let none = Vector::towards(&[0.0; 3]);
        assert_eq!(none.likeness(&none.bytes()), 0.0);
    }

    #[test]
    fn what_is_as_rare_is_as_like() {
        let scale = Scale {
            median: 0.6,
            rare: 0.7,
        };
        let close = |one: f32, other: f32| (one - other).abs() < 1e-5;
        assert!(close(scale.to_built_in(0.6), BUILT_IN.median));
        assert!(close(scale.to_built_in(0.7), BUILT_IN.rare));
        assert!(scale.to_built_in(0.5) < 0.0);
        assert_eq!(scale.to_built_in(1.0), 1.0);
    }

    #[test]
    fn a_scale_is_found_by_the_likenesses_of_pairs() {
        let alike = vec![Vector::towards(&[1.0, 0.0]); 3];
        let scale = Scale::of(&alike).unwrap();
        assert!((scale.median - 1.0).abs() < 0.01);
        // All is alike to that model, so it says nothing of anything.
        let likeness = scale.to_built_in(scale.median);
        assert!((likeness - BUILT_IN.median).abs() < 1e-5);
        assert_eq!(Scale::of(&alike[..1]), None);
    }
}
