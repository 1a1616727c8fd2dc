//! TwiML: the XML by which Twilio is told what to do with a call.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::language::Language;
use super::voice::Voice;

/// What Twilio subscribes us to: who is speaking, and which tokens were really played.
const EVENTS: &str = "speaker-events tokens-played";

/// How many seconds of silence the carrier takes for the end of its turn.
const SILENCE: u32 = 12;

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
        relay.attribute("partialPrompts", "true");
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

/// One turn of a call without a socket: something is said, then the carrier listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Said first, to its end.
    pub disclosure: Option<String>,
    /// Said next; the person may speak into it.
    pub text: String,
    pub voice: Voice,
    pub language: Language,
    /// The webhook that is told what was heard; none: the call ends.
    pub goes_on: Option<String>,
    /// So many keys are one input.
    pub keys: usize,
    /// Words that are likely to be said.
    pub hints: Vec<String>,
}

impl Turn {
    pub fn document(&self) -> String {
        let mut verbs = String::new();
        if let Some(disclosure) = &self.disclosure {
            verbs.push_str(&said(disclosure, self.voice, self.language));
        }
        let text = said(&self.text, self.voice, self.language);
        let Some(action) = &self.goes_on else {
            verbs.push_str(&text);
            verbs.push_str("<Hangup/>");
            return response(&verbs);
        };
        let mut gather = Element::new("Gather");
        gather.attribute("input", "dtmf speech");
        gather.attribute("action", action);
        gather.attribute("method", "POST");
        gather.attribute("actionOnEmptyResult", "true");
        gather.attribute("timeout", &SILENCE.to_string());
        gather.attribute("speechTimeout", "auto");
        gather.attribute("numDigits", &self.keys.to_string());
        gather.attribute("language", self.voice.tag(self.language));
        if !self.hints.is_empty() {
            gather.attribute("hints", &self.hints.join(","));
        }
        verbs.push_str(&gather.around(&text));
        response(&verbs)
    }
}

fn said(text: &str, voice: Voice, language: Language) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut say = Element::new("Say");
    say.attribute("voice", voice.plain(language));
    say.attribute("language", voice.tag(language));
    say.around(&escaped(text))
}

/// Says something, and tells the webhook which key is pressed; without one it hangs up.
pub fn offer(text: &str, language: Language, action: &str) -> String {
    let mut gather = Element::new("Gather");
    gather.attribute("input", "dtmf");
    gather.attribute("action", action);
    gather.attribute("method", "POST");
    gather.attribute("timeout", "5");
    gather.attribute("numDigits", "1");
    let mut verbs = gather.around(&said(text, Voice::HOUSE, language));
    verbs.push_str("<Hangup/>");
    response(&verbs)
}

/// Tells the caller that the line is taken.
pub fn busy() -> String {
    let mut reject = Element::new("Reject");
    reject.attribute("reason", "busy");
    response(&reject.around(""))
}

/// Says something in one of our voices, then hangs up.
pub fn last_words(text: &str, voice: Voice, language: Language) -> String {
    let turn = Turn {
        disclosure: None,
        text: text.to_owned(),
        voice,
        language,
        goes_on: None,
        keys: 1,
        hints: Vec::new(),
    };
    turn.document()
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
             interruptible=\"any\" dtmfDetection=\"true\" partialPrompts=\"true\" events=\"speaker-events tokens-played\" \
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

    fn turn() -> Turn {
        Turn {
            disclosure: Some("This is Brad, an AI.".to_owned()),
            text: "What's up?".to_owned(),
            voice: Voice::named("adam").unwrap(),
            language: Language::English,
            goes_on: Some("https://example.org/twilio/turn/call_1".to_owned()),
            keys: 1,
            hints: vec!["Brad".to_owned()],
        }
    }

    #[test]
    fn without_a_socket_each_turn_is_said_and_listened_to() {
        assert_eq!(
            turn().document(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>\
             <Say voice=\"Polly.Matthew-Neural\" language=\"en-US\">This is Brad, an AI.</Say>\
             <Gather input=\"dtmf speech\" action=\"https://example.org/twilio/turn/call_1\" \
             method=\"POST\" actionOnEmptyResult=\"true\" timeout=\"12\" speechTimeout=\"auto\" \
             numDigits=\"1\" language=\"en-US\" hints=\"Brad\">\
             <Say voice=\"Polly.Matthew-Neural\" language=\"en-US\">What&apos;s up?</Say>\
             </Gather></Response>"
        );
        let nothing = Turn {
            text: String::new(),
            disclosure: None,
            ..turn()
        };
        assert!(nothing.document().contains("<Gather") && !nothing.document().contains("<Say"));
        assert!(
            last_words("¡Adiós!", Voice::named("lily").unwrap(), Language::Spanish)
                .ends_with("language=\"es-US\">¡Adiós!</Say><Hangup/></Response>")
        );
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
