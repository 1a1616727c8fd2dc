//! The spec's documents, as views over rows: nothing stores them, and nothing reads them back.

mod object_id;
mod place;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use serde_json::{Map, Value, json};

pub use object_id::{ObjectId, ObjectIdError};
pub use place::{Place, place};

use super::episode::Episode;
use super::storyline::{Status, Storyline};
use super::{Memory, State, Subject};
use crate::call::{Speaker, Turn};
use crate::ids::{CallId, Pair, RelationshipId};
use crate::time::{SECOND, TimeZone, Timestamp};

/// `long_term:{user}:{persona}`: what is known, faded things too, but nothing that no longer holds
/// or is archived. The table in `attribute` says where each thing stands.
pub fn long_term(pair: &Pair, memories: &[Memory]) -> Value {
    let mut known: Vec<&Memory> = memories
        .iter()
        .filter(|memory| matches!(memory.state, State::Current | State::Faded))
        .collect();
    // What was told of someone is added to what the user said of them in one breath.
    known.sort_by_key(|memory| {
        (
            matches!(memory.subject, Subject::Person(_)),
            memory.learned_at,
            &memory.id,
        )
    });

    let mut document = Map::new();
    document.insert("user_id".to_owned(), json!(pair.user));
    document.insert("persona_id".to_owned(), json!(pair.persona));
    document.insert("relationship_facts".to_owned(), json!({}));
    document.insert("user_facts".to_owned(), json!({}));
    document.insert("inside_jokes".to_owned(), json!([]));
    document.insert("important_memories".to_owned(), json!([]));
    document.insert("preferences".to_owned(), json!({}));
    for memory in known {
        let Some((place, text)) = place(memory) else {
            continue;
        };
        match place {
            Place::Attribute(known) if known.path == "important_memories[]" => {
                put(&mut document, known.path, important(memory));
            }
            Place::Attribute(known) if matches!(memory.subject, Subject::Person(_)) => {
                add(&mut document, known.path, &text);
            }
            Place::Attribute(known) => put(&mut document, known.path, value(&text)),
            Place::Person(name) => {
                if let Some(people) = object(&mut document, &["user_facts", "people"]) {
                    push(people, name, json!(text));
                }
            }
            Place::Persona => {
                put(
                    &mut document,
                    "relationship_facts.about_persona[]",
                    json!(text),
                );
            }
        }
    }
    Value::Object(document)
}

/// A number where the text is one, as `friendship_duration_years` is.
fn value(text: &str) -> Value {
    text.parse::<u32>()
        .ok()
        .filter(|number| number.to_string() == text)
        .map_or_else(|| json!(text), |number| json!(number))
}

fn important(memory: &Memory) -> Value {
    let date = memory.occurred_at.unwrap_or(memory.learned_at);
    json!({
        "event": memory.value,
        "date": date.local(TimeZone::UTC).format("%Y-%m-%d").to_string(),
        "significance": significance(memory.importance),
        "summary": memory.content,
    })
}

fn significance(importance: f64) -> &'static str {
    if importance >= 0.7 {
        "high"
    } else if importance >= 0.4 {
        "medium"
    } else {
        "low"
    }
}

/// Puts a value where the path says: at its end, or into the list there.
fn put(document: &mut Map<String, Value>, path: &str, value: Value) {
    let Some((parents, name, is_list)) = steps(path) else {
        return;
    };
    let Some(parent) = object(document, &parents) else {
        return;
    };
    if is_list {
        push(parent, name, value);
    } else {
        parent.insert(name.to_owned(), value);
    }
}

/// Puts a text where the path says, after what stands there already.
fn add(document: &mut Map<String, Value>, path: &str, text: &str) {
    let Some((parents, name, is_list)) = steps(path) else {
        return;
    };
    let Some(parent) = object(document, &parents) else {
        return;
    };
    match parent.get_mut(name) {
        Some(Value::String(standing)) => {
            standing.push_str(", ");
            standing.push_str(text);
        }
        _ if is_list => push(parent, name, json!(text)),
        _ => {
            parent.insert(name.to_owned(), json!(text));
        }
    }
}

