//! What is told in one relationship changes nothing in another.

use call_me_back::ids::{Pair, PersonaId, UserId};
use call_me_back::memory::command::{Address, Fade};
use call_me_back_simulation::finish;

use call_me_back::ports::Memories as _;

use crate::order::chance_call;
use crate::world::*;

fn address(user: &str, persona: &str) -> Address {
    Address::Relationship(Pair {
        user: UserId::parse(user).unwrap(),
        persona: PersonaId::parse(persona).unwrap(),
    })
}

#[test]
fn no_operation_touches_another_relationship() {
    for run in 0..40 {
        let mut seed = 7_000 + run;
        let mut world = World::new();
        let others = [
            address("user_alice_123", "persona_zoe_002"),
            address("user_bob_456", "persona_brad_001"),
        ];
        let own = world.address.clone();
        for other in &others {
            world.address = other.clone();
            world.remember(&chance_call("theirs", 1, &mut seed));
        }
        let dumps = || {
            let dump = |other| world.memories.actor(other).unwrap().dump().unwrap();
            others.iter().map(dump).collect::<Vec<String>>()
        };
        let before = dumps();
        let mine = ["first", "second", "third"].map(|name| chance_call(name, 2, &mut seed));
        for call in &mine {
            finish(world.memories.ask(&own, call.archive(&world.config))).unwrap();
            finish(world.memories.ask(&own, call.remember(&world.config))).unwrap();
        }
        finish(world.memories.ask(
            &own,
            Fade {
                now: day(90),
                kept_for: None,
            },
        ))
        .unwrap();
        assert_eq!(dumps(), before, "run {run}");
    }
}
