//! Working memory, as a program keeps it: sessions, their entries, and how they end.

use call_me_back::failure::Failure;
use call_me_back::ids::{EntryId, SessionId};
use call_me_back::memory::command::*;
use call_me_back::memory::session::{CONVERSATION, Entry, NewEntry, Which};
use call_me_back::time::Timestamp;

use crate::world::{Call, World, claim, day};

fn minute(minute: i64) -> Timestamp {
    day(0).plus(minute * call_me_back::time::MINUTE)
}

/// A session in a memory.
struct Session<'a> {
    world: &'a World,
    id: SessionId,
    puts: u8,
}

impl<'a> Session<'a> {
    fn start(world: &'a World, id: &str) -> Self {
        let id = SessionId::parse(id).unwrap();
        let session_id = id.clone();
        world.ask(StartSession {
            session_id,
            now: minute(0),
        });
        Self { world, id, puts: 0 }
    }

    fn put(&mut self, entries: Vec<NewEntry>) -> Result<Vec<EntryId>, Failure> {
        self.puts += 1;
        let mut entropy = [self.puts; 16];
        entropy[0] = self.id.as_str().bytes().fold(0, u8::wrapping_add);
        self.put_with(entries, entropy)
    }

    fn put_with(&self, entries: Vec<NewEntry>, entropy: [u8; 16]) -> Result<Vec<EntryId>, Failure> {
        self.world.try_ask(PutEntries {
            session_id: self.id.clone(),
            entries,
            of_call: false,
            now: minute(0),
            entropy,
        })
    }

    /// Puts these, a minute apart.
    fn note(&mut self, timeline: &str, contents: &[&str]) -> Vec<EntryId> {
        let entries = (0..).zip(contents).map(|(at, content)| NewEntry {
            at: Some(minute(at)),
            ..entry(timeline, content)
        });
        let entries = entries.collect();
        self.put(entries).unwrap()
    }

    fn get(&self, which: Which) -> Vec<Entry> {
        let session_id = self.id.clone();
        self.world.ask(GetEntries { session_id, which })
    }

    fn contents(&self, which: Which) -> Vec<String> {
        contents(self.get(which))
    }

    fn search(&self, terms: &str, among: Which) -> Vec<String> {
        let (session_id, terms) = (self.id.clone(), terms.to_owned());
        contents(self.world.ask(SearchEntries {
            session_id,
            terms,
            among,
        }))
    }

    fn delete(&self, id: &EntryId) -> bool {
        let (session_id, id) = (self.id.clone(), id.clone());
        self.world.ask(DeleteEntry { session_id, id })
    }

    fn end(&self, flush: bool) -> Result<bool, Failure> {
        let ended = self.world.try_ask(EndSession {
            session_id: self.id.clone(),
            flush,
            now: minute(10),
        });
        ended.map(|ended| ended.is_archived)
    }

    fn rehydrate(&self, summary_only: bool) -> Result<u32, Failure> {
        let rehydrated = self.world.try_ask(RehydrateSession {
            session_id: self.id.clone(),
            summary_only,
            now: minute(20),
        });
        rehydrated.map(|rehydration| rehydration.entries_restored)
    }
}

fn entry(timeline: &str, content: &str) -> NewEntry {
    NewEntry {
        content: content.to_owned(),
        timeline: Some(timeline.to_owned()),
        ..NewEntry::default()
    }
}

fn on(timeline: &str) -> Which {
    Which {
        timeline: Some(timeline.to_owned()),
        ..Which::default()
    }
}

fn contents(entries: Vec<Entry>) -> Vec<String> {
    entries.into_iter().map(|entry| entry.content).collect()
}

fn field<T: std::fmt::Debug>(refused: Result<T, Failure>) -> String {
    match refused {
        Err(Failure::Invalid { field, .. }) => field,
        other => panic!("not refused for a field: {other:?}"),
    }
}

