//! Asking for an erasure: what goes on is ended first, then all that anybody sees goes at once. Asked
//! again while it is under way, it is the same one.

use super::send;
use crate::call::{EndReason, Status};
use crate::directory::erasures;
use crate::directory::people::{User, held_number, number_hash};
use crate::directory::{actors, calls, relationships};
use crate::erasure::{PHRASE, Scope};
use crate::failure::Failure;
use crate::flows::ending::end_call;
use crate::ids::{CallId, ErasureId, Pair, PersonaId};
use crate::memory::command::Address;
use crate::ports::Ports;

/// Erases a call, as if it had never been: what was said in it, and what it alone told.
///
/// # Errors
/// `NotFound` where the user had no such call.
pub async fn call(ports: &impl Ports, user: &User, call: &CallId) -> Result<ErasureId, Failure> {
    let sql = ports.sql();
    let entry = match calls::call(sql, &user.id, call).await {
        Ok(entry) => entry,
        Err(failure) => {
            return match erasures::of_call(sql, &user.id, call).await? {
                Some(asked) => Ok(asked),
                None => Err(failure),
            };
        }
    };
    if entry.status != Status::Ended {
        end_call(ports, &entry, EndReason::Canceled).await?;
    }
    let pair = Pair {
        user: user.id.clone(),
        persona: entry.persona_id,
    };
    let id = ErasureId::new(ports.entropy()?);
    let number = number_hash(&ports.hash_key()?, &user.phone);
    erasures::ask_call(sql, &id, &pair, call, &number, ports.now()).await?;
    relationships::recount(sql, &pair).await?;
    Ok(begun(ports, id).await)
}

/// Erases all that was between the user and a persona. Until it is finished they can't begin anew.
///
/// # Errors
/// `NotFound` where there was nothing between the two.
pub async fn relationship(
    ports: &impl Ports,
    user: &User,
    persona: &PersonaId,
) -> Result<ErasureId, Failure> {
    let sql = ports.sql();
    let pair = Pair {
        user: user.id.clone(),
        persona: persona.clone(),
    };
    if let Some(asked) = erasures::same(sql, &Scope::Relationship(pair.clone())).await? {
        return Ok(asked);
    }
    let actor = Address::Relationship(pair.clone());
    let stands = relationships::relationship(sql, &pair).await?.is_some()
        || actors::is_registered(sql, &actor).await?;
    if !stands {
        return Err(Failure::not_found("the relationship"));
    }
    for entry in calls::going_on(sql, &user.id, Some(persona)).await? {
        end_call(ports, &entry, EndReason::Canceled).await?;
    }
    let id = ErasureId::new(ports.entropy()?);
    let number = number_hash(&ports.hash_key()?, &user.phone);
    erasures::ask_relationship(sql, &id, &pair, &number, ports.now()).await?;
    Ok(begun(ports, id).await)
}

/// Erases the user's account, with all that hangs on it. `confirmation` is `erasure::PHRASE`.
///
/// # Errors
/// `Invalid` with the field `confirm` where it is something else.
pub async fn everything(
    ports: &impl Ports,
    user: &User,
    confirmation: &str,
) -> Result<ErasureId, Failure> {
    if !confirmation.trim().eq_ignore_ascii_case(PHRASE) {
        let why = format!("Write \"{PHRASE}\" here: it can't be undone.");
        return Err(Failure::invalid("confirm", why));
    }
    let sql = ports.sql();
    if let Some(asked) = erasures::same(sql, &Scope::Everything(user.id.clone())).await? {
        return Ok(asked);
    }
    for entry in calls::going_on(sql, &user.id, None).await? {
        end_call(ports, &entry, EndReason::Canceled).await?;
    }
    let id = ErasureId::new(ports.entropy()?);
    let key = ports.hash_key()?;
    let (number, held) = (
        number_hash(&key, &user.phone),
        held_number(&key, &user.phone),
    );
    erasures::ask_everything(sql, &id, &user.id, &number, &held, ports.now()).await?;
    Ok(begun(ports, id).await)
}

/// Has it gone on with at once. Where the queue does not answer, the cron of every minute finds it.
async fn begun(ports: &impl Ports, id: ErasureId) -> ErasureId {
    let _ = send(ports, &id).await;
    id
}
