//! SmartBuckets: objects, and what the texts among them say.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Verb;
use super::episodic::Pagination;
use super::location::BucketLocation;
use crate::failure::Failure;
use crate::ids::UserId;
use crate::pagination::Paging;
use crate::ports::{Checksum, HttpMetadata, Listing, Ports, Range};
use crate::smart_buckets::{
    NewObject, ObjectHead, Passage, SearchRequest, Searched, SmartBucket, chunk_search, search,
    search_page,
};
use crate::time::Timestamp;

const PAGE_SIZE: u32 = 15;
const WHOLE_LIST: u32 = 1_000;
/// What an object is said to be that nothing is known of.
const UNKNOWN: &str = "application/octet-stream";

/// Puts an object in place of what stands under its key. A text is found by its words right after.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PutObject {
    bucket_location: BucketLocation,
    key: String,
    /// Bytes in base64.
    content: String,
    content_type: Option<String>,
    /// Ours: the set of objects that a search finds it in; `default` where it is left out.
    partition: Option<String>,
    /// Ours.
    #[serde(default)]
    custom_metadata: BTreeMap<String, String>,
    /// Ours: the body's MD5 in hexadecimal; another body is not put.
    md5: Option<String>,
    /// Ours: the body's SHA-256 in hexadecimal; another body is not put.
    sha256: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct ObjectPut {
    bucket: BucketNamed,
    key: String,
    /// Ours.
    etag: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BucketNamed {
    bucket_name: String,
    application_name: Option<String>,
    application_version_id: Option<String>,
}

impl From<&BucketLocation> for BucketNamed {
    fn from(location: &BucketLocation) -> Self {
        Self {
            bucket_name: location.name(),
            application_name: location.application(),
            application_version_id: None,
        }
    }
}

impl Verb for PutObject {
    type Answer = ObjectPut;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<ObjectPut, Failure> {
        let bucket = SmartBucket::new(ports, self.bucket_location.instance(owner)?);
        let body = BASE64
            .decode(&self.content)
            .map_err(|_| Failure::invalid("content", "this is no base64"))?;
        let checksum = match (&self.md5, &self.sha256) {
            (None, None) => None,
            (Some(md5), None) => Some(Checksum::md5(md5)?),
            (None, Some(sha256)) => Some(Checksum::sha256(sha256)?),
            (Some(_), Some(_)) => {
                return Err(Failure::invalid("md5", "give one checksum, not both"));
            }
        };
        let object = NewObject {
            body,
            partition: self.partition,
            http_metadata: HttpMetadata {
                content_type: self.content_type,
                ..HttpMetadata::default()
            },
            custom_metadata: self.custom_metadata,
            checksum,
        };
        let head = bucket.put(&self.key, object).await?;
        Ok(ObjectPut {
            bucket: BucketNamed::from(&self.bucket_location),
            key: head.key,
            etag: head.etag,
        })
    }
}

/// Gives an object, or a part of it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetObject {
    bucket_location: BucketLocation,
    key: String,
    /// Ours.
    range: Option<RangeWanted>,
}

/// A part of an object, in bytes: from `offset` on, `length` of them; or the last `suffix`.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RangeWanted {
    offset: Option<u64>,
    length: Option<u64>,
    suffix: Option<u64>,
}

impl TryFrom<RangeWanted> for Range {
    type Error = Failure;

