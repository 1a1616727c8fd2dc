//! What the user says, over what, and which keys they press.

use super::pacing::Parting;
use super::{Effect, Machine, Speaking, Suppression};
use crate::call::{EndReason, Speaker, Status, asides, farewell, opting_out};
use crate::time::Timestamp;

/// The longest utterance that is taken in, in characters.
const LONGEST_UTTERANCE: usize = 2_000;
/// The key that stands for "stop calling me".
const STOP_KEY: char = '9';
/// Said to who wants no more calls: fixed, whoever the persona is.
const NO_MORE_CALLS: &str =
    "Okay. You won't be called again, unless you allow calls on the page of your phone. Take care.";

impl Machine {
    pub(super) fn heard(&mut self, text: &str, now: Timestamp) -> Vec<Effect> {
        let text: String = text.trim().chars().take(LONGEST_UTTERANCE).collect();
        if text.is_empty() || self.call.status != Status::Live {
            return Vec::new();
        }
        // Who is heard is there.
        self.connected = true;
        self.lost_at = None;
        if let Some(effects) = self.of_a_machine(&text, now) {
            return effects;
        }
        let is_goodbye = farewell::is_goodbye(&text);
        match self.parting {
            // Too late to be answered.
            Some(parting) if parting.is_final() => return vec![self.record_heard(text, now)],
            // Both have said goodbye.
            Some(Parting::LastWords { .. }) if is_goodbye => {
                return vec![self.record_heard(text, now)];
            }
            _ => {}
        }
        let unheard = self.unheard.take();
        if asides::is_backchannel(&text) {
            if let Some(rest) = unheard {
                let mut effects = vec![self.record_heard(text, now)];
                effects.extend(self.say(&rest, now));
                return effects;
            }
            if self.answering.as_ref().is_some_and(|it| it.speaks()) {
                return Vec::new();
            }
        }
        let mut effects = self.fall_silent(now);
        self.quiet_from = now;
        self.has_nudged = false;
        self.is_asked_to_wait = asides::asks_to_wait(&text);
        let opts_out = opting_out::opts_out(&text);
        self.parting = is_goodbye.then_some(Parting::AfterAnswer {
            reason: EndReason::SaidGoodbye,
        });
        effects.push(self.record_heard(text, now));
        if opts_out {
            effects.extend(self.opt_out(now));
        } else {
            effects.push(self.ask(self.suited(), now));
        }
        effects
    }

    fn record_heard(&mut self, text: String, now: Timestamp) -> Effect {
        self.heard += 1;
        self.record(Speaker::User, text, now)
    }

    /// Which brain answers now.
    pub(super) fn suited(&self) -> Speaking {
        if self.may_be_private() {
            Speaking::Configured
        } else {
            Speaking::Reserved
        }
    }

    pub(super) fn interrupted(&mut self, heard: &str, now: Timestamp) -> Vec<Effect> {
        let heard = heard.trim();
        // Whoever speaks over the farewell has something left to say.
        if !matches!(self.parting, Some(parting) if parting.is_final()) {
            self.parting = None;
        }
        self.quiet_from = now;
        // What has not begun to be said can't have been spoken over: it is still to come.
        if let Some(answering) = self.answering.take_if(|answering| answering.speaks()) {
            let heard = cut(&answering.said, heard);
            if heard.is_empty() {
                return Vec::new();
            }
            return vec![self.record(Speaker::Persona, heard, now)];
        }
        let Some(said) = &mut self.last_said else {
            return Vec::new();
        };
        self.unheard = rest(&said.text, heard);
        said.text = cut(&said.text, heard);
        vec![Effect::Record(said.clone())]
    }

    pub(super) fn key(&mut self, key: char, now: Timestamp) -> Vec<Effect> {
        if key != STOP_KEY || self.call.status != Status::Live {
            return Vec::new();
        }
        self.opt_out(now)
    }

    fn opt_out(&mut self, now: Timestamp) -> Vec<Effect> {
        if self.suppression == Suppression::NotWanted {
            self.suppression = Suppression::Wanted;
        }
        let mut effects = self.say(NO_MORE_CALLS, now);
        effects.extend(self.part(EndReason::OptedOut, now));
        effects
    }
}

/// The part of `said` that was heard. A carrier's account of it may differ in spacing or in how
/// numbers are written; then it is believed as it stands, as far as it isn't longer.
fn cut(said: &str, heard: &str) -> String {
    let said = said.trim();
    if said.starts_with(heard) || heard.chars().count() < said.chars().count() {
        heard.to_owned()
    } else {
        said.to_owned()
    }
}

/// What was left to be heard; none where a question had been heard already, which whoever speaks
/// next may be answering.
fn rest(said: &str, heard: &str) -> Option<String> {
    let rest = said.trim().strip_prefix(heard)?.trim();
    (!rest.is_empty() && !heard.contains('?')).then(|| rest.to_owned())
}
