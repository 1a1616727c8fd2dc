//! `Sessions` over Durable Objects, and the way of a line to one.

use call_me_back::call::Call;
use call_me_back::call::machine::Event;
use call_me_back::call::session::{LineNumber, Script, Spoken, View};
use call_me_back::failure::Failure;
use call_me_back::ids::CallId;
use call_me_back::ports::Sessions;
use call_me_back::time::Timestamp;
use serde::{Deserialize, Serialize};
use worker::{Env, Headers, Request, RequestInit, Response, Stub};

use crate::{actor_call, unavailable};

pub(crate) struct Actors(pub Env);

impl Actors {
    fn stub(&self, call: &CallId) -> Result<Stub, Failure> {
        actor_call::stub(&self.0, "SESSIONS", &format!("session:{call}"))
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Open {
    pub call: Call,
    pub script: Script,
    pub now: Timestamp,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Tell {
    pub event: Event,
    pub now: Timestamp,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Turn {
    pub number: Option<u32>,
    pub heard: Vec<Event>,
    pub now: Timestamp,
}

impl Sessions for Actors {
    async fn open(&self, call: &Call, script: &Script, now: Timestamp) -> Result<Call, Failure> {
        let open = Open {
            call: call.clone(),
            script: script.clone(),
            now,
        };
        actor_call::ask(&self.stub(&call.id)?, "open", &open).await
    }

    async fn tell(&self, call: &CallId, event: Event, now: Timestamp) -> Result<Call, Failure> {
        actor_call::ask(&self.stub(call)?, "tell", &Tell { event, now }).await
    }

    async fn turn(
        &self,
        call: &CallId,
        number: Option<u32>,
        heard: Vec<Event>,
        now: Timestamp,
    ) -> Result<Spoken, Failure> {
        let turn = Turn { number, heard, now };
        actor_call::ask(&self.stub(call)?, "turn", &turn).await
    }

    async fn view(&self, call: &CallId) -> Result<View, Failure> {
        actor_call::ask(&self.stub(call)?, "view", &()).await
    }

    async fn erase(&self, call: &CallId) -> Result<(), Failure> {
        actor_call::ask(&self.stub(call)?, "erase", &()).await
    }
}

/// Opens a line to a call's session: the answer to a WebSocket upgrade. Whoever asked for it has
/// been proved to be allowed.
///
/// `number` is which line it is to be, where that was told: `Invalid` with the field `line` where that one
/// was opened already.
pub async fn connect(
    env: &Env,
    call: &CallId,
    number: Option<LineNumber>,
) -> Result<Response, Failure> {
    let number = number.map_or_else(String::new, |number| number.to_string());
    upgrade(env, call, &format!("line?{number}")).await
}

/// Opens what a page watches a call by, which is its user's: the answer to a WebSocket upgrade.
///
/// # Errors
/// `Conflict` where the call is over, or too many watch it.
pub async fn watch(env: &Env, call: &CallId) -> Result<Response, Failure> {
    upgrade(env, call, "watch").await
}

async fn upgrade(env: &Env, call: &CallId, path: &str) -> Result<Response, Failure> {
    let stub = Actors(env.clone()).stub(call)?;
    let headers = Headers::new();
    headers
        .set("upgrade", "websocket")
        .map_err(unavailable("the line"))?;
    let mut init = RequestInit::new();
    init.with_headers(headers);
    let upgrade = Request::new_with_init(&format!("https://actor/{path}"), &init)
        .map_err(unavailable("the line"))?;
    let response = stub
        .fetch_with_request(upgrade)
        .await
        .map_err(unavailable("the line"))?;
    match response.status_code() {
        101 => Ok(response),
        _ => Err(actor_call::refusal(response).await),
    }
}
