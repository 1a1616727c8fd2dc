//! Time in a call: how long what is said takes to be heard, silence, limits, and the end.

use serde::{Deserialize, Serialize};

use super::answers::ANSWER_LIMIT;
use super::{CONNECT_LIMIT, Effect, Machine, RECONNECT_LIMIT};
use crate::call::{Channel, EndReason, Speaker, Status};
use crate::time::{HOUR, MINUTE, SECOND, Timestamp};

/// How long a character takes to be spoken, in milliseconds: some 15 a second.
const PER_CHARACTER: i64 = 65;
/// How long the disclosure takes, which the carrier speaks before us.
const DISCLOSURE: i64 = 4 * SECOND;
/// Who began to speak is through after so long, even where the line does not tell it.
const LONGEST_SPEECH: i64 = MINUTE;
/// How long after they seem to be through last words are still waited for: between two sentences
/// there is a pause as well.
const SETTLE: i64 = SECOND;
/// How long a call may last. The carrier ends it at two hours, in the middle of a word.
const TIME_LIMIT: i64 = 2 * HOUR - 2 * MINUTE;
/// Who speaks at that moment may end their sentence.
const OVERTIME: i64 = MINUTE;

/// Before the end of its time a call is told how much is left.
const WARNINGS: [(i64, &str); 2] = [
    (
        5 * MINUTE,
        "By the way, we have about five minutes left on this call.",
    ),
    (MINUTE, "We have about one minute left."),
];
const TIME_IS_UP: &str = "Our time is up for today, so I have to stop here. Talk to you soon. Bye!";
const NUDGE: &str = "Are you still there?";
const NOBODY_THERE: &str = "I can't hear you, so I'll let you go. Talk to you soon. Bye!";

/// How a call comes to its end, once that is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "parting", rename_all = "snake_case")]
pub(super) enum Parting {
    /// The next complete answer is the last.
    AfterAnswer { reason: EndReason },
    /// The last words are being heard; then the line is closed.
    LastWords { reason: EndReason, until: Timestamp },
}

impl Parting {
    pub fn reason(self) -> EndReason {
        let (Self::AfterAnswer { reason } | Self::LastWords { reason, .. }) = self;
        reason
    }

    /// Whether nothing that is said holds it up any more.
    pub fn is_final(self) -> bool {
        matches!(
            self.reason(),
            EndReason::OptedOut | EndReason::Voicemail | EndReason::TimeLimit
        )
    }
}

/// What is to be done at a moment, in the order in which it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    GiveUpConnecting,
    GiveUpReconnecting,
    EndAtOnce,
    CloseAfterLastWords,
    AskAgain,
    SayTimeIsUp,
    Warn,
    AskIntoSilence,
}

impl Machine {
    pub(super) fn deadlines(&self) -> Vec<(Due, Timestamp)> {
        if self.call.status < Status::Live {
            let limit = self.call.created_at.plus(CONNECT_LIMIT);
            return vec![(Due::GiveUpConnecting, limit)];
        }
        let mut deadlines = Vec::new();
        if let Some(lost_at) = self.lost_at {
            deadlines.push((Due::GiveUpReconnecting, lost_at.plus(RECONNECT_LIMIT)));
        }
        let limit = self.call.started_at.map(|start| start.plus(TIME_LIMIT));
        if let Some(limit) = limit {
            deadlines.push((Due::EndAtOnce, limit.plus(OVERTIME)));
        }
        if let Some(Parting::LastWords { until, .. }) = self.parting {
            deadlines.push((Due::CloseAfterLastWords, until));
        }
        if !self.connected {
            return deadlines;
        }
        if let Some(answering) = &self.answering {
            deadlines.push((Due::AskAgain, answering.since.plus(ANSWER_LIMIT)));
            return deadlines;
        }
        if matches!(self.parting, Some(Parting::LastWords { .. })) {
            return deadlines;
        }
        if let Some(limit) = limit {
            deadlines.push((Due::SayTimeIsUp, limit));
            if let Some((before, _)) = WARNINGS.get(self.warnings as usize) {
                deadlines.push((Due::Warn, limit.plus(-before)));
            }
        }
        deadlines.push((Due::AskIntoSilence, self.quiet_from.plus(self.patience())));
        deadlines
    }

