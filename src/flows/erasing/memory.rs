//! Forgetting one memory. At once nobody finds it any more, nor the words that it was said in; for an hour
//! it can be restored; then its words go for good from wherever the calls in which it was said left them.

use super::{Worked, let_go_of_prompts, save, send};
use crate::call::transcript::Transcript;
use crate::directory::erasures::Erasure;
use crate::directory::{calls, erasures};
use crate::erasure::{Counts, Pass, Progress, Scope, Step, UNDOABLE};
use crate::failure::Failure;
use crate::flows::sweeping;
use crate::ids::{CallId, ErasureId, MemoryId, Pair};
use crate::memory::command::{
    Address, Change, Edit, Forgotten, Late, LetGo, NoteTaken, Restore, Restored, Trace, Undo,
};
use crate::memory::telling::Telling;
use crate::ports::{Condition, Memories, Ports, SmartBuckets};
use crate::time::Timestamp;
use crate::versions::IfMatch;

/// What the step has counted, once it has: there is one thing to count.
const ALL: &str = "all";

/// Forgets a memory, and does so at once. What can't be done now is done soon.
///
/// # Errors
/// `NotFound` where the two have no such memory; `Stale` where another version than `seen` stands.
pub async fn forget(
    ports: &impl Ports,
    pair: &Pair,
    memory_id: MemoryId,
    seen: Option<IfMatch>,
) -> Result<ErasureId, Failure> {
    let sql = ports.sql();
    let scope = Scope::Memory {
        pair: pair.clone(),
        memory: memory_id.clone(),
    };
    let actor = Address::Relationship(pair.clone());
    loop {
        let asked = match erasures::same(sql, &scope).await? {
            Some(id) => erasures::under_way(sql, &id).await?,
            None => None,
        };
        let trace = Trace {
            memory_id: memory_id.clone(),
        };
        let (id, is_others) = match asked {
            Some(asked) if asked.progress.pass == Pass::First => (asked.id, true),
            Some(asked) => {
                if ports.memories().ask(&actor, trace).await?.stands {
                    // It was restored, and that could not be noted here.
                    erasures::take_back(sql, &asked.id).await?;
                    continue;
                }
                (asked.id, true)
            }
            None => {
                ports.memories().ask(&actor, trace).await?;
                let id = ErasureId::new(ports.entropy()?);
                let (now, seen) = (ports.now(), seen.clone());
                let asked = erasures::ask_memory(sql, &id, pair, &memory_id, seen, now).await?;
                let Some(first) = asked else { continue };
                let is_others = first != id;
                (first, is_others)
            }
        };
        match super::work(ports, &id).await {
            // What somebody else asked for was taken back, since they saw another version: it is asked for
            // anew.
            Ok(()) | Err(Failure::Stale)
                if is_others && erasures::under_way(sql, &id).await?.is_none() => {}
            Ok(()) => return Ok(id),
            Err(Failure::Stale) => return Err(Failure::Stale),
            Err(failure) => {
                let _ = send(ports, &id).await;
                return Err(failure);
            }
        }
    }
}

/// Takes back that a memory was forgotten, or put in other words, within the last hour.
///
/// # Errors
/// `NotFound` where the two have no such memory; `Conflict` where it is too late, or something else was
/// said since.
pub async fn restore(
    ports: &impl Ports,
    pair: &Pair,
    memory_id: MemoryId,
) -> Result<Restored, Failure> {
    let sql = ports.sql();
    let actor = Address::Relationship(pair.clone());
    let forgotten = forgetting(ports, pair, &memory_id).await?;
    let undo = match &forgotten {
        Some(erasure) if !is_undoable(erasure, ports.now()) => {
            let why = "It was forgotten more than an hour ago, and can't be restored any more.";
            return Err(Failure::conflict(why));
        }
        Some(erasure) if erasure.progress.pass == Pass::First => {
            let why = "It is being forgotten at this moment. Try again in a minute.";
            return Err(Failure::conflict(why));
        }
        Some(_) => Undo::Forgetting,
        None => Undo::Edit {
            since: ports.now().plus(-UNDOABLE),
        },
    };
    let restore = Restore {
        memory_id,
        undo,
        entropy: ports.entropy()?,
    };
    let restored = ports.memories().ask(&actor, restore).await?;
    for (call, gist) in &restored.gists {
        calls::put_summary(sql, &pair.user, call, &gist.for_user().summary).await?;
        // Of a call that was read while it was forgotten, the transcript was completed without it.
        change_transcript(ports, pair, call, |transcript| transcript.complete(gist)).await?;
    }
    if let Some(erasure) = &forgotten {
        erasures::take_back(sql, &erasure.id).await?;
    }
    sweeping::fade(ports, &actor).await?;
    Ok(restored)
}

/// Whether that memory was forgotten, and can still be restored.
pub async fn is_restorable(
    ports: &impl Ports,
    pair: &Pair,
    memory_id: &MemoryId,
) -> Result<bool, Failure> {
    let forgotten = forgetting(ports, pair, memory_id).await?;
    Ok(forgotten.is_some_and(|erasure| is_undoable(&erasure, ports.now())))
}

/// The forgetting of that memory that is under way, where there is one.
async fn forgetting(
    ports: &impl Ports,
    pair: &Pair,
    memory_id: &MemoryId,
) -> Result<Option<Erasure>, Failure> {
    let scope = Scope::Memory {
        pair: pair.clone(),
        memory: memory_id.clone(),
    };
    match erasures::same(ports.sql(), &scope).await? {
        Some(id) => erasures::under_way(ports.sql(), &id).await,
        None => Ok(None),
    }
}

