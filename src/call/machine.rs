//! A call over time, without IO: events in, effects out, and the moment at which to be woken.
//!
//! Invariants
//! - A heard turn is recorded before it is answered, so a call that dies in between answers it
//!   when it wakes.
//! - At most one answer is being made. Each carries a number; what comes of an older one is
//!   dropped.
//! - A persona's turn holds what was heard of it, not what was meant.
//! - `Ended` is final: later events change nothing.

use serde::{Deserialize, Serialize};

use super::{Call, Channel, EndReason, Speaker, Status, Turn, farewell};
use crate::time::{HOUR, MINUTE, SECOND, Timestamp};

/// The longest utterance that is taken in, in characters.
const LONGEST_UTTERANCE: usize = 2_000;
/// An answer that has not gone on for so long died with the one who made it.
const ANSWER_LIMIT: i64 = 45 * SECOND;
/// How long a call waits for someone to be connected.
const CONNECT_LIMIT: i64 = 2 * MINUTE;
/// How long a line may be away.
const RECONNECT_LIMIT: i64 = 2 * MINUTE;
const SILENCE_LIMIT: i64 = 15 * MINUTE;
const TIME_LIMIT: i64 = 2 * HOUR;
/// Said when the brain fails in the middle of a sentence.
const LOST_THREAD: &str = " … Sorry, I lost my thread there.";

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

/// What must still happen outside, derived from the state: an outbox that can't be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Brings the row in SmartSQL up to this version.
    Project { version: u32 },
    /// Transcript to the bucket, turns to the memory actor.
    Archive,
    /// The post-call job to the queue.
    Enqueue,
    /// Lets go of the session's rows, an hour after the end and never before they are archived.
    Forget,
}

/// How long after the end `call_session:` can still be read.
pub const SESSION_KEPT: i64 = HOUR;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    pub call: Call,
    /// Turns so far; the next one's index.
    turns: u32,
    connected: bool,
    greeted: bool,
    /// The last persona's turn, until the user speaks: an interruption may still cut it.
    last_said: Option<Turn>,
    /// The answer being made.
    answering: Option<Answering>,
    answers: u32,
    /// Goodbye was said: the next complete answer is the last.
    closing: bool,
    last_heard_at: Timestamp,
    lost_at: Option<Timestamp>,
    projected: u32,
    archived: bool,
    enqueued: bool,
    forgotten: bool,
    /// Failures of duties in a row, and when the last was.
    failures: u32,
    failed_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Answering {
    answer: u32,
    brain: Speaking,
    /// When it was asked for, or last went on.
    since: Timestamp,
    /// What was sent so far. It isn't kept: after a restart the answer is made anew.
    #[serde(skip)]
    said: String,
    /// Whether somebody makes it: nobody does after a restart.
    #[serde(skip)]
    is_alive: bool,
}

impl Machine {
    pub fn new(call: Call) -> Self {
        Self {
            last_heard_at: call.created_at,
            call,
            turns: 0,
            connected: false,
            greeted: false,
            last_said: None,
            answering: None,
            answers: 0,
            closing: false,
            lost_at: None,
            projected: 0,
            archived: false,
            enqueued: false,
            forgotten: false,
            failures: 0,
            failed_at: None,
        }
    }

    pub fn handle(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        if self.call.status == Status::Ended {
            return Vec::new();
        }
        match event {
            Event::Ringing => self.ringing(),
            Event::Over { reason } => self.over(reason, now),
            Event::Connected => self.connected(now),
            Event::Heard { text } => self.heard(&text, now),
            Event::Interrupted { heard } => self.interrupted(&heard, now),
            Event::HungUp => self.over(EndReason::HungUp, now),
            Event::Disconnected => self.disconnected(now),
            Event::Token { answer, text } => self.token(answer, text, now),
            Event::Answered { answer } => self.answered(answer, now),
            Event::BrainFailed { answer } => self.brain_failed(answer, now),
            Event::Wake => self.wake(now),
        }
    }

