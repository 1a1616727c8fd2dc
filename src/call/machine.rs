//! A call over time, without IO: events in, effects out, and the moment at which to be woken.
//!
//! Invariants
//! - A heard turn is recorded before it is answered, so a call that dies in between answers it
//!   when it wakes.
//! - At most one answer is being made. Each carries a number; what comes of an older one is
//!   dropped.
//! - A persona's turn holds what was heard of it, not what was meant.
//! - Nothing private is said before it is known that a person picked up.
//! - Last words are heard to their end before the line is closed.
//! - `Ended` is final: later events change nothing, but that it was a machine that picked up, where
//!   nobody knew yet who it was.

mod answers;
mod duties;
mod hearing;
mod pacing;
mod picking_up;
mod proving;

use serde::{Deserialize, Serialize};

use super::lines::Lines;
use super::policy::Speech;
use super::replies::Replies;
use super::terms::{Identity, Terms};
use super::{Call, Channel, EndReason, Speaker, Status, Turn};
use crate::telephony::status::AnsweredBy;
use crate::time::{MINUTE, SECOND, Timestamp};
use answers::Answering;
pub use answers::is_filler;
use duties::Suppression;
pub use duties::{Duty, SESSION_KEPT};
use hearing::CutOff;
use pacing::Parting;
use proving::Proof;
pub use proving::{Outcome, is_about_proof};

/// How long a call waits for someone to be connected.
const CONNECT_LIMIT: i64 = 2 * MINUTE;
/// How long a line may be away.
const RECONNECT_LIMIT: i64 = 2 * MINUTE;
/// How often a line may come back without anything being heard on it.
const MOST_RECONNECTS: u32 = 4;

/// What happens to a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The other end's telephone rings.
    Ringing,
    /// The carrier says that nothing came of it, or that it is over.
    Over { reason: EndReason },
    /// A line is there: the first one, or again after it was lost.
    Connected,
    /// The user said something.
    Heard { text: String },
    /// The user spoke over the persona, who had been heard that far.
    Interrupted { heard: String },
    /// Nothing was said while the carrier listened.
    Silent,
    /// The user hung up.
    HungUp,
    /// The line is gone without a word.
    Disconnected,
    /// A piece of an answer.
    Token { answer: u32, text: String },
    /// The answer is complete.
    Answered { answer: u32 },
    /// The brain failed; `Ask` says which one it was.
    BrainFailed { answer: u32 },
    /// The answer is that the persona calls again at that moment; none where it can't.
    Promised {
        answer: u32,
        at: Option<Timestamp>,
        text: String,
    },
    /// The answer has not begun, and the silence grows long.
    Slow { answer: u32 },
    /// The answer is wanted now: who waits for it waits no longer.
    OutOfTime,
    /// One of them begins or stops being heard, as the line tells it.
    Speaking { who: Speaker, is_speaking: bool },
    /// A key of the telephone.
    Key { key: char },
    /// What came of a PIN that was typed.
    Proved { outcome: Outcome },
    /// Who or what picked up, as the carrier heard it.
    PickedUp { by: AnsweredBy },
    /// The session is not to be kept longer than it must be: a memory that it was opened with is gone.
    LetGo,
    /// The moment of `next_wake` has come.
    Wake,
}

/// Which brain is to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaking {
    /// The one configured, or the built-in one where there is none.
    Configured,
    /// After the configured one failed: the call goes on.
    BuiltIn,
    /// The built-in one, which is told nothing private: nobody knows yet who picked up.
    Reserved,
}

/// What is to be done, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Stores a turn, new or changed.
    Record(Turn),
    /// Asks a brain for the next thing to say.
    Ask { answer: u32, brain: Speaking },
    /// Sends a piece of speech down the line.
    Say { token: String, last: bool },
    /// Compares what was typed with the user's PIN; `Proved` tells what came of it.
    Prove { typed: String },
    /// Asks the carrier where the call stands.
    LookUp,
    /// Closes the line from our side.
    HangUp,
}

