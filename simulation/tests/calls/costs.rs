//! What calls cost, before and after.

use call_me_back::call::answering::disclosure;
use call_me_back::call::cost::{Charge, Cost, MicroUsd, Part, Tokens};
use call_me_back::call::machine::Event;
use call_me_back::call::terms::Terms;
use call_me_back::call::transcript::Transcript;
use call_me_back::call::{Channel, EndReason, Status};
use call_me_back::directory::calls::{self, Entry, Spent, spent_since};
use call_me_back::directory::people::User;
use call_me_back::flows::costing::{estimate, note_seconds};
use call_me_back::ids::CallId;
use call_me_back::ids::Pair;
use call_me_back::memory::command::{Address, Export};
use call_me_back::ports::{Memories as _, Ports as _};
use call_me_back::time::{MINUTE, SECOND, Timestamp};
use call_me_back_simulation::{Fault, Moment, World, finish};

use crate::people::*;

const TOLD: Tokens = Tokens {
    input: 3_000,
    output: 40,
    counted: false,
};

fn entry(world: &World, user: &User, call: &CallId) -> Entry {
    finish(calls::call(world.ports().sql(), &user.id, call)).unwrap()
}

fn cost(world: &World, user: &User, call: &CallId) -> Cost {
    entry(world, user, call).cost.unwrap()
}

/// The one part of its kind.
fn part(cost: &Cost, is_it: impl Fn(&Part) -> bool) -> Charge {
    let of_kind: Vec<&Charge> = cost
        .charges
        .iter()
        .filter(|charge| is_it(&charge.part))
        .collect();
    assert_eq!(of_kind.len(), 1, "{cost:?}");
    *of_kind[0]
}

fn brain(cost: &Cost) -> Tokens {
    match part(cost, |part| matches!(part, Part::Brain(_))).part {
        Part::Brain(tokens) => tokens,
        other => panic!("{other:?}"),
    }
}

fn characters(cost: &Cost) -> u64 {
    match part(cost, |part| matches!(part, Part::Speech { .. })).part {
        Part::Speech { characters } => characters,
        other => panic!("{other:?}"),
    }
}

fn minutes(cost: &Cost) -> Option<u64> {
    match part(cost, |part| matches!(part, Part::Carrier { .. })).part {
        Part::Carrier { minutes, .. } => minutes,
        other => panic!("{other:?}"),
    }
}

/// Characters that went down a call's line.
fn spoken(world: &World, call: &CallId) -> u64 {
    let session = world.host().sessions.session(call).unwrap();
    let line = session.line.borrow();
    let said = line.moments.iter().map(|moment| match moment {
        Moment::Spoken { token, .. } => token.chars().count() as u64,
        _ => 0,
    });
    said.sum()
}

/// Somebody picks up, is known to be a person, and talks for some minutes.
fn by_phone(world: &World, user: &User, lines: &[&str]) -> CallId {
    let call = world.ring(user, &brad()).unwrap();
    world.connect(&call).unwrap();
    let by = call_me_back::telephony::status::AnsweredBy::Human;
    world.carrier_says(&call, &Event::PickedUp { by }).unwrap();
    talk(world, &call, lines);
    call
}

fn tell_seconds(world: &World, call: &CallId, seconds: u32) {
    world
        .finish(|| async { note_seconds(&world.ports(), call, seconds).await })
        .unwrap();
}

/// What the first call cost, as it is remembered.
fn in_episode(world: &World, user: &User) -> Option<f64> {
    let pair = Pair {
        user: user.id.clone(),
        persona: brad(),
    };
    let of = Address::Relationship(pair);
    let exported = finish(world.ports().memories().ask(&of, Export::default())).unwrap();
    exported.calls[0].cost_usd
}