    fn try_from(wanted: RangeWanted) -> Result<Self, Failure> {
        match (wanted.offset, wanted.length, wanted.suffix) {
            (None, None, Some(length)) => Ok(Self::Suffix { length }),
            (offset, length, None) if offset.is_some() || length.is_some() => Ok(Self::From {
                offset: offset.unwrap_or(0),
                length,
            }),
            _ => Err(Failure::invalid(
                "range",
                "give offset and length, or one of them, or suffix alone",
            )),
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ObjectGot {
    /// Bytes in base64.
    content: String,
    content_type: String,
    /// Ours: of the part that was asked for, where it begins.
    offset: u64,
    /// Ours.
    object: ObjectInfo,
}

/// What is known of an object.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ObjectInfo {
    key: String,
    /// Of all of it, in bytes.
    size: u64,
    content_type: String,
    #[schemars(with = "String")]
    last_modified: Timestamp,
    /// Ours.
    etag: String,
    /// Ours.
    partition: String,
    /// Ours.
    custom_metadata: BTreeMap<String, String>,
}

impl From<ObjectHead> for ObjectInfo {
    fn from(head: ObjectHead) -> Self {
        let content_type = head.http_metadata.content_type;
        Self {
            key: head.key,
            size: head.size,
            content_type: content_type.unwrap_or_else(|| UNKNOWN.to_owned()),
            last_modified: head.uploaded,
            etag: head.etag,
            partition: head.partition,
            custom_metadata: head.custom_metadata,
        }
    }
}

impl Verb for GetObject {
    type Answer = ObjectGot;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<ObjectGot, Failure> {
        let bucket = SmartBucket::new(ports, self.bucket_location.instance(owner)?);
        let range = self.range.map(Range::try_from).transpose()?;
        let stored = bucket.get(&self.key, range).await?;
        let object = ObjectInfo::from(stored.head);
        Ok(ObjectGot {
            content: BASE64.encode(&stored.body),
            content_type: object.content_type.clone(),
            offset: stored.offset,
            object,
        })
    }
}

/// Ours: says what is known of an object, without its body.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HeadObject {
    bucket_location: BucketLocation,
    key: String,
}

impl Verb for HeadObject {
    type Answer = ObjectInfo;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<ObjectInfo, Failure> {
        let bucket = SmartBucket::new(ports, self.bucket_location.instance(owner)?);
        Ok(bucket.head(&self.key).await?.into())
    }
}

/// Lists objects in the order of their keys.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListObjects {
    bucket_location: BucketLocation,
    prefix: Option<String>,
    /// Ours: keys that have this after the prefix come as one, up to it.
    delimiter: Option<String>,
    /// Ours: 1 to 1,000, which it is where it is left out.
    limit: Option<u32>,
    /// Ours: of the page before.
    cursor: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ObjectsListed {
    objects: Vec<ObjectInfo>,
    /// Ours.
    delimited_prefixes: Vec<String>,
    /// Ours.
    truncated: bool,
    /// Ours: what the next page is asked for with.
    cursor: Option<String>,
}

impl Verb for ListObjects {
    type Answer = ObjectsListed;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<ObjectsListed, Failure> {
        let bucket = SmartBucket::new(ports, self.bucket_location.instance(owner)?);
        let listing = Listing {
            prefix: self.prefix.unwrap_or_default(),
            delimiter: self.delimiter,
            limit: self.limit.unwrap_or(WHOLE_LIST),
            cursor: self.cursor,
        };
        let listed = bucket.list(&listing).await?;
        Ok(ObjectsListed {
            objects: listed.objects.into_iter().map(ObjectInfo::from).collect(),
            delimited_prefixes: listed.delimited_prefixes,
            truncated: listed.truncated,
            cursor: listed.cursor,
        })
    }
}

/// Takes objects away for good, and what they said out of every search.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteObject {
    bucket_location: BucketLocation,
    key: Option<String>,
    /// Ours: several at once, up to 100.
    #[serde(default)]
    keys: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct ObjectsDeleted {}

impl Verb for DeleteObject {
    type Answer = ObjectsDeleted;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<ObjectsDeleted, Failure> {
        let bucket = SmartBucket::new(ports, self.bucket_location.instance(owner)?);
        let keys: Vec<String> = self.key.into_iter().chain(self.keys).collect();
        bucket.delete(&keys).await?;
        Ok(ObjectsDeleted {})
    }
}

/// Finds objects by what they say, each by its best passage, the best first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Search {
    /// 1 to 10 buckets.
    bucket_locations: Vec<BucketLocation>,
    input: String,
    /// Names the search, so that `search_get_page` can go on with it for a day.
    request_id: Option<String>,
    partition: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct PassagesFound {
    results: Vec<PassageFound>,
    pagination: Pagination,
}

/// A passage of an object.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PassageFound {
    text: String,
    /// 0 to 1; comparable within one answer.
    score: f64,
    source: Source,
    r#type: Option<String>,
    chunk_signature: String,
    payload_signature: String,
    /// Empty: vectors are not shown.
    embed: Option<String>,
    /// Ours: which piece of the object it is, from 0.
    position: u32,
    /// Ours: where it begins in the object, in bytes; `get_object` gives that range of it.
    start: u32,
    /// Ours: the byte after its last.
    end: u32,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Source {
    bucket: Option<BucketNamed>,
    /// The object's key.
    object: String,
}

/// The buckets of a search, each labelled with how it was asked for.
fn searched(locations: &[BucketLocation], owner: &UserId) -> Result<Vec<Searched>, Failure> {
    let searched = |location: &BucketLocation| {
        let named = BucketNamed::from(location);
        Ok(Searched {
            instance: location.instance(owner)?,
            label: serde_json::to_string(&named).unwrap_or_default(),
        })
    };
    locations.iter().map(searched).collect()
}

impl From<Passage> for PassageFound {
    fn from(passage: Passage) -> Self {
        Self {
            text: passage.text,
            score: passage.score,
            source: Source {
                bucket: serde_json::from_str(&passage.bucket).ok(),
                object: passage.key,
            },
            r#type: passage.content_type,
            chunk_signature: passage.chunk_signature,
            payload_signature: passage.payload_signature,
            embed: None,
            position: passage.position,
            start: passage.start,
            end: passage.end,
        }
    }
}

impl Verb for Search {
    type Answer = PassagesFound;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<PassagesFound, Failure> {
        let buckets = searched(&self.bucket_locations, owner)?;
        let request = SearchRequest {
            input: self.input,
            partition: self.partition,
            request_id: self.request_id,
        };
        let paging = Paging::new(1, PAGE_SIZE)?;
        let page = search(ports, owner, &buckets, &request, paging).await?;
        Ok(PassagesFound {
            results: page.results.into_iter().map(PassageFound::from).collect(),
            pagination: page.pagination.into(),
        })
    }
}

/// Goes on with a search.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SearchGetPage {
    request_id: String,
    /// From 1.
    page: Option<u32>,
    /// 1 to 100.
    page_size: Option<u32>,
    partition: Option<String>,
}

