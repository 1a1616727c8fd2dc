//! Episodic memory.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::location::MemoryLocation;
use super::{Verb, refusal};
use crate::failure::Failure;
use crate::ids::{SessionId, UserId};
use crate::memory::command::FoundEpisode;
use crate::pagination;
use crate::ports::Ports;
use crate::smart_memory::EpisodeSearch;
use crate::time::Timestamp;

/// Brings an archived session back into working memory, under its own id.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RehydrateSession {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    #[schemars(with = "String")]
    session_id: SessionId,
    /// Only its summary, as one entry.
    summary_only: Option<bool>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionRehydrated {
    success: bool,
    /// What was done, in a word.
    operation: String,
    /// What `rehydration_status` is asked with; it is done already.
    status_key: Option<String>,
    /// Ours: what was done, or why not.
    message: String,
    /// Ours.
    entries_restored: Option<u32>,
}

impl Verb for RehydrateSession {
    type Answer = SessionRehydrated;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<SessionRehydrated, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let summary_only = self.summary_only.unwrap_or(false);
        let operation = if summary_only { "summary" } else { "full" }.to_owned();
        match memory
            .rehydrate_session(&self.session_id, summary_only)
            .await
        {
            Ok(session) => Ok(SessionRehydrated {
                success: true,
                operation,
                status_key: Some(session.session_id.to_string()),
                message: format!("{} entries were brought back.", session.entries_restored),
                entries_restored: Some(session.entries_restored),
            }),
            Err(failure) => Ok(SessionRehydrated {
                success: false,
                operation,
                status_key: None,
                message: refusal(failure)?,
                entries_restored: None,
            }),
        }
    }
}

/// Ours: how a session was last brought back.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RehydrationStatus {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    #[schemars(with = "String")]
    session_id: SessionId,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RehydrationTold {
    /// `completed`; none where it was never brought back.
    status: Option<RehydrationState>,
    entries_restored: Option<u32>,
    summary_only: Option<bool>,
    #[schemars(with = "Option<String>")]
    completed_at: Option<Timestamp>,
    error: Option<String>,
}

/// It is done at once, so there is no other.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RehydrationState {
    Completed,
}

impl Verb for RehydrationStatus {
    type Answer = RehydrationTold;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<RehydrationTold, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let working = memory.working(&self.session_id).await?;
        let told = working.rehydration_status().await?;
        let told = told.as_ref();
        Ok(RehydrationTold {
            status: told.map(|_| RehydrationState::Completed),
            entries_restored: told.map(|told| told.entries_restored),
            summary_only: told.map(|told| told.summary_only),
            completed_at: told.map(|told| told.at),
            error: None,
        })
    }
}

/// Finds archived sessions by what they were about and by what they held; without terms the latest.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SearchEpisodicMemory {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    terms: String,
    /// Only the latest so many of those found.
    n_most_recent: Option<u32>,
    /// Only those that ended from then on.
    #[schemars(with = "Option<String>")]
    start_time: Option<Timestamp>,
    /// Only those that ended until then.
    #[schemars(with = "Option<String>")]
    end_time: Option<Timestamp>,
    /// Ours: from 1.
    page: Option<u32>,
    /// Ours: 1 to 100, 20 where it is left out.
    page_size: Option<u32>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Episodes {
    entries: Vec<Episode>,
    pagination: Pagination,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Episode {
    #[schemars(with = "String")]
    session_id: SessionId,
    summary: String,
    /// Who put most of it.
    agent: String,
    entry_count: u32,
    timeline_count: u32,
    /// In milliseconds.
    duration: u64,
    #[schemars(with = "String")]
    created_at: Timestamp,
    /// 0 to 1; none without terms.
    score: Option<f64>,
}

impl From<FoundEpisode> for Episode {
    fn from(found: FoundEpisode) -> Self {
        Self {
            session_id: found.session_id,
            summary: found.summary,
            agent: found.agent,
            entry_count: found.entry_count,
            timeline_count: found.timeline_count,
            duration: u64::from(found.duration) * 1_000,
            created_at: found.created_at,
            score: found.score,
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Pagination {
    /// Of all pages together.
    total: u32,
    page: u32,
    page_size: u32,
    total_pages: u32,
    has_more: bool,
}

impl From<pagination::Pagination> for Pagination {
    fn from(pagination: pagination::Pagination) -> Self {
        Self {
            total: pagination.total,
            page: pagination.page,
            page_size: pagination.page_size,
            total_pages: pagination.total_pages,
            has_more: pagination.has_more,
        }
    }
}

impl Verb for SearchEpisodicMemory {
    type Answer = Episodes;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<Episodes, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let all = EpisodeSearch::default();
        let options = EpisodeSearch {
            n_most_recent: self.n_most_recent,
            start_time: self.start_time,
            end_time: self.end_time,
            page: self.page.unwrap_or(all.page),
            page_size: self.page_size.unwrap_or(all.page_size),
        };
        let found = memory.search_episodic_memory(&self.terms, &options).await?;
        Ok(Episodes {
            entries: found.results.into_iter().map(Episode::from).collect(),
            pagination: found.pagination.into(),
        })
    }
}
