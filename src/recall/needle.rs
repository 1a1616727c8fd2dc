//! What is looked for: by its words, and by its meaning too, as far as that is known.

use std::iter;

use serde::{Deserialize, Serialize};

use super::question::parts;
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
    /// What is asked for, where that is several things.
    pub parts: Vec<Needle>,
}

impl Needle {
    /// Falls into its parts, where it asks for several things.
    pub fn fall_apart(&mut self) {
        self.parts = parts(&self.text).into_iter().map(Self::from).collect();
    }

    /// What has a meaning of its own: the whole, then each part.
    pub fn texts(&self) -> Vec<String> {
        let parts = self.parts.iter().map(|part| part.text.clone());
        iter::once(self.text.clone()).chain(parts).collect()
    }

    /// Takes in what its texts mean to the built-in embedder.
    pub fn sense(&mut self, embedder: &Embedder) {
        self.meaning = embedder.embed(&gist(&self.text));
        for part in &mut self.parts {
            part.sense(embedder);
        }
    }

    /// Takes in what each of its texts means to the model that is configured.
    pub fn sense_by_model(&mut self, meanings: Vec<model::Vector>) {
        let mut meanings = meanings.into_iter();
        self.to_model = meanings.next();
        for part in &mut self.parts {
            part.to_model = meanings.next();
        }
    }
}

impl From<String> for Needle {
    fn from(text: String) -> Self {
        Self {
            text,
            meaning: None,
            to_model: None,
            parts: Vec::new(),
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
