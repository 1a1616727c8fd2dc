//! Taking back what the user's own hand did to a memory.

use std::collections::BTreeSet;

use call_me_back::failure::Failure;
use call_me_back::ids::MemoryId;
use call_me_back::memory::command::{
    Change, Erase, Forgotten, PickStoryline, Restore, Restored, Trace, Undo, Unsay,
};
use call_me_back::memory::storyline::Status;
use call_me_back::memory::{Memory, State};

use crate::world::*;

fn restore(world: &World, memory_id: &MemoryId, undo: Undo) -> Result<Restored, Failure> {
    world.try_ask(Restore {
        memory_id: memory_id.clone(),
        undo,
        entropy: [77; 16],
    })
}

fn undo_edit(world: &World, memory: &Memory, since: i64) -> Result<Memory, Failure> {
    let undo = Undo::Edit { since: day(since) };
    restore(world, &memory.id, undo).map(|restored| restored.memory)
}

fn bring_back(world: &World, memory: &Memory) -> Restored {
    restore(world, &memory.id, Undo::Forgetting).unwrap()
}

fn reword(content: &str) -> Change {
    Change::Reword {
        content: content.to_owned(),
    }
}

/// A call that tells of an allergy and of chess, with all that is made of it.
fn lunch(world: &World) -> Call {
    let call = Call::new(
        "one",
        0,
        &[
            in_turn(1, claim("allergy", "pistachios")),
            in_turn(0, claim("hobby", "chess")),
            story(
                "pistachio_test",
                "She waits for her pistachio test.",
                Status::InProgress,
            ),
            story("chess_club", "She looks for a club.", Status::InProgress),
            learns("snacks", "Offer no pistachios."),
        ],
    )
    .says(&[
        "I play chess.",
        "And I can't eat any pistachio at all.",
        "Brad: No pistachios then!",
    ])
    .summed_up(
        "Alice plays chess. She told Brad of her pistachio allergy.",
        &["chess", "pistachio_allergy"],
    );
    world.archive(&call);
    world.remember(&call);
    call
}

#[test]
fn what_was_forgotten_is_found_nowhere_and_comes_back_as_it_was() {
    let world = World::new();
    lunch(&world);
    let before = world.knowledge();
    let nuts = world.memory("pistachios");
    let storyline = before
        .storylines
        .iter()
        .find(|told| told.topic == "pistachio_test");
    assert!(storyline.is_some());
    let found = world.found("pistachio");
    assert!(found.len() >= 3, "{found:?}");

    world.edit("pistachios", 3, Change::Forget);
    assert!(world.found("pistachio").is_empty());
    assert_eq!(world.known(3), ["chess"]);
    let known = format!("{:?}", world.open(3)).to_lowercase();
    assert!(!known.contains("pistachi"), "{known}");
    let told = world.ask(Forgotten {});
    assert!(told.is_told("pistachios") && told.turns.len() >= 2);

    let restored = bring_back(&world, &nuts);
    assert_eq!(restored.memory, nuts);
    assert_eq!(restored.gists.len(), 1);
    assert!(restored.gists[0].1.summary.contains("pistachio"));
    assert_eq!(world.knowledge(), before);
    assert_eq!(world.found("pistachio"), found);
    assert!(world.ask(Forgotten {}).turns.is_empty());
    // The same again changes nothing.
    assert_eq!(bring_back(&world, &nuts).memory, nuts);
    assert_eq!(world.knowledge(), before);
}

#[test]
fn a_storyline_that_comes_back_has_its_id() {
    let world = World::new();
    lunch(&world);
    let told = world.open(1).storylines;
    let test = told.iter().find(|told| told.topic == "pistachio_test");
    let id = test.unwrap().id.clone();
    let nuts = world.memory("pistachios");
    world.edit("pistachios", 3, Change::Forget);
    let gone = world.try_ask(PickStoryline { id: id.clone() });
    assert!(matches!(gone, Err(Failure::NotFound { .. })));
    bring_back(&world, &nuts);
    assert_eq!(world.ask(PickStoryline { id }).topic, "pistachio_test");
}

#[test]
fn what_was_forgotten_comes_back_where_the_words_of_its_call_went_meanwhile() {
    let world = World::new();
    let call = lunch(&world);
    let nuts = world.memory("pistachios");
    world.edit("pistachios", 3, Change::Forget);
    world.ask(Unsay { call_id: call.id });
    bring_back(&world, &nuts);
    let mut known = world.known(3);
    known.sort();
    assert_eq!(known, ["chess", "pistachios"]);
    assert!(!world.holds_word("any pistachio at all"));
}

