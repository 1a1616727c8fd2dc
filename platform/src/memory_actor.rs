//! The shell of a memory actor: what it does with its rows stands in the core's `memory::actor`.

use std::cell::Cell;

use call_me_back::failure::Failure;
use call_me_back::memory::actor;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

use crate::actor_call;
use crate::durable_sql::DurableSql;

#[durable_object(fetch)]
pub struct MemoryActor {
    state: State,
    /// Whether the tables were seen to stand since the actor was loaded.
    prepared: Cell<bool>,
}

impl MemoryActor {
    fn dispatch(&self, command: &str, body: &str) -> std::result::Result<String, Failure> {
        let storage = self.state.storage();
        let sql = DurableSql(&storage);
        if !self.prepared.get() {
            actor::schema::prepare(&sql)?;
            self.prepared.set(true);
        }
        actor::dispatch(&sql, command, body)
    }
}

impl DurableObject for MemoryActor {
    fn new(state: State, _env: Env) -> Self {
        Self {
            state,
            prepared: Cell::new(false),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let command = actor_call::command(&request);
        let body = request.text().await?;
        actor_call::answer(self.dispatch(&command, &body))
    }
}
