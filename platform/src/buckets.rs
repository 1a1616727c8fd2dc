//! `SmartBuckets` over R2.

use std::collections::BTreeMap;

use call_me_back::failure::Failure;
use call_me_back::ports::{
    Checksum, Condition, Head, HttpMetadata, Listed, Listing, Object, PutOptions, Range,
    SmartBuckets,
};
use call_me_back::time::Timestamp;
use worker::{
    Bucket, Conditional, Date, DateInit, Env, Include, PutOptionsBuilder, Range as R2Range,
};

use crate::unavailable;

/// R2's own number for a body that has another checksum.
const BAD_DIGEST: &str = "(10037)";

pub(crate) struct R2(pub Env);

impl R2 {
    fn bucket(&self) -> Result<Bucket, Failure> {
        self.0.bucket("BUCKET").map_err(unavailable("the bucket"))
    }
}

impl SmartBuckets for R2 {
    async fn put(
        &self,
        key: &str,
        body: Vec<u8>,
        options: PutOptions,
    ) -> Result<Option<Head>, Failure> {
        let bucket = self.bucket()?;
        let mut put = bucket.put(key, body);
        put = put.http_metadata(to_r2(options.http_metadata));
        put = with_metadata(put, options.custom_metadata);
        put = match options.condition {
            Condition::Always => put,
            Condition::Absent => put.only_if(Conditional {
                etag_does_not_match: Some("*".to_owned()),
                ..Conditional::default()
            }),
            Condition::Version(etag) => put.only_if(Conditional {
                etag_matches: Some(etag),
                ..Conditional::default()
            }),
        };
        put = match options.checksum {
            None => put,
            Some(Checksum::Md5(digest)) => put.md5(digest),
            Some(Checksum::Sha256(digest)) => put.sha256(digest),
        };
        let written = put.execute().await.map_err(|error| {
            let mismatch = options
                .checksum
                .filter(|_| error.to_string().contains(BAD_DIGEST));
            mismatch.map_or_else(|| failure(error), Checksum::mismatch)
        })?;
        written.as_ref().map(head).transpose()
    }

    async fn get(&self, key: &str, range: Option<Range>) -> Result<Option<Object>, Failure> {
        let bucket = self.bucket()?;
        let mut get = bucket.get(key);
        if let Some(range) = range {
            // One that begins where the object ends is not refused by all that run R2.
            let Some(head) = self.head(key).await? else {
                return Ok(None);
            };
            let (offset, length) = range.within(head.size).ok_or_else(Range::missing)?;
            get = get.range(R2Range::OffsetWithLength { offset, length });
        }
        let found = get.execute().await.map_err(failure)?;
        let Some(found) = found else {
            return Ok(None);
        };
        let Some(body) = found.body() else {
            return Ok(None);
        };
        Ok(Some(Object {
            head: head(&found)?,
            body: body.bytes().await.map_err(failure)?,
        }))
    }

    async fn head(&self, key: &str) -> Result<Option<Head>, Failure> {
        let found = self.bucket()?.head(key).await.map_err(failure)?;
        found.as_ref().map(head).transpose()
    }

    async fn delete(&self, keys: &[String]) -> Result<(), Failure> {
        let keys = keys.iter().map(String::as_str).collect();
        let bucket = self.bucket()?;
        bucket.delete_multiple(keys).await.map_err(failure)
    }

    async fn list(&self, listing: &Listing) -> Result<Listed, Failure> {
        let bucket = self.bucket()?;
        // Without them an object of the list has no metadata to be asked for.
        let include = vec![Include::HttpMetadata, Include::CustomMetadata];
        let mut list = bucket
            .list()
            .prefix(&listing.prefix)
            .limit(listing.limit)
            .include(include);
        if let Some(delimiter) = &listing.delimiter {
            list = list.delimiter(delimiter);
        }
        if let Some(cursor) = &listing.cursor {
            list = list.cursor(cursor);
        }
        let listed = list.execute().await.map_err(failure)?;
        Ok(Listed {
            objects: listed
                .objects()
                .iter()
                .map(head)
                .collect::<Result<_, _>>()?,
            delimited_prefixes: listed.delimited_prefixes(),
            cursor: listed.cursor().filter(|_| listed.truncated()),
        })
    }
}

fn failure(error: worker::Error) -> Failure {
    unavailable("the bucket")(error)
}

fn head(object: &worker::Object) -> Result<Head, Failure> {
    let custom_metadata = object.custom_metadata().map_err(failure)?;
    let http = object.http_metadata();
    Ok(Head {
        key: object.key(),
        version: object.version(),
        etag: object.etag(),
        size: object.size(),
        uploaded: moment(&object.uploaded()),
        http_metadata: HttpMetadata {
            content_type: http.content_type,
            content_language: http.content_language,
            content_disposition: http.content_disposition,
            content_encoding: http.content_encoding,
            cache_control: http.cache_control,
            cache_expiry: http.cache_expiry.as_ref().map(moment),
        },
        custom_metadata: custom_metadata.into_iter().collect(),
    })
}

fn moment(date: &Date) -> Timestamp {
    Timestamp::from_millis(i64::try_from(date.as_millis()).unwrap_or(i64::MAX))
}

fn to_r2(http: HttpMetadata) -> worker::HttpMetadata {
    let date = |at: Timestamp| {
        let millis = u64::try_from(at.millis()).unwrap_or(0);
        Date::new(DateInit::Millis(millis))
    };
    worker::HttpMetadata {
        content_type: http.content_type,
        content_language: http.content_language,
        content_disposition: http.content_disposition,
        content_encoding: http.content_encoding,
        cache_control: http.cache_control,
        cache_expiry: http.cache_expiry.map(date),
    }
}

#[allow(
    clippy::disallowed_types,
    reason = "what the crate asks for; R2 keeps no order"
)]
fn with_metadata(
    put: PutOptionsBuilder<'_>,
    metadata: BTreeMap<String, String>,
) -> PutOptionsBuilder<'_> {
    put.custom_metadata(std::collections::HashMap::from_iter(metadata))
}
