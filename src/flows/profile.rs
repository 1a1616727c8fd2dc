//! What users say of themselves, and of their telephone.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use crate::call::Voicemail;
use crate::call::hours::Hours;
use crate::call::pin;
use crate::directory::people::{self, User};
use crate::failure::Failure;
use crate::flows::relating::checked;
use crate::flows::{repeating, retaining};
use crate::ports::Ports;
use crate::retention::{MOST_DAYS, Plan};
use crate::time::TimeZone;
use crate::versions::IfMatch;

/// The longest name of a user, in characters.
const LONGEST_NAME: usize = 60;
/// How often somebody who did not pick up is rung again at most.
const MOST_RETRIES: u32 = 3;
/// More of anything than a day has room for.
const MOST_A_DAY: u32 = 100_000;

/// What a user says of themselves; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// What they are called; empty for no name.
    pub name: Option<String>,
    /// Such as Europe/Berlin.
    pub time_zone: Option<String>,
    pub voicemail: Option<Voicemail>,
    /// How often a call that met nobody is tried again: 0 to 3.
    pub retries: Option<u32>,
    /// The first hour of the day in which they may be called unasked, and the one before which that ends.
    pub hours_from: Option<u8>,
    pub hours_to: Option<u8>,
    /// How much of a day may go by telephone; null: as much as whoever runs this allows.
    #[serde(default, deserialize_with = "said")]
    pub calls_a_day: Option<Option<u32>>,
    #[serde(default, deserialize_with = "said")]
    pub minutes_a_day: Option<Option<u32>>,
    #[serde(default, deserialize_with = "said")]
    pub cents_a_day: Option<Option<u32>>,
    /// How many days what you say is kept, up to what the plan allows: a year, or for ever. 0: nothing is
    /// kept once it is remembered. null: as long as the plan allows.
    #[serde(default, deserialize_with = "said")]
    pub retention_days: Option<Option<u32>>,
    /// Six digits that prove in a call of theirs that it is them; empty for none. It wants a proof of the
    /// last fifteen minutes that it is them, as what could take the account from its owner does.
    pub pin: Option<String>,
}

/// Tells what is said, be it null, from what is left out.
fn said<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<u32>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Sets what the user says of themselves. All of it, or nothing where a part can't be.
///
/// # Errors
/// `Invalid` with the part that can't be; `Stale` where another version than `seen` stands.
pub async fn set_profile(
    ports: &impl Ports,
    user: &User,
    profile: Profile,
    seen: Option<&IfMatch>,
) -> Result<User, Failure> {
    let pin = profile.pin.as_deref().map(str::trim);
    let pin_hash = match pin {
        None => None,
        Some("") => Some(None),
        Some(pin) => Some(Some(pin::chosen(&ports.hash_key()?, &user.id, pin)?)),
    };
    edit(ports, user, seen, |user| changed(user, &profile)).await?;
    repeating::follow_zone(ports, Some(&user.id)).await?;
    if profile.retention_days.is_some() {
        retaining::follow(ports, &user.id).await?;
    }
    if let Some(pin_hash) = pin_hash {
        people::set_pin(ports.sql(), &user.id, pin_hash.as_deref(), ports.now()).await?;
    }
    people::user(ports.sql(), &user.id).await
}

/// Edits the user: as they were read, and where somebody else edits them meanwhile, as that left them. So of
/// two edits at once neither takes back what the other did.
///
/// # Errors
/// Those of `change`; `Stale` where another version than `seen` stands.
pub(super) async fn edit(
    ports: &impl Ports,
    user: &User,
    seen: Option<&IfMatch>,
    change: impl Fn(&User) -> Result<User, Failure>,
) -> Result<(), Failure> {
    let mut user = user.clone();
    loop {
        IfMatch::check(seen, user.version)?;
        if people::update(ports.sql(), &change(&user)?, ports.now()).await? {
            return Ok(());
        }
        user = people::user(ports.sql(), &user.id).await?;
    }
}

fn changed(user: &User, profile: &Profile) -> Result<User, Failure> {
    let zone = match &profile.time_zone {
        Some(zone) => zone.parse::<TimeZone>().map_err(|_| {
            Failure::invalid(
                "time_zone",
                "Not a time zone; such as Europe/Berlin is one.",
            )
        })?,
        None => user.time_zone,
    };
    let from = profile.hours_from.unwrap_or(user.hours.from());
    let to = profile.hours_to.unwrap_or(user.hours.to());
    let hours = Hours::new(from, to).map_err(|_| {
        let field = if profile.hours_from.is_some() {
            "hours_from"
        } else {
            "hours_to"
        };
        Failure::invalid(field, "Choose two different hours, such as from 8 to 21.")
    })?;
    Ok(User {
        name: name_of(user, profile.name.as_deref())?,
        time_zone: zone,
        voicemail: profile.voicemail.unwrap_or(user.voicemail),
        retries: at_most("retries", profile.retries, MOST_RETRIES)?.unwrap_or(user.retries),
        hours,
        calls_a_day: cap("calls_a_day", profile.calls_a_day, user.calls_a_day)?,
        minutes_a_day: cap("minutes_a_day", profile.minutes_a_day, user.minutes_a_day)?,
        cents_a_day: cap("cents_a_day", profile.cents_a_day, user.cents_a_day)?,
        retention_days: match profile.retention_days {
            Some(wish) => retention(user.plan, wish)?,
            None => user.retention_days,
        },
        ..user.clone()
    })
}

fn cap(
    field: &str,
    wish: Option<Option<u32>>,
    standing: Option<u32>,
) -> Result<Option<u32>, Failure> {
    match wish {
        Some(wish) => at_most(field, wish, MOST_A_DAY),
        None => Ok(standing),
    }
}

fn retention(plan: Plan, wish: Option<u32>) -> Result<Option<u32>, Failure> {
    let most = plan.longest_days().unwrap_or(MOST_DAYS);
    match wish {
        Some(days) if days > most => {
            let why = format!("At most {most} days; null for as long as your plan allows.");
            Err(Failure::invalid("retention_days", why))
        }
        wish => Ok(wish),
    }
}

fn at_most(field: &str, wish: Option<u32>, most: u32) -> Result<Option<u32>, Failure> {
    match wish {
        Some(wish) if wish > most => Err(Failure::invalid(field, format!("0 to {most}"))),
        wish => Ok(wish),
    }
}

/// What the user is called now: as they wish, or as before where they say nothing of it.
pub(super) fn name_of(user: &User, wish: Option<&str>) -> Result<Option<String>, Failure> {
    match wish.map(str::trim) {
        Some("") => Ok(None),
        Some(name) => checked("name", name, LONGEST_NAME).map(Some),
        None => Ok(user.name.clone()),
    }
}
