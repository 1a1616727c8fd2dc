//! What is put beside the turns of a call.

use call_me_back::failure::Failure;
use call_me_back::memory::command::{Change, Erase, Export, PutEntries};
use call_me_back::memory::session::CONVERSATION;

use super::{Session, entry, episodes, minute, on};
use crate::world::{Call, World, claim};

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
    assert!(world.ask(Export::default()).sessions.is_empty());
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
    let memory_id = world.memory("rock climbing").id;
    world.edit("rock climbing", 1, Change::Forget);
    assert!(session.get(on(CONVERSATION)).is_empty());
    world.let_go(memory_id);
    assert!(!world.holds_word("climbing"));
}
