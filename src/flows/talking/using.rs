//! What a call uses of what somebody is paid for, noted as it goes on: so it outlives its actor.

use std::collections::BTreeMap;

use super::answering::RECALL_LIMIT;
use super::{Shell, Talk};
use crate::brain::Request;
use crate::call::cost::{Tokens, Usage};
use crate::call::session;
use crate::call::{Channel, answering};
use crate::failure::Failure;
use crate::flows::costing;
use crate::ports::Ports;
use crate::prompt::Counter;

/// The session's document of what was used so far.
const USAGE: &str = "usage";
/// The session's document of what was read for answers that came to no end yet, by their numbers.
const ASKED: &str = "asked";
/// How many characters of an answer may be spoken before that is noted: so many are lost at most where
/// everything dies in the middle of it.
const NOTED_EVERY: u64 = 200;

impl<S: Shell> Talk<S> {
    /// Adds characters that were sent to be spoken; in the middle of an answer it is not noted each
    /// time.
    pub(super) fn speaks(&self, characters: u64, in_answer: bool) -> Result<(), Failure> {
        let unnoted = self.unnoted.get() + characters;
        self.unnoted.set(unnoted);
        match unnoted > if in_answer { NOTED_EVERY } else { 0 } {
            true => self.uses(|_| {}),
            false => Ok(()),
        }
    }

    /// Characters that the carrier spoke before us: that this is an AI.
    pub(super) fn disclosed(&self) -> Result<u64, Failure> {
        let script = self.kept.script(self.shell.sql())?;
        let disclosure = script
            .map(|script| answering::disclosure(&script.briefing.persona.name, &script.terms));
        Ok(disclosure.map_or(0, |text| text.chars().count() as u64))
    }

    /// Adds to what the call has used, as it is kept.
    pub(super) fn uses(&self, more: impl FnOnce(&mut Usage)) -> Result<(), Failure> {
        let mut usage: Usage = session::document(self.shell.sql(), USAGE)?.unwrap_or_default();
        usage.characters += self.unnoted.get();
        more(&mut usage);
        session::put(self.shell.sql(), USAGE, &usage)?;
        self.unnoted.set(0);
        Ok(())
    }

    /// Notes what a brain that is paid for reads now for that answer, before it is asked: however the
    /// answer is lost, that was used.
    pub(super) fn asks(&self, answer: u32, reads: Tokens) -> Result<(), Failure> {
        let mut asked = self.asked()?;
        let lost = asked.insert(answer, reads);
        session::put(self.shell.sql(), ASKED, &asked)?;
        match lost {
            Some(lost) => self.uses(|usage| usage.brain = usage.brain.and(lost)),
            None => Ok(()),
        }
    }

    /// What was read for answers that are under way, or lost.
    fn asked(&self) -> Result<BTreeMap<u32, Tokens>, Failure> {
        Ok(session::document(self.shell.sql(), ASKED)?.unwrap_or_default())
    }

    /// Notes what an answer took, as the brain told or as it is counted.
    pub(super) async fn note_tokens(
        &self,
        answer: u32,
        reads: Tokens,
        given: &str,
        told: Option<Tokens>,
    ) -> Result<(), Failure> {
        let tokens = match told {
            Some(told) => told,
            None => Tokens {
                output: self.counted(given).await?,
                ..reads
            },
        };
        self.took(answer, tokens).await
    }

    /// Puts what an answer took in the place of what was noted when it was asked for.
    pub(super) async fn took(&self, answer: u32, tokens: Tokens) -> Result<(), Failure> {
        let mut asked = self.asked()?;
        asked.remove(&answer);
        session::put(self.shell.sql(), ASKED, &asked)?;
        self.uses(|usage| usage.brain = usage.brain.and(tokens))?;
        if self.is_over() {
            // What was noted at the end was without this.
            self.bill().await?;
        }
        Ok(())
    }

    async fn counted(&self, given: &str) -> Result<u64, Failure> {
        let ports = self.shell.ports(self.now()?);
        let table = self.shell.within(RECALL_LIMIT, ports.embedder()).await;
        let table = table.flatten();
        Ok(Counter::new(table.as_deref()).tokens(given).into())
    }

    /// Notes what the call used, now that it is over. May be done again.
    pub(super) async fn bill(&self) -> Result<(), Failure> {
        let view = self.view()?;
        if view.script.is_none() {
            return Ok(());
        }
        let ports = self.shell.ports(self.now()?);
        let mut usage: Usage = session::document(self.shell.sql(), USAGE)?.unwrap_or_default();
        let by_phone = view.call.channel == Channel::Phone;
        usage.brain = self.asked()?.into_values().fold(usage.brain, Tokens::and);
        usage.direction = by_phone.then_some(view.call.direction);
        if ports.tariff().embeds {
            let table = ports.embedder().await;
            let counter = Counter::new(table.as_deref());
            let turns = view.turns.iter();
            usage.embedded += turns
                .map(|turn| u64::from(counter.tokens(&turn.text)))
                .sum::<u64>();
        }
        let replies = self.with_machine(|machine| Ok(machine.replies().clone()))?;
        costing::note_usage(&ports, &view.call.id, &usage, &replies).await
    }
}

/// What a brain reads that is given that, whose system prompt comes to so many tokens, at most.
pub(super) fn reads(request: &Request, prompt: u32, counter: Counter<'_>) -> Tokens {
    let said = request.turns.iter().map(|turn| turn.text.as_str());
    let read = said.chain(request.recollection.as_deref());
    let read: u64 = read.map(|text| u64::from(counter.tokens(text))).sum();
    Tokens {
        input: u64::from(prompt) + read,
        output: 0,
        counted: true,
    }
}
