//! What a call was, and what came of it.

use crate::call::transcript::Transcript;
use crate::call::{Status, Turn};
use crate::directory::calls;
use crate::failure::Failure;
use crate::flows::erasing;
use crate::ids::{CallId, Pair, UserId};
use crate::memory::Memory;
use crate::memory::command::{Address, List, Past, Recollection, Remembered};
use crate::memory::storyline::Storyline;
use crate::ports::{Memories, Ports, Sessions, SmartBuckets};

/// How many storylines are looked through for those that a call touched.
const LOOKED_THROUGH: u32 = 200;

/// A call as its session knows it; the row may lag behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub status: Status,
    pub turns: Vec<Turn>,
    /// What memory brought up for the latest reply, in words for the user.
    pub recalled: Vec<String>,
}

/// What was said in a call, running or ended: from its session, or once that let go from the
/// transcript.
pub async fn said(ports: &impl Ports, user: &UserId, call: &calls::Entry) -> Result<Said, Failure> {
    let status = match ports.sessions().view(&call.id).await {
        Ok(view) if view.script.is_some() => {
            return Ok(Said {
                status: view.call.status,
                turns: view.turns,
                recalled: view.recalled,
            });
        }
        Ok(view) => view.call.status,
        // One that was imported never had a session.
        Err(Failure::NotFound { .. }) => call.status,
        Err(failure) => return Err(failure),
    };
    let text = kept(ports, user, call).await?;
    let transcript: Option<Transcript> = text.and_then(|text| serde_json::from_str(&text).ok());
    let turns = transcript.map_or_else(Vec::new, |transcript| transcript.turns());
    Ok(Said {
        status,
        turns,
        recalled: Vec::new(),
    })
}

/// A call's transcript as it lies in the bucket, without what was forgotten; none where nothing was kept.
pub async fn kept(
    ports: &impl Ports,
    user: &UserId,
    call: &calls::Entry,
) -> Result<Option<String>, Failure> {
    let pair = Pair {
        user: user.clone(),
        persona: call.persona_id.clone(),
    };
    let key = Transcript::path(&pair.user, &pair.persona, &call.id);
    let Some(object) = ports.buckets().text(&key).await? else {
        return Ok(None);
    };
    let Some(forgotten) = erasing::forgotten(ports, &pair).await? else {
        return Ok(Some(object.text));
    };
    let broken = |error: serde_json::Error| Failure::unavailable(error.to_string());
    let mut transcript: Transcript = serde_json::from_str(&object.text).map_err(broken)?;
    if forgotten.calls().contains(&call.id) {
        transcript.silence(&forgotten);
    }
    serde_json::to_string(&transcript).map(Some).map_err(broken)
}

/// The transcript as it is kept: the object in the bucket, word for word, but for what was forgotten.
pub async fn archive(ports: &impl Ports, user: &UserId, id: &CallId) -> Result<String, Failure> {
    let call = calls::call(ports.sql(), user, id).await?;
    let text = kept(ports, user, &call).await?;
    text.ok_or_else(|| Failure::not_found("the transcript"))
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Harvest {
    pub remembered: Remembered,
    /// Those that its outcomes name; with history, so that a correction shows what was believed
    /// before.
    pub memories: Vec<Memory>,
    /// The relationship's latest, those that its outcomes name among them.
    pub storylines: Vec<Storyline>,
}

/// What was learned in a call; none until the post-call job is done.
pub async fn harvest(
    ports: &impl Ports,
    pair: &Pair,
    call: &CallId,
) -> Result<Option<Harvest>, Failure> {
    let actor = Address::Relationship(pair.clone());
    let ask = ports.memories();
    let recollection = Recollection {
        call_id: call.clone(),
    };
    let Some(remembered) = ask.ask(&actor, recollection).await? else {
        return Ok(None);
    };
    let list = List {
        history: true,
        call_id: None,
    };
    let mut memories = ask.ask(&actor, list).await?;
    let outcomes = &remembered.outcomes;
    memories.retain(|memory| outcomes.iter().any(|outcome| outcome.names(&memory.id)));
    let past = Past {
        limit: LOOKED_THROUGH,
    };
    let storylines = ask.ask(&actor, past).await?.storylines;
    Ok(Some(Harvest {
        remembered,
        memories,
        storylines,
    }))
}
