//! Answers: JSON, problems (RFC 9457), pages and redirections.

use call_me_back::failure::Failure;
use call_me_back::ids::RequestId;
use call_me_back_platform::log;
use call_me_back_web::CONTENT_SECURITY_POLICY;
use serde::Serialize;
use worker::{Headers, Response};

/// What a handler gives: an answer, or why there is none.
pub type Answer = Result<Response, Refusal>;

/// Why a request is not served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub status: u16,
    pub title: &'static str,
    /// What to do about it.
    pub detail: String,
    /// The part of the request that is wrong, where one is.
    pub field: Option<String>,
    /// The methods that are allowed, where the method was wrong.
    pub allow: Option<String>,
    /// After how many seconds trying again helps, where they tried too often.
    pub retry_after: Option<u32>,
}

impl Refusal {
    pub fn new(status: u16, detail: impl Into<String>) -> Self {
        Self {
            status,
            title: title(status),
            detail: detail.into(),
            field: None,
            allow: None,
            retry_after: None,
        }
    }

    pub fn at(status: u16, field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            field: Some(field.into()),
            ..Self::new(status, detail)
        }
    }

    /// Nobody, or nobody we know, asks.
    pub fn not_signed_in() -> Self {
        Self::new(401, "Sign in first.")
    }

    pub fn other_methods(methods: String) -> Self {
        Self {
            detail: format!("Here only {methods} is understood."),
            allow: Some(methods),
            ..Self::new(405, "")
        }
    }

    pub fn not_found() -> Self {
        Self::new(404, "There is nothing here.")
    }
}

fn title(status: u16) -> &'static str {
    match status {
        400 => "That was not understood",
        401 => "You are not signed in",
        403 => "That is not allowed",
        404 => "Not found",
        405 => "That can't be done here",
        409 => "Not as things stand",
        412 => "It was changed meanwhile",
        413 => "That is too much",
        415 => "That is of the wrong kind",
        422 => "Something is not right",
        426 => "A WebSocket is needed",
        429 => "That was too often",
        _ => "Something did not work",
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotFound { .. } => Self::new(404, failure.to_string()),
            Failure::Invalid { field, why } => Self::at(422, field, why),
            Failure::Conflict { why } => Self::new(409, why),
            Failure::NotSignedIn => Self::not_signed_in(),
            Failure::Forbidden { why } => Self::new(403, why),
            Failure::Stale => Self::new(412, failure.to_string()),
            Failure::TooOften { why, retry_after } => Self {
                retry_after: Some(retry_after),
                ..Self::new(429, why)
            },
            Failure::Unavailable { why } => {
                log::complain(format_args!("unavailable: {why}"));
                Self::new(
                    503,
                    "Something we depend on did not answer. Try again soon.",
                )
            }
        }
    }
}

impl From<worker::Error> for Refusal {
    fn from(error: worker::Error) -> Self {
        Failure::unavailable(error.to_string()).into()
    }
}

#[derive(Serialize)]
struct ProblemDetails<'a> {
    r#type: &'a str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    request_id: &'a RequestId,
}

/// A refusal as a program reads it.
pub fn problem(refusal: &Refusal, request_id: &RequestId) -> worker::Result<Response> {
    let body = serde_json::to_string(&ProblemDetails {
        r#type: "about:blank",
        title: refusal.title,
        status: refusal.status,
        detail: &refusal.detail,
        field: refusal.field.as_deref(),
        request_id,
    })?;
    let headers = private("application/problem+json")?;
    if let Some(allow) = &refusal.allow {
        headers.set("allow", allow)?;
    }
    if refusal.status == 401 {
        headers.set("www-authenticate", "Bearer")?;
    }
    if let Some(seconds) = refusal.retry_after {
        headers.set("retry-after", &seconds.to_string())?;
    }
    let response = Response::ok(body)?.with_status(refusal.status);
    Ok(response.with_headers(headers))
}

pub fn json(value: &impl Serialize) -> Answer {
    json_with(200, value)
}

pub fn json_with(status: u16, value: &impl Serialize) -> Answer {
    let body = serde_json::to_string(value)
        .map_err(|error| Refusal::from(Failure::unavailable(error.to_string())))?;
    let response = Response::ok(body)?.with_status(status);
    Ok(response.with_headers(private("application/json")?))
}

/// JSON that stands as text already.
pub fn json_text(text: String) -> Answer {
    Ok(Response::ok(text)?.with_headers(private("application/json")?))
}

pub fn nothing() -> Answer {
    Ok(Response::empty()?.with_status(204))
}

pub fn page(html: String) -> Answer {
    page_with(200, html)
}

pub fn page_with(status: u16, html: String) -> Answer {
    let headers = private("text/html; charset=utf-8")?;
    headers.set("content-security-policy", CONTENT_SECURITY_POLICY)?;
    headers.set("x-frame-options", "DENY")?;
    headers.set("referrer-policy", "same-origin")?;
    headers.set(
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(self)",
    )?;
    Ok(Response::ok(html)?
        .with_status(status)
        .with_headers(headers))
}

pub fn xml(document: String) -> Answer {
    Ok(Response::ok(document)?.with_headers(private("text/xml; charset=utf-8")?))
}

/// On to another page, after a form was taken.
pub fn see_other(path: &str) -> Answer {
    let headers = private("text/plain; charset=utf-8")?;
    headers.set("location", path)?;
    Ok(Response::empty()?.with_status(303).with_headers(headers))
}

/// Personal answers are kept by nobody on their way.
fn private(content_type: &str) -> worker::Result<Headers> {
    let headers = Headers::new();
    headers.set("content-type", content_type)?;
    headers.set("cache-control", "no-store")?;
    headers.set("x-content-type-options", "nosniff")?;
    Ok(headers)
}
