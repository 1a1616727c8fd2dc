//! What was noted while reading, and how it settles into operations: said twice it is said once,
//! the last word on a thing wins, and what was taken back was never said.

use super::importance;
use super::people::{HOLDERS, relation};
use super::words::{capitalised, stems, uncapitalised, words};
use crate::memory::attribute::is_single;
use crate::memory::operation::{Claim, Operation};
use crate::memory::{LONGEST_CONTENT, Memory, State, Subject};

/// More than this nobody tells in one call; what is over is what matters least.
const MOST_OPERATIONS: usize = 100;

#[derive(Debug, Clone, PartialEq)]
pub enum Note {
    Claim(Claim),
    Retract {
        subject: Subject,
        attribute: String,
        value: Option<String>,
    },
    Learn {
        key: String,
        value: String,
    },
}

/// Where in the call a thing was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub turn: u32,
    /// Which of the user's turns it was, counted from 0.
    pub exchange: usize,
}

#[derive(Debug, Clone, PartialEq)]
struct Noted {
    place: Place,
    note: Note,
    /// How often it came up again.
    again: u32,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Notes(Vec<Noted>);

impl Notes {
    pub fn claim(&mut self, place: Place, claim: Claim) {
        if !claim.value.trim().is_empty() {
            self.push(place, Note::Claim(claim));
        }
    }

    pub fn push(&mut self, place: Place, note: Note) {
        let twin = self
            .0
            .iter()
            .rposition(|noted| is_told_again(&noted.note, &note));
        let again = twin.map_or(0, |twin| self.0.remove(twin).again + 1);
        self.0.push(Noted { place, note, again });
    }

    /// The claims so far.
    pub fn claims(&self) -> impl DoubleEndedIterator<Item = (Place, &Claim)> {
        self.0.iter().filter_map(|noted| match &noted.note {
            Note::Claim(claim) => Some((noted.place, claim)),
            _ => None,
        })
    }

    /// Drops what was noted of that turn of the user.
    pub fn drop_exchange(&mut self, exchange: usize) {
        self.0.retain(|noted| noted.place.exchange != exchange);
    }

    /// Drops the claims that are so.
    pub fn drop_claims(&mut self, is_so: impl Fn(&Claim) -> bool) {
        self.0
            .retain(|noted| !matches!(&noted.note, Note::Claim(claim) if is_so(claim)));
    }

    /// Makes what is asked to be remembered weigh more.
    pub fn weigh_since(&mut self, from: usize, least: f64) {
        for noted in self.0.iter_mut().skip(from) {
            if let Note::Claim(claim) = &mut noted.note {
                claim.importance = claim.importance.max(least);
            }
        }
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Puts one word in the place of another: "it's Jess, not Jessica".
    pub fn reword(&mut self, old: &str, new: &str) -> bool {
        let mut any = false;
        for noted in &mut self.0 {
            match &mut noted.note {
                Note::Claim(claim) if contains_word(&claim.value, old) => {
                    claim.value = replace_word(&claim.value, old, new);
                    claim.content = replace_word(&claim.content, old, new);
                    any = true;
                }
                Note::Learn { value, .. } if contains_word(value, old) => {
                    *value = replace_word(value, old, new);
                    any = true;
                }
                _ => {}
            }
        }
        any
    }

    /// What remains, as operations.
    pub fn settle(self, memories: &[Memory]) -> Vec<Operation> {
        let mut noted = self.0;
        for one in &mut noted {
            if let Note::Claim(claim) = &mut one.note {
                settle_parts(claim, memories);
            }
        }
        let noted = last_words(noted);
        let mut operations = Vec::new();
        for one in noted {
            let turn = one.place.turn;
            match one.note {
                Note::Claim(mut claim) => {
                    claim.importance = importance::repeated(claim.importance, one.again);
                    operations.extend(
                        contradicted(&claim, memories)
                            .into_iter()
                            .map(|memory| retract(turn, memory)),
                    );
                    operations.push(Operation::Claim {
                        turn,
                        claim: bounded(known_as(claim, memories)),
                    });
                }
                Note::Retract {
                    subject,
                    attribute,
                    value,
                } => {
                    operations.push(Operation::Retract {
                        turn,
                        subject,
                        attribute,
                        value,
                    });
                }
                Note::Learn { key, value } => {
                    let value = super::words::bounded(&value, LONGEST_CONTENT);
                    operations.push(Operation::Learn { turn, key, value });
                }
            }
        }
        most_important(without_twins(operations))
    }
}

/// Whether the very same is noted, however much it weighs.
fn is_told_again(one: &Note, other: &Note) -> bool {
    match (one, other) {
        (Note::Claim(one), Note::Claim(other)) => {
            one.value == other.value
                && one.attribute == other.attribute
                && one.subject == other.subject
                && one.occurred_at == other.occurred_at
        }
        _ => one == other,
    }
}

/// Whether two values say the same.
pub fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || {
        let (one, other) = (stems(&words(one)), stems(&words(other)));
        !one.is_empty() && one == other
    }
}

/// The name in a value such as "Younger brother Tom" or "Sarah (problematic)".
pub fn name_in(value: &str) -> Option<String> {
    words(value)
        .into_iter()
        .find(|word| {
            word.is_capital()
                && relation(&word.norm).is_none()
                && !super::people::is_qualifier(word)
        })
        .map(|word| word.text)
}

fn is_current(memory: &&Memory) -> bool {
    !matches!(memory.state, State::Superseded | State::Retracted)
}

/// Memories that stand.
pub fn standing(memories: &[Memory]) -> impl Iterator<Item = &Memory> {
    memories.iter().filter(is_current)
}

fn retract(turn: u32, memory: &Memory) -> Operation {
    Operation::Retract {
        turn,
        subject: memory.subject.clone(),
        attribute: memory.attribute.clone(),
        value: Some(memory.value.clone()),
    }
}

/// Of what was noted of one thing, the last.
fn last_words(noted: Vec<Noted>) -> Vec<Noted> {
    let mut settled: Vec<Noted> = Vec::new();
    for mut one in noted {
        let earlier = settled
            .iter()
            .position(|other| is_of_same(&other.note, &one.note));
        if let Some(earlier) = earlier {
            let other = settled.remove(earlier);
            one = follow(other, one);
        }
        // What was both claimed and ended: the later of the two.
        settled.retain(|other| !is_undone_by(&other.note, &one.note));
        settled.push(one);
    }
    settled
}

fn is_of_same(one: &Note, other: &Note) -> bool {
    match (one, other) {
        (Note::Claim(one), Note::Claim(other)) => {
            let attribute = one.subject == other.subject && one.attribute == other.attribute;
            let people = HOLDERS.contains(&one.attribute.as_str())
                && name_in(&one.value).is_some()
                && name_in(&one.value) == name_in(&other.value);
            attribute
                && (is_single(&one.attribute)
                    || people
                    || same(&one.value, &other.value)
                    || is_told_closer(one, other))
        }
        (Note::Learn { key: one, .. }, Note::Learn { key: other, .. }) => one == other,
        (one, other) => one == other,
    }
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
                place,
                note: Note::Claim(kept),
                again,
            }
        }
        (_, note) => Noted {
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
                && is_opposite(&one.attribute, &other.attribute)
                && same(&one.value, &other.value)
        }
        _ => false,
    }
}

