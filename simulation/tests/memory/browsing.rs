use std::collections::BTreeSet;

use call_me_back::failure::Failure;
use call_me_back::memory::command::*;
use call_me_back::memory::storyline::Status;
use call_me_back::memory::{Category, Memory, Source, State, Subject};
use call_me_back::pagination::Position;

use crate::world::*;

fn browse() -> Browse {
    Browse {
        category: None,
        state: None,
        min_strength: None,
        sort: Sort::Mentioned,
        after: None,
        limit: 100,
        now: day(60),
    }
}

fn add(content: &str) -> Add {
    Add {
        category: Category::UserFact,
        subject: Subject::User,
        attribute: None,
        value: None,
        content: content.to_owned(),
        importance: 0.7,
        occurred_at: None,
        sensitive: false,
        now: day(1),
        entropy: content.bytes().fold([0; 16], |mut bits, byte| {
            bits.rotate_left(1);
            bits[0] ^= byte;
            bits
        }),
    }
}

/// A world in which something was said on each of these days, of different weight.
fn said(days: i64) -> World {
    let world = World::new();
    for on in 0..days {
        let mut hobby = claim("hobby", &format!("hobby number {on}"));
        hobby.importance = f64::from((on * 7 % 10) as u32) / 10.0;
        if on % 3 == 0 {
            hobby.category = Category::Preference;
        }
        world.hear(&format!("on_{on}"), on, &[in_turn(0, hobby)]);
    }
    world
}

fn all(world: &World, mut wish: Browse) -> Vec<Memory> {
    let mut found = Vec::new();
    loop {
        let browsed = world.ask(wish.clone());
        assert!(browsed.page.len() <= wish.limit as usize);
        found.extend(browsed.page);
        match browsed.end {
            Some(end) => wish.after = Some(end),
            None => return found,
        }
    }
}

#[test]
fn pages_in_every_order_have_everything_once() {
    let world = said(45);
    for (sort, rank) in [
        (
            Sort::Mentioned,
            (|memory| memory.last_mentioned_at.millis()) as fn(&Memory) -> i64,
        ),
        (Sort::Learned, |memory| memory.learned_at.millis()),
        (Sort::Strength, |memory| -memory.age(day(60))),
        (Sort::Importance, |memory| (memory.importance * 1e6) as i64),
    ] {
        for limit in [1, 7, 45, 100] {
            let wish = Browse {
                sort,
                limit,
                ..browse()
            };
            let found = all(&world, wish);
            let ids: BTreeSet<_> = found.iter().map(|memory| &memory.id).collect();
            assert_eq!((found.len(), ids.len()), (45, 45), "{sort:?} by {limit}");
            let ranks: Vec<i64> = found.iter().map(rank).collect();
            assert!(
                ranks.is_sorted_by(|one, other| one >= other),
                "{sort:?}: {ranks:?}"
            );
        }
    }
}

#[test]
fn what_is_put_between_two_pages_moves_nothing() {
    let world = said(20);
    let first = world.ask(Browse {
        limit: 10,
        ..browse()
    });
    world.hear("late", 50, &[says("hobby", "something new")]);
    let second = world.ask(Browse {
        limit: 10,
        after: first.end,
        ..browse()
    });
    let values = |page: &[Memory]| -> Vec<String> {
        page.iter().map(|memory| memory.value.clone()).collect()
    };
    let expected: Vec<String> = (0..10)
        .rev()
        .map(|on| format!("hobby number {on}"))
        .collect();
    assert_eq!(values(&second.page), expected);
    assert_eq!(second.end, None);
}

#[test]
fn pages_are_narrowed_by_category_state_and_strength() {
    let world = said(30);
    let of_category = all(
        &world,
        Browse {
            category: Some(Category::Preference),
            ..browse()
        },
    );
    assert_eq!(of_category.len(), 10);
    for level in [0.0, 0.5, 0.8, 0.9, 1.0] {
        let strong = all(
            &world,
            Browse {
                min_strength: Some(level),
                ..browse()
            },
        );
        let expected = world.list(false).into_iter();
        let expected = expected
            .filter(|memory| memory.strength(day(60)) >= level)
            .count();
        assert_eq!(strong.len(), expected, "{level}");
    }
    world.ask(Fade {
        now: day(4_000),
        kept_for: None,
    });
    let archived = Browse {
        state: Some(State::Archived),
        ..browse()
    };
    assert!(!all(&world, archived).is_empty());
    assert!(all(&world, browse()).len() < 30);
}

