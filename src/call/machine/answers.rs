//! The persona's answers, as they are made.

use serde::{Deserialize, Serialize};

use super::pacing::Parting;
use super::{Effect, Machine, Speaking};
use crate::call::lines::Lines;
use crate::call::policy::Speech;
use crate::call::{Channel, Speaker};
use crate::time::{SECOND, Timestamp};

/// An answer that has not gone on for so long died with the one who made it.
pub(super) const ANSWER_LIMIT: i64 = 45 * SECOND;
/// So often it is looked whether who makes an answer lives yet.
pub(super) const WATCH: i64 = 8 * SECOND;
/// After so many characters an answer ends with its sentence: nobody listens to a lecture on the
/// telephone. After twice as many it ends wherever it is.
const LONGEST_ANSWER: usize = 1_500;

/// Whether a turn only filled the time.
pub fn is_filler(text: &str) -> bool {
    let mut fillers = Lines::all().flat_map(|lines| lines.fillers);
    fillers.any(|filler| filler.trim() == text.trim())
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Answering {
    pub answer: u32,
    pub brain: Speaking,
    /// When it was asked for, or last went on.
    pub since: Timestamp,
    /// Since when it is waited for, whoever makes it.
    #[serde(default)]
    waited_since: Option<Timestamp>,
    /// When it was last seen that somebody makes it.
    #[serde(default)]
    pub seen_at: Option<Timestamp>,
    /// What was sent so far. It isn't kept: after a restart the answer is made anew.
    #[serde(skip)]
    pub said: String,
    /// How much of that only filled the time, in bytes.
    #[serde(skip)]
    filler: usize,
    /// Whether somebody makes it: nobody does after a restart.
    #[serde(skip)]
    pub is_alive: bool,
}

impl Answering {
    /// Whether anything was sent.
    pub fn speaks(&self) -> bool {
        !self.said.trim().is_empty()
    }

    /// When it is to be looked after, by whoever wakes then.
    pub fn watch_at(&self) -> Timestamp {
        self.since
            .max(self.seen_at.unwrap_or(self.since))
            .plus(WATCH)
    }

    /// When it is given up, and made anew.
    pub fn given_up_at(&self) -> Timestamp {
        if self.is_alive {
            self.since.plus(ANSWER_LIMIT)
        } else {
            self.watch_at()
        }
    }

    /// Whether more was sent than what filled the time.
    fn has_begun(&self) -> bool {
        let own = self.said.get(self.filler..).unwrap_or_default();
        !own.trim().is_empty()
    }
}

impl Machine {
    pub(super) fn ask(&mut self, brain: Speaking, now: Timestamp) -> Effect {
        self.answers += 1;
        self.answering = Some(Answering {
            answer: self.answers,
            brain,
            since: now,
            waited_since: Some(now),
            seen_at: None,
            said: String::new(),
            filler: 0,
            is_alive: true,
        });
        Effect::Ask {
            answer: self.answers,
            brain,
        }
    }

    /// Whether the answer of that number is still wanted; otherwise its brain may stop.
    pub fn wants(&self, answer: u32) -> bool {
        self.answering
            .as_ref()
            .is_some_and(|answering| answering.answer == answer)
    }

    pub(super) fn token(&mut self, answer: u32, text: String, now: Timestamp) -> Vec<Effect> {
        let Some(answering) = self.answering.as_mut().filter(|it| it.answer == answer) else {
            return Vec::new();
        };
        // The first one is not waited for: nobody has said anything yet.
        if !answering.has_begun()
            && !text.trim().is_empty()
            && self.heard > 0
            && let Some(since) = answering.waited_since
        {
            self.replies.waited(now.since(since));
        }
        answering.said.push_str(&text);
        answering.since = now;
        let length = answering.said.chars().count();
        let ends = answering.said.trim_end().ends_with(['.', '!', '?']);
        self.speaks_on(&text, now);
        let mut effects = vec![Effect::Say {
            token: text,
            last: false,
        }];
        if (length > LONGEST_ANSWER && ends) || length > 2 * LONGEST_ANSWER {
            effects.extend(self.answered(answer, now));
        }
        effects
    }

    pub(super) fn slow(&mut self, answer: u32, now: Timestamp) -> Vec<Effect> {
        let fillers = &self.lines().fillers;
        let filler = fillers.get(answer as usize % fillers.len());
        let filler = filler.copied().unwrap_or_default();
        // In the browser they see that the persona is about to write; and with the carrier's turns an
        // answer comes whole.
        if self.call.channel == Channel::Browser || self.terms.speech == Speech::Gather {
            return Vec::new();
        }
        let Some(answering) = self.answering.as_mut().filter(|it| it.answer == answer) else {
            return Vec::new();
        };
        if answering.speaks() {
            return Vec::new();
        }
        answering.said.push_str(filler);
        answering.filler = filler.len();
        self.speaks_on(filler, now);
        vec![Effect::Say {
            token: filler.to_owned(),
            last: false,
        }]
    }

    pub(super) fn promised(
        &mut self,
        answer: u32,
        at: Option<Timestamp>,
        text: &str,
        now: Timestamp,
    ) -> Vec<Effect> {
        if !self.wants(answer) {
            return Vec::new();
        }
        self.wished = None;
        self.call_back_at = at.or(self.call_back_at);
        let mut effects = self.say(text, now);
        effects.extend(self.part_if_wanted(now));
        effects
    }

    pub(super) fn answered(&mut self, answer: u32, now: Timestamp) -> Vec<Effect> {
        if !self.wants(answer) {
            return Vec::new();
        }
        let has_begun = self.answering.as_ref().is_some_and(Answering::has_begun);
        if !has_begun {
            return self.brain_failed(answer, now);
        }
        let mut effects = self.fall_silent(now);
        effects.push(Effect::Say {
            token: String::new(),
            last: true,
        });
        effects.extend(self.part_if_wanted(now));
        effects
    }

    /// The brain took longer than there is time for.
    pub(super) fn out_of_time(&mut self, now: Timestamp) -> Vec<Effect> {
        let answering = self.answering.as_ref();
        match answering.map(|answering| answering.answer) {
            Some(answer) => self.brain_failed(answer, now),
            None => Vec::new(),
        }
    }

    pub(super) fn brain_failed(&mut self, answer: u32, now: Timestamp) -> Vec<Effect> {
        if !self.wants(answer) {
            return Vec::new();
        }
        let Some(answering) = self.answering.take() else {
            return Vec::new();
        };
        if answering.has_begun() {
            self.replies.failed += 1;
            let lost_thread = self.lines().lost_thread;
            let mut effects = vec![Effect::Say {
                token: lost_thread.to_owned(),
                last: true,
            }];
            self.speaks_on(lost_thread, now);
            let said = format!("{}{lost_thread}", answering.said.trim_end());
            effects.push(self.record(Speaker::Persona, said, now));
            effects.extend(self.part_if_wanted(now));
            return effects;
        }
        match answering.brain {
            Speaking::Configured => {
                self.replies.failed += 1;
                let ask = self.ask(Speaking::BuiltIn, now);
                if let Some(again) = &mut self.answering {
                    again.waited_since = answering.waited_since;
                    again.said = answering.said;
                    again.filler = answering.filler;
                }
                vec![ask]
            }
            // It never fails; were it to, the user would speak again.
            Speaking::BuiltIn | Speaking::Reserved => self.part_if_wanted(now),
        }
    }

    /// Ends the answer being made, keeping what was said of it as a turn.
    pub(super) fn fall_silent(&mut self, now: Timestamp) -> Vec<Effect> {
        match self.answering.take() {
            Some(answering) if answering.speaks() => {
                vec![self.record(Speaker::Persona, answering.said, now)]
            }
            _ => Vec::new(),
        }
    }

    /// Says a line of its own.
    pub(super) fn say(&mut self, line: &str, now: Timestamp) -> Vec<Effect> {
        let mut effects = self.fall_silent(now);
        effects.push(self.record(Speaker::Persona, line.to_owned(), now));
        effects.push(Effect::Say {
            token: line.to_owned(),
            last: true,
        });
        self.speaks_on(line, now);
        effects
    }

    /// Parts, where the answer that is now complete was to be the last.
    pub(super) fn part_if_wanted(&mut self, now: Timestamp) -> Vec<Effect> {
        match self.parting {
            Some(Parting::AfterAnswer { reason }) => self.part(reason, now),
            _ => Vec::new(),
        }
    }
}
