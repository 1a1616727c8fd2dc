//! Whether a PIN that was typed is the user's. Tries count over all calls.

use crate::call::machine::Outcome;
use crate::call::pin::{self, MOST_MISSES};
use crate::directory::people;
use crate::failure::Failure;
use crate::ids::UserId;
use crate::ports::Ports;
use crate::secret;

pub async fn compare(ports: &impl Ports, user: &UserId, typed: &str) -> Result<Outcome, Failure> {
    let key = ports.hash_key()?;
    let Some(wanted) = people::pin(ports.sql(), user, MOST_MISSES).await? else {
        return Ok(Outcome::Locked);
    };
    if !people::count_pin_try(ports.sql(), user, &wanted, MOST_MISSES).await? {
        return Ok(Outcome::Locked);
    }
    if !secret::same(&key.over(&wanted), &pin::hash(&key, user, typed)) {
        return Ok(Outcome::Wrong);
    }
    people::forgive_pin_tries(ports.sql(), user, &wanted).await?;
    Ok(Outcome::Right)
}
