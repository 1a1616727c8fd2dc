//! The four memory systems under the names that the spec gives them: working, episodic, semantic
//! and procedural. An instance is one relationship: its owner is the user, its name the persona.
//! Nothing is decided here that the actors don't decide; this is another face of the same rows,
//! over `Memories` and `Sessions`, so one implementation serves the worker and the host.
//!
//! Everything goes through the owner's id: what is somebody else's is `NotFound`, as is what was
//! never there.

mod episodic;
mod procedural;
mod semantic;
mod working;

pub use episodic::{EpisodePage, EpisodeSearch, RehydratedSession};
pub use procedural::{ProceduralMemory, ProcedureSearch, Scope};
pub use semantic::Knowledge;
pub use working::WorkingMemory;

use crate::directory::{actors, calls, personas};
use crate::failure::Failure;
use crate::ids::{CallId, Pair, PersonaId, UserId};
use crate::memory::command::Address;
use crate::memory::document::ObjectId;
use crate::persona::Persona;
use crate::ports::Ports;

/// One relationship's memory, for the user in it.
pub struct SmartMemory<'a, P> {
    ports: &'a P,
    pair: Pair,
    persona: Persona,
}

impl<'a, P: Ports> SmartMemory<'a, P> {
    /// The memory that a persona has of its owner.
    ///
    /// # Errors
    /// `NotFound` where the persona is none that the owner may meet.
    pub async fn of(ports: &'a P, owner: &UserId, persona: &PersonaId) -> Result<Self, Failure> {
        let persona = personas::persona(ports.sql(), owner, persona).await?;
        let pair = Pair {
            user: owner.clone(),
            persona: persona.id.clone(),
        };
        Ok(Self {
            ports,
            pair,
            persona,
        })
    }

    /// The memory of the owner's that the name of a view tells: `long_term:{user}:{persona}`,
    /// `recent_calls:{user}:{persona}` or `call_session:{call}`.
    ///
    /// # Errors
    /// `NotFound` where it tells none of theirs: a document's own name is one only within a memory.
    pub async fn named_in(ports: &'a P, owner: &UserId, object_id: &str) -> Result<Self, Failure> {
        let persona = match ObjectId::parse(object_id) {
            Ok(ObjectId::LongTerm(pair) | ObjectId::RecentCalls(pair)) if pair.user == *owner => {
                pair.persona
            }
            Ok(ObjectId::CallSession(call)) => {
                calls::call(ports.sql(), owner, &call)
                    .await
                    .map_err(semantic::as_document)?
                    .persona_id
            }
            _ => return Err(semantic::no_document()),
        };
        Self::of(ports, owner, &persona)
            .await
            .map_err(semantic::as_document)
    }

    fn actor(&self) -> Address {
        Address::Relationship(self.pair.clone())
    }

    /// The actor, known to the registry: what is written into it is found again when the owner
    /// exports or erases.
    async fn registered(&self) -> Result<Address, Failure> {
        let actor = self.actor();
        let (sql, owner) = (self.ports.sql(), &self.pair.user);
        actors::register(sql, &actor, Some(owner), self.ports.now()).await?;
        Ok(actor)
    }

    /// Refuses a call that is not one of these two.
    async fn check_call(&self, call: &CallId) -> Result<(), Failure> {
        let entry = calls::call(self.ports.sql(), &self.pair.user, call).await?;
        if entry.persona_id == self.pair.persona {
            Ok(())
        } else {
            Err(Failure::not_found("the call"))
        }
    }
}
