//! What only development may do. Elsewhere these routes are not there: the table of routes sees to it.

use call_me_back::directory::people;
use call_me_back::flows::{starters, sweeping};
use call_me_back::ids::UserId;
use call_me_back::ports::Ports as _;
use call_me_back::time::{DAY, HOUR, MINUTE};
use call_me_back_platform::{Cloudflare, advance as advance_clock};
use serde::Deserialize;
use serde_json::json;

use crate::answer::{Answer, Refusal, json};
use crate::rest::serve;
use crate::visit::Visit;

/// How far the clock is set forward at once.
const FURTHEST: i64 = 10 * 366 * DAY;

pub async fn seed(visit: &Visit) -> Answer {
    let seeded = starters::bring_up(&visit.ports).await?;
    json(&json!({ "seeded": seeded }))
}

/// Does a verb of SmartMemory, SmartSQL or SmartBuckets for an owner, over the ports alone.
pub async fn verb(visit: &mut Visit, owner: &str, verb: &str) -> Answer {
    let owner = UserId::parse(owner).map_err(|_| Refusal::not_found())?;
    people::user(visit.ports.sql(), &owner).await?;
    serve(visit, &owner, verb).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    #[serde(default)]
    days: u32,
    #[serde(default)]
    hours: u32,
    #[serde(default)]
    minutes: u32,
}

/// Sets the clock forward and wakes whatever is due then.
pub async fn advance(visit: &mut Visit) -> Answer {
    let by: Advance = visit.json().await?;
    let millis =
        i64::from(by.days) * DAY + i64::from(by.hours) * HOUR + i64::from(by.minutes) * MINUTE;
    if millis > FURTHEST {
        return Err(Refusal::at(422, "days", "At most ten years at a time."));
    }
    let now = advance_clock(&visit.env, millis).await?;
    let ports = Cloudflare::new(&visit.env, now);
    let placed = sweeping::catch_up(&ports, visit.ports.now().plus(-DAY)).await?;
    json(&json!({ "now": now, "schedules": placed }))
}
