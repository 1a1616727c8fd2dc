//! `Memories` over Durable Objects.

use call_me_back::failure::Failure;
use call_me_back::memory::command::{Address, Command};
use call_me_back::ports::Memories;
use worker::Env;

use crate::actor_call;

pub(crate) struct Actors(pub Env);

impl Memories for Actors {
    async fn ask<C: Command>(&self, of: &Address, command: C) -> Result<C::Answer, Failure> {
        let stub = actor_call::stub(&self.0, "MEMORIES", &of.name())?;
        actor_call::ask(&stub, C::NAME, &command).await
    }
}
