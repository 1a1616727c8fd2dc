//! The API: a request is proved, read, and given to the core, which has the table of endpoints.

use call_me_back::api::{self, Access, Asked, Elsewhere, Found, Method, Reply, Visitor};
use call_me_back::flows::admitting::{self, Allowance};
use percent_encoding::percent_decode_str;
use worker::{Method as Sent, Response};

use crate::answer::{Answer, Refusal, json_text, nothing};
use crate::visit::Visit;

/// `segments` are those of the path, as they were sent.
pub async fn answer(visit: &mut Visit, method: &Sent, segments: &[&str]) -> Answer {
    let found = find(method, segments)?;
    visit.endpoint = Some(found.route.path);
    if found.route.access != Access::Anyone {
        visit.check_origin()?;
    }
    let visitor = visitor(visit, &found).await?;
    let body = if found.route.takes_body {
        visit.json_text().await?
    } else {
        String::new()
    };
    let url = visit.request.url()?;
    let key = visit.idempotency_key()?;
    let seen = visit.header("if-match");
    let asked = Asked {
        visitor: &visitor,
        query: url.query().unwrap_or_default(),
        body: &body,
        if_match: seen.as_deref(),
        idempotency_key: key.as_ref(),
    };
    let answered = api::serve(&visit.ports, &found, &asked).await;
    let response = match answered {
        Ok(reply) => response(reply)?,
        Err(failure) => visit.problem(&failure.into())?,
    };
    if let Some(caller) = visitor.caller {
        tell(&response, caller.allowance)?;
    }
    Ok(response)
}

/// The endpoint that a request is for.
fn find(method: &Sent, segments: &[&str]) -> Result<Found, Refusal> {
    let method = match method {
        Sent::Get => Some(Method::Get),
        Sent::Post => Some(Method::Post),
        Sent::Put => Some(Method::Put),
        Sent::Delete => Some(Method::Delete),
        _ => None,
    };
    let meant = segments.iter().map(|segment| {
        let text = percent_decode_str(segment).decode_utf8();
        text.map(String::from).map_err(|_| Refusal::not_found())
    });
    let segments: Vec<String> = meant.collect::<Result<_, _>>()?;
    api::find(method, &segments).map_err(|elsewhere| match elsewhere {
        Elsewhere::Nothing => Refusal::not_found(),
        Elsewhere::OtherMethods(methods) => Refusal::other_methods(methods),
    })
}

/// Who asks; somebody who must prove who they are, and doesn't, is refused before anything is read.
async fn visitor(visit: &Visit, found: &Found) -> Result<Visitor, Refusal> {
    let client = visit.client();
    let caller = match &visit.token {
        Some(token) if found.route.access != Access::Anyone => {
            admitting::caller(&visit.ports, token, client.clone()).await?
        }
        _ => None,
    };
    if let Some(caller) = &caller {
        visit.is_from(&caller.user.id);
    }
    if caller.is_none() && found.route.access != Access::Anyone {
        return Err(Refusal::not_signed_in());
    }
    Ok(Visitor {
        caller,
        zone: visit.zone(),
        client,
    })
}

fn response(reply: Reply) -> Answer {
    let response = match reply.body {
        Some(body) => json_text(body)?,
        None => nothing()?,
    };
    let response = response.with_status(reply.status);
    if let Some(etag) = &reply.etag {
        response.headers().set("etag", etag.as_str())?;
    }
    if let Some(location) = &reply.location {
        response.headers().set("location", location)?;
    }
    Ok(response)
}

/// How much more may be asked for.
pub fn tell(response: &Response, allowance: Allowance) -> Result<(), Refusal> {
    let headers = response.headers();
    headers.set("ratelimit-policy", &allowance.policy())?;
    headers.set("ratelimit", &allowance.limit())?;
    Ok(())
}
