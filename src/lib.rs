//! Call Me Back: everything the product decides. No IO, no clock, no randomness: moments, ids and
//! entropy are arguments, and what is outside is reached through `ports`.

#![allow(async_fn_in_trait)]

pub mod api;
pub mod brain;
pub mod call;
pub mod client;
pub mod directory;
pub mod embedding;
pub mod erasure;
pub mod extraction;
pub mod failure;
pub mod flows;
pub mod idempotency;
pub mod ids;
pub mod log;
pub mod mcp;
pub mod memory;
pub mod oidc;
pub mod operations;
pub mod pagination;
pub mod parsing;
pub mod persona;
pub mod pii;
pub mod ports;
pub mod prompt;
pub mod recall;
pub mod relationship;
pub mod rest;
pub mod retention;
pub mod scope;
pub mod secret;
pub mod smart_buckets;
pub mod smart_memory;
pub mod smart_sql;
pub mod sql;
pub mod telephony;
pub mod time;
pub mod versions;
pub mod webhooks;
pub mod zip;
