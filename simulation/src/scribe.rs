//! The host's scribe: it writes what it was told to, in turn, and keeps what it was asked. None is
//! configured until it is told something.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use call_me_back::brain::writing::{self, Task};
use call_me_back::call::cost::Tokens;
use call_me_back::failure::Failure;
use call_me_back::ports::{Scribe, Written};

use crate::Faults;

#[derive(Default)]
pub struct HostScribe {
    script: RefCell<Option<VecDeque<String>>>,
    asked: RefCell<Vec<Asked>>,
    pub faults: Faults,
    /// What it says that each text took.
    pub takes: Cell<Option<Tokens>>,
}

/// What a model would have been sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub instructions: String,
    pub input: String,
}

impl HostScribe {
    /// A model is configured, and writes these texts, one for each time that it is asked.
    pub fn will_write<T: Into<String>>(&self, texts: impl IntoIterator<Item = T>) {
        let mut script = self.script.borrow_mut();
        let script = script.get_or_insert_default();
        script.extend(texts.into_iter().map(Into::into));
    }

    /// Everything that it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.borrow().clone()
    }
}

impl Scribe for HostScribe {
    fn is_ready(&self) -> Result<(), Failure> {
        match *self.script.borrow() {
            Some(_) => Ok(()),
            None => Err(writing::no_model()),
        }
    }

    async fn write(&self, instructions: &str, input: &str) -> Result<Written, Failure> {
        self.is_ready()?;
        let task = Task::new(instructions, input)?;
        let written = async {
            self.asked.borrow_mut().push(Asked {
                instructions: task.instructions(),
                input: task.quoted_input(),
            });
            let mut script = self.script.borrow_mut();
            let next = script.as_mut().and_then(VecDeque::pop_front);
            let text =
                next.ok_or_else(|| Failure::unavailable("the language model: it wrote nothing"))?;
            let tokens = self.takes.get();
            Ok(Written { text, tokens })
        };
        self.faults.carry("the language model", written).await
    }
}
