//! Somebody rings one of our numbers.

use crate::call::briefing::Occasion;
use crate::call::machine::Event;
use crate::call::permission;
use crate::call::policy::Policy;
use crate::call::terms::Identity;
use crate::call::{Channel, EndReason, Status};
use crate::directory::people::{self, User};
use crate::directory::{calls, personas};
use crate::failure::Failure;
use crate::flows::ending::stop_at_carrier;
use crate::flows::starting::{self, Wish, call_id_of};
use crate::ids::{CallId, PersonaId};
use crate::ports::{Ports, Sessions};
use crate::telephony::phone::PhoneNumber;

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
    if let Err(refusal) = permission::may_take(&standing) {
        return Ok(Welcome::Refused(refusal.to_string()));
    }
    if standing.on_the_phone && !make_way(ports, &user, &id).await? {
        return Ok(Welcome::Busy);
    }
    let Some(persona) = whose(ports, &user, &ports.policy()?, &incoming.to).await? else {
        let why =
            "You don't know anybody here yet. Choose somebody on our page first, then call again.";
        return Ok(Welcome::Refused(why.to_owned()));
    };
    let identity = identity(ports, &user, incoming).await?;
    let terms = starting::terms(ports, &user, &standing, identity)?;
    let wish = Wish {
        call_id: id.clone(),
        persona,
        channel: Channel::Phone,
        occasion: Occasion::UserCalls,
    };
    starting::open(ports, &user, wish, terms).await?;
    calls::note_carrier(ports.sql(), &id, Some(&incoming.carriers_name)).await?;
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
        let over = Event::Over {
            reason: EndReason::Canceled,
        };
        ports.sessions().tell(&call.id, over, ports.now()).await?;
        stop_at_carrier(ports, &call.id, call.status).await?;
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
    incoming: &Incoming,
) -> Result<Identity, Failure> {
    if incoming.is_attested {
        return Ok(Identity::Attested);
    }
    let stored = people::pin(ports.sql(), &user.id).await?;
    Ok(Identity::Claimed {
        pin_hash: stored.pin_hash,
        misses: stored.pin_misses,
    })
}
