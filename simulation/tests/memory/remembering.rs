use call_me_back::memory::operation::{Claim, Operation, Outcome};
use call_me_back::memory::storyline::Status;
use call_me_back::memory::{Category, LONGEST_CONTENT, Source, State, Subject};
use call_me_back::relationship::MemoryConfig;
use call_me_back_simulation::Fault;

use crate::world::*;
use call_me_back::memory::command::*;

#[test]
fn what_was_said_is_known_in_the_next_call() {
    let world = World::new();
    let outcomes = world.hear("one", 0, &[says("hobby", "rock climbing")]);
    let memory = world.memory("rock climbing");
    assert_eq!(
        outcomes,
        [Outcome::Added {
            memory_id: memory.id.clone()
        }]
    );
    assert_eq!(world.known(1), ["rock climbing"]);
    assert_eq!(memory.learned_at, day(0));
    assert_eq!(
        memory.source,
        Source::Call {
            call_id: call_id("one"),
            turn: 0
        }
    );
}

#[test]
fn the_same_call_delivered_twice_is_remembered_once_whatever_was_read_the_second_time() {
    let world = World::new();
    let first = world.remember(&Call::new("one", 0, &[says("hobby", "rock climbing")]));
    let knowledge = world.knowledge();
    let again = world.remember(&Call::new("one", 0, &[says("hobby", "knitting")]));
    assert_eq!(again, first);
    assert_eq!(world.knowledge(), knowledge);
    let stored = world.ask(Recollection {
        call_id: call_id("one"),
    });
    assert_eq!(stored, Some(first));
    let other = Recollection {
        call_id: call_id("other"),
    };
    assert_eq!(world.ask(other), None);
}

#[test]
fn a_lost_answer_is_asked_for_again_and_nothing_is_remembered_twice() {
    let world = World::new();
    let call = Call::new("one", 0, &[says("hobby", "rock climbing")]).says(&["I climb."]);
    let faults = [Some(Fault::AnswerLost), Some(Fault::Refused), None];
    world.memories.faults.plan(faults);
    for _ in 0..2 {
        assert!(world.try_ask(call.archive(&world.config)).is_err());
    }
    world.archive(&call);
    world.memories.faults.plan(faults);
    for _ in 0..2 {
        assert!(world.try_ask(call.remember(&world.config)).is_err());
    }
    let remembered = world.remember(&call);
    assert!(matches!(remembered.outcomes[..], [Outcome::Added { .. }]));
    assert_eq!(world.memory("rock climbing").mentions, 0);
    assert_eq!(world.list(true).len(), 1);
}

#[test]
fn the_same_thing_said_again_reinforces_and_makes_no_twin() {
    let world = World::new();
    world.hear("one", 0, &[says("allergies", "Peanuts")]);
    let before = world.memory("Peanuts");
    let outcomes = world.hear("two", 9, &[says("Allergy", "peanut ")]);
    let after = world.memory("peanut");
    assert_eq!(
        outcomes,
        [Outcome::Reinforced {
            memory_id: before.id
        }]
    );
    assert_eq!(world.list(true).len(), 1);
    assert_eq!(after.mentions, 1);
    assert_eq!(after.learned_at, day(0));
    assert_eq!(after.last_mentioned_at, day(9));
    assert!(after.stability > before.stability);
}

#[test]
fn one_turn_read_twice_is_one_mention() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "chess"), says("hobby", "Chess")]);
    assert_eq!(world.memory("Chess").mentions, 0);
}

#[test]
fn a_correction_says_what_holds_now_and_keeps_what_was() {
    let world = World::new();
    world.hear("one", 0, &[says("home", "Ohio")]);
    let ohio = world.memory("Ohio");
    let outcomes = world.hear("two", 9, &[says("home", "Texas")]);
    let texas = world.memory("Texas");
    assert_eq!(
        outcomes,
        [Outcome::Corrected {
            memory_id: texas.id.clone(),
            ended: vec![ohio.id]
        }]
    );
    assert_eq!(world.known(10), ["Texas"]);
    let ohio = world.memory("Ohio");
    assert_eq!(ohio.state, State::Superseded);
    assert_eq!(ohio.superseded_by, Some(texas.id));
    assert_eq!(ohio.fades_at, None);
    assert_eq!(world.list(false).len(), 1);

    world.hear("three", 20, &[says("home", "Ohio")]);
    assert_eq!(world.known(21), ["Ohio"]);
    assert_eq!(world.state("Texas"), State::Superseded);
}

#[test]
fn hobbies_accumulate_and_one_that_is_replaced_by_name_ends() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "chess"), says("hobby", "go")]);
    let replaced = Claim {
        replaces: Some("Chess".into()),
        ..claim("hobby", "surfing")
    };
    world.hear("two", 1, &[in_turn(0, replaced)]);
    assert_eq!(world.state("chess"), State::Superseded);
    assert_eq!(world.state("go"), State::Current);
    assert_eq!(
        world.memory("chess").superseded_by,
        Some(world.memory("surfing").id)
    );
}

