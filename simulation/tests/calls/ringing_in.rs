//! Calls that come in.

use std::collections::BTreeMap;

use call_me_back::call::machine::Event;
use call_me_back::call::permission::Refusal;
use call_me_back::call::pin::MOST_MISSES;
use call_me_back::call::policy::Policy;
use call_me_back::call::turning_away::Reason;
use call_me_back::call::{Direction, EndReason, Status, answering};
use call_me_back::directory::calls;
use call_me_back::directory::people::{self, User};
use call_me_back::directory::relationships;
use call_me_back::flows::profile::{Profile, set_profile};
use call_me_back::flows::ringing_in::{self, Incoming, Welcome};
use call_me_back::ids::CallId;
use call_me_back::parameters;
use call_me_back::ports::{Ports as _, Sessions as _};
use call_me_back::sql::Sql as _;
use call_me_back::telephony::language::Language;
use call_me_back::telephony::phone::PhoneNumber;
use call_me_back::time::DAY;
use call_me_back_simulation::{Fault, World, finish};

use crate::people::*;

const OURS: &str = "+18005550100";
const ZOES: &str = "+18005550101";
const PIN: &str = "472815";

fn number(text: &str) -> PhoneNumber {
    PhoneNumber::parse(text).unwrap()
}

fn from(caller: &str) -> Incoming {
    Incoming {
        carriers_name: "CA_in_1".to_owned(),
        from: Some(number(caller)),
        to: number(OURS),
        is_attested: false,
    }
}

fn attested(caller: &str) -> Incoming {
    Incoming {
        is_attested: true,
        ..from(caller)
    }
}

fn ring(world: &World, incoming: &Incoming) -> Welcome {
    let ring = || async { ringing_in::ring_in(&world.ports(), incoming).await };
    world.finish(ring).unwrap()
}

fn connected(world: &World, incoming: &Incoming) -> CallId {
    match ring(world, incoming) {
        Welcome::Connected(call) => {
            world.connect(&call).unwrap();
            call
        }
        other => panic!("{other:?}"),
    }
}

fn choose(world: &World, user: &User, wish: Profile) {
    finish(set_profile(&world.ports(), user, wish, None)).unwrap();
}

fn with_a_pin() -> Profile {
    Profile {
        pin: Some(PIN.to_owned()),
        ..Profile::default()
    }
}

fn said(world: &World, call: &CallId) -> String {
    let session = world.host().sessions.session(call).unwrap();
    let turns = session.line.borrow().turns();
    let lines: Vec<String> = turns.into_iter().map(|(_, text)| text).collect();
    lines.join("\n")
}

fn type_in(world: &World, call: &CallId, keys: &str) {
    for key in keys.chars() {
        world.carrier_says(call, &Event::Key { key }).unwrap();
    }
}

/// Whether a PIN is still taken from them.
fn is_open(world: &World, user: &User) -> bool {
    let pin = finish(people::pin(world.ports().sql(), &user.id, MOST_MISSES));
    pin.unwrap().is_some()
}

/// Alice, who told Brad that her dog Rex is ill.
fn alice_with_a_dog(seed: u64) -> (World, User) {
    let (world, alice) = alices(seed);
    let call = world.call(&alice, &brad()).unwrap();
    talk(&world, &call, &["My dog Rex is very ill"]);
    world.hang_up(&call).unwrap();
    world.settle().unwrap();
    (world, alice)
}

#[test]
fn whom_the_carrier_vouches_for_talks_to_who_called_last() {
    let (world, alice) = alice_with_a_dog(70);
    let call = connected(&world, &attested(ALICE));
    world
        .say(&call, "What do you remember about my dog?")
        .unwrap();
    assert!(said(&world, &call).contains("Rex"));
    let entry = finish(calls::call(world.ports().sql(), &alice.id, &call)).unwrap();
    assert_eq!(
        (entry.persona_id, entry.direction),
        (brad(), Direction::Inbound)
    );
    world.hang_up(&call).unwrap();
    assert!(world.host().carrier.rung().is_empty());
    all_is_well(&world, "they called");
}

#[test]
fn a_number_that_may_be_somebody_elses_by_now_proves_nothing() {
    let (world, alice) = alice_with_a_dog(85);
    world.advance(181 * DAY).unwrap();
    let call = connected(&world, &attested(ALICE));
    world
        .say(&call, "What do you remember about my dog?")
        .unwrap();
    assert!(!said(&world, &call).contains("Rex"));
    world.hang_up(&call).unwrap();
    world.settle().unwrap();
    assert!(world.ring(&alice, &brad()).is_err(), "nor is it rung");
}

#[test]
fn a_number_that_is_a_personas_own_is_answered_by_them() {
    let (world, alice) = alice_with_a_dog(71);
    let policy = Policy::read(|name| {
        let numbers = format!("{ZOES}={}", zoe());
        BTreeMap::from([("PHONE_NUMBERS", numbers)]).remove(name)
    });
    world.host().policy.replace(policy.unwrap());
    let incoming = Incoming {
        to: number(ZOES),
        ..attested(ALICE)
    };
    let call = connected(&world, &incoming);
    let entry = finish(calls::call(world.ports().sql(), &alice.id, &call)).unwrap();
    assert_eq!(entry.persona_id, zoe());
}

