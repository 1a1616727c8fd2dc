//! Twilio's API, as far as it is asked.

use call_me_back::failure::Failure;
use call_me_back::telephony::phone::PhoneNumber;
use worker::{Fetch, Headers, Method, Request, RequestInit};

use crate::settings::Settings;
use crate::unavailable;

/// The account that is configured, and the number that its calls and messages come from.
pub(crate) struct Account {
    pub api: Api,
    pub from: PhoneNumber,
}

impl Account {
    pub fn configured(settings: &Settings) -> Result<Self, Failure> {
        let from = PhoneNumber::parse(&needed(settings, "TWILIO_NUMBER")?).map_err(|error| {
            Failure::conflict(format!(
                "Telephone calls are not set up here: TWILIO_NUMBER: {error}"
            ))
        })?;
        let base = settings.get("TWILIO_API_BASE");
        let base = base.unwrap_or_else(|| "https://api.twilio.com".to_owned());
        Ok(Self {
            api: Api::configured(settings, base)?,
            from,
        })
    }
}

fn needed(settings: &Settings, name: &str) -> Result<String, Failure> {
    settings.get(name).ok_or_else(|| {
        Failure::conflict(format!(
            "Telephone calls are not set up here: {name} is not set."
        ))
    })
}

/// One of its APIs, as the account comes to it.
pub(crate) struct Api {
    base: String,
    pub sid: String,
    token: String,
}

impl Api {
    pub fn configured(settings: &Settings, base: String) -> Result<Self, Failure> {
        Ok(Self {
            base,
            sid: needed(settings, "TWILIO_ACCOUNT_SID")?,
            token: needed(settings, "TWILIO_AUTH_TOKEN")?,
        })
    }

    /// Posts a form to a path below the API's base; the status and the body of the answer.
    pub async fn post(&self, path: &str, form: String) -> Result<(u16, String), Failure> {
        let headers = self.headers()?;
        headers
            .set("content-type", "application/x-www-form-urlencoded")
            .map_err(unavailable("the carrier"))?;
        let mut init = RequestInit::new();
        init.with_method(Method::Post)
            .with_headers(headers)
            .with_body(Some(form.into()));
        self.send(path, &init).await
    }

    pub async fn get(&self, path: &str) -> Result<(u16, String), Failure> {
        let mut init = RequestInit::new();
        init.with_headers(self.headers()?);
        self.send(path, &init).await
    }

    fn headers(&self) -> Result<Headers, Failure> {
        let headers = Headers::new();
        let credentials = call_me_back::telephony::basic_credentials(&self.sid, &self.token);
        headers
            .set("authorization", &credentials)
            .map_err(unavailable("the carrier"))?;
        Ok(headers)
    }

    async fn send(&self, path: &str, init: &RequestInit) -> Result<(u16, String), Failure> {
        let request = Request::new_with_init(&format!("{}{path}", self.base), init)
            .map_err(unavailable("the carrier"))?;
        let mut response = Fetch::Request(request)
            .send()
            .await
            .map_err(unavailable("the carrier"))?;
        let body = response.text().await.map_err(unavailable("the carrier"))?;
        Ok((response.status_code(), body))
    }
}