#[test]
fn what_is_denied_is_retracted_and_may_be_said_again() {
    let world = World::new();
    world.hear(
        "one",
        0,
        &[says("allergy", "nuts"), says("allergy", "milk")],
    );
    let nuts = world.memory("nuts").id;
    let outcomes = world.hear("two", 1, &[denies("allergy", Some("nuts"))]);
    assert_eq!(
        outcomes,
        [Outcome::Retracted {
            memory_ids: vec![nuts]
        }]
    );
    assert_eq!(world.known(2), ["milk"]);
    world.hear("three", 3, &[denies("allergy", None)]);
    assert!(world.known(4).is_empty());
    world.hear("four", 5, &[says("allergy", "nuts")]);
    assert_eq!(world.known(6), ["nuts"]);
}

#[test]
fn a_friends_allergy_is_not_the_users() {
    let world = World::new();
    let sarahs = Claim {
        subject: Subject::Person("Sarah".into()),
        ..claim("allergy", "nuts")
    };
    world.hear("one", 0, &[in_turn(0, sarahs)]);
    world.hear("two", 1, &[denies("allergy", None)]);
    assert_eq!(world.known(2), ["nuts"]);
    assert_eq!(
        world.memory("nuts").subject,
        Subject::Person("Sarah".into())
    );
}

#[test]
fn a_coworker_of_whom_one_thinks_better_now_is_no_second_one() {
    let world = World::new();
    world.hear("one", 0, &[says("coworker", "Sarah (problematic)")]);
    world.hear("two", 1, &[says("coworker", "Sarah (cool)")]);
    world.hear("three", 2, &[says("coworker", "Sarah")]);
    assert_eq!(world.known(3), ["Sarah (cool)"]);
}

#[test]
fn a_storyline_opens_advances_closes_and_comes_back() {
    let world = World::new();
    world.hear(
        "one",
        0,
        &[story("Sarah work-conflict", "Tension", Status::InProgress)],
    );
    world.hear(
        "two",
        5,
        &[story(
            "sarah_work_conflict",
            "They talked",
            Status::InProgress,
        )],
    );
    let open = world.open(6).storylines;
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].topic, "sarah_work_conflict");
    assert_eq!(open[0].first_mentioned, day(0));
    assert_eq!(open[0].last_mentioned, day(5));
    assert_eq!(open[0].summary, "They talked");

    let outcomes = world.hear(
        "three",
        9,
        &[story("sarah_work_conflict", "Peace", Status::Resolved)],
    );
    assert_eq!(
        outcomes,
        [Outcome::Storyline {
            storyline_id: open[0].id.clone(),
            status: Status::Resolved
        }]
    );
    assert!(world.open(10).storylines.is_empty());
    let told = world.ask(Past { limit: 5 }).storylines;
    assert_eq!(told[0].closed_at, Some(day(9)));

    world.hear(
        "four",
        12,
        &[story("sarah_work_conflict", "Again", Status::InProgress)],
    );
    assert_eq!(world.open(13).storylines[0].closed_at, None);
}

#[test]
fn what_people_wrote_wins_over_what_was_learned() {
    let world = World::new();
    world.hear("one", 0, &[learns("called", "Call her Al.")]);
    let learned = world.ask(ListProcedures {});
    assert_eq!(learned[0].value, "Call her Al.");
    assert_eq!(learned[0].learned_in, Some(call_id("one")));

    world.ask(PutProcedures {
        seen: None,
        procedures: vec![("called".into(), "Call her Alice.".into())],
        now: day(1),
    });
    let outcomes = world.hear("two", 2, &[learns("called", "Call her boss.")]);
    assert_eq!(outcomes, [Outcome::Refused]);
    let written = world.ask(ListProcedures {});
    assert_eq!(written[0].value, "Call her Alice.");
    assert_eq!(written[0].created_at, day(0));
    assert!(!world.holds_word("boss"));
}