#[test]
fn a_number_that_anybody_can_claim_opens_nothing() {
    let (world, alice) = alice_with_a_dog(72);
    choose(&world, &alice, with_a_pin());
    let call = connected(&world, &from(ALICE));
    world
        .say(&call, "What do you remember about my dog?")
        .unwrap();
    type_in(&world, &call, "111112");
    world
        .say(&call, "My name is Mallory and I moved to Texas")
        .unwrap();
    assert!(!said(&world, &call).contains("Rex"));
    world.hang_up(&call).unwrap();
    world.come_to_rest().unwrap();
    // Nor can it put anything there.
    let known = format!("{:?}", known(&world, &alice));
    assert!(
        !known.contains("Mallory") && !known.contains("Texas"),
        "{known}"
    );
    let entry = finish(calls::call(world.ports().sql(), &alice.id, &call)).unwrap();
    assert!(entry.memory_extracted && entry.auto_summary.is_none_or(|it| it.is_empty()));
}

#[test]
fn the_pin_opens_it_and_forgives_what_was_mistyped() {
    let (world, alice) = alice_with_a_dog(73);
    choose(&world, &alice, with_a_pin());
    let call = connected(&world, &from(ALICE));
    type_in(&world, &call, "111112");
    type_in(&world, &call, PIN);
    world
        .say(&call, "What do you remember about my dog?")
        .unwrap();
    assert!(said(&world, &call).contains("Rex"));
    world.say(&call, "I moved to Texas").unwrap();
    world.hang_up(&call).unwrap();
    all_is_well(&world, "proved");
    assert!(format!("{:?}", known(&world, &alice)).contains("Texas"));
}

#[test]
fn a_pin_is_not_guessed_call_after_call() {
    let (world, alice) = alice_with_a_dog(74);
    choose(&world, &alice, with_a_pin());
    for nth in 0..4 {
        let incoming = Incoming {
            carriers_name: format!("CA_in_{nth}"),
            ..from(ALICE)
        };
        let call = connected(&world, &incoming);
        for guess in 0..4 {
            type_in(&world, &call, &format!("11111{guess}"));
        }
        type_in(&world, &call, if nth < 3 { "" } else { PIN });
        world
            .say(&call, "What do you remember about my dog?")
            .unwrap();
        assert!(!said(&world, &call).contains("Rex"), "call {nth}");
        world.hang_up(&call).unwrap();
        world.settle().unwrap();
    }
    assert!(!is_open(&world, &alice));
    choose(&world, &alice, with_a_pin());
    assert!(is_open(&world, &alice));
}

#[test]
fn a_call_that_is_told_of_twice_is_one() {
    for fault in [Fault::Refused, Fault::AnswerLost] {
        for (door, nth) in [
            ("database", 3),
            ("database", 7),
            ("sessions", 0),
            ("memories", 0),
        ] {
            let (world, alice) = alice_with_a_dog(75);
            let doors = world.host().doors();
            let (_, faults) = doors.iter().find(|(name, _)| *name == door).unwrap();
            faults.plan(std::iter::repeat_n(None, nth).chain([Some(fault)]));
            let call = connected(&world, &attested(ALICE));
            faults.end();
            assert_eq!(
                ring(&world, &attested(ALICE)),
                Welcome::Connected(call.clone())
            );
            world.hang_up(&call).unwrap();
            let all = finish(calls::all_calls(world.ports().sql(), &alice.id, 9)).unwrap();
            assert_eq!(all.len(), 2, "{door} {nth} {fault:?}");
            all_is_well(&world, "told twice");
        }
    }
}

#[test]
fn strangers_learn_what_it_is_and_how_to_be_left_alone() {
    let (world, _) = alices(76);
    assert_eq!(ring(&world, &from(BOB)), Welcome::Stranger);
    let anonymous = Incoming {
        from: None,
        ..from(BOB)
    };
    assert_eq!(ring(&world, &anonymous), Welcome::Stranger);
    finish(ringing_in::opt_out(&world.ports(), &number(BOB))).unwrap();
    // Whoever signs up with that number later has to allow calls again.
    let bob = world.sign_in(BOB).unwrap();
    world.ring(&bob, &brad()).unwrap();
    finish(ringing_in::opt_out(&world.ports(), &number(BOB))).unwrap();
    let refused = world.ring(&bob, &zoe()).unwrap_err();
    assert!(refused.to_string().contains("stop calling"), "{refused}");
}

#[test]
fn who_wants_no_calls_can_still_call() {
    let (world, alice) = alice_with_a_dog(77);
    finish(people::suppress(
        world.ports().sql(),
        &alice.id,
        world.now(),
    ))
    .unwrap();
    let call = connected(&world, &attested(ALICE));
    world.say(&call, "Hi Brad!").unwrap();
    world.hang_up(&call).unwrap();
    assert!(world.ring(&alice, &brad()).is_err());
}

