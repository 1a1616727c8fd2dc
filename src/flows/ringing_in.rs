//! Somebody rings one of our numbers.

use crate::call::briefing::Occasion;
use crate::call::hours::day_began;
use crate::call::permission;
use crate::call::pin::MOST_MISSES;
use crate::call::policy::Policy;
use crate::call::terms::Identity;
use crate::call::turning_away::Reason;
use crate::call::{Channel, EndReason, Status};
use crate::directory::people::{self, User};
use crate::directory::{calls, personas, relationships};
use crate::failure::Failure;
use crate::flows::ending::end_call;
use crate::flows::starting::{self, Wish, call_id_of};
use crate::ids::{CallId, Pair, PersonaId};
use crate::ports::Ports;
use crate::telephony::language::Language;
use crate::telephony::phone::PhoneNumber;

/// How many calls of a day may come in from who says that they are the user, and never proves it.
const MOST_UNPROVEN: u32 = 5;
/// How long such a call may last, proved or not, where the user's day has so much left.
const UNPROVEN_SECONDS: u32 = 30 * 60;

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
    /// They can't be talked to now, and are told why, in that language.
    Refused(Reason, Language),
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
    let refused = async |why| {
        // What the user speaks here is nobody else's business.
        let language = match identity {
            Identity::Attested => spoken(ports, &user, &incoming.to).await?,
            _ => None,
        };
        let language = language.unwrap_or_else(|| Language::of(from));
        Ok(Welcome::Refused(why, language))
    };
    let mut terms = starting::terms(ports, &user, &standing, identity.clone())?;
    if identity == Identity::Attested {
        if let Err(refusal) = permission::may_take(&standing) {
            return refused(Reason::Day(refusal)).await;
        }
        if standing.on_the_phone && !make_way(ports, &user, &id).await? {
            return Ok(Welcome::Busy);
        }
    } else {
        // Whoever it is learns nothing of the user's day, and takes nothing from it.
        let day_began = day_began(ports.now(), user.time_zone);
        let before = calls::unproven_since(ports.sql(), &user.id, day_began, &id).await?;
        if !standing.in_reach || before >= MOST_UNPROVEN {
            return refused(Reason::NotNow).await;
        }
        let left = terms.seconds_left.unwrap_or(UNPROVEN_SECONDS);
        terms.seconds_left = Some(left.min(UNPROVEN_SECONDS));
    }
    let Some(persona) = whose(ports, &user, &ports.policy()?, &incoming.to).await? else {
        return match identity {
            Identity::Attested => refused(Reason::NobodyYet).await,
            _ => refused(Reason::NotNow).await,
        };
    };
    let wish = Wish {
        call_id: id.clone(),
        persona,
        channel: Channel::Phone,
        occasion: Occasion::UserCalls,
    };
    starting::open(ports, &user, wish, terms).await?;
    if !calls::note_carrier(ports.sql(), &id, Some(&incoming.carriers_name)).await? {
        return refused(Reason::NotNow).await;
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

/// In which language the user talks to who answers on that number, where somebody does.
async fn spoken(
    ports: &impl Ports,
    user: &User,
    number: &PhoneNumber,
) -> Result<Option<Language>, Failure> {
    let Some(persona) = whose(ports, user, &ports.policy()?, number).await? else {
        return Ok(None);
    };
    let pair = Pair {
        user: user.id.clone(),
        persona,
    };
    let relationship = relationships::relationship(ports.sql(), &pair).await?;
    Ok(relationship.map(|relationship| relationship.language))
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
