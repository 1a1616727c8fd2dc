//! What is somebody else's, and what is another persona's.

use call_me_back::directory::personas;
use call_me_back::ports::Ports;
use call_me_back::smart_memory::{EpisodeSearch, SmartMemory};
use call_me_back_simulation::finish;
use serde_json::json;

use super::world::{BRAD, World, assert_not_found, conversation};

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
