//! Who picked up: a person, or a machine that takes messages.

use super::pacing::Parting;
use super::{Effect, Machine};
use crate::call::{Channel, EndReason, Voicemail, asides};
use crate::telephony::status::AnsweredBy;
use crate::time::{SECOND, Timestamp};

/// After so many turns it is a person, whatever the carrier thinks.
const SURELY_A_PERSON: u32 = 3;
/// After so many it is one, where the carrier says nothing.
const LIKELY_A_PERSON: u32 = 2;
/// How long the end of a machine's own words is waited for.
const LONGEST_GREETING: i64 = 40 * SECOND;
/// Left on a machine. It tells nobody anything about the two.
const MESSAGE: &str = "Hi, this is a message from Call Me Back. I'll try again another time. Bye!";

impl Machine {
    pub(super) fn picked_up(&mut self, by: AnsweredBy, now: Timestamp) -> Vec<Effect> {
        if self.call.channel != Channel::Phone || self.heard >= SURELY_A_PERSON {
            return Vec::new();
        }
        self.picked_up_by = Some(by);
        if !by.is_machine() || !self.connected {
            return Vec::new();
        }
        self.call.started_at = None;
        match (self.voicemail, by) {
            (Voicemail::Nothing, _) | (_, AnsweredBy::Fax) => self.over(EndReason::Voicemail, now),
            (Voicemail::Message, AnsweredBy::MachineStart) => {
                self.answering = None;
                self.parting = Some(Parting::LastWords {
                    reason: EndReason::Voicemail,
                    until: now.plus(LONGEST_GREETING),
                });
                Vec::new()
            }
            (Voicemail::Message, _) => {
                self.answering = None;
                self.say_last(MESSAGE, EndReason::Voicemail, now)
            }
        }
    }

    /// Whether it is known that a person listens. What memory holds is told to nobody else, though
    /// whoever picks up another's telephone is a person too: the user's number is their own secret.
    pub(super) fn may_be_private(&self) -> bool {
        match (self.call.channel, self.picked_up_by) {
            (Channel::Browser, _) | (_, Some(AnsweredBy::Human)) => true,
            (_, Some(by)) if by.is_machine() => self.heard >= SURELY_A_PERSON,
            _ => self.heard >= LIKELY_A_PERSON,
        }
    }

    /// What comes of words that a machine says; none where a person may say them.
    pub(super) fn of_a_machine(&mut self, text: &str, now: Timestamp) -> Option<Vec<Effect>> {
        if self.may_be_private() {
            return None;
        }
        if self.picked_up_by.is_some_and(AnsweredBy::is_machine) {
            return Some(Vec::new());
        }
        asides::is_of_a_machine(text).then(|| self.picked_up(AnsweredBy::MachineStart, now))
    }
}
