//! Made-up people, their calls and what is remembered of them, for the preview and for the tests.

mod account;
pub mod data;
pub mod knowledge;
mod pages;
pub mod settings;

use std::error::Error;

use call_me_back::call::Direction;
use call_me_back::call::cost::{Cost, Part, Prices};
use call_me_back::call::{Speaker, Turn};
use call_me_back::flows::looking_back::Harvest;
use call_me_back::ids::{CallId, MemoryId, PersonaId, RelationshipId, StorylineId, UserId};
use call_me_back::memory::command::Remembered;
use call_me_back::memory::episode::Gist;
use call_me_back::memory::operation::{Claim, Operation, Outcome};
use call_me_back::memory::reading::Reading;
use call_me_back::memory::storyline::{Status, Storyline};
use call_me_back::memory::{Category, Memory, Source, State, Subject};
use call_me_back::persona::{Persona, catalog};
use call_me_back::relationship::{Kind, MemoryConfig, Relationship};
use call_me_back::telephony::language::Language;
use call_me_back::time::{DAY, MINUTE, SECOND, TimeZone, Timestamp};
use call_me_back_web::after_call::{Aftermath, EndedCall};
use call_me_back_web::call::LiveCall;
use call_me_back_web::conversations::PastCall;
use call_me_back_web::costs::Estimates;
use call_me_back_web::home::Telephone;
use call_me_back_web::persona::{Known, PersonaPage, RelationshipForm};
use call_me_back_web::{Errors, Frame, Viewer};

pub use pages::pages;

pub type Sample<T> = Result<T, Box<dyn Error>>;

/// 15 January 2025 in the afternoon, in Chicago.
const NOW: i64 = 1_736_974_800_000;

pub fn frame() -> Frame {
    Frame {
        viewer: Some(Viewer {
            name: Some("Alice".to_owned()),
        }),
        csrf: "csrf-of-this-session".to_owned(),
        now: Timestamp::from_millis(NOW),
        zone: TimeZone::America__Chicago,
        development: true,
    }
}

fn days_ago(days: i64) -> Timestamp {
    Timestamp::from_millis(NOW).plus(-days * DAY - 50 * MINUTE)
}

pub fn people() -> Sample<Vec<Persona>> {
    let Some(brad) = catalog().into_iter().next().map(|starter| starter.persona) else {
        return Err("the catalog is empty".into());
    };
    let others = [
        (
            "persona_nora_002",
            "Nora",
            "Asks the question behind the question",
        ),
        (
            "persona_theo_003",
            "Theo",
            "Retired sailor with a story for every weather",
        ),
        (
            "persona_june_004",
            "June",
            "Sunny, quick, always up to something",
        ),
        (
            "persona_amara_005",
            "Amara",
            "A coach who holds you to what you said",
        ),
        (
            "persona_kenji_006",
            "Kenji",
            "Quiet, exact, kinder than he lets on",
        ),
    ];
    let mut people = vec![brad.clone()];
    for (id, name, description) in others {
        people.push(Persona {
            id: PersonaId::parse(id)?,
            name: name.to_owned(),
            description: description.to_owned(),
            ..brad.clone()
        });
    }
    Ok(people)
}

pub fn brad() -> Sample<Persona> {
    people()?.into_iter().next().ok_or_else(|| "nobody".into())
}

pub fn relationship(persona: &Persona, relationship_type: &str) -> Sample<Relationship> {
    Ok(Relationship {
        id: RelationshipId::parse("rel_xyz789")?,
        user_id: UserId::parse("user_alice_123")?,
        persona_id: persona.id.clone(),
        relationship_type: relationship_type.to_owned(),
        kind: Kind::of(relationship_type),
        voice: None,
        language: Language::English,
        custom_system_prompt: Some(
            "You and Alice are close bros. You call her dude or Al. You met at a college party \
             five years ago."
                .to_owned(),
        ),
        memory_config: MemoryConfig::default(),
        relationship_started_at: days_ago(200),
        total_calls: 9,
        total_minutes: 84,
        last_call_at: Some(days_ago(1)),
        created_at: days_ago(200),
        updated_at: days_ago(1),
        paused: false,
        version: 1,
    })
}

pub fn memory(id: &str, category: Category, content: &str, turn: u32) -> Sample<Memory> {
    Ok(Memory {
        id: MemoryId::parse(id)?,
        category,
        subject: Subject::User,
        attribute: "other".to_owned(),
        value: content.to_owned(),
        content: content.to_owned(),
        importance: 0.6,
        confidence: 0.9,
        source: Source::Call {
            call_id: CallId::parse("call_abc123")?,
            turn,
        },
        learned_at: days_ago(1),
        occurred_at: None,
        last_mentioned_at: days_ago(1),
        mentions: 2,
        stability: 60.0,
        fades_at: None,
        state: State::Current,
        superseded_by: None,
        pinned: false,
        sensitive: false,
    })
}

