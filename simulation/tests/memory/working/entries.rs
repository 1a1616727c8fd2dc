//! What is put into a session: read, found, bounded and deleted.

use call_me_back::failure::Failure;
use call_me_back::ids::SessionId;
use call_me_back::memory::session::{Entry, NewEntry, Which};

use super::{Session, entry, field, minute, on};
use crate::world::World;

#[test]
fn an_entry_is_read_and_found_as_soon_as_it_is_put_with_all_that_was_said_of_it() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    let ids = session
        .put(vec![NewEntry {
            content: "The budget is 4,000".to_owned(),
            timeline: Some("planning".to_owned()),
            key: Some("budget".to_owned()),
            agent: Some("accountant".to_owned()),
            at: Some(minute(3)),
        }])
        .unwrap();
    let stored = Entry {
        id: ids[0].clone(),
        session_id: SessionId::parse("session_one").unwrap(),
        timeline: "planning".to_owned(),
        content: "The budget is 4,000".to_owned(),
        at: minute(3),
        key: Some("budget".to_owned()),
        agent: Some("accountant".to_owned()),
    };
    assert_eq!(session.get(on("planning")), [stored]);
    assert_eq!(
        session.search("what budget?", on("planning")),
        ["The budget is 4,000"]
    );
}

#[test]
fn without_a_timeline_the_default_one_is_meant() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    let plain = |content: &str| NewEntry {
        content: content.to_owned(),
        ..NewEntry::default()
    };
    session.put(vec![plain("by itself")]).unwrap();
    session.note("planning", &["by the way"]);
    assert_eq!(session.contents(Which::default()), ["by itself"]);
    assert_eq!(session.contents(on("*defaultTimeline")), ["by itself"]);
    assert_eq!(session.get(Which::default())[0].at, minute(0));
    assert_eq!(
        session.search("way itself", Which::default()),
        ["by itself"]
    );
}

#[test]
fn entries_come_oldest_first_and_the_latest_can_be_asked_for() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    session.note("notes", &["zero", "one", "two", "three"]);
    let late = NewEntry {
        at: Some(minute(-1)),
        ..entry("notes", "put last, of before")
    };
    session.put(vec![late]).unwrap();
    let latest = |most| Which {
        n_most_recent: Some(most),
        ..on("notes")
    };
    assert_eq!(session.contents(on("notes"))[0], "put last, of before");
    assert_eq!(session.contents(latest(2)), ["two", "three"]);
    assert_eq!(session.contents(latest(9)).len(), 5);
    assert!(session.contents(latest(0)).is_empty());
}

#[test]
fn time_bounds_take_in_their_ends() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    session.note("notes", &["zero", "one", "two", "three"]);
    let between = Which {
        start_time: Some(minute(1)),
        end_time: Some(minute(2)),
        ..on("notes")
    };
    assert_eq!(session.contents(between), ["one", "two"]);
}

#[test]
fn a_key_is_met_exactly_and_may_be_met_more_than_once() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    let keyed = |key: &str, content: &str| NewEntry {
        key: Some(key.to_owned()),
        ..entry("notes", content)
    };
    let entries = vec![
        keyed("plan", "first"),
        keyed("plan", "second"),
        keyed("plans", "other"),
        entry("notes", "none"),
    ];
    session.put(entries).unwrap();
    let plan = Which {
        key: Some("plan".to_owned()),
        ..on("notes")
    };
    assert_eq!(session.contents(plan), ["first", "second"]);
}

#[test]
fn a_search_ranks_what_answers_it_best_and_leaves_the_rest() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    session.note(
        "notes",
        &[
            "Sarah called about lunch",
            "Sarah undermines Alice at work",
            "Brad likes football",
        ],
    );
    assert_eq!(
        session.search("Sarah undermining work", on("notes")),
        ["Sarah undermines Alice at work", "Sarah called about lunch"]
    );
    assert!(session.search("the of and", on("notes")).is_empty());
}

