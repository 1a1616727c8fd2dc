//! Where a phone call stands, as Twilio's callbacks tell it: out of order, late and twice.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use super::outcome::Outcome;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Status {
    Queued,
    Initiated,
    Ringing,
    InProgress,
    /// Answered and over, by a person or by a machine.
    Completed,
    Busy,
    NoAnswer,
    Failed,
    /// Ended by us before it was answered.
    Canceled,
}

impl Status {
    /// Reads Twilio's word for it.
    pub fn parse(text: &str) -> Option<Self> {
        text.trim().parse().ok()
    }

    pub fn as_str(self) -> &'static str {
        self.into()
    }

    pub fn is_over(self) -> bool {
        matches!(
            self,
            Self::Completed | Self::Busy | Self::NoAnswer | Self::Failed | Self::Canceled
        )
    }
}

/// Who or what picked up, as answering machine detection heard it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AnsweredBy {
    Human,
    MachineStart,
    MachineEndBeep,
    MachineEndSilence,
    MachineEndOther,
    Fax,
    Unknown,
}

impl AnsweredBy {
    /// Nobody to talk to, and nobody who may hear what is private.
    pub fn is_machine(self) -> bool {
        !matches!(self, Self::Human | Self::Unknown)
    }
}

/// A status callback, or that of asynchronous answering machine detection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusCallback {
    pub call_sid: Option<String>,
    pub status: Option<Status>,
    /// From 0; a repeat has the number of what it repeats.
    pub sequence: Option<u32>,
    pub answered_by: Option<AnsweredBy>,
    /// Of the whole call, told at its end.
    pub duration_seconds: Option<u32>,
    pub error_code: Option<u32>,
}

impl StatusCallback {
    /// Reads the form's fields; what is missing or not as it should be is none.
    pub fn read(fields: &[(String, String)]) -> Self {
        Self {
            call_sid: field(fields, "CallSid").map(str::to_owned),
            status: field(fields, "CallStatus").and_then(Status::parse),
            sequence: number(fields, "SequenceNumber"),
            answered_by: field(fields, "AnsweredBy")
                .map(|answer| answer.parse().unwrap_or(AnsweredBy::Unknown)),
            duration_seconds: number(fields, "CallDuration"),
            error_code: number(fields, "ErrorCode"),
        }
    }
}

/// A call that comes in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IncomingCall {
    pub call_sid: Option<String>,
    /// As it was given: it may be no number at all, such as `anonymous`.
    pub from: Option<String>,
    pub to: Option<String>,
    /// The carrier of the caller's vouches for it that the number is theirs.
    pub is_attested: bool,
}

impl IncomingCall {
    pub fn read(fields: &[(String, String)]) -> Self {
        let owned = |name| field(fields, name).map(str::to_owned);
        Self {
            call_sid: owned("CallSid"),
            from: owned("From"),
            to: owned("To"),
            // Others of its values tell of a lower attestation, or of one that was not checked.
            is_attested: field(fields, "StirVerstat") == Some("TN-Validation-Passed-A"),
        }
    }
}

/// What `<Gather>` heard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TurnHeard {
    pub speech: Option<String>,
    pub keys: String,
}

impl TurnHeard {
    pub fn read(fields: &[(String, String)]) -> Self {
        Self {
            speech: field(fields, "SpeechResult").map(str::to_owned),
            keys: field(fields, "Digits").unwrap_or_default().to_owned(),
        }
    }
}

/// How a ConversationRelay session ended: the `action` webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "end", rename_all = "snake_case")]
pub enum RelayEnd {
    /// We ended it.
    Ended { handoff: Option<String> },
    /// The person hung up.
    Completed,
    /// The socket or the speech failed while the person is still there; Twilio does not reconnect
    /// by itself.
    Failed {
        error_code: Option<u32>,
        outcome: Option<Outcome>,
    },
}

impl RelayEnd {
    /// Reads the form's fields. A session whose end can't be made out has failed: the person may
    /// still be there.
    pub fn read(fields: &[(String, String)]) -> Self {
        match field(fields, "SessionStatus") {
            Some("ended") => Self::Ended {
                handoff: field(fields, "HandoffData").map(str::to_owned),
            },
            Some("completed") => Self::Completed,
            _ => {
                let error_code = number(fields, "ErrorCode");
                Self::Failed {
                    error_code,
                    outcome: error_code.and_then(Outcome::of_code),
                }
            }
        }
    }
}

