//! SmartMemory, SmartSQL and SmartBuckets for programs in any language: a verb, a JSON object with
//! it, a JSON object back. Verbs, fields and shapes are those of the platform that the three come
//! from, so that a program written for it changes its address and its key; what is ours besides
//! is said to be so.

mod buckets;
mod episodic;
mod location;
mod openapi;
mod procedural;
mod semantic;
mod sql;
mod working;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use openapi::openapi;

use crate::failure::Failure;
use crate::flows::once::{Done, once};
use crate::idempotency::IdempotencyKey;
use crate::ids::UserId;
use crate::parsing;
use crate::ports::Ports;

/// What a program sends with a verb.
trait Verb: DeserializeOwned + JsonSchema {
    type Answer: Serialize + JsonSchema;

    /// Whether it makes something, so that a repeat has to be told from another one.
    const MAKES: bool = false;

    /// Whether nothing was done, and why is told in the answer.
    fn is_refusal(_: &Self::Answer) -> bool {
        false
    }

    async fn run(self, ports: &impl Ports, owner: &UserId) -> Result<Self::Answer, Failure>;
}

/// One verb, for the document that describes them.
struct Operation {
    verb: &'static str,
    makes: bool,
    request: Schema,
    answer: Schema,
}

macro_rules! verbs {
    ($($name:literal => $verb:ty,)*) => {
        /// All verbs.
        pub const VERBS: &[&str] = &[$($name),*];

        /// Does what the verb says, for the owner of the key. `body` is a JSON object. What makes
        /// something is done once under an idempotency key, and a repeat answered with the same.
        ///
        /// # Errors
        /// `NotFound` for a verb that is none; `Invalid` with the field that is wrong; `Conflict`
        /// where something else was asked under the idempotency key.
        pub async fn serve(
            ports: &impl Ports,
            owner: &UserId,
            verb: &str,
            body: &str,
            key: Option<&IdempotencyKey>,
        ) -> Result<String, Failure> {
            match verb {
                $($name => answer::<$verb>(ports, owner, verb, body, key).await,)*
                _ => Err(Failure::not_found("the verb")),
            }
        }

        fn operations(generator: &mut SchemaGenerator) -> Vec<Operation> {
            vec![$(Operation {
                verb: $name,
                makes: <$verb as Verb>::MAKES,
                request: generator.subschema_for::<$verb>(),
                answer: generator.subschema_for::<<$verb as Verb>::Answer>(),
            }),*]
        }
    };
}

verbs! {
    "start_session" => working::StartSession,
    "put_memory" => working::PutMemory,
    "put_memories" => working::PutMemories,
    "get_memory" => working::GetMemory,
    "search_memory" => working::SearchMemory,
    "delete_memory" => working::DeleteMemory,
    "summarize_memory" => working::SummarizeMemory,
    "end_session" => working::EndSession,
    "rehydrate_session" => episodic::RehydrateSession,
    "rehydration_status" => episodic::RehydrationStatus,
    "search_episodic_memory" => episodic::SearchEpisodicMemory,
    "put_semantic_memory" => semantic::PutSemanticMemory,
    "get_semantic_memory" => semantic::GetSemanticMemory,
    "delete_semantic_memory" => semantic::DeleteSemanticMemory,
    "search_semantic_memory" => semantic::SearchSemanticMemory,
    "put_procedure" => procedural::PutProcedure,
    "get_procedure" => procedural::GetProcedure,
    "delete_procedure" => procedural::DeleteProcedure,
    "list_procedures" => procedural::ListProcedures,
    "search_procedures" => procedural::SearchProcedures,
    "execute_query" => sql::ExecuteQuery,
    "get_metadata" => sql::GetMetadata,
    "update_metadata" => sql::UpdateMetadata,
    "get_pii_data" => sql::GetPiiData,
    "put_object" => buckets::PutObject,
    "get_object" => buckets::GetObject,
    "head_object" => buckets::HeadObject,
    "list_objects" => buckets::ListObjects,
    "delete_object" => buckets::DeleteObject,
    "search" => buckets::Search,
    "search_get_page" => buckets::SearchGetPage,
    "chunk_search" => buckets::ChunkSearch,
    "document_query" => buckets::DocumentQuery,
}

async fn answer<V: Verb>(
    ports: &impl Ports,
    owner: &UserId,
    name: &str,
    body: &str,
    key: Option<&IdempotencyKey>,
) -> Result<String, Failure> {
    let verb: V = parsing::object(body)?;
    let answer = match key {
        Some(key) if V::MAKES => {
            let request = format!("{name} {body}");
            let run = async |ports| {
                let answer = verb.run(&ports, owner).await?;
                Ok(Done {
                    is_refusal: V::is_refusal(&answer),
                    answer: text(&answer)?,
                })
            };
            once(ports, owner, key, &request, run).await
        }
        _ => verb
            .run(ports, owner)
            .await
            .and_then(|answer| text(&answer)),
    };
    answer.map_err(in_camel_case)
}

fn text(answer: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(answer).map_err(|error| Failure::unavailable(error.to_string()))
}

/// What refuses a thing, in words; what did not answer is no refusal.
fn refusal(failure: Failure) -> Result<String, Failure> {
    match failure {
        Failure::Unavailable { why } => Err(Failure::unavailable(why)),
        refused => Ok(in_camel_case(refused).to_string()),
    }
}

/// A field as it is called here.
fn in_camel_case(failure: Failure) -> Failure {
    let Failure::Invalid { field, why } = failure else {
        return failure;
    };
    let mut parts = field.split('_');
    let mut name = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut letters = part.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    Failure::invalid(name, why)
}
