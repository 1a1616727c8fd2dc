//! Somebody rings one of our numbers.

use crate::call::briefing::Occasion;
use crate::call::hours::day_began;
use crate::call::permission;
use crate::call::pin::MOST_MISSES;
use crate::call::policy::Policy;
use crate::call::terms::Identity;
use crate::call::{Channel, EndReason, Status};
use crate::directory::people::{self, User};
use crate::directory::{calls, personas};
use crate::failure::Failure;
use crate::flows::ending::end_call;
use crate::flows::starting::{self, Wish, call_id_of};
use crate::ids::{CallId, PersonaId};
use crate::ports::Ports;
use crate::telephony::phone::PhoneNumber;

/// How many calls of a day may come in from who says that they are the user, and never proves it.
const MOST_UNPROVEN: u32 = 5;
/// How long such a call may last, proved or not, where the user's day has so much left.
const UNPROVEN_SECONDS: u32 = 30 * 60;
const NOT_NOW: &str = "You can't be put through right now. Please try again another time.";
const NOBODY_YET: &str =
    "You don't know anybody here yet. Choose somebody on our page first, then call again.";

/// A call that comes in, as the carrier tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The carrier's own name for it.
    pub carriers_name: String,
    /// The number from which somebody says that they call; none where they keep it back.
    pub from: Option<PhoneNumber>,
    /// The number that was dialled.
    pub to: PhoneNumber,
    /// The carrier vouches for it that the caller may use that number (attestation A of STIR/SHAKEN).
    pub is_attested: bool,
}

/// What is done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Welcome {
    /// They talk to a persona: in that call.
    Connected(CallId),
    /// Nobody whom we know. They may want no calls from us.
    Stranger,
    /// They can't be talked to now, and are told why.
    Refused(String),
    /// Their line is taken by another call with us.
    Busy,
}

/// By what id a call is known that came in under that name of the carrier's.
pub fn call_id(carriers_name: &str) -> CallId {
    call_id_of(&["inbound", carriers_name])
}

/// Takes a call that comes in. Told twice of one, it is the same call.
pub async fn ring_in(ports: &impl Ports, incoming: &Incoming) -> Result<Welcome, Failure> {
    let Some(from) = &incoming.from else {
        return Ok(Welcome::Stranger);
    };
    let Some(user) = people::user_of(ports.sql(), from).await? else {
        return Ok(Welcome::Stranger);
    };
    let id = call_id(&incoming.carriers_name);
    let standing = starting::standing(ports, &user, Some(&id)).await?;
    let is_vouched_for = incoming.is_attested && standing.number_verified;
    let identity = identity(ports, &user, is_vouched_for).await?;
    let mut terms = starting::terms(ports, &user, &standing, identity.clone())?;
    if identity == Identity::Attested {
        if let Err(refusal) = permission::may_take(&standing) {
            return Ok(Welcome::Refused(refusal.to_string()));
        }
        if standing.on_the_phone && !make_way(ports, &user, &id).await? {
            return Ok(Welcome::Busy);
        }
    } else {
        // Whoever it is learns nothing of the user's day, and takes nothing from it.
        let day_began = day_began(ports.now(), user.time_zone);
        let before = calls::unproven_since(ports.sql(), &user.id, day_began, &id).await?;
        if !standing.in_reach || before >= MOST_UNPROVEN {
            return Ok(Welcome::Refused(NOT_NOW.to_owned()));
        }
        let left = terms.seconds_left.unwrap_or(UNPROVEN_SECONDS);
        terms.seconds_left = Some(left.min(UNPROVEN_SECONDS));
    }
    let Some(persona) = whose(ports, &user, &ports.policy()?, &incoming.to).await? else {
        return Ok(match identity {
            Identity::Attested => Welcome::Refused(NOBODY_YET.to_owned()),
            _ => Welcome::Refused(NOT_NOW.to_owned()),
        });
    };
    let wish = Wish {
        call_id: id.clone(),
        persona,
        channel: Channel::Phone,
        occasion: Occasion::UserCalls,
    };
    starting::open(ports, &user, wish, terms).await?;
    if !calls::note_carrier(ports.sql(), &id, Some(&incoming.carriers_name)).await? {
        return Ok(Welcome::Refused(NOT_NOW.to_owned()));
    }
    Ok(Welcome::Connected(id))
}

/// Whoever says that they want no calls from us gets none.
pub async fn opt_out(ports: &impl Ports, number: &PhoneNumber) -> Result<(), Failure> {
    people::suppress_number(ports.sql(), number, ports.now()).await
}

/// Stops what rings at the user's while they call. False where they talk there.
async fn make_way(ports: &impl Ports, user: &User, besides: &CallId) -> Result<bool, Failure> {
    for call in calls::on_the_phone(ports.sql(), &user.id).await? {
        if call.id == *besides {
            continue;
        }
        if call.status == Status::Live {
            return Ok(false);
        }
        end_call(ports, &call, EndReason::Canceled).await?;
    }
    Ok(true)
}

/// Who answers on that number: the persona whose own it is, else the one whom they talked to last.
async fn whose(
    ports: &impl Ports,
    user: &User,
    policy: &Policy,
    number: &PhoneNumber,
) -> Result<Option<PersonaId>, Failure> {
    if let Some(own) = policy.persona_of(number) {
        match personas::persona(ports.sql(), &user.id, own).await {
            Ok(persona) => return Ok(Some(persona.id)),
            Err(Failure::NotFound { .. }) => {}
            Err(failure) => return Err(failure),
        }
    }
    calls::last_persona(ports.sql(), &user.id).await
}

async fn identity(
    ports: &impl Ports,
    user: &User,
    is_vouched_for: bool,
) -> Result<Identity, Failure> {
    if is_vouched_for {
        return Ok(Identity::Attested);
    }
    let pin = people::pin(ports.sql(), &user.id, MOST_MISSES).await?;
    Ok(Identity::Claimed {
        has_pin: pin.is_some(),
    })
}
