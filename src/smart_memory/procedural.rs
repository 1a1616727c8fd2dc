//! Procedural memory: how a persona behaves, as templates under keys. A relationship's own win over
//! the persona's of the same key.

use serde::{Deserialize, Serialize};

use super::{Of, SmartMemory};
use crate::failure::Failure;
use crate::ids::{Instance, InstanceId};
use crate::memory::command::{
    Address, Command, DeleteProcedure, GetProcedure, ListProcedures, PutProcedures,
    SearchProcedures,
};
use crate::memory::procedure::{LONGEST_OF_PERSONA, Procedure};
use crate::ports::{Memories, Ports};
use crate::secret::digest_id;
use crate::versions::IfMatch;

/// Which procedures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Those of the memory itself: of the persona towards this user, or of the owner's programs.
    Memory,
    /// Of the persona towards everybody. Only whoever made the persona may change them.
    Persona,
    /// A set of its own, beside the memory's; under the persona's id `Persona`.
    Named(String),
}

/// Where a search looks, and how much of it is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProcedureSearch {
    /// Only the latest updated so many of those found.
    pub n_most_recent: Option<u32>,
    pub search_keys: bool,
    pub search_values: bool,
}

impl Default for ProcedureSearch {
    fn default() -> Self {
        Self {
            n_most_recent: None,
            search_keys: true,
            search_values: true,
        }
    }
}

/// The procedures of one scope.
pub struct ProceduralMemory<'a, P> {
    memory: &'a SmartMemory<'a, P>,
    scope: Scope,
}

impl<P: Ports> SmartMemory<'_, P> {
    pub fn procedural(&self, scope: Scope) -> ProceduralMemory<'_, P> {
        ProceduralMemory {
            memory: self,
            scope,
        }
    }
}

impl<P: Ports> ProceduralMemory<'_, P> {
    /// Stores a procedure, in place of what is there; when it was first stored stays known.
    ///
    /// # Errors
    /// `Conflict` where it is not the owner's to change; `Invalid` where key or value is empty or
    /// too long.
    pub async fn put_procedure(&self, key: &str, value: &str) -> Result<(), Failure> {
        self.put_seen(key, value, None).await
    }

    /// The same, where what stands is what was seen.
    ///
    /// # Errors
    /// As `put_procedure`; `Stale` where something else stands.
    pub async fn put_seen(
        &self,
        key: &str,
        value: &str,
        seen: Option<IfMatch>,
    ) -> Result<(), Failure> {
        let put = PutProcedures {
            procedures: vec![(key.to_owned(), value.to_owned())],
            seen,
            now: self.memory.ports.now(),
        };
        put.check()?;
        let actor = self.changeable()?;
        if matches!(actor, Address::Persona(_)) && value.chars().count() > LONGEST_OF_PERSONA {
            let why = format!(
                "what a persona says to everybody has at most {LONGEST_OF_PERSONA} characters"
            );
            return Err(Failure::invalid("value", why));
        }
        self.memory.register(&actor).await?;
        self.memory.ports.memories().ask(&actor, put).await
    }

    pub async fn get_procedure(&self, key: &str) -> Result<Option<Procedure>, Failure> {
        let key = key.to_owned();
        self.ask(GetProcedure { key }).await
    }

    pub async fn list_procedures(&self) -> Result<Vec<Procedure>, Failure> {
        self.ask(ListProcedures {}).await
    }

    /// Finds procedures that hold one of the terms, those that hold most of them first.
    pub async fn search_procedures(
        &self,
        terms: &str,
        options: &ProcedureSearch,
    ) -> Result<Vec<Procedure>, Failure> {
        self.ask(SearchProcedures {
            terms: terms.to_owned(),
            search_keys: options.search_keys,
            search_values: options.search_values,
            n_most_recent: options.n_most_recent,
        })
        .await
    }

    /// Takes a procedure away for good. Answers whether there was one.
    ///
    /// # Errors
    /// `Conflict` where it is not the owner's to change.
    pub async fn delete_procedure(&self, key: &str) -> Result<bool, Failure> {
        self.delete_seen(key, None).await
    }

    /// The same, where what stands is what was seen.
    ///
    /// # Errors
    /// As `delete_procedure`; `Stale` where something else stands.
    pub async fn delete_seen(&self, key: &str, seen: Option<IfMatch>) -> Result<bool, Failure> {
        let key = key.to_owned();
        let actor = self.changeable()?;
        let memories = self.memory.ports.memories();
        memories.ask(&actor, DeleteProcedure { key, seen }).await
    }

    async fn ask<C: Command>(&self, command: C) -> Result<C::Answer, Failure> {
        let memories = self.memory.ports.memories();
        memories.ask(&self.actor(), command).await
    }

    fn actor(&self) -> Address {
        match (&self.scope, &self.memory.of) {
            (Scope::Persona, Of::Persona(persona)) => Address::Persona(persona.id.clone()),
            (Scope::Named(name), Of::Persona(persona)) if name == persona.id.as_str() => {
                Address::Persona(persona.id.clone())
            }
            (Scope::Named(name), _) => Address::Instance(Instance {
                owner: self.memory.owner.clone(),
                id: InstanceId::new(digest_id(&[&self.memory.actor().name(), name])),
            }),
            (Scope::Memory | Scope::Persona, _) => self.memory.actor(),
        }
    }

    /// The actor, where the owner may write to it: a persona is met by many.
    fn changeable(&self) -> Result<Address, Failure> {
        let actor = self.actor();
        if let (Address::Persona(_), Of::Persona(persona)) = (&actor, &self.memory.of)
            && persona.created_by != self.memory.owner.as_str()
        {
            return Err(Failure::conflict(
                "Everybody who meets this persona meets these. Put your own into the relationship.",
            ));
        }
        Ok(actor)
    }
}
