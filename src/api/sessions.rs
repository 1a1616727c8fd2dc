//! Where the user is signed in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::directory::sign_ins::{self, SignIn};
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::signing_in;
use crate::ids::SignInId;
use crate::ports::Ports;

/// Lists the sessions in which the user is signed in, the one used last first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListSessions {}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Sessions {
    sessions: Vec<Session>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Session {
    #[serde(flatten)]
    about: SignIn,
    /// Whether it is the one that is asked with.
    is_this: bool,
}

impl Endpoint for ListSessions {
    type Body = ();
    type Answer = Sessions;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Sessions, Failure> {
        let this = by.session().ok();
        let all = sign_ins::of(ports.sql(), &by.user.id, ports.now()).await?;
        let sessions = all.into_iter().map(|about| Session {
            is_this: this == Some(&about.id),
            about,
        });
        Ok(Sessions {
            sessions: sessions.collect(),
        })
    }
}

/// Signs out in one session.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EndSession {
    session_id: SignInId,
}

impl Endpoint for EndSession {
    type Body = ();
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<(), Failure> {
        signing_in::sign_out_of(ports, &by.user.id, &self.session_id).await
    }
}

/// Signs out everywhere, here too. Keys and identities stay; take them away one by one.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EndSessions {}

impl Endpoint for EndSessions {
    type Body = ();
    type Answer = ();

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<(), Failure> {
        signing_in::sign_out_everywhere(ports, &by.user.id).await
    }
}
