//! SmartSQL as an owner's programs use it, over the host's SQLite.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod asking;
mod isolation;
mod limits;
mod metadata;
mod personal_data;
mod queries;
mod soup;
mod world;
