//! Versions: who edits may say which one they saw, so that two of them don't overwrite each other.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// A version of something, as the field `ETag` says it: `"3"`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ETag(String);

impl ETag {
    /// `version` is of letters and digits.
    pub fn new(version: impl fmt::Display) -> Self {
        Self(format!("\"{version}\""))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which versions may be changed, as the field `If-Match` says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IfMatch(String);

impl IfMatch {
    /// Only that version.
    pub fn only(version: impl fmt::Display) -> Self {
        Self(ETag::new(version).0)
    }

    pub fn allows(&self, version: impl fmt::Display) -> bool {
        let etag = ETag::new(version);
        self.0.trim() == "*" || self.0.split(',').any(|tag| tag.trim() == etag.0)
    }

    /// # Errors
    /// `Stale` where another version than that was seen.
    pub fn check(seen: Option<&Self>, version: impl fmt::Display) -> Result<(), Failure> {
        match seen {
            Some(seen) if !seen.allows(version) => Err(Failure::Stale),
            _ => Ok(()),
        }
    }
}

impl JsonSchema for IfMatch {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "IfMatch".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "The ETag of what is to be changed, as it was seen. Where it was changed \
                            meanwhile nothing is done (412).",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_seen_is_changed() {
        let allows = |text: &str, version: u32| IfMatch(text.into()).allows(version);
        assert!(allows("\"3\"", 3));
        assert!(allows("\"2\", \"3\"", 3));
        assert!(allows("*", 3));
        for other in ["\"2\"", "3", "W/\"3\"", "", "\"33\""] {
            assert!(!allows(other, 3), "{other}");
        }
    }
}
