//! `Scribe` over the model that is configured as the brain.

use std::pin::pin;
use std::time::Duration;

use call_me_back::brain::writing::{self, Task};
use call_me_back::brain::{Silence, openai};
use call_me_back::failure::Failure;
use call_me_back::ports::{self, Written};
use futures_util::future::{Either, select};
use worker::{Delay, Env};

use crate::api::too_slow;
use crate::brain::{Brain, ask};

/// How long a whole text may take. Nobody waits on a line, so a first token may take as long.
const LIMIT: Duration = Duration::from_secs(30);

pub(crate) struct Scribe(pub Env);

impl ports::Scribe for Scribe {
    fn is_ready(&self) -> Result<(), Failure> {
        match Brain::configured(&self.0) {
            Brain::OpenAi { .. } => Ok(()),
            Brain::BuiltIn => Err(writing::no_model()),
        }
    }

    async fn write(&self, instructions: &str, input: &str) -> Result<Written, Failure> {
        let Brain::OpenAi {
            url, model, key, ..
        } = Brain::configured(&self.0)
        else {
            return Err(writing::no_model());
        };
        let task = Task::new(instructions, input)?;
        let body = |asks_usage| openai::writing_body(&task, &model, asks_usage);
        let written = async {
            let answer = ask(&url, key.as_deref(), body, LIMIT).await?;
            writing::whole(answer).await
        };
        match select(pin!(written), Delay::from(LIMIT)).await {
            Either::Left((text, _)) => text,
            Either::Right(_) => Err(too_slow()),
        }
        .map_err(|Silence(why)| Failure::unavailable(format!("the language model: {why}")))
    }
}
