use super::super::sentences::{clauses, sentences};
use super::*;

fn stance(text: &str) -> Vec<Stance> {
    let sentences = sentences(text);
    let clauses = clauses(&sentences[0]);
    stances(&sentences[0], &clauses, "brad")
}

#[test]
fn a_plain_statement_is_said() {
    for text in [
        "I live in Ohio",
        "Well, I love hiking",
        "I told you I live in Ohio",
        "Did I tell you I got a dog?",
    ] {
        assert!(
            stance(text).iter().all(|stance| *stance == Stance::Said),
            "{text} {:?}",
            stance(text)
        );
    }
}

#[test]
fn questions_are_asked_with_a_mark_or_without() {
    for text in [
        "I live in Ohio?",
        "do I live in Ohio",
        "Is my sister allergic to nuts?",
        "what do you like",
    ] {
        assert_eq!(stance(text), [Stance::Asked], "{text}");
    }
    assert_eq!(
        stance("I'm allergic to nuts, can I eat this?"),
        [Stance::Said, Stance::Asked]
    );
}

#[test]
fn what_is_supposed_doubted_reported_or_joked_is_not_said() {
    for (text, expected) in [
        ("If I lived in Ohio I'd be bored", Stance::Supposed),
        ("I wish I lived in Ohio", Stance::Supposed),
        ("I would love a dog", Stance::Supposed),
        ("Maybe I'm allergic to cats", Stance::Doubted),
        ("I think I'm allergic to cats", Stance::Doubted),
        ("She said I live in Ohio", Stance::Reported),
        ("I told her that I'm a doctor", Stance::Reported),
        ("Apparently I live in Ohio", Stance::Reported),
        ("Yeah right, I love Mondays", Stance::Joked),
    ] {
        assert_eq!(stance(text).last(), Some(&expected), "{text}");
    }
}

#[test]
fn a_joke_takes_back_what_stood_before_it() {
    assert!(takes_back(&sentences("Just kidding!")[0], "brad"));
    assert!(!takes_back(
        &sentences("I was kidding around with Tom all day long")[0],
        "brad"
    ));
}
