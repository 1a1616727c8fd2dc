//! Prompts over briefings made of rows; the briefings are here, the tests beside.

mod budget;
mod injection;
mod recalled;
mod tokens;
mod whole;

use super::fixture::{self, now};
use super::*;
use crate::call::Turn;
use crate::call::briefing::Occasion;
use crate::ids::{CallId, MemoryId};
use crate::memory::episode::{Episode, Unread};
use crate::memory::storyline::{Status, Storyline};
use crate::memory::{Category, Memory, Source, State, Subject};
use crate::relationship::Kind;
use crate::time::{DAY, TimeZone, Timestamp};

fn moment(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn memory(number: usize, category: Category, attribute: &str, value: &str) -> Memory {
    Memory {
        id: MemoryId::parse(&format!("mem_{number}")).unwrap(),
        category,
        content: format!("About Alice: {value}"),
        importance: 0.6,
        source: Source::Hand,
        learned_at: now().plus(-30 * DAY + number as i64),
        last_mentioned_at: now().plus(-3 * DAY),
        stability: 100.0,
        ..fixture::memory(attribute, value)
    }
}

/// A first call of someone of whom nothing is known.
fn stranger() -> Briefing {
    let mut briefing = fixture::briefing("persona_brad_001", "friend", None);
    briefing.relationship.relationship_started_at = now();
    briefing.relationship.created_at = now();
    briefing
}

fn alice() -> Briefing {
    use Category::{ImportantMemory, InsideJoke, Preference, RelationshipFact, UserFact};
    let rows = [
        (UserFact, "job", "Software Engineer at TechCorp"),
        (UserFact, "boss", "Marcus"),
        (UserFact, "dating_status", "Casually dating Jessica"),
        (UserFact, "coworker", "Sarah (problematic)"),
        (UserFact, "coworker", "Jake (cool)"),
        (UserFact, "coworker", "Priya (mentor)"),
        (UserFact, "mom", "Lives in Ohio, calls every Sunday"),
        (UserFact, "sibling", "Younger brother Tom in college"),
        (UserFact, "dad", "Passed away in 2018"),
        (UserFact, "hobby", "rock climbing"),
        (UserFact, "hobby", "fantasy football"),
        (UserFact, "hobby", "craft beer"),
        (UserFact, "allergy", "peanuts"),
        (
            RelationshipFact,
            "how_we_met",
            "College party in 2020, bonded over a terrible DJ",
        ),
        (
            InsideJoke,
            "inside_joke",
            "The burrito incident (food poisoning before a big presentation)",
        ),
        (
            InsideJoke,
            "inside_joke",
            "\"Never trust a guy named Trevor\" (her terrible ex)",
        ),
        (
            ImportantMemory,
            "event",
            "Helped Alice through breakup with Trevor",
        ),
        (Preference, "called", "Al"),
        (
            Preference,
            "greeting_style",
            "casual: \"Yo\", \"What's up dude\"",
        ),
        (Preference, "advice_style", "direct but supportive"),
        (Preference, "topic_to_avoid", "her dad's death"),
        (Preference, "topic_to_avoid", "weight/body image"),
        (Preference, "values", "practical solutions"),
        (Preference, "values", "real talk"),
    ];
    let mut memories: Vec<Memory> = rows
        .iter()
        .enumerate()
        .map(|(number, (category, attribute, value))| memory(number, *category, attribute, value))
        .collect();
    for row in &mut memories {
        match row.attribute.as_str() {
            "dad" => row.sensitive = true,
            "event" => {
                row.occurred_at = Some(moment("2022-03-15T20:00:00Z"));
                row.content = "A 3-hour call, Brad came over with pizza".to_owned();
            }
            _ => {}
        }
    }
    let mut briefing = Briefing {
        user_name: Some("Alice".to_owned()),
        memories,
        episodes: vec![
            episode(
                1,
                2,
                "Discussed upcoming date with Jessica, Brad recommended that Italian place downtown.",
            ),
            episode(2, 8, "Talked about fantasy football."),
        ],
        storylines: vec![storyline(
            "sarah_work_conflict",
            "Alice has tension with coworker Sarah.",
        )],
        ..stranger()
    };
    briefing.relationship.relationship_type = "bro_friend".to_owned();
    briefing.relationship.total_calls = 47;
    briefing.relationship.custom_system_prompt = Some(
        "You and Alice are close bros. You call her 'dude' or 'Al'. You guys talk about sports, \
         dating, and guy stuff. You met at a college party 5 years ago."
            .to_owned(),
    );
    briefing
}

fn episode(number: u32, days_ago: i64, summary: &str) -> Episode {
    Episode {
        call_id: CallId::parse(&format!("call_{number}")).unwrap(),
        ..fixture::episode(days_ago, summary, &[], &[], &[])
    }
}

fn storyline(topic: &str, summary: &str) -> Storyline {
    Storyline {
        first_mentioned: now().plus(-8 * DAY),
        last_mentioned: now().plus(-8 * DAY),
        ..fixture::story(topic, summary)
    }
}

/// What counts where all is well: by the shipped table.
fn counter() -> Counter<'static> {
    Counter::new(Some(fixture::embedder()))
}

fn tokens(text: &str) -> u32 {
    counter().tokens(text)
}

fn built(briefing: &Briefing) -> Prompt {
    build(briefing, Budget::default(), counter())
}

fn headings(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| line.starts_with("==="))
        .collect()
}

/// The lines of one section.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let (_, rest) = text.split_once(heading).unwrap();
    rest.split_once("\n\n===")
        .map_or(rest, |(section, _)| section)
}

fn why(prompt: &Prompt, id: &str) -> (bool, Why) {
    let what = Candidate::Memory(MemoryId::parse(id).unwrap());
    let found: Vec<&Considered> = prompt
        .trace
        .iter()
        .filter(|considered| considered.what == what)
        .collect();
    assert_eq!(found.len(), 1, "{id} is considered once");
    (found[0].kept, found[0].why)
}
