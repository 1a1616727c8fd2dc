//! How actors are asked: a POST with JSON to the path that names the command. Remote procedure
//! calls of the platform's own can't be made from Rust.

use call_me_back::failure::Failure;
use serde::Serialize;
use serde::de::DeserializeOwned;
use worker::{Env, Headers, Method, Request, RequestInit, Response, Stub};

use crate::unavailable;

/// The actor of that name.
pub(crate) fn stub(env: &Env, binding: &str, name: &str) -> Result<Stub, Failure> {
    env.durable_object(binding)
        .and_then(|namespace| namespace.id_from_name(name)?.get_stub())
        .map_err(unavailable("the actor"))
}

/// Asks and reads the answer, or the failure with which the actor refused.
pub(crate) async fn ask<A: DeserializeOwned>(
    stub: &Stub,
    command: &str,
    body: &impl Serialize,
) -> Result<A, Failure> {
    let body = serde_json::to_string(body).map_err(unreadable)?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_body(Some(body.into()));
    let request = Request::new_with_init(&format!("https://actor/{command}"), &init)
        .map_err(unavailable("the actor"))?;
    let mut response = stub
        .fetch_with_request(request)
        .await
        .map_err(unavailable("the actor"))?;
    if response.status_code() != 200 {
        return Err(refusal(response).await);
    }
    let text = response.text().await.map_err(unavailable("the actor"))?;
    serde_json::from_str(&text).map_err(unreadable)
}

/// The failure with which an actor refused.
pub(crate) async fn refusal(mut response: Response) -> Failure {
    match (response.status_code(), response.text().await) {
        (REFUSED, Ok(text)) => serde_json::from_str(&text).unwrap_or_else(unreadable),
        (status, _) => Failure::unavailable(format!("the actor answered with status {status}")),
    }
}

/// The status under which an actor answers with a failure in JSON.
const REFUSED: u16 = 422;

/// An actor's answer, as `ask` reads it.
pub(crate) fn answer(result: Result<String, Failure>) -> worker::Result<Response> {
    let (status, body) = match result {
        Ok(body) => (200, body),
        Err(failure) => (REFUSED, serde_json::to_string(&failure)?),
    };
    let headers = Headers::new();
    headers.set("content-type", "application/json")?;
    Ok(Response::ok(body)?
        .with_status(status)
        .with_headers(headers))
}

/// The command that a request to an actor names.
pub(crate) fn command(request: &Request) -> String {
    request.path().trim_start_matches('/').to_owned()
}

pub(crate) fn unreadable(error: serde_json::Error) -> Failure {
    Failure::unavailable(format!("an actor was not understood: {error}"))
}
