use call_me_back::failure::Failure;
use call_me_back::memory::command::*;
use call_me_back::memory::operation::Outcome;
use call_me_back::memory::{Source, State};

use crate::world::*;

fn reword(content: &str) -> Change {
    Change::Reword {
        content: content.to_owned(),
    }
}

#[test]
fn what_the_user_typed_stands_against_what_is_inferred() {
    let world = World::new();
    world.hear("one", 0, &[says("job", "nurse")]);
    let old = world.memory("nurse").id;
    let typed = world
        .edit("nurse", 1, reword("User, job: doctor"))
        .memory
        .unwrap();
    assert_eq!(typed.value, "doctor");
    assert_eq!(typed.source, Source::Hand);
    assert_eq!(world.memory("nurse").superseded_by, Some(typed.id.clone()));

    let kept = Outcome::Kept {
        memory_id: typed.id.clone(),
    };
    let outcomes = world.hear(
        "two",
        2,
        &[
            says("job", "nurse"),
            says("job", "baker"),
            denies("job", None),
        ],
    );
    assert_eq!(outcomes, [kept.clone(), kept.clone(), kept]);
    assert_eq!(world.known(3), ["doctor"]);
    assert_ne!(old, typed.id);

    let outcomes = world.hear("three", 4, &[says("job", "Doctor")]);
    assert!(matches!(outcomes[..], [Outcome::Reinforced { .. }]));
    assert_eq!(world.memory("doctor").content, "User, job: doctor");
}

#[test]
fn what_the_user_reworded_does_not_come_back_in_the_old_words() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "rok climbing")]);
    world.edit(
        "rok climbing",
        1,
        reword("Climbs rocks, and only at weekends"),
    );
    let outcomes = world.hear("two", 2, &[says("hobby", "rok climbing")]);
    assert!(matches!(outcomes[..], [Outcome::Kept { .. }]));
    assert_eq!(world.known(3), ["Climbs rocks, and only at weekends"]);
}

#[test]
fn what_is_pinned_is_not_ended_and_never_fades_until_it_is_unpinned() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio")]);
    let pinned = world.edit("Ohio", 1, Change::Pin);
    assert_eq!(pinned.next_fade_at, None);
    assert!(pinned.memory.unwrap().pinned);

    let outcomes = world.hear(
        "two",
        2,
        &[says("home", "Texas"), denies("home", Some("Ohio"))],
    );
    assert!(matches!(
        outcomes[..],
        [Outcome::Kept { .. }, Outcome::Kept { .. }]
    ));
    world.ask(Fade {
        now: day(9_000),
        kept_for: None,
    });
    assert_eq!(world.known(9_000), ["Ohio"]);

    let unpinned = world.edit("Ohio", 3, Change::Unpin);
    assert!(unpinned.next_fade_at.is_some());
    assert_eq!(world.known(4), ["Ohio"]);
    world.hear("three", 5, &[says("home", "Texas")]);
    assert_eq!(world.known(6), ["Texas"]);
}

#[test]
fn what_was_pinned_and_unpinned_stands_against_a_call_from_before() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio")]);
    world.edit("Ohio", 3, Change::Pin);
    world.edit("Ohio", 5, Change::Unpin);
    world.hear("late", 4, &[says("home", "Texas")]);
    assert_eq!(world.known(6), ["Ohio"]);
    assert_eq!(world.state("Texas"), State::Superseded);
}

#[test]
fn pinning_one_of_many_lets_the_others_go() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "chess"), says("hobby", "go")]);
    world.edit("go", 1, Change::Pin);
    let chess = world.memory("chess").id;
    let outcomes = world.hear("two", 2, &[denies("hobby", None)]);
    assert_eq!(
        outcomes,
        [Outcome::Retracted {
            memory_ids: vec![chess]
        }]
    );
    assert_eq!(world.known(3), ["go"]);
}

#[test]
fn what_is_pinned_stays_beside_what_should_take_its_place() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "chess")]);
    world.edit("chess", 1, Change::Pin);
    let instead = call_me_back::memory::operation::Claim {
        replaces: Some("chess".into()),
        ..claim("hobby", "go")
    };
    let outcomes = world.hear("two", 2, &[in_turn(0, instead)]);
    assert!(matches!(outcomes[..], [Outcome::Added { .. }]));
    assert_eq!(world.known(3), ["chess", "go"]);
}

