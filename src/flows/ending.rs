//! Ending a call: what was said is put where it stays. Each step may be done again.

use crate::call::machine::Event;
use crate::call::session::View;
use crate::call::transcript::{EndedCall, Transcript};
use crate::call::{Call, EndReason, Status};
use crate::directory::calls::{self, Entry};
use crate::failure::Failure;
use crate::ids::{CallId, UserId};
use crate::memory::command::{Address, Archive};
use crate::ports::{Carrier, Condition, Memories, Ports, Sessions, SmartBuckets, Words};

/// Hangs up at the user's wish. A telephone that still rings is stopped.
pub async fn hang_up(ports: &impl Ports, user: &UserId, id: &CallId) -> Result<Call, Failure> {
    let entry = calls::call(ports.sql(), user, id).await?;
    let call = ports
        .sessions()
        .tell(id, Event::HungUp, ports.now())
        .await?;
    stop_at_carrier(ports, id, entry.status).await?;
    Ok(call)
}

/// Stops a telephone that rings, or ends what goes on there: by the carrier itself, in whatever way they
/// are connected.
pub async fn stop_at_carrier(
    ports: &impl Ports,
    id: &CallId,
    stood: Status,
) -> Result<(), Failure> {
    let Some(carriers_name) = calls::carriers_name(ports.sql(), id).await? else {
        return Ok(());
    };
    match stood {
        Status::Created | Status::Ringing => ports.carrier().cancel(&carriers_name).await,
        Status::Live => ports.carrier().end(&carriers_name, None).await,
        Status::Ended => Ok(()),
    }
}

/// Ends a call that is not to go on, in its session and at the carrier. One that was never opened is
/// forgotten.
pub async fn end_call(ports: &impl Ports, entry: &Entry, reason: EndReason) -> Result<(), Failure> {
    let over = Event::Over { reason };
    match ports.sessions().tell(&entry.id, over, ports.now()).await {
        Ok(_) => stop_at_carrier(ports, &entry.id, entry.status).await,
        Err(Failure::NotFound { .. }) => calls::drop_unopened(ports.sql(), &entry.id).await,
        Err(failure) => Err(failure),
    }
}

/// Has the carrier end a call over which we have no line.
pub async fn end_at_carrier(
    ports: &impl Ports,
    view: &View,
    words: Option<&str>,
) -> Result<(), Failure> {
    let Some(carriers_name) = calls::carriers_name(ports.sql(), &view.call.id).await? else {
        return Ok(());
    };
    let words = words.zip(view.script.as_ref()).and_then(|(text, script)| {
        Some(Words {
            text: text.to_owned(),
            voice: script.briefing.voice()?,
            language: script.terms.language,
        })
    });
    ports.carrier().end(&carriers_name, words.as_ref()).await
}

/// Puts an ended call's transcript into the bucket and its turns into the relationship's index.
pub async fn archive(ports: &impl Ports, view: &View) -> Result<(), Failure> {
    let call = &view.call;
    let (Some(started_at), Some(ended_at), Some(script)) =
        (call.started_at, call.ended_at, &view.script)
    else {
        // They never talked: there is nothing to keep.
        return Ok(());
    };
    let briefing = &script.briefing;
    let entry = calls::call(ports.sql(), &call.pair.user, &call.id).await?;
    let cost_usd = entry.cost_usd;
    let transcript = Transcript::new(
        EndedCall {
            call_id: call.id.clone(),
            user_id: call.pair.user.clone(),
            persona_id: call.pair.persona.clone(),
            relationship_id: call.relationship_id.clone(),
            started_at,
            ended_at,
            cost_usd,
        },
        &briefing.persona.agent(),
        &view.turns,
    );
    let key = Transcript::path(&call.pair.user, &call.pair.persona, &call.id);
    let body = serde_json::to_string(&transcript)
        .map_err(|error| Failure::unavailable(error.to_string()))?;
    // A transcript that stands may be completed already: it is not written over.
    let buckets = ports.buckets();
    buckets.put_text(&key, body, Condition::Absent).await?;
    ports
        .memories()
        .ask(
            &Address::Relationship(call.pair.clone()),
            Archive {
                call_id: call.id.clone(),
                agent: briefing.persona.agent(),
                started_at,
                ended_at,
                turns: view.turns.clone(),
                cost_usd,
                config: briefing.relationship.memory_config.clone(),
            },
        )
        .await
        .map(|_| ())
}
