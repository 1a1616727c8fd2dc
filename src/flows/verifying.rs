//! Whether a telephone is somebody's: they are sent a code to it, and say it. Either a service makes the
//! code and checks it, or it is one of our own: six digits that live ten minutes, are used once, and are
//! stored as a keyed hash. Sends and tries are counted by number and by address before anything else is done.

use crate::client::{Client, Network};
use crate::directory::codes::{self, Code};
use crate::directory::limits::{self, EVERYBODY, Limit};
use crate::directory::people::number_hash;
use crate::failure::Failure;
use crate::ports::{Checked, Messenger, PhoneVerifier, Ports};
use crate::secret::{self, HashKey};
use crate::telephony::phone::PhoneNumber;
use crate::time::{DAY, HOUR, MINUTE, Timestamp};

const CODE_LIVES: i64 = 10 * MINUTE;

/// Of codes that are sent to one number.
const SENDS_TO_NUMBER: [Limit; 2] = [
    limit("sends_to_number_an_hour", 5, HOUR),
    limit("sends_to_number_a_day", 15, DAY),
];
/// Of tries at the codes of one number, however many codes there are.
const TRIES_AT_NUMBER: [Limit; 2] = [
    limit("tries_at_number_an_hour", 5, HOUR),
    limit("tries_at_number_a_day", 15, DAY),
];
/// Of either, what comes from one address: so that nobody alone uses up all that its owner has.
const SENDS_TO_NUMBER_FROM_ADDRESS: Limit = limit("sends_to_number_from_address", 4, HOUR);
const TRIES_AT_NUMBER_FROM_ADDRESS: Limit = limit("tries_at_number_from_address", 4, HOUR);
/// Of what comes from one address, whatever numbers it names.
const SENDS_FROM_ADDRESS: Limit = limit("sends_from_address_an_hour", 20, HOUR);
const TRIES_FROM_ADDRESS: Limit = limit("tries_from_address_an_hour", 30, HOUR);

/// Of all codes, whoever asks for them, from wherever: each is paid for, and who has many numbers and many
/// addresses is held by nothing else.
///
/// So they could also use up what all have, and nobody would come in for a day. Therefore no site and no
/// provider has more than its share: whoever has one block of addresses leaves the rest to those elsewhere.
/// Addresses of many providers can be rented too, so a part of it all is kept for devices on which the number was
/// proved before, of which nobody can have many without proving as many numbers. It is not kept for numbers that
/// have an account: then the refusal of all others would tell who has one. To refuse nobody, and send the
/// others nothing, would let people wait for what never comes, and tell it all the same by how long it takes.
const SENDS_IN_ALL: &str = "sends_in_all";
const SENDS_FROM_SITE: &str = "sends_from_site";
const SENDS_FROM_PROVIDER: &str = "sends_from_provider";
/// One of so many parts of all is what a site has in a day, what a provider has, and what is kept.
const SITE: u32 = 20;
const PROVIDER: u32 = 5;
const KEPT: u32 = 5;

const fn limit(name: &'static str, most: u32, window: i64) -> Limit {
    Limit { name, most, window }
}

/// Sends a code to a number. `adult`: whoever asks says that they are of age.
///
/// # Errors
/// `Invalid` where the number is in a country that is not called from here, `TooOften` where too many were
/// sent to it, asked for from the address, or sent in all.
pub async fn send_code(
    ports: &impl Ports,
    phone: &PhoneNumber,
    client: &Client,
    adult: bool,
) -> Result<(), Failure> {
    let (now, key) = (ports.now(), ports.hash_key()?);
    if !ports.policy()?.reaches(phone) {
        let why = "Numbers of that country can't be called from here yet.";
        return Err(Failure::invalid("phone", why));
    }
    may(ports, SENDS_FROM_ADDRESS, &client.network.household(&key)).await?;
    let from_there = from_there(&key, phone, client);
    may(ports, SENDS_TO_NUMBER_FROM_ADDRESS, &from_there).await?;
    for limit in SENDS_TO_NUMBER {
        may(ports, limit, &counted_as(&key, phone, client)).await?;
    }
    let all = ports.access()?.codes_a_day?;
    let most = if is_known(&key, phone, client) {
        all
    } else {
        let of_site = limit(SENDS_FROM_SITE, (all / SITE).max(1), DAY);
        may(ports, of_site, &client.network.site(&key)).await?;
        let of_provider = limit(SENDS_FROM_PROVIDER, (all / PROVIDER).max(1), DAY);
        may(ports, of_provider, &client.network.provider(&key)).await?;
        all - all / KEPT
    };
    may(ports, limit(SENDS_IN_ALL, most, DAY), EVERYBODY).await?;
    let adult_confirmed_at = adult.then_some(now);
    let expires_at = now.plus(CODE_LIVES);
    if let Some(service) = ports.phone_verifier() {
        let code = Code {
            code_hash: None,
            adult_confirmed_at,
            expires_at,
        };
        codes::put(ports.sql(), phone, &code).await?;
        return service.start(phone).await;
    }
    let digits = u128::from_be_bytes(ports.entropy()?) % 1_000_000;
    let text = format!("{digits:06}");
    let code = Code {
        code_hash: Some(hash_of(&key, phone, &text)),
        adult_confirmed_at,
        expires_at,
    };
    codes::put(ports.sql(), phone, &code).await?;
    let text = format!("{text} is your Call Me Back code. It is good for ten minutes.");
    ports.messenger().send(phone, &text).await
}

