//! The table of routes.

use worker::{Env, Method, Request, Response};

use crate::answer::{Answer, Refusal, problem};
use crate::visit::Visit;
use crate::{api, development, pages, rest, sockets, twilio};

pub async fn answer(request: Request, env: Env) -> worker::Result<Response> {
    let path = request.path();
    let mut visit = match Visit::new(request, env).await {
        Ok(visit) => visit,
        Err(refusal) => return problem(&refusal),
    };
    match serve(&mut visit, &path).await {
        Ok(response) => Ok(response),
        Err(refusal) if visit.wants_page() => pages::refusal(&visit, &refusal).await,
        Err(refusal) => problem(&refusal),
    }
}

async fn serve(visit: &mut Visit, path: &str) -> Answer {
    let method = visit.request.method();
    let trimmed = path.trim_matches('/');
    let segments: Vec<&str> = match trimmed {
        "" => Vec::new(),
        _ => trimmed.split('/').collect(),
    };
    if segments.first() == Some(&"dev") && !visit.settings.is_development() {
        // Not even by which method it would be understood is told.
        return Err(Refusal::not_found());
    }
    // HEAD is answered as GET; the runtime leaves the body out.
    let method = match method {
        Method::Head => Method::Get,
        method => method,
    };
    use Method::{Delete, Get, Post, Put};
    match (&method, segments.as_slice()) {
        (Get, []) => pages::home::show(visit).await,
        (Get, ["static", name]) => pages::asset(visit, name),
        (Get, ["sign-in"]) => pages::sign_in::show(visit).await,
        (Post, ["sign-in"]) => pages::sign_in::send_code(visit).await,
        (Post, ["sign-in", "code"]) => pages::sign_in::check_code(visit).await,
        (Post, ["sign-out"]) => pages::sign_in::sign_out(visit).await,
        (Get, ["personas", id]) => pages::persona::show(visit, id).await,
        (Post, ["personas", id]) => pages::persona::save(visit, id).await,
        (Get, ["personas", id, "prompt"]) => pages::persona::prompt(visit, id).await,
        (Post, ["personas", id, "memories", memory, change]) => {
            pages::persona::change(visit, id, memory, change).await
        }
        (Get, ["phone"]) => pages::phone::show(visit).await,
        (Post, ["phone"]) => pages::phone::save(visit).await,
        (Post, ["phone", "calls"]) => pages::phone::allow_or_stop(visit).await,
        (Post, ["schedules"]) => pages::schedules::plan(visit).await,
        (Post, ["schedules", id, change]) => pages::schedules::change(visit, id, change).await,
        (Post, ["calls"]) => pages::call::start(visit).await,
        (Get, ["calls", id]) => pages::call::show(visit, id).await,
        (Post, ["calls", id, "end"]) => pages::call::end(visit, id).await,
        (Get, ["calls", id, "relay"]) => sockets::browser(visit, id).await,

        (Post, ["api", "sign-in"]) => api::sign_in::send_code(visit).await,
        (Post, ["api", "sign-in", "code"]) => api::sign_in::check_code(visit).await,
        (Post, ["api", "sign-out"]) => api::sign_in::sign_out(visit).await,
        (Get, ["api", "me"]) => api::me::show(visit).await,
        (Put, ["api", "me"]) => api::me::save(visit).await,
        (Post, ["api", "me", "consent"]) => api::me::allow_calls(visit).await,
        (Delete, ["api", "me", "consent"]) => api::me::stop_calls(visit).await,
        (Get, ["api", "personas"]) => api::personas::list(visit).await,
        (Get, ["api", "personas", id]) => api::personas::show(visit, id).await,
        (Post, ["api", "personas", id, "customize"]) => api::personas::customize(visit, id).await,
        (Get, ["api", "personas", id, "relationship"]) => {
            api::personas::relationship(visit, id).await
        }
        (Put, ["api", "personas", id, "relationship"]) => {
            api::personas::put_relationship(visit, id).await
        }
        (Get, ["api", "personas", id, "memories"]) => api::personas::memories(visit, id).await,
        (Get, ["api", "personas", id, "recall"]) => api::personas::recall(visit, id).await,
        (Get, ["api", "personas", id, "prompt"]) => api::personas::prompt(visit, id).await,
        (Get, ["api", "documents", id]) => api::documents::show(visit, id).await,
        (Get, ["api", "calls"]) => api::calls::list(visit).await,
        (Post, ["api", "calls"]) => api::calls::start(visit).await,
        (Get, ["api", "calls", "estimate"]) => api::calls::estimate(visit).await,
        (Get, ["api", "calls", id]) => api::calls::show(visit, id).await,
        (Get, ["api", "calls", id, "transcript"]) => api::calls::transcript(visit, id).await,
        (Get, ["api", "calls", id, "archive"]) => api::calls::archive(visit, id).await,
        (Post, ["api", "calls", id, "end"]) => api::calls::end(visit, id).await,
        (Get, ["api", "schedules"]) => api::schedules::list(visit).await,
        (Post, ["api", "schedules"]) => api::schedules::plan(visit).await,
        (Put, ["api", "schedules", id]) => api::schedules::change(visit, id).await,
        (Delete, ["api", "schedules", id]) => api::schedules::cancel(visit, id).await,

        (Get, ["api", "keys"]) => api::keys::list(visit).await,
        (Post, ["api", "keys"]) => api::keys::make(visit).await,
        (Delete, ["api", "keys", id]) => api::keys::revoke(visit, id).await,

        (Get, ["v1", "openapi.json"]) => rest::openapi(),
        (_, segments @ ["v1", "openapi.json"]) => Err(elsewhere(segments)),
        (Post, ["v1", verb]) => rest::verb(visit, verb).await,

        (Post, ["twilio", "voice", id]) => twilio::spoken(twilio::voice(visit, id).await),
        (Post, ["twilio", "inbound"]) => twilio::spoken(twilio::inbound(visit).await),
        (Post, ["twilio", "stranger"]) => twilio::stranger(visit).await,
        (Post, ["twilio", "turn", id, number]) => {
            twilio::spoken(twilio::turn(visit, id, number).await)
        }
        (Post, ["twilio", "status"]) => twilio::inbound_status(visit).await,
        (Post, ["twilio", "status", id]) => twilio::status(visit, id).await,
        (Post, ["twilio", "machine", id]) => twilio::machine(visit, id).await,
        (Get, ["twilio", "relay", id, line]) => sockets::telephone(visit, id, line).await,
        (Post, ["twilio", "relay-ended", id]) => {
            twilio::spoken(twilio::relay_ended(visit, id).await)
        }
        (Get, ["twilio", "fallback"]) => twilio::fallback(),

        (Post, ["dev", "seed"]) => development::seed(visit).await,
        (Post, ["dev", "advance"]) => development::advance(visit).await,
        (Post, ["dev", "archive"]) => development::archive(visit).await,
        (Post, ["dev", "bucket"]) => development::bucket(visit).await,
        (Post, ["dev", "verbs", owner, verb]) => development::verb(visit, owner, verb).await,

        (_, segments) => Err(elsewhere(segments)),
    }
}

