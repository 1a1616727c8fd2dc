//! Working off the queue: one job, as often as it is delivered.

use crate::failure::Failure;
use crate::flows::{erasing, remembering, retaining, sweeping, telling};
use crate::ports::{Job, Ports};
use crate::smart_memory::summarize_session;

/// How a job ended that need not be delivered again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    Worked,
    /// What it was about is gone: another try would find the same.
    Dropped {
        what: String,
    },
}

/// Does one job. A failure is one that another try may not meet.
pub async fn work(ports: &impl Ports, job: &Job) -> Result<Done, Failure> {
    let worked = match job {
        Job::Remember { call_id, pair } => remembering::remember(ports, call_id, pair).await,
        Job::Fade { actor } => sweeping::fade(ports, actor).await,
        Job::LetGo { call_id, pair } => retaining::let_go(ports, call_id, pair).await,
        Job::Tell { message_id } => telling::send(ports, message_id).await,
        Job::Summarize {
            actor,
            session_id,
            wish,
        } => summarize_session(ports, actor, session_id, wish.as_deref()).await,
        Job::Erase { erasure_id } => erasing::work(ports, erasure_id).await,
    };
    match worked {
        Ok(()) => Ok(Done::Worked),
        Err(Failure::NotFound { what }) => Ok(Done::Dropped { what }),
        Err(failure) => Err(failure),
    }
}
