use call_me_back::memory::command::*;
use call_me_back::memory::hit::What;
use call_me_back::memory::operation::Claim;
use call_me_back::recall::question::Names;
use call_me_back::recall::turns::Weights;

use crate::world::*;

fn stored(operations: &[call_me_back::memory::operation::Operation], lines: &[&str]) -> World {
    let world = World::new();
    let call = Call::new("one", 0, operations).says(lines);
    world.archive(&call);
    world.remember(&call);
    world
}

#[test]
fn a_question_finds_what_was_remembered_said_and_summed_up() {
    let world = World::new();
    let call = Call::new("one", 0, &[in_turn(0, claim("boss", "Marcus"))])
        .says(&["My boss Marcus is on leave.", "The weather is fine."])
        .summed_up("Alice complained about Marcus.", &["work"]);
    world.archive(&call);
    world.remember(&call);
    assert_eq!(
        world.found("Who's Marcus?"),
        [
            "My boss Marcus is on leave.",
            "User, boss: Marcus",
            "Alice complained about Marcus.",
            // What stands beside an answer may be a part of it.
            "The weather is fine.",
        ]
    );
    let hits = world.recall("Marcus", Scope::Call);
    assert!(hits.iter().all(|hit| (0.0..=1.0).contains(&hit.score)));
    assert!(hits.is_sorted_by(|one, other| one.score >= other.score));
}

#[test]
fn words_are_found_in_their_other_forms() {
    let world = stored(&[says("hobby", "rock climbing")], &[]);
    assert_eq!(
        world.found("does she climb rocks"),
        ["User, hobby: rock climbing"]
    );
}

#[test]
fn the_turn_that_a_memory_was_learned_in_comes_with_it() {
    let world = stored(
        &[in_turn(1, claim("hobby", "bouldering"))],
        &["Hi.", "I love it, every Tuesday at the hall.", "Bye."],
    );
    assert_eq!(
        world.found("bouldering"),
        [
            "User, hobby: bouldering",
            "I love it, every Tuesday at the hall."
        ]
    );
}

/// Much about a boiler, and a word about a recital.
fn boiler_and_recital() -> World {
    let world = World::new();
    let boiler = Call::new("boiler", 0, &[]).says(&[
        "The boiler is broken again.",
        "The boiler man says the boiler needs a valve.",
        "I said the boiler is too old for a valve.",
        "The boiler cost me a fortune last winter.",
        "I say the new boiler comes on Monday.",
        "That boiler said bang and the boiler was dead.",
        "I never liked the boiler, it says so in the boiler book.",
        "The boiler, the boiler, all day the boiler.",
    ]);
    let recital = Call::new("recital", 1, &[])
        .says(&["Maria plays on Friday at seven.", "Then we have dinner."]);
    world.archive(&boiler);
    world.archive(&recital);
    world
}

#[test]
fn each_part_of_a_question_is_answered_among_the_first() {
    let world = boiler_and_recital();
    for question in [
        "What did I say about the boiler and when is Maria's recital?",
        "When is Maria's recital? And what did I say about the boiler?",
    ] {
        let found = world.found(question);
        let place = |text: &str| found.iter().position(|found| found.contains(text));
        assert!(
            place("Maria plays").is_some_and(|place| place < 2),
            "{found:#?}"
        );
        assert!(place("boiler").is_some_and(|place| place < 2), "{found:#?}");
    }
}

#[test]
fn nothing_in_a_question_is_taken_for_the_indexs_own_language() {
    let world = stored(&[says("hobby", "chess")], &["I play chess."]);
    for question in [
        "\"",
        "chess\"",
        "content: chess",
        "chess NEAR(play, 2)",
        "chess AND",
        "^chess*",
        "{content text}: chess",
        "chess) OR (1=1",
        "'; DROP TABLE memories; -- chess",
        "chess\0",
        "-chess",
        "NOT chess",
        "🎉 chess 🎉",
    ] {
        let found = world.found(question);
        assert_eq!(
            !found.is_empty(),
            question.contains("chess"),
            "{question:?}"
        );
    }
    assert_eq!(world.known(1), ["chess"]);
}

