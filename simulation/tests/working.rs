//! What a session holds beside a call's turns, as the session actor is asked for it, in JSON.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use call_me_back::call::briefing::{Briefing, Occasion};
use call_me_back::call::machine::{Event, Machine};
use call_me_back::call::session::{self, CONVERSATION, Script};
use call_me_back::call::working::{
    DeleteEntry, Entry, GetEntries, NewEntry, PutEntries, SearchEntries, WorkingCommand, dispatch,
};
use call_me_back::call::{Call, Channel, Speaker, Status, Turn};
use call_me_back::failure::Failure;
use call_me_back::ids::{CallId, EntryId, Pair, PersonaId, RelationshipId, UserId};
use call_me_back::persona::catalog;
use call_me_back::relationship::{Kind, MemoryConfig, Relationship};
use call_me_back::time::{MINUTE, TimeZone, Timestamp};
use call_me_back_simulation::Sqlite;

/// A call of Alice's with Brad, and what stands in its session.
struct Session {
    sql: Sqlite,
    machine: Machine,
    puts: u8,
}

fn minute(minute: i64) -> Timestamp {
    Timestamp::parse("2025-01-07T10:00:00Z")
        .unwrap()
        .plus(minute * MINUTE)
}

impl Session {
    fn new() -> Self {
        let pair = Pair {
            user: UserId::parse("user_alice_123").unwrap(),
            persona: PersonaId::parse("persona_brad_001").unwrap(),
        };
        let call = Call {
            id: CallId::parse("call_abc123").unwrap(),
            pair: pair.clone(),
            relationship_id: RelationshipId::parse("rel_xyz789").unwrap(),
            channel: Channel::Browser,
            status: Status::Created,
            created_at: minute(0),
            started_at: None,
            ended_at: None,
            end_reason: None,
            version: 1,
        };
        let sql = Sqlite::in_memory().unwrap();
        session::prepare(&sql).unwrap();
        let machine = session::open(&sql, call, &script(&pair)).unwrap();
        Self {
            sql,
            machine,
            puts: 0,
        }
    }

    fn ask<C: WorkingCommand>(&self, command: C) -> Result<C::Answer, Failure> {
        let body = serde_json::to_string(&command).unwrap();
        let answer = dispatch(&self.sql, C::NAME, &body)?;
        Ok(serde_json::from_str(&answer).unwrap())
    }

