//! What of a reading is let in: what can be meant, and what the user lets be remembered. It is
//! decided before anything is stored.

use super::likeness::{self, LONGEST_NAME};
use crate::memory::operation::{Claim, Operation};
use crate::memory::{Category, LONGEST_CONTENT, Subject};
use crate::relationship::MemoryConfig;
use crate::time::Timestamp;

/// What is told of happened after 1779 and will have happened before 2224; in milliseconds.
const EARLIEST: i64 = -6_000_000_000_000;
const LATEST: i64 = 8_000_000_000_000;

/// The operation within its bounds: names as they are kept, sentences cut to their length, numbers
/// in their range. None where it can't be meant.
pub fn valid(operation: Operation) -> Option<Operation> {
    Some(match operation {
        Operation::Claim { turn, claim } => Operation::Claim {
            turn,
            claim: valid_claim(claim)?,
        },
        Operation::Retract {
            turn,
            subject,
            attribute,
            value,
        } => Operation::Retract {
            turn,
            subject: valid_subject(subject)?,
            attribute: likeness::attribute_name(&attribute)?,
            value: match value {
                Some(value) => Some(valid_value(&value)?),
                None => None,
            },
        },
        Operation::Storyline {
            turn,
            topic,
            summary,
            status,
        } => Operation::Storyline {
            turn,
            topic: likeness::name(&topic)?,
            summary: cut(&summary),
            status,
        },
        Operation::Learn { turn, key, value } => {
            let value = cut(&value);
            if value.is_empty() {
                return None;
            }
            Operation::Learn {
                turn,
                key: likeness::name(&key)?,
                value,
            }
        }
    })
}

fn valid_claim(claim: Claim) -> Option<Claim> {
    let value = valid_value(&claim.value)?;
    let attribute = likeness::attribute_name(&claim.attribute)?;
    let content = cut(&claim.content);
    let plausible = |at: &Timestamp| (EARLIEST..=LATEST).contains(&at.millis());
    Some(Claim {
        category: claim.category,
        subject: valid_subject(claim.subject)?,
        content: if content.is_empty() {
            value.clone()
        } else {
            content
        },
        importance: share(claim.importance),
        confidence: share(claim.confidence),
        occurred_at: claim.occurred_at.filter(plausible),
        sensitive: claim.sensitive,
        replaces: claim.replaces.and_then(|value| valid_value(&value)),
        attribute,
        value,
    })
}

fn valid_value(value: &str) -> Option<String> {
    let value = value.trim();
    let is_meant = value.chars().any(char::is_alphanumeric)
        && value.chars().count() <= LONGEST_CONTENT
        && !value.chars().any(char::is_control);
    is_meant.then(|| value.to_owned())
}

fn valid_subject(subject: Subject) -> Option<Subject> {
    match subject {
        Subject::Person(name) => {
            let name = name.trim();
            let is_meant =
                name.chars().any(char::is_alphanumeric) && name.chars().count() <= LONGEST_NAME;
            is_meant.then(|| Subject::Person(name.to_owned()))
        }
        subject => Some(subject),
    }
}

pub fn cut(text: &str) -> String {
    let cut: String = text.trim().chars().take(LONGEST_CONTENT).collect();
    cut.trim_end().to_owned()
}

fn share(number: f64) -> f64 {
    if number.is_finite() {
        number.clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// Whether the user lets such a thing be remembered. What ends a memory is always let in.
pub fn permits(config: &MemoryConfig, operation: &Operation) -> bool {
    match operation {
        Operation::Claim { claim, .. } => {
            permits_subject(config, &claim.subject)
                && match claim.category {
                    Category::RelationshipFact | Category::InsideJoke => {
                        config.remember_relationship_details
                    }
                    Category::OngoingStoryline => config.remember_past_conversations,
                    Category::UserFact => config.remember_personal_facts,
                    Category::ImportantMemory | Category::Preference => true,
                }
        }
        Operation::Retract { .. } => true,
        Operation::Storyline { .. } => config.remember_past_conversations,
        Operation::Learn { .. } => config.remember_relationship_details,
    }
}

/// Whether the user lets anything be remembered of that subject.
pub fn permits_subject(config: &MemoryConfig, subject: &Subject) -> bool {
    match subject {
        Subject::User | Subject::Person(_) => config.remember_personal_facts,
        Subject::Both | Subject::Persona => config.remember_relationship_details,
    }
}
