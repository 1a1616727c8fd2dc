//! Calls from end to end on the host: as they should go, and whatever goes wrong in them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod allergies;
mod callbacks;
mod costs;
mod deaths;
mod erasing;
mod exporting;
mod faults;
mod forgetting;
mod importing;
mod jobs;
mod journey;
mod overseeing;
mod people;
mod prompts;
mod reading;
mod repeating;
mod retaining;
mod ringing_in;
mod schedules;
mod settings;
mod telling;
mod trying;
mod watching;
mod worlds;
mod years;
