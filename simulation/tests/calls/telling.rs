//! Users' own servers are told what happened: each thing once, by ids alone, until they take it.

use call_me_back::directory::people::User;
use call_me_back::failure::Failure;
use call_me_back::flows::telling::{self, MadeWebhook, NewWebhook};
use call_me_back::time::{DAY, HOUR, MINUTE};
use call_me_back::webhooks::{Event, Secret, headers};
use call_me_back_simulation::{Posted, World};
use serde_json::Value;

use crate::people::*;

const URL: &str = "https://hooks.example.com/alice";

fn listens(world: &World, user: &User, events: Option<Vec<Event>>) -> MadeWebhook {
    world
        .finish(|| async {
            let new = NewWebhook {
                url: URL.to_owned(),
                events: events.clone(),
            };
            telling::make(&world.ports(), &user.id, new).await
        })
        .unwrap()
}

fn told(world: &World) -> Vec<(Posted, Value)> {
    let posted = world.host().courier.posted.borrow();
    let read = |posted: &Posted| (posted.clone(), serde_json::from_str(&posted.body).unwrap());
    posted.iter().map(read).collect()
}

fn kinds(world: &World) -> Vec<String> {
    let mut kinds: Vec<_> = told(world)
        .iter()
        .map(|(_, message)| message["type"].as_str().unwrap().to_owned())
        .collect();
    kinds.sort();
    kinds
}

fn a_call(world: &World, user: &User) {
    let call = world.call(user, &brad()).unwrap();
    talk(world, &call, &["I'm allergic to peanuts."]);
    world.hang_up(&call).unwrap();
    world.advance(2 * MINUTE).unwrap();
    world.settle().unwrap();
}

#[test]
fn a_call_and_what_was_learned_in_it_are_told_once_signed_and_without_a_word_of_it() {
    let (world, alice) = alices(21);
    let made = listens(&world, &alice, None);
    a_call(&world, &alice);
    world.advance(3 * HOUR).unwrap();
    world.settle().unwrap();
    assert_eq!(kinds(&world), ["call.ended", "memories.changed"]);
    for (posted, message) in told(&world) {
        assert_eq!(posted.url, URL);
        assert!(!posted.body.contains("peanut"), "{}", posted.body);
        let id = serde_json::from_value(message["id"].clone()).unwrap();
        let header = |name| {
            let mut headers = posted.headers.iter();
            headers.find(|(other, _)| *other == name).unwrap().1.clone()
        };
        let seconds: i64 = header("webhook-timestamp").parse().unwrap();
        let at = call_me_back::time::Timestamp::from_millis(seconds * 1_000);
        let secret = Secret::stored(made.secret.clone());
        assert_eq!(posted.headers, headers(&secret, &id, &posted.body, at));
    }
}

#[test]
fn each_is_told_only_what_they_asked_for_and_nobody_of_another_user() {
    let (world, alice) = alices(22);
    let bob = world.sign_in(BOB).unwrap();
    world.meet(&bob, &brad()).unwrap();
    listens(&world, &alice, Some(vec![Event::MemoriesChanged]));
    a_call(&world, &bob);
    assert!(told(&world).is_empty());
    a_call(&world, &alice);
    assert_eq!(kinds(&world), ["memories.changed"]);
}

#[test]
fn what_is_not_taken_is_sent_again_later_and_later_and_then_given_up() {
    let (world, alice) = alices(23);
    listens(&world, &alice, Some(vec![Event::CallEnded]));
    world.host().courier.status.set(500);
    a_call(&world, &alice);
    for _ in 0..72 {
        world.advance(HOUR).unwrap();
        world.settle().unwrap();
    }
    let sent = told(&world);
    assert_eq!(sent.len(), 9, "the first, and one after each pause");
    assert!(
        sent.iter()
            .all(|(_, message)| message["id"] == sent[0].1["id"])
    );
}

#[test]
fn a_server_that_takes_nothing_for_days_or_says_that_it_is_gone_is_told_nothing_more() {
    for (status, days) in [(503, 4), (410, 0)] {
        let (world, alice) = alices(24);
        let made = listens(&world, &alice, Some(vec![Event::CallEnded]));
        world.host().courier.status.set(status);
        a_call(&world, &alice);
        for _ in 0..days {
            world.advance(DAY).unwrap();
            a_call(&world, &alice);
        }
        let before = told(&world).len();
        world.host().courier.status.set(204);
        a_call(&world, &alice);
        assert_eq!(told(&world).len(), before, "{status}");
        world
            .finish(|| async {
                let change = telling::WebhookChange {
                    url: None,
                    events: None,
                };
                telling::change(&world.ports(), &alice.id, &made.about.id, change).await
            })
            .unwrap();
        a_call(&world, &alice);
        assert_eq!(told(&world).len(), before + 1, "{status}: told again");
    }
}

#[test]
fn nothing_waits_to_be_told_where_nobody_is_told_any_more() {
    let (world, alice) = alices(25);
    let made = listens(&world, &alice, None);
    let ping = || {
        world.finish(|| async { telling::ping(&world.ports(), &alice.id, &made.about.id).await })
    };
    world.host().courier.status.set(503);
    ping().unwrap();
    world.host().courier.status.set(410);
    ping().unwrap();
    world.settle().unwrap();
    let before = told(&world).len();
    assert!(matches!(ping(), Err(Failure::Conflict { .. })));
    world.advance(3 * DAY).unwrap();
    world.settle().unwrap();
    assert_eq!(told(&world).len(), before);
}

#[test]
fn whatever_fails_and_dies_each_thing_is_told_under_one_id() {
    for seed in 0..12 {
        let (world, alice) = alices(seed);
        listens(&world, &alice, None);
        for (index, (_, faults)) in world.host().doors().into_iter().enumerate() {
            faults.at_random(seed * 100 + index as u64, 60);
        }
        world.kill_after(40 + seed as u32 * 7);
        a_call(&world, &alice);
        world.come_to_rest().unwrap();
        world.advance(6 * HOUR).unwrap();
        world.settle().unwrap();
        let mut ids: Vec<_> = told(&world)
            .iter()
            .map(|(_, message)| (message["type"].to_string(), message["id"].to_string()))
            .collect();
        ids.sort();
        ids.dedup();
        let kinds: Vec<_> = ids.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["\"call.ended\"", "\"memories.changed\""], "{seed}");
    }
}
