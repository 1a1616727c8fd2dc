//! Forgetting one memory: its words go from wherever the calls in which it was said left them. The memory
//! itself goes last: until then it can be told what its words are.

use super::{Worked, let_go_of_prompts, save, send};
use crate::call::transcript::Transcript;
use crate::directory::erasures::Erasure;
use crate::directory::{calls, erasures};
use crate::erasure::{Counts, Scope};
use crate::failure::Failure;
use crate::flows::sweeping;
use crate::ids::{CallId, ErasureId, MemoryId, Pair};
use crate::memory::command::{Address, Change, Edit, Trace};
use crate::memory::telling::Telling;
use crate::ports::{Condition, Memories, Ports, SmartBuckets};

/// What the step has counted, once it has: there is one thing to count.
const ALL: &str = "all";

/// Forgets a memory, and does so at once. What can't be done now is done soon.
///
/// # Errors
/// `NotFound` where the two have no such memory.
pub async fn forget(
    ports: &impl Ports,
    pair: &Pair,
    memory_id: MemoryId,
) -> Result<ErasureId, Failure> {
    let sql = ports.sql();
    let scope = Scope::Memory {
        pair: pair.clone(),
        memory: memory_id.clone(),
    };
    let id = match erasures::same(sql, &scope).await? {
        Some(asked) => asked,
        None => {
            let trace = Trace {
                memory_id: memory_id.clone(),
            };
            let actor = Address::Relationship(pair.clone());
            ports.memories().ask(&actor, trace).await?;
            let id = ErasureId::new(ports.entropy()?);
            erasures::ask_memory(sql, &id, pair, &memory_id, ports.now()).await?;
            id
        }
    };
    match super::work(ports, &id).await {
        Ok(()) => Ok(id),
        Err(failure) => {
            let _ = send(ports, &id).await;
            Err(failure)
        }
    }
}

pub(super) async fn take_words(
    ports: &impl Ports,
    erasure: &mut Erasure,
) -> Result<Worked, Failure> {
    let Scope::Memory { pair, memory } = erasure.scope.clone() else {
        return Ok(Worked::Done);
    };
    let actor = Address::Relationship(pair.clone());
    let trace = Trace {
        memory_id: memory.clone(),
    };
    let traced = match ports.memories().ask(&actor, trace).await {
        Ok(traced) => traced,
        // Something else took it away.
        Err(Failure::NotFound { .. }) => return Ok(Worked::Done),
        Err(failure) => return Err(failure),
    };
    if erasure.progress.is_uncounted(ALL) {
        let counts = erasure.counts.and(&Counts {
            memories: u64::from(traced.memories),
            turns: traced.telling.turns.len() as u64,
            ..Counts::default()
        });
        let counted = erasure.progress.counted(ALL);
        if !save(ports, erasure, counted, counts).await? {
            return Ok(Worked::Elsewhere);
        }
    }
    for call in traced.telling.calls() {
        silence_transcript(ports, &pair, call, &traced.telling).await?;
        silence_summary(ports, &pair, call, &traced.telling).await?;
    }
    let_go_of_prompts(ports, &pair).await?;
    let edit = Edit {
        memory_id: memory,
        change: Change::Forget,
        seen: None,
        now: ports.now(),
        entropy: ports.entropy()?,
    };
    match ports.memories().ask(&actor, edit).await {
        Ok(_) | Err(Failure::NotFound { .. }) => {}
        Err(failure) => return Err(failure),
    }
    sweeping::fade(ports, &actor).await?;
    Ok(Worked::Done)
}

async fn silence_transcript(
    ports: &impl Ports,
    pair: &Pair,
    call: &CallId,
    telling: &Telling,
) -> Result<(), Failure> {
    let key = Transcript::path(&pair.user, &pair.persona, call);
    loop {
        let Some(stored) = ports.buckets().text(&key).await? else {
            return Ok(());
        };
        let mut transcript: Transcript = serde_json::from_str(&stored.text).map_err(|error| {
            Failure::unavailable(format!("a transcript can't be read: {error}"))
        })?;
        transcript.silence(telling);
        let body = serde_json::to_string(&transcript)
            .map_err(|error| Failure::unavailable(error.to_string()))?;
        let unchanged = Condition::Version(stored.etag);
        // Where it was completed meanwhile, what was added is looked through too.
        if body == stored.text || ports.buckets().put_text(&key, body, unchanged).await? {
            return Ok(());
        }
    }
}

async fn silence_summary(
    ports: &impl Ports,
    pair: &Pair,
    call: &CallId,
    telling: &Telling,
) -> Result<(), Failure> {
    let entry = match calls::call(ports.sql(), &pair.user, call).await {
        Ok(entry) => entry,
        Err(Failure::NotFound { .. }) => return Ok(()),
        Err(failure) => return Err(failure),
    };
    let Some(summary) = entry.auto_summary else {
        return Ok(());
    };
    let rest = telling.without_sentences(&summary);
    if rest == summary.trim() {
        return Ok(());
    }
    calls::put_summary(ports.sql(), &pair.user, call, &rest).await
}
