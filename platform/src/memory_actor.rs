//! The shell of a memory actor: what it does with its rows stands in the core's `memory::actor`.

use call_me_back::memory::actor;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

use crate::actor_call;
use crate::durable_sql::DurableSql;

#[durable_object(fetch)]
pub struct MemoryActor {
    sql: DurableSql,
}

impl DurableObject for MemoryActor {
    fn new(state: State, _env: Env) -> Self {
        let sql = DurableSql(state.storage());
        if let Err(error) = actor::schema::prepare(&sql) {
            worker::console_error!("a memory actor's tables could not be made: {error}");
        }
        Self { sql }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let command = actor_call::command(&request);
        let body = request.text().await?;
        actor_call::answer(actor::dispatch(&self.sql, &command, &body))
    }
}