fn memories() -> Sample<Vec<Memory>> {
    let mut ohio = memory("mem_ohio", Category::UserFact, "User lives in Ohio", 2)?;
    ohio.state = State::Superseded;
    ohio.superseded_by = Some(MemoryId::parse("mem_texas")?);
    let mut texas = memory("mem_texas", Category::UserFact, "User lives in Texas", 6)?;
    texas.pinned = true;
    let mut dad = memory(
        "mem_dad",
        Category::UserFact,
        "User's dad passed away in 2018",
        4,
    )?;
    dad.sensitive = true;
    let mut hand = memory(
        "mem_name",
        Category::Preference,
        "User likes to be called Al",
        0,
    )?;
    hand.source = Source::Hand;
    hand.learned_at = days_ago(30);
    let mut old = memory("mem_old", Category::UserFact, "User had a cold", 3)?;
    old.state = State::Archived;
    old.learned_at = days_ago(90);
    old.last_mentioned_at = days_ago(90);
    old.stability = 3.0;
    let mut fading = memory(
        "mem_fading",
        Category::UserFact,
        "User is reading a thriller",
        9,
    )?;
    fading.state = State::Faded;
    fading.learned_at = days_ago(12);
    fading.last_mentioned_at = days_ago(12);
    fading.stability = 2.0;
    Ok(vec![
        memory(
            "mem_climb",
            Category::UserFact,
            "User goes climbing at the quarry with Tom on most Saturdays",
            1,
        )?,
        texas,
        ohio,
        dad,
        fading,
        memory(
            "mem_joke",
            Category::InsideJoke,
            "The burrito incident: food poisoning right before the presentation",
            7,
        )?,
        memory(
            "mem_promotion",
            Category::ImportantMemory,
            "User got promoted to Senior Engineer, and called Brad first",
            8,
        )?,
        memory(
            "mem_weekly",
            Category::RelationshipFact,
            "The two talk about once a week",
            5,
        )?,
        hand,
        old,
    ])
}

fn storylines() -> Sample<Vec<Storyline>> {
    let sarah = Storyline {
        id: StorylineId::parse("story_sarah")?,
        topic: "sarah_work_conflict".to_owned(),
        first_mentioned: days_ago(8),
        last_mentioned: days_ago(1),
        status: Status::InProgress,
        summary: "Alice wants to speak with Sarah on Monday morning, before the stand-up."
            .to_owned(),
        closed_at: None,
    };
    let flat = Storyline {
        id: StorylineId::parse("story_flat")?,
        topic: "new_flat".to_owned(),
        status: Status::Resolved,
        summary: "The lease is signed; she moves in March.".to_owned(),
        closed_at: Some(days_ago(20)),
        ..sarah.clone()
    };
    Ok(vec![sarah, flat])
}

pub fn turns() -> Vec<Turn> {
    let said = [
        (Speaker::Persona, "Yo Al! How did it go at the quarry?"),
        (
            Speaker::User,
            "We climbed until it got dark, Tom led the last pitch. But I barely slept, I keep \
             thinking about work.",
        ),
        (Speaker::Persona, "Alright, talk to me. What's going on?"),
        (
            Speaker::User,
            "Sarah took my slides and presented them as hers. <script>alert('no')</script>",
        ),
        (
            Speaker::Persona,
            "Here's what I'd do: catch her Monday before the stand-up, show her the file's \
             history, and say you want your name on it. No BS.",
        ),
        (
            Speaker::User,
            "OK. Monday. Oh, and I moved to Texas last week!",
        ),
        (
            Speaker::Persona,
            "Texas! Dude. You got this. Hit me up after Monday.",
        ),
    ];
    said.iter()
        .enumerate()
        .map(|(index, (speaker, text))| Turn {
            index: index as u32,
            speaker: *speaker,
            text: (*text).to_owned(),
            at: days_ago(1).plus(index as i64 * 40 * SECOND),
        })
        .collect()
}

fn gist() -> Gist {
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
    Gist {
        summary: "Alice told of a long day at the quarry and of Sarah, who passed off her slides \
                  as her own. Brad advised her to speak up on Monday."
            .to_owned(),
        key_topics: words(&["climbing", "sarah_coworker", "work"]),
        outcome: "action_planned".to_owned(),
        people: words(&["Sarah (coworker)", "Tom (brother)"]),
        emotions: words(&["frustrated", "relieved"]),
        decisions: words(&["Talk to Sarah on Monday before the stand-up"]),
        action_items: words(&["Export the history of the slides"]),
        mood: "relieved".to_owned(),
        tags: words(&["work", "advice_given"]),
        to_user: None,
    }
}

