//! The documents of semantic memory, by their object ids: the spec's views, and the user's own.

use call_me_back::smart_memory::SmartMemory;

use super::{decoded, hidden, persona_id};
use crate::answer::{Answer, json};
use crate::visit::Visit;

/// `GET /api/documents/{object_id}`; of a document that the user put themselves,
/// `?persona_id=` says in which persona's memory.
pub async fn show(visit: &Visit, object_id: &str) -> Answer {
    let user = visit.user().await?;
    let object_id = decoded(object_id).ok_or_else(|| hidden("the document"))?;
    let memory = match visit.query("persona_id") {
        Some(persona) => SmartMemory::of(&visit.ports, &user.id, &persona_id(&persona)?).await?,
        None => SmartMemory::named_in(&visit.ports, &user.id, &object_id).await?,
    };
    json(&memory.get_semantic_memory(&object_id).await?)
}
