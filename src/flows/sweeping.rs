//! What the crons do: they touch only what is due.

use crate::call::briefing::Occasion;
use crate::call::machine::Event;
use crate::call::{Call, Channel, EndReason};
use crate::directory::schedules::{self, Origin, Schedule, Status};
use crate::directory::{
    actors, calls, codes, erasures, hashes, keys, limits, people, personas, repeats, retention,
    searches, sign_ins,
};
use crate::failure::Failure;
use crate::flows::starting::{Wish, call_id_of, occurrence, standing, start_call};
use crate::flows::{erasing, making, overseeing, repeating, retaining, starters, telling};
use crate::memory::command::{Address, Fade};
use crate::ports::{Job, Memories, Outbox, Ports, Sessions};
use crate::retention::millis;
use crate::time::{MINUTE, Timestamp};
use crate::webhooks::Happening;

/// The most actors, or schedules, that one sweep takes on; the rest stays due for the next.
const MOST: u32 = 500;
/// How many calls are begun for one that was planned, where the carrier takes none of them.
const MOST_TRIES: u32 = 5;
/// How long a post-call job may take before it is taken for lost.
const PATIENCE: i64 = 30 * MINUTE;

/// The cron of every minute.
pub async fn every_minute(ports: &impl Ports) -> Result<(), Failure> {
    // What keeps one from being done doesn't hold up the others.
    let queued = erasing::queue_due(ports).await;
    let told = telling::queue_due(ports).await;
    place_due(ports).await?;
    queued.and(told)
}

/// The cron of every hour.
pub async fn every_hour(ports: &impl Ports) -> Result<(), Failure> {
    let fading = queue_fading(ports).await;
    // What keeps one from being done doesn't hold up the others.
    let done = [
        // The first hour after a deployment brings in its personas.
        starters::bring_up(ports).await.map(drop),
        bring_under_key(ports).await,
        retaining::queue_due(ports).await,
        queue_unremembered(ports).await,
        repeating::follow_zone(ports, None).await,
        telling::let_go(ports).await,
        let_go_of_asked(ports).await,
        let_go_of_sign_ins(ports).await,
        overseeing::gather(ports, *fading.as_ref().unwrap_or(&0)).await,
        fading.map(drop),
    ];
    done.into_iter().collect()
}

/// Hashes that were made before there was a key for them come under it.
async fn bring_under_key(ports: &impl Ports) -> Result<(), Failure> {
    hashes::bring_under(ports.sql(), &ports.hash_key()?).await
}

/// Queues the actors in which something is due to fade; says how many.
async fn queue_fading(ports: &impl Ports) -> Result<u32, Failure> {
    let due = actors::due(ports.sql(), ports.now(), MOST).await?;
    for actor in &due {
        let job = Job::Fade {
            actor: actor.clone(),
        };
        ports.outbox().send(&job).await?;
    }
    Ok(u32::try_from(due.len()).unwrap_or(u32::MAX))
}

/// Queues again the calls whose post-call job was lost or given up.
async fn queue_unremembered(ports: &impl Ports) -> Result<(), Failure> {
    let before = ports.now().plus(-PATIENCE);
    let lost = calls::unremembered(ports.sql(), before, MOST).await?;
    for (call_id, pair) in &lost {
        let job = Job::Remember {
            call_id: call_id.clone(),
            pair: pair.clone(),
        };
        ports.outbox().send(&job).await?;
    }
    Ok(())
}

/// Lets go of what owners' programs asked, once it can't come again or be gone on with, and of receipts
/// that were kept long enough.
async fn let_go_of_asked(ports: &impl Ports) -> Result<(), Failure> {
    erasures::sweep(ports.sql(), ports.now()).await?;
    repeats::sweep(ports.sql(), ports.now()).await?;
    searches::sweep(ports.sql(), ports.now()).await
}

/// Lets go of sessions, codes and secrets that are no longer good, and of what was counted in hours that
/// are past.
async fn let_go_of_sign_ins(ports: &impl Ports) -> Result<(), Failure> {
    let (sql, now) = (ports.sql(), ports.now());
    sign_ins::sweep(sql, now).await?;
    codes::sweep(sql, now).await?;
    keys::sweep(sql, now).await?;
    limits::sweep(sql, now).await
}

/// Lets fade what is due in one actor, and go what faded longer ago than its user has things kept.
pub async fn fade(ports: &impl Ports, actor: &Address) -> Result<(), Failure> {
    if let Address::Persona(id) = actor
        && !personas::exists(ports.sql(), id).await?
    {
        return making::dissolve(ports, id).await;
    }
    let kept_days = match actor {
        Address::Relationship(pair) => retention::kept_days(ports.sql(), &pair.user).await?,
        Address::Persona(_) | Address::Instance(_) => None,
    };
    let fade = Fade {
        now: ports.now(),
        kept_for: kept_days.map(millis),
    };
    let mut next = ports
        .memories()
        .ask(actor, fade.clone())
        .await?
        .next_fade_at;
    loop {
        actors::set_fade(ports.sql(), actor, next).await?;
        // A call that was remembered meanwhile may have noted an earlier moment, now written over.
        let again = ports
            .memories()
            .ask(actor, fade.clone())
            .await?
            .next_fade_at;
        if again == next {
            return Ok(());
        }
        next = again;
    }
}

