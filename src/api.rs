//! The API: resources as JSON. One table has every endpoint: by it requests are led, described
//! (`openapi`), and tried by the tests.

/// In an endpoint whose answer has a version: how that is reckoned.
macro_rules! versioned {
    ($answer:ty, $version:expr) => {
        const IS_VERSIONED: bool = true;

        fn version(answer: &$answer) -> Option<crate::versions::ETag> {
            let version: fn(&$answer) -> _ = $version;
            Some(crate::versions::ETag::new(version(answer)))
        }
    };
}

mod calls;
mod document;
mod documents;
mod episodes;
mod erasures;
mod files;
mod identities;
mod inputs;
mod keys;
mod me;
mod memories;
mod numbers;
mod openapi;
mod parameters;
mod personas;
mod procedures;
mod relationships;
mod routing;
mod schedules;
mod sessions;
mod sign_in;
mod storylines;
mod usage;
mod webhooks;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use document::PATH as DOCUMENT;
pub use inputs::{Input, inputs};
pub use openapi::openapi;
pub use routing::{Access, Elsewhere, Found, Method, Route, find, name, route};

use crate::client::Client;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::once::{Done, once};
use crate::idempotency::IdempotencyKey;
use crate::parsing;
use crate::ports::Ports;
use crate::scope::Scope;
use crate::time::TimeZone;
use crate::versions::ETag;

/// What can be asked for at one path with one method. The fields of whoever implements it are the
/// parameters: those that the path names, `If-Match` where it stands in its own name, and for the
/// rest the query. `By` is who asks: somebody known (`Caller`), or whoever it is (`Visitor`).
trait Endpoint<By = Caller>: DeserializeOwned + JsonSchema {
    /// What is sent: a JSON object, or `()` for nothing.
    type Body: DeserializeOwned + JsonSchema;
    /// What is answered, or `()` for nothing.
    type Answer: Serialize + JsonSchema;

    const STATUS: u16 = if is_nothing::<Self::Answer>() {
        204
    } else {
        200
    };
    /// Whether it makes something, so that a repeat has to be told from another one.
    const MAKES: bool = false;
    /// Whether what is answered has a version, by which one that was changed meanwhile is known.
    const IS_VERSIONED: bool = false;

    fn version(_: &Self::Answer) -> Option<ETag> {
        None
    }

    /// Where what was made is found.
    fn location(_: &Self::Answer) -> Option<String> {
        None
    }

    /// The answer as it is sent.
    fn written(answer: &Self::Answer) -> Result<String, Failure> {
        text(answer)
    }

    async fn run(
        self,
        ports: &impl Ports,
        by: &By,
        body: Self::Body,
    ) -> Result<Self::Answer, Failure>;
}

/// One endpoint, for the document that describes them.
struct Operation {
    /// Its type's path, such as `…::calls::ShowCall`.
    name: &'static str,
    status: u16,
    makes: bool,
    is_versioned: bool,
    parameters: Schema,
    /// None where nothing is sent.
    body: Option<Schema>,
    answer: Option<Schema>,
}

macro_rules! access {
    (Anyone) => {
        Access::Anyone
    };
    ($scope:ident) => {
        Access::Allowed(Scope::$scope)
    };
}

macro_rules! endpoints {
    ($($method:ident $path:literal $access:ident => $endpoint:ty,)*) => {
        const ROUTES: &[Route] = &[$(Route {
            method: Method::$method,
            path: $path,
            access: access!($access),
            takes_body: !is_nothing::<<$endpoint as Endpoint<_>>::Body>(),
        }),*];

        async fn lead(
            ports: &impl Ports,
            found: &Found,
            asked: &Asked<'_>,
        ) -> Result<Reply, Failure> {
            match (found.route.method, found.route.path) {
                $((Method::$method, $path) => answer::<$endpoint, _>(ports, found, asked).await,)*
                _ => Err(Failure::not_found("what you ask for")),
            }
        }

        fn operations(generator: &mut SchemaGenerator) -> Vec<(&'static Route, Operation)> {
            let described = [$(operation::<$endpoint, _>(generator)),*];
            ROUTES.iter().zip(described).collect()
        }
    };
}

