//! What was read of a session's rows and stays in memory: each token asks for it again. Nobody else
//! writes to them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::call::session::{self, Clock, Script};
use crate::failure::Failure;
use crate::prompt::Counter;
use crate::sql::Sql;

#[derive(Default)]
pub(super) struct Kept {
    /// What the call was opened with: it never changes, and it is long.
    script: RefCell<Option<Rc<Script>>>,
    clock: Cell<Option<Clock>>,
    /// What the system prompt comes to in tokens, which is longer than all that is said.
    prompt_tokens: Cell<Option<u32>>,
}

impl Kept {
    pub fn script(&self, sql: &impl Sql) -> Result<Option<Rc<Script>>, Failure> {
        let mut script = self.script.borrow_mut();
        if script.is_none() {
            *script = session::script(sql)?.map(Rc::new);
        }
        Ok(script.clone())
    }

    pub fn prompt_tokens(&self, prompt: &str, counter: Counter<'_>) -> u32 {
        let tokens = self.prompt_tokens.get();
        let tokens = tokens.unwrap_or_else(|| counter.tokens(prompt));
        self.prompt_tokens.set(Some(tokens));
        tokens
    }

    pub fn forget_script(&self) {
        self.script.take();
    }

    pub fn let_go(&self) {
        self.script.take();
        self.clock.take();
        self.prompt_tokens.take();
    }

    pub fn clock(&self, sql: &impl Sql) -> Result<Clock, Failure> {
        if let Some(clock) = self.clock.get() {
            return Ok(clock);
        }
        let clock = session::document(sql, "clock")?.unwrap_or_default();
        self.clock.set(Some(clock));
        Ok(clock)
    }

    pub fn set_clock(&self, sql: &impl Sql, ahead: i64) -> Result<(), Failure> {
        let clock = Clock { ahead };
        session::put(sql, "clock", &clock)?;
        self.clock.set(Some(clock));
        Ok(())
    }
}
