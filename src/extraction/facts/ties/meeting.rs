//! People and animals as they come into the talk: "a girl called Ioana", "our Craig … that's my lad",
//! "Tilly, the other dog", "she's called Gravy, she's a whippet", "a tortoise. Sheldon."

use super::super::super::pattern::{finds, matches};
use super::super::super::people::{Mention, Relation, is_pet_kind, role, role_at};
use super::super::super::reader::Reader;
use super::super::super::words::{Word, rest, span};
use super::super::Said;
use super::super::shapes::tidy;
use super::{give_name, introduce};
use crate::memory::Subject;

/// Nouns for a person of whom nothing else is known.
#[rustfmt::skip]
const SOMEBODY: &[&str] = &[
    "girl", "lad", "guy", "man", "woman", "bloke", "fella", "fellow", "chap", "lady", "gentleman",
    "kid", "boy", "lass", "person", "student", "nurse", "doctor", "teacher", "dude", "one",
];

/// Notes who comes up in a clause; whether it said nothing else.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>) {
    called(reader, said);
    pointed_at(reader, said);
    set_beside(reader, said);
    of_a_kind(reader, said);
    by_name_alone(reader, said);
}

/// "A girl called Ioana" is somebody from here on.
fn called(reader: &mut Reader<'_>, said: Said<'_>) {
    let Some(caught) = finds("a|an|this|new|the {} called|named {}", said.words) else {
        return;
    };
    let head = caught.part(0).last();
    let person = caught.part(0).len() <= 3 && head.is_some_and(|head| head.is(SOMEBODY));
    if let Some((name, _)) = reader.people.name(caught.part(1)).filter(|_| person) {
        reader.people.met(&Mention {
            name: Some(name),
            ..Mention::default()
        });
    }
}

/// "That's my lad", of the one who was just named.
fn pointed_at(reader: &mut Reader<'_>, said: Said<'_>) {
    let Some(caught) = matches("that|he|she be my {}", said.words) else {
        return;
    };
    let words = caught.part(0);
    let Some((relation, qualifier, used)) = role_at(words) else {
        return;
    };
    // "She's my stepdaughter, Bronte".
    let later = rest(words, used);
    let after = later
        .iter()
        .position(|word| word.norm == ",")
        .and_then(|comma| reader.people.name(rest(later, comma + 1)))
        .map(|(name, _)| name);
    let latest = reader.people.latest().cloned();
    let name = after.or_else(|| {
        let latest = latest.filter(|latest| latest.relation.is_none())?;
        tidy(later).is_empty().then_some(latest.name)?
    });
    if let Some(name) = name {
        meet(reader, said, name, relation, qualifier);
    }
}

/// "Tilly, the other dog", "Segun, my husband".
fn set_beside(reader: &mut Reader<'_>, said: Said<'_>) {
    for comma in 1..said.words.len() {
        let whose = said.words.get(comma + 1);
        let mine = whose.is_some_and(|word| word.norm == "my");
        let the = whose.is_some_and(|word| word.is(&["the", "a", "an"]));
        if said.words.get(comma).is_none_or(|word| word.norm != ",") || !(mine || the) {
            continue;
        }
        let Some((relation, qualifier, used)) = role_at(rest(said.words, comma + 2)) else {
            continue;
        };
        let after = said.words.get(comma + 2 + used);
        let named = reader
            .people
            .name(span(said.words, comma - 1, comma))
            .filter(|_| comma < 2 || !said.words.get(comma - 2).is_some_and(Word::is_capital))
            .map(|(name, _)| name);
        let ends = after.is_none_or(|next| {
            next.is_mark() || next.is(&["is", "'s", "was", "has", "he", "she", "who", "and"])
        });
        let pet = relation.attribute == "pet";
        if let Some(name) = named.filter(|_| ends && (mine || pet)) {
            meet(reader, said, name, relation, qualifier);
        }
    }
}

/// "She's a whippet", of a name that was just given or met: an animal of the user's.
fn of_a_kind(reader: &mut Reader<'_>, said: Said<'_>) {
    if let Some(caught) = matches("he|she|it be called|named {}", said.words)
        && let Some((name, _)) = reader.people.name(caught.part(0))
        && reader.people.latest().is_none()
    {
        reader.people.met(&Mention {
            name: Some(name),
            ..Mention::default()
        });
    }
    let Some(caught) = matches("he|she|it be a|an {}", said.words) else {
        return;
    };
    let kind = role(caught.part(0)).filter(|(relation, _)| relation.attribute == "pet");
    let latest = reader.people.latest().cloned();
    let (Some((relation, _)), Some(latest)) = (kind, latest) else {
        return;
    };
    let nobody = latest.relation.is_none_or(|own| own.attribute == "pet");
    if let Some(name) = latest.name.filter(|_| nobody) {
        meet(reader, said, name.clone(), relation, None);
        breed(reader, said, &name, caught.part(0));
    }
}

/// "We have a tortoise. Sheldon.": a name alone names who has none yet.
fn by_name_alone(reader: &mut Reader<'_>, said: Said<'_>) {
    let words = tidy(said.words);
    let nameless = reader
        .people
        .latest()
        .filter(|latest| latest.name.is_none())
        .filter(|latest| latest.relation.is_some_and(|own| own.attribute == "pet"))
        .cloned();
    let named = reader
        .people
        .name(words)
        .filter(|(_, used)| *used == words.len() && said.sentence.words.len() <= 2);
    if let (Some(nameless), Some((name, _)), true) = (nameless, named, reader.people.cased) {
        give_name(reader, said, nameless, name);
    }
}

fn meet(
    reader: &mut Reader<'_>,
    said: Said<'_>,
    name: String,
    relation: Relation,
    qualifier: Option<String>,
) {
    let mention = Mention {
        name: Some(name),
        relation: Some(relation),
        qualifier,
    };
    reader.people.met(&mention);
    reader.speak_of(said.place, &mention);
    introduce(reader, said, &mention);
}

/// What kind of an animal it is, where that says more than what it is called by.
pub fn breed(reader: &mut Reader<'_>, said: Said<'_>, name: &str, words: &[Word]) {
    let kind = tidy(words);
    let kind = span(
        kind,
        0,
        kind.iter()
            .position(|word| word.norm == ",")
            .unwrap_or(kind.len()),
    );
    if kind.is_empty() || kind.len() > 3 || !is_pet_kind(kind) {
        return;
    }
    let kind = super::super::super::words::said(kind);
    let content = format!("{name} is a {kind}");
    reader.claim(
        Said { date: None, ..said },
        Subject::Person(name.to_owned()),
        "other",
        format!("A {kind}"),
        content,
        false,
    );
}
