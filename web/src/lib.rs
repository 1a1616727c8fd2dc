//! The pages, drawn on the server: each is a function from what it shows to HTML. Nothing here
//! asks for anything; the handlers gather, these draw.
//!
//! A page is `module::page(&Frame, &View) -> String`. Every form is sent with the method POST and
//! carries `Frame::csrf` as `csrf`; the page of a refused form is the same page with `Errors`.

pub mod account;
pub mod after_call;
pub mod api;
pub mod assets;
pub mod call;
pub mod conversations;
pub mod costs;
pub mod data;
pub mod erasing;
pub mod export;
mod form;
mod frame;
pub mod home;
pub mod making;
mod mark;
pub mod memories;
pub mod operations;
pub mod persona;
pub mod phone;
pub mod plans;
mod plot;
mod portrait;
pub mod problem;
pub mod prompt;
pub mod settings;
pub mod sign_in;
pub mod storylines;
mod transcript;
pub mod webhooks;
pub mod words;

pub use assets::{Asset, asset};
pub use form::Errors;
pub use frame::{CONTENT_SECURITY_POLICY, Frame, Viewer};
