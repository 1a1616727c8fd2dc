//! ConversationRelay's frames: JSON texts both ways over one socket. What comes in is read
//! leniently (every field may be missing, a number may be a string and the other way round, a new
//! kind of frame is no error), what goes out is exact: ten frames in a row that Twilio does not
//! know close the socket.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::phone::PhoneNumber;

/// The longest frame that is read, in bytes. A prompt is some sentences.
pub const LONGEST: usize = 64 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    #[error("the frame is longer than {LONGEST} bytes")]
    TooLong,
    #[error("the frame is not a JSON object")]
    NotJson,
}

/// A frame from Twilio.
#[derive(Debug, Clone, PartialEq)]
pub enum Inbound {
    /// The first one.
    Setup(Setup),
    /// What the person said.
    Prompt {
        text: String,
        language: Option<String>,
        /// False for what is only the beginning of it.
        last: bool,
    },
    /// The person spoke into what the persona was saying.
    Interrupt {
        /// What was heard of it.
        heard: Option<String>,
        after_millis: Option<u64>,
    },
    /// A key of the phone.
    Dtmf {
        digit: Option<char>,
    },
    /// Twilio could not do what it should.
    Error {
        description: String,
    },
    Info(Info),
    /// The user hung up: said by our browser phone alone. Twilio tells it by the `action` webhook.
    End,
    /// A kind that is not known here; to be passed over.
    Unknown,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Setup {
    pub session_id: Option<String>,
    pub call_sid: Option<String>,
    /// None also where it is withheld or no telephone's.
    pub from: Option<PhoneNumber>,
    pub to: Option<PhoneNumber>,
    /// `inbound`, `outbound-api` …
    pub direction: Option<String>,
    /// What our own TwiML gave along.
    pub parameters: BTreeMap<String, String>,
}

/// What is going on in the call, where it was subscribed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Info {
    /// The persona begins or stops being heard.
    AgentSpeaking(bool),
    /// The person begins or stops speaking.
    ClientSpeaking(bool),
    /// These tokens were played.
    TokensPlayed(String),
    Other,
}

impl Inbound {
    pub fn parse(text: &str) -> Result<Self, FrameError> {
        if text.len() > LONGEST {
            return Err(FrameError::TooLong);
        }
        let frame: Map<String, Value> =
            serde_json::from_str(text).map_err(|_| FrameError::NotJson)?;
        let frame = Fields(&frame);
        Ok(match frame.text("type").as_deref() {
            Some("setup") => Self::Setup(frame.setup()),
            Some("prompt") => Self::Prompt {
                text: frame.text("voicePrompt").unwrap_or_default(),
                language: frame.text("lang"),
                last: frame.flag("last").unwrap_or(true),
            },
            Some("interrupt") => Self::Interrupt {
                heard: frame.text("utteranceUntilInterrupt"),
                after_millis: frame.millis("durationUntilInterruptMs"),
            },
            Some("dtmf") => Self::Dtmf {
                digit: frame.text("digit").as_deref().and_then(key),
            },
            Some("error") => Self::Error {
                description: frame.text("description").unwrap_or_default(),
            },
            Some("info") => Self::Info(frame.info()),
            Some("end") => Self::End,
            _ => Self::Unknown,
        })
    }
}

/// The one key that was pressed.
fn key(text: &str) -> Option<char> {
    let mut keys = text.trim().chars();
    let key = keys.next().map(|key| key.to_ascii_uppercase())?;
    let is_key = matches!(key, '0'..='9' | '*' | '#' | 'A'..='D');
    (is_key && keys.next().is_none()).then_some(key)
}

struct Fields<'a>(&'a Map<String, Value>);

