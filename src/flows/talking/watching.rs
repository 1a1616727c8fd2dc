//! Showing a call to those who watch it while it goes on elsewhere.

use super::{Shell, Talk};
use crate::call::session;
use crate::call::watching::Watched;
use crate::call::{Speaker, Turn};
use crate::failure::Failure;
use crate::time::Timestamp;

impl<S: Shell> Talk<S> {
    /// What is shown first to who begins to watch: how the call stands, and the part of an answer that is being
    /// said.
    ///
    /// # Errors
    /// `Conflict` where the call is over.
    pub fn watch(&self) -> Result<Vec<Watched>, Failure> {
        if self.is_over() {
            return Err(Failure::conflict("The call is over."));
        }
        let saying = self.with_machine(|machine| Ok(machine.saying().map(str::to_owned)))?;
        let saying = saying.map(|token| Watched::Text { token, last: false });
        Ok([self.watched()?].into_iter().chain(saying).collect())
    }

    /// How the call stands.
    pub(super) fn watched(&self) -> Result<Watched, Failure> {
        Ok(Watched::Transcript {
            status: self.call()?.status,
            turns: self.said()?,
            recalled: session::recalled(self.shell.sql())?,
        })
    }

    /// What the persona says is shown piece by piece, and not again as a turn.
    pub(super) fn show_heard(&self, turn: &Turn, now: Timestamp) {
        if turn.speaker == Speaker::User {
            let text = turn.text.clone();
            self.shell.show(now, || Some(Watched::Heard { text }));
        }
    }
}
