//! Calls that come due.

use call_me_back::call::{EndReason, Speaker};
use call_me_back::directory::calls;
use call_me_back::directory::people::User;
use call_me_back::directory::schedules::{Origin, Schedule, Status, schedules};
use call_me_back::flows::profile::{Profile, set_profile};
use call_me_back::flows::starting::{call_id_of, occurrence};
use call_me_back::flows::sweeping::place_due;
use call_me_back::ids::CallId;
use call_me_back::ports::{Ports as _, Sessions as _};
use call_me_back::telephony::status::Status as Carried;
use call_me_back::time::{HOUR, MINUTE, Timestamp};
use call_me_back_simulation::{Fault, World, finish};

use crate::people::*;

fn planned(world: &World, user: &User) -> Schedule {
    finish(schedules(world.ports().sql(), &user.id))
        .unwrap()
        .remove(0)
}

#[test]
fn a_planned_call_is_placed_when_it_is_due_and_not_before() {
    let (world, alice) = alices(11);
    let due = world.now().plus(HOUR);
    world.plan(&alice, &brad(), due).unwrap();
    world.advance(59 * MINUTE).unwrap();
    assert!(world.host().carrier.rung().is_empty());
    world.advance(2 * MINUTE).unwrap();
    let rung = world.host().carrier.rung();
    assert_eq!(rung.len(), 1);
    assert_eq!(rung[0].1.e164(), ALICE);
    let schedule = planned(&world, &alice);
    assert_eq!(
        (schedule.status, schedule.call_id.as_ref()),
        (Status::Placed, Some(&rung[0].0))
    );
    all_is_well(&world, "placed");
}

#[test]
fn a_doubled_cron_rings_once() {
    for seed in 0..60 {
        let (world, alice) = alices(12);
        world.plan(&alice, &brad(), world.now()).unwrap();
        let (one, other) = (world.ports(), world.ports());
        let crons: Vec<_> = [&one, &other]
            .map(|ports| Box::pin(place_due(ports)) as _)
            .into_iter()
            .collect();
        world.together(seed, crons);
        world.every_minute();
        assert_eq!(world.host().carrier.rung().len(), 1, "seed {seed}");
        all_is_well(&world, "doubled");
    }
}

#[test]
fn a_planned_call_rings_though_something_failed_on_the_way() {
    let mut silent = 0;
    for (door, fault) in [
        ("database", Fault::Refused),
        ("database", Fault::AnswerLost),
        ("memories", Fault::Refused),
        ("memories", Fault::AnswerLost),
        ("sessions", Fault::Refused),
        ("sessions", Fault::AnswerLost),
    ] {
        for nth in 0.. {
            let (world, alice) = alices(13);
            world.plan(&alice, &brad(), world.now()).unwrap();
            let doors = world.host().doors();
            let (_, faults) = doors.iter().find(|(name, _)| *name == door).unwrap();
            faults.plan(std::iter::repeat_n(None, nth).chain([Some(fault)]));
            world.every_minute();
            let spent = faults.are_spent();
            faults.end();
            world.every_minute();
            let place = format!("{door}, request {nth}, {fault:?}");
            silent += usize::from(world.host().carrier.rung().is_empty());
            assert_eq!(planned(&world, &alice).status, Status::Placed, "{place}");
            all_is_well(&world, &place);
            if !spent {
                break;
            }
        }
    }
    // Whoever is not told whether the carrier was asked already does not ask it.
    assert_eq!(silent, 1);
}

#[test]
fn a_planned_call_is_refused_in_quiet_hours_and_says_why() {
    let (world, alice) = alices(14);
    // Three in the morning in New York.
    let due = Timestamp::parse("2025-01-09T08:00:00Z").unwrap();
    world.plan(&alice, &brad(), due).unwrap();
    world.advance(due.since(world.now()) + MINUTE).unwrap();
    assert!(world.host().carrier.rung().is_empty());
    let schedule = planned(&world, &alice);
    assert_eq!(schedule.status, Status::Refused);
    assert!(schedule.refusal.unwrap().contains("hours"));
    all_is_well(&world, "quiet hours");
}

