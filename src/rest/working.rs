//! Working memory.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::location::MemoryLocation;
use super::{Verb, refusal};
use crate::failure::Failure;
use crate::ids::{EntryId, SessionId, UserId};
use crate::memory::session::{self, NewEntry, Which};
use crate::ports::Ports;
use crate::time::Timestamp;

/// Begins a session.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartSession {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionStarted {
    #[schemars(with = "String")]
    session_id: SessionId,
}

impl Verb for StartSession {
    type Answer = SessionStarted;
    const MAKES: bool = true;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<SessionStarted, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let session_id = memory.start_working_memory_session().await?;
        Ok(SessionStarted { session_id })
    }
}

/// Puts an entry on a timeline of a session. It can be read and found right after.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PutMemory {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    #[schemars(with = "String")]
    session_id: SessionId,
    content: String,
    /// `*defaultTimeline` where it is left out.
    timeline: Option<String>,
    /// A name of the caller's choice, which other entries may have too.
    key: Option<String>,
    /// Who puts it.
    agent: Option<String>,
    /// Ours: when it was, where that is not now.
    #[schemars(with = "Option<String>")]
    at: Option<Timestamp>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemoryPut {
    #[schemars(with = "String")]
    memory_id: EntryId,
}

impl Verb for PutMemory {
    type Answer = MemoryPut;
    const MAKES: bool = true;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<MemoryPut, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let entry = NewEntry {
            content: self.content,
            timeline: self.timeline,
            key: self.key,
            agent: self.agent,
            at: self.at,
        };
        let working = memory.working(&self.session_id).await?;
        let memory_id = working.put_memory(entry).await?;
        Ok(MemoryPut { memory_id })
    }
}

/// Ours: puts several entries, all of them or none.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PutMemories {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    #[schemars(with = "String")]
    session_id: SessionId,
    /// 1 to 500.
    entries: Vec<NewMemory>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMemory {
    content: String,
    timeline: Option<String>,
    key: Option<String>,
    agent: Option<String>,
    #[schemars(with = "Option<String>")]
    at: Option<Timestamp>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemoriesPut {
    /// In the order of the entries.
    #[schemars(with = "Vec<String>")]
    memory_ids: Vec<EntryId>,
}

impl Verb for PutMemories {
    type Answer = MemoriesPut;
    const MAKES: bool = true;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<MemoriesPut, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let entries = self.entries.into_iter().map(|entry| NewEntry {
            content: entry.content,
            timeline: entry.timeline,
            key: entry.key,
            agent: entry.agent,
            at: entry.at,
        });
        let working = memory.working(&self.session_id).await?;
        let put = working.put_memories(entries.collect()).await;
        let memory_ids = put.map_err(|failure| match failure {
            // Of a single one it is told as if it had been put by itself.
            Failure::Invalid { field, why } if !field.starts_with("entries") => {
                Failure::invalid(format!("entries[0].{field}"), why)
            }
            failure => failure,
        })?;
        Ok(MemoriesPut { memory_ids })
    }
}

/// Gives the entries of one timeline, the oldest first. A session that is over, or that never was,
/// reads empty.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetMemory {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    #[schemars(with = "String")]
    session_id: SessionId,
    /// `*defaultTimeline` where it is left out.
    timeline: Option<String>,
    /// Only those of exactly this key.
    key: Option<String>,
    /// Only the latest so many.
    n_most_recent: Option<u32>,
    /// Only those from then on.
    #[schemars(with = "Option<String>")]
    start_time: Option<Timestamp>,
    /// Only those until then.
    #[schemars(with = "Option<String>")]
    end_time: Option<Timestamp>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Memories {
    memories: Vec<Memory>,
}

/// One entry.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Memory {
    #[schemars(with = "String")]
    id: EntryId,
    #[schemars(with = "String")]
    session_id: SessionId,
    timeline: String,
    content: String,
    #[schemars(with = "String")]
    at: Timestamp,
    key: Option<String>,
    agent: Option<String>,
    /// The agent once more; empty where there is none.
    by: String,
    /// Empty: nothing triggers an entry but its being put.
    due_to: String,
}

impl From<session::Entry> for Memory {
    fn from(entry: session::Entry) -> Self {
        Self {
            id: entry.id,
            session_id: entry.session_id,
            timeline: entry.timeline,
            content: entry.content,
            at: entry.at,
            key: entry.key,
            by: entry.agent.clone().unwrap_or_default(),
            agent: entry.agent,
            due_to: String::new(),
        }
    }
}

