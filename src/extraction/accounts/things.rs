//! Things of the user's that are known, spoken of again: "the key's with Nigel now", "rent's gone up,
//! seven twenty". What was told of them before is so no more.

use super::super::dates::number;
use super::super::facts::Said;
use super::super::importance;
use super::super::lexicon::is_delicate;
use super::super::notes::standing;
use super::super::reader::Reader;
use super::super::words::{Word, rest, said, span, stems, words};
use super::subject::{begins_verb, verb_at};
use super::wording::{of_user, own_part, spelt_out};
use crate::memory::operation::Claim;
use crate::memory::{Category, Subject};

/// A thing of which something is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Thing {
    /// "User's spare key".
    label: String,
    /// By what the memory is known.
    attribute: String,
    value: String,
    /// What it said of the thing, from the verb on.
    told: Vec<Word>,
}

/// Notes what the clause changes in what is known of a thing; whether it did.
pub fn note(reader: &mut Reader<'_>, spoken: Said<'_>) -> bool {
    let clause = own_part(spoken.words);
    let Some((thing, verb)) = known(reader, spoken, clause) else {
        return false;
    };
    let denied = verb.iter().take(3).position(|word| word.norm == "not");
    if let Some(not) = denied {
        if is_told(&thing, rest(verb, not + 1)) {
            retract(reader, spoken, &thing);
        }
        reader.thing = Some((spoken.place.exchange, thing));
        return true;
    }
    if !changes(&thing, verb) {
        return false;
    }
    let is_sensitive = is_delicate(spoken.words) || is_delicate(&words(&thing.value));
    let says = of_user(&spelt_out(verb));
    let content = format!("{} {says}", thing.label);
    if stems(&words(&content)) == stems(&words(&thing.value)) {
        return false;
    }
    let of_now = standing(reader.hearing.memories)
        .any(|memory| memory.attribute == thing.attribute && memory.value == thing.value);
    reader
        .notes
        .drop_claims(|claim| claim.attribute == thing.attribute && claim.value == thing.value);
    let claim = Claim {
        category: Category::UserFact,
        subject: Subject::User,
        attribute: thing.attribute.clone(),
        value: content.clone(),
        importance: importance::of(&thing.attribute, &content, true, spoken.sentence),
        content,
        confidence: 0.8,
        occurred_at: None,
        sensitive: is_sensitive,
        replaces: of_now.then(|| thing.value.clone()),
    };
    let told = verb.to_vec();
    reader.thing = Some((
        spoken.place.exchange,
        Thing {
            value: claim.value.clone(),
            told,
            ..thing
        },
    ));
    reader.notes.claim(spoken.place, claim);
    true
}

/// Whether what is denied of a thing is what was told of it: not that it works, where it was told with
/// whom it is.
fn is_told(thing: &Thing, denied: &[Word]) -> bool {
    let (for_good, what): (Vec<Word>, Vec<Word>) = denied
        .iter()
        .filter(|word| !word.is(&["any", "now"]))
        .cloned()
        .partition(|word| word.is(&["anymore", "more", "longer"]));
    let what = stems(&what);
    let told = stems(&thing.told);
    what.iter().all(|stem| told.contains(stem)) && !(what.is_empty() && for_good.is_empty())
}

fn retract(reader: &mut Reader<'_>, spoken: Said<'_>, thing: &Thing) {
    reader
        .notes
        .drop_claims(|claim| claim.attribute == thing.attribute && claim.value == thing.value);
    reader.end_standing(spoken.place, |memory| {
        memory.subject == Subject::User
            && memory.attribute == thing.attribute
            && memory.value == thing.value
    });
}

/// Whether what is told now stands in the place of what was told: of where or how much, or said to be so
/// "now".
fn changes(thing: &Thing, verb: &[Word]) -> bool {
    let counts = |words: &[Word]| {
        words.iter().any(|word| {
            !word.is(&["a", "an", "one"]) && number(std::slice::from_ref(word)).is_some()
        })
    };
    let second = |words: &[Word]| words.get(1).map(|word| word.norm.clone());
    let anew = verb
        .iter()
        .any(|word| word.is(&["now", "again", "instead", "nowadays"]));
    let same_joint = second(&thing.told) == second(verb)
        && verb.get(1).is_some_and(|word| {
            word.is(&[
                "with", "in", "at", "on", "under", "behind", "called", "due", "by",
            ])
        });
    (counts(&thing.told) && counts(verb))
        || same_joint
        || (anew
            && verb
                .first()
                .is_some_and(|word| word.is(&["is", "'s", "are", "has"])))
}

/// The known thing with which the clause begins, and its verb.
fn known<'a>(
    reader: &Reader<'_>,
    spoken: Said<'_>,
    clause: &'a [Word],
) -> Option<(Thing, &'a [Word])> {
    let first = clause.first()?;
    if first.norm == "it" {
        let verb = rest(clause, 1);
        let (exchange, thing) = reader.thing.clone()?;
        let near = spoken.place.exchange <= exchange + 1;
        return (near && begins_verb(verb)).then_some((thing, verb));
    }
    let bare = usize::from(first.is(&["the", "my", "that", "our"]));
    let at = if bare == 0 {
        (1..=2).find(|at| begins_verb(rest(clause, *at)))?
    } else {
        verb_at(clause)?
    };
    let noun = clause.get(at.checked_sub(1)?)?;
    if at <= bare || noun.is_mark() {
        return None;
    }
    let told = || {
        let noted = reader.notes.claims().map(|(_, claim)| {
            (
                &claim.subject,
                &claim.attribute,
                &claim.value,
                &claim.content,
            )
        });
        let memories = standing(reader.hearing.memories);
        memories
            .map(|memory| {
                (
                    &memory.subject,
                    &memory.attribute,
                    &memory.value,
                    &memory.content,
                )
            })
            .chain(noted)
            .filter(|(subject, ..)| **subject == Subject::User)
    };
    let thing = told()
        .filter_map(|(_, attribute, value, content)| of_content(attribute, value, content, noun))
        .last()?;
    Some((thing, rest(clause, at)))
}

/// The thing that a memory is about, where its noun is that one.
fn of_content(attribute: &str, value: &str, content: &str, noun: &Word) -> Option<Thing> {
    let rest_of = content
        .strip_prefix("User's ")
        .filter(|rest_of| rest_of.contains(noun.norm.as_str()))?;
    let told = words(rest_of);
    let at = verb_at_noun(&told, noun)?;
    Some(Thing {
        label: format!("User's {}", said(span(&told, 0, at))),
        attribute: attribute.to_owned(),
        value: value.to_owned(),
        told: rest(&told, at).to_vec(),
    })
}

fn verb_at_noun(told: &[Word], noun: &Word) -> Option<usize> {
    let at = (1..told.len().min(5)).find(|at| begins_verb(rest(told, *at)))?;
    told.get(at - 1)
        .filter(|head| head.norm == noun.norm)
        .map(|_| at)
}