/// Nobody likes and dislikes the same.
fn is_opposite(one: &str, other: &str) -> bool {
    let likes = |attribute: &str| matches!(attribute, "likes" | "hobby");
    (likes(one) && other == "dislikes") || (one == "dislikes" && likes(other))
}

/// Memories that the claim can't stand beside.
fn contradicted<'a>(claim: &Claim, memories: &'a [Memory]) -> Vec<&'a Memory> {
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
        })
        .collect()
}

/// The claim in the words of the memory that says the same, so that it strengthens that one.
fn known_as(mut claim: Claim, memories: &[Memory]) -> Claim {
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
fn settle_parts(claim: &mut Claim, memories: &[Memory]) {
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
    let content = format!("is {}", super::facts::with_article(&joined));
    Some((joined, content))
}

fn is_role(value: &str) -> bool {
    words(value)
        .iter()
        .any(|word| super::lexicon::is_occupation(&word.norm))
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

fn bounded(mut claim: Claim) -> Claim {
    claim.value = super::words::bounded(&claim.value, LONGEST_CONTENT);
    claim.content = super::words::bounded(&claim.content, LONGEST_CONTENT);
    claim
}

/// Of endings that are the same, the first.
fn without_twins(operations: Vec<Operation>) -> Vec<Operation> {
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

fn most_important(operations: Vec<Operation>) -> Vec<Operation> {
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

/// Whether a text holds the word, whole.
pub fn contains_word(text: &str, word: &str) -> bool {
    let sought = words(word);
    let text = words(text);
    !sought.is_empty()
        && text.windows(sought.len()).any(|window| {
            window
                .iter()
                .map(|word| &word.norm)
                .eq(sought.iter().map(|word| &word.norm))
        })
}

pub fn replace_word(text: &str, old: &str, new: &str) -> String {
    let sought = words(old);
    let all = words(text);
    let mut out: Vec<super::words::Word> = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let here = super::words::span(&all, at, at + sought.len());
        let found = here.len() == sought.len()
            && here
                .iter()
                .map(|word| &word.norm)
                .eq(sought.iter().map(|word| &word.norm));
        if found {
            let glued = here.first().is_some_and(|word| word.glued);
            let mut new = words(new);
            if let Some(first) = new.first_mut() {
                first.glued = glued;
            }
            out.extend(new);
            at += sought.len();
        } else {
            out.extend(all.get(at).cloned());
            at += 1;
        }
    }
    super::words::said(&out)
}
