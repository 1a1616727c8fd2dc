//! Choosing which memories matter now: how what was found is put in order. What it is found by
//! stands next to the rows, in the memory actor.
//!
//! Turns are weighed by their words and those around them, by what they mean, by who said them and
//! how (`turns.rs` has the weights, and what each was measured to be worth); memories, episodes and
//! turns then come into one order (`score.rs`).

pub mod likeness;
pub mod mark;
pub mod needle;
pub mod postings;
pub mod question;
pub mod score;
pub mod talk;
pub mod turns;
pub mod window;
pub mod words;
