//! Starting a call: everything is gathered, the prompt is built and the session stands before
//! anybody's telephone rings.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::call::briefing::{Briefing, Occasion};
use crate::call::cost::MicroUsd;
use crate::call::hours::day_began;
use crate::call::machine::Event;
use crate::call::permission::{self, Caps, Initiative, Standing, Used};
use crate::call::session::Script;
use crate::call::terms::{Identity, Terms};
use crate::call::{Call, Channel, Direction, EndReason, Status, Voicemail};
use crate::directory::calls::Claim;
use crate::directory::people::{self, PhoneStanding, User};
use crate::directory::{actors, calls, personas, relationships, sign_ins};
use crate::failure::Failure;
use crate::flows::relating;
use crate::ids::{CallId, Pair, PersonaId, RelationshipId};
use crate::memory::command::{Address, ListProcedures, Open, Opening};
use crate::memory::procedure::{self, Procedure};
use crate::persona::Persona;
use crate::ports::{Carrier, Memories, Placing, Ports, Ring, Sessions};
use crate::prompt::{self, Budget, Counter, Prompt};
use crate::relationship::Relationship;
use crate::telephony::phone::PhoneNumber;
use crate::time::{DAY, Timestamp};

/// How long a number lies idle at least before a carrier gives it to somebody else (47 CFR 52.103(d)).
const QUARANTINE: i64 = 45 * DAY;

/// A call as a user asks for it from outside.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    pub persona_id: PersonaId,
    pub channel: Channel,
    /// A verified number of the user's; theirs where it is left out.
    pub to: Option<String>,
}

/// Starts the call that a user asks for now.
pub async fn start_asked(ports: &impl Ports, user: &User, asked: Asked) -> Result<Call, Failure> {
    check_number(user, &asked)?;
    let wish = Wish {
        call_id: CallId::new(ports.entropy()?),
        persona: asked.persona_id,
        channel: asked.channel,
        occasion: match asked.channel {
            Channel::Browser => Occasion::UserCalls,
            Channel::Phone => Occasion::CallRequested,
        },
    };
    start_call(ports, user, wish).await
}

fn check_number(user: &User, asked: &Asked) -> Result<(), Failure> {
    let invalid = |why: &str| Err(Failure::invalid("to", why));
    match (&asked.to, asked.channel) {
        (None, _) => Ok(()),
        (Some(_), Channel::Browser) => invalid("A call in the browser has no number."),
        (Some(to), Channel::Phone) => match PhoneNumber::parse(to) {
            Ok(number) if number.e164() == user.phone => Ok(()),
            Ok(_) => invalid("Only a number that you have proved to be yours can be called."),
            Err(error) => invalid(&error.to_string()),
        },
    }
}

/// A call to be, whoever wants it.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Its id, chosen beforehand: the same wish again meets the same call.
    pub call_id: CallId,
    pub persona: PersonaId,
    pub channel: Channel,
    pub occasion: Occasion,
}

/// Starts a call. A repeat of the same wish answers with the call that stands, and dials nobody.
pub async fn start_call(ports: &impl Ports, user: &User, wish: Wish) -> Result<Call, Failure> {
    let was_begun = match calls::call(ports.sql(), &user.id, &wish.call_id).await {
        Ok(entry) if entry.status != Status::Created => {
            return Ok(ports.sessions().view(&wish.call_id).await?.call);
        }
        // One that may not have come to its telephone is taken up where it was left.
        Ok(_) => true,
        Err(Failure::NotFound { .. }) => false,
        Err(failure) => return Err(failure),
    };
    let (number, terms) = match wish.channel {
        Channel::Browser => (None, Terms::default()),
        Channel::Phone => match may_telephone(ports, user, &wish).await {
            Err(refusal @ Failure::Conflict { .. }) if was_begun => {
                give_up(ports, &wish.call_id).await?;
                return Err(refusal);
            }
            asked => {
                let (number, terms) = asked?;
                (Some(number), terms)
            }
        },
    };
    let call = open(ports, user, wish, terms).await?;
    match number {
        Some(number) if call.status == Status::Created => {
            dial(ports, call, number, user.voicemail).await
        }
        _ => Ok(call),
    }
}

/// Gathers all that a call starts from and opens its session. Where it stands already, nothing changes.
pub(super) async fn open(
    ports: &impl Ports,
    user: &User,
    wish: Wish,
    mut terms: Terms,
) -> Result<Call, Failure> {
    let now = ports.now();
    let persona = personas::persona(ports.sql(), &user.id, &wish.persona).await?;
    let pair = Pair {
        user: user.id.clone(),
        persona: wish.persona,
    };
    let new_id = RelationshipId::new(ports.entropy()?);
    let relationship = relationships::or_friend(ports.sql(), &pair, new_id, now).await?;

    terms.language = relationship.language;
    let relationship_id = relationship.id.clone();
    let briefing = brief(ports, user, persona, relationship, wish.occasion).await?;
    let prompt = prompt(ports, &briefing).await;
    let script = Script {
        system_prompt: prompt.text,
        recall_tokens: prompt.recall_tokens,
        briefing,
        terms,
    };
    let call = Call {
        id: wish.call_id,
        pair,
        relationship_id,
        channel: wish.channel,
        direction: match wish.occasion {
            Occasion::UserCalls => Direction::Inbound,
            _ => Direction::Outbound,
        },
        status: Status::Created,
        created_at: now,
        started_at: None,
        ended_at: None,
        end_reason: None,
        is_unproven: matches!(script.terms.identity, Identity::Claimed { .. }),
        version: 1,
    };
    if !calls::project(ports.sql(), &call).await? {
        // It stands already, or is erased just now: then no session comes to be.
        calls::call(ports.sql(), &user.id, &call.id).await?;
    }
    ports.sessions().open(&call, &script, now).await
}

