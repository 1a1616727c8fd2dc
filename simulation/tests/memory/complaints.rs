//! What users of such memories complain of, each as it must not be here: calls as they were spoken, read by
//! the built-in reader and kept by the actor.

use call_me_back::memory::{Memory, State, Subject};
use call_me_back::time::TimeZone;

use crate::world::*;

/// A world in which these calls were held, a week apart.
fn after(calls: &[&[&str]]) -> World {
    let world = World::new();
    for (week, lines) in (0..).zip(calls) {
        hold(&world, week, lines);
    }
    world
}

fn hold(world: &World, week: i64, lines: &[&str]) {
    let call = Call::new(&format!("week_{week}"), week * 7, &[])
        .says(lines)
        .read_by_itself(world, week * 7);
    world.archive(&call);
    world.remember(&call);
}

fn current(world: &World) -> Vec<Memory> {
    let mut all = world.list(false);
    all.retain(|memory| memory.state == State::Current);
    all
}

/// What is held to be so, as sentences.
fn told(world: &World) -> Vec<String> {
    let mut told: Vec<String> = current(world).into_iter().map(|it| it.content).collect();
    told.sort();
    told
}

#[test]
fn of_a_contradiction_one_side_is_so_and_the_other_was() {
    let world = after(&[&["I live in Ohio."], &["I moved to Texas last month."]]);
    let homes = |memories: Vec<Memory>| -> Vec<(String, State)> {
        memories
            .into_iter()
            .filter(|memory| memory.attribute == "home")
            .map(|memory| (memory.value, memory.state))
            .collect()
    };
    assert_eq!(
        homes(world.list(true)),
        [
            ("Texas".to_owned(), State::Current),
            ("Ohio".to_owned(), State::Superseded)
        ]
    );
    assert!(!world.known(8).contains(&"Ohio".to_owned()));
}

#[test]
fn a_correction_in_the_speakers_own_words_ends_what_it_corrects_and_nothing_else() {
    let world = after(&[
        &[
            "I play five-a-side on Thursdays with the lads from work.",
            "I'm learning the accordion off an old sailor in Whitby.",
        ],
        &["I've had to pack in the five-a-side, my ankle won't take it."],
    ]);
    let told = told(&world);
    let says = |words: &str| told.iter().any(|content| content.contains(words));
    assert!(!says("plays five-a-side"), "{told:?}");
    assert!(says("accordion"), "{told:?}");
}

#[test]
fn what_is_so_is_not_ended_by_what_only_sounds_like_its_end() {
    let world = after(&[
        &["I'm allergic to shellfish.", "I live in Bergen."],
        &[
            "My cousin can eat shellfish again, lucky her.",
            "I'd leave Bergen tomorrow if I could.",
            "Do you think I should move?",
        ],
    ]);
    let mut known = world.known(8);
    known.retain(|value| matches!(value.as_str(), "shellfish" | "Bergen"));
    known.sort();
    assert_eq!(known, ["Bergen", "shellfish"]);
}

#[test]
fn two_events_of_a_kind_stay_two() {
    let world = after(&[
        &["I have a dentist appointment on January 20th."],
        &[
            "I ran the Rome marathon in 2019.",
            "I ran the Oslo marathon in 2022.",
        ],
        &["I have a dentist appointment on February 3rd."],
    ]);
    let told = told(&world).join("; ");
    assert!(told.contains("Rome") && told.contains("Oslo"), "{told}");
}

#[test]
fn small_talk_leaves_nothing() {
    let world = after(&[&[
        "Hello! Cold out, isn't it?",
        "I've just put the kettle on.",
        "Ha, you're funny. Anyway, I'd better go.",
    ]]);
    assert_eq!(told(&world), [] as [&str; 0]);
}

#[test]
fn what_the_persona_repeats_is_no_mention_and_what_it_says_of_itself_is_nobodys() {
    let world = after(&[
        &["I'm allergic to shellfish."],
        &[
            "Brad: You're allergic to shellfish, and I grew up in Bergen with two dogs.",
            "That sounds nice.",
            "Brad: Shellfish, though! And your sister is a pilot, isn't she?",
            "I wouldn't know.",
        ],
    ]);
    assert_eq!(told(&world), ["User is allergic to shellfish"]);
    assert_eq!(world.memory("shellfish").mentions, 0);
}

#[test]
fn what_is_a_friends_is_the_friends() {
    let world = after(&[&[
        "I ran into Priya. She's a paramedic now.",
        "Allergic to penicillin, of all things, so she wears a bracelet.",
        "My brother goes, I'm moving to Cork, just like that.",
    ]]);
    let of_user: Vec<String> = current(&world)
        .into_iter()
        .filter(|memory| memory.subject == Subject::User)
        .map(|memory| memory.content)
        .collect();
    for pinned in ["paramedic", "penicillin", "Cork"] {
        assert!(!of_user.iter().any(|it| it.contains(pinned)), "{of_user:?}");
    }
    let told = told(&world);
    let begins = |content: &String| content.starts_with("Priya is a paramedic");
    assert!(told.iter().any(begins), "{told:?}");
}

#[test]
fn a_correction_makes_nothing_surer_of_what_it_corrects() {
    let world = World::new();
    hold(&world, 0, &["My sister's name is Marian."]);
    let before = current(&world).remove(0);
    hold(&world, 1, &["It's Marianne, not Marian."]);
    let wrong = world.list(true).into_iter().find(|it| it.id == before.id);
    let wrong = wrong.unwrap();
    assert_eq!(wrong.state, State::Superseded);
    assert_eq!(wrong.mentions, before.mentions);
    assert!(wrong.confidence <= before.confidence && wrong.importance <= before.importance);
    assert!(told(&world).iter().any(|it| it.contains("Marianne")));
}

#[test]
fn what_happened_has_its_own_day_and_what_has_none_gets_none() {
    let world = after(&[&[
        "I moved to Bergen in 2018.",
        "My scan is on the 20th.",
        "I'm allergic to shellfish.",
    ]]);
    let days: Vec<(String, Option<String>)> = current(&world)
        .into_iter()
        .map(|memory| {
            let day = |at: call_me_back::time::Timestamp| {
                at.local(TimeZone::Europe__Berlin)
                    .format("%Y-%m-%d")
                    .to_string()
            };
            (memory.content, memory.occurred_at.map(day))
        })
        .collect();
    let day_of = |word: &str| {
        let found = days.iter().find(|(content, _)| content.contains(word));
        found.and_then(|(_, day)| day.clone()).unwrap_or_default()
    };
    assert!(day_of("Bergen").starts_with("2018"), "{days:?}");
    assert_eq!(day_of("scan"), "2025-01-20", "{days:?}");
    assert_eq!(day_of("shellfish"), "", "{days:?}");
}

#[test]
fn two_calls_that_end_together_lose_neither_ones_memories() {
    let world = World::new();
    // Both are read before either is remembered.
    let calls = [
        Call::new("kitchen", 0, &[]).says(&["I'm allergic to shellfish."]),
        Call::new("garden", 0, &[]).says(&["My mom's name is Ruth.", "I live in Bergen."]),
    ]
    .map(|call| call.read_by_itself(&world, 0));
    for call in calls.iter().rev().chain(&calls) {
        world.archive(call);
        world.remember(call);
    }
    let mut known = world.known(1);
    known.sort();
    assert_eq!(known, ["Bergen", "Called Ruth", "shellfish"]);
    assert_eq!(world.memory("shellfish").mentions, 0);
}
