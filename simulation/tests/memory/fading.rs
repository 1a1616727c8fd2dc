use call_me_back::memory::State;
use call_me_back::memory::command::*;
use call_me_back::memory::operation::Claim;
use call_me_back::time::Timestamp;

use crate::world::*;

fn small_talk(value: &str) -> Claim {
    Claim {
        importance: 0.1,
        ..claim("other", value)
    }
}

fn moved_to(on: i64) -> Fade {
    Fade { now: day(on) }
}

#[test]
fn small_talk_fades_in_about_ten_days_and_an_allergy_never() {
    let world = World::new();
    let remembered = world.remember(&Call::new(
        "one",
        0,
        &[in_turn(0, small_talk("rain")), says("allergy", "peanuts")],
    ));
    assert_eq!(remembered.next_fade_at, world.memory("rain").fades_at);

    let mut changes = Vec::new();
    for week in 0..104 {
        let faded = world.ask(moved_to(week * 7));
        changes.push((week, faded.faded, faded.archived));
    }
    changes.retain(|(_, faded, archived)| faded + archived > 0);
    assert_eq!(changes, [(2, 1, 0), (4, 0, 1)]);
    assert_eq!(world.state("rain"), State::Archived);
    assert_eq!(world.state("peanuts"), State::Current);
    assert_eq!(world.known(9_000), ["peanuts"]);
    assert_eq!(world.ask(moved_to(9_000)).next_fade_at, None);
}

#[test]
fn a_sweep_that_is_late_lets_nothing_faded_into_a_prompt() {
    let world = World::new();
    world.hear("one", 0, &[in_turn(0, small_talk("rain"))]);
    assert_eq!(world.known(5), ["rain"]);
    assert_eq!(world.state("rain"), State::Current);
    assert!(world.known(15).is_empty());
}

#[test]
fn a_sweep_a_year_late_archives_at_once_what_faded_long_ago() {
    let world = World::new();
    world.hear("one", 0, &[in_turn(0, small_talk("rain"))]);
    let faded = world.ask(moved_to(365));
    assert_eq!(
        (faded.faded, faded.archived, faded.next_fade_at),
        (0, 1, None)
    );
}

#[test]
fn only_what_is_due_is_touched_and_the_next_moment_is_told() {
    let world = World::new();
    world.hear("one", 0, &[in_turn(0, small_talk("rain"))]);
    world.hear("two", 5, &[in_turn(0, small_talk("snow"))]);
    let due = world.memory("rain").fades_at.unwrap();
    let early = world.ask(Fade { now: due.plus(-1) });
    assert_eq!((early.faded, early.next_fade_at), (0, Some(due)));
    let on_time = world.ask(Fade { now: due });
    assert_eq!(on_time.faded, 1);
    assert_eq!(on_time.next_fade_at, world.memory("snow").fades_at);

    // At each moment that is told something happens: a cron that trusts it never spins.
    let mut next = on_time.next_fade_at;
    let mut sweeps = 0;
    while let Some(now) = next {
        let faded = world.ask(Fade { now });
        assert!(faded.faded + faded.archived > 0);
        assert!(faded.next_fade_at > Some(now) || faded.next_fade_at.is_none());
        next = faded.next_fade_at;
        sweeps += 1;
        assert!(sweeps <= 3);
    }
    assert_eq!(sweeps, 3);
}

#[test]
fn what_is_mentioned_again_comes_back_and_stays_longer() {
    let world = World::new();
    world.hear("one", 0, &[in_turn(0, small_talk("rain"))]);
    world.ask(moved_to(60));
    assert_eq!(world.state("rain"), State::Archived);
    world.hear("two", 61, &[in_turn(0, small_talk("rain"))]);
    assert_eq!(world.known(62), ["rain"]);
    let stays = |at: Timestamp| world.memory("rain").fades_at.unwrap().days_since(at);
    assert!(stays(day(61)) > 15.0);
}

#[test]
fn what_fades_is_still_found_by_searching() {
    let world = World::new();
    world.hear("one", 0, &[in_turn(0, small_talk("rain"))]);
    world.ask(moved_to(365));
    assert_eq!(world.found("that rain"), ["User, other: rain"]);
}

#[test]
fn what_was_corrected_does_not_fade_on() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio")]);
    world.hear("two", 1, &[says("home", "Texas")]);
    world.ask(moved_to(90_000));
    assert_eq!(world.state("Ohio"), State::Superseded);
    assert_eq!(world.state("Texas"), State::Archived);
}