endpoints! {
    Get "/api/openapi.json" Anyone => document::ShowDocument,

    Post "/api/sign-in" Anyone => sign_in::SendCode,
    Post "/api/sign-in/code" Anyone => sign_in::CheckCode,
    Post "/api/sign-out" Account => sign_in::SignOut,
    Post "/api/recovery" Anyone => numbers::Recover,

    Get "/api/me" ProfileRead => me::ShowMe,
    Put "/api/me" ProfileWrite => me::ChangeMe,
    Post "/api/me/consent" ProfileWrite => me::AllowCalls,
    Delete "/api/me/consent" ProfileWrite => me::StopCalls,

    Get "/api/me/sessions" Account => sessions::ListSessions,
    Delete "/api/me/sessions" Account => sessions::EndSessions,
    Delete "/api/me/sessions/{session_id}" Account => sessions::EndSession,
    Post "/api/me/proof" Account => numbers::SendProof,
    Post "/api/me/proof/code" Account => numbers::Prove,
    Post "/api/me/phone" Account => numbers::ProposeNumber,
    Post "/api/me/phone/code" Account => numbers::ChangeNumber,
    Get "/api/me/recovery-codes" Account => numbers::ShowRecoveryCodes,
    Post "/api/me/recovery-codes" Account => numbers::MakeRecoveryCodes,
    Get "/api/me/identities" Account => identities::ListIdentities,
    Post "/api/me/identities" Account => identities::LinkIdentity,
    Delete "/api/me/identities/{identity_id}" Account => identities::UnlinkIdentity,

    Post "/api/me/erasure" Account => erasures::EraseEverything,
    Get "/api/erasures/{receipt}" Anyone => erasures::ShowReceipt,

    Get "/api/usage" CallsRead => usage::ShowUsage,

    Get "/api/personas" PersonasRead => personas::ListPersonas,
    Post "/api/personas" PersonasWrite => personas::MakePersona,
    Get "/api/personas/{persona_id}" PersonasRead => personas::ShowPersona,
    Put "/api/personas/{persona_id}" PersonasWrite => personas::ChangePersona,
    Delete "/api/personas/{persona_id}" PersonasWrite => personas::DeletePersona,
    Post "/api/personas/{persona_id}/report" PersonasWrite => personas::ReportPersona,

    Get "/api/relationships" PersonasRead => relationships::ListRelationships,

    Post "/api/personas/{persona_id}/customize" PersonasWrite => relationships::Customize,
    Get "/api/personas/{persona_id}/relationship" PersonasRead => relationships::ShowRelationship,
    Put "/api/personas/{persona_id}/relationship" PersonasWrite => relationships::ChangeRelationship,
    Delete "/api/personas/{persona_id}/relationship" Account => erasures::EraseRelationship,

    Get "/api/personas/{persona_id}/memories" MemoriesRead => memories::ListMemories,
    Post "/api/personas/{persona_id}/memories" MemoriesWrite => memories::AddMemory,
    Get "/api/personas/{persona_id}/memories/{memory_id}" MemoriesRead => memories::ShowMemory,
    Put "/api/personas/{persona_id}/memories/{memory_id}" MemoriesWrite => memories::ChangeMemory,
    Delete "/api/personas/{persona_id}/memories/{memory_id}" MemoriesWrite => memories::ForgetMemory,
    Post "/api/personas/{persona_id}/memories/{memory_id}/restore" MemoriesWrite => memories::RestoreMemory,
    Get "/api/personas/{persona_id}/recall" MemoriesRead => memories::Recall,
    Get "/api/personas/{persona_id}/prompt" MemoriesRead => memories::PreviewPrompt,
    Get "/api/personas/{persona_id}/episodes" MemoriesRead => episodes::ListEpisodes,
    Get "/api/personas/{persona_id}/episodes/search" MemoriesRead => episodes::SearchEpisodes,
    Get "/api/personas/{persona_id}/episodes/{call_id}" MemoriesRead => episodes::ShowEpisode,
    Post "/api/personas/{persona_id}/episodes/{call_id}/restore" MemoriesWrite => episodes::RestoreSession,
    Get "/api/personas/{persona_id}/storylines" MemoriesRead => storylines::ListStorylines,
    Get "/api/personas/{persona_id}/storylines/{storyline_id}" MemoriesRead => storylines::ShowStoryline,
    Post "/api/personas/{persona_id}/storylines/{storyline_id}/close" MemoriesWrite => storylines::CloseStoryline,
    Get "/api/personas/{persona_id}/procedures" MemoriesRead => procedures::ListProcedures,
    Get "/api/personas/{persona_id}/procedures/{key}" MemoriesRead => procedures::ShowProcedure,
    Put "/api/personas/{persona_id}/procedures/{key}" MemoriesWrite => procedures::PutProcedure,
    Delete "/api/personas/{persona_id}/procedures/{key}" MemoriesWrite => procedures::DeleteProcedure,
    Get "/api/documents/{object_id}" MemoriesRead => documents::ShowDocument,

    Get "/api/calls" CallsRead => calls::ListCalls,
    Post "/api/calls" CallsWrite => calls::StartCall,
    Get "/api/calls/estimate" CallsRead => calls::EstimateCall,
    Get "/api/calls/{call_id}" CallsRead => calls::ShowCall,
    Delete "/api/calls/{call_id}" Account => erasures::EraseCall,
    Get "/api/calls/{call_id}/transcript" CallsRead => calls::ShowTranscript,
    Get "/api/calls/{call_id}/archive" CallsRead => calls::ShowArchive,
    Post "/api/calls/{call_id}/end" CallsWrite => calls::EndCall,

    Get "/api/schedules" CallsRead => schedules::ListSchedules,
    Post "/api/schedules" CallsWrite => schedules::PlanCall,
    Get "/api/schedules/{schedule_id}" CallsRead => schedules::ShowSchedule,
    Put "/api/schedules/{schedule_id}" CallsWrite => schedules::ChangeSchedule,
    Delete "/api/schedules/{schedule_id}" CallsWrite => schedules::CancelSchedule,

    Get "/api/webhooks" Account => webhooks::ListWebhooks,
    Post "/api/webhooks" Account => webhooks::MakeWebhook,
    Get "/api/webhooks/{webhook_id}" Account => webhooks::ShowWebhook,
    Put "/api/webhooks/{webhook_id}" Account => webhooks::ChangeWebhook,
    Delete "/api/webhooks/{webhook_id}" Account => webhooks::RemoveWebhook,
    Post "/api/webhooks/{webhook_id}/secret" Account => webhooks::RotateWebhook,
    Post "/api/webhooks/{webhook_id}/ping" Account => webhooks::PingWebhook,
    Get "/api/webhooks/{webhook_id}/messages" Account => webhooks::ListMessages,

    Get "/api/keys" Account => keys::ListKeys,
    Post "/api/keys" Account => keys::MakeKey,
    Delete "/api/keys/{key_id}" Account => keys::RevokeKey,
    Post "/api/keys/{key_id}/rotate" Account => keys::RotateKey,
}

