//! What a key may be allowed. A person who signed in may do all of it.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoStaticStr};

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
pub enum Scope {
    #[serde(rename = "profile:read")]
    #[strum(serialize = "profile:read")]
    ProfileRead,
    #[serde(rename = "profile:write")]
    #[strum(serialize = "profile:write")]
    ProfileWrite,
    #[serde(rename = "personas:read")]
    #[strum(serialize = "personas:read")]
    PersonasRead,
    #[serde(rename = "personas:write")]
    #[strum(serialize = "personas:write")]
    PersonasWrite,
    /// Memories, episodes, storylines, procedures, documents and prompts.
    #[serde(rename = "memories:read")]
    #[strum(serialize = "memories:read")]
    MemoriesRead,
    #[serde(rename = "memories:write")]
    #[strum(serialize = "memories:write")]
    MemoriesWrite,
    /// Calls, schedules, and what they cost.
    #[serde(rename = "calls:read")]
    #[strum(serialize = "calls:read")]
    CallsRead,
    #[serde(rename = "calls:write")]
    #[strum(serialize = "calls:write")]
    CallsWrite,
    /// Sessions, keys and numbers; taking all data along, and erasing it.
    #[serde(rename = "account")]
    #[strum(serialize = "account")]
    Account,
}

impl Scope {
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
