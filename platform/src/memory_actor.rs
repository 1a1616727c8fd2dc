//! The shell of a memory actor: what it does with its rows stands in the core's `memory::actor`.

use std::rc::Rc;

use call_me_back::embedding::Embedder;
use call_me_back::memory::actor;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

use crate::actor_call;
use crate::durable_sql::DurableSql;
use crate::embedder::embedder;

#[durable_object(fetch)]
pub struct MemoryActor {
    sql: DurableSql,
    env: Env,
}

impl DurableObject for MemoryActor {
    fn new(state: State, env: Env) -> Self {
        let sql = DurableSql(state.storage());
        if let Err(error) = actor::schema::prepare(&sql) {
            worker::console_error!("a memory actor's tables could not be made: {error}");
        }
        Self { sql, env }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let command = actor_call::command(&request);
        let body = request.text().await?;
        let embedder = self.embedder_for(&command).await;
        let answer = actor::dispatch(&self.sql, embedder.as_deref(), &command, &body);
        actor_call::answer(answer)
    }
}

impl MemoryActor {
    /// The embedder, where the command has use for it. Without it, words alone are gone by.
    async fn embedder_for(&self, command: &str) -> Option<Rc<Embedder>> {
        if !actor::is_by_meaning(command) {
            return None;
        }
        embedder(&self.env)
            .await
            .inspect_err(|failure| worker::console_error!("words alone are gone by: {failure}"))
            .ok()
    }
}
