//! Calls that are to come.

use serde::Deserialize;

use crate::directory::people::User;
use crate::directory::personas;
use crate::directory::schedules::{self, Schedule};
use crate::failure::Failure;
use crate::ids::{PersonaId, ScheduleId};
use crate::ports::Ports;
use crate::time::{DAY, Timestamp};

/// How far ahead a call can be planned.
const FURTHEST: i64 = 366 * DAY;

/// A call to come, as it is asked for from outside.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub persona_id: PersonaId,
    pub at: Timestamp,
}

/// Plans that the persona rings the user's telephone at that moment.
pub async fn plan(ports: &impl Ports, user: &User, plan: Plan) -> Result<Schedule, Failure> {
    let now = ports.now();
    if plan.at <= now || plan.at > now.plus(FURTHEST) {
        let why = "Choose a moment within the next year.";
        return Err(Failure::invalid("at", why));
    }
    personas::persona(ports.sql(), &user.id, &plan.persona_id).await?;
    let schedule = Schedule {
        id: ScheduleId::new(ports.entropy()?),
        user_id: user.id.clone(),
        persona_id: plan.persona_id,
        due_at: plan.at,
        status: "planned".to_owned(),
        call_id: None,
        refusal: None,
    };
    schedules::put(ports.sql(), &schedule, now).await?;
    Ok(schedule)
}

/// Takes a call back that is still to come.
pub async fn cancel(ports: &impl Ports, user: &User, id: &ScheduleId) -> Result<(), Failure> {
    if schedules::cancel(ports.sql(), &user.id, id).await? {
        Ok(())
    } else {
        Err(Failure::not_found("the schedule"))
    }
}