/// Ends a call that was begun, and must not come to its telephone any more.
async fn give_up(ports: &impl Ports, id: &CallId) -> Result<(), Failure> {
    let reason = EndReason::Canceled;
    let over = Event::Over { reason };
    match ports.sessions().tell(id, over, ports.now()).await {
        Ok(_) => Ok(()),
        Err(Failure::NotFound { .. }) => calls::drop_unopened(ports.sql(), id).await,
        Err(failure) => Err(failure),
    }
}

/// Asks the carrier for a call, unless somebody does or did already.
async fn dial(
    ports: &impl Ports,
    call: Call,
    to: PhoneNumber,
    voicemail: Voicemail,
) -> Result<Call, Failure> {
    match calls::claim_dialling(ports.sql(), &call.id).await? {
        Claim::Granted => {}
        Claim::Taken => return Ok(call),
        Claim::Refused => {
            give_up(ports, &call.id).await?;
            let why =
                "Something came in between: your phone rings already, or you asked for no calls.";
            return Err(Failure::conflict(why));
        }
    }
    let ring = Ring {
        call: call.id.clone(),
        to,
        from: ports.policy()?.number_of(&call.pair.persona).cloned(),
        voicemail,
    };
    match ports.carrier().place(&ring).await? {
        Placing::Placed(carriers_name) => {
            if !calls::note_carrier(ports.sql(), &call.id, Some(&carriers_name)).await? {
                // Erased while the carrier was asked.
                ports.carrier().cancel(&carriers_name).await?;
                return Err(Failure::not_found("the call"));
            }
            let call = ports.sessions().view(&call.id).await?.call;
            if call.status == Status::Ended {
                // Hung up while the carrier was asked, when there was nothing to stop yet.
                ports.carrier().cancel(&carriers_name).await?;
            }
            Ok(call)
        }
        Placing::NotNow(why) => {
            calls::note_carrier(ports.sql(), &call.id, None).await?;
            Err(Failure::unavailable(why))
        }
        Placing::Refused(why) => {
            let over = Event::Over {
                reason: EndReason::Failed,
            };
            ports.sessions().tell(&call.id, over, ports.now()).await?;
            Err(Failure::conflict(why))
        }
    }
}

/// The user's number, and what holds for the call, where they may be telephoned now.
async fn may_telephone(
    ports: &impl Ports,
    user: &User,
    wish: &Wish,
) -> Result<(PhoneNumber, Terms), Failure> {
    ports.carrier().is_ready()?;
    let now = ports.now();
    let number = PhoneNumber::parse(&user.phone)
        .map_err(|_| Failure::conflict("Your number can't be dialled. Sign in with another."))?;
    let standing = standing(ports, user, Some(&wish.call_id)).await?;
    let initiative = match wish.occasion {
        Occasion::Scheduled | Occasion::CalledBack | Occasion::TriedAgain => Initiative::Ours,
        Occasion::UserCalls | Occasion::CallRequested => Initiative::User,
    };
    if initiative == Initiative::Ours && is_paused(ports, user, &wish.persona).await? {
        return Err(Failure::conflict(
            "You have paused this persona. It calls again once you let it go on.",
        ));
    }
    permission::may_call(&standing, Channel::Phone, initiative, now)
        .map_err(|refusal| Failure::conflict(refusal.to_string()))?;
    let terms = terms(ports, user, &standing, Identity::Called)?;
    Ok((number, terms))
}

/// Whether the user wants no calls from that persona for now.
async fn is_paused(ports: &impl Ports, user: &User, persona: &PersonaId) -> Result<bool, Failure> {
    let pair = Pair {
        user: user.id.clone(),
        persona: persona.clone(),
    };
    let relationship = relationships::relationship(ports.sql(), &pair).await?;
    Ok(relationship.is_some_and(|relationship| relationship.paused))
}

/// What holds for a call by telephone that begins now.
pub(super) fn terms(
    ports: &impl Ports,
    user: &User,
    standing: &Standing,
    identity: Identity,
) -> Result<Terms, Failure> {
    let minutes = standing.caps.minutes.saturating_sub(standing.today.minutes);
    Ok(Terms {
        voicemail: user.voicemail,
        identity,
        speech: ports.policy()?.speech,
        seconds_left: Some(minutes.saturating_mul(60)),
        ..Terms::default()
    })
}

