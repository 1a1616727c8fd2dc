//! Every page with them on it.

use call_me_back::ids::{CallId, ScheduleId};
use call_me_back_web::after_call::{self, Aftermath};
use call_me_back_web::home::{self, Home, LastCall, Person, Telephone};
use call_me_back_web::plans::{NotPlaced, Plan, Plans};
use call_me_back_web::problem::{self, Problem};
use call_me_back_web::sign_in::{self, CodeStep, PhoneStep};
use call_me_back_web::{Errors, Frame, call, persona};

use super::{
    Sample, account, data, days_ago, ended_call, frame, harvest, knowledge, known, live_call,
    people, persona_page, relationship, settings, turns,
};

fn home_page(strangers_only: bool) -> Sample<Home> {
    let roles = ["bro_friend", "second boyfriend", "grandfather"];
    let mut people_at_home = Vec::new();
    for (index, persona) in people()?.into_iter().enumerate() {
        let role = roles.get(index).filter(|_| !strangers_only);
        let last_call = match (index, role) {
            (0, Some(_)) => Some(LastCall {
                call_id: CallId::parse("call_abc123")?,
                started_at: days_ago(1),
                summary: Some("Sarah took Alice's slides; she will speak up on Monday.".to_owned()),
            }),
            _ => None,
        };
        people_at_home.push(Person {
            relationship: role.map(|role| relationship(&persona, role)).transpose()?,
            live_call: (index == 2 && role.is_some())
                .then(|| CallId::parse("call_live"))
                .transpose()?,
            last_call,
            is_own: index == 1,
            sample: (index == 0).then(|| "/voices/adam".to_owned()),
            persona,
        });
    }
    Ok(Home {
        people: people_at_home,
        plans: if strangers_only {
            Plans::default()
        } else {
            plans()?
        },
        telephone: Telephone::Rings,
    })
}

fn refused_plan() -> Sample<Home> {
    let mut home = home_page(false)?;
    home.plans.form.at = "2025-01-01T09:00".to_owned();
    home.plans.form.repeats = "FREQ=DAILY".to_owned();
    home.plans.errors = Errors::none().with("at", "Choose a moment within the next year.");
    Ok(home)
}

fn plans() -> Sample<Plans> {
    let plan = |id: &str, days: i64, repeats: Option<&str>, is_paused| -> Sample<Plan> {
        Ok(Plan {
            id: ScheduleId::parse(id)?,
            who: "Brad".to_owned(),
            at: days_ago(-days),
            repeats: repeats.map(str::to_owned),
            is_paused,
        })
    };
    Ok(Plans {
        to_come: vec![
            plan("schedule_once", 1, None, false)?,
            plan("schedule_once_more", 21, None, false)?,
            plan("schedule_monday", 5, Some("every Monday at 9:00 am"), false)?,
            plan("schedule_daily", 2, Some("every day at 6:30 pm"), true)?,
        ],
        not_placed: vec![NotPlaced {
            who: "Nora".to_owned(),
            at: days_ago(1),
            why: "That time had passed before anybody could call.".to_owned(),
        }],
        ..Plans::default()
    })
}

/// The pages by file name.
pub fn pages() -> Sample<Vec<(&'static str, String)>> {
    let frame = frame();
    let stranger = Frame {
        viewer: None,
        ..frame.clone()
    };
    let phone = PhoneStep {
        phone: "0171 5550".to_owned(),
        adult: false,
        errors: Errors::none()
            .with("phone", "Write the number with + and the country's code.")
            .with("adult", "You must be 18 or older to call."),
    };
    let code = CodeStep {
        phone: "+14155550100".to_owned(),
        errors: Errors::none(),
    };
    let wrong_code = CodeStep {
        errors: Errors::none().with("code", "That is not the code. Try again."),
        ..code.clone()
    };
    let refused = Errors::none()
        .with("relationship_type", "Say it in at most 50 characters.")
        .with("", "Nothing was saved.");
    let missing = Problem {
        title: "This call was not found".to_owned(),
        advice: "It may have been erased, or it belongs to someone else.".to_owned(),
    };
    let mut all = vec![
        (
            "sign-in.html",
            sign_in::phone_page(&stranger, &PhoneStep::default()),
        ),
        (
            "sign-in-refused.html",
            sign_in::phone_page(&stranger, &phone),
        ),
        ("code.html", sign_in::code_page(&stranger, &code)),
        (
            "code-refused.html",
            sign_in::code_page(&stranger, &wrong_code),
        ),
        ("index.html", home::page(&frame, &home_page(false)?)),
        ("home-new.html", home::page(&frame, &home_page(true)?)),
        ("home-refused.html", home::page(&frame, &refused_plan()?)),
        (
            "meeting.html",
            persona::page(&frame, &persona_page(None, Errors::none())?),
        ),
        (
            "persona.html",
            persona::page(&frame, &persona_page(Some(known()?), Errors::none())?),
        ),
        (
            "persona-refused.html",
            persona::page(&frame, &persona_page(Some(known()?), refused)?),
        ),
        (
            "ringing.html",
            call::page(&frame, &live_call(Vec::new(), false)?),
        ),
        ("call.html", call::page(&frame, &live_call(turns(), false)?)),
        (
            "call-by-phone.html",
            call::page(&frame, &live_call(turns(), true)?),
        ),
        (
            "after-call.html",
            after_call::page(
                &frame,
                &ended_call(Aftermath::Remembered(Box::new(harvest()?)))?,
            ),
        ),
        (
            "thinking.html",
            after_call::page(&frame, &ended_call(Aftermath::Thinking)?),
        ),
        (
            "nothing.html",
            after_call::page(&frame, &ended_call(Aftermath::Nothing)?),
        ),
        ("problem.html", problem::page(&frame, &missing)),
        ("not-signed-in.html", problem::not_signed_in(&stranger)),
    ];
    all.extend(account::pages()?);
    all.extend(settings::pages()?);
    all.extend(data::pages()?);
    all.extend(knowledge::pages()?);
    Ok(all)
}
