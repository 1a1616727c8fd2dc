//! What memories say in a prompt, and where.

use super::choice::{Line, Piece, Shape};
use super::dates::ago;
use super::names::Names;
use super::plain::{capitalised, line};
use super::tokens::Counter;
use super::{Candidate, Considered, Section, Why};
use crate::call::briefing::Briefing;
use crate::memory::attribute::{ATTRIBUTES, Known, is_lasting};
use crate::memory::document::{Place, place};
use crate::memory::strength::strength;
use crate::memory::{Category, Memory, State};

/// The most that one memory may cost.
const LONGEST: u32 = 120;
/// The most that the name of someone else may cost.
const LONGEST_NAME: u32 = 25;
/// The most that all topics to avoid may cost; they always stay.
const LONGEST_AVOID: u32 = 160;
/// The most that one of them may cost.
const LONGEST_TOPIC: u32 = 40;

/// Memories, sifted.
pub struct Sifted {
    /// Those that may be told.
    pub pieces: Vec<Piece>,
    /// Topics to leave alone, as they are named.
    pub avoid: Vec<String>,
    /// What became of the others.
    pub trace: Vec<Considered>,
}

pub fn sift(briefing: &Briefing, names: &Names, counter: Counter<'_>) -> Sifted {
    let mut sifted = Sifted {
        pieces: Vec::new(),
        avoid: Vec::new(),
        trace: Vec::new(),
    };
    let mut to_avoid = Vec::new();
    for memory in &briefing.memories {
        let what = Candidate::Memory(memory.id.clone());
        let Some((place, text)) = place(memory) else {
            let dropped = Considered::dropped(what, Section::Known, Why::Empty);
            sifted.trace.push(dropped);
            continue;
        };
        let section = section(place);
        let text = line(&text);
        if let Some(why) = kept_out(memory, &text, briefing) {
            sifted.trace.push(Considered::dropped(what, section, why));
        } else if is_to_avoid(memory, place) {
            to_avoid.push((memory, topic(place, &text, counter)));
        } else if names.source.as_ref() == Some(&what) {
            let said = Considered::kept(what, section, Why::SaidAlready);
            sifted.trace.push(said);
        } else {
            sifted
                .pieces
                .push(piece(memory, place, &text, briefing, names, counter));
        }
    }
    sifted.name_what_to_avoid(to_avoid, counter);
    sifted
}

impl Sifted {
    /// The gravest first, as far as they fit.
    fn name_what_to_avoid(&mut self, mut topics: Vec<(&Memory, String)>, counter: Counter<'_>) {
        topics.sort_by(|(one, _), (other, _)| {
            other
                .pinned
                .cmp(&one.pinned)
                .then_with(|| other.importance.total_cmp(&one.importance))
                .then_with(|| (one.learned_at, &one.id).cmp(&(other.learned_at, &other.id)))
        });
        let mut spent = 0;
        for (memory, topic) in topics {
            let what = Candidate::Memory(memory.id.clone());
            let cost = counter.tokens(&topic) + 2;
            if self.avoid.contains(&topic) {
                let said = Considered::kept(what, Section::Style, Why::SaidAlready);
                self.trace.push(said);
            } else if spent + cost <= LONGEST_AVOID {
                spent += cost;
                self.avoid.push(topic);
                let named = Considered::kept(what, Section::Style, Why::ToAvoid);
                self.trace.push(named);
            } else {
                let dropped = Considered::dropped(what, Section::Style, Why::NoRoom);
                self.trace.push(dropped);
            }
        }
    }
}

fn kept_out(memory: &Memory, text: &str, briefing: &Briefing) -> Option<Why> {
    let lasts = memory.pinned || is_lasting(&memory.attribute);
    match memory.state {
        State::Superseded | State::Retracted | State::Archived => Some(Why::NotCurrent),
        State::Faded => Some(Why::Faded),
        // Its row is only told so by the next sweep.
        State::Current if !lasts && memory.fades_at.is_some_and(|at| at <= briefing.now) => {
            Some(Why::Faded)
        }
        State::Current => text.is_empty().then_some(Why::Empty),
    }
}

fn is_to_avoid(memory: &Memory, place: Place<'_>) -> bool {
    match place {
        Place::Attribute(known) if known.name == "topic_to_avoid" => true,
        // The family stands in one line, where what hurts is marked.
        Place::Attribute(known) if family_role(known).is_some() => false,
        _ => memory.sensitive,
    }
}

fn topic(place: Place<'_>, text: &str, counter: Counter<'_>) -> String {
    let named = match place {
        Place::Attribute(known) if known.name == "topic_to_avoid" => text.to_owned(),
        Place::Attribute(known) => format!("{}: {text}", known.label.to_lowercase()),
        Place::Person(name) => format!("{}: {text}", counter.fit(&line(name), LONGEST_NAME)),
        Place::Persona => text.to_owned(),
    };
    counter.fit(&named, LONGEST_TOPIC)
}

