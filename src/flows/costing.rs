//! What calls cost, before and after. A cost is worked out from what was used, whenever something
//! more is known of that; so it does not matter in which order, how often or how late it is told.

use schemars::JsonSchema;
use serde::Serialize;

use crate::call::cost::{Cost, Part, Tokens, Usage, begun_minutes};
use crate::call::replies::Replies;
use crate::call::{Channel, Direction, EndReason, Status};
use crate::directory::costs::{self, Billed, Usual};
use crate::directory::people::User;
use crate::directory::personas;
use crate::failure::Failure;
use crate::ids::{CallId, Pair, PersonaId};
use crate::memory::command::{Address, Price};
use crate::ports::{Memories, Ports};

/// How long a call lasts where the two have had none.
const MINUTES: u64 = 10;
/// What a minute of talk is taken to use where there was none yet: the persona speaks half of it, and
/// answers four times, each time from the whole prompt.
const CHARACTERS_A_MINUTE: u64 = 450;
const TOKENS_A_MINUTE: Tokens = Tokens {
    input: 12_000,
    output: 160,
    counted: true,
};
/// What is said in a minute, in tokens, and what a reader is told besides.
const SAID_A_MINUTE: u64 = 250;
const INSTRUCTIONS: u64 = 1_500;
const READ: u64 = 600;

/// What a call may cost.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Estimate {
    pub minutes: u64,
    /// As long as the two usually talk; else nobody knows yet.
    pub is_usual: bool,
    pub cost_usd: Option<f64>,
    /// Such as "at least $0.12".
    pub in_words: String,
    pub cost: Cost,
    /// What is wrong with the table of prices, where something is.
    pub mistake: Option<String>,
}

/// What a call of the usual length with that persona may cost.
pub async fn estimate(
    ports: &impl Ports,
    user: &User,
    persona: &PersonaId,
    channel: Channel,
) -> Result<Estimate, Failure> {
    personas::persona(ports.sql(), &user.id, persona).await?;
    let pair = Pair {
        user: user.id.clone(),
        persona: persona.clone(),
    };
    let usual = costs::usual(ports.sql(), &pair).await?;
    let minutes = match &usual {
        Some(usual) => begun_minutes(usual.seconds / usual.calls.max(1)).max(1),
        None => MINUTES,
    };
    let tariff = ports.tariff();
    let parts = expected(
        minutes,
        usual.as_ref(),
        channel,
        tariff.speaks,
        tariff.embeds,
    );
    let cost = Cost::of(parts, tariff.prices.as_ref(), &user.phone);
    Ok(Estimate {
        minutes,
        is_usual: usual.is_some(),
        cost_usd: cost.total().map(|total| total.usd()),
        in_words: cost.in_words(),
        cost,
        mistake: tariff.mistake.clone(),
    })
}

fn expected(
    minutes: u64,
    usual: Option<&Usual>,
    channel: Channel,
    speaks: bool,
    embeds: bool,
) -> Vec<Part> {
    let mut parts = Vec::new();
    if channel == Channel::Phone {
        parts.push(Part::Carrier {
            direction: Direction::Outbound,
            minutes: Some(minutes),
        });
        parts.push(Part::Speech {
            characters: CHARACTERS_A_MINUTE * minutes,
        });
    }
    if speaks {
        let of_minutes = |total: u64, seconds: u64| total * 60 * minutes / seconds.max(1);
        let talked = usual.filter(|usual| !usual.brain.is_none());
        parts.push(Part::Brain(match talked {
            Some(usual) => Tokens {
                input: of_minutes(usual.brain.input, usual.seconds.into()),
                output: of_minutes(usual.brain.output, usual.seconds.into()),
                counted: true,
            },
            None => Tokens {
                input: TOKENS_A_MINUTE.input * minutes,
                output: TOKENS_A_MINUTE.output * minutes,
                counted: true,
            },
        }));
        parts.push(Part::Reading(Tokens {
            input: INSTRUCTIONS + SAID_A_MINUTE * minutes,
            output: READ,
            counted: true,
        }));
    }
    if embeds {
        parts.push(Part::Embeddings {
            tokens: SAID_A_MINUTE * minutes,
        });
    }
    parts
}

