//! What a key may be allowed. A person who signed in may do all of it.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumIter, EnumString, IntoEnumIterator as _, IntoStaticStr};

use crate::failure::Failure;

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
    /// SmartMemory, SmartSQL and SmartBuckets under `/v1`. It is one of its own, since a statement may
    /// read of all that is the owner's.
    #[serde(rename = "smart")]
    #[strum(serialize = "smart")]
    Smart,
    /// Sessions, keys and numbers; taking all data along, and erasing it.
    #[serde(rename = "account")]
    #[strum(serialize = "account")]
    Account,
}

impl Scope {
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// # Errors
    /// `Forbidden` where it is not among these.
    pub fn needs(self, given: &Scopes) -> Result<(), Failure> {
        if given.holds(self) {
            return Ok(());
        }
        Err(Failure::forbidden(format!(
            "That needs the scope {self}, which was not given."
        )))
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// What a program is allowed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Scopes(
    // One that is said twice counts once.
    #[schemars(with = "Vec<Scope>")] BTreeSet<Scope>,
);

impl Scopes {
    pub fn all() -> Self {
        Scope::iter().collect()
    }

    /// All but what could take the account from its owner.
    pub fn without_account() -> Self {
        Scope::iter()
            .filter(|&scope| scope != Scope::Account)
            .collect()
    }

    pub fn holds(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().collect())
    }
}

/// As OAuth writes them and as they are stored: apart by spaces.
impl fmt::Display for Scopes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(Scope::as_str).collect();
        formatter.write_str(&names.join(" "))
    }
}

/// Reads them as they are written; what is no scope of ours is left out.
impl FromStr for Scopes {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let names = text.split_whitespace();
        Ok(names.filter_map(|name| name.parse().ok()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_read_as_they_are_written() {
        let all = Scopes::all();
        assert_eq!(all.to_string().parse(), Ok(all.clone()));
        let json = serde_json::to_string(&all).unwrap();
        assert!(json.contains("\"memories:read\""), "{json}");
        assert_eq!(serde_json::from_str::<Scopes>(&json).unwrap(), all);
    }

    #[test]
    fn what_is_no_scope_allows_nothing() {
        let scopes: Scopes = "openid account:all memories:read".parse().unwrap();
        assert_eq!(scopes.to_string(), "memories:read");
        assert!(!Scopes::without_account().holds(Scope::Account));
    }
}
