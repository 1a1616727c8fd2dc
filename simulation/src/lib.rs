//! The ports of the core on the host, with seeded faults.

mod faults;
mod memories;
mod sqlite;

pub use faults::{Fault, Faults, draw};
pub use memories::HostMemories;
pub use sqlite::Sqlite;

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
