//! How a session ends, and how it comes back from the archive.

use call_me_back::failure::Failure;
use call_me_back::ids::SessionId;
use call_me_back::memory::command::{Export, ReadArchive, RehydrationStatus, SetSummary};
use call_me_back::memory::session::Which;

use super::{Session, contents, entry, episodes, minute, on};
use crate::world::World;

#[test]
fn a_session_that_is_flushed_reads_empty_and_is_one_episode_found_by_what_it_held() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    session.note(
        "planning",
        &[
            "The launch budget is four thousand",
            "The launch is on Friday",
        ],
    );
    session.note("chat", &["Nice weather"]);
    assert_eq!(session.end(true), Ok(true));
    assert_eq!(session.end(true), Ok(true), "asked for twice");
    for timeline in ["planning", "chat"] {
        assert!(session.get(on(timeline)).is_empty());
        assert!(session.search("launch", on(timeline)).is_empty());
    }
    let late = session.put(vec![entry("planning", "late")]);
    assert!(matches!(late, Err(Failure::Conflict { .. })), "{late:?}");

    let found = episodes(&world, "launch budget");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].session_id, session.id);
    assert_eq!((found[0].entry_count, found[0].timeline_count), (3, 2));
    assert_eq!(found[0].duration, 600);
    assert_eq!(found[0].created_at, minute(10));
    assert!(found[0].summary.contains("launch budget"), "{:?}", found[0]);
    assert!(
        found[0]
            .score
            .is_some_and(|score| score > 0.0 && score <= 1.0)
    );
    assert_eq!(episodes(&world, "").len(), 1);
    assert!(episodes(&world, "unicorns").is_empty());
}

#[test]
fn a_session_is_found_by_what_its_summary_leaves_out() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    session.note(
        "notes",
        &[
            "Bread.",
            "The walrus sleeps.",
            "Jam.",
            "Tea.",
            "Milk.",
            "Salt.",
        ],
    );
    session.end(true).unwrap();
    let mut other = Session::start(&world, "session_two");
    other.note("notes", &["Oil."]);
    other.end(true).unwrap();
    let found = episodes(&world, "walrus");
    let found: Vec<&str> = found
        .iter()
        .map(|episode| episode.session_id.as_str())
        .collect();
    assert_eq!(found, ["session_one"]);
}

#[test]
fn a_session_that_is_not_flushed_leaves_nothing() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    session.note("notes", &["the secret launch"]);
    assert_eq!(session.end(false), Ok(false));
    assert!(episodes(&world, "").is_empty());
    assert!(session.rehydrate(false).is_err());
    assert!(!world.holds_word("secret"));
}

#[test]
fn a_session_comes_back_under_its_id_with_every_entry_on_every_timeline() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    session.note("planning", &["gardener", "two"]);
    session.note("chat", &["three"]);
    let before = (session.get(on("planning")), session.get(on("chat")));
    session.end(true).unwrap();
    let archived = episodes(&world, "")[0].entry_count;

    assert_eq!(session.rehydrate(false), Ok(archived));
    assert_eq!(
        (session.get(on("planning")), session.get(on("chat"))),
        before
    );
    assert_eq!(session.search("three", on("chat")), ["three"]);
    session.note("chat", &["four"]);
    session.delete(&before.0[0].id);
    session.end(true).unwrap();
    let again = episodes(&world, "");
    assert_eq!(again.len(), 1, "still the same episode");
    assert_eq!(again[0].entry_count, 3);
    assert!(episodes(&world, "gardener").is_empty());
}

#[test]
fn what_was_brought_back_and_is_not_flushed_stands_in_the_archive_as_before() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    session.note("notes", &["kept"]);
    session.end(true).unwrap();
    session.rehydrate(false).unwrap();
    session.note("notes", &["scribbled"]);
    assert_eq!(session.end(false), Ok(true));
    assert!(session.get(on("notes")).is_empty());
    assert!(!world.holds_word("scribbled"));
    session.rehydrate(false).unwrap();
    assert_eq!(session.contents(on("notes")), ["kept"]);
}

#[test]
fn a_summary_comes_back_as_one_entry_and_is_none_of_the_archives() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    session.note("notes", &["The launch is on Friday", "ok"]);
    session.end(true).unwrap();
    let summary = episodes(&world, "")[0].summary.clone();
    assert_eq!(session.rehydrate(true), Ok(1));
    assert_eq!(session.contents(Which::default()), [summary]);
    assert!(session.get(on("notes")).is_empty());
    session.end(true).unwrap();
    assert_eq!(episodes(&world, "")[0].entry_count, 2);
}

