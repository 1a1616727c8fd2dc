//! Keys with which the user's own programs come.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::directory::keys::{self as directory, ApiKey};
use crate::failure::Failure;
use crate::flows::admitting::{Caller, Via};
use crate::flows::keys::{self, MadeKey, NewKey, Rotation};
use crate::ids::ApiKeyId;
use crate::ports::Ports;
use crate::scope::Scope;

/// Lists the keys, the oldest first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListKeys {}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Keys {
    keys: Vec<ApiKey>,
}

impl Endpoint for ListKeys {
    type Body = ();
    type Answer = Keys;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Keys, Failure> {
        let keys = directory::keys(ports.sql(), &by.user.id).await?;
        Ok(Keys { keys })
    }
}

/// Makes a key. This is the one answer that shows it; so a repeat makes another one.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MakeKey {}

impl Endpoint for MakeKey {
    type Body = NewKey;
    type Answer = MadeKey;

    const STATUS: u16 = 201;

    async fn run(self, ports: &impl Ports, by: &Caller, body: NewKey) -> Result<MadeKey, Failure> {
        // A key makes none: it could give another one more than it has.
        by.session()?;
        if body
            .scopes
            .as_ref()
            .is_some_and(|scopes| scopes.holds(Scope::Account))
        {
            by.check_fresh(ports.now())?;
        }
        keys::make(ports, &by.user.id, body).await
    }
}

/// Gives a key a new secret, and lets the one before it be good for a while. This is the one answer that
/// shows it; so a repeat makes another one. A key can do that to itself alone, with its
/// newest secret.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RotateKey {
    key_id: ApiKeyId,
}

impl Endpoint for RotateKey {
    type Body = Rotation;
    type Answer = MadeKey;

    async fn run(
        self,
        ports: &impl Ports,
        by: &Caller,
        body: Rotation,
    ) -> Result<MadeKey, Failure> {
        match &by.via {
            Via::Key {
                id,
                is_current: true,
                ..
            } if *id == self.key_id => {}
            _ if keys::is_for_the_account(ports, &by.user.id, &self.key_id).await? => {
                by.check_fresh(ports.now())?;
            }
            _ => {
                by.session()?;
            }
        }
        keys::rotate(ports, &by.user.id, &self.key_id, &body).await
    }
}

/// Takes a key away: from now on it opens nothing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RevokeKey {
    key_id: ApiKeyId,
}

impl Endpoint for RevokeKey {
    type Body = ();
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<(), Failure> {
        keys::revoke(ports, &by.user.id, &self.key_id).await
    }
}