#[test]
fn a_call_that_the_carrier_does_not_place_ends_by_itself() {
    let (world, alice) = alices(15);
    world.host().carrier.refuse(true);
    world.plan(&alice, &brad(), world.now()).unwrap();
    world.every_minute();
    assert_eq!(planned(&world, &alice).status, Status::Refused);
    all_is_well(&world, "not placed");
}

fn of_origin(world: &World, user: &User, origin: Origin) -> Vec<Schedule> {
    let mut all = finish(schedules(world.ports().sql(), &user.id)).unwrap();
    all.retain(|schedule| schedule.origin == origin);
    all
}

/// What a persona said last in a call.
fn last_words(world: &World, call: &CallId) -> String {
    let turns = world
        .host()
        .sessions
        .session(call)
        .unwrap()
        .line
        .borrow()
        .turns();
    let spoken = turns
        .into_iter()
        .rev()
        .find(|(speaker, _)| *speaker == Speaker::Persona);
    spoken.map(|(_, text)| text).unwrap_or_default()
}

#[test]
fn whoever_asks_to_be_called_back_is() {
    let (world, alice) = alices(16);
    let call = world.call(&alice, &brad()).unwrap();
    world
        .say(&call, "I'm at work. Call me back in two hours.")
        .unwrap();
    assert!(last_words(&world, &call).contains("I'll call you back: today"));
    world
        .say(&call, "Actually, call me back in an hour, bye!")
        .unwrap();
    let [plan] = &of_origin(&world, &alice, Origin::CallBack)[..] else {
        panic!("one call back is planned");
    };
    assert_eq!(plan.due_at, world.now().plus(HOUR), "the last wish holds");
    world.advance(HOUR + MINUTE).unwrap();
    let rung = world.host().carrier.rung();
    assert_eq!(rung.len(), 1);
    let script = finish(world.ports().sessions().view(&rung[0].0))
        .unwrap()
        .script;
    assert!(
        script
            .unwrap()
            .system_prompt
            .contains("as they asked you to")
    );
    all_is_well(&world, "called back");
}

#[test]
fn nobody_is_promised_a_call_in_the_night() {
    let (world, alice) = alices(17);
    let call = world.call(&alice, &brad()).unwrap();
    world.say(&call, "Call me tonight at eleven.").unwrap();
    assert!(last_words(&world, &call).contains("outside the hours"));
    let plans = of_origin(&world, &alice, Origin::CallBack);
    // Eight in the morning in New York.
    assert_eq!(
        Some(plans[0].due_at),
        Timestamp::parse("2025-01-09T13:00:00Z")
    );
    world.say(&call, "Please stop calling me.").unwrap();
    let call = world.call(&alice, &brad()).unwrap();
    world.say(&call, "Call me back in an hour.").unwrap();
    assert!(last_words(&world, &call).contains("You asked us to stop calling."));
    all_is_well(&world, "not at night");
}

#[test]
fn who_did_not_pick_up_is_tried_again_as_often_as_they_wish() {
    for retries in [0, 1, 3] {
        let (world, alice) = alices(18);
        let wish = Profile {
            retries: Some(retries),
            ..Profile::default()
        };
        finish(set_profile(&world.ports(), &alice, wish, None)).unwrap();
        world.plan(&alice, &brad(), world.now()).unwrap();
        world.every_minute();
        for tried in 0..=retries {
            let rung = world.host().carrier.rung();
            assert_eq!(rung.len() as u32, tried + 1);
            world.nobody_answers(&rung[tried as usize].0).unwrap();
            world.deliver().unwrap();
            world.advance((10 << tried) * MINUTE + MINUTE).unwrap();
        }
        assert_eq!(
            of_origin(&world, &alice, Origin::Retry).len() as u32,
            retries
        );
        assert_eq!(world.host().carrier.rung().len() as u32, retries + 1);
        all_is_well(&world, "tried again");
    }
}

