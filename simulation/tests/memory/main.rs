//! What a persona remembers, forgets and finds, through the memory actor as the worker asks it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod browsing;
mod complaints;
mod editing;
mod embedding;
mod erasing;
mod fading;
mod late;
mod neighbours;
mod order;
mod past;
mod recalling;
mod releases;
mod remembering;
mod smartmemory;
mod undoing;
mod working;
mod world;
mod year;
