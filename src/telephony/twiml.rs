//! TwiML: the XML by which Twilio is told what to do with a call.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::voice::Voice;

/// What Twilio subscribes us to: who is speaking, and which tokens were really played.
const EVENTS: &str = "speaker-events tokens-played";

/// A call handed to our socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// Our socket, `wss://…`, without a query.
    pub url: String,
    /// The webhook that is asked what next once the session is over.
    pub action: String,
    /// Spoken before anybody else speaks; none where the session goes on after a failure.
    pub welcome_greeting: Option<String>,
    /// Whether the person may speak into the greeting.
    pub welcome_interruptible: bool,
    pub voice: Voice,
    /// What is spoken and heard, as a BCP 47 tag.
    pub language: String,
    /// Words that are likely to be said: names above all.
    pub hints: Vec<String>,
    /// Given back in the `setup` frame.
    pub parameters: BTreeMap<String, String>,
}

impl Conversation {
    /// The document that connects the call to the socket.
    pub fn document(&self) -> String {
        let mut relay = Element::new("ConversationRelay");
        relay.attribute("url", &self.url);
        if let Some(greeting) = &self.welcome_greeting {
            relay.attribute("welcomeGreeting", greeting);
            let interruptible = if self.welcome_interruptible {
                "any"
            } else {
                "none"
            };
            relay.attribute("welcomeGreetingInterruptible", interruptible);
        }
        relay.attribute("language", &self.language);
        relay.attribute("ttsProvider", self.voice.provider());
        relay.attribute("voice", &self.voice.attribute());
        relay.attribute("interruptible", "any");
        relay.attribute("dtmfDetection", "true");
        relay.attribute("events", EVENTS);
        if !self.hints.is_empty() {
            relay.attribute("hints", &self.hints.join(","));
        }
        let mut parameters = String::new();
        for (name, value) in &self.parameters {
            let mut parameter = Element::new("Parameter");
            parameter.attribute("name", name);
            parameter.attribute("value", value);
            parameters.push_str(&parameter.around(""));
        }
        let mut connect = Element::new("Connect");
        connect.attribute("action", &self.action);
        response(&connect.around(&relay.around(&parameters)))
    }
}

/// The first thing that is said in every telephone call. It is fixed: no persona, prompt or setting
/// can change or remove it.
pub fn disclosure(persona: &str) -> String {
    format!("This is {persona}, an AI persona from Call Me Back.")
}

/// Says something in the carrier's own voice, then hangs up: where nothing of ours can speak.
pub fn say_and_hang_up(text: &str, language: &str) -> String {
    let mut say = Element::new("Say");
    say.attribute("language", language);
    let mut spoken = say.around(&escaped(text));
    spoken.push_str("<Hangup/>");
    response(&spoken)
}

/// Hangs up without a word.
pub fn hang_up() -> String {
    response("<Hangup/>")
}

fn response(verbs: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>{verbs}</Response>")
}

/// An element whose attributes are being written.
struct Element {
    name: &'static str,
    start: String,
}

impl Element {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            start: format!("<{name}"),
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        // Writing to a string cannot fail.
        let _ = write!(self.start, " {name}=\"{}\"", escaped(value));
    }

    /// The whole element around `inner`, which is XML already.
    fn around(self, inner: &str) -> String {
        let Self { name, start } = self;
        if inner.is_empty() {
            format!("{start}/>")
        } else {
            format!("{start}>{inner}</{name}>")
        }
    }
}

/// Text as it may stand in an element and in a quoted attribute. White space is kept by reference,
/// since a parser would make plain spaces of it in an attribute; what XML 1.0 does not allow at
/// all is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conversation() -> Conversation {
        Conversation {
            url: "wss://example.org/relay/call_1".to_owned(),
            action: "https://example.org/twilio/call_1/ended".to_owned(),
            welcome_greeting: Some("Hi, this is Brad, an AI.".to_owned()),
            welcome_interruptible: false,
            voice: Voice::named("adam").unwrap(),
            language: "en-US".to_owned(),
            hints: vec!["Brad".to_owned(), "Alice".to_owned()],
            parameters: BTreeMap::from([("call".to_owned(), "call_1".to_owned())]),
        }
    }

    #[test]
    fn a_call_is_connected_to_our_socket() {
        assert_eq!(
            conversation().document(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>\
             <Connect action=\"https://example.org/twilio/call_1/ended\">\
             <ConversationRelay url=\"wss://example.org/relay/call_1\" \
             welcomeGreeting=\"Hi, this is Brad, an AI.\" welcomeGreetingInterruptible=\"none\" \
             language=\"en-US\" ttsProvider=\"ElevenLabs\" voice=\"pNInz6obpgDQGcFmaJgB-flash_v2_5\" \
             interruptible=\"any\" dtmfDetection=\"true\" events=\"speaker-events tokens-played\" \
             hints=\"Brad,Alice\"><Parameter name=\"call\" value=\"call_1\"/>\
             </ConversationRelay></Connect></Response>"
        );
    }

    #[test]
    fn a_session_that_goes_on_greets_nobody_twice() {
        let again = Conversation {
            welcome_greeting: None,
            ..conversation()
        };
        assert!(!again.document().contains("welcomeGreeting"));
    }

    #[test]
    fn nothing_that_is_said_can_leave_its_attribute() {
        let hostile = Conversation {
            welcome_greeting: Some(
                "\"/></ConversationRelay></Connect><Dial>+1</Dial> & 'x'\n\u{0}\u{b}".to_owned(),
            ),
            ..conversation()
        };
        let document = hostile.document();
        assert!(!document.contains("<Dial>"));
        assert!(document.contains(
            "welcomeGreeting=\"&quot;/&gt;&lt;/ConversationRelay&gt;&lt;/Connect&gt;\
             &lt;Dial&gt;+1&lt;/Dial&gt; &amp; &apos;x&apos;&#10;\""
        ));
        assert_eq!(document.matches("<ConversationRelay").count(), 1);
    }

    #[test]
    fn what_cannot_be_connected_is_told_and_hung_up() {
        assert_eq!(
            say_and_hang_up("Sorry <that> didn't work & ends.", "en-US"),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Say language=\"en-US\">\
             Sorry &lt;that&gt; didn&apos;t work &amp; ends.</Say><Hangup/></Response>"
        );
        assert!(hang_up().ends_with("<Response><Hangup/></Response>"));
    }
}
