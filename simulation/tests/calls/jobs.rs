//! Jobs come at least once, in whatever order.

use call_me_back::directory::repeats;
use call_me_back::directory::searches::{self, Search};
use call_me_back::idempotency::IdempotencyKey;
use call_me_back::ids::Pair;
use call_me_back::memory::command::Address;
use call_me_back::ports::{Job, Ports};
use call_me_back::sql::Sql as _;
use call_me_back::time::HOUR;
use call_me_back_simulation::{Delivery, World};
use serde::Deserialize;

use crate::people::*;

/// Two calls whose jobs are still to come.
fn two_calls() -> (World, call_me_back::directory::people::User) {
    let (world, alice) = alices(10);
    for lines in [
        ["I live in Ohio.", "I'm allergic to peanuts."],
        [
            "I moved to Texas.",
            "Did I say that I'm allergic to peanuts?",
        ],
    ] {
        let call = world.call(&alice, &brad()).unwrap();
        talk(&world, &call, &lines);
        world.hang_up(&call).unwrap();
        world.advance(HOUR / 2).unwrap();
    }
    (world, alice)
}

#[test]
fn a_job_that_comes_twice_is_done_once() {
    let (once, alice) = two_calls();
    once.deliver().unwrap();
    let (twice, twins_alice) = two_calls();
    twice.deliver_as(Delivery::Twice).unwrap();
    assert_eq!(known(&twice, &twins_alice), known(&once, &alice));
    all_is_well(&twice, "delivered twice");
}

#[test]
fn what_holds_now_does_not_depend_on_the_order_of_the_jobs() {
    let (world, alice) = two_calls();
    world.deliver_as(Delivery::Reversed).unwrap();
    let values = values(&world, &alice);
    assert!(values.iter().any(|value| value == "Texas"), "{values:?}");
    assert!(!values.iter().any(|value| value == "Ohio"), "{values:?}");
    all_is_well(&world, "delivered in reverse");
}

#[test]
fn a_job_that_runs_twice_at_the_same_time_is_done_once() {
    let (once, alice) = two_calls();
    once.deliver().unwrap();
    let expected = known(&once, &alice);
    for seed in 0..40 {
        let (world, alice) = two_calls();
        let jobs: Vec<_> = world.host().outbox.take_jobs().unwrap();
        let works = jobs
            .iter()
            .chain(&jobs)
            .map(|job| Box::pin(world.work(job.clone())) as _)
            .collect();
        world.together(seed, works);
        world.settle().unwrap();
        assert_eq!(known(&world, &alice), expected, "seed {seed}");
        all_is_well(&world, "side by side");
    }
}

#[test]
fn what_is_remembered_while_something_fades_fades_in_its_time() {
    for seed in 0..100 {
        let (world, alice) = alices(19);
        for line in ["I live in Ohio.", "I love rock climbing."] {
            let call = world.call(&alice, &brad()).unwrap();
            world.say(&call, line).unwrap();
            world.hang_up(&call).unwrap();
        }
        let fade = Job::Fade {
            actor: Address::Relationship(Pair {
                user: alice.id.clone(),
                persona: brad(),
            }),
        };
        let mut jobs = world.host().outbox.take_jobs().unwrap();
        jobs.push(fade);
        let works = jobs
            .into_iter()
            .map(|job| Box::pin(world.work(job)) as _)
            .collect();
        world.together(seed, works);
        all_is_well(&world, &format!("seed {seed}"));
    }
}

#[test]
fn what_a_program_asked_is_kept_a_day_and_no_longer() {
    let (world, alice) = alices(13);
    let key = IdempotencyKey::parse("order 66").unwrap();
    let search = Search {
        buckets: Vec::new(),
        partition: "default".to_owned(),
        input: "ferry".to_owned(),
    };
    let asked = || async {
        let (ports, now) = (world.ports(), world.now());
        repeats::begin(ports.sql(), &alice.id, &key, "put this", now).await?;
        searches::keep(ports.sql(), &alice.id, "mine", &search, now).await
    };
    world.finish(asked).unwrap();
    let kept = |table: &str| -> i64 {
        #[derive(Deserialize)]
        struct Row {
            kept: i64,
        }
        let count = format!("SELECT count(*) AS kept FROM {table}");
        let row: Option<Row> = world.host().sql.sqlite().row(&count, &[]).unwrap();
        row.unwrap().kept
    };
    for (later, expected) in [(23 * HOUR, 1), (2 * HOUR, 0)] {
        world.advance(later).unwrap();
        world.every_hour();
        assert_eq!([kept("repeats"), kept("searches")], [expected; 2]);
    }
}
