//! A call's transcript, verbatim, as it lies in the bucket in the spec's shape.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Speaker, Turn};
use crate::ids::{CallId, PersonaId, RelationshipId, UserId};
use crate::memory::episode::Gist;
use crate::memory::telling::Telling;
use crate::time::{SECOND, Timestamp};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Transcript {
    pub call_id: CallId,
    pub user_id: UserId,
    pub persona_id: PersonaId,
    pub relationship_id: RelationshipId,
    pub call_metadata: CallMetadata,
    pub full_transcript: Vec<Line>,
    /// Empty until the call was read.
    #[serde(default)]
    pub extracted_entities: Entities,
    /// Of the summary; empty until the call was read.
    #[serde(default)]
    pub embedding_vector: Vec<f32>,
    #[serde(default)]
    pub tags: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CallMetadata {
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    pub duration_seconds: u32,
    /// None where no price is configured.
    pub cost_usd: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Line {
    /// "user", or the persona's own name: "brad".
    pub speaker: String,
    pub text: String,
    pub timestamp: Timestamp,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entities {
    pub people_mentioned: Vec<String>,
    pub topics: Vec<String>,
    pub emotions: Vec<String>,
    pub decisions_made: Vec<String>,
}

/// Whose call it was, when, and what it cost.
#[derive(Debug, Clone, PartialEq)]
pub struct EndedCall {
    pub call_id: CallId,
    pub user_id: UserId,
    pub persona_id: PersonaId,
    pub relationship_id: RelationshipId,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    pub cost_usd: Option<f64>,
}

impl Transcript {
    /// Where it lies in the bucket.
    pub fn path(user: &UserId, persona: &PersonaId, call: &CallId) -> String {
        format!("transcripts/{user}/{persona}/{call}.json")
    }

    /// What was said, before anything was read from it. `agent` is what the persona's lines are
    /// called (`Persona::agent`).
    pub fn new(call: EndedCall, agent: &str, turns: &[Turn]) -> Self {
        let seconds = call.ended_at.since(call.started_at).max(0) / SECOND;
        Self {
            call_id: call.call_id,
            user_id: call.user_id,
            persona_id: call.persona_id,
            relationship_id: call.relationship_id,
            call_metadata: CallMetadata {
                started_at: call.started_at,
                ended_at: call.ended_at,
                duration_seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
                cost_usd: call.cost_usd,
            },
            full_transcript: turns.iter().map(|turn| Line::of(turn, agent)).collect(),
            extracted_entities: Entities::default(),
            embedding_vector: Vec::new(),
            tags: Vec::new(),
        }
    }

    /// The lines as turns, numbered from 0.
    pub fn turns(&self) -> Vec<Turn> {
        (0..)
            .zip(&self.full_transcript)
            .map(|(index, line)| Turn {
                index,
                speaker: match line.speaker.as_str() {
                    "user" => Speaker::User,
                    _ => Speaker::Persona,
                },
                text: line.text.clone(),
                at: line.timestamp,
            })
            .collect()
    }

    /// Adds what was read from the call. What was said stays as it is; the same again changes
    /// nothing.
    pub fn complete(&mut self, gist: &Gist) {
        self.extracted_entities = Entities {
            people_mentioned: gist.people.clone(),
            topics: gist.key_topics.clone(),
            emotions: gist.emotions.clone(),
            decisions_made: gist.decisions.clone(),
        };
        self.tags.clone_from(&gist.tags);
    }
}

impl Transcript {
    /// Takes out what tells a memory. The lines stay, so that each keeps its number.
    pub fn silence(&mut self, telling: &Telling) {
        for (index, line) in (0..).zip(&mut self.full_transcript) {
            if telling.is_told_in(&self.call_id, index, &line.text) {
                line.text.clear();
            }
        }
        let entities = std::mem::take(&mut self.extracted_entities);
        self.extracted_entities = Entities {
            people_mentioned: telling.without_items(entities.people_mentioned),
            topics: telling.without_items(entities.topics),
            emotions: entities.emotions,
            decisions_made: telling.without_items(entities.decisions_made),
        };
        self.tags = telling.without_items(std::mem::take(&mut self.tags));
        self.embedding_vector.clear();
    }
}

impl Line {
    fn of(turn: &Turn, agent: &str) -> Self {
        let speaker = match turn.speaker {
            Speaker::User => "user",
            Speaker::Persona => agent,
        };
        Self {
            speaker: speaker.to_owned(),
            text: turn.text.clone(),
            timestamp: turn.at,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn moment(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn ended() -> EndedCall {
        EndedCall {
            call_id: CallId::parse("call_abc123").unwrap(),
            user_id: UserId::parse("user_alice_123").unwrap(),
            persona_id: PersonaId::parse("persona_brad_001").unwrap(),
            relationship_id: RelationshipId::parse("rel_xyz789").unwrap(),
            started_at: moment("2025-01-07T10:00:00Z"),
            ended_at: moment("2025-01-07T10:12:34Z"),
            cost_usd: Some(5.23),
        }
    }

    fn turns() -> Vec<Turn> {
        vec![
            Turn {
                index: 0,
                speaker: Speaker::User,
                text: "Hey Brad, got a minute?".to_owned(),
                at: moment("2025-01-07T10:00:03Z"),
            },
            Turn {
                index: 1,
                speaker: Speaker::Persona,
                text: "Yeah dude, what's going on?".to_owned(),
                at: moment("2025-01-07T10:00:05Z"),
            },
        ]
    }

    #[test]
    fn a_transcript_has_the_shape_of_the_spec() {
        let mut transcript = Transcript::new(ended(), "brad", &turns());
        transcript.complete(&Gist {
            people: vec!["Sarah (coworker)".to_owned()],
            key_topics: vec!["work conflict".to_owned()],
            emotions: vec!["stressed".to_owned()],
            decisions: vec!["Talk to Sarah Monday morning".to_owned()],
            tags: vec!["work".to_owned()],
            ..Gist::default()
        });
        transcript.embedding_vector = vec![0.5, -0.25];
        assert_eq!(
            serde_json::to_value(&transcript).unwrap(),
            json!({
                "call_id": "call_abc123",
                "user_id": "user_alice_123",
                "persona_id": "persona_brad_001",
                "relationship_id": "rel_xyz789",
                "call_metadata": {
                    "started_at": "2025-01-07T10:00:00Z",
                    "ended_at": "2025-01-07T10:12:34Z",
                    "duration_seconds": 754,
                    "cost_usd": 5.23,
                },
                "full_transcript": [
                    {
                        "speaker": "user",
                        "text": "Hey Brad, got a minute?",
                        "timestamp": "2025-01-07T10:00:03Z",
                    },
                    {
                        "speaker": "brad",
                        "text": "Yeah dude, what's going on?",
                        "timestamp": "2025-01-07T10:00:05Z",
                    },
                ],
                "extracted_entities": {
                    "people_mentioned": ["Sarah (coworker)"],
                    "topics": ["work conflict"],
                    "emotions": ["stressed"],
                    "decisions_made": ["Talk to Sarah Monday morning"],
                },
                "embedding_vector": [0.5, -0.25],
                "tags": ["work"],
            })
        );
    }

    #[test]
    fn a_transcript_lies_under_its_user_and_persona() {
        let call = ended();
        assert_eq!(
            Transcript::path(&call.user_id, &call.persona_id, &call.call_id),
            "transcripts/user_alice_123/persona_brad_001/call_abc123.json"
        );
    }

    #[test]
    fn reading_a_call_twice_leaves_what_was_said_and_one_reading() {
        let gist = Gist {
            tags: vec!["work".to_owned()],
            ..Gist::default()
        };
        let mut once = Transcript::new(ended(), "brad", &turns());
        once.complete(&gist);
        let mut twice = once.clone();
        twice.complete(&gist);
        assert_eq!(once, twice);

        let stored = serde_json::to_string(&once).unwrap();
        assert_eq!(serde_json::from_str::<Transcript>(&stored).unwrap(), once);
    }

    #[test]
    fn a_call_that_ended_before_it_began_lasted_no_time() {
        let mut call = ended();
        call.ended_at = moment("2025-01-07T09:59:59Z");
        let transcript = Transcript::new(call, "brad", &[]);
        assert_eq!(transcript.call_metadata.duration_seconds, 0);
    }
}
