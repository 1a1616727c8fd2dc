//! What makes a repeat of a request harmless: a key that the caller chooses for it.

use crate::failure::Failure;

/// The longest key, in bytes.
const LONGEST: usize = 255;

/// As a caller sends it with a request, in `Idempotency-Key`; the same with each repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    pub fn parse(text: &str) -> Result<Self, Failure> {
        if text.is_empty() || text.len() > LONGEST {
            let why = format!("A key has 1 to {LONGEST} characters.");
            return Err(Failure::invalid("Idempotency-Key", why));
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
