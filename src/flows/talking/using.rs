//! What a call uses of what somebody is paid for, noted as it goes on: so it outlives its actor.

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

    /// Notes what an answer took of a brain that is paid for, as it told or as it is counted.
    pub(super) async fn note_tokens(
        &self,
        request: &Request,
        given: &str,
        told: Option<Tokens>,
    ) -> Result<(), Failure> {
        let tokens = match told {
            Some(told) => told,
            None => self.counted(request, given).await?,
        };
        self.uses(|usage| usage.brain = usage.brain.and(tokens))?;
        if self.is_over() {
            // What was noted at the end was without this.
            self.bill().await?;
        }
        Ok(())
    }

    async fn counted(&self, request: &Request, given: &str) -> Result<Tokens, Failure> {
        let ports = self.shell.ports(self.now()?);
        let table = self.shell.within(RECALL_LIMIT, ports.embedder()).await;
        let table = table.flatten();
        let counter = Counter::new(table.as_deref());
        let said = request.turns.iter().map(|turn| turn.text.as_str());
        let read = [request.system_prompt.as_str()].into_iter();
        let read = read.chain(said).chain(request.recollection.as_deref());
        Ok(Tokens {
            input: read.map(|text| u64::from(counter.tokens(text))).sum(),
            output: counter.tokens(given).into(),
            counted: true,
        })
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
        usage.direction = by_phone.then_some(view.call.direction);
        if ports.tariff().embeds {
            let table = ports.embedder().await;
            let counter = Counter::new(table.as_deref());
            let turns = view.turns.iter();
            usage.embedded += turns
                .map(|turn| u64::from(counter.tokens(&turn.text)))
                .sum::<u64>();
        }
        costing::note_usage(&ports, &view.call.id, &usage).await
    }
}
