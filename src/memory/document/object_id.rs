//! The names under which documents are asked for.

use std::fmt;

use crate::ids::{CallId, Pair, PersonaId, UserId};

/// The longest name of a document of someone's own, in bytes.
const LONGEST: usize = 256;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ObjectIdError {
    #[error("an object id has 1 to {LONGEST} bytes and no control characters")]
    NotAName,
    #[error("an object id that begins with {0}: must go on with ids joined by colons")]
    Malformed(&'static str),
}

/// Which document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectId {
    /// `long_term:{user}:{persona}`, a view.
    LongTerm(Pair),
    /// `recent_calls:{user}:{persona}`, a view.
    RecentCalls(Pair),
    /// `call_session:{call}`, a view.
    CallSession(CallId),
    /// A stored document, by whatever other name it was given.
    Own(String),
}

const LONG_TERM: &str = "long_term";
const RECENT_CALLS: &str = "recent_calls";
const CALL_SESSION: &str = "call_session";

impl ObjectId {
    pub fn parse(text: &str) -> Result<Self, ObjectIdError> {
        if text.is_empty() || text.len() > LONGEST || text.chars().any(char::is_control) {
            return Err(ObjectIdError::NotAName);
        }
        match text.split_once(':') {
            Some((LONG_TERM, rest)) => pair(rest)
                .map(Self::LongTerm)
                .ok_or(ObjectIdError::Malformed(LONG_TERM)),
            Some((RECENT_CALLS, rest)) => pair(rest)
                .map(Self::RecentCalls)
                .ok_or(ObjectIdError::Malformed(RECENT_CALLS)),
            Some((CALL_SESSION, rest)) => CallId::parse(rest)
                .map(Self::CallSession)
                .map_err(|_| ObjectIdError::Malformed(CALL_SESSION)),
            _ => Ok(Self::Own(text.to_owned())),
        }
    }
}

fn pair(text: &str) -> Option<Pair> {
    let (user, persona) = text.split_once(':')?;
    Some(Pair {
        user: UserId::parse(user).ok()?,
        persona: PersonaId::parse(persona).ok()?,
    })
}

impl fmt::Display for ObjectId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LongTerm(pair) => {
                write!(formatter, "{LONG_TERM}:{}:{}", pair.user, pair.persona)
            }
            Self::RecentCalls(pair) => {
                write!(formatter, "{RECENT_CALLS}:{}:{}", pair.user, pair.persona)
            }
            Self::CallSession(call) => write!(formatter, "{CALL_SESSION}:{call}"),
            Self::Own(name) => formatter.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_known_by_its_name() {
        let pair = Pair {
            user: UserId::parse("user_alice_123").unwrap(),
            persona: PersonaId::parse("persona_brad_001").unwrap(),
        };
        for (name, id) in [
            (
                "long_term:user_alice_123:persona_brad_001",
                ObjectId::LongTerm(pair.clone()),
            ),
            (
                "recent_calls:user_alice_123:persona_brad_001",
                ObjectId::RecentCalls(pair),
            ),
            (
                "call_session:call_abc123",
                ObjectId::CallSession(CallId::parse("call_abc123").unwrap()),
            ),
            (
                "recipes/grandma:apple pie",
                ObjectId::Own("recipes/grandma:apple pie".to_owned()),
            ),
        ] {
            assert_eq!(ObjectId::parse(name), Ok(id.clone()));
            assert_eq!(id.to_string(), name);
        }
    }

    #[test]
    fn a_stored_document_can_never_stand_under_the_name_of_a_view() {
        for name in [
            "long_term:",
            "long_term:user_a",
            "long_term:user_a:persona_b:c",
            "long_term:User_A:persona_b",
            "recent_calls:user_a/persona_b",
            "call_session:",
            "call_session:a:b",
        ] {
            assert!(
                matches!(ObjectId::parse(name), Err(ObjectIdError::Malformed(_))),
                "{name}"
            );
        }
        for name in ["", "a\nb", &"a".repeat(257)] {
            assert_eq!(ObjectId::parse(name), Err(ObjectIdError::NotAName));
        }
    }
}
