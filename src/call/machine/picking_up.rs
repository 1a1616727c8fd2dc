//! Who picked up: a person, or a machine that takes messages.

use super::pacing::Parting;
use super::{Effect, Identity, Machine};
use crate::call::{Channel, EndReason, Voicemail, asides};
use crate::telephony::status::AnsweredBy;
use crate::time::{SECOND, Timestamp};

/// After so many turns it is a person, whatever the carrier thinks.
const SURELY_A_PERSON: u32 = 3;
/// After so many it is one, where the carrier says nothing.
const LIKELY_A_PERSON: u32 = 2;
/// How long it is waited for whether the carrier takes it for a machine too, and for the end of a
/// machine's own words, after which a message can be left.
const DOUBT: i64 = 15 * SECOND;
const LONGEST_GREETING: i64 = 40 * SECOND;
/// How long after a call it is waited for what the carrier makes of who picked up.
const LATE: i64 = 30 * SECOND;

impl Machine {
    pub(super) fn picked_up(&mut self, by: AnsweredBy, now: Timestamp) -> Vec<Effect> {
        if self.terms.identity != Identity::Called
            || self.call.channel != Channel::Phone
            || self.heard >= SURELY_A_PERSON
        {
            return Vec::new();
        }
        self.picked_up_by = Some(by);
        if !by.is_machine() {
            return self.is_a_person_after_all(now);
        }
        if !self.connected {
            return Vec::new();
        }
        match (self.terms.voicemail, by) {
            (Voicemail::Nothing, _) | (_, AnsweredBy::Fax) => self.over(EndReason::Voicemail, now),
            (Voicemail::Message, AnsweredBy::MachineStart) => self.hear_out(LONGEST_GREETING, now),
            // Told twice, it is left one message.
            _ if matches!(self.parting, Some(Parting::LastWords { .. })) => Vec::new(),
            (Voicemail::Message, _) => {
                let mut effects = self.fall_silent(now);
                effects.extend(self.say_last(self.lines().message, EndReason::Voicemail, now));
                effects
            }
        }
    }

    /// The carrier's word for who picked up comes when the call is over: its callbacks have no order.
    pub(super) fn was_picked_up(&mut self, by: AnsweredBy) {
        if !self.is_in_doubt() {
            return;
        }
        self.picked_up_by = Some(by);
        if by.is_machine() {
            self.call.started_at = None;
            self.call.end_reason = Some(EndReason::Voicemail);
            self.call.version += 1;
        }
    }

    /// Whether it may still turn out that nobody but a machine was there.
    fn is_in_doubt(&self) -> bool {
        self.call.channel == Channel::Phone
            && self.terms.identity == Identity::Called
            && self.call.started_at.is_some()
            && self.call.end_reason == Some(EndReason::HungUp)
            && self.picked_up_by.is_none()
            && self.heard < SURELY_A_PERSON
            && !self.archived
    }

    /// From when on what was said in a call that is over may be put away.
    pub(super) fn settled_at(&self, ended_at: Timestamp) -> Timestamp {
        ended_at.plus(if self.is_in_doubt() { LATE } else { 0 })
    }

    /// Says nothing more until it is known what comes of a machine's words.
    fn hear_out(&mut self, wait: i64, now: Timestamp) -> Vec<Effect> {
        self.parting = Some(Parting::Machine {
            until: now.plus(wait),
        });
        self.fall_silent(now)
    }

    /// What a machine is left with.
    pub(super) fn message(&self) -> Option<&'static str> {
        (self.terms.voicemail == Voicemail::Message).then_some(self.lines().message)
    }

    fn is_a_person_after_all(&mut self, now: Timestamp) -> Vec<Effect> {
        if self
            .parting
            .take_if(|parting| parting.is_for_a_machine())
            .is_none()
        {
            return Vec::new();
        }
        vec![self.ask(self.suited(), now)]
    }

    /// Whether it is known that a person listens. What memory holds is told to nobody else, though
    /// whoever picks up another's telephone is a person too: the user's number is their own secret.
    pub(super) fn may_be_private(&self) -> bool {
        match (self.call.channel, &self.terms.identity) {
            (Channel::Browser, _) | (_, Identity::Attested) => true,
            (Channel::Phone, Identity::Claimed { .. }) => !self.is_unproven(),
            (Channel::Phone, Identity::Called) => match self.picked_up_by {
                Some(AnsweredBy::Human) => true,
                Some(by) if by.is_machine() => self.heard >= SURELY_A_PERSON,
                _ => self.heard >= LIKELY_A_PERSON,
            },
        }
    }

    /// Whether what is heard are the words of a machine, which are not answered. By their sound alone
    /// it is not hung up on: the carrier may know better in a moment.
    pub(super) fn is_with_a_machine(&mut self, text: &str, now: Timestamp) -> bool {
        if self.parting.is_some_and(Parting::is_for_a_machine) {
            return true;
        }
        if self.terms.identity != Identity::Called || self.may_be_private() {
            return false;
        }
        let is_known = self.picked_up_by.is_some_and(AnsweredBy::is_machine);
        if !is_known && asides::is_of_a_machine(text, self.terms.language) {
            let wait = match self.terms.voicemail {
                Voicemail::Nothing => DOUBT,
                Voicemail::Message => LONGEST_GREETING,
            };
            self.parting = Some(Parting::Machine {
                until: now.plus(wait),
            });
            return true;
        }
        is_known
    }
}
