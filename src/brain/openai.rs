//! The pure half of a brain behind an OpenAI-compatible API: what is asked, and how the answer is
//! read. Source: OpenAI's reference of chat completions; servers differ, so reading is lenient and
//! asking is strict.

mod body;
mod stream;

pub use body::{body, writing_body};
pub use stream::{Piece, Stream};

/// Why a stream gave no answer, or not all of it. The call goes on either way: with the built-in
/// brain where nothing was said yet, with an apology where something was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StreamError {
    #[error("the brain broke off before its answer ended")]
    Cut,
    #[error("the brain said nothing")]
    Empty,
    #[error("the brain answered with something that is no answer")]
    Malformed,
    #[error("the brain reported the error {code}")]
    Status { code: u16 },
    #[error("the brain reported an error")]
    Refused,
}

#[cfg(test)]
mod tests;
