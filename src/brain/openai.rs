//! The pure half of a brain behind an OpenAI-compatible API: what is asked, and how the stream of
//! the answer is read. Source: OpenAI's reference of chat completions; servers differ, so reading
//! is lenient.

use serde::{Deserialize, Serialize};

use super::Request;
use crate::call::Speaker;
use crate::prompt::recalled_block;

/// The most tokens of one answer: a few spoken sentences.
const MOST_TOKENS: u32 = 300;
const TEMPERATURE: f64 = 0.8;
/// A line of the stream, or a whole answer, that is longer than this is not one; bytes.
const LONGEST_LINE: usize = 1 << 20;
/// What the model is given to begin with when the persona speaks first: some servers refuse a
/// conversation without a user's message.
const PICKED_UP: &str = "(The line is open. You speak first: greet them.)";

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    stream: bool,
    max_tokens: u32,
    temperature: f64,
    messages: Vec<Message>,
}

#[derive(Serialize)]
struct Message {
    role: &'static str,
    content: String,
}

/// The body to post to `{base}/chat/completions`. What was recalled stands right before the last
/// thing said, so that the system prompt stays the same all through a call and a server's prefix
/// cache holds.
pub fn body(request: &Request, model: &str) -> String {
    let system = Message {
        role: "system",
        content: request.system_prompt.clone(),
    };
    let mut messages = vec![system];
    for turn in &request.turns {
        messages.push(Message {
            role: match turn.speaker {
                Speaker::User => "user",
                Speaker::Persona => "assistant",
            },
            content: turn.text.clone(),
        });
    }
    match messages.last() {
        Some(last) if last.role == "user" => {
            let briefing = &request.briefing;
            let zone = briefing.zone;
            let budget = request.recall_tokens;
            let recalled = recalled_block(&request.recalled, briefing.now, zone, budget);
            if let Some(recalled) = recalled {
                messages.insert(
                    messages.len() - 1,
                    Message {
                        role: "system",
                        content: recalled,
                    },
                );
            }
        }
        _ => messages.push(Message {
            role: "user",
            content: PICKED_UP.to_owned(),
        }),
    }
    let body = Body {
        model,
        stream: true,
        max_tokens: MOST_TOKENS,
        temperature: TEMPERATURE,
        messages,
    };
    // Strings and numbers under fixed names: there is nothing in it that can't be written.
    serde_json::to_string(&body).unwrap_or_default()
}

/// Why a stream gave no answer, or not all of it. The call goes on either way: with the built-in
/// brain where nothing was said yet, with an apology where something was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StreamError {
    #[error("the brain broke off before its answer ended")]
    Cut,
    #[error("the brain said nothing")]
    Empty,
    #[error("the brain answered with something that is no stream")]
    Malformed,
    #[error("the brain reported an error")]
    Reported,
}

/// A piece of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Token(String),
    /// The answer is complete.
    Done,
}

/// Reads the bytes of an answer as they come, wherever they are cut.
#[derive(Debug, Default)]
pub struct Stream {
    /// Bytes of a line, or of a whole answer, whose end has not come.
    line: Vec<u8>,
    /// The server does not stream: its answer is one JSON object.
    is_whole: bool,
    state: State,
    /// Whether anything was said.
    spoke: bool,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Open,
    Done,
    Failed(StreamError),
}

impl Stream {
    /// The pieces that these bytes complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for &byte in bytes {
            if self.state != State::Open {
                break;
            }
            if !self.spoke && self.line.is_empty() && byte == b'{' {
                self.is_whole = true;
            }
            if byte == b'\n' && !self.is_whole {
                let line = std::mem::take(&mut self.line);
                self.read(&line, &mut pieces);
            } else if self.line.len() < LONGEST_LINE {
                self.line.push(byte);
            } else {
                self.state = State::Failed(StreamError::Malformed);
            }
        }
        if self.is_whole && self.state == State::Open {
            // Only a complete object can be read; until then there is more to come.
            if let Ok(chunk) = serde_json::from_slice(&self.line) {
                self.line.clear();
                self.chunk(chunk, &mut pieces);
            }
        }
        pieces
    }

    /// What the end of the bytes means: an error unless the answer was complete.
    pub fn finish(&mut self) -> Result<(), StreamError> {
        let rest = std::mem::take(&mut self.line);
        let mut pieces = Vec::new();
        if self.state == State::Open && !rest.is_empty() {
            self.read(&rest, &mut pieces);
        }
        match std::mem::take(&mut self.state) {
            State::Done => Ok(()),
            State::Failed(error) => Err(error),
            State::Open if self.spoke => Err(StreamError::Cut),
            State::Open => Err(StreamError::Empty),
        }
    }

    fn read(&mut self, line: &[u8], pieces: &mut Vec<Piece>) {
        let line = String::from_utf8_lossy(line);
        let line = line.trim();
        // Empty lines part events; a colon begins a comment; `event:` and `id:` say nothing here.
        let Some(data) = line.strip_prefix("data:").map(str::trim) else {
            if line.starts_with(['{', '<']) {
                self.state = State::Failed(StreamError::Malformed);
            }
            return;
        };
        if data == "[DONE]" {
            self.end(pieces);
            return;
        }
        match serde_json::from_str(data) {
            Ok(chunk) => self.chunk(chunk, pieces),
            Err(_) => self.state = State::Failed(StreamError::Malformed),
        }
    }

    fn chunk(&mut self, chunk: Chunk, pieces: &mut Vec<Piece>) {
        if chunk.error.is_some() {
            self.state = State::Failed(StreamError::Reported);
        } else {
            self.take(chunk, pieces);
        }
    }

    fn take(&mut self, chunk: Chunk, pieces: &mut Vec<Piece>) {
        let Some(choice) = chunk.choices.into_iter().next() else {
            return;
        };
        if let Some(token) = choice.delta.content.filter(|token| !token.is_empty()) {
            self.spoke = true;
            pieces.push(Piece::Token(token));
        }
        // Some servers never send `[DONE]`.
        if choice.finish_reason.is_some() {
            self.end(pieces);
        }
    }

    fn end(&mut self, pieces: &mut Vec<Piece>) {
        self.state = State::Done;
        pieces.push(Piece::Done);
    }
}

