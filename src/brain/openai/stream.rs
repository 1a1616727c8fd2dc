//! Reading the answer as it comes: bytes in, in whatever pieces the network makes of them; words
//! out.

use serde_json::Value;

use super::StreamError;
use crate::call::cost::Tokens;

/// More than this without a reply in it is no reply, in bytes.
const MOST_UNREAD: usize = 1 << 20;
const OPENS: &str = "<think>";
const CLOSES: &str = "</think>";

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// The next words of the reply, not trimmed.
    Token(String),
    /// The reply is whole. Comes once, and nothing after it.
    Done,
}

/// An answer in the reading. Server-sent events or, from a server that does not stream, one JSON
/// object.
#[derive(Debug, Default)]
pub struct Stream {
    form: Form,
    /// Bytes of a line, or of the one object, that is not whole yet.
    unread: Vec<u8>,
    /// `data:` lines that are no JSON by themselves: an event may have several.
    event: String,
    thought: Thought,
    said: bool,
    done: bool,
    /// Something came that could be read as a part of an answer.
    understood: bool,
    failed: Option<StreamError>,
    /// What it took, as the server tells it: often only after the last word.
    tokens: Option<Tokens>,
    /// Nothing more will come.
    closed: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Form {
    #[default]
    Unknown,
    Events,
    /// How deep in brackets the object is, and whether within a string, and after a backslash.
    Object {
        depth: u32,
        quoted: bool,
        escaped: bool,
    },
}

/// What a model thinks aloud before it speaks, between tags in the text itself: not to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Thought {
    /// The start of the text, while it may still become the opening tag.
    Before(String),
    /// The end of what was thought, while it may still become the closing tag.
    Within(String),
    Over,
}

impl Default for Thought {
    fn default() -> Self {
        Self::Before(String::new())
    }
}

impl Stream {
    /// Reads what came, and gives what is whole of it.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for &byte in bytes {
            if self.failed.is_some() {
                break;
            }
            self.take(byte, &mut pieces);
        }
        pieces
    }

    /// What the answer took, as far as that was told.
    pub fn tokens(&self) -> Option<Tokens> {
        self.tokens
    }

    /// Whether nothing more is to be waited for, not even what the answer took.
    pub fn is_closed(&self) -> bool {
        self.closed || self.failed.is_some() || self.done && self.tokens.is_some()
    }

    /// The connection has ended. `Ok` where the reply was whole, or as good as whole.
    pub fn finish(&mut self) -> Result<(), StreamError> {
        if !self.done
            && let Some(failure) = self.failed.take()
        {
            return Err(failure);
        }
        let begun = !(self.unread.is_empty() && self.event.is_empty());
        if self.done {
            return if self.said {
                Ok(())
            } else {
                Err(StreamError::Empty)
            };
        }
        let object = matches!(self.form, Form::Object { .. });
        Err(if self.understood || object {
            StreamError::Cut
        } else if begun {
            StreamError::Malformed
        } else {
            StreamError::Empty
        })
    }

    fn take(&mut self, byte: u8, pieces: &mut Vec<Piece>) {
        if self.form == Form::Unknown {
            // A byte order mark and blanks say nothing yet.
            if byte.is_ascii_whitespace() || matches!(byte, 0xEF | 0xBB | 0xBF) {
                return;
            }
            self.form = match byte {
                b'{' | b'[' => Form::Object {
                    depth: 0,
                    quoted: false,
                    escaped: false,
                },
                _ => Form::Events,
            };
        }
        if self.unread.len() >= MOST_UNREAD {
            self.failed = Some(StreamError::Malformed);
            return;
        }
        match self.form {
            Form::Object {
                depth,
                quoted,
                escaped,
            } => {
                self.unread.push(byte);
                self.form = within(byte, depth, quoted, escaped);
                if matches!(
                    self.form,
                    Form::Object {
                        depth: 0,
                        quoted: false,
                        ..
                    }
                ) {
                    self.whole_object(pieces);
                }
            }
            _ if byte == b'\n' || byte == b'\r' => {
                let line = std::mem::take(&mut self.unread);
                self.line(&line, pieces);
            }
            _ => self.unread.push(byte),
        }
    }

    /// A line without its end. `\r\n` makes an empty one more, which changes nothing: what an event
    /// holds is read as soon as it is whole.
    fn line(&mut self, line: &[u8], pieces: &mut Vec<Piece>) {
        let text = String::from_utf8_lossy(line);
        let Some(data) = text.strip_prefix("data:") else {
            // Comments and other fields keep the line open; another `data:` follows or none.
            return;
        };
        let data = data.strip_prefix(' ').unwrap_or(data);
        if data.trim() == "[DONE]" {
            self.understood = true;
            self.end(pieces);
            self.closed = true;
            return;
        }
        let alone: Option<Value> = serde_json::from_str(data).ok();
        let value = alone.or_else(|| {
            if self.event.len() + data.len() < MOST_UNREAD {
                self.event.push_str(data);
                self.event.push('\n');
            }
            serde_json::from_str(&self.event).ok()
        });
        if let Some(value) = value {
            self.event.clear();
            self.read(&value, pieces);
        }
    }

    fn whole_object(&mut self, pieces: &mut Vec<Piece>) {
        let bytes = std::mem::take(&mut self.unread);
        match serde_json::from_slice::<Value>(&bytes) {
            // Some servers wrap their errors in a list.
            Ok(Value::Array(values)) => values.iter().for_each(|value| self.read(value, pieces)),
            Ok(value) => self.read(&value, pieces),
            Err(_) => self.failed = Some(StreamError::Malformed),
        }
        if self.failed.is_none() {
            if self.understood {
                self.end(pieces);
            } else {
                self.failed = Some(StreamError::Malformed);
            }
        }
    }

    /// One chunk of an answer, or a whole one.
    fn read(&mut self, value: &Value, pieces: &mut Vec<Piece>) {
        self.tokens = value.get("usage").and_then(tokens).or(self.tokens);
        if self.done {
            return;
        }
        if let Some(error) = value.get("error").filter(|error| !error.is_null()) {
            let status = ["code", "status"]
                .iter()
                .find_map(|key| error.get(key)?.as_u64());
            let status = status.and_then(|code| u16::try_from(code).ok());
            self.failed = Some(match status.filter(|code| (400..600).contains(code)) {
                Some(code) if !self.said => StreamError::Status { code },
                _ => StreamError::Refused,
            });
            return;
        }
        let Some(choices) = value.get("choices").and_then(Value::as_array) else {
            return;
        };
        self.understood = true;
        let Some(choice) = choices.first() else {
            return;
        };
        let content = ["delta", "message"]
            .iter()
            .find_map(|key| choice.get(key)?.get("content"));
        let content = content
            .filter(|content| !content.is_null())
            .or_else(|| choice.get("text"));
        let text = content.map(text_of).unwrap_or_default();
        self.hear(&text, pieces);
        if choice
            .get("finish_reason")
            .is_some_and(|reason| !reason.is_null())
        {
            self.end(pieces);
        }
    }

    fn hear(&mut self, text: &str, pieces: &mut Vec<Piece>) {
        let spoken = self.thought.without(text);
        if !spoken.is_empty() {
            self.said = self.said || !spoken.trim().is_empty();
            pieces.push(Piece::Token(spoken));
        }
    }

    fn end(&mut self, pieces: &mut Vec<Piece>) {
        if self.done {
            return;
        }
        let rest = self.thought.rest();
        if !rest.is_empty() {
            self.said = self.said || !rest.trim().is_empty();
            pieces.push(Piece::Token(rest));
        }
        self.done = true;
        self.unread.clear();
        self.event.clear();
        pieces.push(Piece::Done);
    }
}

