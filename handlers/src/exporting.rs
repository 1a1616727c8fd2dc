//! An export, sent while it is made; and one that is brought back.

use call_me_back::failure::Failure;
use call_me_back::flows::admitting::{self, Caller};
use call_me_back::flows::exporting::{self, Exporting};
use call_me_back::flows::importing;
use call_me_back::ids::PersonaId;
use call_me_back::ports::Ports as _;
use call_me_back::scope::Scope;
use call_me_back_platform::Cloudflare;
use call_me_back_web::export::ExportPages;
use futures_util::stream::try_unfold;
use worker::{Error, Headers, Response};

use crate::answer::{Answer, Refusal, json};
use crate::api::tell;
use crate::ids::persona_id;
use crate::visit::Visit;

const ZIP: &str = "application/zip";
/// How often a part is asked for before the export is given up.
const MOST_TRIES: u32 = 3;

/// All that is known of the user.
pub async fn everything(visit: &Visit) -> Answer {
    let caller = caller(visit).await?;
    send(visit, &caller, None).await
}

/// What is known of the user and a persona.
pub async fn of_persona(visit: &Visit, id: &str) -> Answer {
    let caller = caller(visit).await?;
    send(visit, &caller, Some(persona_id(id)?)).await
}

/// Brings back what an export holds: the zip itself is sent.
pub async fn import(visit: &mut Visit) -> Answer {
    let caller = caller(visit).await?;
    let kind = visit.header("content-type").unwrap_or_default();
    if !kind.starts_with(ZIP) {
        return Err(Refusal::new(415, format!("Send an export, as {ZIP}.")));
    }
    let file = visit.bytes_within(importing::LONGEST).await;
    let file = file.map_err(told_of_parts)?;
    let response = json(&importing::import(&visit.ports, &caller.user, &file).await?)?;
    tell(&response, caller.allowance)?;
    Ok(response)
}

/// What to do is told to whom sends too much.
pub fn told_of_parts(refusal: Refusal) -> Refusal {
    match refusal.status {
        413 => Refusal {
            detail: importing::in_parts(),
            ..refusal
        },
        _ => refusal,
    }
}

/// Who asks, where they may have it.
async fn caller(visit: &Visit) -> Result<Caller, Refusal> {
    visit.check_origin()?;
    let caller = match &visit.token {
        Some(token) => admitting::caller(&visit.ports, token, visit.client()).await?,
        None => None,
    };
    let caller = caller.ok_or_else(Refusal::not_signed_in)?;
    caller.check(Scope::Account)?;
    let url = visit.request.url()?;
    if let Some((name, _)) = url.query_pairs().next() {
        return Err(Refusal::at(422, name, "There is no such parameter."));
    }
    Ok(caller)
}

async fn send(visit: &Visit, caller: &Caller, only: Option<PersonaId>) -> Answer {
    let exporting = exporting::begin(&visit.ports, &caller.user, only, ExportPages).await?;
    let headers = Headers::new();
    let saved = format!("attachment; filename=\"{}\"", exporting.file_name());
    headers.set("content-type", ZIP)?;
    headers.set("content-disposition", &saved)?;
    headers.set("cache-control", "no-store")?;
    headers.set("x-content-type-options", "nosniff")?;
    let ports = Cloudflare::new(&visit.env, visit.ports.now());
    let parts = try_unfold((exporting, ports), |(mut exporting, ports)| async move {
        let part = next(&mut exporting, &ports).await;
        let part = part.map_err(|failure| Error::RustError(failure.to_string()))?;
        Ok::<_, Error>(part.map(|part| (part, (exporting, ports))))
    });
    let response = Response::from_stream(parts)?.with_headers(headers);
    tell(&response, caller.allowance)?;
    Ok(response)
}

async fn next(
    exporting: &mut Exporting<ExportPages>,
    ports: &Cloudflare,
) -> Result<Option<Vec<u8>>, Failure> {
    for _ in 1..MOST_TRIES {
        match exporting.next(ports).await {
            Err(Failure::Unavailable { .. }) => {}
            outcome => return outcome,
        }
    }
    exporting.next(ports).await
}
