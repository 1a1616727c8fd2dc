//! What a persona remembers of the user.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Endpoint;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::{relating, starting};
use crate::ids::PersonaId;
use crate::memory::command::{Address, List, Past};
use crate::memory::hit::Recalled;
use crate::memory::{Memory, document};
use crate::ports::{Memories as _, Ports};
use crate::prompt::Prompt;

/// Lists what a persona knows of the user, memory by memory and as documents.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListMemories {
    persona_id: PersonaId,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Memories {
    memories: Vec<Memory>,
    long_term: Value,
    recent_calls: Value,
}

impl Endpoint for ListMemories {
    type Body = ();
    type Answer = Memories;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Memories, Failure> {
        let met = relating::met(ports, &by.user.id, &self.persona_id).await?;
        let pair = met.relationship.pair();
        let actor = Address::Relationship(pair.clone());
        let memories = ports.memories().ask(&actor, List::default()).await?;
        let limit = met.relationship.memory_config.auto_recall_depth;
        let past = ports.memories().ask(&actor, Past { limit }).await?;
        Ok(Memories {
            long_term: document::long_term(&pair, &memories),
            recent_calls: document::recent_calls(&pair, &past.episodes, &past.storylines),
            memories,
        })
    }
}

/// Searches memories, episodes and what was said, the best first: each with its score and what that
/// is made of. At most twenty.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Recall {
    persona_id: PersonaId,
    /// What to look for.
    #[schemars(length(min = 1))]
    q: String,
}

impl Endpoint for Recall {
    type Body = ();
    type Answer = Recalled;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Recalled, Failure> {
        relating::recall(ports, &by.user, &self.persona_id, &self.q).await
    }
}

/// Shows what the persona would be told if the user called now, and why that was chosen.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PreviewPrompt {
    persona_id: PersonaId,
}

impl Endpoint for PreviewPrompt {
    type Body = ();
    type Answer = Prompt;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Prompt, Failure> {
        let briefing = starting::preview(ports, &by.user, &self.persona_id).await?;
        Ok(starting::prompt(ports, &briefing).await)
    }
}