/// A path's parents, its last name, and whether a list stands there.
fn steps(path: &str) -> Option<(Vec<&str>, &str, bool)> {
    let is_list = path.ends_with("[]");
    let mut parents: Vec<&str> = path.trim_end_matches("[]").split('.').collect();
    let name = parents.pop()?;
    Some((parents, name, is_list))
}

fn push(parent: &mut Map<String, Value>, name: &str, value: Value) {
    let list = parent.entry(name).or_insert_with(|| json!([]));
    if let Value::Array(list) = list
        && !list.contains(&value)
    {
        list.push(value);
    }
}

/// The object at the end of those names, made where there is none.
fn object<'a>(
    document: &'a mut Map<String, Value>,
    names: &[&str],
) -> Option<&'a mut Map<String, Value>> {
    names.iter().try_fold(document, |parent, name| {
        parent
            .entry(*name)
            .or_insert_with(|| json!({}))
            .as_object_mut()
    })
}

/// `recent_calls:{user}:{persona}`: the calls, the latest first, and what is still going on.
pub fn recent_calls(pair: &Pair, episodes: &[Episode], storylines: &[Storyline]) -> Value {
    let mut latest: Vec<&Episode> = episodes.iter().collect();
    latest.sort_by_key(|episode| Reverse(episode.started_at));
    let calls: Vec<Value> = latest
        .iter()
        .map(|episode| {
            json!({
                "call_id": episode.call_id,
                "date": episode.started_at,
                "summary": episode.gist.summary,
                "key_topics": episode.gist.key_topics,
                "outcome": episode.gist.outcome,
            })
        })
        .collect();
    let ongoing: Vec<Value> = storylines
        .iter()
        .filter(|storyline| storyline.status == Status::InProgress)
        .map(|storyline| {
            json!({
                "topic": storyline.topic,
                "first_mentioned": storyline.first_mentioned,
                "status": storyline.status,
                "summary": storyline.summary,
            })
        })
        .collect();
    json!({
        "id": ObjectId::RecentCalls(pair.clone()).to_string(),
        "user_id": pair.user,
        "persona_id": pair.persona,
        "recent_calls": calls,
        "ongoing_storylines": ongoing,
    })
}

/// One call as its session knows it.
#[derive(Debug, Clone, Copy)]
pub struct Session<'a> {
    pub call_id: &'a CallId,
    pub pair: &'a Pair,
    pub relationship_id: &'a RelationshipId,
    pub turns: &'a [Turn],
    /// What the call is about at this moment: an object.
    pub current_context: &'a Value,
    pub started_at: Timestamp,
    pub system_prompt: &'a str,
}

/// `call_session:{call_id}`.
pub fn call_session(session: Session<'_>) -> Value {
    let history: Vec<Value> = session
        .turns
        .iter()
        .map(|turn| {
            json!({
                "role": match turn.speaker {
                    Speaker::User => "user",
                    Speaker::Persona => "assistant",
                },
                "content": turn.text,
                "timestamp": turn.at,
            })
        })
        .collect();
    json!({
        "session_id": session.call_id,
        "user_id": session.pair.user,
        "persona_id": session.pair.persona,
        "relationship_id": session.relationship_id,
        "conversation_history": history,
        "current_context": session.current_context,
        "session_metadata": {
            "call_started_at": session.started_at,
            "turns": session.turns.len(),
            "avg_response_time": average_response_seconds(session.turns),
        },
        "system_prompt": session.system_prompt,
    })
}

/// From the user's last word to the persona's answer, in seconds to the tenth; none before the
/// first answer.
fn average_response_seconds(turns: &[Turn]) -> Option<f64> {
    let waits: Vec<i64> = turns
        .iter()
        .zip(turns.iter().skip(1))
        .filter(|(said, answer)| {
            said.speaker == Speaker::User && answer.speaker == Speaker::Persona
        })
        .map(|(said, answer)| answer.at.since(said.at).max(0))
        .collect();
    if waits.is_empty() {
        return None;
    }
    let total: f64 = waits.iter().map(|&wait| wait as f64).sum();
    let seconds = total / waits.len() as f64 / SECOND as f64;
    Some((seconds * 10.0).round() / 10.0)
}
