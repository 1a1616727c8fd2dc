//! Keys with which an owner's own programs come to SmartMemory, SmartSQL and SmartBuckets. A key is
//! shown once, when it is made.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::directory::keys::{self, ApiKey};
use crate::failure::Failure;
use crate::ids::{ApiKeyId, UserId};
use crate::ports::Ports;
use crate::secret;

/// Keys that one owner has at most.
const MOST_KEYS: u32 = 50;
/// The longest name of a key, in characters.
const LONGEST_NAME: usize = 60;
/// What every key begins with, so that one that got lost is known for what it is.
const PREFIX: &str = "cmb_";

/// A key, as it is asked for from outside.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// What it is for.
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MadeKey {
    #[serde(flatten)]
    pub about: ApiKey,
    /// To be kept by its bearer: nobody can show it again.
    pub key: String,
}

/// Makes a key.
pub async fn make(ports: &impl Ports, owner: &UserId, new: NewKey) -> Result<MadeKey, Failure> {
    let name = new.name.trim();
    let length = name.chars().count();
    if length == 0 || length > LONGEST_NAME || name.chars().any(char::is_control) {
        let why = format!("Say what it is for, in 1 to {LONGEST_NAME} characters.");
        return Err(Failure::invalid("name", why));
    }
    let key = format!(
        "{PREFIX}{}",
        secret::token(ports.entropy()?, ports.entropy()?)
    );
    let about = ApiKey {
        id: ApiKeyId::new(ports.entropy()?),
        name: name.to_owned(),
        created_at: ports.now(),
    };
    if !keys::put(ports.sql(), owner, &about, &secret::hash(&key), MOST_KEYS).await? {
        let why = format!("There are {MOST_KEYS} keys already. Take one away first.");
        return Err(Failure::conflict(why));
    }
    Ok(MadeKey { about, key })
}

/// Takes a key away: from now on it opens nothing.
pub async fn revoke(ports: &impl Ports, owner: &UserId, id: &ApiKeyId) -> Result<(), Failure> {
    if keys::delete(ports.sql(), owner, id).await? {
        Ok(())
    } else {
        Err(Failure::not_found("the key"))
    }
}

/// Whose key that is; none where it is no key.
pub async fn owner(ports: &impl Ports, key: &str) -> Result<Option<UserId>, Failure> {
    if !key.starts_with(PREFIX) {
        return Ok(None);
    }
    keys::owner(ports.sql(), &secret::hash(key)).await
}
