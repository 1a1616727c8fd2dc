//! Calls that come again and again.

use call_me_back::directory::people::{self, User};
use call_me_back::directory::schedules::{Origin, Schedule, Status, schedules};
use call_me_back::failure::Failure;
use call_me_back::flows::planning::{Plan, cancel, plan};
use call_me_back::flows::profile::{Profile, set_profile};
use call_me_back::flows::repeating::{Change, change};
use call_me_back::flows::sweeping::place_due;
use call_me_back::ids::ScheduleId;
use call_me_back::parameters;
use call_me_back::ports::{Ports as _, Sessions as _};
use call_me_back::sql::Sql as _;
use call_me_back::time::{DAY, HOUR, MINUTE, TimeZone, Timestamp};
use call_me_back::versions::IfMatch;
use call_me_back_simulation::{Fault, World, draw, finish};
use serde::Deserialize;

use crate::people::*;

/// Eleven in the morning in New York, within the hour.
const ELEVEN: &str = "2025-01-08T16:00:00Z";

fn moment(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn wish(at: &str, repeats: &str) -> Plan {
    Plan {
        persona_id: brad(),
        at: moment(at),
        repeats: Some(repeats.to_owned()),
        grace_minutes: None,
    }
}

fn repeat(world: &World, user: &User, at: &str, rule: &str) -> Schedule {
    world
        .finish(|| async { plan(&world.ports(), user, wish(at, rule)).await })
        .unwrap()
}

fn all(world: &World, user: &User) -> Vec<Schedule> {
    finish(schedules(world.ports().sql(), &user.id)).unwrap()
}

fn series(world: &World, user: &User) -> Schedule {
    let mut all = all(world, user);
    all.retain(|schedule| schedule.repeats.is_some());
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// The days that came, and what became of each.
fn came(world: &World, user: &User) -> Vec<(String, Status)> {
    let mut all = all(world, user);
    all.retain(|schedule| schedule.series_id.is_some() && schedule.origin == Origin::Planned);
    let told = |schedule: Schedule| (schedule.occurs_on.unwrap().to_string(), schedule.status);
    all.into_iter().map(told).collect()
}

fn edit(world: &World, user: &User, id: &ScheduleId, wish: Change) -> Result<Schedule, Failure> {
    world.finish(|| async { change(&world.ports(), user, id, wish.clone(), None).await })
}

fn pause(paused: bool) -> Change {
    Change {
        paused: Some(paused),
        ..Change::default()
    }
}

fn skip(at: Timestamp) -> Change {
    Change {
        skip: Some(at),
        ..Change::default()
    }
}

/// The user is in another time zone now.
fn travel(world: &World, user: &User, zone: &str) -> User {
    let wish = Profile {
        time_zone: Some(zone.to_owned()),
        ..Profile::default()
    };
    finish(set_profile(&world.ports(), user, wish, None)).unwrap()
}

fn until(world: &World, text: &str) {
    world.advance(moment(text).since(world.now())).unwrap();
}

#[test]
fn a_weekly_call_comes_every_week_at_the_same_time_of_the_wall() {
    let (world, alice) = alices(31);
    repeat(&world, &alice, ELEVEN, "FREQ=WEEKLY");
    // Over the change of the clocks on 9 March.
    world.advance(69 * DAY).unwrap();
    let rung = world.host().carrier.rung();
    assert_eq!(rung.len(), 10);
    for (call, _) in rung {
        let call = finish(world.ports().sessions().view(&call)).unwrap().call;
        let wall = call.created_at.local(TimeZone::America__New_York);
        assert_eq!(wall.format("%a %H:%M").to_string(), "Wed 11:00");
    }
    assert!(
        came(&world, &alice)
            .iter()
            .all(|(_, status)| *status == Status::Placed)
    );
    all_is_well(&world, "weekly");
}

#[test]
fn a_series_with_an_end_is_over_after_it() {
    for rule in ["FREQ=DAILY;COUNT=3", "FREQ=DAILY;UNTIL=20250110"] {
        let (world, alice) = alices(32);
        repeat(&world, &alice, ELEVEN, rule);
        world.advance(30 * DAY).unwrap();
        assert_eq!(world.host().carrier.rung().len(), 3, "{rule}");
        assert_eq!(series(&world, &alice).status, Status::Over);
    }
}

#[test]
fn the_persona_knows_the_next_call_of_a_series() {
    let (world, alice) = alices(33);
    repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
    until(&world, "2025-01-08T16:00:30Z");
    let (call, _) = &world.host().carrier.rung()[0];
    let script = finish(world.ports().sessions().view(call)).unwrap().script;
    let planned_for = script.unwrap().briefing.beside.planned_for;
    assert_eq!(planned_for, Some(moment("2025-01-09T16:00:00Z")));
}

#[test]
fn a_doubled_cron_rings_once_and_plans_the_next_once() {
    for seed in 0..30 {
        let (world, alice) = alices(34);
        repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
        world.host().clock.set(moment(ELEVEN));
        let (one, other) = (world.ports(), world.ports());
        let crons: Vec<_> = [&one, &other]
            .map(|ports| Box::pin(place_due(ports)) as _)
            .into_iter()
            .collect();
        world.together(seed, crons);
        world.every_minute();
        assert_eq!(world.host().carrier.rung().len(), 1, "seed {seed}");
        assert_eq!(came(&world, &alice).len(), 1, "seed {seed}");
        assert_eq!(
            series(&world, &alice).due_at,
            moment("2025-01-09T16:00:00Z")
        );
        all_is_well(&world, "doubled");
    }
}

#[test]
fn whatever_fails_or_dies_an_occurrence_comes_once_and_the_series_goes_on() {
    let check = |world: &World, alice: &User, place: &str| {
        assert!(world.host().carrier.rung().len() <= 1, "{place}");
        let expected = [("2025-01-08".to_owned(), Status::Placed)];
        assert_eq!(came(world, alice), expected, "{place}");
        let next = series(world, alice);
        assert_eq!(next.due_at, moment("2025-01-09T16:00:00Z"), "{place}");
        assert_eq!(next.status, Status::Planned, "{place}");
        all_is_well(world, place);
    };
    for fault in [Fault::Refused, Fault::AnswerLost] {
        for nth in 0.. {
            let (world, alice) = alices(35);
            repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
            world.host().clock.set(moment(ELEVEN));
            let faults = &world.host().sql.faults;
            faults.plan(std::iter::repeat_n(None, nth).chain([Some(fault)]));
            world.every_minute();
            let spent = faults.are_spent();
            faults.end();
            world.every_minute();
            check(&world, &alice, &format!("request {nth}, {fault:?}"));
            if !spent {
                break;
            }
        }
    }
    for pauses in 0.. {
        let (world, alice) = alices(35);
        repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
        world.host().clock.set(moment(ELEVEN));
        world.kill_after(pauses);
        world.every_minute();
        let has_died = world.has_died();
        world.every_minute();
        check(&world, &alice, &format!("died after {pauses} pauses"));
        if !has_died {
            break;
        }
    }
}

#[test]
fn who_did_not_pick_up_is_tried_again_and_the_series_goes_on() {
    let (world, alice) = alices(36);
    repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
    until(&world, "2025-01-08T16:00:30Z");
    let (first, _) = world.host().carrier.rung().remove(0);
    world.nobody_answers(&first).unwrap();
    world.deliver().unwrap();
    world.advance(11 * MINUTE).unwrap();
    assert_eq!(world.host().carrier.rung().len(), 2, "tried again");
    assert_eq!(
        series(&world, &alice).due_at,
        moment("2025-01-09T16:00:00Z")
    );
    until(&world, "2025-01-09T16:01:00Z");
    assert_eq!(world.host().carrier.rung().len(), 3, "and on the next day");
    all_is_well(&world, "tried again");
}

#[test]
fn one_call_is_left_out_and_no_other_however_often_that_is_asked() {
    let (world, alice) = alices(37);
    let planned = repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
    for _ in 0..3 {
        let left = edit(&world, &alice, &planned.id, skip(planned.due_at)).unwrap();
        assert_eq!(left.due_at, moment("2025-01-09T16:00:00Z"));
    }
    let later = skip(moment("2025-01-10T16:00:00Z"));
    let refused = edit(&world, &alice, &planned.id, later).unwrap_err();
    assert!(matches!(refused, Failure::Invalid { field, .. } if field == "skip"));
    world.advance(2 * DAY).unwrap();
    assert_eq!(
        came(&world, &alice),
        [
            ("2025-01-08".to_owned(), Status::Canceled),
            ("2025-01-09".to_owned(), Status::Placed)
        ]
    );
}

const EDITS: [&str; 4] = ["leave out", "pause", "resume", "take back"];

/// A daily call, which is paused where it is to be resumed.
fn to_edit(seed: u64, name: &str) -> (World, User, Schedule) {
    let (world, alice) = alices(seed);
    let planned = repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
    if name == "resume" {
        edit(&world, &alice, &planned.id, pause(true)).unwrap();
    }
    let saw = series(&world, &alice);
    (world, alice, saw)
}

/// An edit to the version that the user saw.
async fn edit_seen(world: &World, user: &User, saw: &Schedule, name: &str) -> Result<(), Failure> {
    let (ports, seen) = (world.ports(), IfMatch::only(saw.version));
    let wish = match name {
        "leave out" => skip(saw.due_at),
        "take back" => return cancel(&ports, user, &saw.id, Some(&seen)).await,
        _ => pause(name == "pause"),
    };
    let changed = change(&ports, user, &saw.id, wish, Some(&seen)).await;
    changed.map(|_| ())
}

#[test]
fn an_edit_that_breaks_off_was_made_or_is_made_when_it_is_repeated() {
    for name in EDITS {
        let (world, alice, saw) = to_edit(51, name);
        finish(edit_seen(&world, &alice, &saw, name)).unwrap();
        let wished = all(&world, &alice);
        for fault in [Fault::Refused, Fault::AnswerLost] {
            for nth in 0.. {
                let place = format!("{name}: request {nth}, {fault:?}");
                let (world, alice, saw) = to_edit(51, name);
                let before = all(&world, &alice);
                let faults = &world.host().sql.faults;
                faults.plan(std::iter::repeat_n(None, nth).chain([Some(fault)]));
                let broke_off = finish(edit_seen(&world, &alice, &saw, name)).is_err();
                let spent = faults.are_spent();
                faults.end();
                let after = all(&world, &alice);
                if broke_off && after != wished {
                    assert_eq!(after, before, "{place}");
                    finish(edit_seen(&world, &alice, &saw, name)).expect(&place);
                }
                assert_eq!(all(&world, &alice), wished, "{place}");
                if !spent {
                    break;
                }
            }
        }
    }
}

#[test]
fn of_two_edits_to_one_version_one_is_made_however_they_meet() {
    for name in EDITS {
        let others: &[&str] = match name {
            "resume" => &["resume", "take back"],
            _ => &["leave out", "pause", "take back"],
        };
        for other in others {
            for seed in 0..5 {
                let (world, alice, saw) = to_edit(52, name);
                let mut edits: Vec<std::pin::Pin<Box<dyn Future<Output = _>>>> = Vec::new();
                for name in [name, other] {
                    edits.push(Box::pin(edit_seen(&world, &alice, &saw, name)));
                }
                let done = world.together(seed, edits);
                let place = format!("{name}, {other}, seed {seed}: {done:?}");
                assert_eq!(
                    done.iter().filter(|done| done.is_ok()).count(),
                    1,
                    "{place}"
                );
                assert_eq!(series(&world, &alice).version, saw.version + 1, "{place}");
            }
        }
    }
}

#[test]
fn what_passes_in_a_pause_is_not_made_up_for() {
    let (world, alice) = alices(38);
    let planned = repeat(&world, &alice, ELEVEN, "FREQ=DAILY;COUNT=10");
    edit(&world, &alice, &planned.id, pause(true)).unwrap();
    world.advance(3 * DAY).unwrap();
    assert!(world.host().carrier.rung().is_empty());
    assert_eq!(series(&world, &alice).status, Status::Paused);
    let resumed = edit(&world, &alice, &planned.id, pause(false)).unwrap();
    assert_eq!(resumed.due_at, moment("2025-01-11T16:00:00Z"));
    world.advance(30 * DAY).unwrap();
    // Of ten days three were paused.
    assert_eq!(world.host().carrier.rung().len(), 7);
    let over = edit(&world, &alice, &planned.id, pause(true)).unwrap_err();
    assert!(over.to_string().contains("over"));
}

#[test]
fn a_pause_that_is_too_long_ends_the_series() {
    let (world, alice) = alices(38);
    let planned = repeat(&world, &alice, ELEVEN, "FREQ=DAILY;COUNT=2");
    edit(&world, &alice, &planned.id, pause(true)).unwrap();
    world.advance(3 * DAY).unwrap();
    let resumed = edit(&world, &alice, &planned.id, pause(false)).unwrap();
    assert_eq!(resumed.status, Status::Over);
}

#[test]
fn a_series_that_is_taken_back_calls_nobody_any_more() {
    let (world, alice) = alices(39);
    let planned = repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
    let bob = world.sign_in(BOB).unwrap();
    let others = finish(cancel(&world.ports(), &bob, &planned.id, None)).unwrap_err();
    assert!(matches!(others, Failure::NotFound { .. }));
    assert!(edit(&world, &bob, &planned.id, pause(true)).is_err());
    finish(cancel(&world.ports(), &alice, &planned.id, None)).unwrap();
    world.advance(3 * DAY).unwrap();
    assert!(world.host().carrier.rung().is_empty());
}

#[test]
fn a_series_that_is_stopped_stops_with_all_that_would_still_come_of_it() {
    let stop = |world: &World, alice: &User, id: &ScheduleId, by: &str| match by {
        "pause" => drop(edit(world, alice, id, pause(true)).unwrap()),
        _ => finish(cancel(&world.ports(), alice, id, None)).unwrap(),
    };
    for by in ["pause", "cancel"] {
        // While the telephone rings, and when another try is planned already.
        for rings in [true, false] {
            let (world, alice) = alices(36);
            let planned = repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
            until(&world, "2025-01-08T16:00:30Z");
            if rings {
                stop(&world, &alice, &planned.id, by);
            }
            let (first, _) = world.host().carrier.rung().remove(0);
            world.nobody_answers(&first).unwrap();
            world.deliver().unwrap();
            if !rings {
                stop(&world, &alice, &planned.id, by);
            }
            world.advance(2 * DAY).unwrap();
            assert_eq!(world.host().carrier.rung().len(), 1, "{by} {rings}");
            all_is_well(&world, by);
        }
    }
}

#[test]
fn a_pause_takes_back_what_is_due_already() {
    let (world, alice) = alices(49);
    let planned = repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
    let talking = world.ring(&alice, &zoe()).unwrap();
    world.connect(&talking).unwrap();
    world.host().clock.set(moment(ELEVEN));
    world.every_minute();
    assert_eq!(came(&world, &alice)[0].1, Status::Planned);
    edit(&world, &alice, &planned.id, pause(true)).unwrap();
    world.hang_up(&talking).unwrap();
    world.every_minute();
    assert_eq!(came(&world, &alice)[0].1, Status::Canceled);
    assert_eq!(world.host().carrier.rung().len(), 1);
    let resumed = edit(&world, &alice, &planned.id, pause(false)).unwrap();
    assert_eq!(resumed.due_at, moment("2025-01-09T16:00:00Z"));
}

#[test]
fn what_nobody_could_place_is_missed_and_the_series_goes_on() {
    for (grace, away, calls) in [(5, 10 * MINUTE, 0), (60, 10 * MINUTE, 1), (60, 2 * HOUR, 0)] {
        let (world, alice) = alices(40);
        let wish = Plan {
            grace_minutes: Some(grace),
            ..wish(ELEVEN, "FREQ=DAILY")
        };
        finish(plan(&world.ports(), &alice, wish)).unwrap();
        world.host().clock.set(moment(ELEVEN).plus(away));
        world.every_minute();
        assert_eq!(world.host().carrier.rung().len(), calls, "{grace} {away}");
        let missed = all(&world, &alice).remove(0);
        if calls == 0 {
            assert_eq!(missed.status, Status::Missed);
            assert!(missed.refusal.unwrap().contains("had passed"));
        }
        assert_eq!(
            series(&world, &alice).due_at,
            moment("2025-01-09T16:00:00Z")
        );
    }
}

#[test]
fn after_days_without_a_worker_each_missed_call_is_told_of() {
    let (world, alice) = alices(41);
    repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
    world
        .host()
        .clock
        .set(moment(ELEVEN).plus(5 * DAY + 30 * MINUTE));
    world.every_minute();
    let came = came(&world, &alice);
    let statuses: Vec<Status> = came.into_iter().map(|(_, status)| status).collect();
    let missed = [Status::Missed; 5];
    assert_eq!(statuses[..5], missed);
    assert_eq!(statuses[5..], [Status::Placed]);
    assert_eq!(world.host().carrier.rung().len(), 1);
}

#[test]
fn a_rule_that_cannot_be_understood_keeps_nobody_else_from_being_called() {
    let (world, alice) = alices(47);
    let bob = world.sign_in(BOB).unwrap();
    let odd = repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
    let statement = "UPDATE schedules SET rule = 'FREQ=NEVER' WHERE id = ?1";
    let sqlite = world.host().sql.sqlite();
    sqlite.run(statement, parameters![odd.id.as_str()]).unwrap();
    repeat(&world, &alice, "2025-01-08T17:30:00Z", "FREQ=DAILY");
    world.plan(&bob, &zoe(), moment(ELEVEN)).unwrap();
    let alice = travel(&world, &alice, "America/Chicago");
    until(&world, "2025-01-08T19:00:00Z");
    world.every_hour();
    assert_eq!(world.host().carrier.rung().len(), 2);
    assert_eq!(all(&world, &bob)[0].status, Status::Placed);
    assert!(all(&world, &alice).iter().any(|one| one.id == odd.id));
    finish(cancel(&world.ports(), &alice, &odd.id, None)).unwrap();
    all_is_well(&world, "an odd rule");
}

#[test]
fn single_calls_are_placed_where_repeating_ones_cannot_be_looked_up() {
    let (world, alice) = alices(48);
    world.plan(&alice, &zoe(), moment(ELEVEN)).unwrap();
    world.host().clock.set(moment(ELEVEN));
    world.host().sql.faults.plan([Some(Fault::Refused)]);
    world.every_minute();
    assert_eq!(world.host().carrier.rung().len(), 1);
}

#[test]
fn who_travels_is_called_at_the_same_time_on_the_wall_there() {
    let (world, alice) = alices(42);
    repeat(&world, &alice, "2025-01-08T17:00:00Z", "FREQ=DAILY");
    let once = moment("2025-01-20T17:00:00Z");
    world.plan(&alice, &zoe(), once).unwrap();
    let alice = travel(&world, &alice, "America/Los_Angeles");
    // Noon, three hours later.
    assert_eq!(
        series(&world, &alice).due_at,
        moment("2025-01-08T20:00:00Z")
    );
    let single = all(&world, &alice).pop().unwrap();
    assert_eq!(single.due_at, once, "a moment stays the moment that it is");
    world.advance(2 * DAY).unwrap();
    assert_eq!(world.host().carrier.rung().len(), 2);
    all_is_well(&world, "travelling");
}

#[test]
fn a_journey_never_brings_a_second_call_on_one_day() {
    let (world, alice) = alices(43);
    repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
    until(&world, "2025-01-08T16:30:00Z");
    assert_eq!(world.host().carrier.rung().len(), 1);
    // There it is only half past eight, and eleven is still to come.
    let alice = travel(&world, &alice, "America/Los_Angeles");
    until(&world, "2025-01-09T06:00:00Z");
    assert_eq!(world.host().carrier.rung().len(), 1);
    assert_eq!(
        series(&world, &alice).due_at,
        moment("2025-01-09T19:00:00Z")
    );
}

#[test]
fn a_call_that_a_journey_puts_into_the_past_comes_within_its_grace_or_is_missed() {
    for (zone, rung, status) in [
        // A quarter to twelve there, and a quarter to four in the afternoon.
        ("America/Halifax", 1, Status::Placed),
        ("Europe/London", 0, Status::Missed),
    ] {
        let (world, alice) = alices(44);
        repeat(&world, &alice, ELEVEN, "FREQ=DAILY");
        until(&world, "2025-01-08T15:45:00Z");
        let alice = travel(&world, &alice, zone);
        world.advance(2 * MINUTE).unwrap();
        assert_eq!(world.host().carrier.rung().len(), rung, "{zone}");
        assert_eq!(came(&world, &alice), [("2025-01-08".to_owned(), status)]);
        let next = series(&world, &alice);
        let wall = next.due_at.local(next.time_zone.unwrap());
        assert_eq!(wall.format("%F %H:%M").to_string(), "2025-01-09 11:00");
    }
}

#[test]
fn quiet_hours_are_those_of_where_the_user_is() {
    let (world, alice) = alices(45);
    // Half past eight in the evening in New York.
    repeat(&world, &alice, "2025-01-09T01:30:00Z", "FREQ=DAILY");
    let wish = Plan {
        at: moment("2025-01-10T01:30:00Z"),
        repeats: None,
        ..wish(ELEVEN, "")
    };
    finish(plan(&world.ports(), &alice, wish)).unwrap();
    let alice = travel(&world, &alice, "Europe/London");
    world.advance(2 * DAY).unwrap();
    let single = all(&world, &alice);
    let single = single.iter().find(|one| one.occurs_on.is_none()).unwrap();
    // At that moment it is night in London; half past eight there is not.
    assert_eq!(single.status, Status::Refused);
    assert!(
        came(&world, &alice)
            .iter()
            .any(|(_, status)| *status == Status::Placed)
    );
}

#[test]
fn a_move_that_was_not_seen_to_its_end_is_made_up_for() {
    let (world, alice) = alices(46);
    repeat(&world, &alice, "2025-01-08T20:00:00Z", "FREQ=DAILY");
    let moved = User {
        time_zone: TimeZone::America__Los_Angeles,
        ..alice.clone()
    };
    finish(people::update(world.ports().sql(), &moved, world.now())).unwrap();
    world.every_hour();
    assert_eq!(
        series(&world, &alice).due_at,
        moment("2025-01-08T23:00:00Z")
    );
}

#[test]
fn what_can_not_be_planned_says_which_part_is_wrong() {
    let (world, alice) = alices(47);
    for (repeats, grace, field) in [
        ("FREQ=HOURLY", 60, "repeats"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", 60, "repeats"),
        ("FREQ=DAILY;UNTIL=20240101", 60, "repeats"),
        ("FREQ=DAILY", 0, "grace_minutes"),
        ("FREQ=DAILY", 721, "grace_minutes"),
    ] {
        let wish = Plan {
            grace_minutes: Some(grace),
            ..wish(ELEVEN, repeats)
        };
        match finish(plan(&world.ports(), &alice, wish)) {
            Err(Failure::Invalid { field: named, .. }) => assert_eq!(named, field, "{repeats}"),
            planned => panic!("{repeats}: {planned:?}"),
        }
    }
    assert!(all(&world, &alice).is_empty());
}

#[test]
fn nobody_plans_without_end() {
    let (world, alice) = alices(48);
    for _ in 0..100 {
        repeat(&world, &alice, ELEVEN, "FREQ=YEARLY");
    }
    let refused = finish(plan(&world.ports(), &alice, wish(ELEVEN, "FREQ=DAILY"))).unwrap_err();
    assert!(refused.to_string().contains("Take some back"));
}

/// Whatever a year brings, there are never two calls for one day of one series.
#[test]
fn in_any_year_each_day_of_a_series_has_one_call_at_most() {
    const ZONES: [&str; 5] = [
        "America/New_York",
        "Europe/Berlin",
        "Asia/Tokyo",
        "Pacific/Auckland",
        "America/Los_Angeles",
    ];
    const RULES: [&str; 3] = [
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO,TH",
        "FREQ=MONTHLY;BYDAY=-1FR",
    ];
    let mut calls = 0;
    for seed in 0..6 {
        let mut chance = seed + 7;
        let (world, mut alice) = alices(seed);
        let planned = repeat(&world, &alice, ELEVEN, RULES[seed as usize % 3]);
        let mut moves = 0;
        while world.now() < moment("2026-01-08T00:00:00Z") {
            match draw(&mut chance) % 8 {
                0 => {
                    alice = travel(&world, &alice, ZONES[draw(&mut chance) as usize % 5]);
                    moves += 1;
                }
                1 => {
                    let next = series(&world, &alice).due_at;
                    let _ = edit(&world, &alice, &planned.id, skip(next));
                }
                2 => drop(edit(&world, &alice, &planned.id, pause(true))),
                // The worker is away.
                3 => {
                    let hours = (draw(&mut chance) % 60) as i64;
                    world.host().clock.set(world.now().plus(hours * HOUR));
                }
                _ => drop(edit(&world, &alice, &planned.id, pause(false))),
            }
            let hours = (draw(&mut chance) % 100) as i64;
            world.advance(hours * HOUR).unwrap();
            world.every_minute();
        }
        assert!(moves > 0);
        let days: Vec<Placed> = world
            .host()
            .sql
            .sqlite()
            .rows(
                "SELECT occurs_on AS day, COUNT(*) AS calls FROM schedules
                 WHERE series_id IS NOT NULL AND status = 'placed' GROUP BY occurs_on",
                &[],
            )
            .unwrap();
        assert!(
            days.iter().all(|placed| placed.calls == 1),
            "seed {seed}: {days:?}"
        );
        let rung = world.host().carrier.rung().len();
        assert_eq!(rung, days.len(), "seed {seed}");
        calls += rung;
        let next = series(&world, &alice);
        let stands = next.due_at > world.now() || next.status == Status::Paused;
        assert!(stands, "seed {seed} at {}: {next:?}", world.now());
        all_is_well(&world, "a year");
    }
    assert!(calls > 100, "only {calls} calls");
}

/// How many calls one day of a series brought.
#[derive(Debug, Deserialize)]
struct Placed {
    #[expect(dead_code, reason = "told where it is wrong")]
    day: String,
    calls: u32,
}
