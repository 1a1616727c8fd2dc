//! Searching what the texts of a bucket say.

use serde::Serialize;

use super::SmartBucket;
use super::names;
use crate::directory::searches::{self, Search};
use crate::failure::Failure;
use crate::ids::{Instance, UserId};
use crate::memory::command::{Command, FoundChunk, FoundChunks, SearchChunks};
use crate::pagination::{Pagination, Paging};
use crate::ports::{Memories, Ports};

/// Chunks that a chunk search gives at most.
const MOST_CHUNKS: u32 = 20;
/// Characters of the longest question, and of the longest request id.
const LONGEST_INPUT: usize = 2_000;
const LONGEST_REQUEST_ID: usize = 128;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchRequest {
    pub input: String,
    /// None: that of the name `default`.
    pub partition: Option<String>,
    /// The caller's own, by which `search_page` goes on for a day.
    pub request_id: Option<String>,
}

/// A piece of a text that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Passage {
    /// The object that it stands in.
    pub key: String,
    pub content_type: Option<String>,
    /// Names this piece of this very writing of the object.
    pub chunk_signature: String,
    /// Names this very writing of the object.
    pub payload_signature: String,
    /// Which of the object's pieces it is, from 0.
    pub position: u32,
    /// Where it stands in the object, in bytes.
    pub start: u32,
    pub end: u32,
    pub text: String,
    /// 0 to 1; comparable within one answer.
    pub score: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchPage {
    /// The best passage of each object, the best first.
    pub results: Vec<Passage>,
    pub pagination: Pagination,
}

/// A further page of a search of the owner's. It is asked for anew: pages are those of one answer
/// as long as nothing was put or deleted.
///
/// # Errors
/// `NotFound` where there was no such search within a day; `Invalid` where the page is none.
pub async fn search_page<P: Ports>(
    ports: &P,
    owner: &UserId,
    request_id: &str,
    partition: Option<&str>,
    paging: Paging,
) -> Result<SearchPage, Failure> {
    let partition = names::partition(partition)?;
    let kept = searches::kept(ports.sql(), owner, request_id, ports.now()).await?;
    let search = kept
        .filter(|search| search.partition == partition)
        .ok_or_else(|| Failure::not_found("the search"))?;
    let bucket = SmartBucket::new(ports, search.instance.clone());
    bucket.page(&search, paging).await
}

impl<P: Ports> SmartBucket<'_, P> {
    /// Finds objects of one partition by what they say, each by its best passage, the best first.
    ///
    /// # Errors
    /// `Invalid` with the field that is wrong.
    pub async fn search(
        &self,
        request: &SearchRequest,
        paging: Paging,
    ) -> Result<SearchPage, Failure> {
        let search = search_of(&self.instance, request)?;
        if let Some(request_id) = &request.request_id {
            let (sql, now) = (self.ports.sql(), self.ports.now());
            searches::keep(sql, request_id, &search, now).await?;
        }
        self.page(&search, paging).await
    }

    async fn page(&self, search: &Search, paging: Paging) -> Result<SearchPage, Failure> {
        let found = self.ask_settled(|verified| SearchChunks {
            input: search.input.clone(),
            partition: search.partition.clone(),
            by_object: true,
            skip: paging.skip(),
            take: paging.take(),
            verified,
        });
        let found = found.await?;
        Ok(SearchPage {
            pagination: paging.of(found.total),
            results: found.chunks.into_iter().map(Passage::from).collect(),
        })
    }

    /// Finds the pieces of one partition's texts that answer best, the best first, for those who
    /// go on with them themselves.
    ///
    /// # Errors
    /// `Invalid` with the field that is wrong.
    pub async fn chunk_search(&self, request: &SearchRequest) -> Result<Vec<Passage>, Failure> {
        let search = search_of(&self.instance, request)?;
        let found = self.ask_settled(|verified| SearchChunks {
            input: search.input.clone(),
            partition: search.partition.clone(),
            by_object: false,
            skip: 0,
            take: MOST_CHUNKS,
            verified,
        });
        Ok(found.await?.chunks.into_iter().map(Passage::from).collect())
    }

    /// Asks the index for chunks, once it is in step with the bucket; see `indexing`.
    pub(super) async fn ask_settled<C: Command<Answer = FoundChunks>>(
        &self,
        command: impl Fn(Vec<String>) -> C,
    ) -> Result<FoundChunks, Failure> {
        let (memories, actor) = (self.ports.memories(), self.actor());
        let found = memories.ask(&actor, command(Vec::new())).await?;
        if found.unsettled.is_empty() {
            return Ok(found);
        }
        let mut verified = Vec::new();
        for unsettled in found.unsettled {
            let key = unsettled.key.clone();
            if self.verify(unsettled).await? {
                verified.push(key);
            }
        }
        memories.ask(&actor, command(verified)).await
    }
}

fn search_of(instance: &Instance, request: &SearchRequest) -> Result<Search, Failure> {
    check_input(&request.input)?;
    if let Some(request_id) = &request.request_id {
        let length = request_id.chars().count();
        if length == 0 || length > LONGEST_REQUEST_ID {
            let why = format!("a request id has 1 to {LONGEST_REQUEST_ID} characters");
            return Err(Failure::invalid("request_id", why));
        }
    }
    Ok(Search {
        instance: instance.clone(),
        partition: names::partition(request.partition.as_deref())?,
        input: request.input.clone(),
    })
}

pub(super) fn check_input(input: &str) -> Result<(), Failure> {
    if input.trim().is_empty() || input.chars().count() > LONGEST_INPUT {
        let why = format!("say in 1 to {LONGEST_INPUT} characters what is looked for");
        return Err(Failure::invalid("input", why));
    }
    Ok(())
}

impl From<FoundChunk> for Passage {
    fn from(chunk: FoundChunk) -> Self {
        Self {
            chunk_signature: format!("{}-{}", chunk.version, chunk.position),
            payload_signature: chunk.version,
            key: chunk.key,
            content_type: chunk.content_type,
            position: chunk.position,
            start: chunk.start,
            end: chunk.end,
            text: chunk.text,
            score: chunk.score,
        }
    }
}
