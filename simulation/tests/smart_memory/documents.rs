//! Semantic memory: documents of one's own, and the views.

use call_me_back::directory::actors;
use call_me_back::failure::Failure;
use call_me_back::flows::relating;
use call_me_back::memory::command::{Address, Change};
use call_me_back::parameters;
use call_me_back::ports::{Ports, SmartSql};
use call_me_back_simulation::finish;
use serde_json::json;

use super::world::{BRAD, World, assert_conflict, assert_not_found, day, pair};

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
        None,
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
            None,
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
