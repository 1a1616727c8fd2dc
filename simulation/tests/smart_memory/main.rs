//! SmartMemory as its users meet it: the four systems under the spec's names, each person's apart.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use std::rc::Rc;

use call_me_back::call::briefing::Occasion;
use call_me_back::call::machine::Event;
use call_me_back::call::{Channel, EndReason, Speaker, Status, Turn};
use call_me_back::directory::people::{self, User};
use call_me_back::directory::{actors, personas};
use call_me_back::failure::Failure;
use call_me_back::flows::starting::{Wish, start_call};
use call_me_back::flows::{relating, starters};
use call_me_back::ids::{CallId, Pair, PersonaId, UserId};
use call_me_back::memory::command::{Address, Archive, Change, Remember};
use call_me_back::memory::episode::Gist;
use call_me_back::memory::operation::{Claim, Operation};
use call_me_back::memory::reading::Reading;
use call_me_back::memory::session::{CONVERSATION, Entry, NewEntry, Which};
use call_me_back::memory::{Category, Subject};
use call_me_back::parameters;
use call_me_back::ports::{Memories, Ports, Sessions, SmartSql};
use call_me_back::relationship::MemoryConfig;
use call_me_back::smart_memory::{EpisodeSearch, ProcedureSearch, Scope, SmartMemory};
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back::time::{DAY, MINUTE, TimeZone, Timestamp};
use call_me_back_simulation::{Host, HostPorts, finish};
use serde_json::json;

const BRAD: &str = "persona_brad_001";

fn day(day: i64) -> Timestamp {
    Timestamp::parse("2025-01-07T10:00:00Z")
        .unwrap()
        .plus(day * DAY)
}

/// A world with the starter personas, and two people in it.
struct World {
    host: Rc<Host>,
    doors: HostPorts,
    alice: User,
    bob: User,
}

impl World {
    fn new() -> Self {
        let host = Host::new(day(0), 7).unwrap();
        let doors = host.ports(day(0));
        finish(starters::bring_up(&doors)).unwrap();
        let person = |name: &str, phone: &str| {
            let id = UserId::parse(name).unwrap();
            let phone = PhoneNumber::parse(phone).unwrap();
            finish(people::sign_up(
                doors.sql(),
                &phone,
                id,
                TimeZone::UTC,
                day(0),
            ))
            .unwrap()
        };
        let alice = person("user_alice", "+14155550101");
        let bob = person("user_bob", "+14155550102");
        Self {
            host,
            doors,
            alice,
            bob,
        }
    }

