//! How much a prompt may cost.

use crate::failure::Failure;

/// What always stays costs at most this, however long each field is: core identity, rules,
/// relationship, topics to avoid, task and safety.
pub const ALWAYS: u32 = 2_000;

/// Tokens, as `tokens` counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    total: u32,
    memories: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            total: 4_000,
            memories: 2_000,
        }
    }
}

impl Budget {
    /// `total` for the whole prompt and what a turn recalls beside it; `memories` of that for
    /// memories, storylines and past calls, where what always stays leaves so much.
    pub fn new(total: u32, memories: u32) -> Result<Self, Failure> {
        if total < ALWAYS {
            let why = format!("a prompt needs at least {ALWAYS} tokens");
            return Err(Failure::invalid("total", why));
        }
        Ok(Self { total, memories })
    }

    pub fn total(self) -> u32 {
        self.total
    }

    pub fn memories(self) -> u32 {
        self.memories
    }

    /// What memories told unasked may cost where `left` is free: a fifth of their budget is kept
    /// for what each turn recalls.
    pub(super) fn for_what_is_told(self, left: u32) -> u32 {
        let kept_for_turns = self.memories / 5;
        self.memories.min(left).saturating_sub(kept_for_turns)
    }
}
