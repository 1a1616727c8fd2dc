use super::*;
use crate::ids::{MemoryId, PersonaId, StorylineId, UserId};
use crate::memory::episode::Gist;
use crate::memory::{Category, Source};

fn moment(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn alice_and_brad() -> Pair {
    Pair {
        user: UserId::parse("user_alice_123").unwrap(),
        persona: PersonaId::parse("persona_brad_001").unwrap(),
    }
}

fn memory(category: Category, subject: Subject, attribute: &str, value: &str) -> Memory {
    let learned_at = moment("2025-01-01T10:00:00Z");
    Memory {
        id: MemoryId::parse("mem_1").unwrap(),
        category,
        subject,
        attribute: attribute.to_owned(),
        value: value.to_owned(),
        content: format!("{value}."),
        importance: 0.5,
        confidence: 0.9,
        source: Source::Hand,
        learned_at,
        occurred_at: None,
        last_mentioned_at: learned_at,
        mentions: 0,
        stability: 100.0,
        fades_at: None,
        state: State::Current,
        superseded_by: None,
        pinned: false,
        sensitive: false,
    }
}

fn of_user(attribute: &str, value: &str) -> Memory {
    memory(Category::UserFact, Subject::User, attribute, value)
}

fn of(person: &str, attribute: &str, value: &str) -> Memory {
    let subject = Subject::Person(person.to_owned());
    memory(Category::UserFact, subject, attribute, value)
}

#[test]
fn what_is_known_of_alice_stands_in_the_shape_of_the_spec() {
    let promoted = Memory {
        importance: 0.9,
        occurred_at: Some(moment("2024-06-01T12:00:00Z")),
        content: "Brad was first person she called, celebrated together".to_owned(),
        ..memory(
            Category::ImportantMemory,
            Subject::User,
            "event",
            "Alice got promoted to Senior Engineer",
        )
    };
    let memories = [
        memory(
            Category::RelationshipFact,
            Subject::Both,
            "how_we_met",
            "College party in 2020, bonded over terrible DJ",
        ),
        memory(
            Category::RelationshipFact,
            Subject::Both,
            "friendship_duration_years",
            "5",
        ),
        of_user("job", "Software Engineer at TechCorp"),
        of_user("boss", "Marcus"),
        of_user("coworker", "Sarah (problematic)"),
        of("Jake", "coworker", "cool"),
        of_user("hobby", "rock climbing"),
        of_user("hobby", "craft beer"),
        of_user("allergy", "peanuts"),
        of_user("mom", "Lives in Ohio, calls every Sunday"),
        of_user("dad", "Passed away 2018"),
        of_user("sibling", "Younger brother Tom (college)"),
        memory(
            Category::InsideJoke,
            Subject::Both,
            "inside_joke",
            "Never trust a guy named Trevor (ex-boyfriend reference)",
        ),
        promoted,
        memory(
            Category::Preference,
            Subject::User,
            "topic_to_avoid",
            "dad's death (sensitive)",
        ),
        memory(
            Category::Preference,
            Subject::User,
            "advice_style",
            "direct but supportive",
        ),
    ];
    assert_eq!(
        long_term(&alice_and_brad(), &memories),
        json!({
            "user_id": "user_alice_123",
            "persona_id": "persona_brad_001",
            "relationship_facts": {
                "how_we_met": "College party in 2020, bonded over terrible DJ",
                "friendship_duration_years": 5,
            },
            "user_facts": {
                "job": "Software Engineer at TechCorp",
                "boss_name": "Marcus",
                "coworkers": ["Sarah (problematic)", "Jake (cool)"],
                "hobbies": ["rock climbing", "craft beer"],
                "allergies": ["peanuts"],
                "family": {
                    "mom": "Lives in Ohio, calls every Sunday",
                    "dad": "Passed away 2018",
                    "siblings": ["Younger brother Tom (college)"],
                },
            },
            "inside_jokes": ["Never trust a guy named Trevor (ex-boyfriend reference)"],
            "important_memories": [{
                "event": "Alice got promoted to Senior Engineer",
                "date": "2024-06-01",
                "significance": "high",
                "summary": "Brad was first person she called, celebrated together",
            }],
            "preferences": {
                "topics_to_avoid": ["dad's death (sensitive)"],
                "advice_style": "direct but supportive",
            },
        })
    );
}

#[test]
fn nothing_known_is_an_empty_document_of_the_same_shape() {
    assert_eq!(
        long_term(&alice_and_brad(), &[]),
        json!({
            "user_id": "user_alice_123",
            "persona_id": "persona_brad_001",
            "relationship_facts": {},
            "user_facts": {},
            "inside_jokes": [],
            "important_memories": [],
            "preferences": {},
        })
    );
}

#[test]
fn what_no_longer_holds_stands_in_no_document() {
    let gone = |state| Memory {
        state,
        ..of_user("home", "Ohio")
    };
    let memories = [
        gone(State::Superseded),
        gone(State::Retracted),
        gone(State::Archived),
        Memory {
            state: State::Faded,
            ..of_user("hobby", "juggling")
        },
    ];
    let document = long_term(&alice_and_brad(), &memories);
    assert_eq!(document["user_facts"], json!({"hobbies": ["juggling"]}));
}

#[test]
fn a_friends_allergy_is_not_the_users() {
    let memories = [
        of("Jake", "allergy", "peanuts"),
        of("Jake", "job", "Pilot"),
        of("mother", "home", "Ohio"),
        of("Mom", "mom", "calls every Sunday"),
        of("Jessica", "friend", ""),
        of("Trevor", "ex", "Trevor"),
    ];
    assert_eq!(
        long_term(&alice_and_brad(), &memories)["user_facts"],
        json!({
            "family": {"mom": "Lives in Ohio, calls every Sunday"},
            "friends": ["Jessica"],
            "exes": ["Trevor"],
            "people": {"Jake": ["Allergic to peanuts", "Job: Pilot"]},
        })
    );
}

#[test]
fn what_nobody_foresaw_has_a_place_too() {
    let memories = [
        of_user("shoe_size", "43"),
        of_user("other", "plays the banjo"),
        memory(Category::UserFact, Subject::Persona, "favorite", "the Jets"),
        memory(Category::UserFact, Subject::Both, "plan", "Lisbon in May"),
        memory(Category::InsideJoke, Subject::Both, "", "the burrito"),
        of_user("job", "   "),
    ];
    let document = long_term(&alice_and_brad(), &memories);
    assert_eq!(
        document["user_facts"],
        json!({"other": ["shoe size: 43", "plays the banjo"]})
    );
    assert_eq!(
        document["relationship_facts"],
        json!({
            "about_persona": ["Favorites: the Jets"],
            "between_us": ["Plans: Lisbon in May"],
        })
    );
    assert_eq!(document["inside_jokes"], json!(["the burrito"]));
}

#[test]
fn every_attribute_has_its_place_in_the_document() {
    for known in crate::memory::attribute::ATTRIBUTES {
        let memory = memory(known.category, Subject::User, known.name, "something");
        let document = long_term(&alice_and_brad(), &[memory]);
        let pointer = format!("/{}", known.path.trim_end_matches("[]").replace('.', "/"));
        let text = document.pointer(&pointer).map(ToString::to_string);
        assert!(
            text.is_some_and(|text| text.contains("something")),
            "{}",
            known.path
        );
    }
}

#[test]
fn recent_calls_come_the_latest_first_with_what_is_going_on() {
    let episode = |id: &str, at: &str, summary: &str| Episode {
        call_id: CallId::parse(id).unwrap(),
        started_at: moment(at),
        duration_seconds: 754,
        entry_count: 24,
        cost_usd: None,
        gist: Gist {
            summary: summary.to_owned(),
            key_topics: vec!["work".to_owned()],
            outcome: "action_planned".to_owned(),
            ..Gist::default()
        },
    };
    let storyline = |topic: &str, status| Storyline {
        id: StorylineId::parse("story_1").unwrap(),
        topic: topic.to_owned(),
        first_mentioned: moment("2025-01-07T10:00:00Z"),
        last_mentioned: moment("2025-01-07T10:00:00Z"),
        status,
        summary: "Alice having issues with coworker Sarah".to_owned(),
        closed_at: None,
    };
    let episodes = [
        episode(
            "call_abc122",
            "2025-01-05T15:30:00Z",
            "Talked about a date.",
        ),
        episode("call_abc123", "2025-01-07T10:00:00Z", "Discussed Sarah."),
    ];
    let storylines = [
        storyline("sarah_work_conflict", Status::InProgress),
        storyline("moving_house", Status::Resolved),
    ];
    assert_eq!(
        recent_calls(&alice_and_brad(), &episodes, &storylines),
        json!({
            "id": "recent_calls:user_alice_123:persona_brad_001",
            "user_id": "user_alice_123",
            "persona_id": "persona_brad_001",
            "recent_calls": [
                {
                    "call_id": "call_abc123",
                    "date": "2025-01-07T10:00:00Z",
                    "summary": "Discussed Sarah.",
                    "key_topics": ["work"],
                    "outcome": "action_planned",
                },
                {
                    "call_id": "call_abc122",
                    "date": "2025-01-05T15:30:00Z",
                    "summary": "Talked about a date.",
                    "key_topics": ["work"],
                    "outcome": "action_planned",
                },
            ],
            "ongoing_storylines": [{
                "topic": "sarah_work_conflict",
                "first_mentioned": "2025-01-07T10:00:00Z",
                "status": "in_progress",
                "summary": "Alice having issues with coworker Sarah",
            }],
        })
    );
}

#[test]
fn a_session_shows_the_call_so_far() {
    let turn = |index, speaker, text: &str, at: &str| Turn {
        index,
        speaker,
        text: text.to_owned(),
        at: moment(at),
    };
    let turns = [
        turn(0, Speaker::Persona, "Yo", "2025-01-07T10:00:01Z"),
        turn(1, Speaker::User, "Hey Brad", "2025-01-07T10:00:03Z"),
        turn(2, Speaker::Persona, "What's up?", "2025-01-07T10:00:05Z"),
        turn(3, Speaker::User, "Work", "2025-01-07T10:00:09Z"),
        turn(4, Speaker::Persona, "Talk", "2025-01-07T10:00:11.600Z"),
    ];
    let context = json!({"topic": "work_conflict"});
    let call_id = CallId::parse("call_abc123").unwrap();
    let relationship_id = RelationshipId::parse("rel_xyz789").unwrap();
    let pair = alice_and_brad();
    let session = Session {
        call_id: &call_id,
        pair: &pair,
        relationship_id: &relationship_id,
        turns: &turns,
        current_context: &context,
        started_at: moment("2025-01-07T10:00:00Z"),
        system_prompt: "You are Brad.",
    };
    let document = call_session(session);
    assert_eq!(document["session_id"], "call_abc123");
    assert_eq!(document["relationship_id"], "rel_xyz789");
    assert_eq!(document["current_context"], context);
    assert_eq!(document["system_prompt"], "You are Brad.");
    assert_eq!(
        document["conversation_history"][1],
        json!({"role": "user", "content": "Hey Brad", "timestamp": "2025-01-07T10:00:03Z"})
    );
    assert_eq!(document["conversation_history"][2]["role"], "assistant");
    assert_eq!(
        document["session_metadata"],
        json!({"call_started_at": "2025-01-07T10:00:00Z", "turns": 5, "avg_response_time": 2.3})
    );

    let unanswered = call_session(Session {
        turns: &turns[..2],
        ..session
    });
    assert_eq!(
        unanswered["session_metadata"]["avg_response_time"],
        Value::Null
    );
}
