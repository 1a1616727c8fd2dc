use call_me_back::memory::State;
use call_me_back::memory::command::*;
use call_me_back::memory::operation::Claim;
use call_me_back::memory::storyline::Status;
use call_me_back::time::{DAY, HOUR, Timestamp};

use crate::world::*;

fn small_talk(value: &str) -> Claim {
    Claim {
        importance: 0.1,
        ..claim("other", value)
    }
}

fn moved_to(on: i64) -> Fade {
    Fade {
        now: day(on),
        kept_for: None,
    }
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
    let early = world.ask(Fade {
        now: due.plus(-1),
        kept_for: None,
    });
    assert_eq!((early.faded, early.next_fade_at), (0, Some(due)));
    let on_time = world.ask(Fade {
        now: due,
        kept_for: None,
    });
    assert_eq!(on_time.faded, 1);
    assert_eq!(on_time.next_fade_at, world.memory("snow").fades_at);

    // At each moment that is told something happens: a cron that trusts it never spins.
    let mut next = on_time.next_fade_at;
    let mut sweeps = 0;
    while let Some(now) = next {
        let faded = world.ask(Fade {
            now,
            kept_for: None,
        });
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

fn kept_for(on: i64, days: i64) -> Fade {
    Fade {
        now: day(on),
        kept_for: Some(days * DAY),
    }
}

#[test]
fn what_has_faded_altogether_goes_as_long_after_its_last_mention_as_things_are_kept() {
    let world = World::new();
    world.hear(
        "one",
        0,
        &[in_turn(0, small_talk("rain")), says("allergy", "peanuts")],
    );
    world.ask(kept_for(60, 365));
    assert_eq!(world.state("rain"), State::Archived);
    let next = world.ask(kept_for(60, 365)).next_fade_at;
    assert_eq!(next, Some(day(365)));
    assert_eq!(world.ask(kept_for(364, 365)).gone, 0);
    let swept = world.ask(kept_for(365, 365));
    assert_eq!((swept.gone, swept.next_fade_at), (1, None));
    assert!(!world.holds_word("rain"));
    assert_eq!(world.known(366), ["peanuts"]);
    // Spoken of again it is a memory like any other.
    world.hear("two", 400, &[in_turn(0, small_talk("rain"))]);
    assert_eq!(world.memory("rain").last_mentioned_at, day(400));
}

#[test]
fn what_is_no_longer_so_goes_too_and_what_took_its_place_stays() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio")]);
    world.hear("two", 100, &[says("home", "Texas")]);
    world.ask(kept_for(364, 365));
    assert_eq!(world.state("Ohio"), State::Superseded);
    assert_eq!(world.ask(kept_for(365, 365)).gone, 1);
    assert!(!world.holds_word("ohio"));
    assert_eq!(world.known(366), ["Texas"]);
}

#[test]
fn what_the_users_hand_did_just_now_can_still_be_taken_back() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "ferrets")]);
    let ferrets = world.memory("ferrets").id;
    let reword = Change::Reword {
        content: "Keeps weasels".to_owned(),
    };
    world.edit("ferrets", 400, reword);
    let swept = world.ask(kept_for(400, 30));
    assert_eq!(
        (swept.gone, swept.next_fade_at),
        (0, Some(day(400).plus(HOUR)))
    );
    let restore = Restore {
        memory_id: ferrets,
        undo: Undo::Edit { since: day(399) },
        entropy: [1; 16],
    };
    assert_eq!(world.ask(restore).memory.value, "ferrets");
}

#[test]
fn a_storyline_that_is_over_goes_and_one_that_goes_on_stays() {
    let world = World::new();
    let told = [
        story("house_move", "She is moving.", Status::InProgress),
        story("exam", "She passed.", Status::Resolved),
    ];
    world.hear("one", 0, &told);
    assert_eq!(world.ask(kept_for(30, 30)).gone, 1);
    let left = world.ask(Past { limit: 10 }).storylines;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].topic, "house_move");
    assert!(!world.holds_word("passed"));
}

#[test]
fn what_was_said_in_a_call_goes_and_what_was_learned_stays() {
    let world = World::new();
    let call = Call::new("one", 0, &[says("hobby", "chess")])
        .says(&["I play chess on Sundays."])
        .summed_up("She plays chess on Sundays.", &["sundays"]);
    world.archive(&call);
    world.remember(&call);
    world.edit("chess", 1, Change::Pin);
    for _ in 0..2 {
        world.ask(Unsay {
            call_id: call.id.clone(),
        });
        assert!(!world.holds_word("sunday"));
        assert_eq!(world.known(2), ["chess"]);
    }
    assert!(world.memory("chess").pinned);
}