    /// When the call wants to be woken, whatever else happens.
    pub fn next_wake(&self) -> Option<Timestamp> {
        let retry = self.failed_at.map(|failed_at| {
            let pause = (SECOND << self.failures.min(10)).min(10 * MINUTE);
            failed_at.plus(pause)
        });
        let Some(ended_at) = self.call.ended_at else {
            return self.deadlines().into_iter().chain([retry]).flatten().min();
        };
        if !self.duties(ended_at).is_empty() {
            return retry.or(Some(ended_at));
        }
        (!self.forgotten).then(|| retry.unwrap_or_else(|| ended_at.plus(SESSION_KEPT)))
    }

    fn deadlines(&self) -> [Option<Timestamp>; 5] {
        let waiting = self.call.status < Status::Live;
        [
            waiting.then(|| self.call.created_at.plus(CONNECT_LIMIT)),
            self.lost_at.map(|lost| lost.plus(RECONNECT_LIMIT)),
            self.answering
                .as_ref()
                .filter(|_| self.connected)
                .map(|answering| answering.since.plus(ANSWER_LIMIT)),
            (!waiting).then(|| self.last_heard_at.plus(SILENCE_LIMIT)),
            self.call.started_at.map(|start| start.plus(TIME_LIMIT)),
        ]
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
            self.last_heard_at = now;
        }
        // The persona speaks first. An answer that is being made goes down the new line; one that
        // died with its maker is made anew.
        let has_died = |answering: &Answering| !answering.is_alive;
        if !self.greeted || self.answering.as_ref().is_some_and(has_died) {
            self.greeted = true;
            return vec![self.ask(Speaking::Configured, now)];
        }
        Vec::new()
    }

    fn heard(&mut self, text: &str, now: Timestamp) -> Vec<Effect> {
        let text: String = text.trim().chars().take(LONGEST_UTTERANCE).collect();
        if text.is_empty() || self.call.status != Status::Live {
            return Vec::new();
        }
        let mut effects = self.fall_silent(now);
        self.last_said = None;
        self.last_heard_at = now;
        // Who is heard is there.
        self.connected = true;
        self.lost_at = None;
        self.closing = farewell::is_goodbye(&text);
        effects.push(self.record(Speaker::User, text, now));
        effects.push(self.ask(Speaking::Configured, now));
        effects
    }

    /// Ends the answer being made, keeping what was said of it as a turn.
    fn fall_silent(&mut self, now: Timestamp) -> Vec<Effect> {
        match self.answering.take() {
            Some(answering) if !answering.said.trim().is_empty() => {
                vec![self.record(Speaker::Persona, answering.said, now)]
            }
            _ => Vec::new(),
        }
    }

    fn interrupted(&mut self, heard: &str, now: Timestamp) -> Vec<Effect> {
        let heard = heard.trim();
        // Whoever speaks over the farewell has something left to say.
        self.closing = false;
        // What has not begun to be said can't have been spoken over: it is still to come.
        let speaks = |answering: &mut Answering| !answering.said.trim().is_empty();
        if let Some(answering) = self.answering.take_if(speaks) {
            let heard = cut(&answering.said, heard);
            if heard.is_empty() {
                return Vec::new();
            }
            return vec![self.record(Speaker::Persona, heard, now)];
        }
        let Some(said) = &mut self.last_said else {
            return Vec::new();
        };
        said.text = cut(&said.text, heard);
        vec![Effect::Record(said.clone())]
    }

    fn token(&mut self, answer: u32, text: String, now: Timestamp) -> Vec<Effect> {
        match &mut self.answering {
            Some(answering) if answering.answer == answer => {
                answering.said.push_str(&text);
                answering.since = now;
                vec![Effect::Say {
                    token: text,
                    last: false,
                }]
            }
            _ => Vec::new(),
        }
    }

    /// Whether the answer of that number is still wanted; otherwise its brain may stop.
    pub fn wants(&self, answer: u32) -> bool {
        self.answering
            .as_ref()
            .is_some_and(|answering| answering.answer == answer)
    }

    fn answered(&mut self, answer: u32, now: Timestamp) -> Vec<Effect> {
        if !self.wants(answer) {
            return Vec::new();
        }
        let said = self.answering.as_ref().map(|a| a.said.trim().is_empty());
        if said != Some(false) {
            return self.brain_failed(answer, now);
        }
        let mut effects = self.fall_silent(now);
        effects.push(Effect::Say {
            token: String::new(),
            last: true,
        });
        if self.closing {
            effects.extend(self.over(EndReason::SaidGoodbye, now));
        }
        effects
    }

    fn brain_failed(&mut self, answer: u32, now: Timestamp) -> Vec<Effect> {
        if !self.wants(answer) {
            return Vec::new();
        }
        let Some(answering) = self.answering.take() else {
            return Vec::new();
        };
        if !answering.said.trim().is_empty() {
            let mut effects = vec![Effect::Say {
                token: LOST_THREAD.to_owned(),
                last: true,
            }];
            let said = format!("{}{LOST_THREAD}", answering.said.trim_end());
            effects.push(self.record(Speaker::Persona, said, now));
            if self.closing {
                effects.extend(self.over(EndReason::SaidGoodbye, now));
            }
            return effects;
        }
        match answering.brain {
            Speaking::Configured => vec![self.ask(Speaking::BuiltIn, now)],
            Speaking::BuiltIn if self.closing => self.over(EndReason::SaidGoodbye, now),
            // It never fails; were it to, the user would speak again.
            Speaking::BuiltIn => Vec::new(),
        }
    }

    fn disconnected(&mut self, now: Timestamp) -> Vec<Effect> {
        if self.call.status == Status::Live && self.connected {
            self.connected = false;
            self.lost_at = Some(now);
        }
        Vec::new()
    }

    fn wake(&mut self, now: Timestamp) -> Vec<Effect> {
        let [connect, reconnect, answer, silence, limit] = self
            .deadlines()
            .map(|deadline| deadline.is_some_and(|deadline| deadline <= now));
        if connect {
            return self.over(EndReason::NoAnswer, now);
        }
        if reconnect {
            return self.over(EndReason::ConnectionLost, now);
        }
        if limit {
            return self.over(EndReason::TimeLimit, now);
        }
        if silence {
            return self.over(EndReason::Silence, now);
        }
        if answer {
            let mut effects = self.fall_silent(now);
            effects.push(self.ask(Speaking::Configured, now));
            return effects;
        }
        Vec::new()
    }

    fn ask(&mut self, brain: Speaking, now: Timestamp) -> Effect {
        self.answers += 1;
        self.answering = Some(Answering {
            answer: self.answers,
            brain,
            since: now,
            said: String::new(),
            is_alive: true,
        });
        Effect::Ask {
            answer: self.answers,
            brain,
        }
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
        // The state outlives the session's words.
        self.last_said = None;
        self.call.end_reason = Some(reason);
        self.call.ended_at = Some(now);
        self.call.status = Status::Ended;
        self.call.version += 1;
        if self.connected || self.call.channel == Channel::Phone {
            effects.push(Effect::HangUp);
        }
        self.connected = false;
        effects
    }

    /// What must still happen outside.
    pub fn duties(&self, now: Timestamp) -> Vec<Duty> {
        let mut duties = Vec::new();
        if self.projected < self.call.version {
            duties.push(Duty::Project {
                version: self.call.version,
            });
        }
        let Some(ended_at) = self.call.ended_at else {
            return duties;
        };
        if !self.archived {
            duties.push(Duty::Archive);
        } else if !self.enqueued {
            duties.push(Duty::Enqueue);
        } else if !self.forgotten && now >= ended_at.plus(SESSION_KEPT) {
            duties.push(Duty::Forget);
        }
        duties
    }

    pub fn done(&mut self, duty: Duty) {
        self.failures = 0;
        self.failed_at = None;
        match duty {
            Duty::Project { version } => self.projected = self.projected.max(version),
            Duty::Archive => self.archived = true,
            Duty::Enqueue => self.enqueued = true,
            Duty::Forget => self.forgotten = true,
        }
    }

    /// A duty could not be done; it is tried again, each time after a longer pause.
    pub fn failed(&mut self, now: Timestamp) {
        self.failures += 1;
        self.failed_at = Some(now);
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

#[cfg(test)]
mod tests;