impl Fields<'_> {
    fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(as_text)
    }

    fn flag(&self, name: &str) -> Option<bool> {
        match self.text(name)?.trim().to_ascii_lowercase().as_str() {
            "true" | "on" | "1" => Some(true),
            "false" | "off" | "0" => Some(false),
            _ => None,
        }
    }

    fn millis(&self, name: &str) -> Option<u64> {
        let millis: f64 = self.text(name)?.trim().parse().ok()?;
        (millis.is_finite() && millis >= 0.0).then_some(millis as u64)
    }

    fn phone(&self, name: &str) -> Option<PhoneNumber> {
        PhoneNumber::parse(&self.text(name)?).ok()
    }

    fn setup(&self) -> Setup {
        let parameters = self.0.get("customParameters").and_then(Value::as_object);
        Setup {
            session_id: self.text("sessionId"),
            call_sid: self.text("callSid"),
            from: self.phone("from"),
            to: self.phone("to"),
            direction: self.text("direction"),
            parameters: parameters
                .into_iter()
                .flatten()
                .filter_map(|(name, value)| Some((name.clone(), as_text(value)?)))
                .collect(),
        }
    }

    fn info(&self) -> Info {
        let speaking = self.flag("value");
        match (self.text("name").as_deref(), speaking) {
            (Some("agentSpeaking"), Some(speaking)) => Info::AgentSpeaking(speaking),
            (Some("clientSpeaking"), Some(speaking)) => Info::ClientSpeaking(speaking),
            (Some("tokensPlayed"), _) => Info::TokensPlayed(self.text("value").unwrap_or_default()),
            _ => Info::Other,
        }
    }
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A frame to Twilio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Outbound {
    /// To be spoken. Tokens are joined as they are: their spaces count.
    Text {
        token: String,
        /// Whether the reply ends here.
        last: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lang: Option<String>,
        /// Whether the person may speak into it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interruptible: Option<bool>,
        /// Whether what we send next may cut it off.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        preemptible: Option<bool>,
    },
    /// A sound file by its URL.
    Play {
        source: String,
        #[serde(rename = "loop", default, skip_serializing_if = "Option::is_none")]
        times: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interruptible: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        preemptible: Option<bool>,
    },
    SendDigits {
        digits: String,
    },
    Language {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tts_language: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        transcription_language: Option<String>,
    },
    /// What memory brought up for the reply that comes, in words for whoever looks at the call: for our
    /// browser phone alone.
    Recalled {
        recalled: Vec<String>,
    },
    /// Ends the session. It can cut the last words: wait until the persona is no longer heard.
    End {
        /// Given to the `action` webhook as it is; JSON in a string.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handoff_data: Option<String>,
    },
}

impl Outbound {
    /// A piece of a reply.
    pub fn token(token: impl Into<String>, last: bool) -> Self {
        Self::Text {
            token: token.into(),
            last,
            lang: None,
            interruptible: None,
            preemptible: None,
        }
    }

