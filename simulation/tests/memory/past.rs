use call_me_back::memory::command::*;
use call_me_back::memory::operation::Claim;
use call_me_back::memory::storyline::Status;
use call_me_back::time::HOUR;

use crate::world::*;

#[test]
fn a_call_that_nothing_was_read_from_yet_is_greeted_from_its_last_turns() {
    let world = World::new();
    let lines: Vec<String> = (0..20).map(|line| format!("line {line}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let call = Call::new("one", 0, &[])
        .says(&lines)
        .summed_up("They talked.", &[]);
    world.archive(&call);
    let unread = world.open(1).unread.unwrap();
    assert_eq!(unread.call_id, call.id);
    assert_eq!(unread.turns, call.turns[8..]);
    assert!(world.open(1).episodes.is_empty());

    world.remember(&call);
    let opening = world.open(1);
    assert_eq!(opening.unread, None);
    assert_eq!(opening.episodes.len(), 1);
    let episode = &opening.episodes[0];
    assert_eq!(episode.gist.summary, "They talked.");
    assert_eq!((episode.entry_count, episode.duration_seconds), (20, 3_600));
    assert_eq!(episode.cost_usd, Some(0.25));
}

#[test]
fn only_the_last_call_counts_as_unread() {
    let world = World::new();
    let stuck = Call::new("stuck", 0, &[]).says(&["hello"]);
    let done = Call::new("done", 1, &[]).says(&["hello"]);
    world.archive(&stuck);
    world.archive(&done);
    world.remember(&done);
    assert_eq!(world.open(2).unread, None);
}

#[test]
fn a_call_archived_twice_is_archived_once() {
    let world = World::new();
    let call = Call::new("one", 0, &[]).says(&["hello", "Brad: yo"]);
    world.archive(&call);
    world.archive(&call.clone().says(&["more"]));
    assert_eq!(world.open(1).unread.unwrap().turns, call.turns);
}

#[test]
fn a_call_may_be_read_before_it_is_archived() {
    let world = World::new();
    let call = Call::new("one", 0, &[])
        .says(&["hello"])
        .summed_up("Hello.", &[]);
    world.remember(&call);
    world.archive(&call);
    let opening = world.open(1);
    assert_eq!(opening.unread, None);
    assert_eq!(opening.episodes[0].entry_count, 1);
    assert_eq!(opening.episodes[0].duration_seconds, (HOUR / 1_000) as u32);
}

#[test]
fn a_call_opens_with_as_many_past_calls_as_the_user_lets_it() {
    let world = World::new();
    for on in 0..8 {
        let name = format!("c{on}");
        world.remember(&Call::new(&name, on, &[]).summed_up(&name, &[]));
    }
    let summaries = |episodes: Vec<call_me_back::memory::episode::Episode>| -> Vec<String> {
        episodes.into_iter().map(|it| it.gist.summary).collect()
    };
    let open = |depth| {
        let opening = world.ask(Open { depth, now: day(9) });
        summaries(opening.episodes)
    };
    assert_eq!(open(3), ["c7", "c6", "c5"]);
    assert!(open(0).is_empty());
    assert_eq!(open(u32::MAX).len(), 8);
    assert_eq!(
        summaries(world.ask(Past { limit: 2 }).episodes),
        ["c7", "c6"]
    );
}

#[test]
fn a_call_opens_with_the_strongest_memories_first() {
    let world = World::new();
    let of = |importance, value: &str| {
        let claim = Claim {
            importance,
            ..claim("other", value)
        };
        in_turn(0, claim)
    };
    world.hear(
        "one",
        0,
        &[of(0.2, "minor"), of(0.9, "major"), says("allergy", "nuts")],
    );
    world.hear("two", 30, &[of(0.2, "fresh")]);
    assert_eq!(world.known(30), ["nuts", "fresh", "major", "minor"]);
}

#[test]
fn without_past_conversations_a_call_leaves_nothing_to_open_with() {
    let mut world = World::new();
    world.config.remember_past_conversations = false;
    let call = Call::new(
        "one",
        0,
        &[
            story("rent", "Behind", Status::InProgress),
            says("hobby", "chess"),
        ],
    )
    .says(&["hello"])
    .summed_up("Hello.", &[]);
    world.archive(&call);
    assert_eq!(world.open(1).unread, None);
    world.remember(&call);
    let opening = world.open(1);
    assert!(opening.episodes.is_empty() && opening.storylines.is_empty());
    assert_eq!(world.known(1), ["chess"]);
}

#[test]
fn a_user_who_changes_their_mind_before_the_reading_leaves_no_index() {
    let mut world = World::new();
    let call = Call::new("one", 0, &[]).says(&["a secretword"]);
    world.archive(&call);
    world.config.remember_past_conversations = false;
    world.remember(&call);
    assert!(!world.holds_word("secretword"));
}
