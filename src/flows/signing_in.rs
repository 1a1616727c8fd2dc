//! Signing in by a code to the telephone, and the sessions that this opens.

use crate::call::machine::Outcome;
use crate::client::Client;
use crate::directory::numbers::{self, Holder};
use crate::directory::people::{self, NewUser, User};
use crate::directory::sign_ins::{self, NewSession, Session};
use crate::failure::Failure;
use crate::flows::verifying::{self, Proof};
use crate::flows::{numbers as recovering, proving};
use crate::ids::{SignInId, UserId};
use crate::ports::Ports;
use crate::secret;
use crate::telephony::phone::PhoneNumber;
use crate::time::{TimeZone, Timestamp};

/// Sends a code to whoever wants to sign in, or up.
///
/// # Errors
/// `Invalid` with the field `adult` where they are not of age; as `verifying::send_code`.
pub async fn send_code(
    ports: &impl Ports,
    phone: &PhoneNumber,
    adult: bool,
    client: &Client,
) -> Result<(), Failure> {
    if !adult {
        return Err(of_age());
    }
    verifying::send_code(ports, phone, client, true).await
}

/// What a right code opens.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub user: User,
    /// To be shown to nobody but its bearer.
    pub token: String,
}

/// What is asked besides the code where a number was not proved for long: it may be somebody else's now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Besides {
    Nothing,
    /// The account's PIN. By a recovery code one comes back in with `numbers::recover`.
    Pin(String),
    /// They have nothing to do with that account, and begin anew.
    Anew,
}

/// Checks a code; a right one signs in, and up where the number is new: then the user lives in
/// that time zone until they say otherwise.
///
/// # Errors
/// As `verifying::check_code`; `Conflict` where the number was not proved for long and nothing else was
/// shown, `Invalid` where that is wrong.
pub async fn check_code(
    ports: &impl Ports,
    phone: &PhoneNumber,
    code: &str,
    besides: &Besides,
    zone: TimeZone,
    client: &Client,
) -> Result<SignedIn, Failure> {
    let proof = verifying::check_code(ports, phone, code, client).await?;
    let now = ports.now();
    let known = match numbers::holder(ports.sql(), phone).await? {
        Some(holder) if now.since(holder.phone_proved_at) > sign_ins::LONGEST => {
            take_again(ports, &holder, besides, proof).await?
        }
        known => known.map(|holder| holder.id),
    };
    let user = match known {
        Some(user) => {
            numbers::proved(ports.sql(), &user, now).await?;
            people::user(ports.sql(), &user).await?
        }
        None => sign_up(ports, phone, proof.adult_confirmed_at, zone).await?,
    };
    open(ports, user, client).await
}

async fn sign_up(
    ports: &impl Ports,
    phone: &PhoneNumber,
    adult_confirmed_at: Option<Timestamp>,
    zone: TimeZone,
) -> Result<User, Failure> {
    let new = NewUser {
        id: UserId::new(ports.entropy()?),
        phone,
        zone,
        adult_confirmed_at: adult_confirmed_at.ok_or_else(of_age)?,
    };
    people::sign_up(ports.sql(), &ports.hash_key()?, &new, ports.now()).await
}

/// Whose account a number opens that was not proved for long; none: whoever has it now begins anew.
async fn take_again(
    ports: &impl Ports,
    holder: &Holder,
    besides: &Besides,
    proof: Proof,
) -> Result<Option<UserId>, Failure> {
    let user = &holder.id;
    match besides {
        Besides::Nothing => Err(Failure::conflict(
            "Nobody signed in with this number for half a year, so it may have become somebody else's. \
             Ask for another code, and send it with the PIN or a recovery code of the account; or begin \
             anew.",
        )),
        Besides::Pin(pin) => match proving::compare(ports, user, pin).await? {
            Outcome::Right => Ok(Some(user.clone())),
            Outcome::Wrong | Outcome::Unclear => {
                Err(Failure::invalid("pin", "That is not the PIN."))
            }
            Outcome::Locked => Err(Failure::invalid(
                "pin",
                "There is no PIN, or too many were tried.",
            )),
        },
        Besides::Anew => {
            proof.adult_confirmed_at.ok_or_else(of_age)?;
            numbers::let_go(ports.sql(), user, ports.now()).await?;
            Ok(None)
        }
    }
}

/// Begins a session of a user's who proved that it is them.
pub(super) async fn open(
    ports: &impl Ports,
    user: User,
    client: &Client,
) -> Result<SignedIn, Failure> {
    let token = secret::token(ports.entropy()?, ports.entropy()?);
    let new = NewSession {
        id: SignInId::new(ports.entropy()?),
        user: &user.id,
        token_hash: &secret::hash(&token),
        client: &client.kind,
    };
    sign_ins::start(ports.sql(), &new, ports.now()).await?;
    Ok(SignedIn { user, token })
}

/// The session that a token opens. A page's request is counted with it, as a program's is.
pub async fn session(ports: &impl Ports, token: &str) -> Result<Option<Session>, Failure> {
    sign_ins::count(ports.sql(), &secret::hash(token), ports.now()).await
}

/// Signs out where that token is used.
pub async fn sign_out(ports: &impl Ports, token: &str) -> Result<(), Failure> {
    sign_ins::end(ports.sql(), &secret::hash(token)).await
}

/// Signs out in one of the user's sessions.
pub async fn sign_out_of(ports: &impl Ports, user: &UserId, id: &SignInId) -> Result<(), Failure> {
    if sign_ins::end_one(ports.sql(), user, id).await? {
        Ok(())
    } else {
        Err(Failure::not_found("the session"))
    }
}

/// Signs out everywhere. Keys stay, as do identities elsewhere: they are taken away one by one.
pub async fn sign_out_everywhere(ports: &impl Ports, user: &UserId) -> Result<(), Failure> {
    sign_ins::end_all(ports.sql(), user).await
}

/// Sends a code to the user's own number, to prove once more that it is them.
pub async fn send_proof(ports: &impl Ports, user: &User, client: &Client) -> Result<(), Failure> {
    let phone = number_of(user)?;
    let client = known_to(ports, &phone, client)?;
    verifying::send_code(ports, &phone, &client, false).await
}

/// By what a user proves in a session of theirs that it is them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proving {
    Code(String),
    RecoveryCode(String),
}

/// Proves in a session that it is them: for a while they may do what could take the account from them.
pub async fn prove(
    ports: &impl Ports,
    session: &SignInId,
    user: &User,
    by: &Proving,
    client: &Client,
) -> Result<(), Failure> {
    match by {
        Proving::Code(code) => {
            let phone = number_of(user)?;
            let client = known_to(ports, &phone, client)?;
            verifying::check_code(ports, &phone, code, &client).await?;
            numbers::proved(ports.sql(), &user.id, ports.now()).await?;
        }
        Proving::RecoveryCode(code) => {
            recovering::take_code(ports, &user.id, code, client).await?;
        }
    }
    sign_ins::prove(ports.sql(), session, ports.now()).await
}

/// Who is signed in need not show that their number was proved on their device.
fn known_to(ports: &impl Ports, phone: &PhoneNumber, client: &Client) -> Result<Client, Failure> {
    let cookie = verifying::device_cookie(&ports.hash_key()?, phone.e164());
    Ok(Client {
        device: Some(cookie),
        ..client.clone()
    })
}

fn number_of(user: &User) -> Result<PhoneNumber, Failure> {
    PhoneNumber::parse(&user.phone)
        .map_err(|_| Failure::conflict("There is no number to send a code to."))
}

fn of_age() -> Failure {
    Failure::invalid("adult", "Call Me Back is for adults.")
}