    fn of(&self, user: &User, persona: &str) -> SmartMemory<'_, HostPorts> {
        let persona = PersonaId::parse(persona).unwrap();
        finish(SmartMemory::of(&self.doors, &user.id, &persona)).unwrap()
    }

    fn brads_of_alice(&self) -> SmartMemory<'_, HostPorts> {
        self.of(&self.alice, BRAD)
    }

    /// A call in which somebody is connected.
    fn call(&self, user: &User, name: &str) -> CallId {
        let id = CallId::parse(name).unwrap();
        let wish = Wish {
            call_id: id.clone(),
            persona: PersonaId::parse(BRAD).unwrap(),
            channel: Channel::Browser,
            occasion: Occasion::UserCalls,
        };
        finish(start_call(&self.doors, user, wish)).unwrap();
        let tell = |event| finish(self.doors.sessions().tell(&id, event, self.doors.now()));
        tell(Event::Connected).unwrap();
        id
    }

    fn say(&self, call: &CallId, text: &str) {
        let text = text.to_owned();
        let sessions = self.doors.sessions();
        finish(sessions.tell(call, Event::Heard { text }, self.doors.now())).unwrap();
    }

    /// A call of Alice's with Brad that is over, and was about that.
    fn past_call(&self, name: &str, on: i64, said: &str, hobby: &str) -> CallId {
        let call_id = CallId::parse(name).unwrap();
        let actor = Address::Relationship(pair(&self.alice));
        let turn = |index, speaker, text: &str| Turn {
            index,
            speaker,
            text: text.to_owned(),
            at: day(on).plus(i64::from(index) * MINUTE),
        };
        let config = MemoryConfig::default();
        let archive = Archive {
            call_id: call_id.clone(),
            agent: "brad".to_owned(),
            started_at: day(on),
            ended_at: day(on).plus(5 * MINUTE),
            turns: vec![
                turn(0, Speaker::Persona, "Yo Alice!"),
                turn(1, Speaker::User, said),
            ],
            cost_usd: None,
            config: config.clone(),
        };
        let owner = Some(&self.alice.id);
        finish(actors::register(self.doors.sql(), &actor, owner, day(on))).unwrap();
        finish(self.doors.memories().ask(&actor, archive)).unwrap();
        let claim = Claim {
            category: Category::UserFact,
            subject: Subject::User,
            attribute: "hobby".to_owned(),
            value: hobby.to_owned(),
            content: format!("User loves {hobby}"),
            importance: 0.5,
            confidence: 0.9,
            occurred_at: None,
            sensitive: false,
            replaces: None,
        };
        let remember = Remember {
            call_id: call_id.clone(),
            reading: Reading {
                operations: vec![Operation::Claim { turn: 1, claim }],
                gist: Gist {
                    summary: format!("Talked about {hobby}."),
                    ..Gist::default()
                },
            },
            config,
            said_at: day(on),
            entropy: [on as u8; 16],
        };
        finish(self.doors.memories().ask(&actor, remember)).unwrap();
        call_id
    }
}

fn pair(user: &User) -> Pair {
    Pair {
        user: user.id.clone(),
        persona: PersonaId::parse(BRAD).unwrap(),
    }
}

fn contents(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.content.as_str()).collect()
}

fn conversation() -> Which {
    Which {
        timeline: Some(CONVERSATION.to_owned()),
        ..Which::default()
    }
}

#[track_caller]
fn assert_not_found<T: std::fmt::Debug>(answer: Result<T, Failure>) {
    assert!(
        matches!(answer, Err(Failure::NotFound { .. })),
        "{answer:?}"
    );
}

#[track_caller]
fn assert_conflict<T: std::fmt::Debug>(answer: Result<T, Failure>) -> String {
    match answer {
        Err(Failure::Conflict { why }) => why,
        other => panic!("no conflict: {other:?}"),
    }
}

#[test]
fn a_document_of_ones_own_is_put_read_found_and_deleted_by_its_name() {
    let world = World::new();
    let memory = world.brads_of_alice();
    let recipe = json!({"pie": {"fruit": "apples", "minutes": 40}});
    let put = |name, document| finish(memory.put_semantic_memory(name, document)).unwrap();
    assert_eq!(
        put(Some("recipes/pie: a"), recipe.clone()),
        "recipes/pie: a"
    );
    let read = |name: &str| finish(memory.get_semantic_memory(name));
    assert_eq!(read("recipes/pie: a").unwrap(), recipe);

    let unnamed = put(None, json!("Trevor is never to be trusted"));
    let found = finish(memory.search_semantic_memory("apples")).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].object_id, "recipes/pie: a");
    let found = finish(memory.search_semantic_memory("Trevor")).unwrap();
    assert_eq!(found[0].object_id, unnamed);

    let delete = |name: &str| finish(memory.delete_semantic_memory(name)).unwrap();
    assert!(delete(&found[0].object_id));
    assert!(!delete(&unnamed));
    assert_not_found(read(&unnamed));
    assert!(
        finish(memory.search_semantic_memory("Trevor"))
            .unwrap()
            .is_empty()
    );
    assert_eq!(read("recipes/pie: a").unwrap(), recipe);
}

