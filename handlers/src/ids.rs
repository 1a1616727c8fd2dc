//! Ids as they come in a path or a form.

use call_me_back::failure::Failure;
use call_me_back::ids::{CallId, MemoryId, PersonaId, ScheduleId};

use crate::answer::Refusal;

/// An id that can't be one names nothing.
pub fn call_id(text: &str) -> Result<CallId, Refusal> {
    CallId::parse(text).map_err(|_| hidden("the call"))
}

pub fn persona_id(text: &str) -> Result<PersonaId, Refusal> {
    PersonaId::parse(text).map_err(|_| hidden("the persona"))
}

pub fn memory_id(text: &str) -> Result<MemoryId, Refusal> {
    MemoryId::parse(text).map_err(|_| hidden("the memory"))
}

pub fn schedule_id(text: &str) -> Result<ScheduleId, Refusal> {
    ScheduleId::parse(text).map_err(|_| hidden("the schedule"))
}

/// What is not theirs looks as if it weren't there.
pub fn hidden(what: &str) -> Refusal {
    Failure::not_found(what).into()
}
