//! The table of routes.

use call_me_back::ids::{RequestId, UserId};
use call_me_back_platform::{entropy, log};
use worker::{Date, Env, Method, Request, Response};

use crate::answer::{Answer, Refusal, problem};
use crate::visit::Visit;
use crate::{api, development, exporting, mcp, pages, rest, sockets, twilio};

pub async fn answer(request: Request, env: Env) -> worker::Result<Response> {
    let began = Date::now().as_millis();
    let (method, path) = (request.method(), request.path());
    let id = request_id();
    let (response, user, endpoint) = match Visit::new(request, env, id.clone()).await {
        Ok(mut visit) => {
            let response = match serve(&mut visit, &path).await {
                Ok(response) => response,
                Err(refusal) if visit.wants_page() => pages::refusal(&visit, &refusal).await?,
                Err(refusal) => problem(&refusal, &id)?,
            };
            (response, visit.known(), visit.endpoint)
        }
        Err(refusal) => (problem(&refusal, &id)?, None, None),
    };
    log::answered(&log::Request {
        id: id.as_str(),
        method: method.as_ref(),
        path: &path,
        pattern: endpoint,
        status: response.status_code(),
        millis: Date::now().as_millis().saturating_sub(began),
        user: user.as_ref().map(UserId::as_str),
    });
    named(response, &id)
}

/// A name by which the request can be found again.
fn request_id() -> RequestId {
    // Without randomness requests have one name, and are served as far as they need none.
    RequestId::new(entropy().unwrap_or_default())
}

fn named(response: Response, id: &RequestId) -> worker::Result<Response> {
    // What the runtime hands on for a socket can't be changed any more.
    if response.status_code() != 101 {
        response.headers().set("x-request-id", id.as_str())?;
    }
    Ok(response)
}