#[test]
fn a_memory_tells_its_turn_and_what_it_took_the_place_of() {
    let world = World::new();
    let call = Call::new("one", 0, &[in_turn(1, claim("job", "nurse"))]);
    let call = call.says(&["Brad: What do you do?", "I'm a nurse."]);
    world.archive(&call);
    world.remember(&call);
    world.hear("two", 10, &[says("job", "doctor")]);
    world.hear("three", 20, &[says("job", "baker")]);

    let nurse = world.ask(Look {
        memory_id: world.memory("nurse").id,
    });
    assert_eq!(nurse.turn.unwrap().text, "I'm a nurse.");
    assert!(nurse.history.is_empty());
    let baker = world.ask(Look {
        memory_id: world.memory("baker").id,
    });
    let before: Vec<&str> = baker
        .history
        .iter()
        .map(|memory| memory.value.as_str())
        .collect();
    assert_eq!(before, ["doctor", "nurse"]);
    assert_eq!(baker.turn, None);
}

#[test]
fn what_is_told_by_hand_outranks_and_is_no_twin() {
    let world = World::new();
    world.hear("one", 0, &[says("job", "nurse"), says("hobby", "climbing")]);
    let job = Add {
        attribute: Some("job".into()),
        value: Some("doctor".into()),
        ..add("User works as a doctor")
    };
    let added = world.ask(job).memory.unwrap();
    assert_eq!(added.source, Source::Hand);
    assert_eq!(world.memory("nurse").superseded_by, Some(added.id));
    world.hear("two", 2, &[says("job", "baker")]);
    assert_eq!(world.state("doctor"), State::Current);

    let twin = Add {
        attribute: Some("Hobbies".into()),
        value: Some("Climbing".into()),
        ..add("User loves climbing")
    };
    let twin = world.ask(twin).memory.unwrap();
    let hobbies = world.list(true).into_iter();
    assert_eq!(
        hobbies.filter(|memory| memory.attribute == "hobby").count(),
        1
    );
    assert_eq!(
        (twin.mentions, twin.content.as_str()),
        (1, "User loves climbing")
    );

    for (wrong, named) in [
        (add(" "), "content"),
        (add(&"x".repeat(301)), "content"),
        (
            Add {
                attribute: Some("?".into()),
                ..add("x")
            },
            "attribute",
        ),
        (
            Add {
                importance: 1.5,
                ..add("x")
            },
            "importance",
        ),
    ] {
        let refused = world.try_ask(wrong);
        assert!(matches!(refused, Err(Failure::Invalid { field, .. }) if field == named));
    }
}

#[test]
fn only_what_was_seen_is_edited() {
    let world = World::new();
    let added = world.ask(add("User paints")).memory.unwrap();
    let edit = |seen: &str, change: Change| {
        world.try_ask(Edit {
            memory_id: added.id.clone(),
            change,
            seen: serde_json::from_value(serde_json::json!(seen)).unwrap(),
            now: day(2),
            entropy: [7; 16],
        })
    };
    let seen = format!("\"{}\"", added.version());
    let pin = Change::Amend {
        content: None,
        pinned: Some(true),
    };
    let pinned = edit(&seen, pin.clone()).unwrap().memory.unwrap();
    assert!(pinned.pinned);
    // The other tab still sees it unpinned.
    assert_eq!(edit(&seen, Change::Forget), Err(Failure::Stale));
    assert_eq!(world.memory("User paints").id, added.id);

    let both = Change::Amend {
        content: Some("User paints boats".into()),
        pinned: Some(false),
    };
    let both = edit("*", both).unwrap().memory.unwrap();
    assert_eq!(both.content, "User paints boats");
    assert!(!both.pinned);
    assert_eq!(world.state("User paints"), State::Superseded);
}

#[test]
fn a_storyline_is_closed_by_hand_and_goes_on_when_it_is_spoken_of_again() {
    let world = World::new();
    let told = |summary| story("the_move", summary, Status::InProgress);
    world.hear("one", 0, &[told("Alice wants to move.")]);
    let listed = world.ask(Storylines {
        status: Some(Status::InProgress),
        after: None,
        limit: 10,
    });
    let id = listed.page[0].id.clone();
    let close = CloseStoryline {
        id: id.clone(),
        now: day(3),
    };
    let closed = world.ask(close.clone());
    assert_eq!(
        (closed.status, closed.closed_at),
        (Status::Resolved, Some(day(3)))
    );
    assert_eq!(closed.summary, "Alice wants to move.");
    assert_eq!(world.ask(close), closed);
    world.hear("two", 5, &[told("She found a flat.")]);
    let again = world.ask(PickStoryline { id });
    assert_eq!((again.status, again.closed_at), (Status::InProgress, None));
}