/// Wakes at once whatever is due: for a clock that was set forward, which no alarm follows. Calls
/// that ended before `settled_before` and are settled have nothing left to do. Answers how many
/// calls were placed.
pub async fn catch_up(ports: &impl Ports, settled_before: Timestamp) -> Result<usize, Failure> {
    let now = ports.now();
    for call in calls::unsettled(ports.sql(), settled_before).await? {
        match ports.sessions().tell(&call, Event::Wake, now).await {
            // A call of before that was imported has none.
            Ok(_) | Err(Failure::NotFound { .. }) => {}
            Err(failure) => return Err(failure),
        }
    }
    for (call, pair) in retention::due(ports.sql(), now, u32::MAX).await? {
        retaining::let_go(ports, &call, &pair).await?;
    }
    for actor in actors::due(ports.sql(), now, u32::MAX).await? {
        fade(ports, &actor).await?;
    }
    erasing::queue_due(ports).await?;
    place_due(ports).await
}

/// Places the calls whose time has come. Answers how many were due.
pub async fn place_due(ports: &impl Ports) -> Result<usize, Failure> {
    // What keeps the repeating ones from coming due doesn't hold up those that are.
    let brought = repeating::bring_due(ports).await;
    let due = schedules::due(ports.sql(), ports.now(), MOST).await?;
    for schedule in &due {
        // One that can't be decided now stays due; it doesn't hold up the others.
        let _ = place(ports, schedule).await;
    }
    brought.map(|()| due.len())
}

async fn place(ports: &impl Ports, schedule: &Schedule) -> Result<(), Failure> {
    // It may have been taken back or moved while others were placed.
    if !schedules::is_due(ports.sql(), schedule).await? {
        return Ok(());
    }
    let user = people::user(ports.sql(), &schedule.user_id).await?;
    if schedule.is_too_late(ports.now()) {
        let why = "That time had passed before anybody could call.";
        return not_placed(ports, schedule, Status::Missed, why).await;
    }
    // A doubled cron meets the same call.
    let due = occurrence(schedule.due_at);
    let mut wish = vec![schedule.id.as_str(), &due];
    let tries = schedule.tries.to_string();
    if schedule.tries > 0 {
        wish.push(&tries);
    }
    let call_id = call_id_of(&wish);
    // Whoever talks to another persona is called when they are through.
    let standing = standing(ports, &user, Some(&call_id)).await?;
    if standing.on_the_phone {
        return Ok(());
    }
    let wish = Wish {
        call_id,
        persona: schedule.persona_id.clone(),
        channel: Channel::Phone,
        occasion: match schedule.origin {
            Origin::Planned => Occasion::Scheduled,
            Origin::CallBack => Occasion::CalledBack,
            Origin::Retry => Occasion::TriedAgain,
        },
    };
    match start_call(ports, &user, wish).await {
        Ok(call) => note_begun(ports, schedule, &call).await,
        Err(Failure::Unavailable { why }) => Err(Failure::unavailable(why)),
        Err(refusal) => {
            let why = refusal.to_string();
            not_placed(ports, schedule, Status::Refused, &why).await
        }
    }
}

/// Notes what came of a call that was begun for a schedule.
async fn note_begun(ports: &impl Ports, schedule: &Schedule, call: &Call) -> Result<(), Failure> {
    let sql = ports.sql();
    if calls::was_dialled(sql, &call.id).await? {
        return schedules::placed(sql, &schedule.id, &call.id).await;
    }
    match call.end_reason {
        // Somebody else asks the carrier for it just now.
        None => Ok(()),
        // It waited for the carrier until its own time was up.
        Some(EndReason::Failed) if schedule.tries + 1 < MOST_TRIES => {
            schedules::not_taken(sql, schedule).await
        }
        Some(EndReason::Failed) => {
            let why = "The telephone network did not take the call.";
            not_placed(ports, schedule, Status::Missed, why).await
        }
        Some(_) => {
            let why = "The call was ended before the telephone rang.";
            schedules::not_placed(sql, &schedule.id, Status::Canceled, why).await
        }
    }
}

/// Notes that a planned call does not take place, and tells so.
async fn not_placed(
    ports: &impl Ports,
    schedule: &Schedule,
    becomes: Status,
    why: &str,
) -> Result<(), Failure> {
    let missed = Happening::ScheduleMissed {
        schedule_id: schedule.id.clone(),
        persona_id: schedule.persona_id.clone(),
        due_at: schedule.due_at,
    };
    // Told first: once it is noted nobody comes back to it.
    telling::tell(ports, &schedule.user_id, schedule.id.as_str(), &missed).await?;
    schedules::not_placed(ports.sql(), &schedule.id, becomes, why).await
}
