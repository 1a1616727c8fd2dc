//! Whether whoever calls is the user. What says so of itself is asked for the PIN; without it they are
//! talked to, and told nothing private.

use serde::{Deserialize, Serialize};

use super::{Effect, Machine, Speaking};
use crate::call::lines::Lines;
use crate::call::pin;
use crate::call::terms::Identity;
use crate::secret;
use crate::time::Timestamp;

/// How often one may mistype in one call.
const MOST_TRIES: u32 = 3;

/// How far the proof has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Proof {
    typed: String,
    tries: u32,
    pub is_given: bool,
    /// Misses as they were last noted where they count from call to call.
    noted: Option<u32>,
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
        let Identity::Claimed {
            pin_hash: Some(_),
            misses,
        } = &self.terms.identity
        else {
            return false;
        };
        !self.proof.is_given
            && self.proof.tries < MOST_TRIES
            && misses + self.proof.tries < pin::MOST_MISSES
    }

    /// Whether whoever called never proved to be the user.
    pub(super) fn is_unproven(&self) -> bool {
        matches!(self.terms.identity, Identity::Claimed { .. }) && !self.proof.is_given
    }

    /// A key in a call that came in: it may be one of a PIN's, whether or not that is awaited. None where we
    /// called.
    pub(super) fn pin_key(&mut self, key: char, now: Timestamp) -> Option<Vec<Effect>> {
        if self.terms.identity == Identity::Called {
            return None;
        }
        match key {
            '*' => self.proof.typed.clear(),
            '0'..='9' => self.proof.typed.push(key),
            _ => return Some(self.sent_off(now)),
        }
        self.user_until = self.user_until.max(now);
        if self.proof.typed.len() < pin::DIGITS {
            return Some(Vec::new());
        }
        let typed = std::mem::take(&mut self.proof.typed);
        Some(self.prove(&typed, now))
    }

    fn sent_off(&mut self, now: Timestamp) -> Vec<Effect> {
        let typed = std::mem::take(&mut self.proof.typed);
        match typed.as_str() {
            "" => Vec::new(),
            // Nobody who types a PIN with a 9 in it wants no more calls: here that has to be sent off.
            "9" => self.opt_out(now),
            typed => self.prove(typed, now),
        }
    }

    fn prove(&mut self, typed: &str, now: Timestamp) -> Vec<Effect> {
        let Identity::Claimed {
            pin_hash: Some(wanted),
            ..
        } = &self.terms.identity
        else {
            return Vec::new();
        };
        if !self.awaits_pin() {
            return Vec::new();
        }
        if secret::same(wanted, &pin::hash(&self.call.pair.user, typed)) {
            self.proof.is_given = true;
            let mut effects = self.fall_silent(now);
            effects.push(self.ask(Speaking::Configured, now));
            return effects;
        }
        self.proof.tries += 1;
        let line = if self.awaits_pin() {
            self.lines().pin_again
        } else {
            self.lines().no_more_pins
        };
        self.say(line, now)
    }

    /// How often a wrong PIN was tried since the last right one, where that is not noted yet.
    pub(super) fn misses_to_note(&self) -> Option<u32> {
        let Identity::Claimed { misses, .. } = self.terms.identity else {
            return None;
        };
        let known = self.proof.noted.unwrap_or(misses);
        let now = if self.proof.is_given {
            0
        } else {
            misses + self.proof.tries
        };
        (now != known).then_some(now)
    }

    pub(super) fn noted_misses(&mut self, misses: u32) {
        self.proof.noted = Some(misses);
    }
}
