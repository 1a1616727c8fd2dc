//! `EmbeddingModel` over any OpenAI-compatible API: a server of one's own, or Workers AI under
//! `https://api.cloudflare.com/client/v4/accounts/{account}/ai/v1`.

use std::pin::pin;
use std::time::Duration;

use call_me_back::brain::Silence;
use call_me_back::embedding::model::Vector;
use call_me_back::embedding::openai::{body, vectors};
use call_me_back::failure::Failure;
use call_me_back::flows::embedding::sense;
use call_me_back::ports;
use futures_util::StreamExt as _;
use futures_util::future::{Either, select};
use worker::{Delay, Env};

use crate::api::{AbortGuard, Post, said, too_slow};
use crate::settings::Settings;

/// What is asked for where no model is named: servers of a single model don't look at it.
const DEFAULT_MODEL: &str = "default";
/// How long a batch may take. Nobody waits for it.
const LIMIT: Duration = Duration::from_secs(30);
/// How many milliseconds a question's vector is waited for, where nothing is set. Who talks waits as
/// long before each answer, and 400 for all that memory does.
const PATIENCE: u64 = 150;
const LEAST_PATIENCE: u64 = 20;
const MOST_PATIENCE: u64 = 300;
/// The longest answer, in bytes: 32 vectors of 4,096 numbers each, written out.
const LONGEST: usize = 4 << 20;

pub(crate) struct EmbeddingModel {
    url: String,
    name: String,
    key: Option<String>,
    patience: Duration,
}

impl EmbeddingModel {
    /// The one that is configured by `EMBEDDINGS_URL`, `EMBEDDINGS_MODEL`, `EMBEDDINGS_KEY` and
    /// `EMBEDDINGS_TIMEOUT`; none where no address is set.
    pub fn configured(env: &Env) -> Option<Self> {
        let settings = Settings::new(env);
        let url = settings.get("EMBEDDINGS_URL")?;
        let millis = settings.get("EMBEDDINGS_TIMEOUT");
        let millis = millis.and_then(|millis| millis.trim().parse().ok());
        let millis = millis.unwrap_or(PATIENCE);
        Some(Self {
            url: url.trim_end_matches('/').to_owned(),
            name: settings
                .get("EMBEDDINGS_MODEL")
                .unwrap_or_else(|| DEFAULT_MODEL.to_owned()),
            key: settings.get("EMBEDDINGS_KEY"),
            patience: Duration::from_millis(millis.clamp(LEAST_PATIENCE, MOST_PATIENCE)),
        })
    }

    /// What each text that is looked for means, if the model says so in time.
    pub async fn sense(&self, sought: &[String]) -> Result<Vec<Vector>, Failure> {
        match select(pin!(sense(self, sought)), Delay::from(self.patience)).await {
            Either::Left((vectors, _)) => vectors,
            Either::Right(_) => Err(failure(too_slow())),
        }
    }

    async fn ask(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, Failure> {
        let request = Post {
            url: format!("{}/embeddings", self.url),
            key: self.key.as_deref(),
            accept: "application/json",
            body: body(&self.name, texts)
                .map_err(|error| Failure::unavailable(error.to_string()))?,
        };
        let (response, abort) = request.send(LIMIT).await.map_err(failure)?;
        match response.status_code() {
            200 => {
                let answer = whole(response, abort).await.map_err(failure)?;
                vectors(&answer, texts.len()).map_err(|bad| failure(Silence(bad.to_string())))
            }
            // It has understood, and takes no such texts.
            status @ (400 | 413 | 422) => Err(Failure::invalid(
                "texts",
                format!("the embedding model answered with status {status}"),
            )),
            status => Err(failure(Silence(format!(
                "it answered with status {status}"
            )))),
        }
    }
}

impl ports::EmbeddingModel for EmbeddingModel {
    fn name(&self) -> &str {
        &self.name
    }

    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, Failure> {
        match select(pin!(self.ask(texts)), Delay::from(LIMIT)).await {
            Either::Left((vectors, _)) => vectors,
            Either::Right(_) => Err(failure(too_slow())),
        }
    }
}

/// An answer's body, if it is no longer than an answer can be.
async fn whole(mut response: worker::Response, _abort: AbortGuard) -> Result<Vec<u8>, Silence> {
    let mut stream = response.stream().map_err(said)?;
    let mut whole = Vec::new();
    while let Some(bytes) = stream.next().await {
        whole.extend(bytes.map_err(said)?);
        if whole.len() > LONGEST {
            return Err(Silence("its answer does not end".to_owned()));
        }
    }
    Ok(whole)
}

fn failure(Silence(why): Silence) -> Failure {
    Failure::unavailable(format!("the embedding model: {why}"))
}
