//! How notes settle: the last word on a thing wins, what belongs together is joined, and what a
//! memory says already is said in its words.

use super::super::facts::with_article;
use super::super::people::{HOLDERS, relation};
use super::super::words::{capitalised, stems, uncapitalised, words};
use super::{Note, Noted, contains_word, name_in, same, standing};
use crate::memory::attribute::is_single;
use crate::memory::operation::{Claim, Operation};
use crate::memory::{LONGEST_CONTENT, Memory, Subject};

/// A note with what it is compared by, made once.
struct Sensed {
    noted: Noted,
    stems: Vec<String>,
    name: Option<String>,
}

impl Sensed {
    fn of(noted: Noted) -> Self {
        let value = match &noted.note {
            Note::Claim(claim) => Some((&claim.attribute, &claim.value)),
            _ => None,
        };
        let held = value.filter(|(attribute, _)| HOLDERS.contains(&attribute.as_str()));
        Self {
            stems: value
                .map(|(_, value)| stems(&words(value)))
                .unwrap_or_default(),
            name: held.and_then(|(_, value)| name_in(value)),
            noted,
        }
    }

    fn is_of_same(&self, other: &Self) -> bool {
        match (&self.noted.note, &other.noted.note) {
            (Note::Claim(one), Note::Claim(two)) => {
                let named = self.name.is_some() && self.name == other.name;
                one.subject == two.subject
                    && one.attribute == two.attribute
                    && (is_single(&one.attribute)
                        || named
                        || one.value.eq_ignore_ascii_case(&two.value)
                        || (!self.stems.is_empty() && self.stems == other.stems)
                        || is_told_closer(one, two))
            }
            (Note::Learn { key: one, .. }, Note::Learn { key: two, .. }) => one == two,
            (one, two) => one == two,
        }
    }
}

/// Of what was noted of one thing, the last.
pub fn last_words(noted: Vec<Noted>) -> Vec<Noted> {
    let mut settled: Vec<Sensed> = Vec::new();
    for one in noted {
        let mut one = Sensed::of(one);
        let earlier = settled.iter().position(|other| other.is_of_same(&one));
        if let Some(earlier) = earlier {
            let other = settled.remove(earlier);
            one = Sensed::of(follow(other.noted, one.noted));
        }
        // What was both claimed and ended: the later of the two.
        settled.retain(|other| !is_undone_by(&other.noted.note, &one.noted.note));
        settled.push(one);
    }
    settled.into_iter().map(|sensed| sensed.noted).collect()
}

/// "Got promoted" and then "got promoted to Senior Engineer" are one event.
fn is_told_closer(one: &Claim, other: &Claim) -> bool {
    one.attribute == "event"
        && (other.value.starts_with(&one.value) || one.value.starts_with(&other.value))
}

/// The later note, with what it keeps of the earlier.
fn follow(earlier: Noted, later: Noted) -> Noted {
    let again = earlier.again + 1;
    match (earlier.note, later.note) {
        (Note::Claim(one), Note::Claim(other)) => {
            let closer = (HOLDERS.contains(&one.attribute.as_str())
                || is_told_closer(&one, &other))
                && one.value.chars().count() > other.value.chars().count();
            let again = if same(&one.value, &other.value) {
                again
            } else {
                0
            };
            let (mut kept, place) = if closer {
                (one.clone(), earlier.place)
            } else {
                (other.clone(), later.place)
            };
            let joined = match kept.attribute.as_str() {
                "job" => join_jobs(&one.value, &other.value),
                _ => None,
            };
            if let Some((value, content)) = joined {
                kept.value = value;
                kept.content = with_subject(&kept, &content);
            }
            if matches!(kept.attribute.as_str(), "mom" | "dad") {
                join_family(&mut kept, &one.value);
            }
            kept.importance = one.importance.max(other.importance);
            kept.confidence = one.confidence.max(other.confidence);
            kept.occurred_at = other.occurred_at.or(one.occurred_at);
            kept.sensitive = one.sensitive || other.sensitive;
            kept.replaces = other.replaces.or(one.replaces);
            Noted {
                serial: earlier.serial,
                place,
                note: Note::Claim(kept),
                again,
            }
        }
        (_, note) => Noted {
            serial: later.serial,
            place: later.place,
            note,
            again,
        },
    }
}

