//! What is listed or joined: the rows in SmartSQL. Every query about a person starts from their
//! user's id, so that the database can be split by user.

use serde::{Deserialize, Deserializer};

pub mod actors;
pub mod calls;
pub mod codes;
pub mod costs;
pub mod erasures;
pub mod hashes;
pub mod identities;
pub mod keys;
pub mod limits;
pub mod numbers;
pub mod people;
pub mod personas;
pub mod relationships;
pub mod repeats;
pub mod retention;
pub mod schedules;
pub mod searches;
pub mod sign_ins;
pub mod totals;
pub mod webhooks;

/// A truth value as the database has it: 0 or 1.
fn truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(u8::deserialize(deserializer)? != 0)
}
