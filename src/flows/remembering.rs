//! The post-call job: reads an ended call and remembers what is worth it. Idempotent by the
//! call's id, however often and however late it is delivered.

use crate::call::transcript::Transcript;
use crate::directory::{actors, calls, people, personas, relationships};
use crate::extraction::{self, Hearing, model};
use crate::failure::Failure;
use crate::flows::planning;
use crate::ids::{CallId, Pair};
use crate::memory::command::{Address, Open, Recollection, Remember, Remembered};
use crate::memory::reading::Reading;
use crate::ports::{Condition, Memories, Ports, Scribe, SmartBuckets};

/// Answers that a model gives at most: one, and one that mends it.
const MOST_ANSWERS: u32 = 2;

pub async fn remember(ports: &impl Ports, id: &CallId, pair: &Pair) -> Result<(), Failure> {
    let actor = Address::Relationship(pair.clone());
    let key = Transcript::path(&pair.user, &pair.persona, id);
    let Some(stored) = ports.buckets().text(&key).await? else {
        // Erased in the meantime, or never talked: nothing is left to remember.
        relationships::recount(ports.sql(), pair).await?;
        planning::try_again(ports, id, pair).await?;
        return calls::note_remembered(ports.sql(), id, "", &[], &[]).await;
    };
    let mut transcript: Transcript = serde_json::from_str(&stored.text)
        .map_err(|error| Failure::unavailable(format!("a transcript can't be read: {error}")))?;

    let before = Recollection {
        call_id: id.clone(),
    };
    let remembered = match ports.memories().ask(&actor, before).await? {
        Some(remembered) => remembered,
        None => read_and_apply(ports, id, pair, &transcript).await?,
    };

    transcript.complete(&remembered.reading.gist);
    let body = serde_json::to_string(&transcript)
        .map_err(|error| Failure::unavailable(error.to_string()))?;
    if !ports
        .buckets()
        .put_text(&key, body, Condition::Version(stored.etag))
        .await?
    {
        return Err(Failure::unavailable("the transcript was written meanwhile"));
    }
    relationships::recount(ports.sql(), pair).await?;
    actors::note_fade(ports.sql(), &actor, remembered.next_fade_at).await?;
    let Reading { operations, gist } = &remembered.reading;
    calls::note_remembered(
        ports.sql(),
        id,
        &gist.summary,
        operations,
        &remembered.outcomes,
    )
    .await
}

async fn read_and_apply(
    ports: &impl Ports,
    id: &CallId,
    pair: &Pair,
    transcript: &Transcript,
) -> Result<Remembered, Failure> {
    let actor = Address::Relationship(pair.clone());
    let user = people::user(ports.sql(), &pair.user).await?;
    let persona = personas::persona(ports.sql(), &pair.user, &pair.persona).await?;
    let relationship = relationships::relationship(ports.sql(), pair)
        .await?
        .ok_or_else(|| Failure::not_found("the relationship"))?;
    let now = ports.now();
    let known = ports.memories().ask(&actor, Open { depth: 0, now }).await?;
    let said_at = transcript.call_metadata.started_at;
    let turns = transcript.turns();
    let hearing = Hearing {
        turns: &turns,
        started_at: said_at,
        zone: user.time_zone,
        persona_name: &persona.name,
        user_name: user.name.as_deref(),
        memories: &known.memories,
        storylines: &known.storylines,
    };
    let reading = read(ports, &hearing).await;
    ports
        .memories()
        .ask(
            &actor,
            Remember {
                call_id: id.clone(),
                reading,
                config: relationship.memory_config,
                said_at,
                entropy: ports.entropy()?,
            },
        )
        .await
}

/// Reads with the language model that is configured, which may mend its answer once; else, or where
/// that comes to nothing, with the built-in reader.
async fn read(ports: &impl Ports, hearing: &Hearing<'_>) -> Reading {
    let scribe = ports.scribe();
    let mut mistake = None;
    if scribe.is_ready().is_ok() {
        let input = model::input(hearing);
        for _ in 0..MOST_ANSWERS {
            let instructions = model::instructions(hearing, mistake.as_deref());
            let Ok(written) = scribe.write(&instructions, &input).await else {
                break;
            };
            match model::reading(hearing, &written) {
                Ok(reading) => return reading,
                Err(why) => mistake = Some(why),
            }
        }
    }
    extraction::read(hearing)
}
