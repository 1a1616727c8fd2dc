//! What must still happen outside, whatever dies in between.

use serde::{Deserialize, Serialize};

use super::Machine;
use crate::time::{HOUR, Timestamp};

/// What must still happen outside, derived from the state: an outbox that can't be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Sees to it that nobody of ours calls the user's number any more.
    Suppress,
    /// Plans the call that the user asked for.
    CallBack { at: Timestamp },
    /// Has the carrier end a call over which we have no line: with some last words, or none.
    EndAtCarrier { words: Option<&'static str> },
    /// Brings the row in SmartSQL up to this version.
    Project { version: u32 },
    /// Transcript to the bucket, turns to the memory actor.
    Archive,
    /// The post-call job to the queue.
    Enqueue,
    /// Lets go of the session's rows: an hour after the end, or sooner where that is wanted, and never
    /// before they are archived.
    Forget,
}

/// How long after the end `call_session:` can still be read.
pub const SESSION_KEPT: i64 = HOUR;

/// Whether the user wants no more calls, and whether that is noted where it counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Suppression {
    #[default]
    NotWanted,
    Wanted,
    Noted,
}

impl Machine {
    /// What must still happen outside.
    pub fn duties(&self, now: Timestamp) -> Vec<Duty> {
        let mut duties = Vec::new();
        if self.suppression == Suppression::Wanted {
            duties.push(Duty::Suppress);
        }
        if let Some(at) = self.call_back_at {
            duties.push(Duty::CallBack { at });
        }
        if self.projected < self.call.version {
            duties.push(Duty::Project {
                version: self.call.version,
            });
        }
        let Some(ended_at) = self.call.ended_at else {
            return duties;
        };
        if !self.ended_at_carrier
            && let Some(words) = self.ends_unasked()
        {
            duties.push(Duty::EndAtCarrier { words });
        }
        if !self.archived {
            if now >= self.settled_at(ended_at) {
                duties.push(Duty::Archive);
            }
        } else if !self.enqueued {
            duties.push(Duty::Enqueue);
        } else if !self.forgotten && (self.lets_go || now >= ended_at.plus(SESSION_KEPT)) {
            duties.push(Duty::Forget);
        }
        duties
    }

    pub fn done(&mut self, duty: Duty) {
        self.failures = 0;
        self.failed_at = None;
        match duty {
            Duty::Suppress => self.suppression = Suppression::Noted,
            Duty::CallBack { at } => self.call_back_at = self.call_back_at.filter(|now| *now != at),
            Duty::EndAtCarrier { .. } => self.ended_at_carrier = true,
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