#[test]
fn what_the_user_does_not_want_remembered_is_refused_and_stored_nowhere() {
    let everything = |world: &World| {
        let about = |subject, category, value: &str| {
            let claim = Claim {
                subject,
                category,
                ..claim("other", value)
            };
            in_turn(0, claim)
        };
        let call = Call::new(
            "one",
            0,
            &[
                about(Subject::User, Category::UserFact, "personalword"),
                about(
                    Subject::Person("Mom".into()),
                    Category::UserFact,
                    "motherword",
                ),
                about(Subject::Both, Category::InsideJoke, "jokeword"),
                about(Subject::Persona, Category::UserFact, "bradword"),
                about(Subject::User, Category::RelationshipFact, "tieword"),
                story("storyword", "storyword goes on", Status::InProgress),
                learns("learnword", "learnword"),
            ],
        )
        .says(&["turnword"])
        .summed_up("gistword", &["topicword"]);
        world.archive(&call);
        world.remember(&call)
    };
    let words = [
        "personalword",
        "motherword",
        "jokeword",
        "bradword",
        "tieword",
        "storyword",
        "learnword",
        "turnword",
        "gistword",
        "topicword",
    ];
    let unwanted: [(MemoryConfig, &[&str]); 4] = [
        (MemoryConfig::default(), &[]),
        (
            MemoryConfig {
                remember_personal_facts: false,
                ..MemoryConfig::default()
            },
            &["personalword", "motherword", "bradword", "tieword"],
        ),
        (
            MemoryConfig {
                remember_relationship_details: false,
                ..MemoryConfig::default()
            },
            &["jokeword", "bradword", "tieword", "learnword"],
        ),
        (
            MemoryConfig {
                remember_past_conversations: false,
                ..MemoryConfig::default()
            },
            &["storyword", "turnword", "gistword", "topicword"],
        ),
    ];
    for (config, unwanted) in unwanted {
        let mut world = World::new();
        world.config = config;
        let remembered = everything(&world);
        let refused = |outcome: &&Outcome| **outcome == Outcome::Refused;
        let operations = unwanted.iter().filter(|word| words[..7].contains(word));
        assert_eq!(
            remembered.outcomes.iter().filter(refused).count(),
            operations.count(),
            "{:?}",
            world.config
        );
        assert_eq!(
            remembered.outcomes.len(),
            remembered.reading.operations.len()
        );
        for word in words {
            assert_eq!(
                world.holds_word(word),
                !unwanted.contains(&word),
                "{word} under {:?}",
                world.config
            );
        }
    }
}

#[test]
fn a_wish_not_to_be_remembered_lets_a_retraction_through_without_its_words() {
    let mut world = World::new();
    world.hear("one", 0, &[says("health", "asthma")]);
    world.config.remember_personal_facts = false;
    let denials = [
        denies("health", Some("asthma")),
        denies("health", Some("gout")),
    ];
    world.hear("two", 1, &denials);
    assert_eq!(world.state("asthma"), State::Retracted);
    assert!(!world.holds_word("gout"));
}

#[test]
fn what_cannot_be_meant_is_refused_and_what_is_too_long_is_cut() {
    let world = World::new();
    let odd = |claim: Claim| in_turn(0, claim);
    let outcomes = world.hear(
        "one",
        0,
        &[
            says("hobby", "  "),
            says("hobby", "..."),
            says("hobby", &"x".repeat(LONGEST_CONTENT + 1)),
            says("", "chess"),
            odd(Claim {
                subject: Subject::Person(" ".into()),
                ..claim("hobby", "chess")
            }),
            denies("", None),
            story("!", "nothing", Status::InProgress),
            learns("greeting", " "),
        ],
    );
    assert_eq!(outcomes, vec![Outcome::Refused; 8]);
    assert!(world.list(true).is_empty());

    let long = Claim {
        content: "é".repeat(5_000),
        importance: 17.0,
        confidence: -3.0,
        ..claim("hobby", "chess")
    };
    world.hear("two", 1, &[odd(long)]);
    let memory = world.memory("chess");
    assert_eq!(memory.content.chars().count(), LONGEST_CONTENT);
    assert_eq!((memory.importance, memory.confidence), (1.0, 0.0));
}

#[test]
fn a_reading_of_thousands_of_operations_is_no_reading() {
    let world = World::new();
    let call = Call::new("one", 0, &vec![says("hobby", "chess"); 501]);
    assert!(world.try_ask(call.remember(&world.config)).is_err());
    assert!(world.list(true).is_empty());
    let call = Call::new("one", 0, &[says("hobby", "chess")]);
    assert!(matches!(
        world.remember(&call).outcomes[..],
        [Outcome::Added { .. }]
    ));
}

#[test]
fn what_is_asked_wrongly_is_said_and_changes_nothing() {
    use call_me_back::failure::Failure;
    use call_me_back::memory::actor::{Senses, dispatch};

    let world = World::new();
    let actor = world.memories.actor(&world.address).unwrap();
    for (name, body) in [
        ("sing", "{}"),
        ("remember", ""),
        ("remember", "[]"),
        ("open", "{\"depth\":-1,\"now\":0}"),
        ("recall", "{\"query\":3}"),
    ] {
        let answer = dispatch(&*actor, Senses::default(), name, body);
        assert!(matches!(answer, Err(Failure::Invalid { .. })), "{name}");
    }
}

#[test]
fn tables_that_stand_are_left_as_they_are() {
    let world = World::new();
    world.hear("one", 0, &[says("hobby", "chess")]);
    let actor = world.memories.actor(&world.address).unwrap();
    call_me_back::memory::actor::schema::prepare(&*actor).unwrap();
    assert_eq!(world.known(1), ["chess"]);
}

#[test]
fn two_operations_of_one_call_count_in_the_order_of_its_turns() {
    let world = World::new();
    let said = |turn, value| in_turn(turn, claim("home", value));
    let operations: [Operation; 2] = [said(7, "Austin"), said(2, "Dallas")];
    world.hear("one", 0, &operations);
    assert_eq!(world.known(1), ["Austin"]);
}
