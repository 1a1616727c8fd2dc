//! Who asks, and what they may ask for.

use crate::directory::people::User;
use crate::failure::Failure;
use crate::flows::signing_in;
use crate::ports::Ports;
use crate::scope::Scope;
use crate::secret;

/// Somebody who proved who they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Caller {
    pub user: User,
    pub via: Via,
    /// How much more they may ask for now; none where nobody counts.
    pub allowance: Option<Allowance>,
}

/// What they proved it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// A session that was opened with a code, by its token's hash.
    Session { token_hash: String },
    /// A key, and what that is allowed.
    Key { scopes: Vec<Scope> },
}

impl Caller {
    /// # Errors
    /// `Forbidden` where the key that they come with is not allowed that.
    pub fn check(&self, scope: Scope) -> Result<(), Failure> {
        match &self.via {
            Via::Session { .. } => Ok(()),
            Via::Key { scopes } if scopes.contains(&scope) => Ok(()),
            Via::Key { .. } => Err(Failure::forbidden(format!(
                "This key is not allowed {scope}. Make one that is."
            ))),
        }
    }
}

/// How many requests one bearer may send in a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub quota: u32,
    /// For how long it is, in seconds.
    pub window: u32,
    pub remaining: u32,
    /// In how many seconds it begins anew.
    pub resets_in: u32,
}

impl Allowance {
    /// As the field `RateLimit-Policy` says it.
    pub fn policy(self) -> String {
        format!("\"default\";q={};w={}", self.quota, self.window)
    }

    /// As the field `RateLimit` says it.
    pub fn limit(self) -> String {
        format!("\"default\";r={};t={}", self.remaining, self.resets_in)
    }
}

/// Who bears that token; none where it opens nothing.
pub async fn caller(ports: &impl Ports, token: &str) -> Result<Option<Caller>, Failure> {
    let user = signing_in::bearer(ports, token).await?;
    Ok(user.map(|user| Caller {
        user,
        via: Via::Session {
            token_hash: secret::hash(token),
        },
        allowance: None,
    }))
}
