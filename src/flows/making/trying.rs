//! Trying a persona out while it is being made: a few turns with whom the form describes. Nothing of it
//! is stored, and nobody remembers it.

use std::collections::BTreeMap;

use super::{Description, described};
use crate::brain::builtin::{self, is_crisis};
use crate::brain::{Brain, Reply as _, Request};
use crate::call::briefing::{Beside, Briefing, Occasion};
use crate::call::{Speaker, Turn};
use crate::directory::limits::{self, Limit};
use crate::directory::people::User;
use crate::failure::Failure;
use crate::flows::relating::checked;
use crate::flows::starting::prompt;
use crate::ids::{PersonaId, RelationshipId};
use crate::ports::Ports;
use crate::relationship::{Kind, MemoryConfig, Relationship};
use crate::secret;
use crate::telephony::language::Language;
use crate::time::{HOUR, MINUTE, SECOND};

/// Turns of one try-out at most, both sides'.
pub const MOST_TURNS: usize = 16;
/// The longest that is said in it, in characters.
pub const LONGEST: usize = 500;
/// A reply is cut where it is longer than anybody says in one breath.
const LONGEST_REPLY: usize = 2_000;
/// How often somebody tries out: each may be paid for.
const OFTEN: Limit = Limit {
    name: "try_out",
    most: 60,
    window: HOUR,
};

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
/// tried out this hour.
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
    if let Some(until) = limits::count(ports.sql(), OFTEN, &who, now).await? {
        return Err(Failure::TooOften {
            why: "That was much trying out for one hour. Save it, or come back a little later."
                .to_owned(),
            retry_after: u32::try_from(until.since(now) / SECOND).unwrap_or(1).max(1),
        });
    }
    // Who may be in danger is not left to a model, not even here.
    let is_grave = request.turns.iter().any(|turn| is_crisis(&turn.text));
    let said = match is_grave {
        true => String::new(),
        false => spoken(brain, &request).await,
    };
    Ok(match said.trim() {
        "" => builtin::reply(&request),
        said => said.to_owned(),
    })
}

/// What the brain says; nothing where it fails before a word.
async fn spoken(brain: &impl Brain, request: &Request) -> String {
    let mut said = String::new();
    if let Ok(mut reply) = brain.reply(request).await {
        while let Some(Ok(piece)) = reply.next().await {
            said.push_str(&piece);
            if said.chars().count() > LONGEST_REPLY {
                break;
            }
        }
    }
    said.chars().take(LONGEST_REPLY).collect()
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
