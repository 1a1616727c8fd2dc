//! Time in a call: how long what is said takes to be heard, silence, limits, and the end.

use serde::{Deserialize, Serialize};

use super::{CONNECT_LIMIT, Effect, Machine, RECONNECT_LIMIT};
use crate::call::policy::Speech;
use crate::call::{Channel, EndReason, Speaker, Status};
use crate::time::{HOUR, MINUTE, SECOND, Timestamp};

/// How long a character takes to be spoken, in milliseconds: some 15 a second.
const PER_CHARACTER: i64 = 65;
/// How long the disclosure takes, which the carrier speaks before us.
const DISCLOSURE: i64 = 4 * SECOND;
/// A telephone rings for half a minute. Where the carrier told nothing so long after it was asked, it is
/// asked how the call stands: what it tells may get lost.
const LOOK_UP: i64 = 75 * SECOND;
/// Who began to speak is through after so long, even where the line does not tell it.
const LONGEST_SPEECH: i64 = MINUTE;
/// How long after they seem to be through last words are still waited for: between two sentences
/// there is a pause as well.
const SETTLE: i64 = SECOND;
/// How long whoever spoke over the persona may take to say something. After it, it was a noise.
const SECOND_THOUGHT: i64 = 4 * SECOND;
/// How long a call may last. The carrier ends it at two hours, in the middle of a word.
const TIME_LIMIT: i64 = 2 * HOUR - 2 * MINUTE;
/// Who speaks at that moment may end their sentence.
const OVERTIME: i64 = MINUTE;

/// So long before the end of its time a call is told how much is left: `five_minutes`, then `one_minute`.
const WARNINGS: [i64; 2] = [5 * MINUTE, MINUTE];
/// How long a carrier that asks for each turn may leave us alone.
const LONGEST_PAUSE: i64 = 5 * MINUTE;

/// How a call comes to its end, once that is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "parting", rename_all = "snake_case")]
pub(super) enum Parting {
    /// The next complete answer is the last.
    AfterAnswer { reason: EndReason },
    /// The last words are being heard; then the line is closed.
    LastWords { reason: EndReason, until: Timestamp },
    /// A machine speaks, or what sounds like one.
    Machine { until: Timestamp },
}

impl Parting {
    pub fn reason(self) -> EndReason {
        match self {
            Self::AfterAnswer { reason } | Self::LastWords { reason, .. } => reason,
            Self::Machine { .. } => EndReason::Voicemail,
        }
    }

    pub fn is_for_a_machine(self) -> bool {
        self.reason() == EndReason::Voicemail
    }

    /// Whether nothing that is said holds it up any more.
    pub fn is_final(self) -> bool {
        matches!(
            self.reason(),
            EndReason::OptedOut | EndReason::Voicemail | EndReason::TimeLimit
        )
    }

    /// When it closes the line.
    fn closes_at(self) -> Option<Timestamp> {
        match self {
            Self::AfterAnswer { .. } => None,
            Self::LastWords { until, .. } | Self::Machine { until } => Some(until),
        }
    }
}

/// What is to be done at a moment, in the order in which it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    GiveUpConnecting,
    LookUp,
    GiveUpReconnecting,
    EndAtOnce,
    Close,
    AskAgain,
    Watch,
    SayTimeIsUp,
    Warn,
    GoOn,
    AskIntoSilence,
}

impl Machine {
    pub(super) fn deadlines(&self) -> Vec<(Due, Timestamp)> {
        if self.call.status < Status::Live {
            let limit = self.call.created_at.plus(CONNECT_LIMIT);
            let mut deadlines = vec![(Due::GiveUpConnecting, limit)];
            if self.call.channel == Channel::Phone && !self.is_looked_up {
                deadlines.push((Due::LookUp, self.call.created_at.plus(LOOK_UP)));
            }
            return deadlines;
        }
        let mut deadlines = Vec::new();
        if let Some(lost_at) = self.lost_at {
            deadlines.push((Due::GiveUpReconnecting, lost_at.plus(RECONNECT_LIMIT)));
        }
        let limit = self
            .call
            .started_at
            .map(|start| start.plus(self.time_limit()));
        if let Some(limit) = limit {
            deadlines.push((Due::EndAtOnce, limit.plus(OVERTIME)));
        }
        let closes_at = self.parting.and_then(Parting::closes_at);
        if let Some(closes_at) = closes_at {
            deadlines.push((Due::Close, closes_at));
        }
        if !self.connected {
            return deadlines;
        }
        if let Some(answering) = &self.answering {
            deadlines.push((Due::AskAgain, answering.given_up_at()));
            deadlines.push((Due::Watch, answering.watch_at()));
            return deadlines;
        }
        if closes_at.is_some() {
            return deadlines;
        }
        // Nobody is spoken over.
        let quiet_from = self.quiet_from();
        if let Some(limit) = limit {
            deadlines.push((Due::SayTimeIsUp, limit.max(quiet_from)));
            if let Some(before) = WARNINGS.get(self.warnings as usize) {
                deadlines.push((Due::Warn, limit.plus(-before).max(quiet_from)));
            }
        }
        if self.terms.speech == Speech::Gather {
            // The carrier tells of a silence itself, at the end of its turn.
            deadlines.push((Due::GiveUpReconnecting, quiet_from.plus(LONGEST_PAUSE)));
            return deadlines;
        }
        if self.cut_off.is_some() {
            deadlines.push((Due::GoOn, quiet_from.plus(SECOND_THOUGHT)));
        }
        deadlines.push((Due::AskIntoSilence, quiet_from.plus(self.patience())));
        deadlines
    }