impl Effect {
    /// The turn that it stores, where it stores one.
    pub fn recorded(&self) -> Option<Turn> {
        match self {
            Self::Record(turn) => Some(turn.clone()),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    pub call: Call,
    #[serde(flatten)]
    terms: Terms,
    /// Turns so far; the next one's index.
    turns: u32,
    /// How many of them were the user's.
    #[serde(default)]
    heard: u32,
    connected: bool,
    greeted: bool,
    /// Who picked up the telephone, once that is known.
    #[serde(default)]
    picked_up_by: Option<AnsweredBy>,
    #[serde(default)]
    proof: Proof,
    /// The last persona's turn, until the user speaks: an interruption may still cut it.
    last_said: Option<Turn>,
    #[serde(default)]
    cut_off: Option<CutOff>,
    /// The answer being made.
    answering: Option<Answering>,
    answers: u32,
    #[serde(default)]
    replies: Replies,
    #[serde(default)]
    parting: Option<Parting>,
    /// Until when the user spoke, or is given to speak.
    #[serde(alias = "last_heard_at")]
    user_until: Timestamp,
    /// Until when what the persona said is heard.
    #[serde(default)]
    persona_until: Option<Timestamp>,
    /// The user asked for a moment.
    #[serde(default)]
    is_asked_to_wait: bool,
    /// The persona asked into the silence.
    #[serde(default)]
    has_nudged: bool,
    /// How often it was said that the time is running out.
    #[serde(default)]
    warnings: u32,
    lost_at: Option<Timestamp>,
    /// How often a line came back since the user was last heard.
    #[serde(default)]
    reconnects: u32,
    #[serde(default)]
    suppression: Suppression,
    /// When the user wants to be called again, until that is promised.
    #[serde(default)]
    wished: Option<Timestamp>,
    /// The same, until it is planned.
    #[serde(default)]
    call_back_at: Option<Timestamp>,
    #[serde(default)]
    is_looked_up: bool,
    #[serde(default)]
    ended_at_carrier: bool,
    projected: u32,
    archived: bool,
    enqueued: bool,
    forgotten: bool,
    /// It is let go of as soon as it is put away.
    #[serde(default)]
    lets_go: bool,
    /// Failures of duties in a row, and when the last was.
    failures: u32,
    failed_at: Option<Timestamp>,
}

impl Machine {
    pub fn new(call: Call, terms: Terms) -> Self {
        let mut new = Self {
            user_until: call.created_at,
            persona_until: None,
            call,
            terms,
            turns: 0,
            heard: 0,
            connected: false,
            greeted: false,
            picked_up_by: None,
            proof: Proof::default(),
            last_said: None,
            cut_off: None,
            answering: None,
            answers: 0,
            replies: Replies::default(),
            parting: None,
            is_asked_to_wait: false,
            has_nudged: false,
            warnings: 0,
            lost_at: None,
            reconnects: 0,
            suppression: Suppression::NotWanted,
            wished: None,
            call_back_at: None,
            is_looked_up: false,
            ended_at_carrier: false,
            projected: 0,
            archived: false,
            enqueued: false,
            forgotten: false,
            lets_go: false,
            failures: 0,
            failed_at: None,
        };
        new.warnings = new.past_warnings();
        new
    }

    pub fn handle(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        if self.call.status == Status::Ended {
            match event {
                Event::PickedUp { by } => self.was_picked_up(by),
                Event::LetGo => self.lets_go = true,
                _ => {}
            }
            return Vec::new();
        }
        match event {
            Event::Ringing => self.ringing(),
            Event::Over { reason } => self.over(reason, now),
            Event::Connected => self.connected(now),
            Event::PickedUp { by } => self.picked_up(by, now),
            Event::Heard { text } => self.heard(&text, now),
            Event::Interrupted { heard } => self.interrupted(&heard, now),
            Event::Key { key } => self.key(key, now),
            Event::Silent => self.silent(now),
            Event::Proved { outcome } => self.proved(outcome, now),
            Event::HungUp => self.over(EndReason::HungUp, now),
            Event::Disconnected => self.disconnected(now),
            Event::Token { answer, text } => self.token(answer, text, now),
            Event::Answered { answer } => self.answered(answer, now),
            Event::BrainFailed { answer } => self.brain_failed(answer, now),
            Event::Promised { answer, at, text } => self.promised(answer, at, &text, now),
            Event::Slow { answer } => self.slow(answer, now),
            Event::OutOfTime => self.out_of_time(now),
            Event::Speaking { who, is_speaking } => self.speaking(who, is_speaking, now),
            Event::LetGo => {
                self.lets_go = true;
                Vec::new()
            }
            Event::Wake => self.wake(now),
        }
    }

    /// What is said in the same words in every call of that language.
    fn lines(&self) -> &'static Lines {
        Lines::of(self.terms.language)
    }

    /// Whether what is said goes down a line of ours; else the carrier asks for each turn.
    pub fn has_line(&self) -> bool {
        self.call.channel == Channel::Browser || self.terms.speech == Speech::Relay
    }

    /// What of an answer that is being made was sent so far.
    pub fn saying(&self) -> Option<&str> {
        let answering = self.answering.as_ref();
        answering
            .filter(|it| it.speaks())
            .map(|it| it.said.as_str())
    }

    /// How long the user was let wait for replies.
    pub fn replies(&self) -> &Replies {
        &self.replies
    }

    /// When the call wants to be woken, whatever else happens.
    pub fn next_wake(&self) -> Option<Timestamp> {
        let retry = self.failed_at.map(|failed_at| {
            let pause = (SECOND << self.failures.min(10)).min(10 * MINUTE);
            failed_at.plus(pause)
        });
        let Some(ended_at) = self.call.ended_at else {
            let deadlines = self.deadlines().into_iter().map(|(_, at)| at);
            let is_owed = !self.duties(self.call.created_at).is_empty();
            return deadlines.chain(retry.filter(|_| is_owed)).min();
        };
        let moments = [ended_at, self.settled_at(ended_at)];
        let is_due = |at: &Timestamp| !self.duties(*at).is_empty();
        if let Some(due) = moments.into_iter().find(is_due) {
            return retry.or(Some(due));
        }
        (!self.forgotten).then(|| retry.unwrap_or_else(|| ended_at.plus(SESSION_KEPT)))
    }

    fn ringing(&mut self) -> Vec<Effect> {
        if self.call.status < Status::Ringing {
            self.call.status = Status::Ringing;
            self.call.version += 1;
        }
        Vec::new()
    }

    fn connected(&mut self, now: Timestamp) -> Vec<Effect> {
        self.connected = true;
        self.lost_at = None;
        if self.call.status < Status::Live {
            self.call.status = Status::Live;
            self.call.started_at = Some(now);
            self.call.version += 1;
            self.disclosed(now);
        } else if self.call.channel == Channel::Phone {
            self.reconnects += 1;
            if self.reconnects > MOST_RECONNECTS {
                return self.over(EndReason::ConnectionLost, now);
            }
        }
        if let Some(by) = self.picked_up_by.filter(|by| by.is_machine()) {
            return self.picked_up(by, now);
        }
        // The persona speaks first. An answer that is being made goes down the new line; one that
        // died with its maker is made anew.
        let has_died = |answering: &Answering| !answering.is_alive;
        if !self.greeted || self.answering.as_ref().is_some_and(has_died) {
            let is_first = !std::mem::replace(&mut self.greeted, true);
            let challenge = is_first.then(|| self.challenge(now)).flatten();
            return challenge.unwrap_or_else(|| vec![self.ask(self.suited(), now)]);
        }
        Vec::new()
    }

    fn disconnected(&mut self, now: Timestamp) -> Vec<Effect> {
        if self.call.status == Status::Live && self.connected {
            self.connected = false;
            self.lost_at = Some(now);
        }
        Vec::new()
    }

    fn record(&mut self, speaker: Speaker, text: String, now: Timestamp) -> Effect {
        let turn = Turn {
            index: self.turns,
            speaker,
            text: text.trim().to_owned(),
            at: now,
        };
        self.turns += 1;
        self.last_said = (speaker == Speaker::Persona).then(|| turn.clone());
        Effect::Record(turn)
    }

    fn over(&mut self, reason: EndReason, now: Timestamp) -> Vec<Effect> {
        let mut effects = self.fall_silent(now);
        // Whoever hangs up into the last words ends what was ending.
        let reason = match (reason, self.parting) {
            (EndReason::HungUp | EndReason::ConnectionLost, Some(parting)) => parting.reason(),
            _ => reason,
        };
        // The state outlives the session's words.
        self.last_said = None;
        self.cut_off = None;
        // What nobody came to promise is tried all the same.
        self.call_back_at = self.wished.take().or(self.call_back_at);
        if reason == EndReason::Voicemail {
            self.call.started_at = None;
        }
        self.call.end_reason = Some(reason);
        self.call.ended_at = Some(now);
        self.call.status = Status::Ended;
        self.call.version += 1;
        if self.connected || self.call.channel == Channel::Phone {
            effects.push(Effect::HangUp);
        }
        self.connected = false;
        // What is said where nobody proved to be the user is not put away, let alone remembered.
        self.archived |= self.is_unproven();
        effects
    }
}

#[cfg(test)]
mod tests;