fn episodes(world: &World, terms: &str) -> Vec<FoundEpisode> {
    world.ask(SearchEpisodes {
        terms: terms.to_owned(),
        ..SearchEpisodes::default()
    })
}

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
    session.note("planning", &["one", "two"]);
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
    assert!(episodes(&world, "one").is_empty());
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
fn what_comes_late_to_an_erased_call_does_not_bring_it_back() {
    let world = World::new();
    let call = Call::new("one", 0, &[]).says(&["I love rock climbing"]);
    world.archive(&call);
    world.ask(Erase {
        call_id: Some(call.id.clone()),
        now: minute(30),
    });
    let late = world.try_ask(PutEntries {
        session_id: call.id.session(),
        entries: vec![entry("notes", "late")],
        of_call: true,
        now: minute(31),
        entropy: [1; 16],
    });
    assert!(matches!(late, Err(Failure::NotFound { .. })), "{late:?}");
    assert!(world.ask(Export {}).sessions.is_empty());
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

#[test]
fn an_export_holds_what_is_at_hand_and_what_is_archived() {
    let world = World::new();
    let mut over = Session::start(&world, "session_one");
    over.note("notes", &["archived"]);
    over.end(true).unwrap();
    Session::start(&world, "session_empty");
    Session::start(&world, "session_two").note("notes", &["at hand"]);
    let sessions = world.ask(Export {}).sessions;
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

#[test]
fn a_call_of_thousands_of_turns_comes_back_whole() {
    let world = World::new();
    let lines: Vec<String> = (0..2_000)
        .map(|line| format!("{line} ").repeat(60).trim().to_owned())
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let call = Call::new("long", 0, &[]).says(&lines);
    world.archive(&call);
    let session = Session {
        world: &world,
        id: call.id.session(),
        puts: 0,
    };
    assert_eq!(session.rehydrate(false), Ok(2_000));
    assert_eq!(session.contents(on(CONVERSATION)), lines);
}

#[test]
fn a_call_comes_back_with_what_was_put_beside_its_turns() {
    let world = World::new();
    let call = Call::new("one", 0, &[]).says(&["I love rock climbing", "Sarah is back"]);
    let session = Session {
        world: &world,
        id: call.id.session(),
        puts: 0,
    };
    world.ask(PutEntries {
        session_id: session.id.clone(),
        entries: vec![entry("notes", "She owes him a burrito")],
        of_call: true,
        now: minute(0),
        entropy: [1; 16],
    });
    world.archive(&call);
    world.remember(&call);
    assert!(session.get(on("notes")).is_empty(), "over with the call");
    let found = episodes(&world, "");
    assert_eq!(found.len(), 1, "one call, one episode");
    let archived = found[0].entry_count;
    assert_eq!(session.rehydrate(false), Ok(archived));
    let said = session.contents(on(CONVERSATION));
    assert!(
        said.contains(&"I love rock climbing".to_owned()),
        "{said:?}"
    );
    assert_eq!(session.contents(on("notes")), ["She owes him a burrito"]);
    session.end(true).unwrap();
    assert!(session.get(on(CONVERSATION)).is_empty());
    assert_eq!(episodes(&world, "").len(), 1);
    assert_eq!(episodes(&world, "")[0].entry_count, archived);
}

#[test]
fn a_call_that_was_brought_back_is_over_again_when_it_is_ended() {
    let world = World::new();
    let call = Call::new("one", 0, &[]).says(&["I love rock climbing"]);
    world.archive(&call);
    let mut session = Session {
        world: &world,
        id: call.id.session(),
        puts: 0,
    };
    for (flush, restored) in [(true, 1), (false, 2)] {
        assert_eq!(session.rehydrate(false), Ok(restored));
        session.put(vec![entry("notes", "as it was")]).unwrap();
        assert_eq!(session.end(flush), Ok(true), "there is an episode of it");
        assert!(session.get(on(CONVERSATION)).is_empty());
        let late = session.put(vec![entry("notes", "late")]);
        assert!(matches!(late, Err(Failure::Conflict { .. })), "{late:?}");
    }
}

#[test]
fn what_is_erased_of_a_call_is_erased_beside_it_too() {
    let world = World::new();
    let call = Call::new("one", 0, &[]).says(&["I love rock climbing"]);
    world.archive(&call);
    let session = Session {
        world: &world,
        id: call.id.session(),
        puts: 0,
    };
    session.rehydrate(false).unwrap();
    world.ask(Erase {
        call_id: Some(call.id.clone()),
        now: minute(30),
    });
    assert!(session.get(on(CONVERSATION)).is_empty());
    assert!(!world.holds_word("climbing"));
}

#[test]
fn what_is_forgotten_is_gone_from_what_was_brought_back() {
    let world = World::new();
    let call = Call::new(
        "one",
        0,
        &[crate::world::in_turn(1, claim("hobby", "rock climbing"))],
    )
    .says(&["Yo", "I love rock climbing"]);
    world.archive(&call);
    world.remember(&call);
    let session = Session {
        world: &world,
        id: call.id.session(),
        puts: 0,
    };
    session.rehydrate(false).unwrap();
    world.edit("rock climbing", 1, Change::Forget);
    assert!(session.get(on(CONVERSATION)).is_empty());
    assert!(!world.holds_word("climbing"));
}