fn is_undone_by(earlier: &Note, later: &Note) -> bool {
    match (earlier, later) {
        (
            Note::Claim(claim),
            Note::Retract {
                subject,
                attribute,
                value,
            },
        ) => {
            claim.subject == *subject
                && claim.attribute == *attribute
                && value.as_ref().is_none_or(|value| same(value, &claim.value))
        }
        (
            Note::Retract {
                subject,
                attribute,
                value,
            },
            Note::Claim(claim),
        ) => {
            // A new value of a single attribute ends the old one by itself.
            let again = value.as_ref().is_none_or(|value| same(value, &claim.value));
            claim.subject == *subject
                && claim.attribute == *attribute
                && (again || is_single(attribute))
        }
        (Note::Claim(one), Note::Claim(other)) => {
            one.subject == other.subject
                && (is_opposite(&one.attribute, &other.attribute) && same(&one.value, &other.value)
                    || is_other_diet(&one.attribute, &one.value, other))
        }
        _ => false,
    }
}

/// Nobody likes and dislikes the same.
fn is_opposite(one: &str, other: &str) -> bool {
    let likes = |attribute: &str| matches!(attribute, "likes" | "hobby");
    (likes(one) && other == "dislikes") || (one == "dislikes" && likes(other))
}

/// Who is pescatarian is vegan no more.
fn is_other_diet(attribute: &str, value: &str, claim: &Claim) -> bool {
    const DIETS: &[&str] = &["vegan", "vegetarian", "pescatarian"];
    let diet = |value: &str| {
        DIETS
            .iter()
            .position(|diet| value.eq_ignore_ascii_case(diet))
    };
    attribute == "diet"
        && claim.attribute == "diet"
        && diet(value).is_some_and(|old| diet(&claim.value).is_some_and(|new| new != old))
}

/// Memories that the claim can't stand beside.
pub fn contradicted<'a>(claim: &Claim, memories: &'a [Memory]) -> Vec<&'a Memory> {
    let parted = |memory: &Memory| {
        claim.attribute == "ex"
            && matches!(memory.attribute.as_str(), "partner" | "dating_status")
            && name_in(&claim.value).is_some_and(|name| contains_word(&memory.value, &name))
    };
    standing(memories)
        .filter(|memory| memory.subject == claim.subject)
        .filter(|memory| {
            (is_opposite(&memory.attribute, &claim.attribute) && same(&memory.value, &claim.value))
                || parted(memory)
                || is_other_diet(&memory.attribute, &memory.value, claim)
        })
        .collect()
}

/// The claim in the words of the memory that says the same, so that it strengthens that one.
pub fn known_as(mut claim: Claim, memories: &[Memory]) -> Claim {
    let of_same =
        |memory: &&Memory| memory.subject == claim.subject && memory.attribute == claim.attribute;
    let equal = standing(memories)
        .filter(of_same)
        .find(|memory| same(&memory.value, &claim.value));
    if let Some(memory) = equal {
        claim.value.clone_from(&memory.value);
        claim.content.clone_from(&memory.content);
        return claim;
    }
    if HOLDERS.contains(&claim.attribute.as_str()) {
        let name = name_in(&claim.value);
        let person = standing(memories)
            .filter(of_same)
            .find(|memory| name.is_some() && name_in(&memory.value) == name);
        if let Some(memory) = person {
            let plainer = stems(&words(&claim.value))
                .iter()
                .all(|stem| stems(&words(&memory.value)).contains(stem));
            if plainer {
                claim.value.clone_from(&memory.value);
                claim.content.clone_from(&memory.content);
            } else {
                claim.replaces = Some(memory.value.clone());
            }
        }
    }
    let kind = claim
        .value
        .rsplit_once(" (")
        .map(|(_, kind)| kind.to_owned());
    if claim.attribute == "favorite"
        && let Some(kind) = kind
    {
        let of_kind = standing(memories)
            .filter(of_same)
            .find(|memory| memory.value.ends_with(&format!(" ({kind}")));
        claim.replaces = of_kind.map(|memory| memory.value.clone());
    }
    claim
}

/// A job and what is told of a parent hold several things at once: what is known is kept beside
/// what is new.
pub fn settle_parts(claim: &mut Claim, memories: &[Memory]) {
    let known = standing(memories)
        .find(|memory| memory.subject == claim.subject && memory.attribute == claim.attribute);
    let Some(known) = known else {
        return;
    };
    match claim.attribute.as_str() {
        "job" => {
            if let Some((value, content)) = join_jobs(&known.value, &claim.value) {
                claim.value = value;
                claim.content = with_subject(claim, &content);
            }
        }
        "mom" | "dad" => join_family(claim, &known.value.clone()),
        _ => {}
    }
}

