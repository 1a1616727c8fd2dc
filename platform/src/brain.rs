//! Brains: any model behind an OpenAI-compatible API, or the built-in one.

use std::collections::VecDeque;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use call_me_back::brain::{Reply, Request as BrainRequest, Silence, builtin, openai};
use call_me_back::call::cost::Tokens;
use futures_util::StreamExt as _;
use futures_util::future::{Either, select};
use worker::{ByteStream, Delay, Env};

use crate::api::{self, AbortGuard, too_slow};
use crate::settings::Settings;

/// How many seconds the first token, or the next one, may be waited for, where nothing is set. An
/// answer that stands still for much longer counts as dead, so a setting can't go far beyond.
const PATIENCE: u64 = 8;
const MOST_PATIENCE: u64 = 40;

/// How long what an answer took is waited for after its last word.
const USAGE_PATIENCE: Duration = Duration::from_millis(300);
/// Cleared once the server refused what is asked only for the usage's sake.
static TELLS_USAGE: AtomicBool = AtomicBool::new(true);

/// What is asked for where no model is named: servers of a single model don't look at it.
const DEFAULT_MODEL: &str = "default";

pub enum Brain {
    BuiltIn,
    /// `url` is the API's base, such as `http://127.0.0.1:11434/v1`.
    OpenAi {
        url: String,
        model: String,
        key: Option<String>,
        patience: Duration,
    },
}

impl Brain {
    /// The one that is configured by `BRAIN_URL`, `BRAIN_MODEL`, `BRAIN_KEY` and `BRAIN_TIMEOUT`.
    pub fn configured(env: &Env) -> Self {
        let settings = Settings::new(env);
        match settings.get("BRAIN_URL") {
            Some(url) => Self::OpenAi {
                url: url.trim_end_matches('/').to_owned(),
                model: settings
                    .get("BRAIN_MODEL")
                    .unwrap_or_else(|| DEFAULT_MODEL.to_owned()),
                key: settings.get("BRAIN_KEY"),
                patience: patience(settings.get("BRAIN_TIMEOUT")),
            },
            None => Self::BuiltIn,
        }
    }
}

impl call_me_back::brain::Brain for Brain {
    fn is_paid(&self) -> bool {
        matches!(self, Self::OpenAi { .. })
    }

    async fn reply(&self, request: &BrainRequest) -> Result<impl Reply, Silence> {
        match self {
            Self::BuiltIn => Ok(Answer::Whole(words(&builtin::reply(request)))),
            Self::OpenAi {
                url,
                model,
                key,
                patience,
            } => {
                let body = |asks_usage| openai::body(request, model, asks_usage);
                ask(url, key.as_deref(), body, *patience).await
            }
        }
    }
}

fn patience(seconds: Option<String>) -> Duration {
    let seconds = seconds.and_then(|seconds| seconds.trim().parse().ok());
    Duration::from_secs(seconds.unwrap_or(PATIENCE).clamp(1, MOST_PATIENCE))
}

/// Posts what is asked, made by `body` with or without the question what it takes. `patience` is how
/// long the first token, or the next one, may be waited for.
pub(crate) async fn ask(
    url: &str,
    key: Option<&str>,
    body: impl Fn(bool) -> String,
    patience: Duration,
) -> Result<Answer, Silence> {
    let post = |asks_usage| api::Post {
        url: format!("{url}/chat/completions"),
        key,
        accept: "text/event-stream",
        body: body(asks_usage),
    };
    let asks_usage = TELLS_USAGE.load(Ordering::Relaxed);
    let (mut response, mut abort) = post(asks_usage).send(patience).await?;
    if asks_usage && matches!(response.status_code(), 400 | 422) {
        (response, abort) = post(false).send(patience).await?;
        if response.status_code() == 200 {
            TELLS_USAGE.store(false, Ordering::Relaxed);
        }
    }
    let status = response.status_code();
    if status != 200 {
        return Err(Silence(format!("it answered with status {status}")));
    }
    Ok(Answer::Streamed(Box::new(Streamed {
        bytes: response.stream().map_err(api::said)?,
        parser: openai::Stream::default(),
        ready: VecDeque::new(),
        ended: false,
        patience,
        _abort: abort,
    })))
}

pub(crate) enum Answer {
    Whole(VecDeque<String>),
    Streamed(Box<Streamed>),
}

pub(crate) struct Streamed {
    bytes: ByteStream,
    parser: openai::Stream,
    ready: VecDeque<String>,
    ended: bool,
    patience: Duration,
    _abort: AbortGuard,
}

impl Reply for Answer {
    async fn next(&mut self) -> Option<Result<String, Silence>> {
        match self {
            Self::Whole(words) => words.pop_front().map(Ok),
            Self::Streamed(stream) => stream.next().await,
        }
    }

    async fn tokens(&mut self) -> Option<Tokens> {
        match self {
            Self::Whole(_) => None,
            Self::Streamed(stream) => stream.tokens().await,
        }
    }
}

impl Streamed {
    async fn next(&mut self) -> Option<Result<String, Silence>> {
        // For a token, not for bytes: some servers keep an idle line open with comments.
        let mut limit = pin!(Delay::from(self.patience));
        loop {
            if let Some(token) = self.ready.pop_front() {
                return Some(Ok(token));
            }
            if self.ended {
                return None;
            }
            if let Err(silence) = self.read(limit.as_mut()).await {
                self.ended = true;
                return Some(Err(silence));
            }
        }
    }

    async fn tokens(&mut self) -> Option<Tokens> {
        let mut limit = pin!(Delay::from(USAGE_PATIENCE));
        while !self.parser.is_closed() {
            match select(self.bytes.next(), limit.as_mut()).await {
                Either::Left((Some(Ok(bytes)), _)) => self.take(&bytes),
                _ => break,
            }
        }
        self.parser.tokens()
    }

    async fn read(&mut self, limit: Pin<&mut Delay>) -> Result<(), Silence> {
        let bytes = match select(self.bytes.next(), limit).await {
            Either::Left((bytes, _)) => bytes,
            Either::Right(_) => return Err(too_slow()),
        };
        match bytes {
            Some(Ok(bytes)) => self.take(&bytes),
            Some(Err(error)) => return Err(Silence(error.to_string())),
            None => {
                // The last line may come without its end.
                self.take(b"\n");
                self.ended = true;
                return self
                    .parser
                    .finish()
                    .map_err(|error| Silence(error.to_string()));
            }
        }
        Ok(())
    }

    fn take(&mut self, bytes: &[u8]) {
        for piece in self.parser.feed(bytes) {
            match piece {
                openai::Piece::Token(token) => self.ready.push_back(token),
                openai::Piece::Done => self.ended = true,
            }
        }
    }
}

/// A text in the pieces in which it is sent: a word each, with the space before it.
fn words(text: &str) -> VecDeque<String> {
    text.split_inclusive(' ').map(str::to_owned).collect()
}
