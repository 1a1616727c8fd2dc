//! After a call: what was said in it that is worth remembering.
//!
//! The built-in reader is deterministic, reads English and uses no model. It would rather learn
//! little than something wrong: only what the user says plainly of themselves or of someone they
//! name becomes a memory. A transcript is data; nothing said in it changes how it is read.

mod accounts;
mod addressing;
mod answers;
pub mod context;
mod corrections;
mod dates;
mod decisions;
mod events;
mod facts;
mod fragments;
mod gist;
mod guards;
mod importance;
mod jokes;
mod lexicon;
mod memo;
pub mod model;
mod mood;
mod notes;
mod openings;
mod pattern;
mod people;
mod phrases;
mod reader;
mod reminders;
mod retelling;
mod sentences;
mod storylines;
#[cfg(test)]
mod tests;
mod topics;
mod verbs;
mod window;
mod wishes;
mod words;

pub use addressing::{corrected, for_user, noted};
pub use context::{CurrentContext, Urgency, context};
pub(crate) use people::{NO_NAMES, is_given_name};
pub use window::window_named;

use crate::call::Turn;
use crate::memory::Memory;
use crate::memory::reading::Reading;
use crate::memory::storyline::Storyline;
use crate::time::{TimeZone, Timestamp};

/// What a reader is given.
#[derive(Debug, Clone, Copy)]
pub struct Hearing<'a> {
    pub turns: &'a [Turn],
    pub started_at: Timestamp,
    /// The user's; "tomorrow" is a day there.
    pub zone: TimeZone,
    pub persona_name: &'a str,
    pub user_name: Option<&'a str>,
    /// Current memories of the relationship: what "she" and "my sister" may mean, and what a
    /// correction is about.
    pub memories: &'a [Memory],
    /// Those in progress.
    pub storylines: &'a [Storyline],
}

/// Reads what the user said, and what of it is worth remembering.
pub fn read(hearing: &Hearing<'_>) -> Reading {
    let utterances = reader::utterances(hearing.turns);
    let mut reader = reader::Reader::new(hearing, &utterances);
    let parted = phrases::parted(&utterances, &reader.persona);
    for (utterance, parted) in utterances.iter().zip(&parted) {
        reader.hear(utterance, parted);
    }
    for exchange in reader.unsaid.clone() {
        reader.unhear(exchange);
    }
    let kept = utterances
        .iter()
        .zip(&parted)
        .filter(|(utterance, _)| !reader.unsaid.contains(&utterance.place.exchange));
    let phrases = phrases::phrases(kept, &reader.persona);
    let mut operations = reader.notes.clone().settle(hearing.memories);
    operations.extend(reminders::operations(
        &reader.reminded,
        hearing.memories,
        &operations,
    ));
    operations.extend(storylines::operations(&reader.threads));
    let gist = gist::gist(&reader, &phrases, &operations);
    Reading { operations, gist }
}
