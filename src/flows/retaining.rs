//! Letting go of what was said long ago: transcripts, what can be searched of them, episodes, summaries.
//! That there was a call stays, with its minutes and what it cost; and so does what was learned in it, which
//! fades by itself (`memory::command::Fade`).

use crate::call::transcript::Transcript;
use crate::directory::retention;
use crate::failure::Failure;
use crate::flows::sweeping;
use crate::ids::{CallId, Pair, UserId};
use crate::memory::command::{Address, Unsay};
use crate::ports::{Job, Memories, Outbox, Ports, SmartBuckets};

/// The most users whose wish or plan has changed, and the most calls, that one sweep takes on.
const MOST: u32 = 500;

/// Queues the calls that are due.
pub async fn queue_due(ports: &impl Ports) -> Result<(), Failure> {
    for user in retention::changed(ports.sql(), MOST).await? {
        follow(ports, &user).await?;
    }
    for (call_id, pair) in retention::due(ports.sql(), ports.now(), MOST).await? {
        ports.outbox().send(&Job::LetGo { call_id, pair }).await?;
    }
    Ok(())
}

/// Has all of a user's go by what they wish now, and their plan allows.
pub async fn follow(ports: &impl Ports, user: &UserId) -> Result<(), Failure> {
    retention::apply(ports.sql(), user, ports.now()).await
}

/// Lets go of what was said in a call, where that is due.
pub async fn let_go(ports: &impl Ports, call: &CallId, pair: &Pair) -> Result<(), Failure> {
    if !retention::is_due(ports.sql(), call, ports.now()).await? {
        return Ok(());
    }
    let key = Transcript::path(&pair.user, &pair.persona, call);
    ports.buckets().delete(&[key]).await?;
    let actor = Address::Relationship(pair.clone());
    let unsay = Unsay {
        call_id: call.clone(),
    };
    ports.memories().ask(&actor, unsay).await?;
    // What was last spoken of in that call, and is no longer so, goes with it.
    sweeping::fade(ports, &actor).await?;
    retention::let_go(ports.sql(), call).await
}
