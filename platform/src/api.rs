//! How an API of language models is asked over HTTP.

use std::pin::pin;
use std::time::Duration;

use call_me_back::brain::Silence;
use futures_util::future::{Either, select};
use worker::{AbortController, Delay, Fetch, Headers, Method, Request, RequestInit, Response};

/// JSON that is posted.
pub(crate) struct Post<'a> {
    pub url: String,
    /// Sent as a bearer token.
    pub key: Option<&'a str>,
    /// The content type that the answer is to have.
    pub accept: &'a str,
    pub body: String,
}

impl Post<'_> {
    /// The answer, whose body is yet to be read, if it begins in time. The request lasts no longer than
    /// the guard.
    pub async fn send(self, patience: Duration) -> Result<(Response, AbortGuard), Silence> {
        let headers = Headers::new();
        headers
            .set("content-type", "application/json")
            .map_err(said)?;
        headers.set("accept", self.accept).map_err(said)?;
        if let Some(key) = self.key {
            let value = format!("Bearer {key}");
            headers.set("authorization", &value).map_err(said)?;
        }
        let mut init = RequestInit::new();
        init.with_method(Method::Post)
            .with_headers(headers)
            .with_body(Some(self.body.into()));
        let request = Request::new_with_init(&self.url, &init).map_err(said)?;
        let abort = AbortGuard(Some(AbortController::default()));
        let signal = abort
            .signal()
            .ok_or_else(|| Silence("it can't be stopped".to_owned()))?;
        let fetch = Fetch::Request(request);
        let sent = pin!(fetch.send_with_signal(&signal));
        match select(sent, Delay::from(patience)).await {
            Either::Left((response, _)) => Ok((response.map_err(said)?, abort)),
            Either::Right(_) => Err(too_slow()),
        }
    }
}

/// Stops the request when the answer is no longer wanted: dropping a fetch alone does not.
pub(crate) struct AbortGuard(Option<AbortController>);

impl AbortGuard {
    fn signal(&self) -> Option<worker::AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }
}

impl Drop for AbortGuard {
    fn drop(&mut self) {
        if let Some(controller) = self.0.take() {
            controller.abort();
        }
    }
}

pub(crate) fn said(error: worker::Error) -> Silence {
    Silence(error.to_string())
}

pub(crate) fn too_slow() -> Silence {
    Silence("it was too slow".to_owned())
}