impl Verb for SearchGetPage {
    type Answer = PassagesFound;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<PassagesFound, Failure> {
        let paging = Paging::new(self.page.unwrap_or(1), self.page_size.unwrap_or(PAGE_SIZE))?;
        let partition = self.partition.as_deref();
        let page = search_page(ports, owner, &self.request_id, partition, paging).await?;
        Ok(PassagesFound {
            results: page.results.into_iter().map(PassageFound::from).collect(),
            pagination: page.pagination.into(),
        })
    }
}

/// Finds the pieces of texts that answer best, for a program that goes on with them itself.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChunkSearch {
    /// 1 to 10 buckets.
    bucket_locations: Vec<BucketLocation>,
    input: String,
    /// Names nothing here: a search for chunks has one page.
    #[expect(dead_code, reason = "taken, since programs send it")]
    request_id: Option<String>,
    partition: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct ChunksFound {
    results: Vec<PassageFound>,
}

impl Verb for ChunkSearch {
    type Answer = ChunksFound;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<ChunksFound, Failure> {
        let buckets = searched(&self.bucket_locations, owner)?;
        let request = SearchRequest {
            input: self.input,
            partition: self.partition,
            request_id: None,
        };
        let found = chunk_search(ports, &buckets, &request).await?.into_iter();
        Ok(ChunksFound {
            results: found.map(PassageFound::from).collect(),
        })
    }
}

/// Has the configured language model answer a question from one object.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DocumentQuery {
    bucket_location: BucketLocation,
    /// The object's key.
    object_id: String,
    input: String,
    /// Names nothing here: each question stands by itself.
    #[expect(dead_code, reason = "taken, since programs send it")]
    request_id: Option<String>,
    partition: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct DocumentAnswered {
    answer: String,
}

impl Verb for DocumentQuery {
    type Answer = DocumentAnswered;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<DocumentAnswered, Failure> {
        let bucket = SmartBucket::new(ports, self.bucket_location.instance(owner)?);
        let partition = self.partition.as_deref();
        let answer = bucket.document_query(&self.object_id, &self.input, partition);
        Ok(DocumentAnswered {
            answer: answer.await?,
        })
    }
}
