//! The document that describes the API.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::{Endpoint, Visitor, openapi};
use crate::failure::Failure;
use crate::ports::Ports;

/// Where it is served.
pub const PATH: &str = "/api/openapi.json";

/// This document, as OpenAPI 3.1.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowDocument {}

impl Endpoint<Visitor> for ShowDocument {
    type Body = ();
    type Answer = Value;

    async fn run(self, _: &impl Ports, _: &Visitor, (): ()) -> Result<Value, Failure> {
        Ok(openapi())
    }
}