#[test]
fn a_call_costs_what_was_used_in_it() {
    let (world, alice) = alices(51);
    world.host().brain_takes.set(Some(TOLD));
    let began = world.now();
    let call = by_phone(
        &world,
        &alice,
        &["I love rock climbing", "My dog is called Rex"],
    );
    world.hang_up(&call).unwrap();
    world.settle().unwrap();
    let entry = entry(&world, &alice, &call);
    let cost = entry.cost.unwrap();
    // Greeted by the built-in brain, which is told nothing and costs nothing; then two answers.
    let twice = TOLD.and(TOLD);
    assert_eq!(brain(&cost), twice);
    let before = disclosure("Brad", &Terms::default()).chars().count() as u64;
    assert_eq!(characters(&cost), spoken(&world, &call) + before);
    assert_eq!(minutes(&cost), Some(1));
    assert_eq!(cost.as_of.as_deref(), Some("2025-01-01"));
    let total = cost.total().unwrap();
    assert!(total > MicroUsd(14_000));
    assert_eq!(entry.cost_usd, Some(total.usd()));
    let spent = finish(spent_since(world.ports().sql(), &alice.id, began)).unwrap();
    let expected = Spent {
        minutes: 1,
        known_usd: total,
    };
    assert_eq!(spent, expected);
    let later = world.now().plus(1);
    let nothing = finish(spent_since(world.ports().sql(), &alice.id, later)).unwrap();
    assert_eq!(nothing, Spent::default());
    all_is_well(&world, "costs");
}

#[test]
fn in_the_browser_only_models_cost() {
    let (world, alice) = alices(52);
    world.host().brain_takes.set(Some(TOLD));
    let call = world.call(&alice, &brad()).unwrap();
    talk(&world, &call, &["I love rock climbing"]);
    world.hang_up(&call).unwrap();
    world.settle().unwrap();
    let cost = cost(&world, &alice, &call);
    let is_model = |part: &Part| matches!(part, Part::Brain(_) | Part::Embeddings { .. });
    assert!(
        cost.charges.iter().all(|charge| is_model(&charge.part)),
        "{cost:?}"
    );
}

#[test]
fn what_a_model_does_not_tell_is_counted_and_said_to_be() {
    let (world, alice) = alices(53);
    let call = world.call(&alice, &brad()).unwrap();
    talk(&world, &call, &["I love rock climbing"]);
    world.hang_up(&call).unwrap();
    world.settle().unwrap();
    let counted = brain(&cost(&world, &alice, &call));
    assert!(counted.counted);
    assert!(counted.input > 500 && counted.output > 5, "{counted:?}");
}

#[test]
fn what_was_used_outlives_whatever_dies() {
    let (world, alice) = alices(54);
    world.host().brain_takes.set(Some(TOLD));
    let call = by_phone(&world, &alice, &["I love rock climbing"]);
    world.kill();
    world.connect(&call).unwrap();
    talk(&world, &call, &["My dog is called Rex"]);
    world.kill();
    world.connect(&call).unwrap();
    world.hang_up(&call).unwrap();
    world.settle().unwrap();
    let cost = cost(&world, &alice, &call);
    assert_eq!(brain(&cost), TOLD.and(TOLD));
    let before = disclosure("Brad", &Terms::default()).chars().count() as u64;
    assert_eq!(characters(&cost), spoken(&world, &call) + before);
}

#[test]
fn an_answer_that_is_lost_in_the_middle_was_paid_for() {
    let mut lost = 0;
    for pauses in 0.. {
        let (world, alice) = alices(63);
        world.host().brain_takes.set(Some(TOLD));
        let call = by_phone(&world, &alice, &["I love rock climbing"]);
        world.host().brain_given.take();
        world.kill_after(pauses);
        // Whatever dies here is told of by what it leaves.
        let _ = world.say(&call, "My dog is called Rex");
        let was_asked = world.host().brain_given.borrow().is_some();
        let has_died = world.has_died();
        world.hang_up(&call).unwrap();
        world.settle().unwrap();
        let brain = brain(&cost(&world, &alice, &call));
        if was_asked {
            let (more, told) = (brain.input - TOLD.input, brain == TOLD.and(TOLD));
            assert!(told || brain.counted && more > 500, "{pauses}: {brain:?}");
            lost += u32::from(!told);
        }
        if !has_died {
            assert_eq!(brain, TOLD.and(TOLD));
            break;
        }
    }
    assert!(lost > 0);
}

#[test]
fn what_is_told_side_by_side_stands_the_same_everywhere() {
    for seed in 0..30 {
        let (world, alice) = alices(64);
        let call = by_phone(&world, &alice, &["I love rock climbing"]);
        world.hang_up(&call).unwrap();
        world.settle().unwrap();
        let (one, other) = (world.ports(), world.ports());
        let told = [(&one, 61), (&other, 125)];
        let told = told.map(|(ports, seconds)| Box::pin(note_seconds(ports, &call, seconds)) as _);
        world.together(seed, told.into_iter().collect());
        let entry = entry(&world, &alice, &call);
        assert_eq!(minutes(entry.cost.as_ref().unwrap()), Some(3));
        assert_eq!(in_episode(&world, &alice), entry.cost_usd, "seed {seed}");
    }
}