#[test]
fn a_storyline_is_told_from_its_last_word_to_its_first_with_where_each_was_said() {
    let world = World::new();
    let told = |summary, status| story("the_move", summary, status);
    world.hear("two", 5, &[told("", Status::InProgress)]);
    world.hear("one", 0, &[told("She wants to move.", Status::InProgress)]);
    let flat = [
        in_turn(0, claim("hobby", "chess")),
        told("She found a flat.", Status::InProgress),
    ];
    world.hear("three", 9, &flat);
    world.hear("other", 20, &[story("exam", "Soon.", Status::InProgress)]);
    let id = world.ask(Past { limit: 9 }).storylines[1].id.clone();
    world.ask(CloseStoryline { id, now: day(12) });

    let timelines = world.ask(Timelines { limit: 9 });
    let topics: Vec<&str> = timelines
        .iter()
        .map(|timeline| timeline.storyline.topic.as_str())
        .collect();
    assert_eq!(topics, ["exam", "the_move"], "what goes on stands first");
    let steps: Vec<_> = timelines[1]
        .steps
        .iter()
        .map(|step| {
            let call = step.said_in.as_ref().map(|(call, _)| call.clone());
            (step.at, call, step.summary.as_str(), step.status)
        })
        .collect();
    let said = |name: &str| Some(call_id(name));
    assert_eq!(
        steps,
        [
            (day(12), None, "", Status::Resolved),
            (
                day(9),
                said("three"),
                "She found a flat.",
                Status::InProgress
            ),
            (day(5), said("two"), "", Status::InProgress),
            (
                day(0),
                said("one"),
                "She wants to move.",
                Status::InProgress
            ),
        ]
    );
    assert_eq!(world.ask(Timelines { limit: 1 }).len(), 1);
}

#[test]
fn what_memories_took_the_place_of_is_told_for_all_of_them_at_once() {
    let world = World::new();
    for (on, home) in [(0, "Ohio"), (1, "Texas"), (2, "Maine")] {
        world.hear(&home.to_lowercase(), on, &[in_turn(0, claim("home", home))]);
    }
    world.hear("chess", 3, &[in_turn(0, claim("hobby", "chess"))]);
    let of = ["Maine", "chess"]
        .map(|value| world.memory(value).id)
        .to_vec();
    let former = world.ask(Former { of });
    let former: Vec<String> = former.into_iter().map(|memory| memory.value).collect();
    assert_eq!(former, ["Texas", "Ohio"]);
    assert!(world.ask(Former { of: Vec::new() }).is_empty());
}

#[test]
fn what_is_left_alone_is_what_holds_and_is_never_brought_up() {
    let world = World::new();
    let mut dad = claim("dad", "passed away");
    dad.sensitive = true;
    let mut ex = claim("topic_to_avoid", "My ex");
    ex.category = Category::Preference;
    let mut work = claim("topic_to_avoid", "Work");
    work.category = Category::Preference;
    let all = [dad, ex, work, claim("hobby", "chess")];
    let all: Vec<_> = all.into_iter().map(|claim| in_turn(0, claim)).collect();
    world.hear("one", 0, &all);
    world.edit("Work", 1, Change::Forget);
    let avoided = world.ask(Avoided {});
    let avoided: Vec<String> = avoided.into_iter().map(|memory| memory.value).collect();
    assert_eq!(avoided, ["My ex", "passed away"]);
}

#[test]
fn episodes_come_by_the_page_and_one_by_one() {
    let world = World::new();
    for on in 0..5 {
        let call = Call::new(&format!("on_{on}"), on, &[]).says(&["Hello."]);
        let call = call.summed_up(&format!("Day {on}."), &[]);
        world.archive(&call);
        world.remember(&call);
    }
    let mut after: Option<Position> = None;
    let mut summaries = Vec::new();
    loop {
        let browsed = world.ask(Episodes { after, limit: 2 });
        summaries.extend(browsed.page.into_iter().map(|episode| episode.gist.summary));
        after = browsed.end;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(
        summaries,
        ["Day 4.", "Day 3.", "Day 2.", "Day 1.", "Day 0."]
    );
    let call_id = call_id("on_2");
    assert_eq!(world.ask(PickEpisode { call_id }).gist.summary, "Day 2.");
    let nobody = crate::world::call_id("nobody");
    assert!(matches!(
        world.try_ask(PickEpisode { call_id: nobody }),
        Err(Failure::NotFound { .. })
    ));
}
