//! Keys with which the user's own programs come.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::directory::keys::{self as directory, ApiKey};
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::keys::{self, MadeKey, NewKey};
use crate::ids::ApiKeyId;
use crate::ports::Ports;

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
        keys::make(ports, &by.user.id, body).await
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