#[test]
fn how_long_a_call_was_that_somebody_else_ended_the_carrier_alone_knows() {
    let (world, alice) = alices(65);
    let call = world.ring(&alice, &brad()).unwrap();
    world.carrier_says(&call, &Event::HungUp).unwrap();
    world.settle().unwrap();
    let unknown = cost(&world, &alice, &call);
    assert_eq!(minutes(&unknown), None);
    assert_eq!(unknown.total(), None);
    tell_seconds(&world, &call, 12);
    assert_eq!(minutes(&cost(&world, &alice, &call)), Some(1));
}

#[test]
fn however_late_and_often_its_length_is_told_a_call_is_billed_once() {
    let mut seen = Vec::new();
    // Before the end, right after it, days later; once, twice, and a shorter one that came late.
    for order in [
        &["told", "end"][..],
        &["end", "told"],
        &["told", "end", "told"],
        &["end", "rest", "told", "told"],
        &["end", "told", "rest", "short", "told"],
        &["short", "told", "end", "rest"],
    ] {
        let (world, alice) = alices(55);
        world.host().brain_takes.set(Some(TOLD));
        let began = world.now();
        let call = by_phone(&world, &alice, &["I love rock climbing"]);
        for step in order {
            match *step {
                "told" => tell_seconds(&world, &call, 61),
                "short" => tell_seconds(&world, &call, 59),
                "end" => world.hang_up(&call).unwrap(),
                _ => world.settle().unwrap(),
            }
        }
        world.settle().unwrap();
        let cost = cost(&world, &alice, &call);
        assert_eq!(minutes(&cost), Some(2), "{order:?}");
        let spent = finish(spent_since(world.ports().sql(), &alice.id, began)).unwrap();
        seen.push((cost, spent));
        all_is_well(&world, "told late");
    }
    assert!(seen.windows(2).all(|two| two[0] == two[1]));
}

#[test]
fn what_has_no_price_is_unknown_and_the_rest_is_told() {
    let world = World::new(56).unwrap();
    let brit = world.sign_in("+447700900123").unwrap();
    world.host().brain_takes.set(Some(TOLD));
    let call = by_phone(&world, &brit, &["I love rock climbing"]);
    world.hang_up(&call).unwrap();
    world.settle().unwrap();
    let entry = entry(&world, &brit, &call);
    assert_eq!(entry.cost_usd, None);
    let cost = entry.cost.unwrap();
    assert!(
        cost.in_words().starts_with("at least $0."),
        "{}",
        cost.in_words()
    );
    assert_eq!(minutes(&cost), Some(1));
}

#[test]
fn how_long_a_machine_was_listened_to_the_carrier_alone_knows() {
    let (world, alice) = alices(57);
    let call = world.ring(&alice, &brad()).unwrap();
    world.connect(&call).unwrap();
    let by = call_me_back::telephony::status::AnsweredBy::MachineStart;
    world.carrier_says(&call, &Event::PickedUp { by }).unwrap();
    world.settle().unwrap();
    world.advance(MINUTE).unwrap();
    let missed = entry(&world, &alice, &call);
    assert_eq!(missed.end_reason, Some(EndReason::Voicemail));
    assert_eq!(minutes(&missed.cost.unwrap()), None);
    tell_seconds(&world, &call, 12);
    assert_eq!(minutes(&cost(&world, &alice, &call)), Some(1));
}

#[test]
fn nobody_who_was_not_reached_costs_anything() {
    let (world, alice) = alices(58);
    let call = world.ring(&alice, &brad()).unwrap();
    world.nobody_answers(&call).unwrap();
    world.settle().unwrap();
    let missed = entry(&world, &alice, &call);
    assert_eq!(missed.status, Status::Ended);
    assert_eq!(missed.cost_usd, Some(0.0));
    assert_eq!(missed.cost.unwrap().in_words(), "nothing");
}