#[test]
fn an_actor_is_in_the_registry_before_anything_is_put_into_it() {
    #[derive(serde::Deserialize)]
    struct Row {
        user_id: String,
    }
    let world = World::new();
    let memory = world.brads_of_alice();
    finish(memory.put_semantic_memory(None, json!("x"))).unwrap();
    let statement = "SELECT user_id FROM actors WHERE name = ?1";
    let name = Address::Relationship(pair(&world.alice)).name();
    let row = finish(world.doors.sql().row::<Row>(statement, parameters![name])).unwrap();
    assert_eq!(row.map(|row| row.user_id).as_deref(), Some("user_alice"));
}

#[test]
fn a_view_is_read_and_whoever_would_write_it_is_told_how_it_changes() {
    let world = World::new();
    world.past_call("call_one", 0, "I love rock climbing", "rock climbing");
    let memory = world.brads_of_alice();
    let long_term = format!("long_term:user_alice:{BRAD}");
    let view = finish(memory.get_semantic_memory(&long_term)).unwrap();
    assert_eq!(view["user_facts"]["hobbies"], json!(["rock climbing"]));
    let recent = finish(memory.get_semantic_memory(&format!("recent_calls:user_alice:{BRAD}")));
    assert_eq!(recent.unwrap()["recent_calls"][0]["call_id"], "call_one");

    for name in [
        long_term.as_str(),
        "recent_calls:user_bob:persona_brad_001",
        "call_session:call_one",
    ] {
        let put = memory.put_semantic_memory(Some(name), json!({}));
        assert!(assert_conflict(finish(put)).contains("This document shows"));
        assert_conflict(finish(memory.delete_semantic_memory(name)));
    }
    let malformed = memory.put_semantic_memory(Some("long_term:x"), json!({}));
    assert!(matches!(
        finish(malformed),
        Err(Failure::Invalid { field, .. }) if field == "object_id"
    ));
    assert_eq!(
        finish(memory.get_semantic_memory(&long_term)).unwrap(),
        view
    );
}

#[test]
fn what_a_search_finds_in_the_views_can_be_edited_and_rehydrated_by_its_id() {
    let world = World::new();
    let call = world.past_call("call_one", 0, "I love rock climbing", "rock climbing");
    let memory = world.brads_of_alice();
    let found = finish(memory.search_semantic_memory("climbing")).unwrap();
    let fact = found
        .iter()
        .find(|found| found.memory_id.is_some())
        .unwrap();
    assert_eq!(fact.object_id, format!("long_term:user_alice:{BRAD}"));
    assert_eq!(fact.text, "User loves rock climbing");
    let episode = found
        .iter()
        .find(|found| found.session_id.is_some())
        .unwrap();
    assert_eq!(episode.object_id, format!("recent_calls:user_alice:{BRAD}"));
    assert_eq!(episode.session_id.as_ref(), Some(&call.session()));
    assert_eq!(found.len(), 2, "{found:?}");

    let id = fact.memory_id.clone().unwrap();
    let reword = Change::Reword {
        content: "User loves ice skating".to_owned(),
    };
    let changed = finish(relating::edit_memory(
        &world.doors,
        &pair(&world.alice),
        id,
        reword,
    ));
    let changed = changed.unwrap().unwrap();
    let facts = |needle: &str| -> Vec<_> {
        let found = finish(memory.search_semantic_memory(needle)).unwrap();
        found
            .into_iter()
            .filter_map(|found| found.memory_id)
            .collect()
    };
    assert_eq!(facts("skating"), [changed.id]);
    assert!(facts("climbing").is_empty(), "what no longer holds");
}

#[test]
fn pinning_by_hand_is_noted_where_the_cron_looks_for_what_fades() {
    let world = World::new();
    world.past_call("call_one", 0, "I love rock climbing", "rock climbing");
    let memory = world.brads_of_alice();
    let found = finish(memory.search_semantic_memory("climbing")).unwrap();
    let id = found.into_iter().find_map(|found| found.memory_id).unwrap();
    let edit = |change| {
        let pair = pair(&world.alice);
        finish(relating::edit_memory(
            &world.doors,
            &pair,
            id.clone(),
            change,
        ))
        .unwrap()
    };
    let due = || finish(actors::due(world.doors.sql(), day(4_000), 10)).unwrap();
    assert!(edit(Change::Pin).unwrap().pinned);
    assert!(due().is_empty());
    assert!(!edit(Change::Unpin).unwrap().pinned);
    assert_eq!(due(), [Address::Relationship(pair(&world.alice))]);
    assert_eq!(edit(Change::Forget), None);
    assert!(due().is_empty());
}

