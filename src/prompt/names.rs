//! What the two are called in a prompt.

use super::Candidate;
use super::plain::line;
use super::tokens::Counter;
use crate::call::briefing::Briefing;
use crate::memory::{Memory, State, Subject};

/// The most that a name may cost; it stands in many places.
const LONGEST: u32 = 15;

pub struct Names {
    /// "Alice"; "the user" where nobody knows.
    pub user: String,
    /// "ALICE"; "THIS USER".
    pub heading: String,
    /// What the persona calls them, where it knows: "Al".
    pub called: Option<String>,
    /// "Brad".
    pub persona: String,
    /// The memory that the user's name was taken from.
    pub source: Option<Candidate>,
}

impl Names {
    pub fn of(briefing: &Briefing, counter: Counter<'_>) -> Self {
        let name = |text: &str| name(text, counter);
        let learned = current(briefing, "name");
        let signed = briefing.user_name.as_deref().and_then(name);
        let user = signed
            .clone()
            .or_else(|| learned.and_then(|memory| name(&memory.value)));
        let source = learned
            .filter(|memory| user.is_some() && name(&memory.value) == user)
            .map(|memory| Candidate::Memory(memory.id.clone()));
        let called = current(briefing, "called")
            .and_then(|memory| name(&memory.value))
            .or_else(|| user.clone());
        Self {
            heading: user.as_ref().map_or_else(
                || "THIS USER".to_owned(),
                |user| counter.fit(&line(&user.to_uppercase()), 2 * LONGEST),
            ),
            user: user.unwrap_or_else(|| "the user".to_owned()),
            called,
            persona: name(&briefing.persona.name).unwrap_or_else(|| "yourself".to_owned()),
            source,
        }
    }

    /// The user's name where a sentence begins.
    pub fn user_first(&self) -> String {
        super::plain::capitalised(&self.user)
    }
}

fn name(text: &str, counter: Counter<'_>) -> Option<String> {
    let name = counter.fit(&line(text), LONGEST);
    (!name.is_empty()).then_some(name)
}

fn current<'a>(briefing: &'a Briefing, attribute: &str) -> Option<&'a Memory> {
    briefing
        .memories
        .iter()
        .filter(|memory| {
            memory.attribute == attribute
                && memory.subject == Subject::User
                && memory.state == State::Current
                && !memory.sensitive
        })
        .max_by_key(|memory| (memory.learned_at, &memory.id))
}
