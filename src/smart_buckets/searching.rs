//! Searching what the texts of a bucket say.

use serde::Serialize;

use super::SmartBucket;
use super::names;
use crate::directory::searches::{self, Search, Searched};
use crate::failure::Failure;
use crate::ids::UserId;
use crate::memory::command::{Command, FoundChunk, FoundChunks, SearchChunks};
use crate::pagination::{Pagination, Paging};
use crate::ports::{Memories, Ports};

/// Chunks that a chunk search gives at most.
const MOST_CHUNKS: u32 = 20;
/// Buckets that are searched at once.
const MOST_BUCKETS: usize = 10;
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
    /// What the caller calls the bucket that it stands in.
    pub bucket: String,
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

/// Finds objects of one partition of the owner's buckets by what they say, each by its best passage,
/// the best first.
///
/// # Errors
/// `Invalid` with the field that is wrong.
pub async fn search(
    ports: &impl Ports,
    owner: &UserId,
    buckets: &[Searched],
    request: &SearchRequest,
    paging: Paging,
) -> Result<SearchPage, Failure> {
    let search = search_of(buckets, request)?;
    if let Some(request_id) = &request.request_id {
        searches::keep(ports.sql(), owner, request_id, &search, ports.now()).await?;
    }
    page(ports, &search, paging).await
}

/// A further page of a search of the owner's. It is asked for anew: pages are those of one answer
/// as long as nothing was put or deleted.
///
/// # Errors
/// `NotFound` where there was no such search within a day; `Invalid` where the page is none.
pub async fn search_page(
    ports: &impl Ports,
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
    page(ports, &search, paging).await
}

async fn page(ports: &impl Ports, search: &Search, paging: Paging) -> Result<SearchPage, Failure> {
    // Of several buckets each gives what would stand before the page and on it, were it alone.
    let (skip, take) = match search.buckets.as_slice() {
        [_] => (paging.skip(), paging.take()),
        _ => (0, paging.skip().saturating_add(paging.take())),
    };
    let (total, mut results) = found_in(ports, search, true, skip, take).await?;
    if search.buckets.len() > 1 {
        let before = results.len().min(paging.skip() as usize);
        results.drain(..before);
        results.truncate(paging.take() as usize);
    }
    Ok(SearchPage {
        pagination: paging.of(total),
        results,
    })
}

/// Finds the pieces of one partition's texts that answer best, the best first, for those who go on
/// with them themselves.
///
/// # Errors
/// `Invalid` with the field that is wrong.
pub async fn chunk_search(
    ports: &impl Ports,
    buckets: &[Searched],
    request: &SearchRequest,
) -> Result<Vec<Passage>, Failure> {
    let search = search_of(buckets, request)?;
    let (_, mut results) = found_in(ports, &search, false, 0, MOST_CHUNKS).await?;
    results.truncate(MOST_CHUNKS as usize);
    Ok(results)
}

/// How much is found in all of the buckets, and the wanted part of each as one ranking.
async fn found_in(
    ports: &impl Ports,
    search: &Search,
    by_object: bool,
    skip: u32,
    take: u32,
) -> Result<(u32, Vec<Passage>), Failure> {
    let mut found = Vec::new();
    for bucket in &search.buckets {
        let in_it = SmartBucket::new(ports, bucket.instance.clone());
        found.push((bucket, in_it.found(search, by_object, skip, take).await?));
    }
    let best = found
        .iter()
        .map(|(_, found)| found.best)
        .fold(0.0, f64::max);
    let total = found.iter().map(|(_, found)| found.total).sum();
    let mut results = Vec::new();
    for (bucket, found) in found {
        // Each bucket's scores are shares of its own best.
        let share = if best > 0.0 { found.best / best } else { 0.0 };
        results.extend(found.chunks.into_iter().map(|chunk| Passage {
            score: chunk.score * share,
            ..Passage::of(&bucket.label, chunk)
        }));
    }
    results.sort_by(|one, other| other.score.total_cmp(&one.score));
    Ok((total, results))
}

impl<P: Ports> SmartBucket<'_, P> {
    /// `search` in this bucket alone.
    pub async fn search(
        &self,
        request: &SearchRequest,
        paging: Paging,
    ) -> Result<SearchPage, Failure> {
        search(
            self.ports,
            &self.instance.owner,
            &[self.alone()],
            request,
            paging,
        )
        .await
    }

    /// `chunk_search` in this bucket alone.
    pub async fn chunk_search(&self, request: &SearchRequest) -> Result<Vec<Passage>, Failure> {
        chunk_search(self.ports, &[self.alone()], request).await
    }

    fn alone(&self) -> Searched {
        Searched {
            instance: self.instance.clone(),
            label: String::new(),
        }
    }

    async fn found(
        &self,
        search: &Search,
        by_object: bool,
        skip: u32,
        take: u32,
    ) -> Result<FoundChunks, Failure> {
        self.ask_settled(|verified| SearchChunks {
            input: search.input.as_str().into(),
            partition: search.partition.clone(),
            by_object,
            skip,
            take,
            verified,
        })
        .await
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

fn search_of(buckets: &[Searched], request: &SearchRequest) -> Result<Search, Failure> {
    if buckets.is_empty() || buckets.len() > MOST_BUCKETS {
        let why = format!("1 to {MOST_BUCKETS} buckets are searched at once");
        return Err(Failure::invalid("bucket_locations", why));
    }
    check_input(&request.input)?;
    if let Some(request_id) = &request.request_id {
        let length = request_id.chars().count();
        if length == 0 || length > LONGEST_REQUEST_ID {
            let why = format!("a request id has 1 to {LONGEST_REQUEST_ID} characters");
            return Err(Failure::invalid("request_id", why));
        }
    }
    Ok(Search {
        buckets: once(buckets),
        partition: names::partition(request.partition.as_deref())?,
        input: request.input.clone(),
    })
}

/// Each bucket once, in the order in which they are named.
fn once(buckets: &[Searched]) -> Vec<Searched> {
    let mut named: Vec<Searched> = Vec::new();
    for bucket in buckets {
        if named.iter().all(|known| known.instance != bucket.instance) {
            named.push(bucket.clone());
        }
    }
    named
}

pub(super) fn check_input(input: &str) -> Result<(), Failure> {
    if input.trim().is_empty() || input.chars().count() > LONGEST_INPUT {
        let why = format!("say in 1 to {LONGEST_INPUT} characters what is looked for");
        return Err(Failure::invalid("input", why));
    }
    Ok(())
}

impl Passage {
    fn of(bucket: &str, chunk: FoundChunk) -> Self {
        Self {
            bucket: bucket.to_owned(),
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
