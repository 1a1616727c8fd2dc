//! Signing in by a code to the telephone. Codes live ten minutes, are used once, and are stored
//! as hashes; so are the sessions that they open.

use crate::directory::people::{self, User};
use crate::failure::Failure;
use crate::ids::UserId;
use crate::ports::{Messenger, Ports};
use crate::secret;
use crate::telephony::phone::PhoneNumber;
use crate::time::{DAY, MINUTE, TimeZone};

const CODE_LIVES: i64 = 10 * MINUTE;
/// In an hour, whatever the number of codes.
const MOST_ATTEMPTS: u32 = 5;
const MOST_SENDS_AN_HOUR: u32 = 5;
pub const SESSION_LIVES: i64 = 30 * DAY;

/// Sends a code to a number.
pub async fn send_code(ports: &impl Ports, phone: &PhoneNumber) -> Result<(), Failure> {
    let now = ports.now();
    let digits = u128::from_be_bytes(ports.entropy()?) % 1_000_000;
    let code = format!("{digits:06}");
    let (hash, expires_at) = (hash_of(phone, &code), now.plus(CODE_LIVES));
    let most = MOST_SENDS_AN_HOUR;
    if !people::put_code(ports.sql(), phone, &hash, expires_at, now, most).await? {
        return Err(Failure::conflict(
            "Too many codes were sent to this number. Try again in an hour.",
        ));
    }
    let text = format!("{code} is your Call Me Back code. It is good for ten minutes.");
    ports.messenger().send(phone, &text).await
}

/// What a right code opens.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub user: User,
    /// To be shown to nobody but its bearer.
    pub token: String,
}

/// Checks a code; a right one signs in, and up where the number is new: then the user lives in
/// that time zone until they say otherwise.
pub async fn check_code(
    ports: &impl Ports,
    phone: &PhoneNumber,
    code: &str,
    zone: TimeZone,
) -> Result<SignedIn, Failure> {
    let now = ports.now();
    let wrong = || Failure::invalid("code", "That is not the code, or it is no longer good.");
    let pending = people::pending_code(ports.sql(), phone)
        .await?
        .filter(|pending| pending.expires_at > now)
        .ok_or_else(wrong)?;
    // Counted before it is compared, so that guesses side by side count too.
    if !people::count_attempt(ports.sql(), phone, MOST_ATTEMPTS).await? {
        return Err(Failure::conflict(
            "Too many wrong codes. Ask for a new one in an hour.",
        ));
    }
    let given = hash_of(phone, code.trim());
    if !secret::same(&given, &pending.code_hash)
        || !people::use_code(ports.sql(), phone, &given).await?
    {
        return Err(wrong());
    }
    let id = UserId::new(ports.entropy()?);
    let user = people::sign_up(ports.sql(), phone, id, zone, now).await?;
    let token = secret::token(ports.entropy()?, ports.entropy()?);
    let expires_at = now.plus(SESSION_LIVES);
    people::start_session(
        ports.sql(),
        &user.id,
        &secret::hash(&token),
        now,
        expires_at,
    )
    .await?;
    Ok(SignedIn { user, token })
}

/// Whose session that token opens.
pub async fn bearer(ports: &impl Ports, token: &str) -> Result<Option<User>, Failure> {
    people::session_user(ports.sql(), &secret::hash(token), ports.now()).await
}

/// Ends the session that is opened by the token of that hash.
pub async fn sign_out(ports: &impl Ports, token_hash: &str) -> Result<(), Failure> {
    people::end_session(ports.sql(), token_hash).await
}

fn hash_of(phone: &PhoneNumber, code: &str) -> String {
    secret::hash(&format!("{}:{code}", phone.e164()))
}
