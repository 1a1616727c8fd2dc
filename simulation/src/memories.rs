//! Memory actors on the host: each an SQLite of its own, asked as the worker asks them, in JSON.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use call_me_back::failure::Failure;
use call_me_back::memory::actor::{dispatch, schema};
use call_me_back::memory::command::{Address, Command};

use crate::{Fault, Faults, Sqlite};

#[derive(Default)]
pub struct HostMemories {
    actors: RefCell<BTreeMap<String, Rc<Sqlite>>>,
    pub faults: Faults,
}

impl HostMemories {
    /// Asks the actor of that address, which comes to be where it is not yet.
    pub async fn ask<C: Command>(
        &self,
        address: &Address,
        command: C,
    ) -> Result<C::Answer, Failure> {
        let fault = self.faults.next();
        if fault == Some(Fault::Refused) {
            return Err(Failure::unavailable("the memory actor did not answer"));
        }
        let body = serde_json::to_string(&command).map_err(broken)?;
        let answer = dispatch(&*self.actor(address)?, C::NAME, &body)?;
        if fault == Some(Fault::AnswerLost) {
            return Err(Failure::unavailable("the memory actor's answer was lost"));
        }
        serde_json::from_str(&answer).map_err(broken)
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

fn broken(error: serde_json::Error) -> Failure {
    Failure::unavailable(error.to_string())
}
