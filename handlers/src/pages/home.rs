//! The user's people.

use call_me_back::call::Status;
use call_me_back::directory::people::User;
use call_me_back::directory::{calls, personas, relationships};
use call_me_back::flows::starting;
use call_me_back::ports::{Carrier as _, Ports as _};
use call_me_back_web::Errors;
use call_me_back_web::home::{Home, LastCall, Person, Telephone, page as draw};
use call_me_back_web::plans::PlanForm;

use super::schedules::plans;
use super::voices;
use crate::answer::{Answer, Refusal, page, page_with, see_other};
use crate::visit::Visit;

/// How many past calls are looked through for the last one with each.
const LOOKED_THROUGH: u32 = 200;

pub async fn show(visit: &Visit) -> Answer {
    let Some(user) = visit.visitor().await? else {
        return see_other("/sign-in");
    };
    let home = home(visit, &user).await?;
    page(draw(&visit.frame(Some(&user)), &home))
}

/// The page again, with what is wrong in the plan that was sent.
pub async fn refused_plan(visit: &Visit, user: &User, form: PlanForm, errors: Errors) -> Answer {
    let mut home = home(visit, user).await?;
    home.plans.form = form;
    home.plans.errors = errors;
    page_with(422, draw(&visit.frame(Some(user)), &home))
}

async fn home(visit: &Visit, user: &User) -> Result<Home, Refusal> {
    let sql = visit.ports.sql();
    let relationships = relationships::relationships(sql, &user.id).await?;
    let calls = calls::all_calls(sql, &user.id, LOOKED_THROUGH).await?;
    let personas = personas::personas(sql, &user.id).await?;
    let plans = plans(visit, user, &personas).await?;
    let samples = voices::samples(visit);
    let mut people: Vec<Person> = personas
        .into_iter()
        .map(|persona| {
            let with_them = || calls.iter().filter(|call| call.persona_id == persona.id);
            Person {
                relationship: relationships
                    .iter()
                    .find(|relationship| relationship.persona_id == persona.id)
                    .cloned(),
                last_call: with_them()
                    .filter(|call| call.status == Status::Ended)
                    .find_map(|call| {
                        Some(LastCall {
                            call_id: call.id.clone(),
                            started_at: call.started_at?,
                            summary: call.auto_summary.clone().filter(|text| !text.is_empty()),
                        })
                    }),
                live_call: with_them()
                    .find(|call| call.status != Status::Ended)
                    .map(|call| call.id.clone()),
                sample: samples
                    .of(&persona.voice)
                    .map(|_| format!("/voices/{}", persona.voice)),
                is_own: persona.created_by == user.id.as_str(),
                persona,
            }
        })
        .collect();
    people.sort_by_key(|person| {
        let last = person.last_call.as_ref().map(|call| call.started_at);
        (
            person.relationship.is_none(),
            std::cmp::Reverse(last.map(|last| last.millis())),
        )
    });
    Ok(Home {
        people,
        plans,
        telephone: telephone(visit, user).await?,
    })
}

/// Whether the user's telephone rings where they wish it.
pub async fn telephone(visit: &Visit, user: &User) -> Result<Telephone, Refusal> {
    if visit.ports.carrier().is_ready().is_err() {
        return Ok(Telephone::Nowhere);
    }
    let standing = starting::standing(&visit.ports, user, None).await?;
    Ok(match standing.consented && !standing.suppressed {
        true => Telephone::Rings,
        false => Telephone::NotAllowed,
    })
}
