//! The API: resources as JSON, for the signed-in user.

pub mod calls;
pub mod documents;
pub mod keys;
pub mod me;
pub mod personas;
pub mod schedules;
pub mod sign_in;

use call_me_back::failure::Failure;
use call_me_back::ids::{CallId, MemoryId, PersonaId};
use percent_encoding::percent_decode_str;

use crate::answer::Refusal;

/// An id in a path that can't be one names nothing.
pub fn call_id(text: &str) -> Result<CallId, Refusal> {
    CallId::parse(text).map_err(|_| hidden("the call"))
}

pub fn persona_id(text: &str) -> Result<PersonaId, Refusal> {
    PersonaId::parse(text).map_err(|_| hidden("the persona"))
}

pub fn memory_id(text: &str) -> Result<MemoryId, Refusal> {
    MemoryId::parse(text).map_err(|_| hidden("the memory"))
}

/// A segment of a path as it was meant; none where it is no text.
pub fn decoded(segment: &str) -> Option<String> {
    let text = percent_decode_str(segment).decode_utf8().ok()?;
    Some(text.into_owned())
}

/// What is not theirs looks as if it weren't there.
pub fn hidden(what: &str) -> Refusal {
    Failure::not_found(what).into()
}
