//! Memory actors on the host: each an SQLite of its own, asked as the worker asks them, in JSON.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::{LazyLock, OnceLock};

use call_me_back::embedding::{BadTable, Embedder};
use call_me_back::failure::Failure;
use call_me_back::flows::embedding::{self, Run};
use call_me_back::memory::actor::{Senses, dispatch, modelled, schema, sought};
use call_me_back::memory::command::{Address, Command};
use call_me_back::ports::{EmbeddingModel as _, Memories};

use crate::{Faults, HostEmbeddingModel, Sqlite};

#[derive(Default)]
pub struct HostMemories {
    actors: RefCell<BTreeMap<String, Rc<Sqlite>>>,
    model: RefCell<Option<Rc<HostEmbeddingModel>>>,
    pub faults: Faults,
}

impl HostMemories {
    /// The databases of all actors, by their names.
    pub fn all(&self) -> BTreeMap<String, Rc<Sqlite>> {
        self.actors.borrow().clone()
    }

    /// An actor's database, its tables standing.
    pub fn actor(&self, address: &Address) -> Result<Rc<Sqlite>, Failure> {
        let name = address.name();
        if let Some(actor) = self.actors.borrow().get(&name) {
            return Ok(Rc::clone(actor));
        }
        static PREPARED: OnceLock<Vec<u8>> = OnceLock::new();
        let actor = Rc::new(Sqlite::begun(&PREPARED, schema::prepare)?);
        self.follow_model(&actor)?;
        self.actors.borrow_mut().insert(name, Rc::clone(&actor));
        Ok(actor)
    }

    /// Configures that model, or none, from now on: all actors start anew.
    pub fn configure(&self, model: Option<Rc<HostEmbeddingModel>>) -> Result<(), Failure> {
        *self.model.borrow_mut() = model;
        self.all()
            .values()
            .try_for_each(|actor| self.follow_model(actor))
    }

    fn follow_model(&self, actor: &Sqlite) -> Result<(), Failure> {
        let model = self.model.borrow();
        modelled::follow(actor, model.as_ref().map(|model| model.name()))
    }

    /// Has the model that is configured tell some of what an actor's texts mean, as its alarm does.
    pub async fn embed(&self, of: &Address) -> Result<Run, Failure> {
        let model = self.model.borrow().clone();
        match model {
            Some(model) => embedding::embed(&*self.actor(of)?, &*model).await,
            None => Ok(Run::Done),
        }
    }

    async fn senses(&self, actor: &Sqlite, name: &str, body: &str) -> Result<Senses<'_>, Failure> {
        let mut senses = Senses::built_in(embedder()?);
        let model = self.model.borrow().clone();
        if let Some(model) = model
            && let Some(sought) = sought(actor, name, body)
        {
            let sensed = embedding::sense(&*model, &sought).await;
            senses.to_model = sensed.unwrap_or_default();
        }
        Ok(senses)
    }
}

impl Memories for HostMemories {
    /// Asks the actor of that address, which comes to be where it is not yet.
    async fn ask<C: Command>(&self, of: &Address, command: C) -> Result<C::Answer, Failure> {
        let asked = async {
            let body = serde_json::to_string(&command).map_err(broken)?;
            let actor = self.actor(of)?;
            let senses = self.senses(&actor, C::NAME, &body).await?;
            let answer = dispatch(&*actor, senses, C::NAME, &body)?;
            serde_json::from_str(&answer).map_err(broken)
        };
        self.faults.carry("the memory actor", asked).await
    }

    async fn dissolve(&self, actor: &Address) -> Result<(), Failure> {
        let dissolved = async {
            self.actors.borrow_mut().remove(&actor.name());
            Ok(())
        };
        self.faults.carry("the memory actor", dissolved).await
    }
}

/// The built-in embedder, which all actors share.
pub fn embedder() -> Result<&'static Embedder, Failure> {
    static EMBEDDER: LazyLock<Result<Embedder, BadTable>> = LazyLock::new(|| {
        Embedder::read(include_bytes!("../../platform/assets/embedder.bin").to_vec())
    });
    EMBEDDER
        .as_ref()
        .map_err(|bad| Failure::unavailable(bad.to_string()))
}

fn broken(error: serde_json::Error) -> Failure {
    Failure::unavailable(error.to_string())
}
