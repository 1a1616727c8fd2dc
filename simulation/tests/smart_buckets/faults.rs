//! Whatever dies in between, a search tells what lies in the bucket.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::task::{Context, Waker};

use call_me_back::smart_buckets::SmartBucket;
use call_me_back::time::MINUTE;
use call_me_back_simulation::{Fault, HostPorts, draw, finish};

use crate::world::*;

/// Words that tell the writings of an object apart, in a search and in the bucket. None means much the
/// same as another.
const WORDS: [&str; 6] = ["apple", "tariff", "violin", "glacier", "plumber", "senate"];
const KEYS: [&str; 2] = ["one", "two"];

/// What each search must find: the keys whose object in the bucket says the word.
fn check(world: &World, what: &str) {
    let stands: BTreeMap<&str, Option<String>> = KEYS
        .iter()
        .map(|key| (*key, world.notes().body(key)))
        .collect();
    for word in WORDS {
        let expected: Vec<&str> = KEYS
            .into_iter()
            .filter(|key| stands[key].as_ref().is_some_and(|text| text.contains(word)))
            .collect();
        let mut found = world.notes().search(word);
        found.sort();
        let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        expected.sort();
        assert_eq!(found, expected, "{what}: {word}, where {stands:?}");
    }
}

#[test]
fn a_put_or_delete_that_fails_anywhere_is_healed_by_the_next_search() {
    for step in 0..3 {
        for fault in [Fault::Refused, Fault::AnswerLost] {
            for deletes in [false, true] {
                for again in [false, true] {
                    let what = format!("{step} {fault:?} deletes: {deletes}, again: {again}");
                    let world = World::new();
                    let notes = world.notes();
                    notes.put("one", "apple");
                    let doors = [&world.host.memories.faults, &world.host.buckets.faults];
                    let plan = match step {
                        0 => (doors[0], vec![Some(fault)]),
                        1 => (doors[1], vec![Some(fault)]),
                        _ => (doors[0], vec![None, Some(fault)]),
                    };
                    plan.0.plan(plan.1);
                    let change = || match deletes {
                        true => finish(notes.bucket.delete(&["one"])),
                        false => notes.try_put("one", notes.text("tariff")).map(|_| ()),
                    };
                    assert!(change().is_err(), "{what}");
                    if again {
                        change().unwrap();
                        let now = notes.body("one");
                        assert_eq!(now.as_deref(), (!deletes).then_some("tariff"), "{what}");
                    }
                    check(&world, &what);
                    check(&world, &what);
                }
            }
        }
    }
}

#[test]
fn a_change_that_nobody_ended_is_forgotten_once_it_can_be_nobodys() {
    let world = World::new();
    let notes = world.notes();
    notes.put("one", "apple");
    world.host.buckets.faults.plan([Some(Fault::AnswerLost)]);
    assert!(notes.try_put("one", notes.text("tariff")).is_err());
    let looks = |at| {
        let ports = world.host.ports(at);
        let bucket = SmartBucket::new(&ports, instance(ALICE, "notes"));
        // A bucket that does not answer is only noticed by those who look into it.
        world.host.buckets.faults.plan([Some(Fault::Refused)]);
        let found = finish(bucket.chunk_search(&notes.request("tariff")));
        world.host.buckets.faults.end();
        found.is_err()
    };
    assert!(looks(began()));
    check(&world, "while it may be somebody's");
    assert!(looks(began().plus(4 * MINUTE)));
    let later = world.host.ports(began().plus(6 * MINUTE));
    let bucket = SmartBucket::new(&later, instance(ALICE, "notes"));
    assert_eq!(
        finish(bucket.chunk_search(&notes.request("tariff")))
            .unwrap()
            .len(),
        1
    );
    assert!(!looks(began().plus(6 * MINUTE)));
    check(&world, "after it was forgotten");
}

#[test]
fn who_takes_longer_than_anybody_can_live_is_still_found_in_the_end() {
    // However far the put has come when its change is forgotten.
    for polls in 0..16 {
        let world = World::new();
        let notes = world.notes();
        let mut put = std::pin::pin!(notes.bucket.put("one", notes.text("tariff")));
        let mut context = Context::from_waker(Waker::noop());
        let mut is_done = false;
        for _ in 0..polls {
            is_done = is_done || put.as_mut().poll(&mut context).is_ready();
        }
        let later = world.host.ports(began().plus(10 * MINUTE));
        let bucket = SmartBucket::new(&later, instance(ALICE, "notes"));
        finish(bucket.chunk_search(&notes.request("tariff"))).unwrap();
        if !is_done {
            finish(put).unwrap();
        }
        check(&world, &format!("after {polls} polls"));
    }
}

