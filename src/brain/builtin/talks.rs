//! Ten talks of ten turns, held to what the built-in brain promises. `--nocapture` prints them.

mod scripts;
mod table;

use std::collections::BTreeSet;

use super::words::{sentences, sound};
use super::*;
use crate::brain::fixture::{memory, story};
use crate::ids::CallId;
use crate::memory::hit::{Hit, What};
use crate::memory::procedure;
use crate::time::{DAY, MINUTE};

#[test]
fn ten_talks_keep_what_the_brain_promises() {
    for talk in scripts::all() {
        let said = talk.hold(7);
        talk.print(&said);
        assert_eq!(
            said,
            talk.hold(7),
            "{}: the same seed, another talk",
            talk.title
        );
        let talks: Vec<Vec<String>> = (1..8).map(|seed| talk.hold(seed)).collect();
        for said in &talks {
            talk.check(said);
        }
        let different = talks.iter().collect::<BTreeSet<_>>().len();
        assert!(
            different > 4,
            "{}: {different} talks of seven seeds",
            talk.title
        );
    }
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
