//! What the product does from end to end: each an async function over the ports. A handler reads
//! its request, runs one flow, and answers; the simulation runs the very same flows.

pub mod admitting;
pub mod consenting;
pub mod costing;
pub mod embedding;
pub mod ending;
pub mod erasing;
pub mod exporting;
pub mod greeting;
pub mod identifying;
pub mod importing;
pub mod keys;
pub mod looking_back;
pub mod making;
pub mod numbers;
pub mod once;
pub mod overseeing;
pub mod planning;
pub mod profile;
pub mod proving;
pub mod relating;
pub mod remembering;
pub mod repeating;
pub mod retaining;
pub mod ringing_in;
pub mod signing_in;
pub mod starters;
pub mod starting;
pub mod sweeping;
pub mod talking;
pub mod telling;
pub mod using;
pub mod verifying;
pub mod working_off;
