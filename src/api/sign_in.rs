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

impl Endpoint<Visitor> for SendCode {
    type Body = Number;
    type Answer = Sent;

    const STATUS: u16 = 202;

    async fn run(self, ports: &impl Ports, by: &Visitor, body: Number) -> Result<Sent, Failure> {
        let phone = phone(&body.phone)?;
        signing_in::send_code(ports, &phone, body.adult, &by.client).await?;
        Ok(Sent { sent: true })
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
    /// Where nobody signed in with the number for half a year: a recovery code of its account,
    #[serde(default)]
    recovery_code: Option<String>,
    /// or the PIN of its account,
    #[serde(default)]
    pin: Option<String>,
    /// or that they have nothing to do with that account, and begin anew.
    #[serde(default)]
    anew: bool,
}

impl Code {
    fn besides(&self) -> Result<Besides, Failure> {
        match (&self.recovery_code, &self.pin, self.anew) {
            (None, None, false) => Ok(Besides::Nothing),
            (Some(code), None, false) => Ok(Besides::RecoveryCode(code.clone())),
            (None, Some(pin), false) => Ok(Besides::Pin(pin.clone())),
            (None, None, true) => Ok(Besides::Anew),
            _ => Err(Failure::invalid(
                "recovery_code",
                "Send one of these, or none.",
            )),
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SignedIn {
    /// For `Authorization: Bearer`.
    token: String,
    user: User,
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
        Ok(SignedIn {
            token: signed_in.token,
            user: signed_in.user,
        })
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

fn phone(text: &str) -> Result<PhoneNumber, Failure> {
    PhoneNumber::parse(text).map_err(|error| Failure::invalid("phone", error.to_string()))
}
