//! What the tests of prompts and brains start from: rows of two people, as memory holds them.

use std::sync::LazyLock;

use crate::call::briefing::{Beside, Briefing, Occasion};
use crate::embedding::Embedder;
use crate::ids::{CallId, MemoryId, RelationshipId, StorylineId, UserId};
use crate::memory::episode::{Episode, Gist};
use crate::memory::storyline::{Status, Storyline};
use crate::memory::{Category, Memory, Source, State, Subject, attribute};
use crate::persona::catalog;
use crate::relationship::{Kind, MemoryConfig, Relationship};
use crate::telephony::language::Language;
use crate::time::{DAY, Timestamp};

/// The shipped table.
pub fn embedder() -> &'static Embedder {
    static TABLE: LazyLock<Embedder> = LazyLock::new(|| {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/platform/assets/embedder.bin");
        Embedder::read(std::fs::read(file).unwrap()).unwrap()
    });
    &TABLE
}

/// Noon in New York on a Thursday.
pub fn now() -> Timestamp {
    Timestamp::parse("2025-01-09T17:00:00Z").unwrap()
}

pub fn memory(attribute: &str, value: &str) -> Memory {
    let known = attribute::known_by_name(attribute);
    let learned = now().plus(-2 * DAY);
    let plain = |letter: &char| letter.is_ascii_lowercase() || *letter == '_';
    let named: String = attribute.chars().filter(plain).collect();
    Memory {
        id: MemoryId::parse(&format!("mem_{named}_{}", value.len())).unwrap(),
        category: known.map_or(Category::UserFact, |known| known.category),
        subject: Subject::User,
        attribute: attribute.to_owned(),
        value: value.to_owned(),
        content: String::new(),
        importance: 0.5,
        confidence: 0.9,
        source: Source::Call {
            call_id: CallId::parse("call_1").unwrap(),
            turn: 2,
        },
        learned_at: learned,
        occurred_at: None,
        last_mentioned_at: learned,
        mentions: 1,
        stability: 30.0,
        fades_at: None,
        state: State::Current,
        superseded_by: None,
        pinned: false,
        sensitive: false,
    }
}

pub fn fact(attribute: &str, value: &str, content: &str) -> Memory {
    Memory {
        content: content.to_owned(),
        ..memory(attribute, value)
    }
}

pub fn story(topic: &str, summary: &str) -> Storyline {
    Storyline {
        id: StorylineId::parse("story_1").unwrap(),
        topic: topic.to_owned(),
        first_mentioned: now().plus(-3 * DAY),
        last_mentioned: now().plus(-2 * DAY),
        status: Status::InProgress,
        summary: summary.to_owned(),
        closed_at: None,
    }
}

pub fn episode(
    days_ago: i64,
    summary: &str,
    topics: &[&str],
    people: &[&str],
    decisions: &[&str],
) -> Episode {
    let owned = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    Episode {
        call_id: CallId::parse(&format!("call_{days_ago}")).unwrap(),
        started_at: now().plus(-days_ago * DAY),
        duration_seconds: 600,
        entry_count: 20,
        cost_usd: None,
        gist: Gist {
            summary: summary.to_owned(),
            key_topics: owned(topics),
            outcome: "caught_up".to_owned(),
            people: owned(people),
            decisions: owned(decisions),
            ..Gist::default()
        },
    }
}

pub fn briefing(persona: &str, relationship: &str, user: Option<&str>) -> Briefing {
    let starter = catalog()
        .into_iter()
        .find(|starter| starter.persona.id.as_str() == persona)
        .unwrap();
    let user_id = UserId::parse("user_1").unwrap();
    Briefing {
        relationship: Relationship {
            id: RelationshipId::parse("rel_1").unwrap(),
            user_id,
            persona_id: starter.persona.id.clone(),
            relationship_type: relationship.to_owned(),
            kind: Kind::of(relationship),
            custom_system_prompt: None,
            voice: None,
            language: Language::English,
            memory_config: MemoryConfig::default(),
            relationship_started_at: now().plus(-100 * DAY),
            total_calls: 0,
            total_minutes: 0,
            last_call_at: None,
            created_at: now().plus(-100 * DAY),
            updated_at: now(),
            paused: false,
            version: 1,
        },
        persona: starter.persona,
        procedures: starter.procedures,
        user_name: user.map(str::to_owned),
        zone: chrono_tz::America::New_York,
        now: now(),
        occasion: Occasion::UserCalls,
        memories: Vec::new(),
        storylines: Vec::new(),
        episodes: Vec::new(),
        unread: None,
        beside: Beside::default(),
        crisis_line: Some("988".into()),
    }
}
