//! Who is let in, and who is not: codes, sessions, numbers that change hands, keys, and identities
//! elsewhere.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod codes;
mod gate;
mod hashes;
mod identities;
mod keys;
mod numbers;
mod sessions;
