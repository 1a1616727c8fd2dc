//! Working and episodic memory: calls as sessions.

use call_me_back::call::{EndReason, Status};
use call_me_back::failure::Failure;
use call_me_back::ids::{CallId, PersonaId};
use call_me_back::memory::session::{NewEntry, Which};
use call_me_back::ports::{Ports, Sessions};
use call_me_back::smart_memory::{EpisodeSearch, SmartMemory};
use call_me_back::time::MINUTE;
use call_me_back_simulation::finish;

use super::world::{BRAD, World, assert_conflict, assert_not_found, contents, conversation, day};

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
    let found = finish(memory.search_semantic_memory("rock climbing")).unwrap();
    let said = found
        .iter()
        .find(|it| it.object_id == "call_session:call_live");
    assert_eq!(said.unwrap().text, "I love rock climbing");
    assert_eq!(said.unwrap().session_id, Some(call.session()));
    let tomorrow = world.host.ports(day(1));
    let brad = PersonaId::parse(BRAD).unwrap();
    let memory = finish(SmartMemory::of(&tomorrow, &world.alice.id, &brad)).unwrap();
    let found = finish(memory.search_semantic_memory("rock climbing")).unwrap();
    assert!(
        !found
            .iter()
            .any(|it| it.object_id.starts_with("call_session:"))
    );
}
