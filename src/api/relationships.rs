//! What a persona is to the user.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Endpoint;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::relating::{self, Customization};
use crate::ids::PersonaId;
use crate::ports::Ports;
use crate::relationship::Relationship;

/// Says what a persona is to the user: type, custom prompt, voice, language, and what it may
/// remember. Makes the relationship where there is none; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Customize {
    persona_id: PersonaId,
}

impl Endpoint for Customize {
    type Body = Customization;
    type Answer = Relationship;

    async fn run(
        self,
        ports: &impl Ports,
        by: &Caller,
        body: Customization,
    ) -> Result<Relationship, Failure> {
        relating::customize(ports, &by.user, &self.persona_id, body).await
    }
}

/// Shows what a persona is to the user.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowRelationship {
    persona_id: PersonaId,
}

impl Endpoint for ShowRelationship {
    type Body = ();
    type Answer = Relationship;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Relationship, Failure> {
        let met = relating::met(ports, &by.user.id, &self.persona_id).await?;
        Ok(met.relationship)
    }
}

/// Changes a relationship that stands; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeRelationship {
    persona_id: PersonaId,
}

impl Endpoint for ChangeRelationship {
    type Body = Customization;
    type Answer = Relationship;

    async fn run(
        self,
        ports: &impl Ports,
        by: &Caller,
        body: Customization,
    ) -> Result<Relationship, Failure> {
        relating::met(ports, &by.user.id, &self.persona_id).await?;
        relating::customize(ports, &by.user, &self.persona_id, body).await
    }
}