#[test]
fn a_question_without_a_telling_word_finds_nothing() {
    let world = stored(&[says("hobby", "chess")], &["I play chess."]);
    for question in ["", "   ", "what do you know about me", "?!"] {
        assert!(world.found(question).is_empty(), "{question:?}");
    }
}

#[test]
fn the_persona_is_not_given_what_is_sensitive_denied_or_no_longer_so() {
    let world = World::new();
    let sensitive = Claim {
        sensitive: true,
        ..claim("health", "insomnia alpha")
    };
    let call = Call::new(
        "one",
        0,
        &[
            in_turn(0, sensitive),
            in_turn(1, claim("home", "Ohio alpha")),
            in_turn(2, claim("hobby", "golf alpha")),
        ],
    )
    .says(&[
        "I can't sleep, alpha.",
        "I live in alpha Ohio.",
        "I golf, alpha.",
    ]);
    world.archive(&call);
    world.remember(&call);
    world.hear(
        "two",
        1,
        &[
            says("home", "Texas alpha"),
            denies("hobby", Some("golf alpha")),
        ],
    );
    let mut found = world.found("alpha");
    found.sort();
    assert_eq!(found, ["I live in alpha Ohio.", "User, home: Texas alpha"]);

    let mut shown = texts(world.recall("alpha", Scope::Owner));
    shown.sort();
    assert_eq!(
        shown,
        [
            "I can't sleep, alpha.",
            "I golf, alpha.",
            "I live in alpha Ohio.",
            "User, health: insomnia alpha",
            "User, home: Ohio alpha",
            "User, home: Texas alpha",
        ]
    );
}

#[test]
fn what_was_said_twice_in_the_same_words_is_found_once_and_the_limit_holds() {
    let world = World::new();
    for on in 0..5 {
        let line = format!("Chess move number {}.", on / 2);
        world.archive(&Call::new(&format!("c{on}"), on, &[]).says(&[&line]));
    }
    assert_eq!(world.found("chess").len(), 3);
    for (limit, found) in [(0, 0), (2, 2), (u32::MAX, 3)] {
        let hits = world.ask(Recall {
            query: "chess".into(),
            weights: Weights::default(),
            names: Names::default(),
            limit,
            scope: Scope::Call,
            now: day(9),
            window: None,
        });
        assert_eq!(hits.len(), found);
    }
}

#[test]
fn of_two_equal_memories_the_fresher_comes_first() {
    let world = World::new();
    let of = |attribute, value| in_turn(0, claim(attribute, value));
    world.hear("one", 0, &[of("plan", "a trip: before")]);
    world.hear("two", 300, &[of("plan", "a trip: after")]);
    assert_eq!(
        world.found("trip"),
        ["User, plan: a trip: after", "User, plan: a trip: before"]
    );
}

#[test]
fn a_hit_says_where_it_was_said() {
    let world = stored(&[], &["Hi.", "Brad: Chess again?"]);
    let hits = world.recall("chess", Scope::Call);
    let What::Turn {
        call_id: call,
        turn,
    } = &hits[0].what
    else {
        panic!("{hits:?}");
    };
    assert_eq!((call, turn.index), (&call_id("one"), 1));
}

#[test]
fn what_was_said_at_the_time_that_is_asked_for_comes_first() {
    let world = World::new();
    for (name, on, line, summary) in [
        (
            "winter",
            15,
            "We went sailing.",
            "Alice sailed in the cold.",
        ),
        (
            "spring",
            75,
            "We went sailing.",
            "Alice saw the first swallows.",
        ),
        ("summer", 190, "We went sailing.", "Alice swam in the sea."),
    ] {
        let call = Call::new(name, on, &[])
            .says(&[line])
            .summed_up(summary, &[]);
        world.archive(&call);
        world.remember(&call);
    }
    let first = |question: &str| world.found(question).into_iter().next();
    // No word of the question stands in any of them.
    assert_eq!(
        first("What did I tell you in March 2025?").as_deref(),
        Some("Alice saw the first swallows.")
    );
    assert!(world.found("What did I tell you in May 2025?").is_empty());
    let in_july = world.recall("Where was I sailing in July 2025?", Scope::Call);
    match &in_july[0].what {
        What::Turn { call_id: of, .. } => assert_eq!(*of, call_id("summer")),
        other => panic!("{other:?}"),
    }
}
