//! What the reader learns, and what it does not, in the words of people.

mod accounts;
mod addressing;
mod attribution;
mod calls;
mod chat;
mod corrections;
mod guards;
mod news;
mod oddities;
mod others;
mod precision;
mod read_out;
mod retold;
mod user;
mod weights;
mod wishes;

use super::*;
use crate::call::Speaker;
use crate::ids::{CallId, MemoryId};
use crate::memory::attribute::known_by_name;
use crate::memory::operation::{Claim, Operation};
use crate::memory::{Category, Source, State, Subject};
use crate::time::SECOND;

/// A Tuesday.
const CALLED_AT: &str = "2025-01-07T15:00:00Z";
const ZONE: TimeZone = chrono_tz::America::New_York;

fn called_at() -> Timestamp {
    Timestamp::parse(CALLED_AT).unwrap()
}

/// A call in which the user says each of the texts, and the persona little.
fn call(texts: &[&str]) -> Vec<Turn> {
    let turn = |index: u32, speaker, text: &str| Turn {
        index,
        speaker,
        text: text.to_owned(),
        at: called_at().plus(i64::from(index) * 5 * SECOND),
    };
    (0_u32..)
        .step_by(2)
        .zip(texts)
        .flat_map(|(index, text)| {
            [
                turn(index, Speaker::Persona, "Go on."),
                turn(index + 1, Speaker::User, text),
            ]
        })
        .collect()
}

fn memory(attribute: &str, value: &str) -> Memory {
    memory_of(Subject::User, attribute, value, &format!("User: {value}"))
}

fn memory_of(subject: Subject, attribute: &str, value: &str, content: &str) -> Memory {
    Memory {
        id: MemoryId::new([1; 16]),
        category: known_by_name(attribute).map_or(Category::UserFact, |known| known.category),
        subject,
        attribute: attribute.to_owned(),
        value: value.to_owned(),
        content: content.to_owned(),
        importance: 0.5,
        confidence: 0.9,
        source: Source::Call {
            call_id: CallId::new([2; 16]),
            turn: 1,
        },
        learned_at: called_at(),
        occurred_at: None,
        last_mentioned_at: called_at(),
        mentions: 0,
        stability: 30.0,
        fades_at: None,
        state: State::Current,
        superseded_by: None,
        pinned: false,
        sensitive: false,
    }
}

/// Reads a call with these memories and storylines.
fn reading_with(texts: &[&str], memories: &[Memory], storylines: &[Storyline]) -> Reading {
    read(&Hearing {
        turns: &call(texts),
        started_at: called_at(),
        zone: ZONE,
        persona_name: "Brad",
        user_name: Some("Alice"),
        memories,
        storylines,
    })
}

fn operations(texts: &[&str], memories: &[Memory]) -> Vec<Operation> {
    reading_with(texts, memories, &[]).operations
}

/// What is claimed, each as "user.job = Nurse" or "Tom.allergy = nuts".
fn claimed(texts: &[&str], memories: &[Memory]) -> Vec<String> {
    claims(texts, memories)
        .into_iter()
        .map(|claim| {
            let subject = String::from(claim.subject);
            let subject = subject.strip_prefix("person:").unwrap_or(&subject);
            format!("{subject}.{} = {}", claim.attribute, claim.value)
        })
        .collect()
}

fn claims(texts: &[&str], memories: &[Memory]) -> Vec<Claim> {
    operations(texts, memories)
        .into_iter()
        .filter_map(|operation| match operation {
            Operation::Claim { claim, .. } => Some(claim),
            _ => None,
        })
        .collect()
}

/// What is told in answer to a question of the persona.
fn told_of(answer: &str, question: &str) -> Vec<String> {
    let turn = |index, speaker, text: &str| Turn {
        index,
        speaker,
        text: text.to_owned(),
        at: called_at(),
    };
    let turns = [
        turn(0, Speaker::Persona, question),
        turn(1, Speaker::User, answer),
    ];
    let reading = read(&Hearing {
        turns: &turns,
        started_at: called_at(),
        zone: ZONE,
        persona_name: "Brad",
        user_name: Some("Alice"),
        memories: &[],
        storylines: &[],
    });
    let operations = reading.operations.into_iter();
    operations
        .filter_map(|operation| match operation {
            Operation::Claim { claim, .. } => Some(claim.content),
            _ => None,
        })
        .collect()
}

/// What is ended, each as "user.hobby = rock climbing".
fn retracted(texts: &[&str], memories: &[Memory]) -> Vec<String> {
    operations(texts, memories)
        .into_iter()
        .filter_map(|operation| match operation {
            Operation::Retract {
                subject,
                attribute,
                value,
                ..
            } => {
                let subject = String::from(subject);
                let subject = subject.strip_prefix("person:").unwrap_or(&subject);
                Some(format!(
                    "{subject}.{attribute} = {}",
                    value.unwrap_or_default()
                ))
            }
            _ => None,
        })
        .collect()
}

/// Each text in a call of its own claims just that.
fn assert_claims(cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let claimed = claimed(&[text], &[]);
            (claimed != *expected)
                .then(|| format!("{text}\n  expected {expected:?}\n  claimed  {claimed:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Each text in a call of its own claims no more than what it says, told of whoever it is about.
fn assert_only_retold(texts: &[&str]) {
    for text in texts {
        let claims = claims(&[text], &[]);
        assert!(!claims.is_empty(), "{text}");
        for claim in claims {
            assert_eq!(claim.attribute, "other", "{text}");
        }
    }
}

/// Each text in a call of its own claims nothing.
fn assert_nothing(texts: &[&str]) {
    let cases: Vec<(&str, &[&str])> = texts.iter().map(|text| (*text, &[] as &[&str])).collect();
    assert_claims(&cases);
}
