//! Whom memories name.

use super::super::words::words;
use super::{Mention, is_qualifier, relation};
use crate::memory::{Memory, Subject};

/// The attributes of the user that hold people by their names.
pub const HOLDERS: &[&str] = &[
    "partner", "ex", "boss", "coworker", "friend", "sibling", "child", "relative", "pet",
];

/// Whom a memory names.
pub fn remembered(memory: &Memory) -> Option<Mention> {
    let held = memory.subject == Subject::User && HOLDERS.contains(&memory.attribute.as_str());
    let spoken = words(&memory.value);
    let (name, relation) = match &memory.subject {
        Subject::Person(name) if relation(name).is_none() => (name.clone(), None),
        Subject::User if held => {
            let said = spoken.iter().find_map(|word| relation(&word.norm));
            let name = spoken.iter().find(|word| {
                word.is_capital() && relation(&word.norm).is_none() && !is_qualifier(word)
            })?;
            (
                name.text.clone(),
                said.or_else(|| relation(&memory.attribute)),
            )
        }
        _ => return None,
    };
    Some(Mention {
        name: Some(name),
        relation: relation.filter(|relation| relation.attribute == memory.attribute),
        qualifier: None,
    })
}
