//! Another number for an account: its owner changes it, or has lost theirs and shows a recovery code.

use crate::client::Client;
use crate::directory::numbers::{self, RecoveryCodes};
use crate::directory::people::{self, User};
use crate::failure::Failure;
use crate::flows::signing_in::{self, SignedIn};
use crate::flows::verifying;
use crate::ids::UserId;
use crate::ports::Ports;
use crate::secret;
use crate::telephony::phone::PhoneNumber;

/// How many recovery codes somebody has.
const CODES: usize = 10;
/// Letters and digits of which none is taken for another: five bits each.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Eighty bits, which nobody guesses.
const CODE_LETTERS: usize = 16;

/// Sends a code to the number that is to be the user's. They proved just now that it is them
/// (`Caller::check_fresh`).
pub async fn send_code(
    ports: &impl Ports,
    phone: &PhoneNumber,
    client: &Client,
) -> Result<(), Failure> {
    verifying::send_code(ports, phone, client, false).await
}

/// Gives the user the number whose code they say. Nobody calls it before they agree to that anew.
///
/// # Errors
/// As `verifying::check_code`; `Conflict` where the number has an account of its own.
pub async fn change(
    ports: &impl Ports,
    user: &User,
    phone: &PhoneNumber,
    code: &str,
    client: &Client,
) -> Result<User, Failure> {
    verifying::check_code(ports, phone, code, client).await?;
    let now = ports.now();
    match numbers::holder(ports.sql(), phone).await? {
        Some(holder) if holder.id == user.id => {
            numbers::proved(ports.sql(), &user.id, now).await?;
        }
        Some(_) => return Err(taken()),
        None => numbers::change(ports.sql(), &user.id, phone, now).await?,
    }
    people::user(ports.sql(), &user.id).await
}

/// Makes ten recovery codes in place of those before. They are shown once.
pub async fn make_codes(ports: &impl Ports, user: &UserId) -> Result<Vec<String>, Failure> {
    let codes = (0..CODES)
        .map(|_| ports.entropy().map(spelled))
        .collect::<Result<Vec<_>, _>>()?;
    let hashes: Vec<String> = codes.iter().map(|code| hash_of(code)).collect();
    numbers::put_recovery_codes(ports.sql(), user, &hashes, ports.now()).await?;
    Ok(codes)
}

pub async fn codes_left(ports: &impl Ports, user: &UserId) -> Result<RecoveryCodes, Failure> {
    numbers::recovery_codes(ports.sql(), user).await
}

/// Opens the account of a recovery code under a number that is proved by its own code. All of its
/// sessions end; its keys stay.
///
/// # Errors
/// `Invalid` with the field `recovery_code` or `code`; `Conflict` where the number has an account of its
/// own.
pub async fn recover(
    ports: &impl Ports,
    phone: &PhoneNumber,
    code: &str,
    recovery_code: &str,
    client: &Client,
) -> Result<SignedIn, Failure> {
    // Counted, though nobody guesses one.
    verifying::count_try(ports, client.network).await?;
    let hash = hash_of(recovery_code);
    let user = numbers::recovering(ports.sql(), &hash)
        .await?
        .ok_or_else(wrong)?;
    verifying::check_code(ports, phone, code, client).await?;
    let held = numbers::holder(ports.sql(), phone).await?;
    if held.is_some_and(|holder| holder.id != user) {
        return Err(taken());
    }
    if !numbers::recover(ports.sql(), &user, &hash, phone, ports.now()).await? {
        return Err(wrong());
    }
    let user = people::user(ports.sql(), &user).await?;
    signing_in::open(ports, user, client).await
}

/// Takes one of a user's recovery codes.
pub(super) async fn take_code(
    ports: &impl Ports,
    user: &UserId,
    code: &str,
    client: &Client,
) -> Result<(), Failure> {
    verifying::count_try(ports, client.network).await?;
    if numbers::take_recovery_code(ports.sql(), user, &hash_of(code)).await? {
        Ok(())
    } else {
        Err(wrong())
    }
}

fn taken() -> Failure {
    Failure::conflict(
        "That number has an account of its own. Sign in with it, and erase that account first.",
    )
}

fn wrong() -> Failure {
    Failure::invalid(
        "recovery_code",
        "That is not a recovery code, or it was used already.",
    )
}

/// Such as `k7m2-9qxr-04ht-wz3e`.
fn spelled(entropy: [u8; 16]) -> String {
    let mut bits = u128::from_be_bytes(entropy);
    let mut code = String::new();
    for place in 0..CODE_LETTERS {
        if place > 0 && place % 4 == 0 {
            code.push('-');
        }
        let letter = ALPHABET.get((bits & 31) as usize).unwrap_or(&b'0');
        code.push(char::from(*letter));
        bits >>= 5;
    }
    code
}

/// However it was typed: with or without what parts its letters, large or small.
fn hash_of(code: &str) -> String {
    let letters: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            letter => letter,
        })
        .collect();
    secret::hash(&format!("recovery:{letters}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_is_the_same_however_it_is_typed() {
        let code = spelled([0x5a; 16]);
        assert_eq!(code.len(), CODE_LETTERS + 3);
        let typed = code.replace('-', " ").to_uppercase();
        assert_eq!(hash_of(&code), hash_of(&typed));
        assert_ne!(hash_of(&code), hash_of(&spelled([0x5b; 16])));
    }
}
