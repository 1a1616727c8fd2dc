//! What the user says, over what, and which keys they press.

use serde::{Deserialize, Serialize};

use super::answers::Answering;
use super::pacing::Parting;
use super::{Effect, Machine, Speaking, Suppression};
use crate::call::{EndReason, Speaker, Status, asides, farewell, opting_out};
use crate::time::Timestamp;

/// The longest utterance that is taken in, in characters.
const LONGEST_UTTERANCE: usize = 2_000;
/// The key that stands for "stop calling me".
const STOP_KEY: char = '9';

impl Machine {
    pub(super) fn heard(&mut self, text: &str, now: Timestamp) -> Vec<Effect> {
        let text: String = text.trim().chars().take(LONGEST_UTTERANCE).collect();
        if text.is_empty() || self.call.status != Status::Live {
            return Vec::new();
        }
        // Who is heard is there.
        self.connected = true;
        self.lost_at = None;
        let language = self.terms.language;
        // Whoever wants no more calls is heard first, at whatever moment.
        if opting_out::opts_out(&text, language) {
            let mut effects = self.fall_silent(now);
            effects.push(self.record_heard(text, now));
            effects.extend(self.opt_out(now));
            return effects;
        }
        if self.is_with_a_machine(&text, now) {
            let mut effects = self.fall_silent(now);
            effects.push(self.record(Speaker::User, text, now));
            return effects;
        }
        let is_goodbye = farewell::ends(&text, language);
        match self.parting {
            // Too late to be answered.
            Some(parting) if parting.is_final() => return vec![self.record_heard(text, now)],
            // Both have said goodbye.
            Some(Parting::LastWords { .. }) if is_goodbye => {
                return vec![self.record_heard(text, now)];
            }
            _ => {}
        }
        let cut_off = self.cut_off.take();
        self.reconnects = 0;
        if asides::is_backchannel(&text, language) {
            if cut_off.as_ref().is_some_and(CutOff::has_rest) {
                let mut effects = vec![self.record_heard(text, now)];
                effects.extend(self.go_on(cut_off, now));
                return effects;
            }
            let speaks_on = |it: &Answering| it.speaks() && !it.said.contains('?');
            if self.answering.as_ref().is_some_and(speaks_on) {
                return Vec::new();
            }
        }
        let mut effects = self.fall_silent(now);
        self.user_until = now;
        self.persona_until = None;
        self.has_nudged = false;
        self.is_asked_to_wait = asides::asks_to_wait(&text, language);
        self.parting = is_goodbye.then_some(Parting::AfterAnswer {
            reason: EndReason::SaidGoodbye,
        });
        effects.push(self.record_heard(text, now));
        effects.push(self.ask(self.suited(), now));
        effects
    }

    /// The user wants to be called at that moment; it is answered like all that is said.
    pub fn wish_for_call_back(&mut self, at: Timestamp) {
        let is_answered = self.answering.is_some() && !self.is_unproven();
        if self.call.status == Status::Live && is_answered {
            self.wished = Some(at);
        }
    }

    pub fn wished(&self) -> Option<Timestamp> {
        self.wished
    }

    fn record_heard(&mut self, text: String, now: Timestamp) -> Effect {
        self.heard += 1;
        self.record(Speaker::User, text, now)
    }

    /// Whether what is said now may bring up what is private.
    pub fn recalls(&self) -> bool {
        self.call.status == Status::Live && self.suited() == Speaking::Configured
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
        self.persona_until = None;
        self.user_until = self.user_until.max(now);
        // What has not begun to be said can't have been spoken over: it is still to come.
        if let Some(answering) = self.answering.take_if(|answering| answering.speaks()) {
            self.cut_off = Some(CutOff {
                rest: None,
                parting: self.stay(),
            });
            let heard = cut(&answering.said, heard);
            if heard.is_empty() {
                return Vec::new();
            }
            return vec![self.record(Speaker::Persona, heard, now)];
        }
        let Some(mut said) = self.last_said.take_if(|said| is_of(&said.text, heard)) else {
            return Vec::new();
        };
        let parting = self.stay();
        self.cut_off = rest(&said.text, heard).map(|rest| CutOff {
            rest: Some(rest),
            parting,
        });
        said.text = cut(&said.text, heard);
        self.last_said = Some(said.clone());
        vec![Effect::Record(said)]
    }

    /// Whoever speaks over the farewell has something left to say. Gives what was to come.
    fn stay(&mut self) -> Option<Parting> {
        self.parting.take_if(|parting| !parting.is_final())
    }

    /// Goes on with what was spoken over by nobody who had anything to say.
    pub(super) fn go_on(&mut self, cut_off: Option<CutOff>, now: Timestamp) -> Vec<Effect> {
        let Some(CutOff { rest, parting }) = cut_off else {
            return Vec::new();
        };
        self.has_nudged = false;
        self.parting = parting.map(|parting| Parting::AfterAnswer {
            reason: parting.reason(),
        });
        match rest {
            Some(rest) => {
                let mut effects = self.say(&rest, now);
                effects.extend(self.part_if_wanted(now));
                effects
            }
            None => vec![self.ask(self.suited(), now)],
        }
    }

    pub(super) fn key(&mut self, key: char, now: Timestamp) -> Vec<Effect> {
        if self.call.status != Status::Live {
            return Vec::new();
        }
        if let Some(effects) = self.pin_key(key, now) {
            return effects;
        }
        if key == STOP_KEY {
            return self.opt_out(now);
        }
        Vec::new()
    }

    pub(super) fn opt_out(&mut self, now: Timestamp) -> Vec<Effect> {
        if self.suppression == Suppression::NotWanted {
            self.suppression = Suppression::Wanted;
        }
        let mut effects = self.say(self.lines().no_more_calls, now);
        effects.extend(self.part(EndReason::OptedOut, now));
        effects
    }
}

/// What was spoken over, until the user says something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CutOff {
    /// What was left of it, where it was complete and nobody was asked anything.
    rest: Option<String>,
    /// What was to come after it.
    parting: Option<Parting>,
}

impl CutOff {
    fn has_rest(&self) -> bool {
        self.rest.is_some()
    }
}

/// Whether that was heard of this: a line may have been sent meanwhile of which nothing was.
fn is_of(said: &str, heard: &str) -> bool {
    let first = |text: &str| {
        let mut words = text.split_whitespace();
        words.next().map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
    };
    heard.is_empty() || first(said) == first(heard)
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
