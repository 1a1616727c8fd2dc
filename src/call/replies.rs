//! How long the user was let wait for replies, and how many came to nothing: counted, not noted one by
//! one, so that it is small however long a call is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Where the classes of waits end, in milliseconds. What took longer is in the last.
pub const CLASSES: [u32; 16] = [
    50, 100, 200, 300, 400, 500, 700, 1_000, 1_500, 2_000, 3_000, 4_000, 6_000, 10_000, 20_000,
    60_000,
];

/// The replies of one call, or of many.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Replies {
    /// How many waits were of each class, by its end in milliseconds.
    pub waits: BTreeMap<u32, u64>,
    /// Of the brain that is configured.
    pub failed: u64,
}

impl Replies {
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Counts one more that began after so many milliseconds.
    pub fn waited(&mut self, millis: i64) {
        let class = CLASSES.iter().find(|end| millis <= i64::from(**end));
        let last = CLASSES.last().copied().unwrap_or_default();
        let class = class.copied().unwrap_or(last);
        *self.waits.entry(class).or_default() += 1;
    }

    pub fn count(&self) -> u64 {
        self.waits.values().sum()
    }

    /// How long `percent` of a hundred waited at most, in milliseconds, as far as classes tell: within
    /// one they are taken to lie evenly. None where nobody waited.
    pub fn percentile(&self, percent: u64) -> Option<u32> {
        let count = self.count();
        let wanted = (count.saturating_mul(percent)).div_ceil(100).max(1);
        let mut before = 0;
        for (&end, &waits) in self.waits.iter().filter(|(_, waits)| **waits > 0) {
            if before + waits >= wanted {
                let lower = CLASSES.iter().rev().find(|other| **other < end);
                let lower = lower.copied().unwrap_or_default();
                let within = u64::from(end - lower) * (wanted - before) / waits;
                return Some(lower + u32::try_from(within).unwrap_or_default());
            }
            before += waits;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waited(millis: &[i64]) -> Replies {
        let mut replies = Replies::default();
        millis.iter().for_each(|&millis| replies.waited(millis));
        replies
    }

    #[test]
    fn most_wait_shortly_and_some_long() {
        let mut millis = vec![350; 90];
        millis.extend([1_800; 9]);
        millis.push(900_000);
        let replies = waited(&millis);
        assert_eq!(replies.count(), 100);
        let half = replies.percentile(50).unwrap();
        assert!((300..=400).contains(&half), "{half}");
        let most = replies.percentile(95).unwrap();
        assert!((1_500..=2_000).contains(&most), "{most}");
        assert_eq!(replies.percentile(100), Some(60_000));
    }

    #[test]
    fn nobody_who_waits_is_no_wait_at_all() {
        assert_eq!(waited(&[]).percentile(50), None);
        assert!(waited(&[]).is_none());
        assert_eq!(waited(&[0]).percentile(50), Some(50));
    }
}