#[test]
fn sessions_are_found_by_what_they_were_about_page_by_page() {
    let world = World::new();
    for on in 0..5 {
        world.past_call(&format!("call_{on}"), on, "climbing again", "climbing");
    }
    world.past_call("call_other", 5, "I bake pies", "baking");
    let memory = world.brads_of_alice();
    let search = |terms: &str, options: EpisodeSearch| {
        finish(memory.search_episodic_memory(terms, &options)).unwrap()
    };
    let page = |page| EpisodeSearch {
        page,
        page_size: 2,
        ..EpisodeSearch::default()
    };
    let first = search("climbing", page(1));
    assert_eq!(first.results.len(), 2);
    assert_eq!(first.results[0].agent, "brad");
    assert_eq!(first.results[0].entry_count, 2);
    assert!(first.results[0].score.is_some());
    assert_eq!(
        (first.pagination.total, first.pagination.total_pages),
        (5, 3)
    );
    assert!(first.pagination.has_more);
    let last = search("climbing", page(3));
    assert_eq!(last.results.len(), 1);
    assert!(!last.pagination.has_more);
    let beyond = search("climbing", page(u32::MAX));
    assert!(beyond.results.is_empty() && !beyond.pagination.has_more);
    let mut ids: Vec<_> = (1..=3)
        .flat_map(|number| search("climbing", page(number)).results)
        .map(|found| found.session_id)
        .collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 5, "each once, on whatever page");

    let all = search("", EpisodeSearch::default());
    assert_eq!(all.results[0].session_id.as_str(), "call_other");
    assert_eq!(all.results.len(), 6);
    let bounded = search(
        "",
        EpisodeSearch {
            start_time: Some(day(1).plus(5 * MINUTE)),
            end_time: Some(day(2).plus(5 * MINUTE)),
            ..EpisodeSearch::default()
        },
    );
    assert_eq!(bounded.results.len(), 2);
    for (field, options) in [
        ("page", page(0)),
        (
            "page_size",
            EpisodeSearch {
                page_size: 101,
                ..page(1)
            },
        ),
    ] {
        let refused = finish(memory.search_episodic_memory("", &options));
        assert!(
            matches!(&refused, Err(Failure::Invalid { field: named, .. }) if named == field),
            "{refused:?}"
        );
    }
}

#[test]
fn an_archived_session_comes_back_with_every_entry_or_as_its_summary() {
    let world = World::new();
    let call = world.past_call("call_one", 0, "I love rock climbing", "rock climbing");
    let memory = world.brads_of_alice();
    let id = call.session();
    let session = finish(memory.rehydrate_session(&id, false)).unwrap();
    assert_eq!(session.session_id, id);
    assert_eq!(session.entries_restored, 2);
    let working = finish(memory.working(&id)).unwrap();
    let entries = finish(working.get_memory(conversation())).unwrap();
    let said: Vec<_> = entries
        .iter()
        .map(|entry| (entry.agent.as_deref(), entry.content.as_str()))
        .collect();
    assert_eq!(
        said,
        [(Some("brad"), "Yo Alice!"), (None, "I love rock climbing")]
    );
    finish(working.end_session(true, None)).unwrap();

    let summary = finish(memory.rehydrate_session(&id, true)).unwrap();
    assert_eq!(summary.entries_restored, 1);
    let entries = finish(working.get_memory(conversation())).unwrap();
    assert_eq!(entries[0].content, "Talked about rock climbing.");
    let never = CallId::parse("call_never").unwrap().session();
    assert_not_found(finish(memory.rehydrate_session(&never, false)));
}

