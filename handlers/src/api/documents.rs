//! The spec's documents, by their object ids: views over what is stored.

use call_me_back::extraction;
use call_me_back::ids::Pair;
use call_me_back::memory::command::{Address, List, Past};
use call_me_back::memory::document::{self, ObjectId, Session};
use call_me_back::ports::{Memories as _, Ports as _, Sessions as _};
use call_me_back::relationship::MemoryConfig;

use super::hidden;
use crate::answer::{Answer, Refusal, json};
use crate::visit::Visit;

/// `GET /api/documents/{object_id}`.
pub async fn show(visit: &Visit, object_id: &str) -> Answer {
    let user = visit.user().await?;
    let object_id = object_id.replace("%3A", ":").replace("%3a", ":");
    let own = |pair: &Pair| -> Result<Address, Refusal> {
        if pair.user == user.id {
            Ok(Address::Relationship(pair.clone()))
        } else {
            Err(hidden("the document"))
        }
    };
    let memories = visit.ports.memories();
    match ObjectId::parse(&object_id).map_err(|_| hidden("the document"))? {
        ObjectId::LongTerm(pair) => {
            let listed = memories.ask(&own(&pair)?, List::default()).await?;
            json(&document::long_term(&pair, &listed))
        }
        ObjectId::RecentCalls(pair) => {
            let limit = MemoryConfig::default().auto_recall_depth;
            let past = memories.ask(&own(&pair)?, Past { limit }).await?;
            json(&document::recent_calls(
                &pair,
                &past.episodes,
                &past.storylines,
            ))
        }
        ObjectId::CallSession(id) => {
            let view = visit.ports.sessions().view(&id).await?;
            let (Some(script), true) = (&view.script, view.call.pair.user == user.id) else {
                return Err(hidden("the document"));
            };
            let context = serde_json::to_value(extraction::context(&view.turns));
            json(&document::call_session(Session {
                call_id: &id,
                pair: &view.call.pair,
                relationship_id: &view.call.relationship_id,
                turns: &view.turns,
                current_context: &context.unwrap_or_default(),
                started_at: view.call.started_at.unwrap_or(view.call.created_at),
                system_prompt: &script.system_prompt,
            }))
        }
        ObjectId::Own(_) => Err(hidden("the document")),
    }
}