#[derive(Deserialize)]
struct Chunk {
    #[serde(default)]
    choices: Vec<Choice>,
    error: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Choice {
    /// Of a whole answer it is called `message`.
    #[serde(default, alias = "message")]
    delta: Delta,
    finish_reason: Option<String>,
}

#[derive(Default, Deserialize)]
struct Delta {
    content: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = ": a comment\r\n\r\n\
        data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\r\n\r\n\
        data: {\"choices\":[{\"delta\":{\"content\":\"Héy\"}}]}\n\n\
        data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\n\
        data: {\"choices\":[{\"delta\":{\"content\":\" du🎸de\"},\"finish_reason\":null}]}\n\n\
        data: {\"choices\":[],\"usage\":{}}\n\n\
        data: [DONE]\n\n";

    fn read(parts: &[&[u8]]) -> (String, bool, Result<(), StreamError>) {
        let mut stream = Stream::default();
        let (mut said, mut done) = (String::new(), false);
        for part in parts {
            for piece in stream.feed(part) {
                match piece {
                    Piece::Token(token) => said.push_str(&token),
                    Piece::Done => done = true,
                }
            }
        }
        (said, done, stream.finish())
    }

    #[test]
    fn an_answer_is_read_the_same_wherever_it_is_cut() {
        let bytes = ANSWER.as_bytes();
        for cut in 0..=bytes.len() {
            let (one, other) = bytes.split_at(cut);
            assert_eq!(
                read(&[one, other]),
                ("Héy du🎸de".to_owned(), true, Ok(())),
                "{cut}"
            );
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(read(&single).0, "Héy du🎸de");
    }

    #[test]
    fn a_server_that_never_says_done_ends_with_its_reason() {
        let answer =
            "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n";
        assert_eq!(read(&[answer.as_bytes()]), ("Hi".to_owned(), true, Ok(())));
    }

    #[test]
    fn a_server_that_does_not_stream_is_understood() {
        let answer = "{\n \"choices\": [{\n \"message\": {\"content\": \"Hi\"},\n \"finish_reason\": \"stop\"}]}\n";
        assert_eq!(read(&[answer.as_bytes()]), ("Hi".to_owned(), true, Ok(())));
        let (one, other) = answer.as_bytes().split_at(30);
        assert_eq!(read(&[one, other]).0, "Hi");
    }

    #[test]
    fn every_way_to_fail_has_its_name() {
        let token = "data: {\"choices\":[{\"delta\":{\"content\":\"So\"}}]}\n\n";
        for (answer, error) in [
            ("", StreamError::Empty),
            (token, StreamError::Cut),
            ("data: {\"choi", StreamError::Malformed),
            ("data: nonsense\n", StreamError::Malformed),
            ("<html>gateway</html>", StreamError::Malformed),
            ("{\"error\":{\"message\":\"no\"}}", StreamError::Reported),
            (
                "data: {\"error\":{\"message\":\"no\"}}\n",
                StreamError::Reported,
            ),
        ] {
            assert_eq!(read(&[answer.as_bytes()]).2, Err(error), "{answer}");
        }
    }

    #[test]
    fn bytes_that_mean_nothing_never_panic() {
        let mut seed = 7_u32;
        for _ in 0..2_000 {
            let bytes: Vec<u8> = (0..64)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    *b"data: {}[]\"\n:\r\xff\xf0choices"
                        .get((seed >> 16) as usize % 24)
                        .unwrap()
                })
                .collect();
            let _ = read(&[&bytes]);
        }
    }
}
