//! What a text means, as the built-in embedder sees it: each piece of it has a vector of its own in
//! a table, and the text's is their mean. Nothing is computed but sums, so it is quick enough to run
//! beside the rows, and the same everywhere.

pub mod pieces;
mod table;
mod vector;

pub use table::{BadTable, Embedder};
pub use vector::{DIMENSIONS, Vector};
