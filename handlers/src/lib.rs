//! The worker: what Cloudflare calls.

use worker::{
    Context, DurableObject, Env, MessageBatch, MessageExt, Request, Response, Result,
    ScheduleContext, ScheduledEvent, State, console_log, durable_object, event,
};

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    if request.path().starts_with("/echo/") {
        let stub = env.durable_object("SESSIONS")?.get_by_name("echo")?;
        return stub.fetch_with_request(request).await;
    }
    Response::ok("Call Me Back")
}

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, _env: Env, _context: ScheduleContext) {
    console_log!("scheduled {}", event.cron());
}

#[event(queue)]
async fn queue(batch: MessageBatch<String>, _env: Env, _context: Context) -> Result<()> {
    for message in batch.raw_iter() {
        console_log!("queued {}", message.id());
        message.ack();
    }
    Ok(())
}

#[durable_object(fetch)]
pub struct SessionActor {
    state: State,
}

impl DurableObject for SessionActor {
    fn new(state: State, _env: Env) -> Self {
        Self { state }
    }

    async fn fetch(&self, _request: Request) -> Result<Response> {
        let storage = self.state.storage();
        let count = storage.get::<u32>("count").await?.unwrap_or(0) + 1;
        storage.put("count", count).await?;
        Response::ok(count.to_string())
    }
}

#[durable_object(fetch)]
pub struct MemoryActor {
    _state: State,
}

impl DurableObject for MemoryActor {
    fn new(state: State, _env: Env) -> Self {
        Self { _state: state }
    }

    async fn fetch(&self, _request: Request) -> Result<Response> {
        Response::ok("memory")
    }
}