fn with_subject(claim: &Claim, says: &str) -> String {
    match &claim.subject {
        Subject::Person(name) if relation(name).is_some() => format!("User's {name} {says}"),
        Subject::Person(name) => format!("{name} {says}"),
        _ => format!("User {says}"),
    }
}

const WORKS_AT: &str = "Works at ";

/// A role without a firm and a firm without a role are one job; so is what was known more closely.
fn join_jobs(known: &str, told: &str) -> Option<(String, String)> {
    let firm = |value: &str| value.strip_prefix(WORKS_AT).map(str::to_owned);
    let parts = |value: &str| {
        value
            .split_once(" at ")
            .map(|(role, firm)| (role.to_owned(), firm.to_owned()))
            .filter(|_| !value.starts_with(WORKS_AT))
    };
    let joined = match (firm(known), parts(known), firm(told), parts(told)) {
        (Some(firm), _, None, None) if is_role(told) => format!("{told} at {firm}"),
        (None, None, Some(firm), _) if is_role(known) => format!("{known} at {firm}"),
        (_, Some((_, old)), Some(firm), _) if same(&old, &firm) => known.to_owned(),
        (_, Some((role, _)), None, None) if same(&role, told) => known.to_owned(),
        _ => return None,
    };
    let content = format!("is {}", with_article(&joined));
    Some((joined, content))
}

fn is_role(value: &str) -> bool {
    words(value)
        .iter()
        .any(|word| super::super::lexicon::is_occupation(&word.norm))
}

/// Adds the parts of `known` that the claim does not replace: "Lives in Ohio, calls every Sunday".
fn join_family(claim: &mut Claim, known: &str) {
    let head = |part: &str| part.split(' ').next().unwrap_or_default().to_lowercase();
    let told: Vec<String> = claim.value.split(", ").map(str::to_owned).collect();
    let gone = told.iter().any(|part| head(part) == "passed");
    let mut parts: Vec<String> = known
        .split(", ")
        .filter(|part| !gone && !told.iter().any(|new| head(new) == head(part)))
        .map(str::to_owned)
        .collect();
    if parts.iter().any(|part| head(part) == "passed") {
        return;
    }
    parts.extend(told.iter().enumerate().map(|(at, part)| {
        if at == 0 {
            part.clone()
        } else {
            uncapitalised(part)
        }
    }));
    let parts: Vec<String> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            if at == 0 {
                capitalised(part)
            } else {
                uncapitalised(part)
            }
        })
        .collect();
    claim.value = parts.join(", ");
    let said: Vec<String> = parts.iter().map(|part| uncapitalised(part)).collect();
    claim.content = format!("User's {} {}", claim.attribute, said.join(", "));
}

pub fn bounded(mut claim: Claim) -> Claim {
    claim.value = super::super::words::bounded(&claim.value, LONGEST_CONTENT);
    claim.content = super::super::words::bounded(&claim.content, LONGEST_CONTENT);
    claim
}

/// Of endings that are the same, the first.
pub fn without_twins(operations: Vec<Operation>) -> Vec<Operation> {
    let mut single: Vec<Operation> = Vec::new();
    for operation in operations {
        let twin = match &operation {
            Operation::Retract {
                subject,
                attribute,
                value,
                ..
            } => single.iter().any(|other| {
                matches!(other, Operation::Retract { subject: of, attribute: own, value: held, .. }
                    if of == subject && own == attribute && held == value)
            }),
            _ => false,
        };
        if !twin {
            single.push(operation);
        }
    }
    single
}

/// More than this nobody tells in one call; what is over is what matters least.
const MOST_OPERATIONS: usize = 100;

pub fn most_important(operations: Vec<Operation>) -> Vec<Operation> {
    let weight = |operation: &Operation| match operation {
        Operation::Claim { claim, .. } => claim.importance,
        _ => 1.0,
    };
    let mut order: Vec<usize> = (0..operations.len()).collect();
    order.sort_by(|one, other| {
        let weight = |at: &usize| operations.get(*at).map_or(0.0, weight);
        weight(other).total_cmp(&weight(one)).then(one.cmp(other))
    });
    order.truncate(MOST_OPERATIONS);
    let kept = |at: usize| order.contains(&at);
    operations
        .into_iter()
        .enumerate()
        .filter(|(at, _)| kept(*at))
        .map(|(_, operation)| operation)
        .collect()
}
