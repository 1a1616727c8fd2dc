//! Erasing at a person's wish. Asking for it takes effect at once: in one transaction the rows go by
//! which anybody sees, calls or plans. What is elsewhere goes step by step after it, in jobs that may die
//! anywhere and be done twice; whatever is lost of them, the cron of every minute brings back.

mod asking;
mod memory;

pub use asking::{call, everything, relationship};
pub use memory::{forget, forgotten, is_restorable, restore, take_late};

use crate::call::Status;
use crate::call::machine::Event;
use crate::call::transcript::Transcript;
use crate::directory::erasures::{self, ErasedCall, Erasure};
use crate::directory::{calls, relationships};
use crate::erasure::{Counts, Pass, Progress, Receipt, Scope, Step};
use crate::failure::Failure;
use crate::ids::{ErasureId, Pair};
use crate::memory::command::{Address, Erase, Tally};
use crate::ports::{Carrier, Job, Listing, Memories, Outbox, Ports, Sessions, SmartBuckets};
use crate::time::HOUR;

/// The most erasures that one sweep takes on.
const MOST: u32 = 100;
/// Calls, or pages of objects, that one job works through before another goes on.
const MOST_AT_ONCE: u32 = 100;
/// Objects of a page.
const PAGE: u32 = 1_000;

/// What was erased, or is being.
///
/// # Errors
/// `NotFound` where there is no such receipt, or it was kept long enough.
pub async fn receipt(ports: &impl Ports, id: &ErasureId) -> Result<Receipt, Failure> {
    erasures::receipt(ports.sql(), id).await
}

/// Queues what is to be gone on with.
pub async fn queue_due(ports: &impl Ports) -> Result<(), Failure> {
    for id in erasures::due(ports.sql(), ports.now(), MOST).await? {
        send(ports, &id).await?;
        erasures::put_off(ports.sql(), &id, ports.now()).await?;
    }
    Ok(())
}

async fn send(ports: &impl Ports, id: &ErasureId) -> Result<(), Failure> {
    let job = Job::Erase {
        erasure_id: id.clone(),
    };
    ports.outbox().send(&job).await
}

/// What came of some work on a step.
enum Worked {
    /// It is done.
    Done,
    /// There is more of it.
    More,
    /// Somebody else goes on with the erasure.
    Elsewhere,
}

/// Goes on with an erasure, as far as one job goes. What is finished, or was never asked for, is nothing
/// to it.
pub async fn work(ports: &impl Ports, id: &ErasureId) -> Result<(), Failure> {
    let Some(mut erasure) = erasures::under_way(ports.sql(), id).await? else {
        return Ok(());
    };
    let mut left = MOST_AT_ONCE;
    while ports.now() >= erasure.progress.not_before(erasure.asked_at) {
        match step(ports, &mut erasure, &mut left).await? {
            Worked::Elsewhere => return Ok(()),
            Worked::More => return send(ports, id).await,
            Worked::Done => {}
        }
        let Some(next) = erasure.progress.next() else {
            return erasures::finish(ports.sql(), id, ports.now()).await;
        };
        let counts = erasure.counts.clone();
        if !save(ports, &mut erasure, next, counts).await? {
            return Ok(());
        }
    }
    // The cron brings it back when the last pass may begin.
    Ok(())
}

async fn step(
    ports: &impl Ports,
    erasure: &mut Erasure,
    left: &mut u32,
) -> Result<Worked, Failure> {
    match erasure.progress.step {
        Step::Words => memory::take_words(ports, erasure).await,
        Step::Counting => count(ports, erasure).await,
        Step::Sessions => sessions(ports, erasure, left).await,
        Step::Transcripts => match transcripts_of(&erasure.scope) {
            Some(prefix) => {
                take_objects(ports, erasure, left, &prefix, |counts| {
                    &mut counts.transcripts
                })
                .await
            }
            None => Ok(Worked::Done),
        },
        Step::Memories => memories(ports, erasure).await,
        Step::Objects => match &erasure.scope {
            Scope::Everything(user) => {
                let prefix = format!("buckets/{user}/");
                take_objects(ports, erasure, left, &prefix, |counts| &mut counts.objects).await
            }
            _ => Ok(Worked::Done),
        },
        Step::Rows => tidy(ports, &erasure.scope).await.map(|()| Worked::Done),
    }
}

async fn save(
    ports: &impl Ports,
    erasure: &mut Erasure,
    progress: Progress,
    counts: Counts,
) -> Result<bool, Failure> {
    erasures::save(ports.sql(), erasure, progress, counts, ports.now()).await
}

/// The actors that an erasure reaches, in the order of their names.
async fn actors_of(ports: &impl Ports, erasure: &Erasure) -> Result<Vec<Address>, Failure> {
    match &erasure.scope {
        Scope::Call { pair, .. } | Scope::Memory { pair, .. } => {
            Ok(vec![Address::Relationship(pair.clone())])
        }
        Scope::Relationship(_) | Scope::Everything(_) => {
            erasures::actors(ports.sql(), &erasure.id).await
        }
    }
}

/// Counts what the memory actors hold, before any of it goes.
async fn count(ports: &impl Ports, erasure: &mut Erasure) -> Result<Worked, Failure> {
    let call_id = match &erasure.scope {
        Scope::Call { call, .. } => Some(call.clone()),
        _ => None,
    };
    for actor in actors_of(ports, erasure).await? {
        let name = actor.name();
        if !erasure.progress.is_uncounted(&name) {
            continue;
        }
        let tally = Tally {
            call_id: call_id.clone(),
        };
        let tallied = ports.memories().ask(&actor, tally).await?;
        let counts = erasure.counts.and(&Counts {
            memories: tallied.memories,
            episodes: tallied.episodes,
            storylines: tallied.storylines,
            procedures: tallied.procedures,
            documents: tallied.documents,
            turns: tallied.turns,
            entries: tallied.entries,
            ..Counts::default()
        });
        let counted = erasure.progress.counted(&name);
        if !save(ports, erasure, counted, counts).await? {
            return Ok(Worked::Elsewhere);
        }
    }
    Ok(Worked::Done)
}

