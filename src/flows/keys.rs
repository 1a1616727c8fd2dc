//! Keys with which an owner's own programs come. A key is shown once, when it is made or made anew.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::directory::keys::{self, ApiKey};
use crate::failure::Failure;
use crate::ids::{ApiKeyId, UserId};
use crate::ports::Ports;
use crate::scope::{Scope, Scopes};
use crate::secret;
use crate::time::{DAY, HOUR};

/// Keys that one owner has at most.
const MOST_KEYS: u32 = 50;
/// The longest name of a key, in characters.
const LONGEST_NAME: usize = 60;
/// What every key begins with, so that one that got lost is known for what it is.
pub const PREFIX: &str = "cmb_";
/// The longest that a key is made for, in days, where it is to end.
const LONGEST_DAYS: u32 = 3_650;
/// The longest that a secret stays good beside the one that replaced it, in hours.
const LONGEST_GRACE: u32 = 72;

/// A key, as it is asked for from outside.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// What it is for.
    #[schemars(length(min = 1, max = 60))]
    pub name: String,
    /// What it may do; left out: `smart`, which opens /v1.
    #[serde(default)]
    pub scopes: Option<Scopes>,
    /// After how many days it opens nothing any more; left out: it does until it is taken away.
    #[serde(default)]
    #[schemars(range(min = 1, max = 3_650))]
    pub expires_in_days: Option<u32>,
}

/// How a key is given a new secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rotation {
    /// For how many hours the secret before stays good; left out: it ends at once.
    #[serde(default)]
    #[schemars(range(min = 0, max = 72))]
    pub grace_hours: u32,
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
    let scopes = new
        .scopes
        .unwrap_or_else(|| [Scope::Smart].into_iter().collect());
    if scopes.is_empty() {
        return Err(Failure::invalid("scopes", "Say what it may do."));
    }
    let days = new.expires_in_days;
    if days.is_some_and(|days| days == 0 || days > LONGEST_DAYS) {
        let why = format!("1 to {LONGEST_DAYS} days, or leave it out.");
        return Err(Failure::invalid("expires_in_days", why));
    }
    let now = ports.now();
    let key = new_secret(ports)?;
    let about = ApiKey {
        id: ApiKeyId::new(ports.entropy()?),
        name: name.to_owned(),
        scopes,
        created_at: now,
        expires_at: days.map(|days| now.plus(i64::from(days) * DAY)),
        last_used_at: None,
        rotated_at: None,
        old_until: None,
    };
    if !keys::put(ports.sql(), owner, &about, &secret::hash(&key), MOST_KEYS).await? {
        let why = format!("There are {MOST_KEYS} keys already. Delete one first.");
        return Err(Failure::conflict(why));
    }
    Ok(MadeKey { about, key })
}

/// Gives a key a new secret. The one before it stays good for as long as is asked.
pub async fn rotate(
    ports: &impl Ports,
    owner: &UserId,
    id: &ApiKeyId,
    rotation: &Rotation,
) -> Result<MadeKey, Failure> {
    if rotation.grace_hours > LONGEST_GRACE {
        let why = format!("0 to {LONGEST_GRACE} hours.");
        return Err(Failure::invalid("grace_hours", why));
    }
    let now = ports.now();
    let old_until = now.plus(i64::from(rotation.grace_hours) * HOUR);
    let key = new_secret(ports)?;
    let hash = secret::hash(&key);
    let about = keys::rotate(ports.sql(), owner, id, &hash, old_until, now)
        .await?
        .ok_or_else(|| Failure::not_found("the key"))?;
    Ok(MadeKey { about, key })
}

/// Whether that key may do what could take the account from its owner.
pub async fn is_for_the_account(
    ports: &impl Ports,
    owner: &UserId,
    id: &ApiKeyId,
) -> Result<bool, Failure> {
    let keys = keys::keys(ports.sql(), owner).await?;
    let mut keys = keys.iter();
    Ok(keys.any(|key| key.id == *id && key.scopes.holds(Scope::Account)))
}

fn new_secret(ports: &impl Ports) -> Result<String, Failure> {
    let token = secret::token(ports.entropy()?, ports.entropy()?);
    Ok(format!("{PREFIX}{token}"))
}

/// Takes a key away: from now on it opens nothing.
pub async fn revoke(ports: &impl Ports, owner: &UserId, id: &ApiKeyId) -> Result<(), Failure> {
    if keys::delete(ports.sql(), owner, id).await? {
        Ok(())
    } else {
        Err(Failure::not_found("the key"))
    }
}