#[test]
fn a_call_has_working_memory_until_it_is_ended() {
    let world = World::new();
    let call = world.call(&world.alice, "call_live");
    world.say(&call, "I love rock climbing");
    let memory = world.brads_of_alice();
    let working = finish(memory.working(&call.session())).unwrap();
    let note = NewEntry {
        content: "She owes him a burrito".to_owned(),
        ..NewEntry::default()
    };
    let id = finish(working.put_memory(note.clone())).unwrap();
    let notes = || finish(working.get_memory(Which::default())).unwrap();
    assert_eq!(notes()[0].id, id);
    assert_eq!(notes()[0].at, day(0));
    let found = finish(working.search_memory("climbing", conversation())).unwrap();
    assert!(
        contents(&found).contains(&"I love rock climbing"),
        "{found:?}"
    );
    assert_eq!(finish(working.delete_memory(id)), Ok(true));
    assert!(notes().is_empty());

    finish(working.put_memories(vec![note.clone(), note.clone()])).unwrap();
    assert_eq!(finish(working.end_session(true, None)), Ok(true));
    let over = finish(world.doors.sessions().view(&call)).unwrap().call;
    assert_eq!(over.status, Status::Ended);
    assert_eq!(over.end_reason, Some(EndReason::HungUp));
    assert!(notes().is_empty());
    assert!(
        finish(working.get_memory(conversation()))
            .unwrap()
            .is_empty()
    );
    assert_conflict(finish(working.put_memory(note)));
    let view = finish(memory.get_semantic_memory("call_session:call_live")).unwrap();
    let history = view["conversation_history"].as_array().unwrap();
    let said = history
        .iter()
        .any(|turn| turn["content"] == "I love rock climbing");
    assert!(said, "{view}");
}

#[test]
fn a_relationships_procedures_are_its_own_and_the_personas_are_read_by_all() {
    let world = World::new();
    let memory = world.brads_of_alice();
    let own = memory.procedural(Scope::Memory);
    let shared = memory.procedural(Scope::Persona);
    assert!(!finish(shared.list_procedures()).unwrap().is_empty());
    assert!(finish(own.list_procedures()).unwrap().is_empty());

    finish(own.put_procedure("greeting_pattern", "Ahoy {name}")).unwrap();
    let tomorrow = world.host.ports(day(1));
    let brad = PersonaId::parse(BRAD).unwrap();
    let later = finish(SmartMemory::of(&tomorrow, &world.alice.id, &brad)).unwrap();
    let later = later.procedural(Scope::Memory);
    finish(later.put_procedure("greeting_pattern", "Yo {name}")).unwrap();
    let stored = finish(own.get_procedure("greeting_pattern"))
        .unwrap()
        .unwrap();
    assert_eq!(stored.value, "Yo {name}");
    assert_eq!((stored.created_at, stored.updated_at), (day(0), day(1)));
    let found = |options| finish(own.search_procedures("greeting", &options)).unwrap();
    assert_eq!(found(ProcedureSearch::default()).len(), 1);
    let values_only = ProcedureSearch {
        search_keys: false,
        ..ProcedureSearch::default()
    };
    assert!(found(values_only).is_empty());

    let his = world.of(&world.bob, BRAD);
    let his = his.procedural(Scope::Memory);
    assert_eq!(finish(his.get_procedure("greeting_pattern")), Ok(None));
    assert_eq!(finish(own.delete_procedure("greeting_pattern")), Ok(true));
    assert_eq!(finish(own.delete_procedure("greeting_pattern")), Ok(false));
}

#[test]
fn nobody_changes_how_a_persona_is_to_others() {
    let world = World::new();
    let memory = world.brads_of_alice();
    let shared = memory.procedural(Scope::Persona);
    let before = finish(shared.list_procedures()).unwrap();
    let why = assert_conflict(finish(shared.put_procedure("greeting_pattern", "Boo")));
    assert!(why.contains("relationship"), "{why}");
    assert_conflict(finish(shared.delete_procedure("greeting_pattern")));
    assert_eq!(finish(shared.list_procedures()), Ok(before));
}