pub fn harvest() -> Sample<Harvest> {
    let memories = memories()?;
    let claim = |memory: &Memory, turn: u32| Operation::Claim {
        turn,
        claim: Claim {
            category: memory.category,
            subject: memory.subject.clone(),
            attribute: memory.attribute.clone(),
            value: memory.value.clone(),
            content: memory.content.clone(),
            importance: 0.5,
            confidence: 0.9,
            occurred_at: None,
            sensitive: false,
            replaces: None,
        },
    };
    let id = |text: &str| MemoryId::parse(text);
    let mut operations = Vec::new();
    let mut outcomes = Vec::new();
    for (memory, turn) in memories.iter().zip([1, 5]) {
        operations.push(claim(memory, turn));
    }
    outcomes.push(Outcome::Reinforced {
        memory_id: id("mem_climb")?,
    });
    outcomes.push(Outcome::Corrected {
        memory_id: id("mem_texas")?,
        ended: vec![id("mem_ohio")?],
    });
    operations.push(Operation::Learn {
        turn: 3,
        key: "concern_response".to_owned(),
        value: "Alright, talk to me.".to_owned(),
    });
    outcomes.push(Outcome::Learned {
        key: "concern_response".to_owned(),
    });
    operations.push(Operation::Storyline {
        turn: 3,
        topic: "sarah_work_conflict".to_owned(),
        summary: String::new(),
        status: Status::InProgress,
    });
    outcomes.push(Outcome::Storyline {
        storyline_id: StorylineId::parse("story_sarah")?,
        status: Status::InProgress,
    });
    Ok(Harvest {
        remembered: Remembered {
            reading: Reading {
                operations,
                gist: gist(),
            },
            outcomes,
            next_fade_at: None,
        },
        memories,
        storylines: storylines()?,
    })
}

fn past_calls() -> Sample<Vec<PastCall>> {
    let calls = [
        ("call_abc123", 1, 754, Some(gist().summary)),
        (
            "call_abc122",
            4,
            512,
            Some("They went through the menu for the date with Jessica.".to_owned()),
        ),
        ("call_abc100", 40, 31, None),
    ];
    calls
        .into_iter()
        .map(|(id, days, duration_seconds, summary)| {
            Ok(PastCall {
                call_id: CallId::parse(id)?,
                started_at: days_ago(days),
                duration_seconds,
                summary,
            })
        })
        .collect()
}

pub fn known() -> Sample<Known> {
    let (former, memories) = memories()?
        .into_iter()
        .partition(|memory| memory.state == State::Superseded);
    Ok(Known {
        relationship: relationship(&brad()?, "bro_friend")?,
        live_call: None,
        telephone: Telephone::Rings,
        estimates: Estimates {
            minutes: 11,
            in_browser: "nothing".to_owned(),
            by_phone: "at least $0.15".to_owned(),
        },
        storylines: storylines()?.into_iter().take(1).collect(),
        memories,
        former,
        calls: past_calls()?,
    })
}

pub fn persona_page(known: Option<Known>, errors: Errors) -> Sample<PersonaPage> {
    Ok(PersonaPage {
        persona: brad()?,
        form: known
            .as_ref()
            .map(|known| RelationshipForm::of(&known.relationship, Some("Alice")))
            .unwrap_or_default(),
        errors,
        greeting: None,
        known,
    })
}

pub fn live_call(turns: Vec<Turn>, by_phone: bool) -> Sample<LiveCall> {
    let persona = brad()?;
    Ok(LiveCall {
        call_id: CallId::parse("call_abc123")?,
        relationship: Some(relationship(&persona, "friend")?),
        persona,
        status: if turns.is_empty() {
            call_me_back::call::Status::Ringing
        } else {
            call_me_back::call::Status::Live
        },
        started_at: days_ago(1),
        recalled: match turns.is_empty() {
            true => Vec::new(),
            false => vec![
                "Alice loves rock climbing".to_owned(),
                "You said 3 weeks ago: The quarry with Tom was the best day of the year".to_owned(),
            ],
        },
        turns,
        by_phone,
    })
}

fn cost() -> Sample<Cost> {
    let prices = Prices::parse(
        r#"{"as_of": "2025-01-01", "carrier": {"outbound_per_minute": {"+1": 0.014}}}"#,
    )?;
    let parts = vec![
        Part::Carrier {
            direction: Direction::Outbound,
            minutes: Some(13),
        },
        Part::Speech { characters: 4_120 },
    ];
    Ok(Cost::of(parts, Some(&prices), "+14155550100"))
}

pub fn ended_call(aftermath: Aftermath) -> Sample<EndedCall> {
    Ok(EndedCall {
        call_id: CallId::parse("call_abc123")?,
        persona: brad()?,
        started_at: days_ago(1),
        ended_at: days_ago(1).plus(754 * SECOND),
        turns: turns(),
        aftermath,
        cost: Some(cost()?),
        live_call: None,
    })
}
