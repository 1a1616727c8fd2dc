//! Whether whoever calls is the user. What says so of itself is asked for the PIN; without it they are
//! listened to, and told nothing private. The PIN itself never gets here: whoever carries the call out
//! compares what was typed, and counts the tries of all calls together.

use serde::{Deserialize, Serialize};

use super::{Effect, Machine, Speaking};
use crate::call::lines::Lines;
use crate::call::pin;
use crate::call::terms::Identity;
use crate::time::Timestamp;

/// How often one may mistype in one call.
const MOST_TRIES: u32 = 3;

/// What came of a PIN that was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Right,
    Wrong,
    /// Too many wrong ones were typed, in this call or in others: none is taken any more.
    Locked,
    /// It could not be seen.
    Unclear,
}

/// How far the proof has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Proof {
    typed: String,
    tries: u32,
    is_given: bool,
}

/// Whether that is said before a call has really begun.
pub fn is_about_proof(text: &str) -> bool {
    Lines::all().any(|lines| [lines.ask_pin, lines.pin_again].contains(&text.trim()))
}

impl Machine {
    /// What is said first to who may be somebody else.
    pub(super) fn challenge(&mut self, now: Timestamp) -> Option<Vec<Effect>> {
        let Identity::Claimed { .. } = self.terms.identity else {
            return None;
        };
        let line = if self.awaits_pin() {
            self.lines().ask_pin
        } else {
            self.lines().no_pin
        };
        Some(self.say(line, now))
    }

    /// Whether keys that are pressed are a PIN's.
    pub fn awaits_pin(&self) -> bool {
        self.terms.identity == Identity::Claimed { has_pin: true }
            && !self.proof.is_given
            && self.proof.tries < MOST_TRIES
    }

    /// Whether whoever called never proved to be the user.
    pub(super) fn is_unproven(&self) -> bool {
        matches!(self.terms.identity, Identity::Claimed { .. }) && !self.proof.is_given
    }

    /// A key while a PIN is awaited; none where it is not one of it.
    pub(super) fn pin_key(&mut self, key: char, now: Timestamp) -> Option<Vec<Effect>> {
        if !self.awaits_pin() {
            return None;
        }
        match key {
            '*' => self.proof.typed.clear(),
            '0'..='8' => self.proof.typed.push(key),
            '#' => {}
            _ => return None,
        }
        self.user_until = self.user_until.max(now);
        let is_sent_off = key == '#' && !self.proof.typed.is_empty();
        if !is_sent_off && self.proof.typed.len() < pin::DIGITS {
            return Some(Vec::new());
        }
        let typed = std::mem::take(&mut self.proof.typed);
        Some(vec![Effect::Prove { typed }])
    }

    pub(super) fn proved(&mut self, outcome: Outcome, now: Timestamp) -> Vec<Effect> {
        if !self.awaits_pin() {
            return Vec::new();
        }
        match outcome {
            Outcome::Right => {
                self.proof.is_given = true;
                self.call.is_unproven = false;
                self.call.version += 1;
                let mut effects = self.fall_silent(now);
                effects.push(self.ask(Speaking::Configured, now));
                return effects;
            }
            Outcome::Wrong => self.proof.tries += 1,
            Outcome::Locked => self.proof.tries = MOST_TRIES,
            Outcome::Unclear => {}
        }
        let line = if self.awaits_pin() {
            self.lines().pin_again
        } else {
            self.lines().no_more_pins
        };
        self.say(line, now)
    }
}
