//! A birth: "She's here! Since Tuesday. She's called Ada." It ends a pregnancy that is known.

use super::super::dates::{Found, Grain, Tense, find};
use super::super::facts::{Said, spelt_when};
use super::super::notes::standing;
use super::super::openings::opened;
use super::super::pattern::{finds, matches};
use super::super::people::{Mention, relation};
use super::super::reader::{Reader, Utterance};
use super::super::words::{Word, rest};
use crate::memory::{Memory, Subject};

const WEIGHTS: &[&str] = &["pound", "pounds", "lb", "lbs", "kilo", "kilos", "kg"];
const EXPECTED: &[&str] = &["pregnant", "expecting", "baby", "due", "twins"];

/// Reads a whole turn for a birth that it tells of.
pub fn arrived(reader: &mut Reader<'_>, utterance: &Utterance) {
    let persona = reader.persona.clone();
    let Some((sentence, pronoun)) = utterance.sentences.iter().find_map(|sentence| {
        let words = opened(&sentence.words, &persona);
        let here = matches("he|she be here|born|out", words)?;
        let ends = here.left.first().is_none_or(|next| {
            next.is_mark() || next.is(&["since", "at", "last", "yesterday", "today"])
        });
        (ends && !sentence.asks).then(|| (sentence, words.first().map(|word| word.norm.clone())))
    }) else {
        return;
    };
    let all: Vec<Word> = utterance
        .sentences
        .iter()
        .flat_map(|sentence| sentence.words.iter().cloned())
        .collect();
    let expected = standing(reader.hearing.memories).any(expects);
    let weighed = all.iter().any(|word| word.is(WEIGHTS));
    if !weighed && !expected {
        return;
    }
    let Some(name) = named(reader, utterance) else {
        return;
    };
    let date = find(&all, reader.today, Tense::Past)
        .into_iter()
        .find(|date| date.grain == Grain::Day && date.day <= reader.today);
    let said = Said {
        place: utterance.place,
        sentence,
        words: &sentence.words,
        date: date.as_ref(),
        confidence: 0.85,
    };
    let when = date
        .as_ref()
        .map(|date: &Found| spelt_when(date))
        .unwrap_or_default();
    if !expected {
        // Whose child it is, nobody said.
        let content = format!("{name} was born{when}");
        let subject = Subject::Person(name);
        reader.claim(said, subject, "event", content.clone(), content, false);
        return;
    }
    let role = if pronoun.as_deref() == Some("he") {
        "son"
    } else {
        "daughter"
    };
    reader.end_standing(utterance.place, expects);
    reader.people.met(&Mention {
        name: Some(name.clone()),
        relation: relation(role),
        qualifier: None,
    });
    let value = format!("{} {name}", super::super::words::capitalised(role));
    let content = format!("{name} is User's {role}, born{when}");
    let content = content.trim_end_matches(", born").to_owned();
    reader.claim(said, Subject::User, "child", value, content, false);
}

/// Whether a memory tells of a pregnancy of the user or their partner.
fn expects(memory: &Memory) -> bool {
    matches!(
        memory.attribute.as_str(),
        "event" | "plan" | "health" | "other"
    ) && super::super::words::words(&memory.content)
        .iter()
        .any(|word| word.is(EXPECTED))
}

/// What the child is called: said so, or set apart by commas beside its weight.
fn named(reader: &Reader<'_>, utterance: &Utterance) -> Option<String> {
    let called = utterance.sentences.iter().find_map(|sentence| {
        let caught = finds("called|named {}", &sentence.words)
            .or_else(|| finds("name be {}", &sentence.words))?;
        reader.people.name(caught.part(0)).map(|(name, _)| name)
    });
    let apart = || {
        let sentence = utterance
            .sentences
            .iter()
            .find(|sentence| sentence.words.iter().any(|word| word.is(WEIGHTS)))?;
        (1..sentence.words.len()).find_map(|at| {
            let parted = sentence.words.get(at - 1).is_some_and(Word::is_mark);
            let (name, used) = reader.people.name(rest(&sentence.words, at))?;
            let ends = sentence.words.get(at + used).is_none_or(Word::is_mark);
            (parted && ends).then_some(name)
        })
    };
    called.or_else(apart)
}
