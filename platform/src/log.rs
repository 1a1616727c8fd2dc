//! Lines for whoever runs this, as the platform takes them.

use std::fmt;

use call_me_back::log::{self, Level};

pub use call_me_back::log::Request;

/// That something was done.
pub fn tell(message: fmt::Arguments<'_>) {
    worker::console_log!("{}", log::note(Level::Info, &message.to_string()));
}

/// That something did not go as it should.
pub fn complain(message: fmt::Arguments<'_>) {
    worker::console_error!("{}", log::note(Level::Error, &message.to_string()));
}

/// That a request was answered.
pub fn answered(request: &Request<'_>) {
    let line = log::request(request);
    match request.status {
        500.. => worker::console_error!("{line}"),
        _ => worker::console_log!("{line}"),
    }
}
