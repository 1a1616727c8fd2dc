//! Calls that are to come, as the user's own page plans and changes them.

use call_me_back::directory::people::User;
use call_me_back::directory::schedules::{self, Schedule, Status};
use call_me_back::failure::Failure;
use call_me_back::flows::planning::{self, Plan};
use call_me_back::flows::repeating::{self, Change};
use call_me_back::persona::Persona;
use call_me_back::ports::Ports as _;
use call_me_back::time::{DAY, Timestamp};
use call_me_back_web::Errors;
use call_me_back_web::plans::{self, NotPlaced, PlanForm, Plans};

use super::home;
use crate::answer::{Answer, Refusal, see_other};
use crate::ids::{persona_id, schedule_id};
use crate::visit::Visit;

/// How long it is told that a call did not come about.
const TOLD_FOR: i64 = 3 * DAY;

/// What the user has planned, and what lately came to nothing.
pub async fn plans(visit: &Visit, user: &User, personas: &[Persona]) -> Result<Plans, Refusal> {
    let schedules = schedules::schedules(visit.ports.sql(), &user.id).await?;
    let name = |schedule: &Schedule| {
        let who = personas.iter().find(|who| who.id == schedule.persona_id);
        who.map(|who| who.name.clone()).unwrap_or_default()
    };
    let told_since = visit.ports.now().plus(-TOLD_FOR);
    let mut plans = Plans::default();
    for schedule in schedules {
        let who = name(&schedule);
        match (schedule.status, &schedule.refusal) {
            (Status::Planned | Status::Paused, _) => plans.to_come.push(plans::Plan {
                repeats: schedule.series().map(|series| series.in_words()),
                is_paused: schedule.status == Status::Paused,
                id: schedule.id,
                who,
                at: schedule.due_at,
            }),
            (Status::Missed | Status::Refused, Some(why)) if schedule.due_at > told_since => {
                let (at, why) = (schedule.due_at, why.clone());
                plans.not_placed.insert(0, NotPlaced { who, at, why });
            }
            _ => {}
        }
    }
    Ok(plans)
}

/// `POST /schedules`.
pub async fn plan(visit: &mut Visit) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let sent = PlanForm {
        persona_id: Some(persona_id(form.text("persona_id"))?),
        at: form.text("at").to_owned(),
        repeats: form.text("repeats").to_owned(),
        grace_minutes: form.text("grace_minutes").to_owned(),
    };
    match take(visit, &user, &sent).await {
        Ok(()) => see_other("/"),
        Err(refused @ Failure::NotFound { .. }) => Err(refused.into()),
        Err(refused) if visit.shows_again(&refused) => {
            home::refused_plan(visit, &user, sent, Errors::from(&refused)).await
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn take(visit: &Visit, user: &User, sent: &PlanForm) -> Result<(), Failure> {
    let grace_minutes = match sent.grace_minutes.as_str() {
        "" => None,
        minutes => Some(minutes.parse().unwrap_or(u32::MAX)),
    };
    let plan = Plan {
        persona_id: sent
            .persona_id
            .clone()
            .ok_or_else(|| Failure::not_found("the persona"))?,
        at: planning::on_the_wall(&sent.at, user.time_zone)?,
        repeats: Some(sent.repeats.clone()).filter(|rule| !rule.is_empty()),
        grace_minutes,
    };
    planning::plan(&visit.ports, user, plan).await.map(|_| ())
}

/// `POST /schedules/:id/:change`.
pub async fn change(visit: &mut Visit, id: &str, change: &str) -> Answer {
    let user = visit.user().await?;
    let form = visit.form().await?;
    let id = schedule_id(id)?;
    let change = match change {
        "cancel" => {
            planning::cancel(&visit.ports, &user, &id, None).await?;
            return see_other("/");
        }
        "pause" | "resume" => Change {
            paused: Some(change == "pause"),
            ..Change::default()
        },
        "skip" => Change {
            skip: Some(Timestamp::parse(form.text("at")).ok_or_else(no_moment)?),
            ..Change::default()
        },
        _ => return Err(Refusal::not_found()),
    };
    repeating::change(&visit.ports, &user, &id, change, None).await?;
    see_other("/")
}

fn no_moment() -> Failure {
    Failure::invalid("at", "Say which call is to be left out, by its moment.")
}