/// What stands about the user and their telephone now, besides a call.
pub async fn standing(
    ports: &impl Ports,
    user: &User,
    besides: Option<&CallId>,
) -> Result<Standing, Failure> {
    let policy = ports.policy()?;
    let day_began = day_began(ports.now(), user.time_zone);
    let standing =
        people::phone_standing(ports.sql(), &ports.hash_key()?, user, besides, day_began).await?;
    let spent = calls::spent_since(ports.sql(), &user.id, day_began).await?;
    let number = PhoneNumber::parse(&user.phone);
    let wanted = Caps {
        calls: user.calls_a_day.unwrap_or(u32::MAX),
        minutes: user.minutes_a_day.unwrap_or(u32::MAX),
        cents: user.cents_a_day,
    };
    Ok(Standing {
        number_verified: is_still_theirs(&standing, ports.now()),
        consented: standing.consented > 0,
        suppressed: standing.suppressed > 0,
        in_reach: number.is_ok_and(|number| policy.reaches(&number)),
        today: Used {
            calls: standing.calls_today.saturating_add(standing.erased_calls),
            minutes: u32::try_from(spent.minutes + standing.erased_minutes).unwrap_or(u32::MAX),
            cents: MicroUsd(spent.known_usd.0.saturating_add(standing.erased_micro_usd)).cents(),
        },
        caps: policy.caps.at_most(wanted),
        on_the_phone: standing.on_the_phone > 0,
        hours: user.hours,
        zone: user.time_zone,
    })
}

/// Whether the number can be nobody else's by now: no carrier gives one away that was in use so lately.
fn is_still_theirs(standing: &PhoneStanding, now: Timestamp) -> bool {
    now.since(standing.proved_at) <= sign_ins::LONGEST
        || standing
            .talked_at
            .is_some_and(|at| now.since(at) < QUARANTINE)
}

/// The prompt of a call that starts from that, or its preview.
pub async fn prompt(ports: &impl Ports, briefing: &Briefing) -> Prompt {
    let table = ports.embedder().await;
    prompt::build(briefing, Budget::default(), Counter::new(table.as_deref()))
}

/// What the persona would be told if the user called now. What only its maker sees is not in it.
pub async fn preview(
    ports: &impl Ports,
    user: &User,
    persona: &PersonaId,
) -> Result<Briefing, Failure> {
    let mut met = relating::met(ports, &user.id, persona).await?;
    let maker = &met.persona.created_by;
    if maker != user.id.as_str() && maker != "system" {
        let hidden = "(What stands here is seen by nobody but who made this persona.)";
        met.persona.core_system_prompt = hidden.to_owned();
        for rule in &mut met.persona.behavioral_rules {
            hidden.clone_into(rule);
        }
    }
    let occasion = Occasion::UserCalls;
    brief(ports, user, met.persona, met.relationship, occasion).await
}

/// Gathers all that a call starts from; the preview of a prompt is made from the same.
pub async fn brief(
    ports: &impl Ports,
    user: &User,
    persona: Persona,
    relationship: Relationship,
    occasion: Occasion,
) -> Result<Briefing, Failure> {
    let now = ports.now();
    let of_the_two = Address::Relationship(relationship.pair());
    actors::register(ports.sql(), &of_the_two, Some(&user.id), now).await?;
    let open = Open {
        depth: relationship.memory_config.auto_recall_depth,
        now,
    };
    let opening = ports.memories().ask(&of_the_two, open).await?;
    briefing(ports, user, persona, relationship, occasion, opening).await
}

/// Around what the two's memory gives, all else that a call starts from.
pub(super) async fn briefing(
    ports: &impl Ports,
    user: &User,
    persona: Persona,
    relationship: Relationship,
    occasion: Occasion,
    opening: Opening,
) -> Result<Briefing, Failure> {
    let now = ports.now();
    let of_the_persona = Address::Persona(persona.id.clone());
    let shared = ports
        .memories()
        .ask(&of_the_persona, ListProcedures {})
        .await?;
    let beside = calls::beside(ports.sql(), &relationship.pair(), now).await?;
    Ok(Briefing {
        persona,
        relationship,
        procedures: procedure::overlay(by_key(shared), by_key(opening.procedures)),
        user_name: user.name.clone(),
        zone: user.time_zone,
        now,
        occasion,
        memories: opening.memories,
        storylines: opening.storylines,
        episodes: opening.episodes,
        unread: opening.unread,
        beside,
        crisis_line: ports.policy().unwrap_or_default().crisis_line(&user.phone),
    })
}

fn by_key(procedures: Vec<Procedure>) -> BTreeMap<String, String> {
    procedures
        .into_iter()
        .map(|procedure| (procedure.key, procedure.value))
        .collect()
}

/// A call's id made from what names the wish for it, so that a repeat meets the same call.
pub fn call_id_of(wish: &[&str]) -> CallId {
    CallId::new(crate::secret::digest_id(wish))
}

/// A moment as the name of one occurrence.
pub fn occurrence(due_at: Timestamp) -> String {
    due_at.millis().to_string()
}
