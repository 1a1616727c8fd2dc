//! The documents of semantic memory, by their object ids: the spec's views, and the user's own.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::Endpoint;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::ids::PersonaId;
use crate::ports::Ports;
use crate::smart_memory::SmartMemory;

/// Shows a document: `long_term:{user_id}:{persona_id}`, `recent_calls:{user_id}:{persona_id}`,
/// `call_session:{call_id}`, or one that the user's programs put.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowDocument {
    object_id: String,
    /// In which persona's memory, of a document that the user's programs put.
    persona_id: Option<PersonaId>,
}

impl Endpoint for ShowDocument {
    type Body = ();
    type Answer = Value;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Value, Failure> {
        let owner = &by.user.id;
        let memory = match &self.persona_id {
            Some(persona) => SmartMemory::of(ports, owner, persona).await?,
            None => SmartMemory::named_in(ports, owner, &self.object_id).await?,
        };
        memory.get_semantic_memory(&self.object_id).await
    }
}
