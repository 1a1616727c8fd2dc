//! SmartMemory, SmartSQL and SmartBuckets for programs: `POST /v1/{verb}`, with a key.

use call_me_back::ids::UserId;
use call_me_back::rest;

use crate::answer::{Answer, json, json_text};
use crate::visit::Visit;

/// The longest body, in bytes: an object of 5 MB in base64, and what is said of it.
const LONGEST_BODY: usize = 7 * 1024 * 1024;

/// `POST /v1/{verb}`, for the owner of the key. With an `Idempotency-Key` a repeat makes nothing.
pub async fn verb(visit: &mut Visit, verb: &str) -> Answer {
    let owner = visit.owner().await?;
    serve(visit, &owner, verb).await
}

pub async fn serve(visit: &mut Visit, owner: &UserId, verb: &str) -> Answer {
    let key = visit.idempotency_key()?;
    let body = visit.json_text_within(LONGEST_BODY).await?;
    json_text(rest::serve(&visit.ports, owner, verb, &body, key.as_ref()).await?)
}

/// What there is, as OpenAPI says it.
pub fn openapi() -> Answer {
    json(&rest::openapi())
}