fn is_undoable(forgetting: &Erasure, now: Timestamp) -> bool {
    now < forgetting.asked_at.plus(UNDOABLE)
}

/// What of transcripts is not to be shown, though it still lies in the bucket.
pub async fn forgotten(ports: &impl Ports, pair: &Pair) -> Result<Option<Telling>, Failure> {
    if !erasures::is_forgetting(ports.sql(), pair).await? {
        return Ok(None);
    }
    let actor = Address::Relationship(pair.clone());
    ports.memories().ask(&actor, Forgotten {}).await.map(Some)
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
    if erasure.progress.pass == Pass::Last {
        take_for_good(ports, &pair, memory).await?;
        return Ok(Worked::Done);
    }
    let traced = match ports.memories().ask(&actor, trace).await {
        Ok(traced) => traced,
        // Something else took it away.
        Err(Failure::NotFound { .. }) => return Ok(Worked::Done),
        Err(failure) => return Err(failure),
    };
    let telling = &traced.telling;
    if erasure.progress.is_uncounted(ALL) {
        let counts = erasure.counts.and(&Counts {
            memories: u64::from(traced.memories),
            turns: telling.turns.len() as u64,
            ..Counts::default()
        });
        let counted = erasure.progress.counted(ALL);
        if !save(ports, erasure, counted, counts).await? {
            return Ok(Worked::Elsewhere);
        }
    }
    let edit = Edit {
        memory_id: memory,
        change: Change::Forget,
        seen: erasure.progress.seen.clone(),
        now: ports.now(),
        entropy: ports.entropy()?,
    };
    match ports.memories().ask(&actor, edit).await {
        Ok(_) | Err(Failure::NotFound { .. }) => {}
        // Changed since whoever wants it forgotten looked at it: it stays, as if nobody had asked.
        Err(Failure::Stale) => {
            erasures::take_back(ports.sql(), &erasure.id).await?;
            return Err(Failure::Stale);
        }
        Err(failure) => return Err(failure),
    }
    silence_summaries(ports, &pair, telling).await?;
    let_go_of_prompts(ports, &pair).await?;
    sweeping::fade(ports, &actor).await?;
    Ok(Worked::Done)
}

/// Takes out what came to be known of forgotten memories since, as their calls were read late or a file
/// brought them: for good, where the last pass has come already.
pub async fn take_late(ports: &impl Ports, pair: &Pair) -> Result<(), Failure> {
    let actor = Address::Relationship(pair.clone());
    for (memory_id, told) in ports.memories().ask(&actor, Late {}).await? {
        let last = Progress::at(Pass::Last, Step::Words);
        let is_to_come = forgetting(ports, pair, &memory_id)
            .await?
            .is_some_and(|erasure| ports.now() < last.not_before(erasure.asked_at));
        if !is_to_come {
            take_for_good(ports, pair, memory_id).await?;
        } else {
            silence_summaries(ports, pair, &told).await?;
            let taken = NoteTaken { memory_id, told };
            ports.memories().ask(&actor, taken).await?;
        }
    }
    Ok(())
}

async fn take_for_good(
    ports: &impl Ports,
    pair: &Pair,
    memory_id: MemoryId,
) -> Result<(), Failure> {
    let actor = Address::Relationship(pair.clone());
    while let Some(told) = told(ports, &actor, memory_id.clone()).await? {
        for call in told.calls() {
            change_transcript(ports, pair, call, |transcript| transcript.silence(&told)).await?;
        }
        silence_summaries(ports, pair, &told).await?;
        let memory_id = memory_id.clone();
        let let_go = LetGo { memory_id, told };
        // Where a call was read meanwhile that tells it too, that is looked through as well.
        if ports.memories().ask(&actor, let_go).await? {
            break;
        }
    }
    Ok(())
}

/// What tells a memory that was forgotten; none where it stands, or something else took it away.
async fn told(
    ports: &impl Ports,
    actor: &Address,
    memory_id: MemoryId,
) -> Result<Option<Telling>, Failure> {
    match ports.memories().ask(actor, Trace { memory_id }).await {
        Ok(traced) => Ok((!traced.stands).then_some(traced.telling)),
        Err(Failure::NotFound { .. }) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Changes a call's transcript, where there is one.
async fn change_transcript(
    ports: &impl Ports,
    pair: &Pair,
    call: &CallId,
    change: impl Fn(&mut Transcript),
) -> Result<(), Failure> {
    let key = Transcript::path(&pair.user, &pair.persona, call);
    loop {
        let Some(stored) = ports.buckets().text(&key).await? else {
            return Ok(());
        };
        let mut transcript: Transcript = serde_json::from_str(&stored.text).map_err(|error| {
            Failure::unavailable(format!("a transcript can't be read: {error}"))
        })?;
        change(&mut transcript);
        let body = serde_json::to_string(&transcript)
            .map_err(|error| Failure::unavailable(error.to_string()))?;
        let unchanged = Condition::Version(stored.etag);
        // Where it was completed meanwhile, what was added is looked through too.
        if body == stored.text || ports.buckets().put_text(&key, body, unchanged).await? {
            return Ok(());
        }
    }
}

async fn silence_summaries(
    ports: &impl Ports,
    pair: &Pair,
    telling: &Telling,
) -> Result<(), Failure> {
    for call in telling.calls() {
        silence_summary(ports, pair, call, telling).await?;
    }
    Ok(())
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
