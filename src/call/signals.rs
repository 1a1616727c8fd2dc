//! What the line and the carrier say, as events of a call.

use super::machine::Event;
use super::{EndReason, Speaker};
use crate::telephony::frames::{Inbound, Info};
use crate::telephony::status::{RelayEnd, Status, TurnHeard};

impl Event {
    /// What a frame tells of the call; none where it tells nothing, or only the beginning of what
    /// is being said, or leaves out how much was heard.
    pub fn of_frame(frame: Inbound) -> Option<Self> {
        match frame {
            Inbound::Setup(_) => Some(Self::Connected),
            Inbound::Prompt {
                text, last: true, ..
            } => Some(Self::Heard { text }),
            Inbound::Interrupt {
                heard: Some(heard), ..
            } => Some(Self::Interrupted { heard }),
            Inbound::Dtmf { digit: Some(key) } => Some(Self::Key { key }),
            Inbound::Info(Info::AgentSpeaking(is_speaking)) => Some(Self::Speaking {
                who: Speaker::Persona,
                is_speaking,
            }),
            Inbound::Info(Info::ClientSpeaking(is_speaking)) => Some(Self::Speaking {
                who: Speaker::User,
                is_speaking,
            }),
            Inbound::End => Some(Self::HungUp),
            _ => None,
        }
    }

    /// What the carrier's status tells of the call. That somebody picked up is told by the line.
    pub fn of_status(status: Status) -> Option<Self> {
        let reason = match status {
            Status::Ringing => return Some(Self::Ringing),
            Status::Completed => EndReason::HungUp,
            Status::Busy => EndReason::Busy,
            Status::NoAnswer => EndReason::NoAnswer,
            Status::Failed => EndReason::Failed,
            Status::Canceled => EndReason::Canceled,
            _ => return None,
        };
        Some(Self::Over { reason })
    }

    /// What the carrier heard in a turn of its own.
    pub fn of_turn(heard: TurnHeard) -> Vec<Self> {
        if let Some(text) = heard.speech {
            return vec![Self::Heard { text }];
        }
        let mut keys: Vec<Self> = heard.keys.chars().map(|key| Self::Key { key }).collect();
        if keys.is_empty() {
            return vec![Self::Silent];
        }
        // Whoever pressed fewer keys of a PIN than were waited for begins anew.
        keys.push(Self::Key { key: '*' });
        keys
    }

    /// What the end of a conversation tells of the call; none where only the line failed: then the
    /// person is still there and is to be connected again.
    pub fn of_relay_end(end: &RelayEnd) -> Option<Self> {
        match end {
            RelayEnd::Failed { .. } => None,
            RelayEnd::Ended { .. } | RelayEnd::Completed => Some(Self::HungUp),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_said_to_its_end_is_heard() {
        let frame = |last| Inbound::Prompt {
            text: "Hello".into(),
            language: None,
            last,
        };
        assert_eq!(Event::of_frame(frame(false)), None);
        let heard = Event::Heard {
            text: "Hello".into(),
        };
        assert_eq!(Event::of_frame(frame(true)), Some(heard));
        assert_eq!(Event::of_frame(Inbound::Unknown), None);
    }

    #[test]
    fn an_interruption_that_does_not_say_what_was_heard_takes_nothing_back() {
        let frame = |heard: Option<&str>| Inbound::Interrupt {
            heard: heard.map(str::to_owned),
            after_millis: None,
        };
        assert_eq!(Event::of_frame(frame(None)), None);
        let nothing = Event::Interrupted { heard: "".into() };
        assert_eq!(Event::of_frame(frame(Some(""))), Some(nothing));
    }

    #[test]
    fn a_status_that_ends_a_call_says_why() {
        let over = |reason| Some(Event::Over { reason });
        assert_eq!(Event::of_status(Status::Busy), over(EndReason::Busy));
        assert_eq!(Event::of_status(Status::Completed), over(EndReason::HungUp));
        assert_eq!(Event::of_status(Status::Queued), None);
    }

    #[test]
    fn a_line_that_failed_does_not_end_the_call() {
        let failed = RelayEnd::Failed {
            error_code: Some(64_105),
            outcome: None,
        };
        assert_eq!(Event::of_relay_end(&failed), None);
        assert_eq!(
            Event::of_relay_end(&RelayEnd::Completed),
            Some(Event::HungUp)
        );
    }
}
