//! The objects themselves: put, read, listed, taken away.

use std::collections::BTreeMap;

use serde::Serialize;

use super::SmartBucket;
use super::indexing::{cut, found};
use super::names;
use crate::failure::Failure;
use crate::memory::command::{ForgetUnsettled, Found};
use crate::ports::{
    Checksum, Condition, Head, HttpMetadata, Listing, Memories, Ports, PutOptions, Range,
    SmartBuckets,
};
use crate::secret::digest_id;
use crate::time::Timestamp;

/// Bytes of the largest object.
const LARGEST: usize = 5_000_000;
/// Keys of one delete: each may have to be looked at on its own.
const MOST_DELETED: usize = 100;
const LARGEST_LIST: u32 = 1_000;
/// Of as many keys as one delete has.
const MOST_PAGES_ERASED: u32 = 50;
const LONGEST_DELIMITER: usize = 16;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewObject {
    pub body: Vec<u8>,
    /// None: that of the name `default`.
    pub partition: Option<String>,
    pub http_metadata: HttpMetadata,
    pub custom_metadata: BTreeMap<String, String>,
    pub checksum: Option<Checksum>,
}

/// What is known of an object without its body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObjectHead {
    pub key: String,
    pub partition: String,
    /// Names this very writing of it.
    pub version: String,
    /// Names what it says.
    pub etag: String,
    /// Bytes of the whole.
    pub size: u64,
    pub uploaded: Timestamp,
    pub http_metadata: HttpMetadata,
    pub custom_metadata: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredObject {
    pub head: ObjectHead,
    /// The whole, or the part that was asked for.
    pub body: Vec<u8>,
    /// Where the body begins in the object.
    pub offset: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ObjectList {
    /// In the order of their keys' bytes.
    pub objects: Vec<ObjectHead>,
    /// What keys have in common up to the delimiter.
    pub delimited_prefixes: Vec<String>,
    /// Whether there is more: `cursor` then asks for it.
    pub truncated: bool,
    pub cursor: Option<String>,
}

impl<P: Ports> SmartBucket<'_, P> {
    /// Puts an object in place of what stands under the key. A text is found by its words right
    /// after.
    ///
    /// # Errors
    /// `Invalid` with the field that is wrong, too long or too large. Where it is `Unavailable` the
    /// object may have been put, and is found if it was.
    pub async fn put(&self, key: &str, object: NewObject) -> Result<ObjectHead, Failure> {
        let key = names::key(key)?;
        let options = check(&object)?;
        let content_type = object.http_metadata.content_type.as_deref();
        let chunks = cut(&key, content_type, &object.body);

        let opened = self.open(std::slice::from_ref(&key)).await?;
        let path = self.path(&key);
        let put = self.ports.buckets().put(&path, object.body, options);
        let (left, written) = match put.await {
            Ok(Some(head)) => (found(&head, chunks), Ok(head)),
            Ok(None) => return Err(Failure::unavailable("the bucket did not write the object")),
            Err(refused @ Failure::Invalid { .. }) => (Found::Unchanged, Err(refused)),
            Err(failure) => return Err(failure),
        };
        let change = opened.first().copied().unwrap_or_default();
        self.close(vec![(key.clone(), change, left)]).await?;
        written.map(|head| self.own(head, key))
    }

    /// Reads an object, or a part of it.
    ///
    /// # Errors
    /// `NotFound` where nothing stands under the key; `Invalid` where the object has no such part.
    pub async fn get(&self, key: &str, range: Option<Range>) -> Result<StoredObject, Failure> {
        let key = names::key(key)?;
        let object = self.ports.buckets().get(&self.path(&key), range).await?;
        let object = object.ok_or_else(no_object)?;
        let within = range.map(|range| range.within(object.head.size).ok_or_else(Range::missing));
        Ok(StoredObject {
            offset: within.transpose()?.map_or(0, |(offset, _)| offset),
            head: self.own(object.head, key),
            body: object.body,
        })
    }

    /// What is known of an object without its body.
    ///
    /// # Errors
    /// `NotFound` where nothing stands under the key.
    pub async fn head(&self, key: &str) -> Result<ObjectHead, Failure> {
        let key = names::key(key)?;
        let head = self.ports.buckets().head(&self.path(&key)).await?;
        head.map(|head| self.own(head, key)).ok_or_else(no_object)
    }

    /// Takes up to 100 objects away for good, and what they said out of every search. What is not
    /// there is none to it.
    pub async fn delete(&self, keys: &[impl AsRef<str>]) -> Result<(), Failure> {
        if keys.is_empty() || keys.len() > MOST_DELETED {
            let why = format!("1 to {MOST_DELETED} objects are deleted at once");
            return Err(Failure::invalid("key", why));
        }
        let keys: Result<Vec<String>, Failure> =
            keys.iter().map(|key| names::key(key.as_ref())).collect();
        let mut keys = keys?;
        keys.sort();
        keys.dedup();

        self.remove(keys).await
    }

    async fn remove(&self, keys: Vec<String>) -> Result<(), Failure> {
        let opened = self.open(&keys).await?;
        let paths: Vec<String> = keys.iter().map(|key| self.path(key)).collect();
        self.ports.buckets().delete(&paths).await?;
        let gone = |(key, opened)| (key, opened, Found::NoText);
        self.close(keys.into_iter().zip(opened).map(gone).collect())
            .await
    }

    /// Lists objects by their keys. A page may hold fewer than the limit and not be the last.
    ///
    /// # Errors
    /// `Invalid` with the field that is wrong: a cursor is one of a list with the same prefix and
    /// delimiter.
    pub async fn list(&self, listing: &Listing) -> Result<ObjectList, Failure> {
        let prefix = self.path(&names::prefix(&listing.prefix)?);
        if listing.limit == 0 || listing.limit > LARGEST_LIST {
            let why = format!("a page of a list holds 1 to {LARGEST_LIST}");
            return Err(Failure::invalid("limit", why));
        }
        let delimiter = listing.delimiter.clone().filter(|text| !text.is_empty());
        if delimiter
            .as_ref()
            .is_some_and(|text| text.len() > LONGEST_DELIMITER)
        {
            let why = format!("a delimiter has at most {LONGEST_DELIMITER} bytes");
            return Err(Failure::invalid("delimiter", why));
        }
        let mark = mark(&prefix, delimiter.as_deref());
        let cursor = match listing.cursor.as_deref() {
            None => None,
            Some(cursor) => Some(cursor.strip_prefix(&mark).ok_or_else(|| {
                Failure::invalid("cursor", "this is the cursor of another list, or of none")
            })?),
        };
        let listed = Listing {
            prefix,
            delimiter,
            limit: listing.limit,
            cursor: cursor.map(str::to_owned),
        };
        let listed = self.ports.buckets().list(&listed).await?;
        // Whatever a forged cursor did, no key of another bucket is one of these.
        let own = self.prefix();
        let key_of = |path: &str| path.strip_prefix(&own).map(str::to_owned);
        Ok(ObjectList {
            objects: listed
                .objects
                .into_iter()
                .filter_map(|head| key_of(&head.key).map(|key| self.own(head, key)))
                .collect(),
            delimited_prefixes: listed
                .delimited_prefixes
                .iter()
                .filter_map(|path| key_of(path))
                .collect(),
            truncated: listed.cursor.is_some(),
            cursor: listed.cursor.map(|cursor| format!("{mark}{cursor}")),
        })
    }

    /// Erases what lies in the bucket, and all that is known of it. Says whether that is all:
    /// after some thousands of objects, or a failure, it is to be asked again.
    pub async fn erase(&self) -> Result<bool, Failure> {
        let prefix = self.prefix();
        let listing = Listing {
            prefix: prefix.clone(),
            delimiter: None,
            limit: MOST_DELETED as u32,
            cursor: None,
        };
        for _ in 0..MOST_PAGES_ERASED {
            let listed = self.ports.buckets().list(&listing).await?;
            let paths = listed.objects.iter();
            let keys = paths.filter_map(|head| head.key.strip_prefix(&prefix).map(str::to_owned));
            let keys: Vec<String> = keys.collect();
            if keys.is_empty() {
                // What changes that nobody ended have left behind.
                let forget = ForgetUnsettled {
                    now: self.ports.now(),
                };
                let memories = self.ports.memories();
                memories.ask(&self.actor(), forget).await?;
                return Ok(true);
            }
            self.remove(keys).await?;
        }
        Ok(false)
    }

    /// Under which an object lies in the product's bucket.
    pub(super) fn path(&self, key: &str) -> String {
        format!("{}{key}", self.prefix())
    }

    /// An object as its owner knows it.
    fn own(&self, head: Head, key: String) -> ObjectHead {
        let partition = names::partition_of(&head);
        let mut custom_metadata = head.custom_metadata;
        custom_metadata.remove(names::PARTITION);
        ObjectHead {
            key,
            partition,
            version: head.version,
            etag: head.etag,
            size: head.size,
            uploaded: head.uploaded,
            http_metadata: head.http_metadata,
            custom_metadata,
        }
    }
}

/// With what an object is put, where all of it is as it must be.
fn check(object: &NewObject) -> Result<PutOptions, Failure> {
    if object.body.len() > LARGEST {
        let why = format!("an object has at most {LARGEST} bytes");
        return Err(Failure::invalid("content", why));
    }
    names::check_http_metadata(&object.http_metadata)?;
    names::check_custom_metadata(&object.custom_metadata)?;
    let partition = names::partition(object.partition.as_deref())?;
    let mut custom_metadata = object.custom_metadata.clone();
    custom_metadata.insert(names::PARTITION.to_owned(), partition);
    Ok(PutOptions {
        http_metadata: object.http_metadata.clone(),
        custom_metadata,
        checksum: object.checksum,
        condition: Condition::Always,
    })
}

/// What the cursors of a list begin with.
fn mark(prefix: &str, delimiter: Option<&str>) -> String {
    let digest = digest_id(&[prefix, delimiter.unwrap_or_default()]);
    let digits = digest.iter().take(6).map(|byte| format!("{byte:02x}"));
    format!("{}-", digits.collect::<String>())
}

fn no_object() -> Failure {
    Failure::not_found("the object")
}
