//! The spec's documents, by their object ids: views over what is stored.

use call_me_back::call::session;
use call_me_back::extraction;
use call_me_back::ids::Pair;
use call_me_back::memory::command::{Address, List, Past};
use call_me_back::memory::document::{self, ObjectId};
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
    match ObjectId::parse(&object_id) {
        ObjectId::LongTerm(pair) => {
            let listed = memories.ask(&own(&pair)?, List::default()).await?;
            json(&document::long_term(&pair, &listed))
        }
        ObjectId::RecentCalls(pair) => {
            let limit = MemoryConfig::default().auto_recall_depth;
            let past = memories.ask(&own(&pair)?, Past { limit }).await?;
            json(&document::recent_calls(&pair, &past.episodes, &past.storylines))
        }
        ObjectId::CallSession(id) => {
            let view = visit.ports.sessions().view(&id).await?;
            if view.call.pair.user != user.id || view.script.is_none() {
                return Err(hidden("the document"));
            }
            let context = extraction::context(&view.turns);
            let response_time = session::average_response_time(&view.turns);
            json(&document::call_session(&view, &context, response_time))
        }
        ObjectId::Own(_) => Err(hidden("the document")),
    }
}
