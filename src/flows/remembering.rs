//! The post-call job: reads an ended call and remembers what is worth it. Idempotent by the
//! call's id, however often and however late it is delivered.

use crate::call::cost::Tokens;
use crate::call::transcript::Transcript;
use crate::directory::{actors, calls, costs, people, personas, relationships};
use crate::extraction::{self, Hearing, model};
use crate::failure::Failure;
use crate::flows::costing::{self, Settled};
use crate::flows::{erasing, planning, telling};
use crate::ids::{CallId, Pair};
use crate::memory::command::{Address, Open, Recollection, Remember, Remembered};
use crate::memory::operation::Outcome;
use crate::memory::reading::Reading;
use crate::ports::{Condition, Memories, Ports, Scribe, SmartBuckets};
use crate::prompt::Counter;
use crate::webhooks::Happening;

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
    let mut remembered = match ports.memories().ask(&actor, before).await? {
        Some(remembered) => remembered,
        None => read_and_apply(ports, id, pair, &transcript).await?,
    };

    let Settled::At(cost_usd) = costing::settle(ports, id).await? else {
        // What is counted by the row would be counted without it.
        return Err(Failure::unavailable("the call's end is not in its row yet"));
    };
    transcript.call_metadata.cost_usd = cost_usd;
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
    let memory_ids: Vec<_> = remembered
        .outcomes
        .iter()
        .flat_map(Outcome::changed)
        .collect();
    if !memory_ids.is_empty() {
        let changed = Happening::MemoriesChanged {
            persona_id: pair.persona.clone(),
            call_id: Some(id.clone()),
            memory_ids,
        };
        telling::tell(ports, &pair.user, id.as_str(), &changed).await?;
    }
    loop {
        let Reading { operations, gist } = &remembered.reading;
        let outcomes = &remembered.outcomes;
        let summary = gist.for_user().summary;
        calls::note_remembered(ports.sql(), id, &summary, operations, outcomes).await?;
        // A memory that was forgotten meanwhile took its words out of the episode.
        let again = Recollection {
            call_id: id.clone(),
        };
        match ports.memories().ask(&actor, again).await? {
            Some(again) if again.reading.gist != remembered.reading.gist => remembered = again,
            _ => break,
        }
    }
    erasing::take_late(ports, pair).await
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
    let mut tokens = Tokens::default();
    let reading = match read_by_model(ports, &hearing, &mut tokens).await {
        Some(reading) => reading,
        None => extraction::read(&hearing),
    };
    costs::put_reading(ports.sql(), id, &tokens).await?;
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

/// What the language model that is configured reads, which may mend its answer once; none where that
/// comes to nothing, or there is none. `tokens` becomes what it took.
async fn read_by_model(
    ports: &impl Ports,
    hearing: &Hearing<'_>,
    tokens: &mut Tokens,
) -> Option<Reading> {
    let scribe = ports.scribe();
    scribe.is_ready().ok()?;
    let input = model::input(hearing);
    let mut mistake = None;
    for _ in 0..MOST_ANSWERS {
        let instructions = model::instructions(hearing, mistake.as_deref());
        let written = scribe.write(&instructions, &input).await.ok()?;
        let took = match written.tokens {
            Some(told) => told,
            None => counted(ports, &[&instructions, &input], &written.text).await,
        };
        *tokens = tokens.and(took);
        match model::reading(hearing, &written.text) {
            Ok(reading) => return Some(reading),
            Err(why) => mistake = Some(why),
        }
    }
    None
}

/// At most so many tokens, where the model does not tell.
async fn counted(ports: &impl Ports, read: &[&str], written: &str) -> Tokens {
    let table = ports.embedder().await;
    let counter = Counter::new(table.as_deref());
    Tokens {
        input: read
            .iter()
            .map(|text| u64::from(counter.tokens(text)))
            .sum(),
        output: counter.tokens(written).into(),
        counted: true,
    }
}