    /// The frame as it goes over the socket.
    pub fn json(&self) -> String {
        // Strings, flags and numbers under fixed names: there is nothing in it that can't be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_set_up_with_who_it_is_and_what_we_gave_along() {
        let frame = r#"{"type":"setup","sessionId":"VX1","callSid":"CA1","from":"+14155550123",
            "to":"+18005551212","direction":"outbound-api","accountSid":"AC1",
            "customParameters":{"call":"call_1","attempt":2,"odd":{"a":1}}}"#;
        let Ok(Inbound::Setup(setup)) = Inbound::parse(frame) else {
            panic!("not a setup");
        };
        assert_eq!(setup.call_sid.as_deref(), Some("CA1"));
        assert_eq!(
            setup.from.as_ref().map(PhoneNumber::e164),
            Some("+14155550123")
        );
        assert_eq!(setup.parameters["call"], "call_1");
        assert_eq!(setup.parameters["attempt"], "2");
        assert!(!setup.parameters.contains_key("odd"));
        assert!(!format!("{setup:?}").contains("4155550123"));
    }

    #[test]
    fn a_withheld_number_is_no_number() {
        let frame = r#"{"type":"setup","from":"anonymous","to":"client:alice"}"#;
        assert_eq!(Inbound::parse(frame), Ok(Inbound::Setup(Setup::default())));
    }

    #[test]
    fn what_was_said_is_read_whole_unless_it_says_otherwise() {
        let said = |frame| match Inbound::parse(frame) {
            Ok(Inbound::Prompt { text, last, .. }) => (text, last),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            said(r#"{"type":"prompt","voicePrompt":"Hey Brad","lang":"en-US","last":true}"#),
            ("Hey Brad".to_owned(), true)
        );
        assert_eq!(
            said(r#"{"type":"prompt","voicePrompt":42,"last":"false"}"#),
            ("42".to_owned(), false)
        );
        assert_eq!(said(r#"{"type":"prompt"}"#), (String::new(), true));
    }

    #[test]
    fn an_interruption_tells_what_was_heard_as_number_or_string() {
        for millis in ["460", "\"460\"", "460.7"] {
            let frame = format!(
                r#"{{"type":"interrupt","utteranceUntilInterrupt":"Yo","durationUntilInterruptMs":{millis}}}"#
            );
            assert_eq!(
                Inbound::parse(&frame),
                Ok(Inbound::Interrupt {
                    heard: Some("Yo".to_owned()),
                    after_millis: Some(460)
                })
            );
        }
        for millis in ["-1", "\"soon\"", "null", "1e999"] {
            let frame = format!(r#"{{"type":"interrupt","durationUntilInterruptMs":{millis}}}"#);
            let parsed = Inbound::parse(&frame);
            assert!(
                matches!(
                    parsed,
                    Ok(Inbound::Interrupt {
                        heard: None,
                        after_millis: None
                    }) | Err(FrameError::NotJson)
                ),
                "{parsed:?}"
            );
        }
    }

    #[test]
    fn a_key_is_one_key() {
        let digit =
            |value: &str| Inbound::parse(&format!(r#"{{"type":"dtmf","digit":{value}}}"#)).unwrap();
        let pressed = |key| Inbound::Dtmf { digit: Some(key) };
        assert_eq!(digit("\"9\""), pressed('9'));
        assert_eq!(digit("9"), pressed('9'));
        assert_eq!(digit("\"#\""), pressed('#'));
        for none in ["\"99\"", "\"x\"", "\"\"", "null"] {
            assert_eq!(digit(none), Inbound::Dtmf { digit: None });
        }
    }

    #[test]
    fn who_is_speaking_is_told() {
        let info = |name: &str, value: &str| {
            Inbound::parse(&format!(
                r#"{{"type":"info","name":"{name}","value":{value}}}"#
            ))
            .unwrap()
        };
        assert_eq!(
            info("agentSpeaking", "\"off\""),
            Inbound::Info(Info::AgentSpeaking(false))
        );
        assert_eq!(
            info("clientSpeaking", "true"),
            Inbound::Info(Info::ClientSpeaking(true))
        );
        assert_eq!(
            info("tokensPlayed", "\"Yo Al\""),
            Inbound::Info(Info::TokensPlayed("Yo Al".to_owned()))
        );
        assert_eq!(info("weather", "1"), Inbound::Info(Info::Other));
        assert_eq!(
            info("agentSpeaking", "\"perhaps\""),
            Inbound::Info(Info::Other)
        );
    }

    #[test]
    fn a_kind_of_frame_that_is_new_is_passed_over() {
        for frame in ["{}", r#"{"type":"hologram"}"#, r#"{"type":null}"#] {
            assert_eq!(Inbound::parse(frame), Ok(Inbound::Unknown), "{frame}");
        }
    }

    #[test]
    fn what_is_no_frame_is_an_error_and_never_a_panic() {
        let deep = "[".repeat(50_000);
        let deep_object = "{\"a\":".repeat(10_000);
        for text in ["", "hello", "[]", "null", "\"x\"", "{", &deep, &deep_object] {
            assert_eq!(Inbound::parse(text), Err(FrameError::NotJson));
        }
        let long = format!(
            r#"{{"type":"prompt","voicePrompt":"{}"}}"#,
            "a".repeat(LONGEST)
        );
        assert_eq!(Inbound::parse(&long), Err(FrameError::TooLong));
    }

    #[test]
    fn frames_to_twilio_are_spelt_as_it_reads_them() {
        for (frame, json) in [
            (
                Outbound::token(" dude", false),
                r#"{"type":"text","token":" dude","last":false}"#,
            ),
            (
                Outbound::Text {
                    token: String::new(),
                    last: true,
                    lang: Some("en-US".to_owned()),
                    interruptible: Some(false),
                    preemptible: Some(true),
                },
                r#"{"type":"text","token":"","last":true,"lang":"en-US","interruptible":false,"preemptible":true}"#,
            ),
            (
                Outbound::Play {
                    source: "https://example.org/ring.mp3".to_owned(),
                    times: Some(1),
                    interruptible: None,
                    preemptible: None,
                },
                r#"{"type":"play","source":"https://example.org/ring.mp3","loop":1}"#,
            ),
            (
                Outbound::SendDigits {
                    digits: "9".to_owned(),
                },
                r#"{"type":"sendDigits","digits":"9"}"#,
            ),
            (
                Outbound::Language {
                    tts_language: Some("es-ES".to_owned()),
                    transcription_language: None,
                },
                r#"{"type":"language","ttsLanguage":"es-ES"}"#,
            ),
            (
                Outbound::End {
                    handoff_data: Some("{\"reason\":\"farewell\"}".to_owned()),
                },
                r#"{"type":"end","handoffData":"{\"reason\":\"farewell\"}"}"#,
            ),
            (Outbound::End { handoff_data: None }, r#"{"type":"end"}"#),
        ] {
            assert_eq!(frame.json(), json);
        }
    }
}
