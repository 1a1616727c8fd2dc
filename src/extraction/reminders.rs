//! What the user mentions again without saying it anew: "went climbing with Jake" speaks of a
//! hobby and a coworker that are known. A mention strengthens a memory; it never changes one.

use super::facts::Said;
use super::notes::{Place, name_in, same, standing};
use super::people::{HOLDERS, Who};
use super::reader::Reader;
use super::words::{Word, stems, words};
use crate::memory::operation::{Claim, Operation};
use crate::memory::{Memory, Subject};

/// Attributes whose values come up by their own words.
const MENTIONED: &[&str] = &["hobby", "likes", "favorite", "inside_joke", "studies"];

/// Notes which memories a clause about the user speaks of.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>, who: Option<&Who>) {
    let of_other = matches!(who, Some(Who::Other(_) | Who::Persona));
    if of_other
        || said
            .words
            .iter()
            .any(|word| word.is(&["not", "never", "no"]))
    {
        return;
    }
    let spoken = stems(said.words);
    let reminded: Vec<usize> = standing(reader.hearing.memories)
        .enumerate()
        .filter(|(_, memory)| speaks_of(memory, said.words, &spoken))
        .map(|(at, _)| at)
        .collect();
    for at in reminded {
        if !reader.reminded.iter().any(|(_, other)| *other == at) {
            reader.reminded.push((said.place, at));
        }
    }
}

fn speaks_of(memory: &Memory, said: &[Word], spoken: &[String]) -> bool {
    if !matches!(memory.subject, Subject::User | Subject::Both) || memory.sensitive {
        return false;
    }
    let attribute = memory.attribute.as_str();
    if HOLDERS.contains(&attribute) {
        return name_in(&memory.value).is_some_and(|name| {
            said.iter()
                .any(|word| word.is_capital() && word.text == name)
        });
    }
    let value = words(&memory.value);
    let held = stems(&value);
    let telling = value.iter().any(|word| word.norm.chars().count() > 3);
    // "Climbing" is enough to speak of "rock climbing".
    let head = held.last().is_some_and(|last| spoken.contains(last));
    MENTIONED.contains(&attribute)
        && telling
        && (held.iter().all(|stem| spoken.contains(stem)) || (attribute == "hobby" && head))
}

/// The memories that were spoken of, as claims of what they say; not those that the call tells
/// more of.
pub fn operations(
    reminded: &[(Place, usize)],
    memories: &[Memory],
    told: &[Operation],
) -> Vec<Operation> {
    let untold = |memory: &Memory| {
        !told.iter().any(|operation| match operation {
            Operation::Claim { claim, .. } => {
                claim.subject == memory.subject
                    && (same(&claim.value, &memory.value)
                        || claim.replaces.as_ref() == Some(&memory.value))
            }
            Operation::Retract {
                subject,
                attribute,
                value,
                ..
            } => {
                *subject == memory.subject
                    && *attribute == memory.attribute
                    && value.as_ref().is_none_or(|value| *value == memory.value)
            }
            _ => false,
        })
    };
    reminded
        .iter()
        .filter_map(|(place, at)| Some((place.turn, standing(memories).nth(*at)?)))
        .filter(|(_, memory)| untold(memory))
        .map(|(turn, memory)| Operation::Claim {
            turn,
            claim: as_claim(memory),
        })
        .collect()
}

fn as_claim(memory: &Memory) -> Claim {
    Claim {
        category: memory.category,
        subject: memory.subject.clone(),
        attribute: memory.attribute.clone(),
        value: memory.value.clone(),
        content: memory.content.clone(),
        importance: memory.importance,
        confidence: memory.confidence,
        occurred_at: memory.occurred_at,
        sensitive: memory.sensitive,
        replaces: None,
    }
}