/// Notes what an ended call's session used, and how long its replies took.
pub async fn note_usage(
    ports: &impl Ports,
    id: &CallId,
    usage: &Usage,
    replies: &Replies,
) -> Result<(), Failure> {
    costs::put_usage(ports.sql(), id, usage, replies).await?;
    settle(ports, id).await.map(|_| ())
}

/// Notes how long a call was, as the carrier charges for it.
pub async fn note_seconds(ports: &impl Ports, id: &CallId, seconds: u32) -> Result<(), Failure> {
    costs::put_seconds(ports.sql(), id, seconds).await?;
    settle(ports, id).await.map(|_| ())
}

/// Whether a call's cost can be worked out, and what it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Settled {
    /// The call goes on, as far as its row tells.
    NotYet,
    /// What it cost in all; none where a part of it is unknown.
    At(Option<f64>),
}

/// Works out what a call cost from all that is known to be used in it, once it is over. What was
/// worked out from the same stands, at the prices of then.
pub async fn settle(ports: &impl Ports, id: &CallId) -> Result<Settled, Failure> {
    loop {
        let billed = costs::billed(ports.sql(), id).await?;
        if billed.status != Status::Ended {
            return Ok(Settled::NotYet);
        }
        if billed.is_of_export {
            return Ok(Settled::At(billed.cost_usd));
        }
        let Some(cost) = work_out(ports, id, &billed).await? else {
            continue;
        };
        let total = cost.total().map(|total| total.usd());
        // The episode tells it too, where there is one already.
        if billed.started_at.is_some() {
            let of = Address::Relationship(billed.pair());
            let price = Price {
                call_id: id.clone(),
                cost_usd: total,
            };
            ports.memories().ask(&of, price).await?;
        }
        // Where more is known meanwhile, this may have been told over what comes of that.
        if costs::uses_told(ports.sql(), id).await? == Some(billed.uses_told) {
            return Ok(Settled::At(total));
        }
    }
}

/// What a call cost, as its row has it now; none where more is known meanwhile.
async fn work_out(
    ports: &impl Ports,
    id: &CallId,
    billed: &Billed,
) -> Result<Option<Cost>, Failure> {
    let cost = Cost::of(used(billed), ports.tariff().prices.as_ref(), &billed.phone);
    match &billed.cost {
        Some(before) if before.is_of(&cost) => Ok(Some(before.clone())),
        _ => {
            let stands = costs::put_cost(ports.sql(), id, billed, &cost).await?;
            Ok(stands.then_some(cost))
        }
    }
}

/// What was used in a call that is over.
fn used(billed: &Billed) -> Vec<Part> {
    let usage = billed.usage.unwrap_or_default();
    let mut parts = Vec::new();
    if let (Channel::Phone, Some(direction)) = (billed.channel, usage.direction) {
        let minutes = minutes(billed);
        parts.push(Part::Carrier { direction, minutes });
    }
    parts.push(Part::Speech {
        characters: usage.characters,
    });
    parts.push(Part::Brain(usage.brain));
    parts.push(Part::Reading(billed.reading_usage.unwrap_or_default()));
    parts.push(Part::Embeddings {
        tokens: usage.embedded,
    });
    parts
}

/// The minutes that the carrier charges for: by its own word; until that comes by how long they
/// talked.
fn minutes(billed: &Billed) -> Option<u64> {
    match (billed.carrier_seconds, billed.started_at) {
        (Some(seconds), _) => Some(begun_minutes(seconds)),
        (None, Some(_)) => Some(begun_minutes(billed.duration_seconds.max(1))),
        (None, None) if billed.dialled == 0 => Some(0),
        (None, None) => match billed.end_reason {
            Some(
                EndReason::Busy | EndReason::NoAnswer | EndReason::Canceled | EndReason::Failed,
            ) => Some(0),
            // A machine picked up, or somebody who was not talked to: for how long the carrier alone
            // knows.
            _ => None,
        },
    }
}
