//! Choosing which memories matter now: how what was found is put in order. The searching itself
//! runs next to the rows, in the memory actor.

pub mod score;
pub mod words;
