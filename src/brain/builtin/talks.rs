//! Talks of ten turns, held to what the built-in brain promises. `--nocapture` prints them.

mod later;
mod others;
mod scripts;
mod table;

use std::collections::BTreeSet;

use super::words::{sentences, sound};
use super::*;
use crate::ids::CallId;
use crate::memory::hit::{Hit, What};
use crate::memory::procedure;
use crate::prompt::fixture::{fact, memory, story};
use crate::time::{DAY, MINUTE};

/// Holds each talk with every seed, prints it once, and checks it.
fn hold(talks: Vec<table::Talk>, seeds: std::ops::RangeInclusive<u64>) {
    for talk in talks {
        let held: Vec<Vec<String>> = seeds.clone().map(|seed| talk.hold(seed)).collect();
        talk.print(&held[0]);
        for said in &held {
            talk.check(said);
        }
        let (title, first) = (talk.title, *seeds.start());
        let again = talk.hold(first);
        assert_eq!(held[0], again, "{title}: the same seed, another talk");
        let different = held.iter().collect::<BTreeSet<_>>().len();
        assert!(
            2 * different > held.len(),
            "{title}: {different} talks of {}",
            held.len()
        );
    }
}

#[test]
fn the_talks_it_was_built_on_keep_what_it_promises() {
    hold(scripts::all(), 1..=7);
}

#[test]
fn other_talks_keep_what_it_promises() {
    hold(others::all(), 7..=9);
}

#[test]
fn talks_that_came_later_keep_what_it_promises() {
    hold(later::all(), 7..=9);
}

#[test]
fn a_question_that_touches_what_is_private_does_not_bring_it_up() {
    let mut talk = table::Talk::new("private", "persona_brad_001", "friend").known("Alice");
    let mut father = fact(
        "dad",
        "passed away in 2018",
        "User's dad passed away in 2018",
    );
    father.sensitive = true;
    talk.briefing.memories = vec![
        father,
        fact("pet", "a cat named Miso", "User has a cat named Miso"),
    ];
    talk.secrets = vec!["passed away", "2018"];
    let talk = talk
        .user("Would dad laugh?", &[])
        .user("Does Miso snore?", &["cat named Miso"]);
    talk.check(&talk.hold(1));
}

#[test]
fn a_call_without_end_never_repeats_a_line() {
    let mut talk = table::Talk::new("endless", "persona_brad_001", "friend");
    for turn in 0..150 {
        let text = [
            "yeah",
            "mm",
            "I don't know",
            "no",
            "haha",
            "",
            "my sister is visiting",
        ][turn % 7];
        talk.lines.push(table::Line::plain(text));
    }
    talk.check(&talk.hold(3));
}

#[test]
fn whatever_is_said_is_met_with_something() {
    let pieces = [
        "",
        " ",
        "?",
        "...",
        "I",
        "my",
        "'",
        "call me",
        "call me '",
        "{name}",
        "{",
        "}",
        "or",
        "should I",
        "should I or",
        "I’m",
        "when is my",
        "do you remember",
        "what did we say about",
        "Ünïcödé ßtraße",
        "😀😀",
        "my my my my",
        "'s",
        "you",
        "İstanbul",
        "\u{301}",
        "the",
        "User",
        "a, b; c: d - e",
        "bye?",
        "bye or not",
    ];
    for first in pieces {
        for second in pieces {
            let mut talk = table::Talk::new("noise", "persona_brad_001", "nemesis");
            talk.briefing.user_name = Some(second.to_owned());
            talk.briefing.relationship.custom_system_prompt =
                Some(format!("{first} call her {second}. We talk about {first}"));
            talk.briefing
                .procedures
                .insert("address".to_owned(), first.to_owned());
            talk.briefing.memories = vec![
                memory("hobby", first),
                memory("plan", second),
                memory("birthday", first),
            ];
            talk.briefing.storylines = vec![story(first, second)];
            talk.lines = vec![
                table::Line::plain(&format!("{first} {second}")),
                table::Line::plain(second),
            ];
            for line in talk.hold(1) {
                assert!(!line.trim().is_empty(), "{first:?} {second:?}");
            }
        }
    }
}
