//! The user's number: proved once more, changed, and what to do when it is lost.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::sign_in::{Sent, SignedIn, phone};
use super::{Endpoint, Visitor};
use crate::directory::numbers::RecoveryCodes;
use crate::directory::people::User;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::numbers;
use crate::flows::signing_in::{self, Proving};
use crate::ports::Ports;

/// Sends a code to the user's own number, to prove once more that it is them. What could take the account
/// from its owner is done for fifteen minutes after a proof; signing in is one.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SendProof {}

impl Endpoint for SendProof {
    type Body = ();
    type Answer = Sent;

    const STATUS: u16 = 202;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Sent, Failure> {
        by.session()?;
        signing_in::send_proof(ports, &by.user, &by.client).await?;
        Ok(Sent::yes())
    }
}

/// Proves that it is them, in the session that is asked with: by the code, or by a recovery code where the
/// number is lost.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Prove {}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Proof {
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    recovery_code: Option<String>,
}

impl Endpoint for Prove {
    type Body = Proof;
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, body: Proof) -> Result<(), Failure> {
        let proving = match (body.code, body.recovery_code) {
            (Some(code), None) => Proving::Code(code),
            (None, Some(code)) => Proving::RecoveryCode(code),
            _ => return Err(Failure::invalid("code", "Send a code, or a recovery code.")),
        };
        let session = by.session()?;
        signing_in::prove(ports, session, &by.user, &proving, &by.client).await
    }
}

/// Sends a code to the number that is to be the user's. That it is them was proved before
/// (`POST /api/me/proof`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProposeNumber {}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewNumber {
    /// E.164, such as `+14155550123`.
    phone: String,
}

impl Endpoint for ProposeNumber {
    type Body = NewNumber;
    type Answer = Sent;

    const STATUS: u16 = 202;

    async fn run(self, ports: &impl Ports, by: &Caller, body: NewNumber) -> Result<Sent, Failure> {
        let phone = phone(&body.phone)?;
        by.check_fresh(ports.now())?;
        numbers::send_code(ports, &phone, &by.client).await?;
        Ok(Sent::yes())
    }
}

/// Gives the user the number that the code was sent to. Consent to be called was for the number before:
/// nobody calls the new one until it is given anew.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeNumber {}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProvedNumber {
    /// E.164, such as `+14155550123`.
    phone: String,
    code: String,
}

impl Endpoint for ChangeNumber {
    type Body = ProvedNumber;
    type Answer = User;

    async fn run(
        self,
        ports: &impl Ports,
        by: &Caller,
        body: ProvedNumber,
    ) -> Result<User, Failure> {
        let phone = phone(&body.phone)?;
        by.check_fresh(ports.now())?;
        numbers::change(ports, &by.user, &phone, &body.code, &by.client).await
    }
}

/// Tells how many recovery codes are left.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowRecoveryCodes {}

impl Endpoint for ShowRecoveryCodes {
    type Body = ();
    type Answer = RecoveryCodes;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<RecoveryCodes, Failure> {
        numbers::codes_left(ports, &by.user.id).await
    }
}

/// Makes ten recovery codes in place of those before. This is the one answer that shows them; so a repeat
/// makes others. That it is the user was proved before (`POST /api/me/proof`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MakeRecoveryCodes {}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct MadeCodes {
    /// To be kept by the user: nobody can show them again. Each is good once.
    recovery_codes: Vec<String>,
}

impl Endpoint for MakeRecoveryCodes {
    type Body = ();
    type Answer = MadeCodes;

    const STATUS: u16 = 201;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<MadeCodes, Failure> {
        by.check_fresh(ports.now())?;
        let recovery_codes = numbers::make_codes(ports, &by.user.id).await?;
        Ok(MadeCodes { recovery_codes })
    }
}

/// Opens the account of a recovery code under another number, whose code was asked for with
/// `POST /api/sign-in`. Ends all of its sessions; its keys stay.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Recover {}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Recovery {
    /// The new number in E.164, such as `+14155550123`.
    phone: String,
    /// The code that was sent there.
    code: String,
    recovery_code: String,
}

impl Endpoint<Visitor> for Recover {
    type Body = Recovery;
    type Answer = SignedIn;

    async fn run(
        self,
        ports: &impl Ports,
        by: &Visitor,
        body: Recovery,
    ) -> Result<SignedIn, Failure> {
        let phone = phone(&body.phone)?;
        let (code, recovery_code) = (&body.code, &body.recovery_code);
        let signed_in = numbers::recover(ports, &phone, code, recovery_code, &by.client).await?;
        Ok(signed_in.into())
    }
}
