//! What a persona is told before a call and in it.

use call_me_back::call::{EndReason, Status, session};
use call_me_back::directory::calls::Filter;
use call_me_back::directory::people::User;
use call_me_back::directory::{actors, calls, relationships};
use call_me_back::failure::Failure;
use call_me_back::flows::relating::Customization;
use call_me_back::flows::{greeting, looking_back};
use call_me_back::ids::CallId;
use call_me_back::memory::command::Address;
use call_me_back::pagination::{Limit, Page};
use call_me_back::ports::Ports as _;
use call_me_back::prompt::Budget;
use call_me_back::telephony::language::Language;
use call_me_back::time::{DAY, HOUR, MINUTE};
use call_me_back_simulation::{World, finish};

use crate::people::*;

/// The prompt that a call goes by.
fn prompt(world: &World, call: &CallId) -> String {
    let session = world.host().sessions.session(call).unwrap();
    session::view(&session.sql)
        .unwrap()
        .script
        .unwrap()
        .system_prompt
}

fn hang_up(world: &World, call: &CallId) {
    world.hang_up(call).unwrap();
    world.advance(MINUTE).unwrap();
    world.settle().unwrap();
}

/// A world in which Brad knows of Alice that she climbs.
fn climber(seed: u64) -> (World, User) {
    let (world, alice) = alices(seed);
    let call = world.call(&alice, &brad()).unwrap();
    talk(&world, &call, &["I love rock climbing."]);
    hang_up(&world, &call);
    (world, alice)
}

fn greeting(world: &World, user: &User, wish: Customization) -> Result<String, Failure> {
    finish(greeting::preview(&world.ports(), user, &brad(), "", wish))
}

#[test]
fn how_a_persona_would_greet_is_told_before_they_meet_and_nothing_is_stored() {
    let (world, alice) = alices(41);
    let wish = |relationship_type: &str, more: &str| Customization {
        relationship_type: Some(relationship_type.to_owned()),
        custom_system_prompt: Some(more.to_owned()),
        ..Customization::default()
    };
    let plain = greeting(&world, &alice, wish("friend", "")).unwrap();
    assert_eq!(greeting(&world, &alice, wish("friend", "")).unwrap(), plain);
    let told = greeting(&world, &alice, wish("friend", "You call me 'captain'.")).unwrap();
    assert!(told.to_lowercase().contains("captain"), "{told}");
    let spanish = Customization {
        language: Some(Language::Spanish),
        ..wish("friend", "")
    };
    // As in a call: without a model English alone is spoken freely.
    assert_eq!(
        greeting(&world, &alice, spanish).unwrap(),
        "Hola, soy Brad. ¿Cómo estás?"
    );
    let long = greeting(&world, &alice, wish(&"x".repeat(51), ""));
    assert!(matches!(long, Err(Failure::Invalid { field, .. }) if field == "relationship_type"));

    let met = finish(relationships::relationship(
        world.ports().sql(),
        &pair(&alice),
    ));
    assert_eq!(met.unwrap(), None);
    let actor = Address::Relationship(pair(&alice));
    let registered = finish(actors::is_registered(world.ports().sql(), &actor));
    assert!(
        !registered.unwrap(),
        "no memory begins with a look at a form"
    );
}

#[test]
fn who_has_met_the_persona_is_greeted_with_what_they_know() {
    let (world, alice) = climber(42);
    let wish = Customization::default();
    let greeted = greeting(&world, &alice, wish).unwrap();
    assert!(greeted.contains("climb"), "{greeted}");
}

#[test]
fn a_prompt_stays_as_it_was_built_whatever_is_said_and_learned_meanwhile() {
    let (world, alice) = climber(31);
    let call = world.call(&alice, &brad()).unwrap();
    let built = prompt(&world, &call);
    assert!(built.contains("Rock climbing"), "{built}");
    assert_eq!(built, preview(&world, &alice).text);
    // Learned from another call while this one goes on.
    let other = world.call(&alice, &brad()).unwrap();
    talk(&world, &other, &["I'm allergic to peanuts."]);
    hang_up(&world, &other);
    talk(&world, &call, &["I don't like climbing any more."]);
    assert_eq!(prompt(&world, &call), built);
    assert!(
        preview(&world, &alice)
            .text
            .contains("Allergic to: Peanuts")
    );
}

