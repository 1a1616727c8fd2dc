//! Trying a persona out while it is being made: a few turns with whom the form describes. Nothing that is said
//! is stored, and nobody remembers it; what it cost is counted.

use std::collections::BTreeMap;

use super::{Description, described};
use crate::brain::builtin::{self, is_crisis};
use crate::brain::{Brain, Reply as _, Request};
use crate::call::briefing::{Beside, Briefing, Occasion};
use crate::call::cost::{Cost, MicroUsd, Part, Tokens};
use crate::call::{Speaker, Turn};
use crate::directory::limits::{self, Limit};
use crate::directory::people::{User, number_hash};
use crate::directory::{costs, totals};
use crate::failure::Failure;
use crate::flows::relating::checked;
use crate::flows::starting::{prompt, standing};
use crate::ids::{PersonaId, RelationshipId};
use crate::operations::TRYING;
use crate::ports::Ports;
use crate::prompt::Counter;
use crate::relationship::{Kind, MemoryConfig, Relationship};
use crate::secret;
use crate::telephony::language::Language;
use crate::time::{DAY, HOUR, MINUTE, SECOND};

/// Turns of one try-out at most, both sides'.
pub const MOST_TURNS: usize = 16;
/// The longest that is said in it, in characters.
pub const LONGEST: usize = 500;
/// A reply is cut where it is longer than anybody says in one breath.
const LONGEST_REPLY: usize = 2_000;
/// How often somebody tries out: each may be paid for.
const OFTEN: [(Limit, &str); 2] = [
    (limit("try_out", 60, HOUR), "an hour"),
    (limit("try_out_a_day", 200, DAY), "a day"),
];

const fn limit(name: &'static str, most: u32, window: i64) -> Limit {
    Limit { name, most, window }
}

/// A persona that is being made, and what was said to it so far.
#[derive(Debug, Clone, Default)]
pub struct Trial {
    pub persona: Description,
    pub procedures: BTreeMap<String, String>,
    /// Ends with the user; empty: the persona speaks first.
    pub said: Vec<(Speaker, String)>,
}

/// What the persona says next.
///
/// # Errors
/// `Invalid` with what can't be, as in making one, or with the field `say`; `TooOften` where many were
/// tried out this hour, or this day; `Conflict` where the user's day has cost what it may.
pub async fn reply(
    ports: &impl Ports,
    user: &User,
    brain: &impl Brain,
    trial: Trial,
) -> Result<String, Failure> {
    let turns = turns(ports, &trial)?;
    let request = request(ports, user, trial, turns).await?;
    let who = secret::hash(user.id.as_str());
    let now = ports.now();
    for (limit, time) in OFTEN {
        if let Some(until) = limits::count(ports.sql(), limit, &who, now).await? {
            return Err(Failure::TooOften {
                why: format!("That was much trying out for {time}. Save it, or come back later."),
                retry_after: u32::try_from(until.since(now) / SECOND).unwrap_or(1).max(1),
            });
        }
    }
    // Who may be in danger is not left to a model, not even here.
    let is_grave = request.turns.iter().any(|turn| is_crisis(&turn.text));
    let said = match (is_grave, brain.is_paid()) {
        (true, _) => String::new(),
        (false, true) => paid(ports, user, brain, &request).await?,
        (false, false) => spoken(brain, &request).await.0,
    };
    Ok(match said.trim() {
        "" => builtin::reply(&request),
        said => said.to_owned(),
    })
}

/// The same of a brain that somebody is paid for: what it takes is taken of the user's day, and counted for
/// whoever runs this. What it reads is noted before it is asked, so that an answer that is lost is counted.
async fn paid(
    ports: &impl Ports,
    user: &User,
    brain: &impl Brain,
    request: &Request,
) -> Result<String, Failure> {
    let standing = standing(ports, user, None).await?;
    if standing
        .caps
        .cents
        .is_some_and(|cap| standing.today.cents >= cap)
    {
        return Err(Failure::conflict(
            "Today's calls and trying out have cost what a day may cost. Save it, or come back tomorrow.",
        ));
    }
    let table = ports.embedder().await;
    let count = |text: &str| u64::from(Counter::new(table.as_deref()).tokens(text));
    let turns = request.turns.iter().map(|turn| count(&turn.text));
    let reads = Tokens {
        input: count(&request.system_prompt) + turns.sum::<u64>(),
        output: 0,
        counted: true,
    };
    let noted = spend(ports, user, reads, MicroUsd::default()).await?;
    let (said, told) = spoken(brain, request).await;
    let took = told.unwrap_or_else(|| Tokens {
        output: count(&said),
        ..reads
    });
    spend(ports, user, took, noted).await?;
    Ok(said)
}

