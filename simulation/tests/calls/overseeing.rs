//! What whoever runs this sees of how it goes.

use call_me_back::call::EndReason;
use call_me_back::directory::people::User;
use call_me_back::flows::overseeing::oversee;
use call_me_back::operations::{Operators, Overview, Period};
use call_me_back::time::{DAY, HOUR, MINUTE};
use call_me_back_simulation::{Fault, World, finish};

use crate::people::*;

fn seen(world: &World, user: &User, period: Period) -> Overview {
    let operators = Operators::parse(&user.phone).unwrap();
    finish(oversee(&world.ports(), &operators, Some(user), period)).unwrap()
}

#[test]
fn nobody_sees_how_it_goes_but_who_runs_it() {
    let (world, alice) = alices(81);
    let bob = world.sign_in(BOB).unwrap();
    let ports = world.ports();
    for (operators, user) in [("", Some(&alice)), (BOB, Some(&alice)), (BOB, None)] {
        let operators = Operators::parse(operators).unwrap();
        assert!(finish(oversee(&ports, &operators, user, Period::Day)).is_err());
    }
    assert_eq!(seen(&world, &bob, Period::Day).whole.calls(), 0);
}

#[test]
fn what_is_counted_is_the_same_before_and_after_it_is_put_away() {
    let (world, alice) = alices(82);
    world.host().brain_faults.plan([None, Some(Fault::Refused)]);
    let call = world.call(&alice, &brad()).unwrap();
    talk(&world, &call, &["I love rock climbing.", "And chess."]);
    world.hang_up(&call).unwrap();
    world.advance(MINUTE).unwrap();
    world.settle().unwrap();
    let rings = world.ring(&alice, &brad()).unwrap();
    world.nobody_answers(&rings).unwrap();
    let now = seen(&world, &alice, Period::Day).whole;
    assert_eq!((now.by_browser, now.by_phone, now.broken), (1, 1, 0));
    assert_eq!(
        now.replies.count(),
        2,
        "the greeting is waited for by nobody"
    );
    assert_eq!(now.replies.failed, 1);
    for _ in 0..9 {
        world.advance(HOUR).unwrap();
        world.every_hour();
        world.every_hour();
    }
    let later = seen(&world, &alice, Period::Day);
    assert_eq!(
        (
            later.whole.by_browser,
            later.whole.by_phone,
            &later.whole.replies
        ),
        (1, 1, &now.replies)
    );
    let reasons: Vec<_> = later
        .outcomes
        .iter()
        .map(|outcome| outcome.reason)
        .collect();
    assert!(
        reasons.contains(&Some(EndReason::HungUp)) && reasons.contains(&Some(EndReason::NoAnswer))
    );
    assert!(later.whole.sweeps >= 18);
    world.advance(2 * DAY).unwrap();
    world.every_hour();
    assert_eq!(seen(&world, &alice, Period::Day).whole.calls(), 0);
    assert_eq!(seen(&world, &alice, Period::Week).whole.calls(), 2);
}
