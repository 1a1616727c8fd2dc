//! Whoever is signed in.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Endpoint;
use crate::directory::people::User;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::consenting;
use crate::flows::profile::{self, Profile};
use crate::ports::Ports;
use crate::versions::IfMatch;

/// Shows who is signed in: name, time zone, and when and how they may be called.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowMe {}

impl Endpoint for ShowMe {
    type Body = ();
    type Answer = User;

    versioned!(User, |user| user.version);

    async fn run(self, _: &impl Ports, by: &Caller, (): ()) -> Result<User, Failure> {
        Ok(by.user.clone())
    }
}

/// Changes what is said; what is left out stays. All of it, or nothing where a part can't be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeMe {
    #[serde(rename = "If-Match")]
    seen: Option<IfMatch>,
}

impl Endpoint for ChangeMe {
    type Body = Profile;
    type Answer = User;

    versioned!(User, |user| user.version);

    async fn run(self, ports: &impl Ports, by: &Caller, body: Profile) -> Result<User, Failure> {
        if body.pin.is_some() {
            // It opens the account in a call, and after half a year.
            by.check_fresh(ports.now())?;
        }
        profile::set_profile(ports, &by.user, body, self.seen.as_ref()).await
    }
}

/// Lets personas telephone the user's own number.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AllowCalls {}

impl Endpoint for AllowCalls {
    type Body = ();
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<(), Failure> {
        consenting::allow_calls(ports, &by.user).await
    }
}

/// Stops all calls to the user's number, and what rings there.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StopCalls {}

impl Endpoint for StopCalls {
    type Body = ();
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<(), Failure> {
        consenting::stop_calls(ports, &by.user).await
    }
}
