//! How long what was said is kept: as long as the plan allows, or less where the user wishes so.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::time::DAY;

/// More days than anybody's life has.
pub const MOST_DAYS: u32 = 36_500;

/// What whoever runs this lets a user have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Plan {
    /// A year.
    Free,
    /// For ever.
    Premium,
}

impl Plan {
    /// How many days what was said is kept at most; none: for ever. `users.kept_days` says the same.
    pub fn longest_days(self) -> Option<u32> {
        match self {
            Self::Free => Some(365),
            Self::Premium => None,
        }
    }
}

/// How long something is kept after it was said, or mentioned last, in milliseconds.
pub fn millis(days: u32) -> i64 {
    i64::from(days) * DAY
}