#[test]
fn what_is_deleted_is_gone_from_reading_and_searching() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    let ids = session.note("notes", &["keep this secret", "keep that"]);
    assert!(session.delete(&ids[0]));
    assert_eq!(session.contents(on("notes")), ["keep that"]);
    assert!(session.search("secret", on("notes")).is_empty());
    assert!(!world.holds_word("secret"));
    assert!(!session.delete(&ids[0]));
}

#[test]
fn what_is_empty_or_too_long_names_its_field() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    let good = || entry("notes", "content");
    for (name, bad) in [
        ("content", entry("notes", "  ")),
        ("content", entry("notes", &"x".repeat(10_001))),
        ("timeline", entry("", "content")),
        ("timeline", entry("a\nb", "content")),
        (
            "key",
            NewEntry {
                key: Some("k".repeat(201)),
                ..good()
            },
        ),
        (
            "agent",
            NewEntry {
                agent: Some(" ".to_owned()),
                ..good()
            },
        ),
    ] {
        assert_eq!(field(session.put(vec![bad])), name);
    }
    assert_eq!(field(session.put(Vec::new())), "entries");
    assert_eq!(field(session.put(vec![good(); 501])), "entries");
    assert!(session.get(on("notes")).is_empty());
}

#[test]
fn a_session_holds_thousands_of_entries_and_not_without_end() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    for _ in 0..20 {
        session.put(vec![entry("notes", "short"); 500]).unwrap();
    }
    assert_eq!(session.get(on("notes")).len(), 10_000);
    let one_more = session.put(vec![entry("notes", "one more")]);
    assert_eq!(field(one_more), "entries");

    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    let long = entry("notes", &"ü".repeat(10_000));
    session.put(vec![long.clone(); 500]).unwrap();
    assert_eq!(field(session.put(vec![long])), "entries");
}

#[test]
fn a_put_whose_answer_was_lost_puts_nothing_twice() {
    let world = World::new();
    let session = Session::start(&world, "session_one");
    let put = || session.put_with(vec![entry("notes", "one"), entry("notes", "two")], [7; 16]);
    let first = put().unwrap();
    assert_eq!(put().unwrap(), first);
    assert_eq!(session.contents(on("notes")), ["one", "two"]);
}

#[test]
fn of_a_batch_all_is_put_or_nothing() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    let bad = vec![entry("notes", "fine"), entry("notes", "")];
    assert_eq!(field(session.put(bad)), "entries[1].content");
    assert!(session.get(on("notes")).is_empty());
}

#[test]
fn sessions_know_nothing_of_each_other() {
    let world = World::new();
    let mut one = Session::start(&world, "session_one");
    let mut other = Session::start(&world, "session_other");
    let ids = one.note("notes", &["the launch"]);
    other.note("notes", &["the lunch"]);
    assert_eq!(other.contents(on("notes")), ["the lunch"]);
    assert!(other.search("launch", on("notes")).is_empty());
    assert!(!other.delete(&ids[0]));
    other.end(false).unwrap();
    assert_eq!(one.contents(on("notes")), ["the launch"]);
}

#[test]
fn a_session_that_never_was_reads_empty_and_takes_nothing() {
    let world = World::new();
    let mut never = Session::start(&world, "session_one");
    never.id = SessionId::parse("session_never").unwrap();
    assert!(never.get(on("notes")).is_empty());
    assert!(never.search("launch", on("notes")).is_empty());
    for refused in [
        never.put(vec![entry("notes", "x")]).map(|_| ()),
        never.end(true).map(|_| ()),
        never.rehydrate(false).map(|_| ()),
    ] {
        assert!(
            matches!(refused, Err(Failure::NotFound { .. })),
            "{refused:?}"
        );
    }
}

#[test]
fn a_search_keeps_to_its_bounds() {
    let world = World::new();
    let mut session = Session::start(&world, "session_one");
    session.note("notes", &["launch zero", "launch one", "launch two"]);
    let between = Which {
        start_time: Some(minute(1)),
        end_time: Some(minute(1)),
        ..on("notes")
    };
    assert_eq!(session.search("launch", between), ["launch one"]);
}
