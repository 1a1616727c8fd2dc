//! The queue on the host: a job stays until it was done, and comes at least once.

use std::cell::RefCell;

use call_me_back::failure::Failure;
use call_me_back::ports::{Job, Outbox};

use crate::Faults;

/// After so many tries that failed, a job lies with the dead (`max_retries` of wrangler.toml).
const MOST_TRIES: u32 = 11;

/// How jobs reach the one who does them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    Once,
    /// Each of them twice.
    Twice,
    /// The latest first.
    Reversed,
}

/// A job on its way, as the text that it crosses as.
#[derive(Debug, Clone)]
pub struct Message {
    text: String,
    tries: u32,
}

impl Message {
    pub fn job(&self) -> Result<Job, Failure> {
        serde_json::from_str(&self.text).map_err(|error| Failure::unavailable(error.to_string()))
    }
}

#[derive(Default)]
pub struct HostOutbox {
    waiting: RefCell<Vec<Message>>,
    dead: RefCell<Vec<Message>>,
    pub faults: Faults,
}

impl HostOutbox {
    pub fn is_empty(&self) -> bool {
        self.waiting.borrow().is_empty()
    }

    /// All that is on its way or was given up, as the texts that cross.
    pub fn texts(&self) -> Vec<String> {
        let (waiting, dead) = (self.waiting.borrow(), self.dead.borrow());
        let messages = waiting.iter().chain(dead.iter());
        messages.map(|message| message.text.clone()).collect()
    }

    /// Takes the jobs that wait, to be done by whoever takes them.
    pub fn take_jobs(&self) -> Result<Vec<Job>, Failure> {
        self.waiting.take().iter().map(Message::job).collect()
    }

    /// The jobs that were given up.
    pub fn dead(&self) -> usize {
        self.dead.borrow().len()
    }

    /// Gives the dead another chance, as whoever runs the product may.
    pub fn redrive(&self) {
        let dead = self.dead.take();
        let fresh = dead.into_iter().map(|message| Message {
            tries: 0,
            ..message
        });
        self.waiting.borrow_mut().extend(fresh);
    }

    /// What is on its way, to be delivered in that order.
    pub(crate) fn take(&self, delivery: Delivery) -> Vec<Message> {
        let mut messages = self.waiting.take();
        match delivery {
            Delivery::Once => {}
            Delivery::Twice => messages.extend(messages.clone()),
            Delivery::Reversed => messages.reverse(),
        }
        messages
    }

    /// Takes a job back that could not be done.
    pub(crate) fn retry(&self, mut message: Message) {
        message.tries += 1;
        let list = if message.tries < MOST_TRIES {
            &self.waiting
        } else {
            &self.dead
        };
        list.borrow_mut().push(message);
    }
}

impl Outbox for HostOutbox {
    async fn send(&self, job: &Job) -> Result<(), Failure> {
        let sent = async {
            let text = serde_json::to_string(job)
                .map_err(|error| Failure::unavailable(error.to_string()))?;
            self.waiting.borrow_mut().push(Message { text, tries: 0 });
            Ok(())
        };
        self.faults.carry("the queue", sent).await
    }
}