fn within(byte: u8, depth: u32, quoted: bool, escaped: bool) -> Form {
    let (depth, quoted, escaped) = match byte {
        _ if escaped => (depth, quoted, false),
        b'\\' if quoted => (depth, quoted, true),
        b'"' => (depth, !quoted, false),
        _ if quoted => (depth, quoted, false),
        b'{' | b'[' => (depth.saturating_add(1), quoted, false),
        b'}' | b']' => (depth.saturating_sub(1), quoted, false),
        _ => (depth, quoted, false),
    };
    Form::Object {
        depth,
        quoted,
        escaped,
    }
}

fn tokens(usage: &Value) -> Option<Tokens> {
    let number = |name: &str| usage.get(name).and_then(Value::as_u64);
    Some(Tokens {
        input: number("prompt_tokens")?,
        output: number("completion_tokens")?,
        counted: false,
    })
}

/// A content is a string, or a list of parts of which some are text.
fn text_of(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts
            .iter()
            .filter_map(|part| {
                part.get("text")
                    .and_then(Value::as_str)
                    .or_else(|| part.as_str())
            })
            .collect(),
        _ => String::new(),
    }
}

impl Thought {
    /// The text without what is only thought.
    fn without(&mut self, text: &str) -> String {
        let mut rest = text.to_owned();
        loop {
            match self {
                Self::Over => return rest,
                Self::Before(start) => {
                    start.push_str(&rest);
                    let begun = start.trim_start();
                    if let Some(after) = begun.strip_prefix(OPENS) {
                        rest = after.to_owned();
                        *self = Self::Within(String::new());
                    } else if OPENS.starts_with(begun) {
                        return String::new();
                    } else {
                        rest = std::mem::take(start);
                        *self = Self::Over;
                    }
                }
                Self::Within(thought) => {
                    thought.push_str(&rest);
                    let Some((_, after)) = thought.split_once(CLOSES) else {
                        // Only what may be the start of the closing tag is kept.
                        let kept = thought
                            .char_indices()
                            .rev()
                            .nth(CLOSES.len() - 2)
                            .map_or(0, |(at, _)| at);
                        thought.drain(..kept);
                        return String::new();
                    };
                    rest = after.trim_start().to_owned();
                    *self = Self::Over;
                }
            }
        }
    }

    /// What was held back as the possible start of a tag and is none after all.
    fn rest(&mut self) -> String {
        match std::mem::replace(self, Self::Over) {
            Self::Before(start) => start,
            Self::Within(_) | Self::Over => String::new(),
        }
    }
}
