//! Erasing, and the receipts for it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Endpoint, Visitor};
use crate::erasure::Receipt;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::erasing;
use crate::ids::{CallId, ErasureId, PersonaId};
use crate::ports::Ports;

/// An erasure that was begun. What the user sees of it is gone already; the rest goes within half an
/// hour.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Begun {
    /// Under this its receipt is found at `/api/erasures/{id}`, by whoever has it, also after the account
    /// is gone.
    receipt: ErasureId,
}

fn location(begun: &Begun) -> Option<String> {
    Some(format!("/api/erasures/{}", begun.receipt))
}

/// Erases a call, as if it had never been: what was said in it, and what it alone told.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EraseCall {
    call_id: CallId,
}

impl Endpoint for EraseCall {
    type Body = ();
    type Answer = Begun;

    const STATUS: u16 = 202;

    fn location(begun: &Begun) -> Option<String> {
        location(begun)
    }

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Begun, Failure> {
        let receipt = erasing::call(ports, &by.user, &self.call_id).await?;
        Ok(Begun { receipt })
    }
}

/// Erases all that was between the user and a persona. They can begin anew when it is finished.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EraseRelationship {
    persona_id: PersonaId,
}

impl Endpoint for EraseRelationship {
    type Body = ();
    type Answer = Begun;

    const STATUS: u16 = 202;

    fn location(begun: &Begun) -> Option<String> {
        location(begun)
    }

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Begun, Failure> {
        let receipt = erasing::relationship(ports, &by.user, &self.persona_id).await?;
        Ok(Begun { receipt })
    }
}

/// Erases the account with all that hangs on it. It can't be undone, and wants a proof of the last fifteen
/// minutes that it is them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EraseEverything {}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Confirmation {
    /// The words `erase everything`.
    confirm: String,
}

impl Endpoint for EraseEverything {
    type Body = Confirmation;
    type Answer = Begun;

    const STATUS: u16 = 202;

    fn location(begun: &Begun) -> Option<String> {
        location(begun)
    }

    async fn run(
        self,
        ports: &impl Ports,
        by: &Caller,
        body: Confirmation,
    ) -> Result<Begun, Failure> {
        by.check_fresh(ports.now())?;
        let receipt = erasing::everything(ports, &by.user, &body.confirm).await?;
        Ok(Begun { receipt })
    }
}

/// Shows what was erased: how many of each kind, when that was asked for, and when it was finished. It
/// is kept for 90 days.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowReceipt {
    receipt: ErasureId,
}

impl Endpoint<Visitor> for ShowReceipt {
    type Body = ();
    type Answer = Receipt;

    async fn run(self, ports: &impl Ports, _: &Visitor, (): ()) -> Result<Receipt, Failure> {
        erasing::receipt(ports, &self.receipt).await
    }
}