#[test]
fn who_asked_for_a_call_and_did_not_pick_up_is_let_be() {
    let (world, alice) = alices(19);
    let call = world.ring(&alice, &brad()).unwrap();
    world.nobody_answers(&call).unwrap();
    world.deliver().unwrap();
    assert!(of_origin(&world, &alice, Origin::Retry).is_empty());
}

#[test]
fn who_is_on_the_phone_is_called_when_they_are_through() {
    let (world, alice) = alices(20);
    let talking = world.ring(&alice, &brad()).unwrap();
    world.connect(&talking).unwrap();
    world.plan(&alice, &zoe(), world.now()).unwrap();
    world.every_minute();
    assert_eq!(planned(&world, &alice).status, Status::Planned);
    world.hang_up(&talking).unwrap();
    world.every_minute();
    assert_eq!(planned(&world, &alice).status, Status::Placed);
    assert_eq!(world.host().carrier.rung().len(), 2);
    all_is_well(&world, "one after the other");
}

#[test]
fn a_call_that_nobody_could_place_in_time_is_let_go_of() {
    let (world, alice) = alices(21);
    world.plan(&alice, &brad(), world.now()).unwrap();
    // The worker was away for two hours.
    world.host().clock.set(world.now().plus(2 * HOUR));
    world.every_minute();
    let schedule = planned(&world, &alice);
    assert_eq!(schedule.status, Status::Missed);
    assert!(schedule.refusal.unwrap().contains("had passed"));
    assert!(world.host().carrier.rung().is_empty());
}

#[test]
fn a_call_of_which_the_carrier_s_word_was_lost_ends_as_it_ended() {
    let (world, alice) = alices(29);
    let call = world.ring(&alice, &brad()).unwrap();
    world.host().carrier.stands("CA1", Carried::Busy);
    world.advance(2 * MINUTE).unwrap();
    let entry = finish(calls::call(world.ports().sql(), &alice.id, &call)).unwrap();
    assert_eq!(entry.end_reason, Some(EndReason::Busy));
    all_is_well(&world, "looked up");
}

#[test]
fn a_call_that_the_carrier_puts_off_comes_when_it_takes_calls_again() {
    for minutes in [1, 3, 7] {
        let (world, alice) = alices(22);
        world.host().carrier.put_off(true);
        world.plan(&alice, &brad(), world.now()).unwrap();
        for _ in 0..minutes {
            world.every_minute();
            world.advance(MINUTE).unwrap();
        }
        assert_eq!(planned(&world, &alice).status, Status::Planned);
        assert_eq!(planned(&world, &alice).call_id, None);
        world.host().carrier.put_off(false);
        // One minute to see that the call begun before was not taken, one to begin another.
        world.advance(3 * MINUTE).unwrap();
        let rung = world.host().carrier.rung();
        assert_eq!(rung.len(), 1, "{minutes} minutes");
        assert_eq!(planned(&world, &alice).call_id.as_ref(), Some(&rung[0].0));
        all_is_well(&world, "put off");
    }
}

#[test]
fn a_planned_call_that_is_under_way_meets_itself_after_a_deployment() {
    let (world, alice) = alices(24);
    let due = world.now();
    world.plan(&alice, &brad(), due).unwrap();
    let plan = planned(&world, &alice);
    world.every_minute();
    // As it has been named since the first release.
    let named = call_id_of(&[plan.id.as_str(), &occurrence(due)]);
    assert_eq!(planned(&world, &alice).call_id, Some(named));
}

#[test]
fn a_call_that_the_carrier_never_takes_is_missed() {
    let (world, alice) = alices(23);
    world.host().carrier.put_off(true);
    world.plan(&alice, &brad(), world.now()).unwrap();
    world.advance(HOUR + 2 * MINUTE).unwrap();
    let schedule = planned(&world, &alice);
    assert_eq!(schedule.status, Status::Missed);
    assert!(schedule.refusal.unwrap().contains("did not take"));
    assert!(world.host().carrier.rung().is_empty());
    all_is_well(&world, "never taken");
}
