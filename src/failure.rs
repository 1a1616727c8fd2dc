//! What can go wrong behind a door of the product, as those in front of it need to know it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::sql::SqlError;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "failure", rename_all = "snake_case")]
pub enum Failure {
    /// What was asked for does not exist, or is not theirs who asked.
    #[error("{what} was not found")]
    NotFound { what: String },
    /// The request can't be right; `field` names the part that is wrong.
    #[error("{field}: {why}")]
    Invalid { field: String, why: String },
    /// Right in itself, but not as things stand.
    #[error("{why}")]
    Conflict { why: String },
    /// Nobody, or nobody we know, asks.
    #[error("Sign in first.")]
    NotSignedIn,
    /// Not for whoever asks.
    #[error("{why}")]
    Forbidden { why: String },
    /// It is no longer as whoever asks saw it.
    #[error("It was changed meanwhile. Look at it again, then decide.")]
    Stale,
    /// They asked too often. Trying again helps after so many seconds.
    #[error("{why}")]
    TooOften { why: String, retry_after: u32 },
    /// Something we depend on did not answer, or not as it should. Trying again may help.
    #[error("{why}")]
    Unavailable { why: String },
}

impl Failure {
    pub fn not_found(what: impl Into<String>) -> Self {
        Self::NotFound { what: what.into() }
    }

    pub fn invalid(field: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Invalid {
            field: field.into(),
            why: why.into(),
        }
    }

    pub fn conflict(why: impl Into<String>) -> Self {
        Self::Conflict { why: why.into() }
    }

    pub fn forbidden(why: impl Into<String>) -> Self {
        Self::Forbidden { why: why.into() }
    }

    pub fn too_often(why: impl Into<String>, retry_after: u32) -> Self {
        Self::TooOften {
            why: why.into(),
            retry_after,
        }
    }

    pub fn unavailable(why: impl Into<String>) -> Self {
        Self::Unavailable { why: why.into() }
    }
}

impl From<SqlError> for Failure {
    fn from(error: SqlError) -> Self {
        Self::unavailable(error.to_string())
    }
}

/// The JSON Schema of a failure as a program reads it: a problem (RFC 9457).
pub fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail", "request_id"],
        "properties": {
            "type": { "type": "string" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string", "description": "What to do about it." },
            "field": { "type": "string", "description": "The part that is wrong, where one is." },
            "request_id": { "type": "string", "description": "As in X-Request-Id." },
        },
    })
}
