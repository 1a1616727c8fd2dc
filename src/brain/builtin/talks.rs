//! Ten talks of ten turns, held to what the built-in brain promises. `--nocapture` prints them.

mod scripts;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use super::words::{sentences, sound};
use super::*;
use crate::ids::{CallId, MemoryId, RelationshipId, StorylineId, UserId};
use crate::memory::episode::{Episode, Gist};
use crate::memory::storyline::{Status, Storyline};
use crate::memory::{Category, Source, Subject, attribute, procedure};
use crate::persona::catalog;
use crate::prompt::Occasion;
use crate::recall::{Hit, What};
use crate::relationship::{Kind, MemoryConfig, Relationship};
use crate::time::{DAY, MINUTE, Timestamp};

pub(super) use table::{briefing, memory};

#[test]
fn ten_talks_keep_what_the_brain_promises() {
    for talk in scripts::all() {
        let said = talk.hold(7);
        talk.print(&said);
        talk.check(&said);
        assert_eq!(
            said,
            talk.hold(7),
            "{}: the same seed, another talk",
            talk.title
        );
        let others: BTreeSet<Vec<String>> = (0..6).map(|seed| talk.hold(seed)).collect();
        assert!(
            others.len() > 1,
            "{}: every seed gives the same talk",
            talk.title
        );
        for seed in 0..6 {
            talk.check(&talk.hold(seed));
        }
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
            talk.briefing.storylines = vec![table::story(first, second)];
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
