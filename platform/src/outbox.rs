//! `Outbox` over Queues. A message holds ids, never what was said.

use call_me_back::failure::Failure;
use call_me_back::ports::{Job, Outbox};
use worker::Env;

use crate::unavailable;

pub(crate) struct Queue(pub Env);

impl Outbox for Queue {
    async fn send(&self, job: &Job) -> Result<(), Failure> {
        // As text: an object would cross as a JavaScript `Map` and arrive empty.
        let text =
            serde_json::to_string(job).map_err(|error| Failure::unavailable(error.to_string()))?;
        let binding = match job {
            Job::Tell { .. } => "WEBHOOKS",
            Job::Remember { .. }
            | Job::Fade { .. }
            | Job::LetGo { .. }
            | Job::Summarize { .. }
            | Job::Erase { .. } => "POST_CALL",
        };
        let queue = self.0.queue(binding).map_err(unavailable("the queue"))?;
        queue.send(text).await.map_err(unavailable("the queue"))
    }
}
