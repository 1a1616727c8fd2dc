//! The consumer of the queues.

use call_me_back::failure::Failure;
use call_me_back::flows::overseeing;
use call_me_back::flows::working_off::{self, Done};
use call_me_back::operations::JOBS_PUT_OFF;
use call_me_back::ports::Job;
use call_me_back_platform::{Cloudflare, log, now};
use worker::{Env, MessageBatch, MessageExt, RawMessage};

pub async fn consume(batch: &MessageBatch<String>, env: &Env) {
    for message in batch.raw_iter() {
        match job(&message) {
            Some(job) => match work(&job, env).await {
                Ok(done) => {
                    match done {
                        Done::Worked => log::tell(format_args!("done: {job}")),
                        Done::Dropped { what } => {
                            log::complain(format_args!("dropped, as {what} was not found: {job}"));
                        }
                    }
                    message.ack();
                }
                Err(failure) => {
                    log::complain(format_args!("put off, as {failure}: {job}"));
                    count_put_off(env).await;
                    message.retry();
                }
            },
            None => {
                // After the last try it lies in the dead-letter queue, for whoever runs this.
                log::complain(format_args!("a message of the queue can't be read"));
                message.retry();
            }
        }
    }
}

/// What can't even be counted is told of in the log.
async fn count_put_off(env: &Env) {
    if let Ok(now) = now(env).await {
        let _ = overseeing::note(&Cloudflare::new(env, now), JOBS_PUT_OFF).await;
    }
}

fn job(message: &RawMessage) -> Option<Job> {
    serde_json::from_str(&message.body().as_string()?).ok()
}

async fn work(job: &Job, env: &Env) -> Result<Done, Failure> {
    let ports = Cloudflare::new(env, now(env).await?);
    working_off::work(&ports, job).await
}
