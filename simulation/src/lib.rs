//! The ports of the core on the host, with seeded faults.

mod brain;
mod buckets;
mod carrier;
mod courier;
mod embedding_model;
mod faults;
mod host;
mod issuer;
mod line;
mod memories;
mod messenger;
mod outbox;
mod scribe;
mod sessions;
mod sql;
mod sqlite;
mod verifier;
mod world;

pub use brain::HostBrain;
pub use buckets::HostBuckets;
pub use carrier::HostCarrier;
pub use courier::{HostCourier, Posted};
pub use embedding_model::HostEmbeddingModel;
pub use faults::{Fault, Faults, draw};
pub use host::{Host, HostPorts};
pub use issuer::HostIssuer;
pub use line::{Line, Moment};
pub use memories::{HostMemories, embedder};
pub use messenger::HostMessenger;
pub use outbox::{Delivery, HostOutbox};
pub use scribe::{Asked, HostScribe};
pub use sessions::{HostSessions, HostShell, Session};
pub use sql::HostSql;
pub use sqlite::Sqlite;
pub use verifier::HostVerifier;
pub use world::World;

use std::task::Poll;

/// Lets others go on, once: what any request to the outside does.
pub async fn pause() {
    let mut paused = false;
    std::future::poll_fn(|_| {
        if std::mem::replace(&mut paused, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

/// Runs a future of the simulation to its end; such futures never wait for the outside.
pub fn finish<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}
