//! SmartMemory as its users meet it: the four systems under the spec's names, each person's apart.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod documents;
mod isolation;
mod procedures;
mod sessions;
mod world;