/// A field's value; none where it has several, for nobody can say which one is meant.
fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut values = fields
        .iter()
        .filter(|(known, value)| known == name && !value.is_empty())
        .map(|(_, value)| value.as_str());
    let value = values.next()?;
    values.all(|other| other == value).then_some(value)
}

fn number(fields: &[(String, String)], name: &str) -> Option<u32> {
    field(fields, name)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telephony::form_fields;

    const ORDERLY: [Status; 5] = [
        Status::Queued,
        Status::Initiated,
        Status::Ringing,
        Status::InProgress,
        Status::Completed,
    ];

    #[test]
    fn twilios_words_are_read_and_written() {
        for status in ORDERLY.into_iter().chain([Status::NoAnswer]) {
            assert_eq!(Status::parse(status.as_str()), Some(status));
        }
        assert_eq!(Status::parse("in-progress"), Some(Status::InProgress));
        assert_eq!(Status::parse("no-answer"), Some(Status::NoAnswer));
        assert_eq!(Status::parse("exploded"), None);
    }

    #[test]
    fn a_callback_is_read_as_far_as_it_can_be() {
        let fields = form_fields(
            "CallSid=CA1&CallStatus=completed&SequenceNumber=3&AnsweredBy=machine_end_beep\
             &CallDuration=754&To=%2B14155550123",
        );
        let callback = StatusCallback::read(&fields);
        assert_eq!(callback.call_sid.as_deref(), Some("CA1"));
        assert_eq!(callback.status, Some(Status::Completed));
        assert_eq!(callback.sequence, Some(3));
        assert_eq!(callback.answered_by, Some(AnsweredBy::MachineEndBeep));
        assert_eq!(callback.duration_seconds, Some(754));

        let odd = form_fields("CallStatus=&SequenceNumber=-1&AnsweredBy=parrot&CallDuration=x");
        assert_eq!(
            StatusCallback::read(&odd),
            StatusCallback {
                answered_by: Some(AnsweredBy::Unknown),
                ..StatusCallback::default()
            }
        );
    }

    #[test]
    fn only_full_attestation_vouches_for_a_caller() {
        let read = |verdict: &str| {
            let body =
                format!("CallSid=CA1&From=%2B14155550123&To=%2B18005551212&StirVerstat={verdict}");
            IncomingCall::read(&form_fields(&body))
        };
        assert!(read("TN-Validation-Passed-A").is_attested);
        for lower in [
            "",
            "TN-Validation-Passed-B",
            "TN-Validation-Passed-C",
            "TN-Validation-Failed-A",
            "No-TN-Validation",
            "TN-Validation-Passed-A-Passthrough",
        ] {
            assert!(!read(lower).is_attested, "{lower}");
        }
        assert_eq!(read("").from.as_deref(), Some("+14155550123"));
    }

    #[test]
    fn a_turn_has_speech_or_keys_or_neither() {
        let read = |body| TurnHeard::read(&form_fields(body));
        assert_eq!(
            read("SpeechResult=Hi+there&Confidence=0.9")
                .speech
                .as_deref(),
            Some("Hi there")
        );
        assert_eq!(read("Digits=472913").keys, "472913");
        assert_eq!(read("SpeechResult="), TurnHeard::default());
    }

    #[test]
    fn what_is_said_twice_and_differently_is_not_said() {
        let status = |body| StatusCallback::read(&form_fields(body)).status;
        assert_eq!(
            status("CallStatus=busy&CallStatus=busy"),
            Some(Status::Busy)
        );
        assert_eq!(status("CallStatus=busy&CallStatus=completed"), None);
    }

    #[test]
    fn only_a_person_is_talked_to() {
        assert!(!AnsweredBy::Human.is_machine());
        assert!(!AnsweredBy::Unknown.is_machine());
        for machine in [AnsweredBy::MachineStart, AnsweredBy::Fax] {
            assert!(machine.is_machine());
        }
    }

    #[test]
    fn a_session_that_ended_oddly_has_failed() {
        let read = |body| RelayEnd::read(&form_fields(body));
        assert_eq!(
            read("SessionStatus=ended&HandoffData=%7B%22reason%22%3A%22opted_out%22%7D"),
            RelayEnd::Ended {
                handoff: Some("{\"reason\":\"opted_out\"}".to_owned())
            }
        );
        assert_eq!(read("SessionStatus=completed"), RelayEnd::Completed);
        assert_eq!(
            read("SessionStatus=failed&ErrorCode=64102"),
            RelayEnd::Failed {
                error_code: Some(64_102),
                outcome: None
            }
        );
        assert_eq!(
            read(""),
            RelayEnd::Failed {
                error_code: None,
                outcome: None
            }
        );
    }
}
