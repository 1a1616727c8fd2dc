//! Calls that are to come: what is planned, what did not come about, and a form for one more.

use call_me_back::ids::{PersonaId, ScheduleId};
use call_me_back::persona::Persona;
use call_me_back::prompt::dates::day_and_time;
use call_me_back::time::Timestamp;
use maud::{Markup, html};

use crate::form::{self, Errors};
use crate::frame::Frame;
use crate::home::Person;

#[derive(Debug, Clone, Default)]
pub struct Plans {
    /// The next first.
    pub to_come: Vec<Plan>,
    /// Those that lately did not come about, the latest first.
    pub not_placed: Vec<NotPlaced>,
    pub form: PlanForm,
    pub errors: Errors,
}

#[derive(Debug, Clone)]
pub struct Plan {
    pub id: ScheduleId,
    /// The persona's name.
    pub who: String,
    /// The next moment, where it repeats.
    pub at: Timestamp,
    /// Such as "every Monday at 9:00 am".
    pub repeats: Option<String>,
    pub is_paused: bool,
}

#[derive(Debug, Clone)]
pub struct NotPlaced {
    pub who: String,
    pub at: Timestamp,
    pub why: String,
}

/// `POST /schedules` sends it with these fields: `persona_id`, `at` (the wall clock's, such as
/// `2025-01-20T09:00`), `repeats` (a rule; empty: once), `grace_minutes`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanForm {
    pub persona_id: Option<PersonaId>,
    pub at: String,
    pub repeats: String,
    pub grace_minutes: String,
}

const RHYTHMS: [(&str, &str); 7] = [
    ("", "Once"),
    ("FREQ=DAILY", "Every day"),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every weekday"),
    ("FREQ=WEEKLY", "Every week, on that day"),
    ("FREQ=WEEKLY;INTERVAL=2", "Every other week, on that day"),
    ("FREQ=MONTHLY", "Every month, on that date"),
    ("FREQ=YEARLY", "Every year, on that date"),
];
const GRACES: [(&str, &str); 4] = [
    ("60", "Up to an hour"),
    ("15", "Up to a quarter of an hour"),
    ("180", "Up to three hours"),
    ("720", "Up to twelve hours"),
];
const FIELDS: [&str; 4] = ["persona_id", "at", "repeats", "grace_minutes"];

/// Also sends `POST /schedules/{id}/{change}` with `change` = `skip` (and `at`, the call that is left
/// out), `pause`, `resume` or `cancel`.
pub(crate) fn section(frame: &Frame, plans: &Plans, people: &[Person]) -> Markup {
    html! {
        section aria-labelledby="plans" {
            h2 #plans { "Calls to come" }
            @if !plans.to_come.is_empty() {
                ul.plans { @for plan in &plans.to_come { li.card { (to_come(frame, plan)) } } }
            }
            @for missed in &plans.not_placed {
                p.fine {
                    (missed.who) " did not call " (day_and_time(missed.at, frame.now, frame.zone)) ". "
                    (missed.why)
                }
            }
            (plan_form(frame, plans, people))
        }
    }
}

fn to_come(frame: &Frame, plan: &Plan) -> Markup {
    let change = |change: &str, label: &str| {
        html! {
            form.inline method="post" action=(format!("/schedules/{}/{change}", plan.id)) {
                (form::csrf(frame))
                @if change == "skip" { input type="hidden" name="at" value=(plan.at); }
                button.small { (label) span.unseen { ": " (plan.who) } }
            }
        }
    };
    html! {
        h3 { (plan.who) }
        p {
            @if plan.is_paused { "Paused" }
            @else { time datetime=(plan.at) { (day_and_time(plan.at, frame.now, frame.zone)) } }
            @if let Some(repeats) = &plan.repeats { span.fine { " · " (repeats) } }
        }
        div.beside {
            @if plan.repeats.is_some() {
                @if plan.is_paused { (change("resume", "Go on")) }
                @else { (change("skip", "Leave out the next")) (change("pause", "Pause")) }
            }
            (change("cancel", "Cancel it"))
        }
    }
}

fn plan_form(frame: &Frame, plans: &Plans, people: &[Person]) -> Markup {
    let (filled, errors) = (&plans.form, &plans.errors);
    let people: Vec<(&str, &str)> = people
        .iter()
        .map(|person| (person.persona.id.as_str(), person.persona.name.as_str()))
        .collect();
    let persona = filled.persona_id.as_ref().map_or("", PersonaId::as_str);
    html! {
        details.more open[!errors.is_empty()] {
            summary { "Plan a call" }
            form.card method="post" action="/schedules" {
                (form::csrf(frame))
                (form::summary(errors, &FIELDS))
                (select("persona_id", "Who calls you", &people, persona, errors))
                div.field {
                    label for="at" { "When" }
                    p.hint #at-hint { "On your clock: " (frame.zone.name()) "." }
                    input #at type="datetime-local" name="at" value=(filled.at) required
                        aria-describedby=[form::described(errors, "at", true)]
                        aria-invalid=[form::invalid(errors, "at")];
                    (form::error(errors, "at"))
                }
                (select("repeats", "How often", &RHYTHMS, &filled.repeats, errors))
                (select("grace_minutes", "How late it may still come", &GRACES, &filled.grace_minutes, errors))
                button.primary type="submit" { "Plan the call" }
            }
        }
    }
}

/// A call of that persona's, planned beside them. What is wrong with it is said in the section of plans.
pub(crate) fn beside(frame: &Frame, persona: &Persona) -> Markup {
    let id = |field: &str| format!("{field}-{}", persona.id);
    html! {
        details.plan {
            summary.button.small { "Be called at…" span.unseen { " by " (persona.name) } }
            form method="post" action="/schedules" {
                (form::csrf(frame))
                input type="hidden" name="persona_id" value=(persona.id);
                div.field {
                    label for=(id("at")) { "When, on your clock" }
                    input id=(id("at")) type="datetime-local" name="at" required;
                }
                div.field {
                    label for=(id("repeats")) { "How often" }
                    select id=(id("repeats")) name="repeats" {
                        @for (value, words) in RHYTHMS { option value=(value) { (words) } }
                    }
                }
                button.secondary type="submit" { "Plan it" }
            }
        }
    }
}

fn select(
    name: &str,
    label: &str,
    options: &[(&str, &str)],
    chosen: &str,
    errors: &Errors,
) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name)
                aria-describedby=[form::described(errors, name, false)]
                aria-invalid=[form::invalid(errors, name)] {
                @for (value, words) in options {
                    option value=(value) selected[*value == chosen] { (words) }
                }
            }
            (form::error(errors, name))
        }
    }
}
