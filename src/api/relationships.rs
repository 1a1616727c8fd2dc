//! What a persona is to the user.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::directory::relationships;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::relating::{self, Customization};
use crate::ids::PersonaId;
use crate::pagination::{Cursor, Limit, Page};
use crate::ports::Ports;
use crate::relationship::Relationship;
use crate::versions::IfMatch;

/// Lists the user's relationships, the latest begun first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListRelationships {
    #[serde(default)]
    limit: Limit,
    cursor: Option<Cursor>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Relationships {
    relationships: Vec<Relationship>,
    next_cursor: Option<Cursor>,
}

impl Endpoint for ListRelationships {
    type Body = ();
    type Answer = Relationships;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Relationships, Failure> {
        let user = &by.user.id;
        let list = ["relationships", user.as_str()];
        let page = Page::new(&list, self.limit, self.cursor.as_ref())?;
        let (relationships, next_cursor) = relationships::page(ports.sql(), user, &page).await?;
        Ok(Relationships {
            relationships,
            next_cursor,
        })
    }
}

/// Says what a persona is to the user: type, custom prompt, voice, language, what it may
/// remember, and whether it calls by itself. Makes the relationship where there is none; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Customize {
    persona_id: PersonaId,
    #[serde(rename = "If-Match")]
    seen: Option<IfMatch>,
}

impl Endpoint for Customize {
    type Body = Customization;
    type Answer = Relationship;

    versioned!(Relationship, |relationship| relationship.version);

    async fn run(
        self,
        ports: &impl Ports,
        by: &Caller,
        body: Customization,
    ) -> Result<Relationship, Failure> {
        let seen = self.seen.as_ref();
        relating::customize(ports, &by.user, &self.persona_id, body, seen).await
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

    versioned!(Relationship, |relationship| relationship.version);

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Relationship, Failure> {
        let met = relating::met(ports, &by.user.id, &self.persona_id).await?;
        Ok(met.relationship)
    }
}

/// Changes a relationship that stands; what is left out stays. A persona that is paused calls nobody
/// by itself, whatever was planned, until it goes on; it can still be called.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeRelationship {
    persona_id: PersonaId,
    #[serde(rename = "If-Match")]
    seen: Option<IfMatch>,
}

impl Endpoint for ChangeRelationship {
    type Body = Customization;
    type Answer = Relationship;

    versioned!(Relationship, |relationship| relationship.version);

    async fn run(
        self,
        ports: &impl Ports,
        by: &Caller,
        body: Customization,
    ) -> Result<Relationship, Failure> {
        relating::met(ports, &by.user.id, &self.persona_id).await?;
        let seen = self.seen.as_ref();
        relating::customize(ports, &by.user, &self.persona_id, body, seen).await
    }
}
