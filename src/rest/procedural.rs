//! Procedural memory.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Verb;
use super::location::MemoryLocation;
use super::working::Success;
use crate::failure::Failure;
use crate::ids::UserId;
use crate::memory::procedure;
use crate::ports::Ports;
use crate::smart_memory::{ProcedureSearch, Scope};
use crate::time::Timestamp;

/// The set of procedures that an id names: none is the memory's own.
fn scope(id: Option<String>) -> Scope {
    id.map_or(Scope::Memory, Scope::Named)
}

/// Stores a procedure, in place of what is there under its key.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PutProcedure {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    key: String,
    value: String,
    /// A set of procedures of its own. In a persona's memory the persona's id: those that all meet.
    procedural_memory_id: Option<String>,
}

impl Verb for PutProcedure {
    type Answer = Success;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<Success, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let procedures = memory.procedural(scope(self.procedural_memory_id));
        procedures.put_procedure(&self.key, &self.value).await?;
        Ok(Success { success: true })
    }
}

/// Gives a procedure's value.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetProcedure {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    key: String,
    procedural_memory_id: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct ProcedureGot {
    found: bool,
    value: Option<String>,
}

impl Verb for GetProcedure {
    type Answer = ProcedureGot;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<ProcedureGot, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let procedures = memory.procedural(scope(self.procedural_memory_id));
        let procedure = procedures.get_procedure(&self.key).await?;
        let value = procedure.map(|procedure| procedure.value);
        Ok(ProcedureGot {
            found: value.is_some(),
            value,
        })
    }
}

/// Takes a procedure away for good. `success` says whether there was one.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteProcedure {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    key: String,
    procedural_memory_id: Option<String>,
}

impl Verb for DeleteProcedure {
    type Answer = Success;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<Success, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let procedures = memory.procedural(scope(self.procedural_memory_id));
        let success = procedures.delete_procedure(&self.key).await?;
        Ok(Success { success })
    }
}

/// Gives all procedures of a set.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListProcedures {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    procedural_memory_id: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Procedures {
    procedures: Vec<Procedure>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Procedure {
    key: String,
    value: String,
    #[schemars(with = "String")]
    created_at: Timestamp,
    #[schemars(with = "String")]
    updated_at: Timestamp,
}

impl From<Vec<procedure::Procedure>> for Procedures {
    fn from(procedures: Vec<procedure::Procedure>) -> Self {
        let procedures = procedures.into_iter().map(|procedure| Procedure {
            key: procedure.key,
            value: procedure.value,
            created_at: procedure.created_at,
            updated_at: procedure.updated_at,
        });
        Self {
            procedures: procedures.collect(),
        }
    }
}

impl Verb for ListProcedures {
    type Answer = Procedures;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<Procedures, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let procedures = memory.procedural(scope(self.procedural_memory_id));
        Ok(procedures.list_procedures().await?.into())
    }
}

/// Finds procedures that hold one of the terms, in their keys or their values.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SearchProcedures {
    #[serde(alias = "agentMemoryLocation")]
    smart_memory_location: MemoryLocation,
    terms: String,
    /// Only the latest updated so many of those found.
    n_most_recent: Option<u32>,
    search_keys: Option<bool>,
    search_values: Option<bool>,
    procedural_memory_id: Option<String>,
}

impl Verb for SearchProcedures {
    type Answer = Procedures;

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<Procedures, Failure> {
        let memory = self.smart_memory_location.memory(ports, owner).await?;
        let options = ProcedureSearch {
            n_most_recent: self.n_most_recent,
            search_keys: self.search_keys.unwrap_or(true),
            search_values: self.search_values.unwrap_or(true),
        };
        let procedures = memory.procedural(scope(self.procedural_memory_id));
        let found = procedures.search_procedures(&self.terms, &options).await?;
        Ok(found.into())
    }
}
