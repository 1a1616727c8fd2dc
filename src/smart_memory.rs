//! The four memory systems under the names that the spec gives them: working, episodic, semantic
//! and procedural. An instance is one relationship, whose owner is the user and whose name is the
//! persona; or it is a memory that the owner's own programs keep. Nothing is decided here that the
//! actors don't decide; this is another face of the same rows, over `Memories` and `Sessions`, so
//! one implementation serves the worker and the host.
//!
//! Everything goes through the owner's id: what is somebody else's is `NotFound`, as is what was
//! never there.

mod episodic;
mod procedural;
mod relevance;
mod semantic;
mod summarizing;
mod working;

pub use episodic::{EpisodePage, EpisodeSearch, RehydratedSession};
pub use procedural::{ProceduralMemory, ProcedureSearch, Scope};
pub use semantic::Knowledge;
pub use summarizing::{Summary, summarize_session};
pub use working::WorkingMemory;

use crate::directory::{actors, calls, personas};
use crate::failure::Failure;
use crate::ids::{Instance, InstanceId, Pair, PersonaId, UserId};
use crate::memory::command::{Address, Command};
use crate::memory::document::ObjectId;
use crate::persona::Persona;
use crate::ports::{Memories, Ports};

/// One memory, for its owner.
pub struct SmartMemory<'a, P> {
    ports: &'a P,
    owner: UserId,
    of: Of,
}

/// Whose memory it is.
enum Of {
    /// The persona's, of the owner.
    Persona(Persona),
    /// The owner's programs'.
    Programs(InstanceId),
}

impl<'a, P: Ports> SmartMemory<'a, P> {
    /// The memory that a persona has of its owner.
    ///
    /// # Errors
    /// `NotFound` where the persona is none that the owner may meet.
    pub async fn of(ports: &'a P, owner: &UserId, persona: &PersonaId) -> Result<Self, Failure> {
        let persona = personas::persona(ports.sql(), owner, persona).await?;
        Ok(Self {
            ports,
            owner: owner.clone(),
            of: Of::Persona(persona),
        })
    }

    /// A memory that the owner's programs keep. There is one under every name; it is empty until
    /// something is put into it.
    pub fn of_programs(ports: &'a P, instance: Instance) -> Self {
        Self {
            ports,
            owner: instance.owner,
            of: Of::Programs(instance.id),
        }
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

    /// The two whose memory it is, where it is a persona's.
    fn pair(&self) -> Option<Pair> {
        match &self.of {
            Of::Persona(persona) => Some(Pair {
                user: self.owner.clone(),
                persona: persona.id.clone(),
            }),
            Of::Programs(_) => None,
        }
    }

    fn actor(&self) -> Address {
        match &self.of {
            Of::Persona(persona) => Address::Relationship(Pair {
                user: self.owner.clone(),
                persona: persona.id.clone(),
            }),
            Of::Programs(id) => Address::Instance(Instance {
                owner: self.owner.clone(),
                id: id.clone(),
            }),
        }
    }

    async fn ask<C: Command>(&self, command: C) -> Result<C::Answer, Failure> {
        self.ports.memories().ask(&self.actor(), command).await
    }

    /// The actor, known to the registry: what is written into it is found again when the owner
    /// exports or erases.
    async fn registered(&self) -> Result<Address, Failure> {
        let actor = self.actor();
        self.register(&actor).await?;
        Ok(actor)
    }

    async fn register(&self, actor: &Address) -> Result<(), Failure> {
        let (sql, now) = (self.ports.sql(), self.ports.now());
        actors::register(sql, actor, Some(&self.owner), now).await
    }
}