#[test]
fn what_a_turn_recalls_goes_beside_it_within_what_the_prompt_left() {
    let (world, alice) = climber(32);
    let call = world.call(&alice, &brad()).unwrap();
    talk(&world, &call, &["Guess who went climbing again?"]);
    let given = world.host().brain_given.borrow().clone().unwrap();
    assert_eq!(given.system_prompt, prompt(&world, &call));
    let recollection = given.recollection.unwrap();
    assert!(recollection.contains("rock climbing"), "{recollection}");
    assert_eq!(
        given.turns.last().unwrap().text,
        "Guess who went climbing again?"
    );
}

#[test]
fn whoever_looks_at_a_call_sees_what_it_recalls_as_long_as_it_is_on() {
    let (world, alice) = climber(35);
    let call = world.call(&alice, &brad()).unwrap();
    let shown = || {
        let entry = finish(calls::call(world.ports().sql(), &alice.id, &call)).unwrap();
        let said = finish(looking_back::said(&world.ports(), &alice.id, &entry));
        said.unwrap().recalled
    };
    assert!(shown().is_empty(), "nobody has said anything yet");
    talk(&world, &call, &["Guess who went climbing again?"]);
    let recalled = shown();
    assert!(
        recalled.iter().any(|line| line.contains("climbing")),
        "{recalled:?}"
    );
    hang_up(&world, &call);
    world.advance(2 * HOUR).unwrap();
    assert!(shown().is_empty());
}

#[test]
fn a_call_knows_of_the_one_that_was_missed_and_of_the_one_to_come() {
    let (world, alice) = climber(33);
    let missed = world.ring(&alice, &brad()).unwrap();
    world.nobody_answers(&missed).unwrap();
    world
        .plan(&alice, &brad(), world.now().plus(2 * DAY))
        .unwrap();
    world.advance(DAY).unwrap();
    let call = world.call(&alice, &brad()).unwrap();
    let text = prompt(&world, &call);
    assert!(
        text.contains("missed your last call (yesterday)."),
        "{text}"
    );
    assert!(
        text.contains("Your next call is planned: tomorrow, "),
        "{text}"
    );
    hang_up(&world, &call);
    world.advance(HOUR).unwrap();
    assert!(
        !preview(&world, &alice)
            .text
            .contains("missed your last call")
    );
}

#[test]
fn calls_that_nobody_picked_up_hide_none_that_were_talked() {
    let (world, alice) = climber(35);
    for _ in 0..2 {
        world.advance(DAY).unwrap();
        let missed = world.ring(&alice, &brad()).unwrap();
        world.nobody_answers(&missed).unwrap();
        world.settle().unwrap();
    }
    let talked = Filter {
        status: Some(Status::Ended),
        answered: true,
        ..Filter::default()
    };
    let first = Page::new(&[], Limit::try_from(1).unwrap(), None).unwrap();
    let (shown, next) =
        finish(calls::page(world.ports().sql(), &alice.id, &talked, &first)).unwrap();
    let shown: Vec<_> = shown.iter().map(|call| call.end_reason).collect();
    assert_eq!(shown, [Some(EndReason::HungUp)]);
    assert_eq!(next, None);
}

#[test]
fn where_the_table_cannot_be_had_a_call_goes_on_within_the_same_budget() {
    let (world, alice) = climber(34);
    let with = preview(&world, &alice);
    world.host().embedder_faults.at_random(1, 1_000);
    let without = preview(&world, &alice);
    assert!(without.text.contains("Rock climbing"), "{}", without.text);
    assert!(with.recall_tokens > without.recall_tokens);
    assert!(without.tokens + without.recall_tokens <= Budget::default().total());
    let call = world.call(&alice, &brad()).unwrap();
    talk(&world, &call, &["Guess who went climbing again?"]);
    let given = world.host().brain_given.borrow().clone().unwrap();
    assert!(given.recollection.unwrap().contains("rock climbing"));
}
