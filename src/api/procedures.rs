//! How a persona behaves towards the user: templates under keys.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::relating;
use crate::ids::PersonaId;
use crate::memory::procedure::{NOTHING, Procedure};
use crate::ports::Ports;
use crate::smart_memory::{Scope, SmartMemory};
use crate::versions::IfMatch;

/// Whose procedures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Of {
    /// Of the persona towards this user.
    #[default]
    Relationship,
    /// Of the persona towards everybody; only its maker changes them.
    Persona,
}

impl From<Of> for Scope {
    fn from(of: Of) -> Self {
        match of {
            Of::Relationship => Self::Memory,
            Of::Persona => Self::Persona,
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProcedureInForce")]
pub(super) struct Shown {
    #[serde(flatten)]
    procedure: Procedure,
    of: Of,
    /// What an edit sends as If-Match, in quotation marks.
    version: String,
}

impl Shown {
    fn new(procedure: Procedure, of: Of) -> Self {
        Self {
            version: procedure.version(),
            procedure,
            of,
        }
    }
}

/// Lists what holds towards the user, by key: the relationship's own before the persona's.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListProcedures {
    persona_id: PersonaId,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Procedures {
    procedures: Vec<Shown>,
}

impl Endpoint for ListProcedures {
    type Body = ();
    type Answer = Procedures;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Procedures, Failure> {
        let memory = memory(ports, by, &self.persona_id, Of::Relationship).await?;
        let mut in_force = BTreeMap::new();
        for of in [Of::Persona, Of::Relationship] {
            for procedure in memory.procedural(of.into()).list_procedures().await? {
                in_force.insert(procedure.key.clone(), Shown::new(procedure, of));
            }
        }
        Ok(Procedures {
            procedures: in_force.into_values().collect(),
        })
    }
}

/// Shows what holds towards the user under a key.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowProcedure {
    persona_id: PersonaId,
    key: String,
}

impl Endpoint for ShowProcedure {
    type Body = ();
    type Answer = Shown;

    versioned!(Shown, |shown| shown.version.clone());

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Shown, Failure> {
        let memory = memory(ports, by, &self.persona_id, Of::Relationship).await?;
        let shown = in_force(&memory, &self.key).await?;
        shown.ok_or_else(|| Failure::not_found("the procedure"))
    }
}

/// What holds under a key.
async fn in_force(
    memory: &SmartMemory<'_, impl Ports>,
    key: &str,
) -> Result<Option<Shown>, Failure> {
    for of in [Of::Relationship, Of::Persona] {
        if let Some(procedure) = memory.procedural(of.into()).get_procedure(key).await? {
            return Ok(Some(Shown::new(procedure, of)));
        }
    }
    Ok(None)
}

/// Writes how a persona behaves: towards the user, or where it is their own towards everybody. What
/// people write wins over what was learned.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PutProcedure {
    persona_id: PersonaId,
    key: String,
    #[serde(default)]
    of: Of,
    #[serde(rename = "If-Match")]
    seen: Option<IfMatch>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Template {
    /// What is said or done: alternatives, one a line. `{name}` stands for the user's name.
    value: String,
}

impl Endpoint for PutProcedure {
    type Body = Template;
    type Answer = Shown;

    versioned!(Shown, |shown| shown.version.clone());

    async fn run(self, ports: &impl Ports, by: &Caller, body: Template) -> Result<Shown, Failure> {
        let memory = memory(ports, by, &self.persona_id, self.of).await?;
        let procedures = memory.procedural(self.of.into());
        let mut seen = self.seen;
        if seen.is_some()
            && self.of == Of::Relationship
            && let Some(shown) = in_force(&memory, &self.key).await?
            && shown.of == Of::Persona
        {
            // What was seen is the persona's: nothing of the relationship's own may stand before it.
            IfMatch::check(seen.as_ref(), &shown.version)?;
            seen = Some(IfMatch::only(NOTHING));
        }
        procedures.put_seen(&self.key, &body.value, seen).await?;
        let put = procedures.get_procedure(&self.key).await?;
        let put = put.ok_or_else(|| Failure::not_found("the procedure"))?;
        Ok(Shown::new(put, self.of))
    }
}

/// Takes away what was written or learned under a key; below the relationship's own, the persona's
/// holds again.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DeleteProcedure {
    persona_id: PersonaId,
    key: String,
    #[serde(default)]
    of: Of,
    #[serde(rename = "If-Match")]
    seen: Option<IfMatch>,
}

impl Endpoint for DeleteProcedure {
    type Body = ();
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<(), Failure> {
        let memory = memory(ports, by, &self.persona_id, self.of).await?;
        let procedures = memory.procedural(self.of.into());
        if procedures.delete_seen(&self.key, self.seen).await? {
            Ok(())
        } else {
            Err(Failure::not_found("the procedure"))
        }
    }
}

/// What a persona keeps; of a user only where the two have met.
async fn memory<'a, P: Ports>(
    ports: &'a P,
    by: &Caller,
    persona: &PersonaId,
    of: Of,
) -> Result<SmartMemory<'a, P>, Failure> {
    if of == Of::Relationship {
        relating::known(ports, &by.user.id, persona).await?;
    }
    SmartMemory::of(ports, &by.user.id, persona).await
}
