//! `SmartBuckets` over R2.

use call_me_back::failure::Failure;
use call_me_back::ports::{Condition, Object, SmartBuckets};
use worker::{Bucket, Conditional, Env};

use crate::unavailable;

pub(crate) struct R2(pub Env);

impl R2 {
    fn bucket(&self) -> Result<Bucket, Failure> {
        self.0.bucket("BUCKET").map_err(unavailable("the bucket"))
    }
}

impl SmartBuckets for R2 {
    async fn put(&self, key: &str, body: String, condition: Condition) -> Result<bool, Failure> {
        let bucket = self.bucket()?;
        let put = bucket.put(key, body);
        let put = match condition {
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
        let written = put.execute().await.map_err(unavailable("the bucket"))?;
        Ok(written.is_some())
    }

    async fn get(&self, key: &str) -> Result<Option<Object>, Failure> {
        let bucket = self.bucket()?;
        let Some(object) = bucket
            .get(key)
            .execute()
            .await
            .map_err(unavailable("the bucket"))?
        else {
            return Ok(None);
        };
        let etag = object.etag();
        let Some(body) = object.body() else {
            return Ok(None);
        };
        let body = body.text().await.map_err(unavailable("the bucket"))?;
        Ok(Some(Object { body, etag }))
    }

    async fn delete(&self, key: &str) -> Result<(), Failure> {
        self.bucket()?
            .delete(key)
            .await
            .map_err(unavailable("the bucket"))
    }
}
