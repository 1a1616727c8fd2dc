//! How a persona would greet the user, were it to them what they say on a form.

use crate::brain::{Request, builtin, standing_in};
use crate::call::briefing::{Briefing, Occasion};
use crate::directory::people::User;
use crate::directory::personas;
use crate::directory::relationships::{self, Terms};
use crate::failure::Failure;
use crate::flows::relating::{self, Customization};
use crate::flows::starting;
use crate::ids::{Pair, PersonaId, RelationshipId};
use crate::memory::command::Opening;
use crate::ports::Ports;
use crate::relationship::{Kind, MemoryConfig, Relationship};
use crate::secret;
use crate::telephony::language::Language;
use crate::time::Timestamp;

/// The first words of a call that the user would begin now. Nothing is stored for it, and nobody is paid:
/// they are the built-in brain's, which speaks in the persona's manner as a model is told to.
///
/// # Errors
/// `NotFound` where there is no such persona for the user; `Invalid` with what can't be.
pub async fn preview(
    ports: &impl Ports,
    user: &User,
    persona: &PersonaId,
    name: &str,
    wish: Customization,
) -> Result<String, Failure> {
    let user = relating::called(user, name)?;
    let persona = personas::persona(ports.sql(), &user.id, persona).await?;
    let pair = Pair {
        user: user.id.clone(),
        persona: persona.id.clone(),
    };
    let standing = relationships::relationship(ports.sql(), &pair).await?;
    let terms = relating::terms(standing.as_ref(), wish)?;
    let occasion = Occasion::UserCalls;
    let briefing = match standing {
        Some(standing) => {
            let relationship = under(terms, standing);
            starting::brief(ports, &user, persona, relationship, occasion).await?
        }
        // No memory begins with a look at a form.
        None => {
            let id = RelationshipId::new(ports.entropy()?);
            let relationship = under(terms, begun(id, pair, ports.now()));
            let nothing = Opening::default();
            starting::briefing(ports, &user, persona, relationship, occasion, nothing).await?
        }
    };
    Ok(greeting(briefing))
}

fn under(terms: Terms, relationship: Relationship) -> Relationship {
    Relationship {
        relationship_type: terms.relationship_type,
        kind: terms.kind,
        custom_system_prompt: terms.custom_system_prompt,
        voice: terms.voice.map(|voice| voice.name().to_owned()),
        language: terms.language,
        memory_config: terms.memory_config,
        ..relationship
    }
}

/// As it would be if it began now.
fn begun(id: RelationshipId, pair: Pair, now: Timestamp) -> Relationship {
    Relationship {
        id,
        user_id: pair.user,
        persona_id: pair.persona,
        relationship_type: String::new(),
        kind: Kind::Friend,
        custom_system_prompt: None,
        voice: None,
        language: Language::default(),
        memory_config: MemoryConfig::default(),
        relationship_started_at: now,
        total_calls: 0,
        total_minutes: 0,
        last_call_at: None,
        created_at: now,
        updated_at: now,
        paused: false,
        version: 0,
    }
}

fn greeting(briefing: Briefing) -> String {
    let language = briefing.relationship.language;
    let of_the_two = [
        briefing.relationship.user_id.as_str(),
        briefing.persona.id.as_str(),
    ];
    let request = Request {
        system_prompt: String::new(),
        turns: Vec::new(),
        recalled: Vec::new(),
        recollection: None,
        // The same for each letter that is typed, so that only what is typed changes it.
        seed: secret::seed(&of_the_two.join(" "), 0),
        briefing,
    };
    match language {
        Language::English => builtin::reply(&request),
        other => standing_in::line(&request, other),
    }
}