async fn serve(visit: &mut Visit, path: &str) -> Answer {
    let method = method(&visit.request);
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
    use Method::{Get, Post};
    match (&method, segments.as_slice()) {
        (Get, []) => pages::home::show(visit).await,
        (Get, ["static", name]) => pages::asset(visit, name),
        (Get, ["sign-in"]) => pages::sign_in::show(visit).await,
        (Post, ["sign-in"]) => pages::sign_in::send_code(visit).await,
        (Post, ["sign-in", "code"]) => pages::sign_in::check_code(visit).await,
        (Post, ["sign-out"]) => pages::sign_in::sign_out(visit).await,
        (Get, ["personas", "new"]) => pages::making::show_new(visit).await,
        (Post, ["personas", "new"]) => pages::making::make(visit).await,
        (Post, ["personas", "new", "try"]) => pages::making::try_new(visit).await,
        (Get, ["personas", id, "edit"]) => pages::making::show(visit, id).await,
        (Post, ["personas", id, "edit"]) => pages::making::save(visit, id).await,
        (Post, ["personas", id, "edit", "try"]) => pages::making::try_out(visit, id).await,
        (Post, ["personas", id, "delete"]) => pages::making::delete(visit, id).await,
        (Get, ["personas", id]) => pages::persona::show(visit, id).await,
        (Post, ["personas", id]) => pages::persona::save(visit, id).await,
        (Post, ["personas", id, "greeting"]) => pages::persona::greet(visit, id).await,
        (Get, ["personas", id, "calls"]) => pages::conversations::show(visit, id).await,
        (Get, ["personas", id, "prompt"]) => pages::prompt::show(visit, id).await,
        (Get, ["personas", id, "storylines"]) => pages::storylines::show(visit, id).await,
        (Post, ["personas", id, "storylines", storyline, "close"]) => {
            pages::storylines::close(visit, id, storyline).await
        }
        (Get, ["personas", id, "memories"]) => pages::memories::list(visit, id).await,
        (Post, ["personas", id, "memories"]) => pages::memories::tell(visit, id).await,
        (Post, ["personas", id, "remembering"]) => pages::memories::remembering(visit, id).await,
        (Get, ["personas", id, "memories", memory]) => {
            pages::memories::show(visit, id, memory).await
        }
        (Post, ["personas", id, "memories", memory, change]) => {
            pages::memories::change(visit, id, memory, change).await
        }
        (Get, ["phone"]) => pages::phone::show(visit).await,
        (Post, ["phone"]) => pages::phone::save(visit).await,
        (Post, ["phone", "calls"]) => pages::phone::allow_or_stop(visit).await,
        (Get, ["account"]) => pages::account::show(visit).await,
        (Post, ["account", "sessions"]) => pages::account::sign_out(visit).await,
        (Post, ["account", "proof"]) => pages::account::send_proof(visit).await,
        (Post, ["account", "proof", "code"]) => pages::account::prove(visit).await,
        (Post, ["account", "phone"]) => pages::account::propose_number(visit).await,
        (Post, ["account", "phone", "code"]) => pages::account::change_number(visit).await,
        (Post, ["account", "recovery-codes"]) => pages::account::make_recovery_codes(visit).await,
        (Post, ["account", "keys"]) => pages::account::make_key(visit).await,
        (Post, ["account", "keys", id]) => pages::account::change_key(visit, id).await,
        (Post, ["account", "identities"]) => pages::account::unlink(visit).await,
        (Get, ["voices", name]) => pages::voices::sample(visit, name).await,
        (Get, ["settings"]) => pages::settings::show(visit).await,
        (Post, ["settings"]) => pages::settings::save(visit).await,
        (Get, ["webhooks"]) => pages::webhooks::list(visit).await,
        (Post, ["webhooks"]) => pages::webhooks::add(visit).await,
        (Get, ["webhooks", id]) => pages::webhooks::show(visit, id).await,
        (Post, ["webhooks", id, change]) => pages::webhooks::change(visit, id, change).await,
        (Get, ["operations"]) => pages::operations::show(visit).await,
        (Get, ["data"]) => pages::data::show(visit).await,
        (Post, ["data", "retention"]) => pages::data::retain(visit).await,
        (Post, ["data", "import"]) => pages::data::import(visit).await,
        (Post, ["data", "erase"]) => pages::data::erase_everything(visit).await,
        (Post, ["data", "personas", id, "erase"]) => {
            pages::data::erase_relationship(visit, id).await
        }
        (Get, ["data", "receipts", id]) => pages::data::receipt(visit, id).await,
        (Post, ["schedules"]) => pages::schedules::plan(visit).await,
        (Post, ["schedules", id, change]) => pages::schedules::change(visit, id, change).await,
        (Post, ["calls"]) => pages::call::start(visit).await,
        (Get, ["calls", id]) => pages::call::show(visit, id).await,
        (Post, ["calls", id, "end"]) => pages::call::end(visit, id).await,
        (Get, ["calls", id, "relay"]) => sockets::browser(visit, id).await,
        (Get, ["calls", id, "watch"]) => sockets::watched(visit, id).await,

        (Get, ["api", "docs"]) => pages::api::show(visit).await,
        (_, segments @ ["api", "docs"]) => Err(elsewhere(segments)),
        // These are no JSON, and sent while they are made.
        (Get, ["api", "me", "export"]) => exporting::everything(visit).await,
        (Get, ["api", "personas", id, "export"]) => exporting::of_persona(visit, id).await,
        (Post, ["api", "me", "import"]) => exporting::import(visit).await,
        (_, segments @ ["api", "me", "export" | "import"]) => Err(elsewhere(segments)),
        (_, segments @ ["api", "personas", _, "export"]) => Err(elsewhere(segments)),
        (method, segments @ ["api", ..]) => api::answer(visit, method, segments).await,

        (Post, ["mcp"]) => mcp::answer(visit).await,

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

/// A method that the library has no name for reads as GET there. Here it is one that no route has.
fn method(request: &Request) -> Method {
    match (request.method(), request.inner().method().as_str()) {
        (Method::Get, "GET") => Method::Get,
        (Method::Get, _) => Method::Trace,
        (method, _) => method,
    }
}

/// What is said where nothing is, or where the method is another one.
fn elsewhere(segments: &[&str]) -> Refusal {
    let allow = match segments {
        []
        | ["account"]
        | ["static", _]
        | ["personas", _, "calls" | "prompt" | "storylines"]
        | ["personas", _, "memories", _]
        | ["data"]
        | ["operations"]
        | ["webhooks", _]
        | ["voices", _]
        | ["data", "receipts", _]
        | ["api", "me", "export"]
        | ["api", "personas", _, "export"]
        | ["calls", _]
        | ["calls", _, "relay" | "watch"]
        | ["twilio", "relay", _, _]
        | ["twilio", "fallback"]
        | ["api", "docs"]
        | ["v1", "openapi.json"] => "GET",
        ["sign-in"]
        | ["phone"]
        | ["settings"]
        | ["webhooks"]
        | ["personas", _]
        | ["personas", _, "edit" | "memories"] => "GET, POST",
        ["mcp"]
        | ["api", "me", "import"]
        | ["sign-in", "code"]
        | ["sign-out"]
        | ["phone", "calls"]
        | [
            "account",
            "sessions" | "proof" | "phone" | "recovery-codes" | "keys" | "identities",
        ]
        | ["account", "proof" | "phone", "code"]
        | ["account", "keys", _]
        | ["data", "erase" | "import" | "retention"]
        | ["data", "personas", _, "erase"]
        | ["schedules"]
        | ["schedules", _, _]
        | ["webhooks", _, _]
        | ["calls"]
        | ["calls", _, "end"]
        | ["personas", _, "greeting" | "remembering"]
        | ["personas", _, "storylines", _, "close"]
        | ["personas", _, "memories", _, _]
        | ["personas", "new", "try"]
        | ["personas", _, "edit", "try"]
        | ["personas", _, "delete"]
        | ["twilio", "inbound" | "stranger" | "status"]
        | ["twilio", "voice" | "status" | "machine" | "relay-ended", _]
        | ["twilio", "turn", _, _]
        | ["v1", _]
        | ["dev", "seed" | "advance" | "archive" | "bucket"]
        | ["dev", "verbs", _, _] => "POST",
        _ => return Refusal::not_found(),
    };
    Refusal::other_methods(allow.to_owned())
}
