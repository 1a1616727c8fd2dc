//! What is looked for: by its words, and by its meaning too, as far as that is known.

use serde::{Deserialize, Serialize};

use super::words::gist;
use crate::embedding::{Embedder, Vector, model};

/// In JSON it is its text: the meaning is found where the rows are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Needle {
    pub text: String,
    pub meaning: Option<Vector>,
    /// What it means to the model that is configured.
    pub to_model: Option<model::Vector>,
}

impl Needle {
    pub fn sense(&mut self, embedder: &Embedder) {
        self.meaning = embedder.embed(&gist(&self.text));
    }
}

impl From<String> for Needle {
    fn from(text: String) -> Self {
        Self {
            text,
            meaning: None,
            to_model: None,
        }
    }
}

impl From<&str> for Needle {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<Needle> for String {
    fn from(needle: Needle) -> Self {
        needle.text
    }
}
