//! What memory brings up to what is said: asked for while it is being said, where the line tells that.

use std::cell::{Cell, RefCell};

use super::answering::RECALL_LIMIT;
use super::{Shell, Talk};
use crate::extraction::window_named;
use crate::failure::Failure;
use crate::memory::command::{Address, Recall, Scope};
use crate::memory::hit::Hit;
use crate::ports::{Memories, Ports};
use crate::recall::turns::Weights;

/// How many things a turn recalls at most.
const RECALLED: u32 = 6;

#[derive(Default)]
pub(super) struct Foresight {
    foreseen: RefCell<Option<Foreseen>>,
    /// Memory is asked at this moment, about something that is being said.
    asks: Cell<bool>,
}

impl Foresight {
    pub fn let_go(&self) {
        self.foreseen.take();
    }
}

/// What memory brought up to words that were just said, or are being said.
struct Foreseen {
    words: Vec<String>,
    hits: Vec<Hit>,
}

/// Its words alone: what is heard in the end differs from what was heard on the way in its punctuation.
fn words(said: &str) -> Vec<String> {
    let words = said.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

impl<S: Shell> Talk<S> {
    /// The user has said that so far, and may go on. Where somebody is paid for what is looked for, that
    /// is only done once they are through.
    pub async fn overhear(&self, said: &str) {
        let is_free = self
            .now()
            .is_ok_and(|now| !self.shell.ports(now).tariff().embeds);
        if is_free && !self.foresight.asks.replace(true) {
            self.foresee(said).await;
            self.foresight.asks.set(false);
        }
    }

    /// Asks memory what it brings up to that, unless it was asked or nothing may be brought up.
    pub(super) async fn foresee(&self, said: &str) {
        let recalls = self.with_machine(|machine| Ok(machine.recalls()));
        if self.is_foreseen(said) || !recalls.unwrap_or(false) {
            return;
        }
        if let Ok(hits) = self.recall(said).await {
            let words = words(said);
            self.foresight
                .foreseen
                .replace(Some(Foreseen { words, hits }));
        }
    }

    pub(super) fn is_foreseen(&self, said: &str) -> bool {
        let foreseen = self.foresight.foreseen.borrow();
        let is_same = |foreseen: &Foreseen| foreseen.words == words(said);
        foreseen.as_ref().is_some_and(is_same)
    }

    /// What memory brings up to what was said; nothing where it does not in time.
    pub(super) async fn recalled(&self, said: &str) -> Vec<Hit> {
        let foreseen = self.foresight.foreseen.take();
        match foreseen.filter(|foreseen| foreseen.words == words(said)) {
            Some(foreseen) => foreseen.hits,
            None => self.recall(said).await.unwrap_or_default(),
        }
    }

    async fn recall(&self, said: &str) -> Result<Vec<Hit>, Failure> {
        let call = self.call()?;
        let script = self.kept.script(self.shell.sql())?;
        let script = script.ok_or_else(|| Failure::not_found("the call's prompt"))?;
        let briefing = &script.briefing;
        let now = self.now()?;
        let ports = self.shell.ports(now);
        let of = Address::Relationship(call.pair);
        let recall = Recall {
            query: said.into(),
            weights: Weights::default(),
            names: briefing.names(),
            limit: RECALLED,
            scope: Scope::Call,
            now,
            window: window_named(said, now, briefing.zone),
        };
        let asked = ports.memories().ask(&of, recall);
        let recalled = self.shell.within(RECALL_LIMIT, asked).await;
        recalled.unwrap_or_else(|| Ok(Vec::new()))
    }
}
