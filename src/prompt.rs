//! What the persona is told: one builder for the live call, the preview and the tests.

mod always;
pub mod budget;
mod choice;
pub mod dates;
#[cfg(test)]
pub mod fixture;
mod known;
mod names;
mod plain;
mod recalled;
mod recent;
mod section;
#[cfg(test)]
mod tests;
mod tokens;
pub mod trace;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::call::briefing::Briefing;

pub use budget::Budget;
pub use recalled::{recalled_block, recalled_lines};
pub use section::Section;
pub use tokens::Counter;
pub use trace::{Candidate, Considered, Why};

use names::Names;

/// The composite prompt of a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Prompt {
    pub text: String,
    /// Each memory, storyline and call that might have entered, as it was considered.
    pub trace: Vec<Considered>,
    /// What the text costs at most.
    pub tokens: u32,
    /// What is left of the budget for what each turn recalls.
    pub recall_tokens: u32,
}

/// Builds the prompt. What always stays is bounded field by field and fits in any budget; then
/// come the latest calls and what is going on, then memories by what they are worth for their
/// length. The same briefing, counted the same way, gives the same prompt.
pub fn build(briefing: &Briefing, budget: Budget, counter: Counter<'_>) -> Prompt {
    let names = Names::of(briefing, counter);
    let known = known::sift(briefing, &names, counter);
    let recent = recent::sift(briefing, &names, counter);
    let layout = always::layout(briefing, &names, &known.avoid, counter);

    let always = counter.tokens(&layout.text(&[]));
    let left = budget.total().saturating_sub(always);
    let room = budget.for_what_is_told(left);
    let chosen = choice::choose(recent.pieces, known.pieces, room, counter);

    let text = layout.text(&chosen.kept);
    let tokens = counter.tokens(&text);
    let spent = tokens.saturating_sub(always);
    Prompt {
        tokens,
        recall_tokens: budget
            .memories()
            .saturating_sub(spent)
            .min(budget.total().saturating_sub(tokens)),
        trace: [known.trace, recent.trace, chosen.trace].concat(),
        text,
    }
}