#[test]
fn whoever_calls_while_a_persona_rings_them_is_put_through_at_once() {
    let (world, alice) = alice_with_a_dog(78);
    let ringing = world.ring(&alice, &brad()).unwrap();
    world.carrier_says(&ringing, &Event::Ringing).unwrap();
    let call = connected(&world, &attested(ALICE));
    let rung = finish(calls::call(world.ports().sql(), &alice.id, &ringing)).unwrap();
    assert_eq!(
        (rung.status, rung.end_reason),
        (Status::Ended, Some(EndReason::Canceled))
    );
    assert!(world.host().carrier.ended().contains_key("CA1"));
    // Who talks is not talked to twice.
    let another = Incoming {
        carriers_name: "CA_in_2".to_owned(),
        ..attested(ALICE)
    };
    assert_eq!(ring(&world, &another), Welcome::Busy);
    world.hang_up(&call).unwrap();
    all_is_well(&world, "crossed");
}

#[test]
fn who_knows_nobody_yet_is_told_to_choose() {
    let (world, _) = alices(79);
    let refused = ring(&world, &attested(ALICE));
    assert_eq!(
        refused,
        Welcome::Refused(Reason::NobodyYet, Language::English)
    );
    let document = answering::refused(Reason::NobodyYet, Language::English);
    assert!(document.contains("Choose somebody"), "{document}");
}

#[test]
fn who_is_refused_is_told_in_the_language_that_they_speak_with_who_would_answer_else_in_their_country_s()
 {
    const PEDROS: &str = "+5215512345678";
    let (world, _) = alices(85);
    let pedro = world.sign_in(PEDROS).unwrap();
    assert_eq!(
        ring(&world, &attested(PEDROS)),
        Welcome::Refused(Reason::NobodyYet, Language::Spanish)
    );
    let call = world.ring(&pedro, &brad()).unwrap();
    world.connect(&call).unwrap();
    world.hang_up(&call).unwrap();
    let pair = pair(&pedro);
    let speak = "UPDATE user_persona_relationships SET language = 'de' WHERE user_id = ?1";
    let sql = world.host().sql.sqlite();
    sql.run(speak, parameters![pair.user.as_str()]).unwrap();
    let one = Profile {
        calls_a_day: Some(Some(1)),
        ..Profile::default()
    };
    finish(set_profile(&world.ports(), &pedro, one, None)).unwrap();
    let Welcome::Refused(why, Language::German) = ring(&world, &attested(PEDROS)) else {
        panic!("the day had one call");
    };
    assert_eq!(why, Reason::Day(Refusal::CallsCap { cap: 1 }));
    let document = answering::refused(why, Language::German);
    assert!(document.contains("language=\"de-DE\"") && document.contains("warte bis morgen"));
    // To who can't show that it is them nothing tells what the user speaks.
    for nth in 0..6 {
        let incoming = Incoming {
            carriers_name: format!("CA_in_{nth}"),
            ..from(PEDROS)
        };
        if nth < 5 {
            assert!(matches!(ring(&world, &incoming), Welcome::Connected(_)));
        } else {
            let refused = Welcome::Refused(Reason::NotNow, Language::Spanish);
            assert_eq!(ring(&world, &incoming), refused);
        }
    }
}

#[test]
fn whoever_only_says_so_learns_nothing_of_the_user_and_takes_nothing_from_their_day() {
    let (world, alice) = alice_with_a_dog(80);
    let wish = Profile {
        calls_a_day: Some(Some(1)),
        ..Profile::default()
    };
    let alice = finish(set_profile(&world.ports(), &alice, wish, None)).unwrap();
    let ringing = world.ring(&alice, &brad()).unwrap();
    world.carrier_says(&ringing, &Event::Ringing).unwrap();
    for nth in 0..6 {
        let incoming = Incoming {
            carriers_name: format!("CA_in_{nth}"),
            ..from(ALICE)
        };
        let Welcome::Connected(call) = ring(&world, &incoming) else {
            // So many are listened to, and no more.
            assert_eq!(nth, 5);
            continue;
        };
        let view = finish(world.ports().sessions().view(&call)).unwrap();
        assert!(!answering::connect(view, "https://call.example").contains("This is Brad"));
        world.connect(&call).unwrap();
        world.say(&call, "Hi, who is this?").unwrap();
        assert!(
            !said(&world, &call).contains("Brad"),
            "{}",
            said(&world, &call)
        );
        // They may talk side by side: neither knows of the other.
        assert!(world.host().carrier.ended().is_empty());
        if nth == 4 {
            world.hang_up(&call).unwrap();
        }
    }
    // The call that rang all the while is the day's one.
    world.connect(&ringing).unwrap();
    world.hang_up(&ringing).unwrap();
    assert!(
        world
            .ring(&alice, &zoe())
            .unwrap_err()
            .to_string()
            .contains("the one call")
    );
    let relationship = finish(relationships::relationship(
        world.ports().sql(),
        &pair(&alice),
    ));
    assert_eq!(relationship.unwrap().unwrap().total_calls, 1);
}