#[test]
fn who_reads_a_call_is_paid_too_and_its_episode_tells_the_whole() {
    let (world, alice) = alices(59);
    world.host().brain_takes.set(Some(TOLD));
    let takes = Tokens {
        input: 2_000,
        output: 300,
        counted: false,
    };
    world.host().scribe.takes.set(Some(takes));
    // Neither is a reading, so the built-in reader reads; both were paid for.
    world
        .host()
        .scribe
        .will_write(["no reading", "none either"]);
    let call = world.call(&alice, &brad()).unwrap();
    talk(&world, &call, &["I love rock climbing"]);
    world.hang_up(&call).unwrap();
    world.settle().unwrap();
    let entry = entry(&world, &alice, &call);
    let cost = entry.cost.clone().unwrap();
    let reading = part(&cost, |part| matches!(part, Part::Reading(_)));
    assert_eq!(reading.part, Part::Reading(takes.and(takes)));
    assert_eq!(in_episode(&world, &alice), entry.cost_usd);
    let key = Transcript::path(&alice.id, &brad(), &call);
    let body = world.host().buckets.objects().remove(&key).unwrap();
    let transcript: Transcript = serde_json::from_slice(&body).unwrap();
    assert_eq!(transcript.call_metadata.cost_usd, entry.cost_usd);
    assert!(entry.cost_usd.is_some());
}

#[test]
fn whatever_fails_at_its_end_a_call_costs_the_same() {
    let calm = |world: &World, alice: &User| {
        let call = by_phone(world, alice, &["I love rock climbing"]);
        world.hang_up(&call).unwrap();
        call
    };
    let (world, alice) = alices(60);
    world.host().brain_takes.set(Some(TOLD));
    let call = calm(&world, &alice);
    world.settle().unwrap();
    let expected = cost(&world, &alice, &call);
    for fault in [Fault::Refused, Fault::AnswerLost] {
        for nth in 0..12 {
            let (world, alice) = alices(60);
            world.host().brain_takes.set(Some(TOLD));
            let call = by_phone(&world, &alice, &["I love rock climbing"]);
            let faults = &world.host().sql.faults;
            faults.plan(std::iter::repeat_n(None, nth).chain([Some(fault)]));
            world.hang_up(&call).unwrap();
            world.come_to_rest().unwrap();
            assert_eq!(cost(&world, &alice, &call), expected, "{nth} {fault:?}");
            all_is_well(&world, "faults");
        }
    }
}

#[test]
fn a_call_is_estimated_by_how_the_two_usually_talk() {
    let (world, alice) = alices(61);
    let guess = |channel| finish(estimate(&world.ports(), &alice, &brad(), channel)).unwrap();
    let first = guess(Channel::Phone);
    assert_eq!((first.minutes, first.is_usual), (10, false));
    assert_eq!(minutes(&first.cost), Some(10));
    assert!(first.cost_usd.unwrap() > 0.14, "{first:?}");
    world.host().brain_takes.set(Some(TOLD));
    for _ in 0..3 {
        let call = world.call(&alice, &brad()).unwrap();
        talk(&world, &call, &["I love rock climbing"]);
        world.advance(2 * MINUTE - 10 * SECOND).unwrap();
        world.hang_up(&call).unwrap();
        world.settle().unwrap();
    }
    let usual = guess(Channel::Phone);
    assert!(
        usual.is_usual && (2..=3).contains(&usual.minutes),
        "{usual:?}"
    );
    let browser = guess(Channel::Browser);
    assert!(browser.cost_usd < usual.cost_usd);
    let nobody = call_me_back::ids::PersonaId::parse("persona_nobody").unwrap();
    assert!(finish(estimate(&world.ports(), &alice, &nobody, Channel::Browser)).is_err());
}

#[test]
fn a_day_is_summed_up_to_the_millionth() {
    let (world, alice) = alices(62);
    let mut expected = MicroUsd(0);
    for tokens in [1, 7, 333] {
        world.host().brain_takes.set(Some(Tokens {
            input: tokens,
            output: tokens,
            counted: false,
        }));
        let call = world.call(&alice, &brad()).unwrap();
        talk(&world, &call, &["I love rock climbing"]);
        world.hang_up(&call).unwrap();
        world.settle().unwrap();
        let total = cost(&world, &alice, &call).total().unwrap();
        expected = [expected, total].into_iter().sum();
    }
    let spent = finish(spent_since(
        world.ports().sql(),
        &alice.id,
        Timestamp::from_millis(0),
    ));
    assert_eq!(spent.unwrap().known_usd, expected);
}
