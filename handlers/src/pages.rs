//! The pages: gathered here, drawn in `web`.

pub mod account;
pub mod api;
pub mod call;
pub mod conversations;
pub mod data;
pub mod home;
pub mod making;
pub mod memories;
pub mod operations;
pub mod persona;
pub mod phone;
pub mod prompt;
pub mod schedules;
pub mod settings;
pub mod sign_in;
pub mod storylines;
pub mod voices;
pub mod webhooks;

use call_me_back_web::problem::{self, Problem};
use worker::{Headers, Response};

use crate::answer::{Answer, Refusal, page_with};
use crate::visit::Visit;

/// A file that is asked for under its present version may be kept for good.
pub fn asset(visit: &Visit, name: &str) -> Answer {
    let asset = call_me_back_web::asset(name).ok_or_else(Refusal::not_found)?;
    let current = format!("{:016x}", asset.version);
    let kept = if visit.query("v").as_deref() == Some(current.as_str()) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = Headers::new();
    headers.set("content-type", asset.content_type)?;
    headers.set("cache-control", kept)?;
    headers.set("x-content-type-options", "nosniff")?;
    Ok(Response::from_bytes(asset.body.to_vec())?.with_headers(headers))
}

/// A refusal as a person reads it.
pub async fn refusal(visit: &Visit, refusal: &Refusal) -> worker::Result<Response> {
    let user = visit.visitor().await.ok().flatten();
    let frame = visit.frame(user.as_ref());
    let html = match refusal.status {
        401 => problem::not_signed_in(&frame),
        404 => problem::not_found(&frame),
        _ => problem::page(
            &frame,
            &Problem {
                title: refusal.title.to_owned(),
                advice: refusal.detail.clone(),
            },
        ),
    };
    let response = match page_with(refusal.status, html) {
        Ok(response) => response,
        Err(refusal) => return crate::answer::problem(&refusal, &visit.request_id),
    };
    if let Some(allow) = &refusal.allow {
        response.headers().set("allow", allow)?;
    }
    if let Some(seconds) = refusal.retry_after {
        response
            .headers()
            .set("retry-after", &seconds.to_string())?;
    }
    Ok(response)
}