/// What a device keeps on which that number was proved, and shows when it asks for another code to it.
pub fn device_cookie(key: &HashKey, number: &str) -> String {
    key.hash(&format!("device:{number}"))
}

fn is_known(key: &HashKey, phone: &PhoneNumber, client: &Client) -> bool {
    let cookie = device_cookie(key, phone.e164());
    let shown = client.device.as_deref();
    shown.is_some_and(|shown| secret::same(shown, &cookie))
}

/// Under what a number's sends and tries are counted: those of devices on which it was proved before apart, so that
/// its owner has theirs, from however many addresses others use up the rest.
fn counted_as(key: &HashKey, phone: &PhoneNumber, client: &Client) -> String {
    let who = number_hash(key, phone.e164());
    match is_known(key, phone, client) {
        true => format!("device:{who}"),
        false => who,
    }
}

/// That a number is theirs who said its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// When they said that they are of age, where they did.
    pub adult_confirmed_at: Option<Timestamp>,
}

/// Checks a code, which is used up where it is right.
///
/// # Errors
/// `Invalid` with the field `code` where it is wrong or no longer good, `TooOften` where too many were
/// tried: neither tells whether one was sent, or whether the number has an account.
pub async fn check_code(
    ports: &impl Ports,
    phone: &PhoneNumber,
    code: &str,
    client: &Client,
) -> Result<Proof, Failure> {
    let key = ports.hash_key()?;
    // Counted before it is compared, so that guesses side by side count too.
    may(ports, TRIES_FROM_ADDRESS, &client.network.household(&key)).await?;
    let from_there = from_there(&key, phone, client);
    may(ports, TRIES_AT_NUMBER_FROM_ADDRESS, &from_there).await?;
    let pending = codes::pending(ports.sql(), phone, ports.now()).await?;
    let who = counted_as(&key, phone, client);
    // Where there is no code nothing can be guessed: it is counted, so that it looks alike, and the owner's
    // tries are left to them.
    let counted = match pending {
        Some(_) => who.clone(),
        None => format!("no_code:{who}"),
    };
    for limit in TRIES_AT_NUMBER {
        may(ports, limit, &counted).await?;
    }
    let pending = pending.ok_or_else(wrong)?;
    let code = code.trim();
    let is_right = match (&pending.code_hash, ports.phone_verifier()) {
        (Some(hash), _) => secret::same(&hash_of(&key, phone, code), hash),
        (None, Some(service)) => match service.check(phone, code).await? {
            Checked::Right => true,
            Checked::Wrong => false,
        },
        (None, None) => false,
    };
    if !is_right || !codes::take(ports.sql(), phone, &pending).await? {
        return Err(wrong());
    }
    limits::forgive(ports.sql(), &TRIES_AT_NUMBER, &who).await?;
    limits::forgive(ports.sql(), &[TRIES_AT_NUMBER_FROM_ADDRESS], &from_there).await?;
    Ok(Proof {
        adult_confirmed_at: pending.adult_confirmed_at,
    })
}

/// Counts a try at something else that nobody may guess at.
pub(super) async fn count_try(ports: &impl Ports, network: Network) -> Result<(), Failure> {
    may(
        ports,
        TRIES_FROM_ADDRESS,
        &network.household(&ports.hash_key()?),
    )
    .await
}

async fn may(ports: &impl Ports, limit: Limit, who: &str) -> Result<(), Failure> {
    let now = ports.now();
    let Some(until) = limits::count(ports.sql(), limit, who, now).await? else {
        return Ok(());
    };
    let what = match limit.name {
        SENDS_IN_ALL => "No more codes are sent for now: too many were asked for.",
        SENDS_FROM_SITE | SENDS_FROM_PROVIDER => {
            "No more codes are sent for now to where you are: too many were asked for."
        }
        name if name.starts_with("sends") => "Too many codes were asked for.",
        _ => "Too many codes were tried.",
    };
    let left = u64::try_from(until.since(now))
        .unwrap_or(0)
        .div_ceil(1_000)
        .max(1);
    let when = match left.div_ceil(60) {
        1 => "in a minute".to_owned(),
        minutes @ 2..=90 => format!("in {minutes} minutes"),
        minutes => format!("in {} hours", minutes.div_ceil(60)),
    };
    let seconds = u32::try_from(left).unwrap_or(u32::MAX);
    let why = format!("{what} Try again {when}.");
    Err(Failure::too_often(why, seconds))
}

fn wrong() -> Failure {
    Failure::invalid("code", "That is not the code, or it is no longer good.")
}

/// That number, as somebody at that address names it.
fn from_there(key: &HashKey, phone: &PhoneNumber, client: &Client) -> String {
    key.hash(&format!(
        "number:{}:{}",
        phone.e164(),
        client.network.household(key)
    ))
}

fn hash_of(key: &HashKey, phone: &PhoneNumber, code: &str) -> String {
    key.hash(&format!("code:{}:{code}", phone.e164()))
}