    pub(super) fn wake(&mut self, now: Timestamp) -> Vec<Effect> {
        let deadlines = self.deadlines().into_iter();
        let Some((due, _)) = deadlines.into_iter().find(|(_, at)| *at <= now) else {
            return Vec::new();
        };
        match due {
            Due::GiveUpConnecting => self.over(EndReason::NoAnswer, now),
            Due::GiveUpReconnecting => self.over(EndReason::ConnectionLost, now),
            Due::EndAtOnce => self.over(EndReason::TimeLimit, now),
            Due::CloseAfterLastWords => self.close(now),
            Due::AskAgain => {
                let mut effects = self.fall_silent(now);
                effects.push(self.ask(self.suited(), now));
                effects
            }
            Due::SayTimeIsUp => self.say_last(TIME_IS_UP, EndReason::TimeLimit, now),
            Due::Warn => {
                let (_, line) = WARNINGS
                    .get(self.warnings as usize)
                    .copied()
                    .unwrap_or_default();
                self.warnings += 1;
                self.say(line, now)
            }
            Due::AskIntoSilence if self.has_nudged => {
                self.say_last(NOBODY_THERE, EndReason::Silence, now)
            }
            Due::AskIntoSilence => {
                self.has_nudged = true;
                self.say(NUDGE, now)
            }
        }
    }

    /// How long a silence is borne. In the browser people read and type.
    fn patience(&self) -> i64 {
        match (self.call.channel, self.has_nudged) {
            (Channel::Phone, false) if self.is_asked_to_wait => 90 * SECOND,
            (Channel::Phone, false) => 12 * SECOND,
            (Channel::Phone, true) => 15 * SECOND,
            (Channel::Browser, false) => 3 * MINUTE,
            (Channel::Browser, true) => 12 * MINUTE,
        }
    }

    /// The carrier tells first that this is an AI.
    pub(super) fn disclosed(&mut self, now: Timestamp) {
        self.quiet_from = match self.call.channel {
            Channel::Phone => now.plus(DISCLOSURE),
            Channel::Browser => now,
        };
    }

    /// Another piece of the persona's speech goes down the line, after what does already.
    pub(super) fn speaks_on(&mut self, piece: &str, now: Timestamp) {
        let takes = i64::try_from(piece.chars().count()).unwrap_or(0) * PER_CHARACTER;
        self.quiet_from = self.quiet_from.max(now).plus(takes);
    }

    pub(super) fn speaking(
        &mut self,
        who: Speaker,
        is_speaking: bool,
        now: Timestamp,
    ) -> Vec<Effect> {
        self.quiet_from = if is_speaking {
            now.plus(LONGEST_SPEECH)
        } else {
            now
        };
        if let (Speaker::Persona, Some(Parting::LastWords { until, .. })) = (who, &mut self.parting)
        {
            *until = self.quiet_from.plus(SETTLE);
        }
        Vec::new()
    }

    pub(super) fn say_last(
        &mut self,
        line: &str,
        reason: EndReason,
        now: Timestamp,
    ) -> Vec<Effect> {
        let mut effects = self.say(line, now);
        effects.extend(self.part(reason, now));
        effects
    }

    /// Ends the call once its last words are heard; in the browser they are read.
    pub(super) fn part(&mut self, reason: EndReason, now: Timestamp) -> Vec<Effect> {
        if self.call.channel == Channel::Browser {
            return self.over(reason, now);
        }
        let until = self.quiet_from.max(now).plus(SETTLE);
        self.parting = Some(Parting::LastWords { reason, until });
        Vec::new()
    }

    fn close(&mut self, now: Timestamp) -> Vec<Effect> {
        match self.parting {
            Some(Parting::LastWords { reason, .. }) => self.over(reason, now),
            _ => Vec::new(),
        }
    }
}