    fn put(&mut self, entries: Vec<NewEntry>) -> Result<Vec<EntryId>, Failure> {
        self.puts += 1;
        self.ask(PutEntries {
            entries,
            now: minute(0),
            entropy: [self.puts; 16],
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

    fn get(&self, which: GetEntries) -> Vec<Entry> {
        self.ask(which).unwrap()
    }

    fn contents(&self, which: GetEntries) -> Vec<String> {
        contents(self.get(which))
    }

    fn search(&self, terms: &str, timeline: &str) -> Vec<String> {
        let terms = terms.to_owned();
        let among = on(timeline);
        contents(self.ask(SearchEntries { terms, among }).unwrap())
    }

    fn talk(&mut self, turns: &[(Speaker, &str)]) {
        let turns: Vec<Turn> = (0..)
            .zip(turns)
            .map(|(index, (speaker, text))| Turn {
                index,
                speaker: *speaker,
                text: (*text).to_owned(),
                at: minute(i64::from(index)),
            })
            .collect();
        session::save(&self.sql, &self.machine, &turns).unwrap();
    }

    fn hang_up(&mut self) {
        self.machine.handle(Event::HungUp, minute(10));
        session::save(&self.sql, &self.machine, &[]).unwrap();
    }
}

fn script(pair: &Pair) -> Script {
    let starter = catalog()
        .into_iter()
        .find(|starter| starter.persona.id == pair.persona)
        .unwrap();
    Script {
        system_prompt: "You are Brad.".to_owned(),
        recall_tokens: 500,
        briefing: Briefing {
            persona: starter.persona,
            relationship: Relationship {
                id: RelationshipId::parse("rel_xyz789").unwrap(),
                user_id: pair.user.clone(),
                persona_id: pair.persona.clone(),
                relationship_type: "friend".to_owned(),
                kind: Kind::Friend,
                custom_system_prompt: None,
                memory_config: MemoryConfig::default(),
                relationship_started_at: minute(0),
                total_calls: 0,
                total_minutes: 0,
                last_call_at: None,
                created_at: minute(0),
                updated_at: minute(0),
            },
            procedures: starter.procedures,
            user_name: Some("Alice".to_owned()),
            zone: TimeZone::UTC,
            now: minute(0),
            occasion: Occasion::UserCalls,
            memories: Vec::new(),
            storylines: Vec::new(),
            episodes: Vec::new(),
            unread: None,
        },
    }
}

fn entry(timeline: &str, content: &str) -> NewEntry {
    NewEntry {
        content: content.to_owned(),
        timeline: Some(timeline.to_owned()),
        ..NewEntry::default()
    }
}

fn on(timeline: &str) -> GetEntries {
    GetEntries {
        timeline: Some(timeline.to_owned()),
        ..GetEntries::default()
    }
}

fn contents(entries: Vec<Entry>) -> Vec<String> {
    entries.into_iter().map(|entry| entry.content).collect()
}

fn field(refused: Result<Vec<EntryId>, Failure>) -> String {
    match refused {
        Err(Failure::Invalid { field, .. }) => field,
        other => panic!("not refused for a field: {other:?}"),
    }
}

#[test]
fn an_entry_is_read_and_found_as_soon_as_it_is_put_with_all_that_was_said_of_it() {
    let mut session = Session::new();
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
        session_id: CallId::parse("call_abc123").unwrap(),
        timeline: "planning".to_owned(),
        content: "The budget is 4,000".to_owned(),
        at: minute(3),
        key: Some("budget".to_owned()),
        agent: Some("accountant".to_owned()),
    };
    assert_eq!(session.get(on("planning")), [stored]);
    assert_eq!(
        session.search("what budget?", "planning"),
        ["The budget is 4,000"]
    );
}

#[test]
fn without_a_timeline_the_default_one_is_meant() {
    let mut session = Session::new();
    let plain = |content: &str| NewEntry {
        content: content.to_owned(),
        ..NewEntry::default()
    };
    session.put(vec![plain("by itself")]).unwrap();
    session.note("planning", &["by the way"]);
    assert_eq!(session.contents(GetEntries::default()), ["by itself"]);
    assert_eq!(session.contents(on("*defaultTimeline")), ["by itself"]);
    assert_eq!(session.get(GetEntries::default())[0].at, minute(0));
    let search = SearchEntries {
        terms: "way itself".to_owned(),
        ..SearchEntries::default()
    };
    assert_eq!(contents(session.ask(search).unwrap()), ["by itself"]);
}

#[test]
fn entries_come_oldest_first_and_the_latest_can_be_asked_for() {
    let mut session = Session::new();
    session.note("notes", &["zero", "one", "two", "three"]);
    let late = NewEntry {
        at: Some(minute(-1)),
        ..entry("notes", "put last, of before")
    };
    session.put(vec![late]).unwrap();
    let latest = |most| GetEntries {
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
    let mut session = Session::new();
    session.note("notes", &["zero", "one", "two", "three"]);
    let between = GetEntries {
        start_time: Some(minute(1)),
        end_time: Some(minute(2)),
        ..on("notes")
    };
    assert_eq!(session.contents(between), ["one", "two"]);
}

#[test]
fn a_key_is_met_exactly_and_may_be_met_more_than_once() {
    let mut session = Session::new();
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
    let plan = GetEntries {
        key: Some("plan".to_owned()),
        ..on("notes")
    };
    assert_eq!(session.contents(plan), ["first", "second"]);
}

#[test]
fn a_search_ranks_what_answers_it_best_and_leaves_the_rest() {
    let mut session = Session::new();
    session.note(
        "notes",
        &[
            "Sarah called about lunch",
            "Sarah undermines Alice at work",
            "Brad likes football",
        ],
    );
    assert_eq!(
        session.search("Sarah undermining work", "notes"),
        ["Sarah undermines Alice at work", "Sarah called about lunch"]
    );
    assert!(session.search("the of and", "notes").is_empty());
}

#[test]
fn what_is_deleted_is_gone_from_reading_and_searching() {
    let mut session = Session::new();
    let ids = session.note("notes", &["keep this secret", "keep that"]);
    let delete = || DeleteEntry { id: ids[0].clone() };
    assert_eq!(session.ask(delete()), Ok(true));
    assert_eq!(session.contents(on("notes")), ["keep that"]);
    assert!(session.search("secret", "notes").is_empty());
    assert!(!session.sql.dump().unwrap().contains("secret"));
    assert_eq!(session.ask(delete()), Ok(false));
}

#[test]
fn the_calls_turns_are_the_main_conversation_with_the_persona_as_agent() {
    let mut session = Session::new();
    session.talk(&[
        (Speaker::Persona, "Yo Alice!"),
        (Speaker::User, "I love climbing"),
        (Speaker::Persona, "Nice, dude."),
    ]);
    let said = session.get(on(CONVERSATION));
    let agents: Vec<_> = said.iter().map(|entry| entry.agent.as_deref()).collect();
    assert_eq!(agents, [Some("brad"), None, Some("brad")]);
    assert_eq!(said[1].content, "I love climbing");
    assert_eq!(said[1].at, minute(1));
    assert_eq!(session.search("climb", CONVERSATION), ["I love climbing"]);
    let latest = GetEntries {
        n_most_recent: Some(1),
        start_time: Some(minute(0)),
        end_time: Some(minute(1)),
        ..on(CONVERSATION)
    };
    assert_eq!(session.contents(latest), ["I love climbing"]);
    assert!(session.get(GetEntries::default()).is_empty());
}

#[test]
fn nobody_else_writes_what_was_said() {
    let mut session = Session::new();
    session.talk(&[(Speaker::User, "I love climbing")]);
    let said = session.get(on(CONVERSATION));
    let forged = vec![entry("notes", "fine"), entry(CONVERSATION, "I hate it")];
    assert_eq!(field(session.put(forged)), "entries[1].timeline");
    assert!(session.get(on("notes")).is_empty(), "all of them or none");
    let id = said[0].id.clone();
    let refused = session.ask(DeleteEntry { id });
    assert!(
        matches!(refused, Err(Failure::Conflict { .. })),
        "{refused:?}"
    );
    assert_eq!(session.get(on(CONVERSATION)), said);
}

#[test]
fn what_is_empty_or_too_long_names_its_field() {
    let mut session = Session::new();
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
    let never = format!(
        r#"{{"entries":[{{"content":"x","at":{}}}],"now":0,"entropy":{:?}}}"#,
        i64::MIN,
        [0_u8; 16]
    );
    let refused = dispatch(&session.sql, PutEntries::NAME, &never);
    assert_eq!(field(refused.map(|_| Vec::new())), "at");
    assert!(session.get(on("notes")).is_empty());
}

#[test]
fn a_session_holds_thousands_of_entries_and_not_without_end() {
    let mut session = Session::new();
    for _ in 0..20 {
        session.put(vec![entry("notes", "short"); 500]).unwrap();
    }
    assert_eq!(session.get(on("notes")).len(), 10_000);
    let one_more = session.put(vec![entry("notes", "one more")]);
    assert_eq!(field(one_more), "entries");

    let mut session = Session::new();
    let long = entry("notes", &"ü".repeat(10_000));
    session.put(vec![long.clone(); 200]).unwrap();
    assert_eq!(field(session.put(vec![long])), "entries");
}

#[test]
fn a_put_whose_answer_was_lost_puts_nothing_twice() {
    let session = Session::new();
    let put = || PutEntries {
        entries: vec![entry("notes", "one"), entry("notes", "two")],
        now: minute(0),
        entropy: [7; 16],
    };
    let first = session.ask(put()).unwrap();
    assert_eq!(session.ask(put()).unwrap(), first);
    assert_eq!(session.contents(on("notes")), ["one", "two"]);
}

#[test]
fn after_the_call_it_reads_empty_and_takes_nothing_more() {
    let mut session = Session::new();
    session.talk(&[(Speaker::User, "I love climbing")]);
    let ids = session.note("notes", &["secret"]);
    session.hang_up();
    assert!(session.get(on("notes")).is_empty());
    assert!(session.get(on(CONVERSATION)).is_empty());
    assert!(session.search("climbing", CONVERSATION).is_empty());
    let refused = session.put(vec![entry("notes", "late")]);
    assert!(
        matches!(refused, Err(Failure::Conflict { .. })),
        "{refused:?}"
    );
    let id = ids[0].clone();
    assert_eq!(session.ask(DeleteEntry { id }), Ok(false));
    session::forget(&session.sql).unwrap();
    assert!(!session.sql.dump().unwrap().contains("secret"));
}

#[test]
fn a_session_that_never_was_and_a_command_that_is_none_are_not_found() {
    let sql = Sqlite::in_memory().unwrap();
    session::prepare(&sql).unwrap();
    for (command, body) in [(GetEntries::NAME, "{}"), ("no_such_command", "{}")] {
        let refused = dispatch(&sql, command, body);
        assert!(
            matches!(refused, Err(Failure::NotFound { .. })),
            "{refused:?}"
        );
    }
}