    pub(super) fn wake(&mut self, now: Timestamp) -> Vec<Effect> {
        let mut deadlines = self.deadlines().into_iter();
        let Some((due, _)) = deadlines.find(|(_, at)| *at <= now) else {
            return Vec::new();
        };
        match due {
            // It never rang, where the carrier says nothing of it.
            Due::GiveUpConnecting if self.call.status < Status::Ringing => {
                self.over(EndReason::Failed, now)
            }
            Due::GiveUpConnecting => self.over(EndReason::NoAnswer, now),
            Due::LookUp => {
                self.is_looked_up = true;
                vec![Effect::LookUp]
            }
            Due::GiveUpReconnecting => self.over(EndReason::ConnectionLost, now),
            Due::EndAtOnce => self.over(EndReason::TimeLimit, now),
            Due::Close => self.close(now),
            Due::AskAgain => {
                let mut effects = self.fall_silent(now);
                effects.push(self.ask(self.suited(), now));
                effects
            }
            Due::Watch => {
                if let Some(answering) = &mut self.answering {
                    answering.seen_at = Some(now);
                }
                Vec::new()
            }
            Due::SayTimeIsUp => self.say_last(self.lines().time_is_up, EndReason::TimeLimit, now),
            Due::Warn => {
                let lines = self.lines();
                let line = match self.warnings {
                    0 => lines.five_minutes,
                    _ => lines.one_minute,
                };
                self.warnings += 1;
                self.say(line, now)
            }
            Due::GoOn => {
                let cut_off = self.cut_off.take();
                self.go_on(cut_off, now)
            }
            Due::AskIntoSilence => self.ask_into_silence(now),
        }
    }

    /// The carrier heard nothing in its turn.
    pub(super) fn silent(&mut self, now: Timestamp) -> Vec<Effect> {
        let is_waited_for = self.answering.is_none() && self.parting.is_none();
        let is_borne = self.is_asked_to_wait && now < self.quiet_from().plus(self.patience());
        if self.call.status != Status::Live || self.has_line() || !is_waited_for || is_borne {
            return Vec::new();
        }
        self.ask_into_silence(now)
    }

    fn ask_into_silence(&mut self, now: Timestamp) -> Vec<Effect> {
        if std::mem::replace(&mut self.has_nudged, true) {
            return self.say_last(self.lines().nobody_there, EndReason::Silence, now);
        }
        self.say(self.lines().nudge, now)
    }

    /// How long the call may last.
    pub(super) fn time_limit(&self) -> i64 {
        let left = self.terms.seconds_left.map(|left| i64::from(left) * SECOND);
        left.map_or(TIME_LIMIT, |left| left.clamp(MINUTE, TIME_LIMIT))
    }

    /// How many of the warnings would come before the call begins.
    pub(super) fn past_warnings(&self) -> u32 {
        let limit = self.time_limit();
        let past = WARNINGS.iter().filter(|before| **before >= limit);
        u32::try_from(past.count()).unwrap_or(u32::MAX)
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

    /// From when on nobody speaks; to come, while one of them does.
    fn quiet_from(&self) -> Timestamp {
        let persona_until = self.persona_until.unwrap_or(self.user_until);
        self.user_until.max(persona_until)
    }

    /// The carrier tells first that this is an AI.
    pub(super) fn disclosed(&mut self, now: Timestamp) {
        self.user_until = now;
        if self.call.channel == Channel::Phone {
            self.persona_until = Some(now.plus(DISCLOSURE));
        }
    }

    /// Another piece of the persona's speech goes down the line, after what does already.
    pub(super) fn speaks_on(&mut self, piece: &str, now: Timestamp) {
        let takes = i64::try_from(piece.chars().count()).unwrap_or(0) * PER_CHARACTER;
        let from = self.persona_until.unwrap_or(now).max(now);
        self.persona_until = Some(from.plus(takes));
    }

    pub(super) fn speaking(
        &mut self,
        who: Speaker,
        is_speaking: bool,
        now: Timestamp,
    ) -> Vec<Effect> {
        let until = if is_speaking {
            now.plus(LONGEST_SPEECH)
        } else {
            now
        };
        match who {
            Speaker::User => self.user_until = until,
            Speaker::Persona => {
                self.persona_until = Some(until);
                if let Some(Parting::LastWords { until: closes, .. }) = &mut self.parting {
                    *closes = until.plus(SETTLE);
                }
            }
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

    /// Ends the call once its last words are heard; in the browser they are read, and a carrier that
    /// asks for each turn hangs up after them.
    pub(super) fn part(&mut self, reason: EndReason, now: Timestamp) -> Vec<Effect> {
        if self.call.channel == Channel::Browser || self.terms.speech == Speech::Gather {
            return self.over(reason, now);
        }
        let until = self.persona_until.unwrap_or(now).max(now).plus(SETTLE);
        self.parting = Some(Parting::LastWords { reason, until });
        Vec::new()
    }

    /// Where a carrier that asks for each turn was not asked when the call ended: what it is to say yet.
    pub(super) fn ends_unasked(&self) -> Option<Option<&'static str>> {
        if self.call.channel != Channel::Phone || self.terms.speech != Speech::Gather {
            return None;
        }
        match self.call.end_reason? {
            EndReason::TimeLimit => Some(Some(self.lines().time_is_up)),
            EndReason::Voicemail => Some(self.message()),
            EndReason::ConnectionLost => Some(None),
            _ => None,
        }
    }

    fn close(&mut self, now: Timestamp) -> Vec<Effect> {
        let reason = self.parting.map(Parting::reason);
        reason.map_or_else(Vec::new, |reason| self.over(reason, now))
    }
}
