//! `Courier` over fetch: messages to users' own servers.

use std::pin::pin;
use std::time::Duration;

use call_me_back::failure::Failure;
use call_me_back::ports::Courier;
use futures_util::future::{Either, select};
use worker::{
    AbortController, Delay, Fetch, Headers, Method, Request, RequestInit, RequestRedirect,
};

use crate::settings::Settings;
use crate::unavailable;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Fetching(pub Settings);

impl Courier for Fetching {
    fn is_lenient(&self) -> bool {
        self.0.is_development()
    }

    async fn post(
        &self,
        url: &str,
        headers: &[(&'static str, String)],
        body: &str,
    ) -> Result<u16, Failure> {
        let failed = unavailable("their server");
        let sent = Headers::new();
        for (name, value) in headers {
            sent.set(name, value).map_err(&failed)?;
        }
        let mut init = RequestInit::new();
        init.with_method(Method::Post)
            .with_headers(sent)
            .with_redirect(RequestRedirect::Manual)
            .with_body(Some(body.into()));
        let request = Request::new_with_init(url, &init).map_err(&failed)?;
        let abort = AbortController::default();
        let signal = abort.signal();
        let fetch = Fetch::Request(request);
        let answered = pin!(fetch.send_with_signal(&signal));
        match select(answered, Delay::from(PATIENCE)).await {
            Either::Left((response, _)) => {
                let status = response.map_err(&failed)?.status_code();
                // What else it says is not read.
                abort.abort();
                Ok(status)
            }
            Either::Right(_) => {
                abort.abort();
                Err(Failure::unavailable("their server did not answer in time"))
            }
        }
    }
}