#[test]
fn whoever_made_a_persona_says_how_it_behaves_and_nobody_else_meets_a_private_one() {
    let world = World::new();
    let insert = "INSERT INTO personas (id, name, description, voice, created_by, is_public,
        core_system_prompt, created_at, updated_at)
        VALUES ('persona_mine', 'Mine', '', 'adam', 'user_alice', 0, 'You are mine.', 0, 0)";
    finish(world.doors.sql().run(insert, &[])).unwrap();
    let memory = world.of(&world.alice, "persona_mine");
    let shared = memory.procedural(Scope::Persona);
    finish(shared.put_procedure("greeting_pattern", "Hello you")).unwrap();
    let stored = finish(shared.get_procedure("greeting_pattern")).unwrap();
    assert_eq!(stored.unwrap().value, "Hello you");
    let mine = PersonaId::parse("persona_mine").unwrap();
    let his = finish(SmartMemory::of(&world.doors, &world.bob.id, &mine));
    assert_not_found(his.map(|_| ()));
}

#[test]
fn what_is_somebody_elses_looks_as_if_it_were_not_there() {
    let world = World::new();
    let past = world.past_call("call_past", 0, "I love rock climbing", "rock climbing");
    let live = world.call(&world.alice, "call_live");
    let memory = world.brads_of_alice();
    finish(memory.put_semantic_memory(Some("diary"), json!("climbing"))).unwrap();

    let his = world.of(&world.bob, BRAD);
    let hers = format!("{}:{BRAD}", world.alice.id);
    for name in [
        format!("long_term:{hers}"),
        format!("recent_calls:{hers}"),
        "call_session:call_live".to_owned(),
        "call_session:call_never".to_owned(),
        "diary".to_owned(),
        "long_term:".to_owned(),
    ] {
        assert_not_found(finish(his.get_semantic_memory(&name)));
        let named = finish(SmartMemory::named_in(&world.doors, &world.bob.id, &name));
        assert_not_found(named.map(|_| ()));
    }
    assert!(
        finish(his.search_semantic_memory("climbing"))
            .unwrap()
            .is_empty()
    );
    let episodes = finish(his.search_episodic_memory("", &EpisodeSearch::default()));
    assert_eq!(episodes.unwrap().pagination.total, 0);
    assert_not_found(finish(his.rehydrate_session(&past.session(), false)));
    let working = finish(his.working(&live.session())).unwrap();
    assert!(
        finish(working.get_memory(conversation()))
            .unwrap()
            .is_empty()
    );
    assert_not_found(finish(working.end_session(true, None)));
    assert_eq!(finish(his.delete_semantic_memory("diary")), Ok(false));
    assert!(finish(memory.get_semantic_memory("diary")).is_ok());
}

#[test]
fn what_one_persona_knows_another_is_not_asked_for() {
    let world = World::new();
    let live = world.call(&world.alice, "call_live");
    let other = finish(personas::personas(world.doors.sql(), &world.alice.id));
    let other = other.unwrap().into_iter().find(|it| it.id.as_str() != BRAD);
    let other = world.of(&world.alice, other.unwrap().id.as_str());
    let working = finish(other.working(&live.session())).unwrap();
    assert!(
        finish(working.get_memory(conversation()))
            .unwrap()
            .is_empty()
    );
    assert_not_found(finish(working.end_session(true, None)));
    assert_not_found(finish(other.get_semantic_memory("call_session:call_live")));
    let brads = format!("long_term:user_alice:{BRAD}");
    assert_not_found(finish(other.get_semantic_memory(&brads)));
    for name in [brads.as_str(), "call_session:call_live"] {
        let named = finish(SmartMemory::named_in(&world.doors, &world.alice.id, name)).unwrap();
        assert!(finish(named.get_semantic_memory(name)).is_ok());
    }
}
