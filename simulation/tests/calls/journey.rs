//! A call as it should go.

use call_me_back::call::machine::Event;
use call_me_back::call::{EndReason, Speaker, Status};
use call_me_back::time::{DAY, HOUR, MINUTE};
use call_me_back_simulation::World;

use crate::people::*;

fn spoken(world: &World, call: &call_me_back::ids::CallId) -> Vec<(Speaker, String)> {
    world.host().sessions.all()[call].line.borrow().turns()
}

#[test]
fn a_call_is_greeted_talked_ended_and_remembered_in_the_next() {
    let (world, alice) = alices(1);
    world.meet(&alice, &brad()).unwrap();
    let first = world.call(&alice, &brad()).unwrap();
    assert_eq!(spoken(&world, &first)[0].0, Speaker::Persona);
    talk(
        &world,
        &first,
        &[
            "I'm allergic to peanuts.",
            "My name is Alice.",
            "Okay, bye Brad!",
        ],
    );
    let talk = world.host().sessions.all()[&first].line.borrow().turns();
    assert_eq!(talk.len(), 7, "{talk:#?}");
    world.settle().unwrap();
    assert!(
        values(&world, &alice)
            .iter()
            .any(|value| value == "peanuts")
    );

    world.advance(DAY).unwrap();
    let second = world.call(&alice, &brad()).unwrap();
    let script = call_me_back::call::session::script(&world.host().sessions.all()[&second].sql);
    let prompt = script.unwrap().unwrap().system_prompt;
    assert!(
        prompt.contains("peanuts") && prompt.contains("Alice"),
        "{prompt}"
    );
    assert_ne!(spoken(&world, &second)[0], spoken(&world, &first)[0]);
    world.say(&second, "What am I allergic to?").unwrap();
    let answer = spoken(&world, &second).pop().unwrap().1;
    assert!(answer.to_lowercase().contains("peanuts"), "{answer}");
    world.hang_up(&second).unwrap();
    all_is_well(&world, "the journey");
}

#[test]
fn a_call_that_nobody_answers_leaves_its_row_and_nothing_else() {
    let (world, alice) = alices(2);
    let call = world.ring(&alice, &brad()).unwrap();
    world.carrier_says(&call, &Event::Ringing).unwrap();
    world.nobody_answers(&call).unwrap();
    all_is_well(&world, "unanswered");
    assert!(world.host().buckets.objects().is_empty());
    assert_eq!(world.host().carrier.rung().len(), 1);
}

#[test]
fn a_line_that_comes_back_goes_on_where_it_was() {
    let (world, alice) = alices(3);
    let call = world.call(&alice, &brad()).unwrap();
    world.say(&call, "I work as a nurse.").unwrap();
    world.lose_line(&call).unwrap();
    world.advance(MINUTE).unwrap();
    world.connect(&call).unwrap();
    world.say(&call, "Sorry, I was in a tunnel.").unwrap();
    world.lose_line(&call).unwrap();
    world.advance(HOUR).unwrap();
    let view = call_me_back::call::session::view(&world.host().sessions.all()[&call].sql).unwrap();
    assert_eq!(view.call.status, Status::Ended);
    assert_eq!(view.call.end_reason, Some(EndReason::ConnectionLost));
    all_is_well(&world, "the tunnel");
}

#[test]
fn an_interruption_keeps_what_was_heard() {
    let (world, alice) = alices(4);
    let call = world.call(&alice, &brad()).unwrap();
    world.say(&call, "I feel stressed about my exam.").unwrap();
    world.interrupt(&call, 2).unwrap();
    world.say(&call, "Let me finish. It's on Monday.").unwrap();
    world.interrupt(&call, 0).unwrap();
    world.hang_up(&call).unwrap();
    all_is_well(&world, "the interruption");
}

#[test]
fn whoever_speaks_on_cuts_the_answer_where_they_did() {
    for seed in 0..40 {
        let (world, alice) = alices(seed);
        let call = world.call(&alice, &brad()).unwrap();
        let lines = [
            "I live in Ohio.",
            "I mean, I moved to Texas.",
            "Last month.",
        ];
        world.say_on(&call, seed, &lines).unwrap();
        world.hang_up(&call).unwrap();
        all_is_well(&world, &format!("seed {seed}"));
    }
}

#[test]
fn whoever_takes_their_goodbye_back_is_still_listened_to() {
    let (world, alice) = alices(5);
    let call = world.call(&alice, &brad()).unwrap();
    world
        .say_on(
            &call,
            0,
            &["Bye!", "Wait, one more thing: I'm allergic to peanuts."],
        )
        .unwrap();
    world.hang_up(&call).unwrap();
    all_is_well(&world, "the second thought");
    assert!(
        values(&world, &alice)
            .iter()
            .any(|value| value == "peanuts")
    );
}
