//! An embedding model behind an OpenAI-compatible API on this machine, such as
//! `benches/peers/embeddings.py` is.

use std::io::{Read, Write};
use std::net::TcpStream;

use call_me_back::embedding::openai;
use call_me_back::failure::Failure;
use call_me_back::flows::embedding::{self, Run};
use call_me_back::memory::actor::{Senses, modelled, sought};
use call_me_back::ports::EmbeddingModel;
use call_me_back_simulation::{Sqlite, finish};

const NAME: &str = "measured";

pub struct Remote {
    /// Such as `127.0.0.1:8000`.
    host: String,
    path: String,
}

impl Remote {
    /// By the API's base, such as `http://127.0.0.1:8000/v1`.
    pub fn at(url: &str) -> Option<Self> {
        let (host, path) = url.strip_prefix("http://")?.split_once('/')?;
        Some(Self {
            host: host.to_owned(),
            path: format!("/{}/embeddings", path.trim_end_matches('/')),
        })
    }

    /// Has it tell all that an actor holds.
    pub fn see(&self, actor: &Sqlite) {
        modelled::follow(actor, Some(NAME)).expect("the model is followed");
        loop {
            match finish(embedding::embed(actor, self)).expect("the model's vectors are taken in") {
                Run::Done => return,
                Run::More => {}
                Run::PutOff { why, .. } => panic!("{why}"),
            }
        }
    }

    /// Takes in what is looked for.
    pub fn sense(&self, actor: &Sqlite, command: &str, body: &str, senses: &mut Senses<'_>) {
        if let Some(sought) = sought(actor, command, body) {
            senses.to_model = finish(embedding::sense(self, &sought)).expect("vectors");
        }
    }

    fn post(&self, body: &str) -> std::io::Result<Vec<u8>> {
        let Self { host, path } = self;
        let mut stream = TcpStream::connect(host)?;
        // By 1.0 an answer ends with its connection.
        write!(
            stream,
            "POST {path} HTTP/1.0\r\nHost: {host}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    }
}

impl EmbeddingModel for Remote {
    fn name(&self) -> &str {
        NAME
    }

    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, Failure> {
        let broken = |why: String| Failure::unavailable(why);
        let body = openai::body(NAME, texts).map_err(|error| broken(error.to_string()))?;
        let answer = self
            .post(&body)
            .map_err(|error| broken(error.to_string()))?;
        let head = answer.windows(4).position(|end| end == b"\r\n\r\n");
        let vectors = head.map(|head| openai::vectors(&answer[head + 4..], texts.len()));
        vectors
            .ok_or_else(|| broken("no answer".to_owned()))?
            .map_err(|bad| broken(bad.to_string()))
    }
}
