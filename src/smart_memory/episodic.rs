//! Episodic memory: sessions that are over, found by what they were about, and given back.

use serde::{Deserialize, Serialize};

use super::SmartMemory;
use crate::call::session::CONVERSATION;
use crate::call::working::{Entry, turn_entry};
use crate::failure::Failure;
use crate::ids::{CallId, EntryId};
use crate::memory::command::{FoundEpisode, Rehydrate, SearchEpisodes};
use crate::pagination::{Pagination, Paging};
use crate::ports::{Memories, Ports};
use crate::secret::digest_id;
use crate::time::Timestamp;

/// How a search is narrowed, and which page of it is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EpisodeSearch {
    /// Only the latest so many of those found.
    pub n_most_recent: Option<u32>,
    /// Bounds of the moment at which a session ended, both inclusive.
    pub start_time: Option<Timestamp>,
    pub end_time: Option<Timestamp>,
    /// From 1.
    pub page: u32,
    /// 1 to 100.
    pub page_size: u32,
}

impl Default for EpisodeSearch {
    fn default() -> Self {
        Self {
            n_most_recent: None,
            start_time: None,
            end_time: None,
            page: 1,
            page_size: 20,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EpisodePage {
    /// The best first; without terms the latest.
    pub results: Vec<FoundEpisode>,
    pub pagination: Pagination,
}

/// A session as it was archived.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RehydratedSession {
    pub session_id: CallId,
    /// The oldest first. Where only the summary was asked for: one, which holds it.
    pub working_memory: Vec<Entry>,
    pub entries_restored: u32,
}

impl<P: Ports> SmartMemory<'_, P> {
    /// Finds sessions by their summaries and by what was said in them; without terms, all.
    ///
    /// # Errors
    /// `Invalid` where the page is none.
    pub async fn search_episodic_memory(
        &self,
        terms: &str,
        options: &EpisodeSearch,
    ) -> Result<EpisodePage, Failure> {
        let paging = Paging::new(options.page, options.page_size)?;
        let search = SearchEpisodes {
            terms: terms.to_owned(),
            n_most_recent: options.n_most_recent,
            start_time: options.start_time,
            end_time: options.end_time,
        };
        let found = self.ports.memories().ask(&self.actor(), search).await?;
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let page = found.into_iter().skip(paging.skip() as usize);
        Ok(EpisodePage {
            results: page.take(paging.take() as usize).collect(),
            pagination: paging.of(total),
        })
    }

    /// Gives an archived session back: what was said in it, or its summary alone.
    ///
    /// # Errors
    /// `NotFound` where no such session of these two was archived; `Conflict` where its summary is
    /// still to be made.
    pub async fn rehydrate_session(
        &self,
        session_id: &CallId,
        summary_only: bool,
    ) -> Result<RehydratedSession, Failure> {
        let rehydrate = Rehydrate {
            call_id: session_id.clone(),
            summary_only,
        };
        let session = self.ports.memories().ask(&self.actor(), rehydrate).await?;
        let working_memory: Vec<Entry> = if summary_only {
            let summary = session.summary.filter(|summary| !summary.is_empty());
            vec![Entry {
                id: EntryId::new(digest_id(&[session_id.as_str(), "summary"])),
                session_id: session_id.clone(),
                timeline: CONVERSATION.to_owned(),
                content: summary
                    .ok_or_else(|| Failure::conflict("The session has no summary yet."))?,
                at: session.started_at,
                key: None,
                agent: Some(session.agent),
            }]
        } else {
            session
                .turns
                .into_iter()
                .map(|turn| turn_entry(session_id, turn, &session.agent))
                .collect()
        };
        Ok(RehydratedSession {
            session_id: session.call_id,
            entries_restored: u32::try_from(working_memory.len()).unwrap_or(u32::MAX),
            working_memory,
        })
    }
}
