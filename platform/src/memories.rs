//! `Memories` over Durable Objects.

use call_me_back::failure::Failure;
use call_me_back::memory::command::{Address, Command};
use call_me_back::ports::Memories;
use worker::Env;

use crate::actor_call;

/// What an actor is told that is to be as if it had never been: no command of the core's.
pub(crate) const DISSOLVE: &str = "dissolve";

pub(crate) struct Actors(pub Env);

impl Memories for Actors {
    async fn ask<C: Command>(&self, of: &Address, command: C) -> Result<C::Answer, Failure> {
        let stub = actor_call::stub(&self.0, "MEMORIES", &of.name())?;
        actor_call::ask(&stub, C::NAME, &command).await
    }

    async fn dissolve(&self, actor: &Address) -> Result<(), Failure> {
        let stub = actor_call::stub(&self.0, "MEMORIES", &actor.name())?;
        actor_call::ask(&stub, DISSOLVE, &()).await
    }
}