#[test]
fn only_what_is_so_can_be_pinned_or_reworded() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio")]);
    world.hear("two", 1, &[says("home", "Texas")]);
    let ohio = world.memory("Ohio").id;
    for change in [Change::Pin, reword("User lives in Idaho")] {
        let refused = world.edit_id(ohio.clone(), 2, change);
        assert!(matches!(refused, Err(Failure::Conflict { .. })));
    }
    let texas = world.memory("Texas").id;
    for content in ["", " ... ", &"x".repeat(301), "two\nlines"] {
        let refused = world.edit_id(texas.clone(), 2, reword(content));
        assert!(matches!(refused, Err(Failure::Invalid { .. })));
    }
    let unknown = call_me_back::ids::MemoryId::parse("mem_unknown").unwrap();
    for change in [Change::Pin, Change::Forget] {
        let refused = world.edit_id(unknown.clone(), 2, change);
        assert!(matches!(refused, Err(Failure::NotFound { .. })));
    }
}

#[test]
fn an_edit_whose_answer_was_lost_may_be_asked_for_again() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio"), says("hobby", "chess")]);
    let (ohio, chess) = (world.memory("Ohio").id, world.memory("chess").id);
    let first = world
        .edit_id(ohio.clone(), 1, reword("Lives in Texas"))
        .unwrap();
    let again = world.edit_id(ohio, 1, reword("Lives in Texas")).unwrap();
    assert_eq!(first, again);
    for _ in 0..2 {
        let forgotten = world.edit_id(chess.clone(), 1, Change::Forget).unwrap();
        assert_eq!(forgotten.memory, None);
    }
}

#[test]
fn what_was_reworded_to_itself_is_the_users_own_from_then_on() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio")]);
    let typed = world
        .edit("Ohio", 1, reword("User, home: Ohio"))
        .memory
        .unwrap();
    assert_eq!((typed.source, typed.state), (Source::Hand, State::Current));
    assert_eq!(world.list(true).len(), 1);
}

fn forget_for_good(world: &World, value: &str, on: i64) {
    let memory_id = world.memory(value).id;
    world.edit(value, on, Change::Forget);
    world.let_go(memory_id);
}

#[test]
fn forgetting_takes_the_words_from_everywhere() {
    let world = World::new();
    let call = Call::new(
        "one",
        0,
        &[
            in_turn(1, claim("allergy", "pistachios")),
            in_turn(0, claim("hobby", "chess")),
        ],
    )
    .says(&[
        "I play chess.",
        "And I can't eat any pistachio at all.",
        "Brad: No pistachios then!",
    ])
    .summed_up(
        "Alice plays chess. She told Brad of her pistachio allergy.",
        &["chess", "pistachio_allergy"],
    );
    world.archive(&call);
    world.remember(&call);
    let later = Call::new(
        "two",
        2,
        &[in_turn(
            0,
            call_me_back::memory::operation::Claim {
                replaces: Some("pistachios".into()),
                ..claim("allergy", "milk")
            },
        )],
    );
    world.remember(&later);

    assert!(world.holds_word("pistachio"));
    forget_for_good(&world, "pistachios", 3);
    assert!(!world.holds_word("pistachi"), "{:#?}", world.list(true));
    assert!(world.found("pistachio").is_empty());
    assert_eq!(
        world.found("chess"),
        ["Alice plays chess.", "I play chess.", "User, hobby: chess"]
    );
    assert_eq!(world.known(4), ["milk", "chess"]);
}

#[test]
fn what_was_forgotten_does_not_bring_back_what_it_once_corrected() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio")]);
    world.hear("two", 1, &[says("home", "Texas")]);
    world.edit("Texas", 2, Change::Forget);
    assert!(world.known(3).is_empty());
    let ohio = world.memory("Ohio");
    assert_eq!((ohio.state, ohio.superseded_by), (State::Superseded, None));
}

#[test]
fn an_older_call_does_not_bring_back_what_was_forgotten_and_a_new_one_may() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "chess")]);
    let chess = world.memory("chess").id;
    forget_for_good(&world, "chess", 5);
    assert_eq!(
        world.hear("late", 3, &[says("hobby", "Chess")]),
        [Outcome::Refused]
    );
    world.let_go(chess);
    assert!(!world.holds_word("chess"));
    world.hear("new", 6, &[says("hobby", "chess")]);
    assert_eq!(world.known(7), ["chess"]);
    assert_eq!(world.memory("chess").mentions, 0);
}

#[test]
fn forgetting_what_was_reworded_forgets_the_old_words_too() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "ferrets")]);
    world.edit("ferrets", 1, reword("Keeps weasels"));
    forget_for_good(&world, "Keeps weasels", 2);
    assert!(!world.holds_word("ferret") && !world.holds_word("weasel"));
}

#[test]
fn a_list_can_be_of_one_call() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "chess")]);
    world.hear("two", 1, &[says("hobby", "go")]);
    let learned = world.ask(List {
        history: true,
        call_id: Some(call_id("one")),
    });
    assert_eq!(learned.len(), 1);
    assert_eq!(learned[0].value, "chess");
    let all: Vec<String> = world.list(false).into_iter().map(|it| it.value).collect();
    assert_eq!(all, ["go", "chess"]);
}
