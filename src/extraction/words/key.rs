//! What a word is compared by where it is compared often: a number in the place of its letters.

use super::super::pattern::ADVERBS;
use super::listed::holds;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    pub of_norm: u64,
    /// A small adverb, over which patterns pass.
    pub adverb: bool,
    /// "Kind" and "sort", which with "of" are such adverbs.
    pub halfway: bool,
}

impl Key {
    pub fn of(norm: &str) -> Self {
        let of_norm = digest(norm);
        Self {
            of_norm,
            adverb: holds(ADVERBS, norm, of_norm),
            halfway: matches!(norm, "kind" | "sort"),
        }
    }
}

/// FNV-1a. That two words share a number does not happen among those that people say.
pub fn digest(norm: &str) -> u64 {
    norm.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