#[test]
fn what_is_deleted_of_an_archived_session_is_gone_from_what_is_said_of_it() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    let ids = session.note(
        "notes",
        &["The alarm code is quicksilver", "The launch is on Friday"],
    );
    session.end(true).unwrap();
    session.rehydrate(false).unwrap();
    assert!(session.delete(&ids[0]));
    session.end(false).unwrap();
    assert!(!world.holds_word("quicksilver"));
    assert_eq!(episodes(&world, "launch").len(), 1);

    session.rehydrate(false).unwrap();
    assert!(session.delete(&ids[1]));
    assert!(episodes(&world, "").is_empty(), "nothing is left of it");
    assert_eq!(session.end(true), Ok(false));
    assert!(session.rehydrate(true).is_err());
}

#[test]
fn a_summary_of_what_was_deleted_meanwhile_is_not_taken() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    let ids = session.note(
        "notes",
        &["The alarm code is quicksilver", "The launch is on Friday"],
    );
    session.end(true).unwrap();
    let session_id = session.id.clone();
    let characters = 1_000;
    let read = || {
        world.ask(ReadArchive {
            session_id: session_id.clone(),
            characters,
        })
    };
    let set = |of: String, summary: &str| {
        let (session_id, summary) = (session_id.clone(), summary.to_owned());
        world.ask(SetSummary {
            session_id,
            summary,
            of,
            characters,
        });
    };
    let before = read();
    session.rehydrate(false).unwrap();
    session.delete(&ids[0]);
    session.end(false).unwrap();
    set(before.digest, "They shared quicksilver.");
    assert!(!world.holds_word("quicksilver"));
    set(read().digest, "They talked about the launch.");
    assert_eq!(
        episodes(&world, "")[0].summary,
        "They talked about the launch."
    );
    session.rehydrate(false).unwrap();
    session.end(true).unwrap();
    let again = &episodes(&world, "")[0];
    assert_eq!(
        again.summary, "They talked about the launch.",
        "nothing came to it"
    );
    assert_eq!(again.created_at, minute(10));
}

#[test]
fn of_two_ways_to_be_brought_back_the_last_holds() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    session.note("notes", &["The launch is on Friday", "ok"]);
    session.end(true).unwrap();
    for _ in 0..2 {
        assert_eq!(session.rehydrate(true), Ok(1));
        assert!(session.get(on("notes")).is_empty());
        assert_eq!(session.rehydrate(false), Ok(2));
        assert_eq!(session.get(on("notes")).len(), 2);
        assert!(session.get(Which::default()).is_empty());
    }
}

#[test]
fn an_export_holds_what_is_at_hand_and_what_is_archived() {
    let world = World::new();
    let mut over = Session::start(&world, "session_one");
    over.note("notes", &["archived"]);
    over.end(true).unwrap();
    Session::start(&world, "session_empty");
    Session::start(&world, "session_two").note("notes", &["at hand"]);
    let sessions = world.ask(Export::default()).sessions;
    let held: Vec<_> = sessions
        .into_iter()
        .map(|session| (session.session_id, contents(session.entries)))
        .collect();
    let id = |name: &str| SessionId::parse(name).unwrap();
    assert_eq!(
        held,
        [
            (id("session_one"), vec!["archived".to_owned()]),
            (id("session_two"), vec!["at hand".to_owned()])
        ]
    );
}

#[test]
fn how_a_session_was_brought_back_can_be_asked() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    let session_id = session.id.clone();
    let status = || {
        let session_id = session_id.clone();
        world.ask(RehydrationStatus { session_id })
    };
    session.note("notes", &["one", "two"]);
    session.end(true).unwrap();
    assert_eq!(status(), None);
    session.rehydrate(false).unwrap();
    let told = status().unwrap();
    assert_eq!((told.entries_restored, told.at), (2, minute(20)));
}

#[test]
fn five_thousand_entries_are_archived_and_brought_back() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    for batch in 0..10 {
        let texts: Vec<String> = (0..500)
            .map(|n| format!("fact number {batch} {n}"))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        session.note("facts", &texts);
    }
    assert_eq!(session.end(true), Ok(true));
    assert_eq!(episodes(&world, "fact")[0].entry_count, 5_000);
    assert_eq!(session.rehydrate(false), Ok(5_000));
    assert_eq!(session.get(on("facts")).len(), 5_000);
}
