//! Everything in memory dies at every point of a call at which anything waits.

use call_me_back::directory::people::User;
use call_me_back::time::{HOUR, MINUTE};
use call_me_back_simulation::World;

use crate::people::*;

fn day(world: &World, alice: &User) {
    let call = world.call(alice, &brad()).unwrap();
    talk(
        world,
        &call,
        &["I'm allergic to peanuts.", "I work as a nurse."],
    );
    world.hang_up(&call).unwrap();
    world.advance(2 * MINUTE).unwrap();
    world.settle().unwrap();
    world.advance(2 * HOUR).unwrap();
}

#[test]
fn whenever_everything_dies_the_call_goes_on_and_is_remembered() {
    let (world, alice) = alices(8);
    day(&world, &alice);
    let expected = known(&world, &alice);
    for pauses in 0.. {
        let (world, alice) = alices(8);
        world.kill_after(pauses);
        day(&world, &alice);
        if !world.has_died() {
            assert!(pauses > 60, "{pauses}");
            break;
        }
        let place = format!("death after {pauses} pauses");
        all_is_well(&world, &place);
        assert_eq!(known(&world, &alice), expected, "{place}");
    }
}

#[test]
fn a_call_whose_other_end_dies_after_every_event_goes_on() {
    let (world, alice) = alices(9);
    let call = world.call(&alice, &brad()).unwrap();
    for line in ["I'm allergic to peanuts.", "I work as a nurse.", "Bye!"] {
        world.kill();
        world.say(&call, line).unwrap();
    }
    world.kill();
    all_is_well(&world, "death after every event");
    assert!(
        values(&world, &alice)
            .iter()
            .any(|value| value == "peanuts")
    );
}
