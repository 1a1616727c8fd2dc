//! Call Me Back: everything the product decides. No IO, no clock, no randomness: moments, ids and
//! entropy are arguments, and what is outside is reached through `ports`.

pub mod brain;
pub mod call;
pub mod extraction;
pub mod failure;
pub mod ids;
pub mod memory;
pub mod persona;
pub mod prompt;
pub mod recall;
pub mod relationship;
pub mod sql;
pub mod telephony;
pub mod time;