/// Ends calls at the carrier, and lets their sessions go of everything.
async fn sessions(
    ports: &impl Ports,
    erasure: &Erasure,
    left: &mut u32,
) -> Result<Worked, Failure> {
    let pass = match erasure.progress.pass {
        Pass::First => 1,
        Pass::Last => 2,
    };
    // Calls that go on were begun with what is erased now.
    if let Scope::Call { pair, .. } = &erasure.scope {
        let_go_of_prompts(ports, pair).await?;
    }
    loop {
        let calls = erasures::calls_before(ports.sql(), &erasure.id, pass, *left).await?;
        if calls.is_empty() {
            return Ok(if *left > 0 {
                Worked::Done
            } else {
                Worked::More
            });
        }
        for call in calls {
            if erasure.progress.pass == Pass::First {
                stop_at_carrier(ports, &call).await?;
            }
            ports.sessions().erase(&call.call_id).await?;
            erasures::note_call(ports.sql(), &erasure.id, &call.call_id, pass).await?;
            *left = left.saturating_sub(1);
        }
    }
}

async fn stop_at_carrier(ports: &impl Ports, call: &ErasedCall) -> Result<(), Failure> {
    let Some(carriers_name) = call
        .carrier_call_id
        .as_deref()
        .filter(|name| !name.is_empty())
    else {
        return Ok(());
    };
    match call.status {
        Status::Created | Status::Ringing => ports.carrier().cancel(carriers_name).await,
        Status::Live => ports.carrier().end(carriers_name, None).await,
        Status::Ended => Ok(()),
    }
}

/// Has the two's sessions let go of what they were opened with, as soon as they can: what they hold for
/// an hour after the end, and until then.
async fn let_go_of_prompts(ports: &impl Ports, pair: &Pair) -> Result<(), Failure> {
    let since = ports.now().plus(-2 * HOUR);
    for call in calls::held_since(ports.sql(), pair, since).await? {
        let told = ports.sessions().tell(&call, Event::LetGo, ports.now());
        match told.await {
            Ok(_) | Err(Failure::NotFound { .. }) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

/// Under which the transcripts lie that go. A memory's are only silenced.
fn transcripts_of(scope: &Scope) -> Option<String> {
    match scope {
        Scope::Memory { .. } => None,
        Scope::Call { pair, call } => Some(Transcript::path(&pair.user, &pair.persona, call)),
        Scope::Relationship(pair) => Some(format!("transcripts/{}/{}/", pair.user, pair.persona)),
        Scope::Everything(user) => Some(format!("transcripts/{user}/")),
    }
}

/// Takes away the objects under a prefix, page by page, each counted before it goes.
async fn take_objects(
    ports: &impl Ports,
    erasure: &mut Erasure,
    left: &mut u32,
    prefix: &str,
    of: fn(&mut Counts) -> &mut u64,
) -> Result<Worked, Failure> {
    let listing = Listing {
        prefix: prefix.to_owned(),
        delimiter: None,
        limit: PAGE,
        cursor: None,
    };
    while *left > 0 {
        let listed = ports.buckets().list(&listing).await?;
        let keys: Vec<String> = listed.objects.into_iter().map(|head| head.key).collect();
        let Some(last) = keys.last() else {
            return Ok(Worked::Done);
        };
        let uncounted = keys.iter().filter(|key| erasure.progress.is_uncounted(key));
        let uncounted = uncounted.count() as u64;
        if uncounted > 0 {
            let mut counts = erasure.counts.clone();
            *of(&mut counts) += uncounted;
            let counted = erasure.progress.counted(last);
            if !save(ports, erasure, counted, counts).await? {
                return Ok(Worked::Elsewhere);
            }
        }
        ports.buckets().delete(&keys).await?;
        *left = left.saturating_sub(1);
    }
    Ok(Worked::More)
}

/// Erases what the memory actors hold; in the last pass, that they were.
async fn memories(ports: &impl Ports, erasure: &Erasure) -> Result<Worked, Failure> {
    let now = ports.now();
    for actor in actors_of(ports, erasure).await? {
        match (&erasure.scope, erasure.progress.pass) {
            (Scope::Call { call, .. }, _) => {
                let erase = Erase {
                    call_id: Some(call.clone()),
                    now,
                };
                ports.memories().ask(&actor, erase).await?;
            }
            (_, Pass::First) => {
                let erase = Erase { call_id: None, now };
                ports.memories().ask(&actor, erase).await?;
            }
            (_, Pass::Last) => ports.memories().dissolve(&actor).await?,
        }
    }
    Ok(Worked::Done)
}

/// Takes out the rows that came to be after the asking.
async fn tidy(ports: &impl Ports, scope: &Scope) -> Result<(), Failure> {
    match scope {
        Scope::Everything(user) => erasures::tidy_everything(ports.sql(), user).await,
        Scope::Relationship(pair) => erasures::tidy_pair(ports.sql(), pair).await,
        Scope::Call { pair, .. } | Scope::Memory { pair, .. } => {
            relationships::recount(ports.sql(), pair).await
        }
    }
}