/// Takes what so many tokens cost of the user's day, as far as that is more than was `noted` already. Gives
/// what they cost.
async fn spend(
    ports: &impl Ports,
    user: &User,
    tokens: Tokens,
    noted: MicroUsd,
) -> Result<MicroUsd, Failure> {
    let (sql, now) = (ports.sql(), ports.now());
    let prices = ports.tariff().prices.as_ref();
    let cost = Cost::of(vec![Part::Brain(tokens)], prices, &user.phone).known();
    let more = cost.0.saturating_sub(noted.0);
    if more > 0 {
        let number = number_hash(&ports.hash_key()?, &user.phone);
        costs::spend(sql, &number, MicroUsd(more), now).await?;
        totals::add(sql, TRYING, u32::try_from(more).unwrap_or(u32::MAX), now).await?;
    }
    Ok(cost)
}

/// What the brain says, and took for it as far as it tells that; nothing where it fails before a word.
async fn spoken(brain: &impl Brain, request: &Request) -> (String, Option<Tokens>) {
    let Ok(mut reply) = brain.reply(request).await else {
        return (String::new(), None);
    };
    let mut said = String::new();
    loop {
        match reply.next().await {
            Some(Ok(piece)) => said.push_str(&piece),
            Some(Err(_)) => return (said, None),
            None => return (said, reply.tokens().await),
        }
        if said.chars().count() > LONGEST_REPLY {
            return (said.chars().take(LONGEST_REPLY).collect(), None);
        }
    }
}

fn turns(ports: &impl Ports, trial: &Trial) -> Result<Vec<Turn>, Failure> {
    if trial.said.len() > MOST_TURNS {
        let why = "That is as far as trying out goes. Begin anew, or save it and call.";
        return Err(Failure::invalid("say", why));
    }
    let began = ports.now().plus(-MINUTE);
    let turn = |(index, (speaker, text)): (u32, &(Speaker, String))| {
        let longest = match speaker {
            Speaker::User => LONGEST,
            Speaker::Persona => LONGEST_REPLY,
        };
        Ok(Turn {
            index,
            speaker: *speaker,
            text: checked("say", text, longest)?,
            at: began,
        })
    };
    (0..).zip(&trial.said).map(turn).collect()
}

/// As in a first call with a friend of whom nothing is known.
async fn request(
    ports: &impl Ports,
    user: &User,
    trial: Trial,
    turns: Vec<Turn>,
) -> Result<Request, Failure> {
    let now = ports.now();
    let persona = described(user, PersonaId::new(ports.entropy()?), trial.persona)?;
    let briefing = Briefing {
        relationship: Relationship {
            id: RelationshipId::new(ports.entropy()?),
            user_id: user.id.clone(),
            persona_id: persona.id.clone(),
            relationship_type: Kind::Friend.as_str().to_owned(),
            kind: Kind::Friend,
            custom_system_prompt: None,
            voice: None,
            language: Language::English,
            memory_config: MemoryConfig::nothing(),
            relationship_started_at: now,
            total_calls: 0,
            total_minutes: 0,
            last_call_at: None,
            created_at: now,
            updated_at: now,
            paused: false,
            version: 0,
        },
        persona,
        procedures: trial.procedures,
        user_name: user.name.clone(),
        zone: user.time_zone,
        now,
        occasion: Occasion::UserCalls,
        memories: Vec::new(),
        storylines: Vec::new(),
        episodes: Vec::new(),
        unread: None,
        beside: Beside::default(),
        crisis_line: ports.policy().unwrap_or_default().crisis_line(&user.phone),
    };
    let system_prompt = prompt(ports, &briefing).await.text;
    // Said again it is answered in the same way, and anew with each turn.
    let count = u32::try_from(turns.len()).unwrap_or(u32::MAX);
    Ok(Request {
        seed: secret::seed(&briefing.persona.name, count),
        system_prompt,
        briefing,
        turns,
        recalled: Vec::new(),
        recollection: None,
    })
}
