//! Memory actors on the host: each an SQLite of its own, asked as the worker asks them, in JSON.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::LazyLock;

use call_me_back::embedding::{BadTable, Embedder};
use call_me_back::failure::Failure;
use call_me_back::memory::actor::{dispatch, schema};
use call_me_back::memory::command::{Address, Command};
use call_me_back::ports::Memories;

use crate::{Faults, Sqlite};

#[derive(Default)]
pub struct HostMemories {
    actors: RefCell<BTreeMap<String, Rc<Sqlite>>>,
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
        let actor = Rc::new(Sqlite::in_memory()?);
        schema::prepare(&*actor)?;
        self.actors.borrow_mut().insert(name, Rc::clone(&actor));
        Ok(actor)
    }
}

impl Memories for HostMemories {
    /// Asks the actor of that address, which comes to be where it is not yet.
    async fn ask<C: Command>(&self, of: &Address, command: C) -> Result<C::Answer, Failure> {
        let asked = async {
            let body = serde_json::to_string(&command).map_err(broken)?;
            let answer = dispatch(&*self.actor(of)?, Some(embedder()?), C::NAME, &body)?;
            serde_json::from_str(&answer).map_err(broken)
        };
        self.faults.carry("the memory actor", asked).await
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
