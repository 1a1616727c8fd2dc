//! Who is let in, and who is not: codes, sessions, numbers that change hands, keys, and identities
//! elsewhere.

mod codes;
mod gate;
mod identities;
mod keys;
mod numbers;
mod sessions;
