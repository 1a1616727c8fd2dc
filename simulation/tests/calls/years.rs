//! What time does.

use call_me_back::directory::personas;
use call_me_back::memory::State;
use call_me_back::ports::Ports as _;
use call_me_back::time::{DAY, HOUR};
use call_me_back_simulation::{World, finish};

use crate::people::*;

#[test]
fn over_a_year_small_talk_goes_and_an_allergy_stays() {
    let (world, alice) = alices(16);
    let call = world.call(&alice, &brad()).unwrap();
    talk(
        &world,
        &call,
        &[
            "I'm allergic to peanuts.",
            "I watched a movie last night.",
            "Bye!",
        ],
    );
    world.settle().unwrap();
    let state = |needle: &str| {
        let memories = world.memories(&alice, &brad(), true).unwrap();
        let found = memories
            .iter()
            .find(|memory| memory.content.to_lowercase().contains(needle));
        found.unwrap_or_else(|| panic!("{memories:#?}")).state
    };
    assert_eq!(state("movie"), State::Current);
    for _ in 0..365 {
        world.advance(DAY).unwrap();
        world.settle().unwrap();
    }
    assert_eq!(state("movie"), State::Archived);
    assert_eq!(state("peanuts"), State::Current);
    all_is_well(&world, "a year later");
}

#[test]
fn the_personas_of_a_release_are_brought_up_once() {
    let world = World::unpeopled(17).unwrap();
    let alice = world.sign_in(ALICE).unwrap();
    let met = || finish(personas::personas(world.ports().sql(), &alice.id)).unwrap();
    assert!(met().is_empty());
    world.advance(HOUR).unwrap();
    let personas = met();
    assert_eq!(personas.len(), call_me_back::persona::catalog().len());
    let before = world.host().memories.all()["memory:persona:persona_brad_001"]
        .dump()
        .unwrap();
    world.advance(HOUR).unwrap();
    world.every_hour();
    assert_eq!(met(), personas);
    let after = world.host().memories.all()["memory:persona:persona_brad_001"]
        .dump()
        .unwrap();
    assert_eq!(after, before);
}

#[test]
fn personas_are_brought_up_whatever_fails_first() {
    for nth in 0..40 {
        let world = World::unpeopled(18).unwrap();
        let (_, faults) = world.host().doors()[nth % 3];
        let fault = call_me_back_simulation::Fault::AnswerLost;
        faults.plan(std::iter::repeat_n(None, nth / 3).chain([Some(fault)]));
        world.advance(3 * HOUR).unwrap();
        let alice = world.sign_in(ALICE).unwrap();
        let met = finish(personas::personas(world.ports().sql(), &alice.id)).unwrap();
        assert_eq!(met.len(), call_me_back::persona::catalog().len(), "{nth}");
    }
}
