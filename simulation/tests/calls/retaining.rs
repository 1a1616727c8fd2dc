//! How long what was said is kept: a year, as the user wishes, or for ever on the plan that has it.

use call_me_back::directory::people::{self, User};
use call_me_back::directory::{calls, retention};
use call_me_back::failure::Failure;
use call_me_back::flows::profile::{Profile, set_profile};
use call_me_back::flows::{looking_back, relating};
use call_me_back::ids::CallId;
use call_me_back::memory::command::{Address, Episodes};
use call_me_back::ports::{Job, Memories as _, Ports, SmartSql};
use call_me_back::time::{DAY, HOUR, MINUTE};
use call_me_back_simulation::{World, finish};

use crate::people::*;

const WORD: &str = "quokka";

/// A world in which Alice told Brad of a job and a meal.
fn told() -> (World, User, CallId) {
    let (world, alice) = alices(21);
    let call = call_about(&world, &alice, "I work as a nurse, and I love quokkas.");
    (world, alice, call)
}

fn call_about(world: &World, alice: &User, line: &str) -> CallId {
    let call = world.call(alice, &brad()).unwrap();
    talk(world, &call, &[line]);
    world.hang_up(&call).unwrap();
    world.advance(5 * MINUTE).unwrap();
    world.settle().unwrap();
    call
}

fn wish(world: &World, alice: &User, days: Option<u32>) -> Result<User, Failure> {
    let alice = finish(people::user(world.ports().sql(), &alice.id))?;
    let wish = Profile {
        retention_days: Some(days),
        ..Profile::default()
    };
    finish(set_profile(&world.ports(), &alice, wish, None))
}

fn give_plan(world: &World, plan: &str) {
    let statement = format!("UPDATE users SET plan = '{plan}'");
    finish(world.ports().sql().run(&statement, &[])).unwrap();
}

/// Where what was said in the call still is: transcript, summary, what a search finds of it, its episode.
fn kept(world: &World, alice: &User, call: &CallId) -> [bool; 4] {
    let ports = world.ports();
    let transcript = finish(looking_back::archive(&ports, &alice.id, call)).is_ok();
    let entry = finish(calls::call(ports.sql(), &alice.id, call)).unwrap();
    assert!(
        entry.memory_extracted && entry.duration_seconds > 0,
        "the call stays a call"
    );
    let found = finish(relating::recall(&ports, alice, &brad(), WORD)).unwrap();
    let turns = found.hits.iter().any(|hit| {
        let text = format!("{:?}", hit.what);
        text.starts_with("Turn") && text.contains(WORD)
    });
    let actor = Address::Relationship(pair(alice));
    let episodes = Episodes {
        after: None,
        limit: 100,
    };
    let episodes = finish(ports.memories().ask(&actor, episodes)).unwrap();
    let episode = episodes.page.iter().any(|episode| episode.call_id == *call);
    [transcript, entry.auto_summary.is_some(), turns, episode]
}

fn pass(world: &World, millis: i64) {
    let until = world.now().plus(millis);
    while world.now() < until {
        let step = until.since(world.now()).min(DAY);
        world.advance(step).unwrap();
        world.settle().unwrap();
    }
}

const ALL: [bool; 4] = [true; 4];
const NOTHING: [bool; 4] = [false; 4];

#[test]
fn what_was_said_is_kept_for_a_year_and_what_was_learned_stays() {
    let (world, alice, call) = told();
    pass(&world, 364 * DAY);
    assert_eq!(kept(&world, &alice, &call), ALL);
    pass(&world, 2 * DAY);
    assert_eq!(kept(&world, &alice, &call), NOTHING);
    assert!(values(&world, &alice).contains(&"Nurse".to_owned()));
    let (_, text) = world
        .stored()
        .unwrap()
        .into_iter()
        .find(|(place, _)| place.contains("database"))
        .unwrap();
    assert!(!text.to_lowercase().contains(WORD));
    all_is_well(&world, "after a year");
}

