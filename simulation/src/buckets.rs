//! SmartBuckets on the host, as R2 keeps them: its conditions, its ranges, the order of its lists
//! and its limits. An etag is the MD5 of the body there: the same body written again has the same.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::Bound;

use call_me_back::failure::Failure;
use call_me_back::ports::{
    Checksum, Condition, Head, Listed, Listing, Object, PutOptions, Range, SmartBuckets,
};
use call_me_back::time::Timestamp;
use md5::Md5;
use sha2::{Digest, Sha256};

use crate::Faults;

/// Bytes of the longest key, and of all custom metadata of an object.
const LONGEST_KEY: usize = 1_024;
const MOST_METADATA: usize = 8_192;
/// Keys of one delete, and entries of one list.
const MOST_KEYS: usize = 1_000;
/// Entries of a list that comes with the objects' metadata, whatever was asked for.
const LARGEST_PAGE: usize = 100;

#[derive(Default)]
pub struct HostBuckets {
    objects: RefCell<BTreeMap<String, Object>>,
    writings: Cell<u32>,
    pub faults: Faults,
}

impl HostBuckets {
    /// The bodies of all that lies in it, by their keys.
    pub fn objects(&self) -> BTreeMap<String, Vec<u8>> {
        let objects = self.objects.borrow();
        let bodies = objects
            .iter()
            .map(|(key, object)| (key.clone(), object.body.clone()));
        bodies.collect()
    }

    fn write(
        &self,
        key: &str,
        body: Vec<u8>,
        options: PutOptions,
    ) -> Result<Option<Head>, Failure> {
        check_key(key)?;
        let lengths = options.custom_metadata.iter();
        let metadata: usize = lengths.map(|(name, value)| name.len() + value.len()).sum();
        if metadata > MOST_METADATA {
            return Err(Failure::unavailable("the bucket takes no such metadata"));
        }
        if let Some(checksum) = options.checksum
            && !has(&body, checksum)
        {
            return Err(checksum.mismatch());
        }
        let mut objects = self.objects.borrow_mut();
        let standing = objects.get(key);
        let holds = match &options.condition {
            Condition::Always => true,
            Condition::Absent => standing.is_none(),
            Condition::Version(etag) => standing.is_some_and(|object| object.head.etag == *etag),
        };
        if !holds {
            return Ok(None);
        }
        let writing = self.writings.get() + 1;
        self.writings.set(writing);
        let head = Head {
            key: key.to_owned(),
            version: format!("version{writing}"),
            etag: etag_of(&body),
            size: body.len() as u64,
            uploaded: Timestamp::from_millis(i64::from(writing)),
            http_metadata: options.http_metadata,
            custom_metadata: options.custom_metadata,
        };
        let object = Object {
            head: head.clone(),
            body,
        };
        objects.insert(key.to_owned(), object);
        Ok(Some(head))
    }

    fn read(&self, key: &str, range: Option<Range>) -> Result<Option<Object>, Failure> {
        check_key(key)?;
        let objects = self.objects.borrow();
        let Some(mut object) = objects.get(key).cloned() else {
            return Ok(None);
        };
        if let Some(range) = range {
            let (offset, length) = range.within(object.head.size).ok_or_else(Range::missing)?;
            let body = object.body.into_iter();
            object.body = body.skip(offset as usize).take(length as usize).collect();
        }
        Ok(Some(object))
    }

    fn page(&self, listing: &Listing) -> Result<Listed, Failure> {
        let limit = listing.limit as usize;
        if limit == 0 || limit > MOST_KEYS {
            return Err(Failure::unavailable("the bucket lists 1 to 1,000 entries"));
        }
        let limit = limit.min(LARGEST_PAGE);
        let after = listing.cursor.as_deref().map(last_of).transpose()?;
        let begin = match &after {
            Some(last) if *last >= listing.prefix => Bound::Excluded(last.as_str()),
            _ => Bound::Included(listing.prefix.as_str()),
        };
        let objects = self.objects.borrow();
        let mut rest = objects
            .range::<str, _>((begin, Bound::Unbounded))
            .take_while(|(key, _)| key.starts_with(&listing.prefix))
            .peekable();
        let mut listed = Listed {
            objects: Vec::new(),
            delimited_prefixes: Vec::new(),
            cursor: None,
        };
        while let Some((key, object)) = rest.next() {
            let mut last = key;
            if let Some(common) = delimited(key, listing) {
                // The whole group is one entry, and the next page begins behind it.
                while let Some((key, _)) = rest.next_if(|(key, _)| key.starts_with(&common)) {
                    last = key;
                }
                listed.delimited_prefixes.push(common);
            } else {
                listed.objects.push(object.head.clone());
            }
            if listed.objects.len() + listed.delimited_prefixes.len() == limit {
                listed.cursor = rest.peek().map(|_| format!("after {last}"));
                break;
            }
        }
        Ok(listed)
    }
}

