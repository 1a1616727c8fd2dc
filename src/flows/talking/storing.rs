//! What of a call is stored when, and its alarm. Each write is waited for by whatever goes out after it,
//! and takes the time of all calls beside it: so there are few.

use super::{Shell, Talk};
use crate::call::machine::{Effect, Event, Machine, Speaking};
use crate::call::session;
use crate::call::{Speaker, Turn};
use crate::failure::Failure;
use crate::time::Timestamp;

/// What is known of the one alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alarm {
    /// It was set before any of this was in memory.
    Unknown,
    /// By the clock on the wall; none: it is not set.
    Set(Option<Timestamp>),
}

/// When what an event changes is to be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Haste {
    /// With whatever is stored next. An answer is stored when it is complete; and where it is lost that
    /// somebody stopped speaking, that is reckoned.
    Whenever,
    /// In the same breath as the brain is asked, which then need not wait for it.
    WithTheQuestion,
    AtOnce,
}

impl<S: Shell> Talk<S> {
    pub(super) fn haste(&self, event: &Event) -> Haste {
        match event {
            Event::Token { .. } => Haste::Whenever,
            Event::Speaking { who, is_speaking } if *who == Speaker::Persona || !is_speaking => {
                Haste::Whenever
            }
            Event::Heard { text } if self.is_foreseen(text) => Haste::WithTheQuestion,
            _ => Haste::AtOnce,
        }
    }

    /// Stores the call's state and the turns that an event brought, or leaves them to be stored.
    pub(super) fn keep(
        &self,
        machine: &Machine,
        effects: &[Effect],
        haste: Haste,
    ) -> Result<(), Failure> {
        let mut turns = effects.iter().filter_map(Effect::recorded).peekable();
        if haste != Haste::Whenever || turns.peek().is_some() {
            self.owed.borrow_mut().get_or_insert_default().extend(turns);
        }
        let is_question = |effect: &Effect| match effect {
            Effect::Record(_) => true,
            Effect::Ask { brain, .. } => *brain == Speaking::Configured,
            _ => false,
        };
        let waits = haste == Haste::WithTheQuestion && effects.iter().all(is_question);
        match self.owes() && !waits {
            true => self.save(machine),
            false => Ok(()),
        }
    }

    /// Whether something is left to be stored.
    pub(super) fn owes(&self) -> bool {
        self.owed.borrow().is_some()
    }

    /// Stores what was left to be stored.
    pub(super) fn store(&self) -> Result<(), Failure> {
        match self.owes() {
            true => self.with_machine(|machine| self.save(machine)),
            false => Ok(()),
        }
    }

    pub(super) fn save(&self, machine: &Machine) -> Result<(), Failure> {
        let turns = self.owed.take().unwrap_or_default();
        session::save(self.shell.sql(), machine, &turns)
    }

    /// What was said so far, be it stored or not.
    pub(super) fn said(&self) -> Result<Vec<Turn>, Failure> {
        let mut turns = session::turns(self.shell.sql())?;
        let owed = self.owed.borrow();
        for turn in owed.iter().flatten().filter(|turn| !turn.text.is_empty()) {
            turns.push(Turn {
                index: u32::try_from(turns.len()).unwrap_or(u32::MAX),
                ..turn.clone()
            });
        }
        Ok(turns)
    }

    pub(super) async fn set_alarm(&self) -> Result<(), Failure> {
        let ahead = self.kept.clock(self.shell.sql())?.ahead;
        let wake = self.with_machine(|machine| Ok(machine.next_wake()))?;
        let wake = wake.map(|wake| wake.plus(-ahead));
        // One that rings too early finds nothing due, and is set anew.
        let serves = match (self.alarm.get(), wake) {
            (Alarm::Unknown, _) => false,
            (Alarm::Set(set), None) => set.is_none(),
            (Alarm::Set(set), Some(wake)) => set.is_some_and(|set| set <= wake),
        };
        if serves {
            return Ok(());
        }
        self.alarm.set(Alarm::Set(wake));
        let set = self.shell.set_alarm(wake).await;
        if set.is_err() {
            self.alarm.set(Alarm::Unknown);
        }
        set
    }
}
