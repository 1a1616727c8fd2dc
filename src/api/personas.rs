//! Personas: who can be called.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::directory::personas;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::making::{self, Description};
use crate::ids::{PersonaId, UserId};
use crate::pagination::{Cursor, Limit, Page};
use crate::persona::Persona;
use crate::ports::Ports;
use crate::versions::IfMatch;

/// A persona as the user sees it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Persona")]
pub(super) struct Shown {
    id: PersonaId,
    name: String,
    /// One line for those who choose whom to call.
    description: String,
    /// The name of the voice in which it speaks.
    voice: String,
    /// The user's own id, or `system`; none where somebody else made it.
    created_by: Option<String>,
    is_public: bool,
    personality_traits: BTreeMap<String, String>,
    /// Who it is at heart; only there for its maker.
    #[serde(skip_serializing_if = "Option::is_none")]
    core_system_prompt: Option<String>,
    /// Only there for its maker.
    #[serde(skip_serializing_if = "Option::is_none")]
    behavioral_rules: Option<Vec<String>>,
    /// Raised by each edit.
    version: u32,
}

impl Shown {
    fn to(user: &UserId, persona: Persona) -> Self {
        let is_own = persona.created_by == user.as_str();
        let is_told = is_own || persona.created_by == "system";
        Self {
            id: persona.id,
            name: persona.name,
            description: persona.description,
            voice: persona.voice,
            created_by: is_told.then_some(persona.created_by),
            is_public: persona.is_public,
            personality_traits: persona.personality_traits,
            core_system_prompt: is_own.then_some(persona.core_system_prompt),
            behavioral_rules: is_own.then_some(persona.behavioral_rules),
            version: persona.version,
        }
    }
}

/// Lists the personas that the user may meet, the oldest first: shared ones, and their own.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListPersonas {
    /// Only those that the user made.
    #[serde(default)]
    own: bool,
    #[serde(default)]
    limit: Limit,
    cursor: Option<Cursor>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Personas {
    personas: Vec<Shown>,
    next_cursor: Option<Cursor>,
}

impl Endpoint for ListPersonas {
    type Body = ();
    type Answer = Personas;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Personas, Failure> {
        let user = &by.user.id;
        let own = self.own.to_string();
        let page = Page::new(
            &["personas", user.as_str(), &own],
            self.limit,
            self.cursor.as_ref(),
        )?;
        let (personas, next_cursor) = personas::page(ports.sql(), user, self.own, &page).await?;
        let shown = |persona| Shown::to(user, persona);
        Ok(Personas {
            personas: personas.into_iter().map(shown).collect(),
            next_cursor,
        })
    }
}

/// Makes a persona; private unless it is said to be shared.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MakePersona {}

impl Endpoint for MakePersona {
    type Body = Description;
    type Answer = Shown;

    const STATUS: u16 = 201;
    const MAKES: bool = true;
    versioned!(Shown, |shown| shown.version);

    fn location(shown: &Shown) -> Option<String> {
        Some(format!("/api/personas/{}", shown.id))
    }

    async fn run(
        self,
        ports: &impl Ports,
        by: &Caller,
        body: Description,
    ) -> Result<Shown, Failure> {
        let made = making::make(ports, &by.user, body).await?;
        Ok(Shown::to(&by.user.id, made))
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

    versioned!(Shown, |shown| shown.version);

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Shown, Failure> {
        let user = &by.user.id;
        let persona = personas::persona(ports.sql(), user, &self.persona_id).await?;
        Ok(Shown::to(user, persona))
    }
}

/// Changes a persona of the user's own, or shares it; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangePersona {
    persona_id: PersonaId,
    #[serde(rename = "If-Match")]
    seen: Option<IfMatch>,
}

impl Endpoint for ChangePersona {
    type Body = Description;
    type Answer = Shown;

    versioned!(Shown, |shown| shown.version);

    async fn run(
        self,
        ports: &impl Ports,
        by: &Caller,
        body: Description,
    ) -> Result<Shown, Failure> {
        let seen = self.seen.as_ref();
        let changed = making::change(ports, &by.user, &self.persona_id, body, seen).await?;
        Ok(Shown::to(&by.user.id, changed))
    }
}

/// Takes away a persona of the user's own whom nobody has met.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DeletePersona {
    persona_id: PersonaId,
    #[serde(rename = "If-Match")]
    seen: Option<IfMatch>,
}

impl Endpoint for DeletePersona {
    type Body = ();
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<(), Failure> {
        making::unmake(ports, &by.user, &self.persona_id, self.seen.as_ref()).await
    }
}

/// Tells whoever runs this what is wrong with a shared persona. One that several users report is
/// shown to nobody new until it was looked at.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportPersona {
    persona_id: PersonaId,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Report {
    /// In the user's own words, up to 1,000 characters.
    reason: String,
}

impl Endpoint for ReportPersona {
    type Body = Report;
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, body: Report) -> Result<(), Failure> {
        making::report(ports, &by.user, &self.persona_id, &body.reason).await
    }
}
