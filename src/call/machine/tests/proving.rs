//! Calls that come in: who says that they are the user has to prove it.

use super::*;
use crate::call::pin;

const PIN: &str = "472913";

fn alice() -> UserId {
    UserId::parse("user_alice").unwrap()
}

/// A call that comes in from what says that it is Alice's number.
fn claimed(pin: Option<&str>, misses: u32) -> Machine {
    let identity = Identity::Claimed {
        pin_hash: pin.map(|pin| pin::hash(&alice(), pin)),
        misses,
    };
    coming_in(identity)
}

fn coming_in(identity: Identity) -> Machine {
    call_on(
        Channel::Phone,
        Terms {
            identity,
            ..Terms::default()
        },
    )
}

fn type_in(call: &mut Machine, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in keys.chars() {
        effects = call.handle(Event::Key { key }, at(3));
    }
    effects
}

fn reserved(effects: &[Effect]) -> bool {
    let is_reserved = |effect: &Effect| {
        matches!(
            effect,
            Effect::Ask {
                brain: Speaking::Reserved,
                ..
            }
        )
    };
    effects.iter().any(is_reserved)
}

fn noted(call: &Machine) -> Option<u32> {
    call.duties(at(9)).into_iter().find_map(|duty| match duty {
        Duty::NoteMisses { misses } => Some(misses),
        _ => None,
    })
}

#[test]
fn whom_the_carrier_vouches_for_is_greeted_as_who_they_are() {
    let mut call = coming_in(Identity::Attested);
    assert_eq!(call.handle(Event::Connected, at(1)), [ask(1)]);
}

#[test]
fn whoever_says_they_are_the_user_types_the_pin_first() {
    let mut call = claimed(Some(PIN), 2);
    let asked = call.handle(Event::Connected, at(1));
    assert!(recorded(&asked)[0].2.contains("PIN"), "{asked:?}");
    assert!(reserved(&call.handle(heard("Hi Brad"), at(2))));
    assert!(type_in(&mut call, "47291").is_empty());
    assert_eq!(type_in(&mut call, "3").last(), Some(&ask(2)));
    assert_eq!(
        call.handle(heard("So, what's new?"), at(4)).last(),
        Some(&ask(3))
    );
    // From now on a key is a key again.
    assert!(type_in(&mut call, "1").is_empty());
    assert_eq!(noted(&call), Some(0));
    call.done(Duty::NoteMisses { misses: 0 });
    assert_eq!(noted(&call), None);
}

#[test]
fn whoever_mistypes_may_try_again_but_not_for_ever() {
    let mut call = claimed(Some(PIN), 0);
    call.handle(Event::Connected, at(1));
    for _ in 0..2 {
        let again = type_in(&mut call, "000001");
        assert!(recorded(&again)[0].2.contains("once more"), "{again:?}");
    }
    let no_more = type_in(&mut call, "000001");
    assert!(recorded(&no_more)[0].2.contains("private"), "{no_more:?}");
    assert!(!call.awaits_pin());
    assert!(type_in(&mut call, "472813").is_empty());
    assert!(reserved(&call.handle(heard("It is me though"), at(5))));
    assert_eq!(noted(&call), Some(3));
}

#[test]
fn misses_count_from_call_to_call() {
    let mut call = claimed(Some(PIN), pin::MOST_MISSES - 1);
    call.handle(Event::Connected, at(1));
    type_in(&mut call, "000001");
    assert!(!call.awaits_pin());
    assert_eq!(noted(&call), Some(pin::MOST_MISSES));
    let mut locked = claimed(Some(PIN), pin::MOST_MISSES);
    let said = locked.handle(Event::Connected, at(1));
    assert!(recorded(&said)[0].2.contains("can't be sure"), "{said:?}");
    type_in(&mut locked, PIN);
    assert!(reserved(&locked.handle(heard("Hello?"), at(5))));
}

#[test]
fn a_pin_can_be_begun_anew_and_sent_off_short() {
    let mut call = claimed(Some(PIN), 0);
    call.handle(Event::Connected, at(1));
    type_in(&mut call, "99*");
    assert_eq!(type_in(&mut call, PIN).last(), Some(&ask(1)));

    let mut short = claimed(Some(PIN), 0);
    short.handle(Event::Connected, at(1));
    assert!(spoken(&type_in(&mut short, "4729#")).contains("once more"));
}

#[test]
fn a_nine_that_is_sent_off_means_stop_as_well_while_a_pin_is_awaited() {
    let mut call = claimed(Some(PIN), 0);
    call.handle(Event::Connected, at(1));
    type_in(&mut call, "9#");
    assert!(call.duties(at(4)).contains(&Duty::Suppress));
}

#[test]
fn of_a_call_in_which_nobody_proved_who_they_are_nothing_is_kept() {
    for (identity, is_kept) in [
        (Identity::Attested, true),
        (
            Identity::Claimed {
                pin_hash: None,
                misses: 0,
            },
            false,
        ),
    ] {
        let mut call = coming_in(identity);
        call.handle(Event::Connected, at(1));
        call.handle(heard("Call me Queen Elizabeth"), at(2));
        call.wish_for_call_back(at(3_600));
        call.handle(Event::HungUp, at(3));
        let duties = call.duties(at(4));
        assert_eq!(duties.contains(&Duty::Archive), is_kept, "{duties:?}");
        let calls_back = duties.contains(&Duty::CallBack { at: at(3_600) });
        assert_eq!(calls_back, is_kept, "{duties:?}");
    }
}
