//! What time does.

use call_me_back::directory::personas;
use call_me_back::ids::Pair;
use call_me_back::memory::command::{Address, Remember};
use call_me_back::memory::episode::Gist;
use call_me_back::memory::operation::{Claim, Operation};
use call_me_back::memory::reading::Reading;
use call_me_back::memory::{Category, State, Subject};
use call_me_back::ports::{Memories as _, Ports as _};
use call_me_back::relationship::MemoryConfig;
use call_me_back::time::{DAY, HOUR};
use call_me_back_simulation::{World, finish};

use crate::people::*;

fn claim(attribute: &str, value: &str, importance: f64) -> Operation {
    Operation::Claim {
        turn: 1,
        claim: Claim {
            category: Category::UserFact,
            subject: Subject::User,
            attribute: attribute.to_owned(),
            value: value.to_owned(),
            content: format!("User: {value}"),
            importance,
            confidence: 0.9,
            occurred_at: None,
            sensitive: false,
            replaces: None,
        },
    }
}

#[test]
fn over_a_year_small_talk_goes_and_an_allergy_stays() {
    let (world, alice) = alices(16);
    let call = world.call(&alice, &brad()).unwrap();
    talk(
        &world,
        &call,
        &["I had pizza, though I'm allergic to nuts."],
    );
    world.hang_up(&call).unwrap();
    // A reader for whom a meal is worth a mention reads the call before the job comes.
    let actor = Address::Relationship(Pair {
        user: alice.id.clone(),
        persona: brad(),
    });
    let read = Remember {
        call_id: call,
        reading: Reading {
            operations: vec![claim("allergy", "nuts", 0.95), claim("meal", "pizza", 0.1)],
            gist: Gist::default(),
        },
        config: MemoryConfig::default(),
        said_at: world.now(),
        entropy: [1; 16],
    };
    finish(world.ports().memories().ask(&actor, read)).unwrap();
    world.settle().unwrap();

    let state = |value: &str| {
        let memories = world.memories(&alice, &brad(), true).unwrap();
        memories
            .iter()
            .find(|memory| memory.value == value)
            .unwrap()
            .state
    };
    let mut fading = Vec::new();
    for day in 0..365 {
        if fading
            .last()
            .is_none_or(|(_, last)| *last != state("pizza"))
        {
            fading.push((day, state("pizza")));
        }
        world.advance(DAY).unwrap();
        world.settle().unwrap();
    }
    let [
        (0, State::Current),
        (faded, State::Faded),
        (archived, State::Archived),
    ] = fading[..]
    else {
        panic!("{fading:?}");
    };
    assert!(
        (7..14).contains(&faded) && (21..35).contains(&archived),
        "{fading:?}"
    );
    assert_eq!(state("nuts"), State::Current);
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
