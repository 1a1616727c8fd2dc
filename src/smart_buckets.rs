//! Buckets of an owner's own programs: objects under keys, and what the texts among them say, found
//! as soon as they are put. The objects lie in the product's one bucket under the owner's and the
//! instance's ids, which hold no `/`; so no key, prefix or cursor reaches what is another's. The
//! index lies in the instance's memory actor.
//!
//! An object belongs to a *partition* of its bucket, which is given when it is put and is `default`
//! otherwise. A key names one object whatever its partition; but what a search or a question finds
//! is of the one partition that it names.
//!
//! A key is opaque: `..` and a leading `/` are characters like any other, and nothing resolves them.

mod asking;
mod chunking;
mod indexing;
mod names;
mod objects;
mod searching;

pub use crate::directory::searches::Searched;
pub use objects::{NewObject, ObjectHead, ObjectList, StoredObject};
pub use searching::{Passage, SearchPage, SearchRequest, chunk_search, search, search_page};

use crate::directory::actors;
use crate::failure::Failure;
use crate::ids::Instance;
use crate::memory::command::Address;
use crate::ports::Ports;

/// One bucket, for whoever owns it. It need not be made: an empty one is there already.
pub struct SmartBucket<'a, P> {
    ports: &'a P,
    instance: Instance,
}

impl<'a, P: Ports> SmartBucket<'a, P> {
    pub fn new(ports: &'a P, instance: Instance) -> Self {
        Self { ports, instance }
    }

    fn actor(&self) -> Address {
        Address::Instance(self.instance.clone())
    }

    /// The actor, known to the registry: what is written into it is found again when the owner
    /// exports or erases.
    async fn registered(&self) -> Result<Address, Failure> {
        let actor = self.actor();
        let (sql, owner) = (self.ports.sql(), &self.instance.owner);
        actors::register(sql, &actor, Some(owner), self.ports.now()).await?;
        Ok(actor)
    }

    /// Under which the bucket's objects lie, before their own keys.
    fn prefix(&self) -> String {
        format!("buckets/{}/{}/", self.instance.owner, self.instance.id)
    }
}