/// What a key has in common with others up to the delimiter, where it has it after the prefix.
fn delimited(key: &str, listing: &Listing) -> Option<String> {
    let delimiter = listing
        .delimiter
        .as_deref()
        .filter(|text| !text.is_empty())?;
    let (before, _) = key.strip_prefix(&listing.prefix)?.split_once(delimiter)?;
    Some(format!("{}{before}{delimiter}", listing.prefix))
}

fn last_of(cursor: &str) -> Result<String, Failure> {
    let last = cursor.strip_prefix("after ").map(str::to_owned);
    last.ok_or_else(|| Failure::unavailable("the bucket gave no such cursor"))
}

fn check_key(key: &str) -> Result<(), Failure> {
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(Failure::unavailable("the bucket takes no such key"));
    }
    Ok(())
}

fn etag_of(body: &[u8]) -> String {
    let digest = Md5::digest(body);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn has(body: &[u8], checksum: Checksum) -> bool {
    match checksum {
        Checksum::Md5(digest) => Md5::digest(body).as_slice() == digest,
        Checksum::Sha256(digest) => Sha256::digest(body).as_slice() == digest,
    }
}

impl SmartBuckets for HostBuckets {
    async fn put(
        &self,
        key: &str,
        body: Vec<u8>,
        options: PutOptions,
    ) -> Result<Option<Head>, Failure> {
        let written = async { self.write(key, body, options) };
        self.faults.carry("the bucket", written).await
    }

    async fn get(&self, key: &str, range: Option<Range>) -> Result<Option<Object>, Failure> {
        let read = async { self.read(key, range) };
        self.faults.carry("the bucket", read).await
    }

    async fn head(&self, key: &str) -> Result<Option<Head>, Failure> {
        let read = async { Ok(self.read(key, None)?.map(|object| object.head)) };
        self.faults.carry("the bucket", read).await
    }

    async fn delete(&self, keys: &[String]) -> Result<(), Failure> {
        let deleted = async {
            if keys.len() > MOST_KEYS {
                return Err(Failure::unavailable("the bucket deletes 1,000 at most"));
            }
            for key in keys {
                check_key(key)?;
                self.objects.borrow_mut().remove(key);
            }
            Ok(())
        };
        self.faults.carry("the bucket", deleted).await
    }

    async fn list(&self, listing: &Listing) -> Result<Listed, Failure> {
        let listed = async { self.page(listing) };
        self.faults.carry("the bucket", listed).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finish;

    #[test]
    fn a_version_is_named_by_what_it_says_and_only_written_over_where_it_stands() {
        let buckets = HostBuckets::default();
        let put = |body: &str, condition| {
            finish(buckets.put_text("a/b.json", body.to_owned(), condition)).unwrap()
        };
        let etag = || finish(buckets.text("a/b.json")).unwrap().unwrap().etag;

        assert!(!put("none", Condition::Version("any".to_owned())));
        assert!(put("one", Condition::Absent));
        assert!(!put("two", Condition::Absent));
        let first = etag();
        assert!(put("two", Condition::Version(first.clone())));
        assert!(!put("three", Condition::Version(first.clone())));
        assert!(put("one", Condition::Always));
        assert_eq!(etag(), first);
        let keys = ["a/b.json".to_owned()];
        finish(buckets.delete(&keys)).unwrap();
        finish(buckets.delete(&keys)).unwrap();
        assert_eq!(finish(buckets.text("a/b.json")), Ok(None));
    }
}