impl Verb for GetMemory {
    type Answer = Memories;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<Memories, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let which = Which {
            timeline: self.timeline,
            key: self.key,
            n_most_recent: self.n_most_recent,
            start_time: self.start_time,
            end_time: self.end_time,
        };
        let entries = memory.working(&self.session_id).await?;
        let entries = entries.get_memory(which).await?;
        Ok(Memories {
            memories: entries.into_iter().map(Memory::from).collect(),
        })
    }
}

/// Finds entries of one timeline by what they say, the most telling first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SearchMemory {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    #[schemars(with = "String")]
    session_id: SessionId,
    terms: String,
    /// `*defaultTimeline` where it is left out.
    timeline: Option<String>,
    /// Only the latest so many of those found.
    n_most_recent: Option<u32>,
    #[schemars(with = "Option<String>")]
    start_time: Option<Timestamp>,
    #[schemars(with = "Option<String>")]
    end_time: Option<Timestamp>,
}

impl Verb for SearchMemory {
    type Answer = Memories;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<Memories, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let among = Which {
            timeline: self.timeline,
            key: None,
            n_most_recent: self.n_most_recent,
            start_time: self.start_time,
            end_time: self.end_time,
        };
        let working = memory.working(&self.session_id).await?;
        let found = working.search_memory(&self.terms, among).await?;
        Ok(Memories {
            memories: found.into_iter().map(Memory::from).collect(),
        })
    }
}

/// Takes an entry away for good.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteMemory {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    #[schemars(with = "String")]
    session_id: SessionId,
    #[schemars(with = "String")]
    memory_id: EntryId,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Success {
    pub success: bool,
}

impl Verb for DeleteMemory {
    type Answer = Success;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<Success, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let working = memory.working(&self.session_id).await?;
        let success = working.delete_memory(self.memory_id).await?;
        Ok(Success { success })
    }
}

/// Says what entries hold, in a few sentences.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SummarizeMemory {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    #[schemars(with = "String")]
    session_id: SessionId,
    /// None: all of the default timeline.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    memory_ids: Vec<EntryId>,
    /// How the summary is to be written, where a language model writes it.
    system_prompt: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Summarized {
    summary: String,
    #[schemars(with = "Vec<String>")]
    summarized_memory_ids: Vec<EntryId>,
    /// Ours.
    metadata: SummaryMetadata,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SummaryMetadata {
    /// From the oldest entry to the latest, in milliseconds.
    duration: u64,
    timeline_count: u32,
    entry_count: u32,
    /// Who put most of them.
    agent: Option<String>,
}

impl Verb for SummarizeMemory {
    type Answer = Summarized;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<Summarized, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let working = memory.working(&self.session_id).await?;
        let wish = self.system_prompt.as_deref();
        let summary = working.summarize_memory(&self.memory_ids, wish).await?;
        let timeline_count = u32::try_from(summary.entries.len()).unwrap_or(u32::MAX);
        Ok(Summarized {
            summary: summary.summary,
            summarized_memory_ids: summary
                .entries
                .into_values()
                .flatten()
                .map(|entry| entry.id)
                .collect(),
            metadata: SummaryMetadata {
                duration: u64::from(summary.duration) * 1_000,
                timeline_count,
                entry_count: summary.entry_count,
                agent: summary.agent,
            },
        })
    }
}

/// Ends a session. With `flush` what it holds is archived as one episode; without, it is let go of.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndSession {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    #[schemars(with = "String")]
    session_id: SessionId,
    flush: Option<bool>,
    /// How the summary is to be written, where a language model writes it.
    system_prompt: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct SessionEnded {
    success: bool,
    /// Why not.
    error: Option<String>,
}

impl Verb for EndSession {
    type Answer = SessionEnded;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<SessionEnded, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let working = memory.working(&self.session_id).await?;
        let flush = self.flush.unwrap_or(false);
        let ended = working.end_session(flush, self.system_prompt.as_deref());
        let error = match ended.await {
            Ok(_) => None,
            Err(failure) => Some(refusal(failure)?),
        };
        let success = error.is_none();
        Ok(SessionEnded { success, error })
    }
}
