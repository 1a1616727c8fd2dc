//! How the index stays in step with the bucket, whatever dies in between. The bucket is the truth:
//! what the index knows of an object must be what lies there.
//!
//! 1. Before anything of an object changes in the bucket, the change is *opened* in the actor. From
//!    then on the index is not believed about this object.
//! 2. Then the bucket is written.
//! 3. Then the change is *settled*: what the bucket holds now takes the place of what the index
//!    knew, in one transaction, and the change is closed.
//!
//! Whoever dies between 1 and 3 leaves an open change behind. A search leaves out what has one,
//! until it has looked into the bucket and either found the very version that the index knows or
//! settled what it found. So nothing is found that is gone, and nothing put is lost to a search. A
//! put or delete that is made again heals likewise.
//!
//! Two who change one object at once can't know whose writing came last. So what was written, or
//! seen in the bucket, is only settled while the object's revision, which grows with each opening
//! and each settling, is the one that was known before. Who comes too late looks into the bucket
//! again. Where one settled before the other had written, the other's change is still open.

use super::SmartBucket;
use super::chunking::{chunks, text_of};
use super::names;
use crate::failure::Failure;
use crate::memory::command::{
    Chunk, Found, IndexedText, OpenChanges, SettleObjects, Settled, Settling, Unsettled,
};
use crate::ports::{Head, Memories, Ports, SmartBuckets};

/// How often an object is looked at that others keep changing. Its change then stays open, and is
/// settled by a search, or by those others.
const MOST_LOOKS: u32 = 5;

impl<P: Ports> SmartBucket<'_, P> {
    /// Opens a change of each of these objects.
    pub(super) async fn open(&self, keys: &[String]) -> Result<Vec<i64>, Failure> {
        let open = OpenChanges {
            keys: keys.to_vec(),
            now: self.ports.now(),
        };
        let actor = self.registered().await?;
        let opened = self.ports.memories().ask(&actor, open).await?;
        if opened.len() == keys.len() {
            Ok(opened)
        } else {
            Err(Failure::unavailable("the index opened other changes"))
        }
    }

    /// Settles changes by what they left in the bucket. Where others changed the same object
    /// meanwhile, the bucket is looked into.
    pub(super) async fn close(&self, changes: Vec<(String, i64, Found)>) -> Result<(), Failure> {
        let looks = changes.iter().map(|(key, change, _)| Look {
            key: key.clone(),
            change: Some(*change),
            revision: *change,
        });
        let looks: Vec<Look> = looks.collect();
        let found = changes.into_iter().map(|(_, _, found)| found);
        let settlings = looks.iter().zip(found);
        let settlings = settlings.map(|(look, found)| look.settling(found));
        let settled = self.settle(settlings.collect()).await?;
        for (look, settled) in looks.into_iter().zip(settled) {
            if let Some(again) = self.again(look, settled).await? {
                self.look(again).await?;
            }
        }
        Ok(())
    }

    /// Whether the index can be believed about an object that has open changes.
    pub(super) async fn verify(&self, unsettled: Unsettled) -> Result<bool, Failure> {
        let Unsettled {
            key,
            revision,
            version,
        } = unsettled;
        let head = self.ports.buckets().head(&self.path(&key)).await?;
        let look = Look {
            key,
            change: None,
            revision,
        };
        if head.map(|head| head.version) != version {
            return self.look(look).await;
        }
        // So that changes expire.
        let settled = self.settle(vec![look.settling(Found::Unchanged)]).await?;
        Ok(settled == [Settled::Done])
    }

    /// Settles what lies in the bucket. False where others changed the object again and again.
    async fn look(&self, mut look: Look) -> Result<bool, Failure> {
        for _ in 0..MOST_LOOKS {
            let object = self
                .ports
                .buckets()
                .get(&self.path(&look.key), None)
                .await?;
            let found = object.map_or(Found::NoText, |object| {
                let text = cut(
                    &look.key,
                    object.head.http_metadata.content_type.as_deref(),
                    &object.body,
                );
                found(&object.head, text)
            });
            let settled = self.settle(vec![look.settling(found)]).await?;
            let Some(settled) = settled.into_iter().next() else {
                break;
            };
            match self.again(look, settled).await? {
                Some(again) => look = again,
                None => return Ok(true),
            }
        }
        Ok(false)
    }

    /// With what to look into the bucket again, where something was not settled.
    async fn again(&self, mut look: Look, settled: Settled) -> Result<Option<Look>, Failure> {
        match settled {
            Settled::Done => return Ok(None),
            Settled::Stale { revision } => look.revision = revision,
            Settled::Unknown => {
                let opened = self.open(std::slice::from_ref(&look.key)).await?;
                look.change = opened.first().copied();
                look.revision = look.change.unwrap_or(look.revision);
            }
        }
        Ok(Some(look))
    }

    async fn settle(&self, settlings: Vec<Settling>) -> Result<Vec<Settled>, Failure> {
        let settle = SettleObjects {
            settlings,
            now: self.ports.now(),
        };
        self.ports.memories().ask(&self.actor(), settle).await
    }
}

/// What is known of an object before the bucket is looked into.
struct Look {
    key: String,
    change: Option<i64>,
    revision: i64,
}

impl Look {
    fn settling(&self, found: Found) -> Settling {
        Settling {
            key: self.key.clone(),
            change: self.change,
            revision: self.revision,
            found,
        }
    }
}

/// The chunks of an object, where it is a text.
pub(super) fn cut(key: &str, content_type: Option<&str>, body: &[u8]) -> Option<Vec<Chunk>> {
    text_of(key, content_type, body).map(chunks)
}

/// What the index is to know of an object.
pub(super) fn found(head: &Head, chunks: Option<Vec<Chunk>>) -> Found {
    chunks.map_or(Found::NoText, |chunks| {
        Found::Text(IndexedText {
            version: head.version.clone(),
            partition: names::partition_of(head),
            content_type: head.http_metadata.content_type.clone(),
            chunks,
        })
    })
}
