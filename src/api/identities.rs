//! Who the user is to the issuer of tokens that whoever runs this trusts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::directory::identities::{self, Identity};
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::identifying;
use crate::ids::IdentityId;
use crate::ports::Ports;

/// Lists the identities that are linked, the oldest first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListIdentities {}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Identities {
    identities: Vec<Identity>,
}

impl Endpoint for ListIdentities {
    type Body = ();
    type Answer = Identities;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Identities, Failure> {
        let identities = identities::of(ports.sql(), &by.user.id).await?;
        Ok(Identities { identities })
    }
}

/// Links whom a token is of: from then on the tokens of the same one open this account. That it is the user
/// was proved before (`POST /api/me/proof`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkIdentity {}

#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "IdentityToken")]
#[serde(deny_unknown_fields)]
pub(super) struct Shown {
    /// A token of the issuer that is good now.
    token: String,
}

impl Endpoint for LinkIdentity {
    type Body = Shown;
    type Answer = Identity;

    const STATUS: u16 = 201;

    async fn run(self, ports: &impl Ports, by: &Caller, body: Shown) -> Result<Identity, Failure> {
        by.check_fresh(ports.now())?;
        identifying::link(ports, &by.user.id, &body.token).await
    }
}

/// Unlinks an identity: its tokens open nothing of the user's any more.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UnlinkIdentity {
    identity_id: IdentityId,
}

impl Endpoint for UnlinkIdentity {
    type Body = ();
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<(), Failure> {
        identifying::unlink(ports, &by.user.id, &self.identity_id).await
    }
}
