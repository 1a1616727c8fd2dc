//! The consumer of the post-call queue.

use call_me_back::failure::Failure;
use call_me_back::flows::{remembering, sweeping};
use call_me_back::ports::Job;
use call_me_back_platform::{Cloudflare, now};
use worker::{Env, MessageBatch, MessageExt, RawMessage};

pub async fn consume(batch: &MessageBatch<String>, env: &Env) {
    for message in batch.raw_iter() {
        match job(&message) {
            Some(job) => match work(&job, env).await {
                Ok(()) => message.ack(),
                // What is gone can't be remembered: another try finds the same.
                Err(Failure::NotFound { what }) => {
                    worker::console_error!("a job is dropped: {what} was not found");
                    message.ack();
                }
                Err(failure) => {
                    worker::console_error!("a job is put off: {failure}");
                    message.retry();
                }
            },
            None => {
                // After the last try it lies in the dead-letter queue, for whoever runs this.
                worker::console_error!("a message of the queue can't be read");
                message.retry();
            }
        }
    }
}

fn job(message: &RawMessage) -> Option<Job> {
    serde_json::from_str(&message.body().as_string()?).ok()
}

async fn work(job: &Job, env: &Env) -> Result<(), Failure> {
    let ports = Cloudflare::new(env, now(env).await?);
    match job {
        Job::Remember { call_id, pair } => {
            remembering::remember(&ports, call_id, pair).await?;
            worker::console_log!("remembered {call_id}");
            Ok(())
        }
        Job::Fade { actor } => {
            sweeping::fade(&ports, actor).await?;
            worker::console_log!("faded what was due in {}", actor.name());
            Ok(())
        }
    }
}