/// What is said where nothing is, or where the method is another one.
fn elsewhere(segments: &[&str]) -> Refusal {
    let allow = match segments {
        []
        | ["static", _]
        | ["personas", _, "prompt"]
        | ["calls", _]
        | ["calls", _, "relay"]
        | ["twilio", "relay", _, _]
        | ["twilio", "fallback"]
        | ["api", "personas"]
        | ["api", "personas", _]
        | ["api", "personas", _, "memories" | "recall" | "prompt"]
        | ["api", "documents", _]
        | ["api", "calls", _]
        | ["api", "calls", _, "transcript" | "archive"]
        | ["v1", "openapi.json"] => "GET",
        ["sign-in"] | ["phone"] | ["personas", _] | ["api", "calls" | "schedules" | "keys"] => {
            "GET, POST"
        }
        ["api", "me"] | ["api", "personas", _, "relationship"] => "GET, PUT",
        ["sign-in", "code"]
        | ["sign-out"]
        | ["phone", "calls"]
        | ["schedules"]
        | ["schedules", _, _]
        | ["calls"]
        | ["calls", _, "end"]
        | ["personas", _, "memories", _, _]
        | ["api", "sign-in"]
        | ["api", "sign-in", "code"]
        | ["api", "sign-out"]
        | ["api", "personas", _, "customize"]
        | ["api", "calls", _, "end"]
        | ["twilio", "inbound" | "stranger" | "status"]
        | ["twilio", "voice" | "status" | "machine" | "relay-ended", _]
        | ["twilio", "turn", _, _]
        | ["v1", _]
        | ["dev", "seed" | "advance" | "archive" | "bucket"]
        | ["dev", "verbs", _, _] => "POST",
        ["api", "me", "consent"] => "POST, DELETE",
        ["api", "keys", _] => "DELETE",
        ["api", "schedules", _] => "PUT, DELETE",
        _ => return Refusal::not_found(),
    };
    Refusal {
        allow: Some(allow.to_owned()),
        ..Refusal::new(405, format!("Here only {allow} is understood."))
    }
}
