//! Every door fails once, at every request, in each way: the call is still finished, archived and
//! remembered once, and the same is known in the end.

use std::iter::repeat_n;

use call_me_back::time::{HOUR, MINUTE};
use call_me_back_simulation::{Fault, World};

use crate::people::*;

/// A call from its wish to its memories, and the greeting of the next.
fn day(world: &World, alice: &call_me_back::directory::people::User) {
    let call = world.call(alice, &brad()).unwrap();
    talk(
        world,
        &call,
        &["I'm allergic to peanuts.", "I work as a nurse."],
    );
    world.hang_up(&call).unwrap();
    world.advance(5 * MINUTE).unwrap();
    world.settle().unwrap();
    let rung = world.ring(alice, &brad()).unwrap();
    world.connect(&rung).unwrap();
    world
        .say(&rung, "I'm not a nurse any more, I'm a doctor.")
        .unwrap();
    world.say(&rung, "Bye!").unwrap();
    world.advance(2 * HOUR).unwrap();
    world.settle().unwrap();
}

#[test]
fn whatever_fails_once_nothing_is_lost_and_nothing_is_done_twice() {
    let (world, alice) = alices(7);
    day(&world, &alice);
    let expected = known(&world, &alice);
    assert!(expected.len() >= 2, "{expected:?}");
    all_is_well(&world, "without faults");
    assert_eq!(world.host().carrier.rung().len(), 1);

    let (mut runs, mut silent) = (0, 0);
    for door in 0..world.host().doors().len() {
        for fault in [Fault::Refused, Fault::AnswerLost] {
            for nth in 0.. {
                let (world, alice) = alices(7);
                let (name, faults) = world.host().doors()[door];
                faults.plan(repeat_n(None, nth).chain([Some(fault)]));
                day(&world, &alice);
                if !faults.are_spent() {
                    break;
                }
                runs += 1;
                let place = format!("{name}, request {nth}, {fault:?}");
                all_is_well(&world, &place);
                assert_eq!(known(&world, &alice), expected, "{place}");
                let rung = world.host().carrier.rung().len();
                // Where it is not known whether a telephone rang, it does not ring again.
                let is_unclear =
                    fault == Fault::AnswerLost && name == "database" || name == "carrier";
                silent += usize::from(is_unclear && rung == 0);
                assert!(rung == 1 || is_unclear && rung == 0, "{place}: {rung}");
            }
        }
    }
    // The carrier that refused, and the lost answer of whoever says that it may be asked.
    assert_eq!(silent, 2);
    assert!(runs > 100, "{runs}");
}