/// Whoever sends a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Visitor {
    /// None where they have not proved who they are.
    pub caller: Option<Caller>,
    /// The time zone in which the platform finds them to be.
    pub zone: TimeZone,
    /// From where and with what they come.
    pub client: Client,
}

/// Who may be served by an endpoint.
trait Asker: Sized {
    fn admitted(visitor: &Visitor, access: Access) -> Result<&Self, Failure>;
}

impl Asker for Visitor {
    fn admitted(visitor: &Visitor, _: Access) -> Result<&Self, Failure> {
        Ok(visitor)
    }
}

impl Asker for Caller {
    fn admitted(visitor: &Visitor, access: Access) -> Result<&Self, Failure> {
        let caller = visitor.caller.as_ref().ok_or(Failure::NotSignedIn)?;
        match access {
            Access::Anyone => Ok(caller),
            Access::Allowed(scope) => caller.check(scope).map(|()| caller),
        }
    }
}

/// A request for an endpoint that was found.
pub struct Asked<'a> {
    pub visitor: &'a Visitor,
    /// As it stands in the address, without the question mark.
    pub query: &'a str,
    /// A JSON object, where the endpoint takes one.
    pub body: &'a str,
    pub if_match: Option<&'a str>,
    pub idempotency_key: Option<&'a IdempotencyKey>,
}

