//! Calls.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::call::transcript::Transcript;
use crate::call::{Call, Channel, Status, Turn};
use crate::directory::calls::{self, Entry, Filter};
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::costing::{self, Estimate};
use crate::flows::starting::{Asked, start_asked};
use crate::flows::{ending, looking_back};
use crate::ids::{CallId, PersonaId};
use crate::pagination::{Cursor, Limit, Page};
use crate::ports::Ports;
use crate::time::Timestamp;

/// Lists the user's calls, the latest first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListCalls {
    /// Only those with this persona.
    persona_id: Option<PersonaId>,
    channel: Option<Channel>,
    status: Option<Status>,
    /// Only those begun from then on.
    since: Option<Timestamp>,
    /// Only those begun before then.
    until: Option<Timestamp>,
    #[serde(default)]
    limit: Limit,
    cursor: Option<Cursor>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Calls {
    calls: Vec<Entry>,
    next_cursor: Option<Cursor>,
}

impl Endpoint for ListCalls {
    type Body = ();
    type Answer = Calls;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Calls, Failure> {
        let filter = Filter {
            persona: self.persona_id,
            channel: self.channel,
            status: self.status,
            since: self.since,
            until: self.until,
            answered: false,
        };
        let list = ["calls", by.user.id.as_str(), &format!("{filter:?}")];
        let page = Page::new(&list, self.limit, self.cursor.as_ref())?;
        let (calls, next_cursor) = calls::page(ports.sql(), &by.user.id, &filter, &page).await?;
        Ok(Calls { calls, next_cursor })
    }
}

/// Starts a call: one in the browser, or one that rings the user's telephone.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StartCall {}

impl Endpoint for StartCall {
    type Body = Asked;
    type Answer = Call;

    const STATUS: u16 = 201;
    const MAKES: bool = true;

    fn location(call: &Call) -> Option<String> {
        Some(format!("/api/calls/{}", call.id))
    }

    async fn run(self, ports: &impl Ports, by: &Caller, body: Asked) -> Result<Call, Failure> {
        start_asked(ports, &by.user, body).await
    }
}

/// Says what a call may cost.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EstimateCall {
    /// Whom the user would call.
    persona_id: PersonaId,
    channel: Channel,
}

impl Endpoint for EstimateCall {
    type Body = ();
    type Answer = Estimate;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Estimate, Failure> {
        costing::estimate(ports, &by.user, &self.persona_id, self.channel).await
    }
}

/// Shows a call.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowCall {
    call_id: CallId,
}

impl Endpoint for ShowCall {
    type Body = ();
    type Answer = Entry;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Entry, Failure> {
        calls::call(ports.sql(), &by.user.id, &self.call_id).await
    }
}

/// Shows what was said in a call so far.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowTranscript {
    call_id: CallId,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Said {
    call_id: CallId,
    status: Status,
    ended: bool,
    turns: Vec<Turn>,
    /// What memory brought up for the latest reply, while the call is on: a few lines for the user.
    recalled: Vec<String>,
}

impl Endpoint for ShowTranscript {
    type Body = ();
    type Answer = Said;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Said, Failure> {
        let call = calls::call(ports.sql(), &by.user.id, &self.call_id).await?;
        let said = looking_back::said(ports, &by.user.id, &call).await?;
        Ok(Said {
            call_id: call.id,
            status: said.status,
            ended: said.status == Status::Ended,
            turns: said.turns,
            recalled: said.recalled,
        })
    }
}

/// Shows the transcript of a call that is over as it is kept, with what was learned from it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowArchive {
    call_id: CallId,
}

/// A transcript, word for word as it is kept.
#[derive(Debug, Serialize)]
pub(super) struct Archived(String);

impl JsonSchema for Archived {
    fn schema_name() -> Cow<'static, str> {
        Transcript::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Transcript::json_schema(generator)
    }
}

impl Endpoint for ShowArchive {
    type Body = ();
    type Answer = Archived;

    fn written(archived: &Archived) -> Result<String, Failure> {
        Ok(archived.0.clone())
    }

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Archived, Failure> {
        let text = looking_back::archive(ports, &by.user.id, &self.call_id).await?;
        Ok(Archived(text))
    }
}

/// Hangs up. A telephone that still rings is stopped.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EndCall {
    call_id: CallId,
}

impl Endpoint for EndCall {
    type Body = ();
    type Answer = Call;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Call, Failure> {
        ending::hang_up(ports, &by.user.id, &self.call_id).await
    }
}