#[test]
fn what_is_let_go_of_is_gone_for_good() {
    let world = World::new();
    lunch(&world);
    let nuts = world.memory("pistachios");
    world.edit("pistachios", 3, Change::Forget);
    assert!(world.holds_word("pistachi"));
    world.let_go(nuts.id.clone());
    assert!(!world.holds_word("pistachi"));
    let gone = restore(&world, &nuts.id, Undo::Forgetting);
    assert!(matches!(gone, Err(Failure::NotFound { .. })));
    // Who goes on with forgetting it finds nothing left to do.
    let traced = world.ask(Trace {
        memory_id: nuts.id.clone(),
    });
    assert_eq!(traced.memories, 0);
    world.let_go(nuts.id.clone());
    assert_eq!(world.known(4), ["chess"]);
}

#[test]
fn two_that_were_said_together_come_back_one_by_one_in_any_order() {
    for (first, second) in [("pistachios", "chess"), ("chess", "pistachios")] {
        for (back, still) in [(first, second), (second, first)] {
            let world = World::new();
            let call = Call::new(
                "one",
                0,
                &[
                    in_turn(0, claim("allergy", "pistachios")),
                    in_turn(0, claim("hobby", "chess")),
                ],
            )
            .says(&["Pistachios make me ill when I play chess."])
            .summed_up("She is ill of pistachios. She plays chess.", &[]);
            world.archive(&call);
            world.remember(&call);
            let before = world.knowledge();
            let all = world.found("pistachios chess");
            let (one, other) = (world.memory(back), world.memory(still));
            world.edit(first, 1, Change::Forget);
            world.edit(second, 2, Change::Forget);
            assert!(world.found("pistachios chess").is_empty());

            bring_back(&world, &one);
            let word = still.get(..5).unwrap();
            let shown = format!("{:?} {:?}", world.open(3), world.found(still));
            assert!(!shown.to_lowercase().contains(word), "{still}: {shown}");
            assert_eq!(world.known(3), [back]);

            bring_back(&world, &other);
            assert_eq!(world.knowledge(), before, "{first} {back}");
            assert_eq!(world.found("pistachios chess"), all);
        }
    }
}

#[test]
fn one_that_stays_forgotten_leaves_nothing_when_another_came_back() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "chess")]);
    let claim = call_me_back::memory::operation::Claim {
        replaces: Some("chess".into()),
        ..claim("hobby", "go")
    };
    world.hear("two", 1, &[in_turn(0, claim)]);
    let (chess, go) = (world.memory("chess"), world.memory("go"));
    world.edit("go", 2, Change::Forget);
    world.edit("chess", 3, Change::Forget);
    bring_back(&world, &go);
    world.let_go(chess.id.clone());
    assert!(!world.holds_word("chess"));
    assert_eq!(world.known(4), ["go"]);
}

#[test]
fn what_was_said_again_since_stays_when_another_comes_back() {
    let world = World::new();
    lunch(&world);
    let (nuts, chess) = (world.memory("pistachios"), world.memory("chess"));
    world.edit("pistachios", 2, Change::Forget);
    world.edit("chess", 2, Change::Forget);
    world.hear(
        "two",
        3,
        &[
            in_turn(0, claim("hobby", "chess")),
            story("chess_club", "She found a club.", Status::InProgress),
        ],
    );
    bring_back(&world, &nuts);
    world.let_go(chess.id.clone());
    world.fold_anew(4);
    assert!(!world.holds_word("looks for a club"));
    assert!(world.holds_word("found a club"));
    world.edit("chess", 4, Change::Pin);
    assert!(world.memory("chess").pinned);
}

#[test]
fn what_an_erased_call_said_does_not_come_back() {
    let world = World::new();
    let call = lunch(&world);
    let nuts = world.memory("pistachios");
    world.edit("pistachios", 3, Change::Forget);
    world.ask(Erase {
        call_id: Some(call.id),
        now: day(4),
    });
    assert!(!world.holds_word("pistachi"));
    let gone = restore(&world, &nuts.id, Undo::Forgetting);
    assert!(matches!(gone, Err(Failure::NotFound { .. })));
}

#[test]
fn what_two_calls_told_comes_back_in_the_words_of_the_one_that_is_left() {
    let world = World::new();
    let mut pen = claim("ex", "Sarah (carries an epinephrine pen)");
    pen.content = "User's ex Sarah carries an epinephrine pen".into();
    let second = Call::new(
        "two",
        1,
        &[
            in_turn(0, pen),
            story("epinephrine", "An epinephrine pen.", Status::InProgress),
            learns("epinephrine", "Ask for the epinephrine pen."),
        ],
    )
    .says(&[
        "My ex Sarah carries an epinephrine pen.",
        "Brad: Sarah has an epinephrine pen?",
    ])
    .summed_up("Sarah has an epinephrine pen.", &["epinephrine"]);
    let first = Call::new("one", 0, &[says("ex", "Sarah (chef)")])
        .says(&["My ex Sarah is a chef.", "Brad: Sarah is a chef?"])
        .summed_up("She spoke of her ex Sarah.", &[]);
    world.archive(&first);
    world.remember(&first);
    let found = || BTreeSet::from_iter(world.found("Sarah"));
    let (before, at_first) = (world.knowledge(), found());
    world.archive(&second);
    world.remember(&second);
    let sarah = world.memory("Sarah (carries an epinephrine pen)");
    world.edit_id(sarah.id.clone(), 2, Change::Forget).unwrap();
    assert!(world.holds_word("epinephrin"));
    world.ask(Erase {
        call_id: Some(second.id),
        now: day(2),
    });
    assert!(!world.holds_word("epinephrin"));
    assert!(world.known(2).is_empty() && world.found("Sarah").is_empty());

    assert_eq!(bring_back(&world, &sarah).memory.id, sarah.id);
    assert_eq!(world.knowledge(), before);
    assert_eq!(found(), at_first);
    // Erased too, the other call leaves nothing either.
    world.edit_id(sarah.id, 3, Change::Forget).unwrap();
    world.ask(Erase {
        call_id: Some(first.id),
        now: day(3),
    });
    assert!(!world.holds_word("sarah") && !world.holds_word("chef"));
}