/// An answer, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    pub status: u16,
    pub etag: Option<ETag>,
    /// Where what was made is found.
    pub location: Option<String>,
    /// JSON.
    pub body: Option<String>,
}

/// Serves a request. What makes something is done once under an idempotency key, and a repeat
/// answered with the same.
///
/// # Errors
/// `NotSignedIn` and `Forbidden` for who may not; `NotFound` for what isn't there or is somebody
/// else's; `Invalid` with the field that is wrong; `Stale` where it was changed meanwhile;
/// `Conflict` where things stand otherwise, or something else was asked under the idempotency key.
pub async fn serve(ports: &impl Ports, found: &Found, asked: &Asked<'_>) -> Result<Reply, Failure> {
    lead(ports, found, asked).await
}

async fn answer<E: Endpoint<By>, By: Asker>(
    ports: &impl Ports,
    found: &Found,
    asked: &Asked<'_>,
) -> Result<Reply, Failure> {
    let by = By::admitted(asked.visitor, found.route.access)?;
    let endpoint: E = parameters::read(found, asked)?;
    let body: E::Body = if is_nothing::<E::Body>() {
        serde_json::from_str("null").map_err(unreadable)?
    } else {
        parsing::object(asked.body)?
    };
    if E::MAKES
        && let (Some(key), Some(caller)) = (asked.idempotency_key, &asked.visitor.caller)
    {
        let request = format!("{} {}", found.named(), asked.body);
        let run = async move |ports| {
            let made = endpoint.run(&ports, by, body).await?;
            Ok(Done {
                answer: text(&reply::<E, By>(&made)?)?,
                is_refusal: false,
            })
        };
        let answered = once(ports, &caller.user.id, key, &request, run).await?;
        return serde_json::from_str(&answered).map_err(unreadable);
    }
    reply::<E, By>(&endpoint.run(ports, by, body).await?)
}

fn reply<E: Endpoint<By>, By>(answer: &E::Answer) -> Result<Reply, Failure> {
    Ok(Reply {
        status: E::STATUS,
        etag: E::version(answer),
        location: E::location(answer),
        body: (!is_nothing::<E::Answer>())
            .then(|| E::written(answer))
            .transpose()?,
    })
}

fn operation<E: Endpoint<By>, By>(generator: &mut SchemaGenerator) -> Operation {
    fn unless_nothing<T: JsonSchema>(generator: &mut SchemaGenerator) -> Option<Schema> {
        (!is_nothing::<T>()).then(|| generator.subschema_for::<T>())
    }
    Operation {
        name: std::any::type_name::<E>(),
        status: E::STATUS,
        makes: E::MAKES,
        is_versioned: E::IS_VERSIONED,
        parameters: E::json_schema(generator),
        body: unless_nothing::<E::Body>(generator),
        answer: unless_nothing::<E::Answer>(generator),
    }
}

/// Whether there is nothing in it, as in `()`.
const fn is_nothing<T>() -> bool {
    size_of::<T>() == 0
}

fn text(answer: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(answer).map_err(unreadable)
}

fn unreadable(error: serde_json::Error) -> Failure {
    Failure::unavailable(error.to_string())
}
