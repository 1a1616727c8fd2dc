//! What calls left in the persona's memory.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::relating;
use crate::ids::{CallId, PersonaId, SessionId};
use crate::memory::command::{self, FoundEpisode, PickEpisode};
use crate::memory::episode::Episode;
use crate::pagination::{Cursor, Limit, Page};
use crate::ports::{Memories as _, Ports};
use crate::smart_memory::{EpisodeSearch, SmartMemory};

/// Lists the episodes of the calls with a persona, the latest first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListEpisodes {
    persona_id: PersonaId,
    #[serde(default)]
    limit: Limit,
    cursor: Option<Cursor>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Episodes {
    episodes: Vec<Episode>,
    next_cursor: Option<Cursor>,
}

impl Endpoint for ListEpisodes {
    type Body = ();
    type Answer = Episodes;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Episodes, Failure> {
        let list = ["episodes", by.user.id.as_str(), self.persona_id.as_str()];
        let page = Page::new(&list, self.limit, self.cursor.as_ref())?;
        let actor = relating::known(ports, &by.user.id, &self.persona_id).await?;
        let browse = command::Episodes {
            after: page.after.clone(),
            limit: page.limit,
        };
        let browsed = ports.memories().ask(&actor, browse).await?;
        Ok(Episodes {
            next_cursor: page.next(browsed.end),
            episodes: browsed.page,
        })
    }
}

/// Finds sessions by what they were about and by what was said in them, the best first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SearchEpisodes {
    persona_id: PersonaId,
    /// What to look for.
    #[schemars(length(min = 1))]
    q: String,
    /// How many are told at most.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct EpisodesFound {
    episodes: Vec<FoundEpisode>,
    /// How many were found.
    total: u32,
}

impl Endpoint for SearchEpisodes {
    type Body = ();
    type Answer = EpisodesFound;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<EpisodesFound, Failure> {
        if self.q.trim().is_empty() {
            return Err(Failure::invalid("q", "Say what to look for."));
        }
        let limit = self.limit.unwrap_or(20);
        if !(1..=100).contains(&limit) {
            return Err(Failure::invalid("limit", "1 to 100"));
        }
        relating::known(ports, &by.user.id, &self.persona_id).await?;
        let memory = SmartMemory::of(ports, &by.user.id, &self.persona_id).await?;
        let search = EpisodeSearch {
            page_size: limit,
            ..EpisodeSearch::default()
        };
        let found = memory.search_episodic_memory(&self.q, &search).await?;
        Ok(EpisodesFound {
            episodes: found.results,
            total: found.pagination.total,
        })
    }
}

/// Shows the episode of a call.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowEpisode {
    persona_id: PersonaId,
    call_id: CallId,
}

impl Endpoint for ShowEpisode {
    type Body = ();
    type Answer = Episode;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Episode, Failure> {
        let actor = relating::known(ports, &by.user.id, &self.persona_id).await?;
        let call_id = self.call_id;
        ports.memories().ask(&actor, PickEpisode { call_id }).await
    }
}

/// Brings a session that is over back into working memory, under its own id.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RestoreSession {
    persona_id: PersonaId,
    call_id: CallId,
    /// Only its summary, as one entry.
    #[serde(default)]
    summary_only: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Restored {
    session_id: SessionId,
    entries_restored: u32,
}

impl Endpoint for RestoreSession {
    type Body = ();
    type Answer = Restored;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Restored, Failure> {
        relating::known(ports, &by.user.id, &self.persona_id).await?;
        let memory = SmartMemory::of(ports, &by.user.id, &self.persona_id).await?;
        let session = self.call_id.session();
        let restored = memory
            .rehydrate_session(&session, self.summary_only)
            .await?;
        Ok(Restored {
            session_id: restored.session_id,
            entries_restored: restored.entries_restored,
        })
    }
}