#[test]
fn a_pin_outlives_that_its_memory_was_forgotten_for_a_while() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio")]);
    world.edit("Ohio", 1, Change::Pin);
    let ohio = world.memory("Ohio");
    world.edit("Ohio", 2, Change::Forget);
    world.hear("two", 3, &[says("home", "Iowa")]);
    world.ask(Erase {
        call_id: Some(call_id("two")),
        now: day(3),
    });
    assert_eq!(bring_back(&world, &ohio).memory, ohio);
    // Forgotten for good, it pins nothing that is said some day.
    world.edit("Ohio", 4, Change::Forget);
    world.let_go(ohio.id.clone());
    world.hear("three", 5, &[says("home", "Ohio")]);
    assert!(!world.memory("Ohio").pinned);
}

#[test]
fn what_was_learned_anew_meanwhile_is_one_memory_again() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "chess")]);
    let chess = world.memory("chess");
    world.edit("chess", 1, Change::Forget);
    world.hear("two", 2, &[says("hobby", "chess")]);
    let anew = world.memory("chess").id;
    let restored = bring_back(&world, &chess).memory;
    assert_eq!((restored.value.as_str(), restored.mentions), ("chess", 1));
    assert_eq!(restored.id, anew);
    assert_eq!(world.list(true).len(), 1);
}

#[test]
fn what_was_put_in_other_words_is_taken_back() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "ferrets")]);
    let before = world.knowledge();
    let ferrets = world.memory("ferrets");
    world.edit("ferrets", 5, reword("Keeps weasels"));
    assert_eq!(world.known(5), ["Keeps weasels"]);
    assert_eq!(undo_edit(&world, &ferrets, 4), Ok(ferrets.clone()));
    assert_eq!(world.knowledge(), before);
    assert!(!world.holds_word("weasel"));
    // Asked for again, it stands.
    assert_eq!(undo_edit(&world, &ferrets, 4), Ok(ferrets));
}

#[test]
fn a_pin_comes_back_with_the_words_that_had_it() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio")]);
    world.edit("Ohio", 1, Change::Pin);
    let ohio = world.memory("Ohio");
    world.edit("Ohio", 5, reword("User, home: Iowa"));
    let restored = undo_edit(&world, &ohio, 4).unwrap();
    assert!(restored.pinned && restored.state == State::Current);
    // No pin is left for what may be said some day.
    world.edit("Ohio", 6, Change::Unpin);
    world.hear("two", 7, &[says("home", "Iowa")]);
    assert!(!world.memory("Iowa").pinned);
}

#[test]
fn the_same_value_in_other_words_gets_its_words_back() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio")]);
    let before = world.memory("Ohio");
    world.edit("Ohio", 5, reword("User, home: ohio"));
    let edited = world.list(false).remove(0);
    assert_eq!(edited.id, before.id);
    let restored = undo_edit(&world, &edited, 4).unwrap();
    assert_eq!(restored, before);
}

#[test]
fn an_edit_is_taken_back_for_a_while_and_in_its_turn() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "ferrets")]);
    let ferrets = world.memory("ferrets");
    let weasels = world.edit("ferrets", 5, reword("Keeps weasels")).memory;
    world.edit("Keeps weasels", 6, reword("Keeps otters"));
    assert!(matches!(
        undo_edit(&world, &ferrets, 4),
        Err(Failure::Conflict { .. })
    ));
    let weasels = weasels.unwrap();
    assert!(matches!(
        undo_edit(&world, &weasels, 6),
        Err(Failure::Conflict { .. })
    ));
    assert!(undo_edit(&world, &weasels, 5).is_ok());
    assert!(undo_edit(&world, &ferrets, 4).is_ok());
    assert_eq!(world.known(7), ["ferrets"]);
    let unknown = MemoryId::parse("mem_unknown").unwrap();
    let none = restore(&world, &unknown, Undo::Edit { since: day(0) });
    assert!(matches!(none, Err(Failure::NotFound { .. })));
}
