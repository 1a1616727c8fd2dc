//! SmartBuckets as their owners' programs meet them: objects, lists, searches, each owner's apart.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod asking;
mod faults;
mod limits;
mod listing;
mod objects;
mod searching;
mod world;
