//! Signing in.

use call_me_back::flows::signing_in;
use call_me_back::telephony::phone::PhoneNumber;
use serde::Deserialize;
use serde_json::json;

use crate::answer::{Answer, Refusal, json, json_with, nothing};
use crate::visit::Visit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Start {
    phone: String,
    /// That the user is of age.
    adult: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Check {
    phone: String,
    code: String,
}

pub fn phone(text: &str) -> Result<PhoneNumber, Refusal> {
    PhoneNumber::parse(text).map_err(|error| Refusal::at(422, "phone", error.to_string()))
}

/// `POST /api/sign-in`: sends a code.
pub async fn send_code(visit: &mut Visit) -> Answer {
    let start: Start = visit.json().await?;
    let phone = phone(&start.phone)?;
    if !start.adult {
        return Err(Refusal::at(422, "adult", "Call Me Back is for adults."));
    }
    signing_in::send_code(&visit.ports, &phone).await?;
    json_with(202, &json!({ "sent": true }))
}

/// `POST /api/sign-in/code`: a right one answers with a token for `Authorization: Bearer`.
pub async fn check_code(visit: &mut Visit) -> Answer {
    let check: Check = visit.json().await?;
    let phone = phone(&check.phone)?;
    let zone = visit.zone();
    let signed_in = signing_in::check_code(&visit.ports, &phone, &check.code, zone).await?;
    json(&json!({ "token": signed_in.token, "user": signed_in.user }))
}

pub async fn sign_out(visit: &Visit) -> Answer {
    visit.user().await?;
    if let Some(token) = &visit.token {
        signing_in::sign_out(&visit.ports, token).await?;
    }
    nothing()
}
