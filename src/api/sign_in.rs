//! Signing in and out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Endpoint, Visitor};
use crate::directory::people::User;
use crate::failure::Failure;
use crate::flows::admitting::{Caller, Via};
use crate::flows::signing_in::{self, Besides};
use crate::ports::Ports;
use crate::telephony::phone::PhoneNumber;

/// Sends a code to a telephone.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SendCode {}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Number {
    /// E.164, such as `+14155550123`.
    phone: String,
    /// That whoever signs in is of age.
    adult: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Sent {
    sent: bool,
}

impl Sent {
    pub fn yes() -> Self {
        Self { sent: true }
    }
}

impl Endpoint<Visitor> for SendCode {
    type Body = Number;
    type Answer = Sent;

    const STATUS: u16 = 202;

    async fn run(self, ports: &impl Ports, by: &Visitor, body: Number) -> Result<Sent, Failure> {
        let phone = phone(&body.phone)?;
        signing_in::send_code(ports, &phone, body.adult, &by.client).await?;
        Ok(Sent::yes())
    }
}

/// Signs in with the code, and up where the number is new.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckCode {}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Code {
    /// E.164, such as `+14155550123`.
    phone: String,
    code: String,
    /// Where nobody signed in with the number for half a year: the PIN of its account. With a recovery code
    /// it is opened by `POST /api/recovery`.
    #[serde(default)]
    pin: Option<String>,
    /// Or that they have nothing to do with that account, and begin anew.
    #[serde(default)]
    anew: bool,
}

impl Code {
    fn besides(&self) -> Result<Besides, Failure> {
        match (&self.pin, self.anew) {
            (None, false) => Ok(Besides::Nothing),
            (Some(pin), false) => Ok(Besides::Pin(pin.clone())),
            (None, true) => Ok(Besides::Anew),
            (Some(_), true) => Err(Failure::invalid("anew", "Send the PIN, or begin anew.")),
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SignedIn {
    /// For `Authorization: Bearer`.
    token: String,
    user: User,
}

impl From<signing_in::SignedIn> for SignedIn {
    fn from(opened: signing_in::SignedIn) -> Self {
        Self {
            token: opened.token,
            user: opened.user,
        }
    }
}

impl Endpoint<Visitor> for CheckCode {
    type Body = Code;
    type Answer = SignedIn;

    async fn run(self, ports: &impl Ports, by: &Visitor, body: Code) -> Result<SignedIn, Failure> {
        let phone = phone(&body.phone)?;
        let besides = body.besides()?;
        let (code, client) = (&body.code, &by.client);
        let signed_in =
            signing_in::check_code(ports, &phone, code, &besides, by.zone, client).await?;
        Ok(signed_in.into())
    }
}

/// Ends the session that is asked with.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignOut {}

impl Endpoint for SignOut {
    type Body = ();
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<(), Failure> {
        match &by.via {
            Via::Session { id, .. } => signing_in::sign_out_of(ports, &by.user.id, id).await,
            Via::Key { .. } => Err(Failure::conflict("A key is no session. Revoke it instead.")),
            Via::Identity { .. } => Err(Failure::conflict("A token is no session. Let it expire.")),
        }
    }
}

pub(super) fn phone(text: &str) -> Result<PhoneNumber, Failure> {
    PhoneNumber::parse(text).map_err(|error| Failure::invalid("phone", error.to_string()))
}
