//! The worker: what Cloudflare calls. Each handler reads its request, runs one flow, and answers.

mod answer;
mod api;
mod cron;
mod development;
mod exporting;
mod ids;
mod mcp;
mod pages;
mod queue;
mod rest;
mod routes;
mod sockets;
mod twilio;
mod visit;

use worker::{
    Context, Env, MessageBatch, Request, Response, Result, ScheduleContext, ScheduledEvent, event,
};

// Exported to the runtime by their names in wrangler.toml.
pub use call_me_back_platform::{MemoryActor, SessionActor};

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    routes::answer(request, env).await
}

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    cron::run(&event.cron(), &env).await;
}

/// Messages are acknowledged one by one; an error here would take the isolate down.
#[event(queue)]
async fn post_call(batch: MessageBatch<String>, env: Env, _context: Context) -> Result<()> {
    queue::consume(&batch, &env).await;
    Ok(())
}
