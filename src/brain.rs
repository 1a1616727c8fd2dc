//! The language model that speaks as the persona, and the built-in one that speaks without any.

pub mod builtin;
pub mod openai;
pub mod standing_in;
pub mod writing;

use serde::{Deserialize, Serialize};

use crate::call::Turn;
use crate::call::briefing::Briefing;
use crate::call::cost::Tokens;
use crate::memory::hit::Hit;

/// What one reply is made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The composite prompt, frozen for the call.
    pub system_prompt: String,
    /// The same in parts, for the brain that does not read prose.
    pub briefing: Briefing,
    /// The call so far. Empty, or ending with the persona: the persona speaks first.
    pub turns: Vec<Turn>,
    /// What memory brings up for the last thing said, the best first.
    pub recalled: Vec<Hit>,
    /// The same as a text that goes beside the last thing said, within the budget; for a brain that
    /// reads prose.
    pub recollection: Option<String>,
    /// Chooses between equally good ways to say a thing.
    pub seed: u64,
}

/// Why a brain gave no answer, or not all of it; for the log. The call goes on either way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Silence(pub String);

/// Something that speaks as a persona.
pub trait Brain {
    /// Whether somebody is paid for what it reads and says.
    fn is_paid(&self) -> bool;

    async fn reply(&self, request: &Request) -> Result<impl Reply, Silence>;
}

/// An answer that is being given. Dropping it stops whoever gives it.
pub trait Reply {
    /// The next piece, to be joined as it is; none at the end.
    async fn next(&mut self) -> Option<Result<String, Silence>>;

    /// What was read and said for it, as far as the brain tells that, once the answer is whole.
    async fn tokens(&mut self) -> Option<Tokens>;
}
