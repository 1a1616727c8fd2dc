//! Under which heading a memory stands, in the `long_term:` document and in a prompt alike.

use crate::memory::attribute::{Known, NOTE, known_by_name};
use crate::memory::{Category, Memory, Subject};

/// Where a memory stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place<'a> {
    /// Under an attribute of the user or of the relationship.
    Attribute(&'static Known),
    /// With what else is known of someone.
    Person(&'a str),
    /// With what the persona told of itself.
    Persona,
}

/// Attributes whose values are people: someone's own memory of that attribute names them there,
/// as "Sarah (problematic)".
const PEOPLE: &[&str] = &[
    "boss", "partner", "ex", "coworker", "friend", "mom", "dad", "sibling", "child", "relative",
    "pet",
];

/// Those whose label and value make a phrase: "Lives in Ohio", "Allergic to peanuts".
const PHRASES: &[&str] = &[
    "home",
    "hometown",
    "likes",
    "dislikes",
    "allergy",
    "language",
    "possession",
];

/// Where a memory stands, and in which words; none for one that says nothing.
pub fn place(memory: &Memory) -> Option<(Place<'_>, String)> {
    let value = memory.value.trim();
    let known =
        known_by_name(&memory.attribute).or_else(|| known_by_name(usual(memory.category)))?;
    let is_of_the_user = matches!(known.category, Category::UserFact);
    let (place, text) = match &memory.subject {
        Subject::Person(name) if !is_shared(known) => {
            let name = name.trim();
            if PEOPLE.contains(&known.name) {
                (Place::Attribute(known), introduced(name, known, value))
            } else if let Some(parent) = parent(name).and_then(known_by_name) {
                (Place::Attribute(parent), phrase(memory, known, value))
            } else {
                (Place::Person(name), phrase(memory, known, value))
            }
        }
        Subject::Persona if is_of_the_user => (Place::Persona, phrase(memory, known, value)),
        Subject::Both if is_of_the_user => (
            Place::Attribute(known_by_name("between_us")?),
            phrase(memory, known, value),
        ),
        _ => (Place::Attribute(known), worded(memory, known, value)),
    };
    (!text.is_empty()).then_some((place, text))
}

/// What belongs to the two of them, whoever it is about.
fn is_shared(known: &Known) -> bool {
    matches!(
        known.category,
        Category::InsideJoke | Category::ImportantMemory | Category::Preference
    )
}

/// Where a memory of an attribute that nobody knows stands.
fn usual(category: Category) -> &'static str {
    match category {
        Category::RelationshipFact => "between_us",
        Category::InsideJoke => "inside_joke",
        Category::ImportantMemory => "event",
        Category::UserFact | Category::Preference | Category::OngoingStoryline => "other",
    }
}

/// "Sarah (problematic)"; for "mom" alone what is said of her.
fn introduced(name: &str, known: &Known, value: &str) -> String {
    let is_role = parent(name) == Some(known.name) || name.eq_ignore_ascii_case(known.name);
    if is_role {
        value.to_owned()
    } else if value.is_empty() || value.eq_ignore_ascii_case(name) {
        name.to_owned()
    } else {
        format!("{name} ({value})")
    }
}

fn parent(name: &str) -> Option<&'static str> {
    match name.to_lowercase().as_str() {
        "mom" | "mum" | "mother" | "mama" => Some("mom"),
        "dad" | "father" | "papa" => Some("dad"),
        _ => None,
    }
}

/// A value that stands away from its label.
fn phrase(memory: &Memory, known: &Known, value: &str) -> String {
    if value.is_empty() {
        String::new()
    } else if PHRASES.contains(&known.name) {
        format!("{} {value}", known.label)
    } else if matches!(known.name, "other" | "between_us") || known.name != memory.attribute {
        worded(memory, known, value)
    } else {
        format!("{}: {value}", known.label)
    }
}

/// A value under its label; with its attribute in words where the label is another's.
fn worded(memory: &Memory, known: &Known, value: &str) -> String {
    let spoken = memory.attribute.replace('_', " ");
    let spoken = spoken.trim();
    let says_nothing = spoken.is_empty() || spoken == NOTE;
    if value.is_empty() || known.name == memory.attribute || says_nothing {
        value.to_owned()
    } else {
        format!("{spoken}: {value}")
    }
}
