//! What a text means. The built-in embedder always says it: each piece of a text has a vector of its
//! own in a table, and the text's is their mean. Nothing is computed but sums, so it is quick enough to
//! run beside the rows, and the same everywhere. A model that is configured may know better
//! (`model.rs`); its vectors stand beside the built-in ones, never in their place.

pub mod model;
pub mod openai;
pub mod pieces;
mod product;
mod table;
mod vector;

pub use table::{BadTable, Embedder, TABLE};
pub use vector::{DIMENSIONS, Vector};
