//! Calls may be remembered in any order: what is known in the end depends on what was said when.

use call_me_back::memory::command::*;
use call_me_back::memory::operation::{Claim, Operation};
use call_me_back::memory::storyline::Status;
use call_me_back::memory::{State, Subject};
use call_me_back_simulation::draw;

use crate::world::*;

/// A world to which the calls were told in that order.
fn told(calls: &[&Call]) -> World {
    let world = World::new();
    for call in calls {
        world.archive(call);
        world.remember(call);
    }
    world
}

#[test]
fn an_older_call_that_is_read_late_does_not_undo_what_a_later_one_said() {
    let older = Call::new("older", 0, &[says("home", "Ohio")]);
    let later = Call::new("later", 9, &[says("home", "Texas")]);
    let world = told(&[&later, &older]);
    assert_eq!(world.known(10), ["Texas"]);
    assert_eq!(world.state("Ohio"), State::Superseded);
    assert_eq!(world.knowledge(), told(&[&older, &later]).knowledge());
}

#[test]
fn a_denial_holds_against_an_older_claim_that_is_read_late() {
    let claimed = Call::new("claimed", 0, &[says("hobby", "chess")]);
    let denied = Call::new("denied", 5, &[denies("hobby", None)]);
    assert_eq!(told(&[&denied, &claimed]).state("chess"), State::Retracted);
}

#[test]
fn a_late_older_call_does_not_reopen_what_was_resolved_since() {
    let opened = Call::new("opened", 0, &[story("rent", "Behind", Status::InProgress)]);
    let closed = Call::new("closed", 5, &[story("rent", "Paid", Status::Resolved)]);
    let world = told(&[&closed, &opened]);
    assert!(world.open(6).storylines.is_empty());
    let storyline = &world.ask(Past { limit: 1 }).storylines[0];
    assert_eq!(storyline.summary, "Paid");
    assert_eq!(storyline.first_mentioned, day(0));
}

#[test]
fn what_was_learned_last_is_how_to_behave() {
    let older = Call::new("older", 0, &[learns("greeting", "Hello.")]);
    let later = Call::new("later", 5, &[learns("greeting", "Yo.")]);
    let procedures = told(&[&later, &older]).ask(ListProcedures {});
    assert_eq!(procedures[0].value, "Yo.");
    assert_eq!(procedures[0].learned_in, Some(call_id("later")));
}

/// A call that says a few things out of a small world, so that they often meet.
pub fn chance_call(name: &str, on: i64, seed: &mut u64) -> Call {
    let mut pick = |most: usize| (draw(seed) % most as u64) as usize;
    let mut operations = Vec::new();
    for turn in 0..1 + pick(6) {
        let attribute = ["home", "hobby", "coworker", "allergy"][pick(4)];
        let value = ["Ann (kind)", "Ann", "Bob", "bobs"][pick(4)];
        let subject = [Subject::User, Subject::Person("Tom".into())][pick(2)].clone();
        let turn = turn as u32 / 2;
        operations.push(match pick(8) {
            0 => Operation::Retract {
                turn,
                subject,
                attribute: attribute.to_owned(),
                value: [None, Some(value.to_owned())][pick(2)].clone(),
            },
            1 => story(
                ["rent", "job hunt"][pick(2)],
                &format!("As told in {name}"),
                [Status::InProgress, Status::Resolved][pick(2)],
            ),
            2 => learns("greeting", &format!("As learned in {name}")),
            _ => in_turn(
                turn,
                Claim {
                    subject,
                    content: format!("{attribute} {value}, said in {name}"),
                    importance: pick(10) as f64 / 10.0,
                    sensitive: pick(5) == 0,
                    replaces: [None, Some("Bob".to_owned())][pick(2)].clone(),
                    ..claim(attribute, value)
                },
            ),
        });
    }
    Call::new(name, on, &operations)
        .says(&["one thing", "another", "a third"])
        .summed_up(&format!("What {name} was about"), &[])
}

fn chance_calls(seed: &mut u64) -> [Call; 3] {
    // Two of them began at the same moment, now and then.
    let second = 1 + (draw(seed) % 3) as i64;
    [
        chance_call("first", 1, seed),
        chance_call("second", second, seed),
        chance_call("third", 3, seed),
    ]
}

#[test]
fn three_calls_come_to_the_same_in_every_order_and_however_often() {
    for run in 0..60 {
        let mut seed = run;
        let [a, b, c] = &chance_calls(&mut seed);
        let expected = told(&[a, b, c]).knowledge();
        for order in [
            [a, c, b, b],
            [b, a, b, c],
            [b, c, a, c],
            [c, a, c, b],
            [c, b, b, a],
        ] {
            assert_eq!(told(&order).knowledge(), expected, "run {run}");
        }
    }
}

#[test]
fn erasing_a_call_leaves_what_would_stand_had_it_never_been() {
    for run in 0..60 {
        let mut seed = 1_000 + run;
        let [a, b, c] = &chance_calls(&mut seed);
        let world = told(&[a, b, c]);
        world.ask(Erase {
            call_id: Some(b.id.clone()),
            now: day(9),
        });
        assert_eq!(world.knowledge(), told(&[a, c]).knowledge(), "run {run}");
        assert!(!world.holds_word("second was about"), "run {run}");
        assert!(!world.holds_word("in second"), "run {run}");
    }
}

#[test]
fn refusals_and_lost_answers_change_nothing_of_what_is_known_in_the_end() {
    for run in 0..30 {
        let mut seed = 2_000 + run;
        let calls = chance_calls(&mut seed);
        let world = World::new();
        world.memories.faults.at_random(run, 500);
        for call in &calls {
            while world.try_ask(call.archive(&world.config)).is_err() {}
            while world.try_ask(call.remember(&world.config)).is_err() {}
        }
        world.memories.faults.at_random(run, 0);
        let [a, b, c] = &calls;
        assert_eq!(world.knowledge(), told(&[a, b, c]).knowledge(), "run {run}");
    }
}
