//! A model that says what texts mean, on the host: it knows a few things by several names, and goes
//! wrong as planned.

use std::cell::{Cell, RefCell};

use call_me_back::failure::Failure;
use call_me_back::ports::EmbeddingModel;

use crate::Faults;

/// Each line is one thing, by names that no table knows.
const THINGS: [&str; 3] = ["wuffle brondel", "tarnix oskopop", "zibbet quorlem"];
/// Directions that words go in which name none of these.
const OTHERS: usize = 60;

/// What is asked of a model, and how it answers.
#[derive(Default)]
pub struct HostEmbeddingModel {
    name: String,
    /// Texts that hold one of these words are more than it takes.
    pub refuses: RefCell<Vec<String>>,
    /// How many texts it takes at once; 0 is any number.
    pub most: Cell<usize>,
    /// Dimensions that its vectors have beyond its own.
    pub longer_by: Cell<usize>,
    pub faults: Faults,
    /// All texts that it was asked for, batch by batch.
    pub asked: RefCell<Vec<Vec<String>>>,
}

impl HostEmbeddingModel {
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    fn vector(&self, text: &str) -> Vec<f32> {
        let mut vector = vec![0.0; THINGS.len() + OTHERS + self.longer_by.get()];
        let lower = text.to_lowercase();
        for word in lower.split(|c: char| !c.is_alphanumeric()) {
            let thing = THINGS
                .iter()
                .position(|names| names.split(' ').any(|name| name == word));
            let (direction, weight) = match thing {
                Some(thing) => (thing, 4.0),
                None => {
                    let bits = word.bytes().fold(7_usize, |bits, byte| {
                        bits.wrapping_mul(31).wrapping_add(usize::from(byte))
                    });
                    (THINGS.len() + bits % OTHERS, 1.0)
                }
            };
            if let Some(part) = vector.get_mut(direction) {
                *part += weight;
            }
        }
        vector
    }
}

impl EmbeddingModel for HostEmbeddingModel {
    fn name(&self) -> &str {
        &self.name
    }

    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, Failure> {
        let embedded = async {
            self.asked.borrow_mut().push(texts.to_vec());
            let refuses = self.refuses.borrow();
            let is_refused = |text: &String| refuses.iter().any(|word| text.contains(word));
            let most = self.most.get();
            if texts.iter().any(is_refused) || most > 0 && texts.len() > most {
                return Err(Failure::invalid("texts", "are more than it takes"));
            }
            Ok(texts.iter().map(|text| self.vector(text)).collect())
        };
        self.faults.carry("the embedding model", embedded).await
    }
}