#[test]
fn what_a_dead_delete_left_in_the_index_is_erased_too() {
    let world = World::new();
    let notes = world.notes();
    notes.put("one", "apple");
    world
        .host
        .memories
        .faults
        .plan([None, Some(Fault::Refused)]);
    assert!(finish(notes.bucket.delete(&["one"])).is_err());
    assert!(world.index_of(ALICE, "notes").contains("apple"));
    assert_eq!(finish(notes.bucket.erase()), Ok(true));
    assert!(!world.index_of(ALICE, "notes").contains("apple"));
}

#[test]
fn whoever_of_two_comes_last_is_found_however_far_each_was_when_the_other_went_on() {
    let world = World::new();
    let notes = world.notes();
    let mut context = Context::from_waker(Waker::noop());
    for (first, second, third) in
        (0..800).map(|schedule| (schedule % 8, schedule / 8 % 8, schedule / 64))
    {
        let mut puts =
            ["apple", "tariff"].map(|word| Box::pin(notes.bucket.put("one", notes.text(word))));
        let mut is_done = [false; 2];
        for (which, steps) in [(0, first), (1, second), (0, third), (1, 99), (0, 99)] {
            for _ in 0..steps {
                is_done[which] =
                    is_done[which] || puts[which].as_mut().poll(&mut context).is_ready();
            }
        }
        assert_eq!(is_done, [true; 2]);
        check(&world, &format!("{first}, {second}, {third} steps"));
        notes.delete("one");
    }
}

/// Does all side by side, in an order that the seed chooses, now and then many steps of one at a
/// time; some die on the way.
fn race<'a>(seed: &mut u64, mut work: Vec<Pin<Box<dyn Future<Output = ()> + 'a>>>, deaths: bool) {
    let mut context = Context::from_waker(Waker::noop());
    while !work.is_empty() {
        let drawn = draw(seed);
        let index = (drawn % work.len() as u64) as usize;
        let steps = 1 << ((drawn >> 16) % 5);
        let dies = deaths && (drawn >> 32).is_multiple_of(25);
        let ends = (0..steps).any(|_| work[index].as_mut().poll(&mut context).is_ready());
        if dies || ends {
            drop(work.swap_remove(index));
        }
    }
}

async fn act(ports: &HostPorts, drawn: u64) {
    let bucket = SmartBucket::new(ports, instance(ALICE, "notes"));
    let key = KEYS[(drawn >> 8) as usize % KEYS.len()];
    let word = WORDS[(drawn >> 16) as usize % WORDS.len()];
    let (text, request) = (text_of(word), request_for(word));
    // What fails is not made again here: others, and the searches at the end, have to do.
    match drawn % 8 {
        0..=3 => drop(bucket.put(key, text).await),
        4 => drop(bucket.delete(&[key]).await),
        5 => drop(bucket.delete(&KEYS).await),
        6 => drop(bucket.chunk_search(&request).await),
        _ if (drawn >> 24).is_multiple_of(4) => drop(bucket.erase().await),
        _ => drop(bucket.chunk_search(&request).await),
    }
}

#[test]
fn however_many_change_an_object_at_once_the_index_ends_as_the_bucket() {
    for (faulty, deaths) in [(false, false), (true, false), (false, true), (true, true)] {
        for round in 0..120u64 {
            let world = World::new();
            let mut seed = round;
            if faulty {
                world.host.buckets.faults.at_random(round, 100);
                world.host.memories.faults.at_random(round + 1, 100);
            }
            for _ in 0..3 {
                let work: Vec<Pin<Box<dyn Future<Output = ()>>>> = (0..2 + draw(&mut seed) % 4)
                    .map(|_| Box::pin(act(&world.ports, draw(&mut seed))) as Pin<Box<_>>)
                    .collect();
                race(&mut seed, work, deaths);
            }
            world.host.buckets.faults.end();
            world.host.memories.faults.end();
            let what = format!("faulty: {faulty}, deaths: {deaths}, round {round}");
            check(&world, &what);
            let later = world.host.ports(began().plus(10 * MINUTE));
            let bucket = SmartBucket::new(&later, instance(ALICE, "notes"));
            finish(bucket.chunk_search(&request_for("apple"))).unwrap();
            check(&world, &what);
        }
    }
}
