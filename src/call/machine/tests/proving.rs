//! Calls that come in: who says that they are the user has to prove it.

use super::*;

const PIN: &str = "472815";

/// A call that comes in from what says that it is Alice's number.
fn claimed(has_pin: bool) -> Machine {
    coming_in(Identity::Claimed { has_pin })
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

fn prove(typed: &str) -> [Effect; 1] {
    [Effect::Prove {
        typed: typed.to_owned(),
    }]
}

fn proved(call: &mut Machine, outcome: Outcome) -> Vec<Effect> {
    call.handle(Event::Proved { outcome }, at(4))
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

#[test]
fn whom_the_carrier_vouches_for_is_greeted_as_who_they_are() {
    let mut call = coming_in(Identity::Attested);
    assert_eq!(call.handle(Event::Connected, at(1)), [ask(1)]);
}

#[test]
fn whoever_says_they_are_the_user_types_the_pin_first() {
    let mut call = claimed(true);
    let asked = call.handle(Event::Connected, at(1));
    assert!(recorded(&asked)[0].2.contains("PIN"), "{asked:?}");
    assert!(reserved(&call.handle(heard("Hi Brad"), at(2))));
    assert!(type_in(&mut call, "47281").is_empty());
    assert_eq!(type_in(&mut call, "5"), prove(PIN));
    let version = call.call.version;
    assert_eq!(proved(&mut call, Outcome::Right).last(), Some(&ask(2)));
    assert!(call.call.version > version, "others are to see it");
    let effects = call.handle(heard("So, what's new?"), at(4));
    assert_eq!(effects.last(), Some(&ask(3)));
    // From now on a key is a key again.
    assert!(type_in(&mut call, PIN).is_empty());
}

#[test]
fn whoever_mistypes_may_try_again_but_not_for_ever() {
    let mut call = claimed(true);
    call.handle(Event::Connected, at(1));
    for _ in 0..2 {
        assert_eq!(type_in(&mut call, "000001"), prove("000001"));
        let again = proved(&mut call, Outcome::Wrong);
        assert!(recorded(&again)[0].2.contains("once more"), "{again:?}");
    }
    let unclear = proved(&mut call, Outcome::Unclear);
    assert!(spoken(&unclear).contains("once more"), "{unclear:?}");
    let no_more = proved(&mut call, Outcome::Wrong);
    assert!(recorded(&no_more)[0].2.contains("private"), "{no_more:?}");
    assert!(!call.awaits_pin());
    assert!(type_in(&mut call, PIN).is_empty());
    assert!(reserved(&call.handle(heard("It is me though"), at(5))));
}

#[test]
fn where_too_many_were_tried_none_is_taken() {
    let mut call = claimed(true);
    call.handle(Event::Connected, at(1));
    type_in(&mut call, PIN);
    assert!(spoken(&proved(&mut call, Outcome::Locked)).contains("private"));
    assert!(!call.awaits_pin());
    let mut without = claimed(false);
    let said = without.handle(Event::Connected, at(1));
    assert!(recorded(&said)[0].2.contains("can't be sure"), "{said:?}");
    assert!(type_in(&mut without, PIN).is_empty());
    assert!(reserved(&without.handle(heard("Hello?"), at(5))));
}

#[test]
fn a_pin_can_be_begun_anew_and_sent_off_short() {
    let mut call = claimed(true);
    call.handle(Event::Connected, at(1));
    type_in(&mut call, "12*");
    assert_eq!(type_in(&mut call, PIN), prove(PIN));
    assert_eq!(type_in(&mut call, "4728#"), prove("4728"));
    assert!(type_in(&mut call, "#").is_empty());
}

#[test]
fn a_nine_means_stop_in_every_call_and_at_every_moment() {
    for mut call in [claimed(true), claimed(false), coming_in(Identity::Attested)] {
        call.handle(Event::Connected, at(1));
        type_in(&mut call, "47");
        assert!(spoken(&type_in(&mut call, "9")).contains("won't be called"));
        assert!(call.duties(at(4)).contains(&Duty::Suppress));
    }
}

#[test]
fn of_a_call_in_which_nobody_proved_who_they_are_nothing_is_kept() {
    for (identity, is_kept) in [
        (Identity::Attested, true),
        (Identity::Claimed { has_pin: true }, false),
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