#[test]
fn a_user_who_wishes_so_has_it_kept_for_less() {
    let (world, alice, call) = told();
    let alice = wish(&world, &alice, Some(7)).unwrap();
    assert_eq!(alice.retention_days, Some(7));
    pass(&world, 6 * DAY);
    assert_eq!(kept(&world, &alice, &call), ALL);
    let later = call_about(&world, &alice, "Nothing new, just that quokka.");
    pass(&world, 2 * DAY);
    assert!(!kept(&world, &alice, &call)[0]);
    assert!(kept(&world, &alice, &later)[0], "only what is due goes");
    all_is_well(&world, "after a week");
}

#[test]
fn nothing_is_kept_of_who_wishes_so_once_it_is_remembered() {
    let (world, alice) = alices(21);
    let alice = wish(&world, &alice, Some(0)).unwrap();
    let call = call_about(&world, &alice, "I work as a nurse, and I love quokkas.");
    pass(&world, 3 * HOUR);
    assert_eq!(kept(&world, &alice, &call), NOTHING);
    assert!(values(&world, &alice).contains(&"Nurse".to_owned()));
    // What they know is spoken of in the next call all the same.
    assert!(
        preview(&world, &alice)
            .text
            .to_lowercase()
            .contains("nurse")
    );
    all_is_well(&world, "after an hour");
}

#[test]
fn on_premium_it_is_kept_for_ever_and_back_on_free_for_a_year() {
    let (world, alice, call) = told();
    give_plan(&world, "premium");
    pass(&world, 2 * 365 * DAY);
    assert_eq!(kept(&world, &alice, &call), ALL);
    assert!(wish(&world, &alice, Some(3_000)).is_ok());
    pass(&world, DAY);
    assert_eq!(kept(&world, &alice, &call), ALL);
    give_plan(&world, "free");
    world.every_hour();
    world.settle().unwrap();
    assert_eq!(kept(&world, &alice, &call), NOTHING);
    assert_eq!(
        finish(retention::kept_days(world.ports().sql(), &alice.id)),
        Ok(Some(365))
    );
    all_is_well(&world, "after two years");
}

#[test]
fn nobody_wishes_for_more_than_their_plan_allows() {
    let (world, alice, _) = told();
    for days in [366, u32::MAX] {
        let refused = wish(&world, &alice, Some(days));
        assert!(
            matches!(refused, Err(Failure::Invalid { field, .. }) if field == "retention_days")
        );
    }
    assert!(wish(&world, &alice, Some(365)).is_ok());
    assert_eq!(wish(&world, &alice, None).unwrap().retention_days, None);
}

#[test]
fn a_job_that_comes_after_the_wish_was_changed_takes_nothing() {
    let (world, alice, call) = told();
    wish(&world, &alice, Some(0)).unwrap();
    pass(&world, 0);
    world.host().clock.set(world.now().plus(2 * HOUR));
    world.every_hour();
    let jobs = world.host().outbox.take_jobs().unwrap();
    assert!(
        jobs.iter().any(|job| matches!(job, Job::LetGo { .. })),
        "{jobs:?}"
    );
    wish(&world, &alice, None).unwrap();
    for job in jobs {
        finish(world.work(job)).unwrap();
    }
    assert_eq!(kept(&world, &alice, &call), ALL);
}

#[test]
fn a_call_that_is_remembered_again_after_it_was_let_go_of_stays_so() {
    let (world, alice, call) = told();
    wish(&world, &alice, Some(0)).unwrap();
    pass(&world, 3 * HOUR);
    let remember = Job::Remember {
        call_id: call.clone(),
        pair: pair(&alice),
    };
    finish(world.work(remember)).unwrap();
    pass(&world, 3 * HOUR);
    assert_eq!(kept(&world, &alice, &call), NOTHING);
    assert!(values(&world, &alice).contains(&"Nurse".to_owned()));
}
