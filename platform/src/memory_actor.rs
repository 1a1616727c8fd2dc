//! The shell of a memory actor: what it does with its rows stands in the core's `memory::actor`. Its
//! alarm has the embedding model, where one is configured, tell what texts mean that it has not seen.

use std::rc::Rc;

use call_me_back::embedding::{Embedder, model};
use call_me_back::failure::Failure;
use call_me_back::flows::embedding::{self, Run};
use call_me_back::memory::actor::{self, Senses, modelled};
use call_me_back::ports::EmbeddingModel as _;
use futures_util::future::join;
use worker::{DurableObject, Env, Error, Request, Response, Result, State, durable_object};

use crate::actor_call;
use crate::durable_sql::DurableSql;
use crate::embedder::embedder;
use crate::embedding_model::EmbeddingModel;
use crate::memories::DISSOLVE;

/// How long texts wait for others that go with them to the model, in milliseconds.
const GATHERING: i64 = 200;

#[durable_object(alarm)]
pub struct MemoryActor {
    sql: DurableSql,
    env: Env,
    model: Option<EmbeddingModel>,
}

impl DurableObject for MemoryActor {
    fn new(state: State, env: Env) -> Self {
        let actor = Self {
            sql: DurableSql::new(state.storage()),
            model: EmbeddingModel::configured(&env),
            env,
        };
        actor.prepare();
        actor
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let command = actor_call::command(&request);
        if command == DISSOLVE {
            return actor_call::answer(self.dissolve().await.map(|()| "null".to_owned()));
        }
        let body = request.text().await?;
        let (embedder, to_model) =
            join(self.embedder_for(&command), self.sense_for(&command, &body)).await;
        let senses = Senses {
            embedder: embedder.as_deref(),
            to_model: to_model.unwrap_or_default(),
        };
        let answer = actor::dispatch(&self.sql, senses, &command, &body);
        if let Err(failure) = self.see_to_model().await {
            crate::log::complain(format_args!(
                "texts wait for the embedding model: {failure}"
            ));
        }
        actor_call::answer(answer)
    }

    async fn alarm(&self) -> Result<Response> {
        let Some(model) = &self.model else {
            return Response::empty();
        };
        // The platform fires an alarm again that fails.
        let run = embedding::embed(&self.sql, model).await;
        let wait = match run.map_err(|failure| Error::RustError(failure.to_string()))? {
            Run::Done => {
                crate::log::tell(format_args!("done: embedding what a memory holds"));
                return Response::empty();
            }
            Run::More => 0,
            Run::PutOff { why, wait } => {
                crate::log::complain(format_args!(
                    "put off, as {why}: embedding what a memory holds"
                ));
                i64::from(wait)
            }
        };
        self.sql.storage().set_alarm(wait).await?;
        Response::empty()
    }
}

impl MemoryActor {
    fn prepare(&self) {
        if let Err(error) = actor::schema::prepare(&self.sql) {
            crate::log::complain(format_args!(
                "a memory actor's tables could not be made: {error}"
            ));
        }
        let name = self.model.as_ref().map(|model| model.name());
        if let Err(failure) = modelled::follow(&self.sql, name) {
            crate::log::complain(format_args!(
                "a memory actor does not follow the embedding model: {failure}"
            ));
        }
    }

    /// Lets go of everything, the file with its tables too: whoever asks next finds a new actor.
    async fn dissolve(&self) -> std::result::Result<(), Failure> {
        self.sql.erase().await?;
        self.prepare();
        Ok(())
    }

    /// The embedder, where the command has use for it. Without it, words alone are gone by.
    async fn embedder_for(&self, command: &str) -> Option<Rc<Embedder>> {
        if !actor::is_by_meaning(command) {
            return None;
        }
        embedder(&self.env)
            .await
            .inspect_err(|failure| {
                crate::log::complain(format_args!("words alone are gone by: {failure}"))
            })
            .ok()
    }

    /// What the command looks for, to the model, if that says so in time.
    async fn sense_for(&self, command: &str, body: &str) -> Option<Vec<model::Vector>> {
        let model = self.model.as_ref()?;
        let sought = actor::sought(&self.sql, command, body)?;
        let sensed = model.sense(&sought).await;
        sensed
            .inspect_err(|failure| {
                crate::log::complain(format_args!("the built-in embedder serves: {failure}"))
            })
            .ok()
    }

    /// Sets the alarm where the model has not seen all texts, unless it is set.
    async fn see_to_model(&self) -> std::result::Result<(), Failure> {
        if self.model.is_none() || !modelled::is_behind(&self.sql)? {
            return Ok(());
        }
        let storage = self.sql.storage();
        let alarm = async {
            if storage.get_alarm().await?.is_none() {
                storage.set_alarm(GATHERING).await?;
            }
            Ok(())
        };
        alarm.await.map_err(crate::unavailable("the alarm"))
    }
}
