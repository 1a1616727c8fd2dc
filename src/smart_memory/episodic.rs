//! Episodic memory: sessions that are over, found by what they were about, and brought back.

use serde::{Deserialize, Serialize};

use super::SmartMemory;
use crate::failure::Failure;
use crate::ids::SessionId;
use crate::memory::command::{FoundEpisode, RehydrateSession, SearchEpisodes};
use crate::pagination::{Pagination, Paging};
use crate::ports::Ports;
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

/// A session that is in working memory again, under its own id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RehydratedSession {
    pub session_id: SessionId,
    /// Where only the summary was asked for: one, which holds it.
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
            terms: terms.into(),
            n_most_recent: options.n_most_recent,
            start_time: options.start_time,
            end_time: options.end_time,
            skip: paging.skip(),
            take: paging.take(),
        };
        let found = self.ask(search).await?;
        Ok(EpisodePage {
            results: found.episodes,
            pagination: paging.of(found.total),
        })
    }

    /// Brings an archived session back into working memory: every entry on its timeline, or its
    /// summary alone. It goes back into the archive when it is ended again, as the same episode.
    ///
    /// # Errors
    /// `NotFound` where no such session was archived here; `Conflict` where its summary is still to
    /// be made.
    pub async fn rehydrate_session(
        &self,
        session_id: &SessionId,
        summary_only: bool,
    ) -> Result<RehydratedSession, Failure> {
        let rehydrate = RehydrateSession {
            session_id: session_id.clone(),
            summary_only,
            now: self.ports.now(),
        };
        let rehydration = self.ask(rehydrate).await?;
        Ok(RehydratedSession {
            session_id: session_id.clone(),
            entries_restored: rehydration.entries_restored,
        })
    }
}
