//! What a call leaves where a language model reads it, and where it can't.

use call_me_back_simulation::{Fault, World};
use serde_json::{Value, json};

use crate::people::*;

/// What a model notes of a call in which the user said they keep bees.
fn notes(memory: Value) -> String {
    json!({
        "summary": "Alice talked about her bees.", "key_topics": ["bees"],
        "outcome": "caught_up", "people": [], "emotions": [], "decisions": [],
        "action_items": [], "mood": "happy", "tags": [], "memories": [memory],
        "retracted": [], "storylines": [], "wants_to_be_called": null,
    })
    .to_string()
}

fn bees() -> Value {
    json!({
        "turn": 1, "subject": "user", "attribute": "hobby", "value": "bees",
        "content": "User keeps bees.", "importance": 0.6, "confidence": 0.9, "date": null,
        "sensitive": false, "replaces": null,
    })
}

/// A call of hers in which that is said, remembered with the help of those answers of a model.
fn remembered(answers: &[String]) -> (World, Vec<String>) {
    let (world, alice) = alices(5);
    world.host().scribe.will_write(answers.to_vec());
    let call = world.call(&alice, &brad()).unwrap();
    let said = [
        "it's the bees that keep me going, and I'm allergic to peanuts.",
        "bye",
    ];
    talk(&world, &call, &said);
    world.settle().unwrap();
    let values = values(&world, &alice);
    all_is_well(&world, "a call that a model reads");
    (world, values)
}

#[test]
fn what_the_model_notes_is_remembered_and_what_was_said_is_quoted_to_it() {
    let (world, values) = remembered(&[notes(bees())]);
    assert_eq!(values, ["bees"]);
    let asked = world.host().scribe.asked();
    assert_eq!(asked.len(), 1);
    assert!(
        asked[0].input.contains("1 user: it's the bees"),
        "{:?}",
        asked[0]
    );
    assert!(!asked[0].instructions.contains("bees"));
}

#[test]
fn a_wrong_answer_may_be_mended_once() {
    let (world, values) = remembered(&["Sure! Bees.".to_owned(), notes(bees())]);
    assert_eq!(values, ["bees"]);
    let asked = world.host().scribe.asked();
    assert_eq!(asked.len(), 2);
    assert!(
        asked[1]
            .instructions
            .contains("Your last answer was not taken")
    );
}

#[test]
fn what_is_wrong_twice_is_left_to_the_built_in_reader() {
    let wrong = "Sure! Bees.".to_owned();
    let (world, values) = remembered(&[wrong.clone(), wrong, notes(bees())]);
    assert!(values.iter().any(|value| value == "peanuts"), "{values:?}");
    assert_eq!(world.host().scribe.asked().len(), 2);
}

#[test]
fn a_model_that_does_not_answer_loses_no_call() {
    let (world, alice) = alices(6);
    world.host().scribe.will_write([notes(bees())]);
    world.host().scribe.faults.plan([Some(Fault::Refused)]);
    let call = world.call(&alice, &brad()).unwrap();
    talk(&world, &call, &["I'm allergic to peanuts.", "bye"]);
    world.settle().unwrap();
    assert!(
        values(&world, &alice)
            .iter()
            .any(|value| value == "peanuts")
    );
}

#[test]
fn what_the_user_never_said_is_not_remembered_whoever_says_so() {
    let mut claim = bees();
    claim["value"] = json!("skydiving");
    claim["content"] = json!("User loves skydiving.");
    let (_, values) = remembered(&[notes(claim)]);
    assert!(values.is_empty(), "{values:?}");
}
