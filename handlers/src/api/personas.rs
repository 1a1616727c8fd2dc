//! Personas, what they are to the user, and what they know.

use call_me_back::call::briefing::{Briefing, Occasion};
use call_me_back::directory::people::User;
use call_me_back::directory::{personas, relationships};
use call_me_back::extraction::window_named;
use call_me_back::flows::relating::{self, Customization};
use call_me_back::flows::starting;
use call_me_back::ids::{Pair, PersonaId};
use call_me_back::memory::command::{Address, List, Past, Recall, Scope};
use call_me_back::memory::document;
use call_me_back::memory::hit::Recalled;
use call_me_back::persona::Persona;
use call_me_back::ports::{Memories as _, Ports as _};
use call_me_back::recall::question::Names;
use call_me_back::recall::turns::Weights;
use call_me_back::relationship::Relationship;
use serde_json::{Value, json};

use super::persona_id;
use crate::answer::{Answer, Refusal, json, json_with};
use crate::visit::Visit;

/// A persona as others than its maker see it: without its core prompt.
fn shown(persona: &Persona) -> Value {
    json!({
        "id": persona.id,
        "name": persona.name,
        "description": persona.description,
        "voice": persona.voice,
        "created_by": persona.created_by,
        "is_public": persona.is_public,
        "personality_traits": persona.personality_traits,
    })
}

pub async fn list(visit: &Visit) -> Answer {
    let user = visit.user().await?;
    let personas = personas::personas(visit.ports.sql(), &user.id).await?;
    let personas: Vec<Value> = personas.iter().map(shown).collect();
    json(&json!({ "personas": personas }))
}

pub async fn show(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let persona = personas::persona(visit.ports.sql(), &user.id, &persona_id(id)?).await?;
    json(&shown(&persona))
}

/// `POST …/customize`: sets type and custom prompt; makes the relationship where there is none.
pub async fn customize(visit: &mut Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let id = persona_id(id)?;
    let wish: Customization = visit.json().await?;
    json(&relating::customize(&visit.ports, &user, &id, wish).await?)
}

/// The pair of the user and a persona that they may meet.
pub async fn met(visit: &Visit, user: &User, id: &str) -> Result<(Persona, Pair), Refusal> {
    let id: PersonaId = persona_id(id)?;
    let persona = personas::persona(visit.ports.sql(), &user.id, &id).await?;
    let pair = Pair {
        user: user.id.clone(),
        persona: id,
    };
    Ok((persona, pair))
}

async fn standing(visit: &Visit, pair: &Pair) -> Result<Relationship, Refusal> {
    relationships::relationship(visit.ports.sql(), pair)
        .await?
        .ok_or_else(|| super::hidden("the relationship"))
}

pub async fn relationship(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let (_, pair) = met(visit, &user, id).await?;
    json(&standing(visit, &pair).await?)
}

/// `PUT …/relationship`: changes one that stands.
pub async fn put_relationship(visit: &mut Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let (_, pair) = met(visit, &user, id).await?;
    let wish: Customization = visit.json().await?;
    standing(visit, &pair).await?;
    json(&relating::customize(&visit.ports, &user, &pair.persona, wish).await?)
}

/// `GET …/memories`: what the persona knows of the user, memory by memory and as documents.
pub async fn memories(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let (_, pair) = met(visit, &user, id).await?;
    let relationship = standing(visit, &pair).await?;
    let actor = Address::Relationship(pair.clone());
    let memories = visit.ports.memories().ask(&actor, List::default()).await?;
    let limit = relationship.memory_config.auto_recall_depth;
    let past = visit.ports.memories().ask(&actor, Past { limit }).await?;
    json(&json!({
        "memories": memories,
        "long_term": document::long_term(&pair, &memories),
        "recent_calls": document::recent_calls(&pair, &past.episodes, &past.storylines),
    }))
}

/// `GET …/recall?q=`: searches memories, episodes and what was said.
pub async fn recall(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let (persona, pair) = met(visit, &user, id).await?;
    let query = visit.query("q").filter(|query| !query.trim().is_empty());
    let query = query.ok_or_else(|| Refusal::at(422, "q", "Say what to look for."))?;
    standing(visit, &pair).await?;
    let now = visit.ports.now();
    let recall = Recall {
        window: window_named(&query, now, user.time_zone),
        query: query.into(),
        weights: Weights::default(),
        names: Names {
            user: user.name,
            persona: Some(persona.name),
        },
        limit: 20,
        scope: Scope::Owner,
        now,
    };
    let actor = Address::Relationship(pair);
    let hits = visit.ports.memories().ask(&actor, recall).await?;
    json(&Recalled { hits })
}

/// What the persona would be told if the user called now.
pub async fn briefing(visit: &Visit, user: &User, id: &str) -> Result<Briefing, Refusal> {
    let (persona, pair) = met(visit, user, id).await?;
    let relationship = standing(visit, &pair).await?;
    let briefing = starting::brief(
        &visit.ports,
        user,
        persona,
        relationship,
        Occasion::UserCalls,
    );
    Ok(briefing.await?)
}

pub async fn prompt(visit: &Visit, id: &str) -> Answer {
    let user = visit.user().await?;
    let briefing = briefing(visit, &user, id).await?;
    json_with(200, &starting::prompt(&visit.ports, &briefing).await)
}
