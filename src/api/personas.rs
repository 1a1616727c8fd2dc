//! Personas: who can be called.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::directory::personas;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::ids::PersonaId;
use crate::persona::Persona;
use crate::ports::Ports;

/// A persona as everybody sees it: without its core prompt.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Persona")]
pub(super) struct Shown {
    id: PersonaId,
    name: String,
    /// One line for those who choose whom to call.
    description: String,
    /// The name of the voice in which it speaks.
    voice: String,
    /// A user's id, or `system`.
    created_by: String,
    is_public: bool,
    personality_traits: BTreeMap<String, String>,
}

impl From<Persona> for Shown {
    fn from(persona: Persona) -> Self {
        Self {
            id: persona.id,
            name: persona.name,
            description: persona.description,
            voice: persona.voice,
            created_by: persona.created_by,
            is_public: persona.is_public,
            personality_traits: persona.personality_traits,
        }
    }
}

/// Lists the personas that the user may meet: public ones, and their own.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListPersonas {}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Personas {
    personas: Vec<Shown>,
}

impl Endpoint for ListPersonas {
    type Body = ();
    type Answer = Personas;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Personas, Failure> {
        let personas = personas::personas(ports.sql(), &by.user.id).await?;
        Ok(Personas {
            personas: personas.into_iter().map(Shown::from).collect(),
        })
    }
}

/// Shows a persona.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowPersona {
    persona_id: PersonaId,
}

impl Endpoint for ShowPersona {
    type Body = ();
    type Answer = Shown;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Shown, Failure> {
        let persona = personas::persona(ports.sql(), &by.user.id, &self.persona_id).await?;
        Ok(persona.into())
    }
}
