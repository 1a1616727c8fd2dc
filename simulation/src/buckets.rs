//! SmartBuckets on the host, with R2's conditions. As there, an etag is a digest of the body: the
//! same body written again is the same version.

use std::cell::RefCell;
use std::collections::BTreeMap;

use call_me_back::failure::Failure;
use call_me_back::ports::{Condition, Object, SmartBuckets};
use call_me_back::secret;

use crate::Faults;

/// The longest key of R2, in bytes.
const LONGEST_KEY: usize = 1_024;

#[derive(Default)]
pub struct HostBuckets {
    objects: RefCell<BTreeMap<String, String>>,
    pub faults: Faults,
}

impl HostBuckets {
    /// All that lies in it, by its keys.
    pub fn objects(&self) -> BTreeMap<String, String> {
        self.objects.borrow().clone()
    }

    fn write(&self, key: &str, body: String, condition: &Condition) -> Result<bool, Failure> {
        if key.is_empty() || key.len() > LONGEST_KEY {
            return Err(Failure::unavailable("the bucket takes no such key"));
        }
        let mut objects = self.objects.borrow_mut();
        let standing = objects.get(key);
        let holds = match condition {
            Condition::Always => true,
            Condition::Absent => standing.is_none(),
            Condition::Version(etag) => standing.is_some_and(|body| etag_of(body) == *etag),
        };
        if holds {
            objects.insert(key.to_owned(), body);
        }
        Ok(holds)
    }
}

fn etag_of(body: &str) -> String {
    secret::hash(body).chars().take(32).collect()
}

impl SmartBuckets for HostBuckets {
    async fn put(&self, key: &str, body: String, condition: Condition) -> Result<bool, Failure> {
        let written = async { self.write(key, body, &condition) };
        self.faults.carry("the bucket", written).await
    }

    async fn get(&self, key: &str) -> Result<Option<Object>, Failure> {
        let read = async {
            Ok(self.objects.borrow().get(key).map(|body| Object {
                body: body.clone(),
                etag: etag_of(body),
            }))
        };
        self.faults.carry("the bucket", read).await
    }

    async fn delete(&self, key: &str) -> Result<(), Failure> {
        let deleted = async {
            self.objects.borrow_mut().remove(key);
            Ok(())
        };
        self.faults.carry("the bucket", deleted).await
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
            finish(buckets.put("a/b.json", body.to_owned(), condition)).unwrap()
        };
        let etag = || finish(buckets.get("a/b.json")).unwrap().unwrap().etag;

        assert!(!put("none", Condition::Version("any".to_owned())));
        assert!(put("one", Condition::Absent));
        assert!(!put("two", Condition::Absent));
        let first = etag();
        assert!(put("two", Condition::Version(first.clone())));
        assert!(!put("three", Condition::Version(first.clone())));
        assert!(put("one", Condition::Always));
        assert_eq!(etag(), first);
        finish(buckets.delete("a/b.json")).unwrap();
        finish(buckets.delete("a/b.json")).unwrap();
        assert_eq!(finish(buckets.get("a/b.json")), Ok(None));
    }
}
