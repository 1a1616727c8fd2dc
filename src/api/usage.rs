//! What calls used and cost.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Endpoint;
use crate::failure::Failure;
use crate::flows::admitting::Caller;
use crate::flows::using::{self, Period, Usage};
use crate::ports::Ports;
use crate::time::Timestamp;

/// Shows what the user's calls came to by the day, or by the month, the latest first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShowUsage {
    #[serde(default)]
    by: Period,
    /// Where it begins; 30 days ago, or with months a year ago, where it is left out.
    since: Option<Timestamp>,
    /// Where it ends; now where it is left out.
    until: Option<Timestamp>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Periods {
    usage: Vec<Usage>,
}

impl Endpoint for ShowUsage {
    type Body = ();
    type Answer = Periods;

    async fn run(self, ports: &impl Ports, by: &Caller, (): ()) -> Result<Periods, Failure> {
        let usage = using::usage(ports, &by.user, self.by, self.since, self.until).await?;
        Ok(Periods { usage })
    }
}
