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
pub mod tokens;
pub mod trace;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::call::Turn;
use crate::ids::CallId;
use crate::memory::Memory;
use crate::memory::episode::Episode;
use crate::memory::storyline::Storyline;
use crate::persona::Persona;
use crate::relationship::Relationship;
use crate::time::{TimeZone, Timestamp};

pub use budget::Budget;
pub use recalled::recalled_block;
pub use section::Section;
pub use trace::{Candidate, Considered, Why};

use names::Names;

/// Everything that a call starts from. It is gathered once and then frozen for the call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Briefing {
    pub persona: Persona,
    pub relationship: Relationship,
    /// The persona's procedures, with the relationship's own in place of those of the same key.
    pub procedures: BTreeMap<String, String>,
    /// As the user signs in their profile; what the persona learned stands in `memories`.
    pub user_name: Option<String>,
    pub zone: TimeZone,
    pub now: Timestamp,
    pub occasion: Occasion,
    /// Current memories, sensitive ones too.
    pub memories: Vec<Memory>,
    /// Those in progress, the latest mentioned first.
    pub storylines: Vec<Storyline>,
    /// The latest first, at most `auto_recall_depth`.
    pub episodes: Vec<Episode>,
    /// The last call, where its post-call job is not done yet: greeted from its last turns.
    pub unread: Option<Unread>,
}

/// A call that ended so lately that nothing was read from it yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unread {
    pub call_id: CallId,
    pub started_at: Timestamp,
    /// The last of them, at most a dozen.
    pub turns: Vec<Turn>,
}

/// Which way the call came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// The user pressed Call, or dialled.
    UserCalls,
    /// The user asked for a call now, and the persona's phone rings theirs.
    CallRequested,
    /// A schedule came due.
    Scheduled,
}

/// The composite prompt of a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
/// length. The same briefing gives the same prompt.
pub fn build(briefing: &Briefing, budget: Budget) -> Prompt {
    let names = Names::of(briefing);
    let known = known::sift(briefing, &names);
    let recent = recent::sift(briefing, &names);
    let layout = always::layout(briefing, &names, &known.avoid);

    let always = tokens::tokens(&layout.text(&[]));
    let left = budget.total().saturating_sub(always);
    let room = budget.for_what_is_told(left);
    let chosen = choice::choose(recent.pieces, known.pieces, room);

    let text = layout.text(&chosen.kept);
    let tokens = tokens::tokens(&text);
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