fn section(place: Place<'_>) -> Section {
    match place {
        Place::Attribute(known) => match known.category {
            Category::RelationshipFact | Category::InsideJoke => Section::Relationship,
            Category::Preference => Section::Style,
            Category::UserFact | Category::ImportantMemory | Category::OngoingStoryline => {
                Section::Known
            }
        },
        Place::Person(_) => Section::Known,
        Place::Persona => Section::Relationship,
    }
}

fn piece(
    memory: &Memory,
    place: Place<'_>,
    text: &str,
    briefing: &Briefing,
    names: &Names,
    counter: Counter<'_>,
) -> Piece {
    let text = match place {
        Place::Attribute(known) => worded(memory, known, text, briefing, counter),
        Place::Person(_) | Place::Persona => text.to_owned(),
    };
    let text = counter.fit(&text, LONGEST);
    let attribute = rank(&memory.attribute);
    Piece {
        what: Candidate::Memory(memory.id.clone()),
        section: section(place),
        line: line_of(place, names, counter),
        order: (
            attribute,
            memory.learned_at.millis(),
            memory.id.as_str().to_owned(),
        ),
        tokens: counter.tokens(&text),
        text,
        worth: worth(memory, briefing),
        pinned: memory.pinned,
    }
}

/// Importance, as strong and as sure as it is now.
fn worth(memory: &Memory, briefing: &Briefing) -> f64 {
    let days = briefing.now.days_since(memory.last_mentioned_at);
    let strong = if memory.pinned || is_lasting(&memory.attribute) {
        1.0
    } else {
        strength(memory.stability, days)
    };
    [memory.importance, strong, memory.confidence]
        .into_iter()
        .map(|factor| {
            if factor.is_finite() {
                factor.clamp(0.0, 1.0)
            } else {
                0.0
            }
        })
        .product()
}

fn line_of(place: Place<'_>, names: &Names, counter: Counter<'_>) -> Line {
    let (rank, shape, label) = match place {
        Place::Attribute(known) => match known.name {
            _ if family_role(known).is_some() => (rank("mom"), Shape::Joined, "Family".to_owned()),
            "boss" => (rank("job"), Shape::Joined, "Job".to_owned()),
            "event" => (rank("event"), Shape::Listed, String::new()),
            "inside_joke" => (
                rank("inside_joke"),
                Shape::Headed,
                "Inside jokes you share:".to_owned(),
            ),
            name => (rank(name), Shape::Joined, known.label.to_owned()),
        },
        // After all that is known of the user.
        Place::Person(name) => (
            ATTRIBUTES.len(),
            Shape::Joined,
            counter.fit(&line(name), LONGEST_NAME),
        ),
        Place::Persona => (
            0,
            Shape::Joined,
            format!("What you told {} of yourself", names.user),
        ),
    };
    Line { rank, shape, label }
}

/// An attribute's place in the table.
fn rank(attribute: &str) -> usize {
    ATTRIBUTES
        .iter()
        .position(|known| known.name == attribute)
        .unwrap_or(ATTRIBUTES.len())
}

fn family_role(known: &Known) -> Option<&'static str> {
    known
        .path
        .starts_with("user_facts.family.")
        .then_some(known.name)
}

/// A value as it stands in its line.
fn worded(
    memory: &Memory,
    known: &Known,
    text: &str,
    briefing: &Briefing,
    counter: Counter<'_>,
) -> String {
    let when = memory
        .occurred_at
        .map(|at| ago(at, briefing.now, briefing.zone));
    if let Some(role) = family_role(known) {
        let mark = if memory.sensitive {
            " (sensitive topic)"
        } else {
            ""
        };
        let kept = counter.fit(text, LONGEST.saturating_sub(counter.tokens(mark) + 10));
        return format!("{role}: {kept}{mark}");
    }
    match (known.name, when) {
        ("boss", _) => format!("reports to {text}"),
        ("event", when) => {
            let when = when.map_or_else(String::new, |when| format!("{}: ", capitalised(&when)));
            format!("{when}{}", told(memory, text))
        }
        ("plan", Some(when)) => format!("{text} ({when})"),
        _ => text.to_owned(),
    }
}

/// An event, with its sentence where that says more.
fn told(memory: &Memory, text: &str) -> String {
    let content = line(&memory.content);
    let (says, told) = (content.to_lowercase(), text.to_lowercase());
    if says.contains(&told) || told.contains(&says) {
        text.to_owned()
    } else {
        format!("{text} - {content}")
    }
}
