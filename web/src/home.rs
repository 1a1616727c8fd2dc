//! The people one can call.

use call_me_back::ids::CallId;
use call_me_back::persona::Persona;
use call_me_back::relationship::Relationship;
use call_me_back::time::Timestamp;
use maud::{Markup, html};

use crate::form;
use crate::frame::{Frame, Sheet};
use crate::plans::{self, Plans};
use crate::{portrait, words};

#[derive(Debug, Clone)]
pub struct Home {
    /// In the order in which they should stand: those one knows first.
    pub people: Vec<Person>,
    pub plans: Plans,
    pub telephone: Telephone,
}

/// Whether the user's telephone can be rung at their wish.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Telephone {
    Rings,
    /// They have not agreed to it, or took that back.
    NotAllowed,
    /// No carrier is set up here.
    #[default]
    Nowhere,
}

#[derive(Debug, Clone)]
pub struct Person {
    pub persona: Persona,
    /// The user made them.
    pub is_own: bool,
    /// Where it is heard how they sound.
    pub sample: Option<String>,
    /// None: not met yet.
    pub relationship: Option<Relationship>,
    pub last_call: Option<LastCall>,
    /// The call that they are in now.
    pub live_call: Option<CallId>,
}

#[derive(Debug, Clone)]
pub struct LastCall {
    pub call_id: CallId,
    pub started_at: Timestamp,
    /// None while nothing was read from it.
    pub summary: Option<String>,
}

/// `GET /`. Sends `POST /calls` with `persona_id` and `channel` = `browser` or `phone`, and what
/// `plans` sends.
pub fn page(frame: &Frame, home: &Home) -> String {
    let (known, others): (Vec<&Person>, Vec<&Person>) = home
        .people
        .iter()
        .partition(|person| person.relationship.is_some());
    let body = html! {
        h1 {
            @match frame.name() {
                Some(name) => { "Hello, " (name) }
                None => "Hello"
            }
        }
        @if !known.is_empty() {
            section aria-labelledby="yours" {
                h2 #yours { "Your people" }
                ul.people { @for person in &known { li { (known_person(frame, home.telephone, person)) } } }
            }
        }
        @if !known.is_empty() { (plans::section(frame, &home.plans, &home.people)) }
        @if !others.is_empty() {
            section aria-labelledby="others" {
                h2 #others {
                    @if known.is_empty() { "Who would you like to meet?" }
                    @else { "People you could meet" }
                }
                ul.people { @for person in &others { li { (stranger(person)) } } }
            }
        }
        // Whoever has met nobody looks for somebody first.
        @if known.is_empty() && !others.is_empty() {
            (plans::section(frame, &home.plans, &home.people))
        }
        @if home.people.is_empty() {
            p.empty { "There is nobody to call yet." }
        }
        footer.foot {
            a.quiet href="/personas/new" { "Make somebody to talk to" }
        }
    };
    Sheet {
        title: "Your people",
        back: None,
        tone: None,
        class: "",
        refresh: None,
        script: None,
        body,
    }
    .draw(frame)
}

fn known_person(frame: &Frame, telephone: Telephone, person: &Person) -> Markup {
    let persona = &person.persona;
    html! {
        article class=(format!("card person {}", portrait::tone(&persona.id))) {
            (portrait::portrait(persona))
            div.about {
                h3 { a href=(format!("/personas/{}", persona.id)) { (persona.name) } }
                @if let Some(relationship) = &person.relationship {
                    p.role { "Your " (words::plain(&relationship.relationship_type)) }
                }
                p.last {
                    @match &person.last_call {
                        Some(call) => {
                            @if let Some(summary) = &call.summary { (summary) " " }
                            a.when href=(format!("/calls/{}", call.call_id)) {
                                (words::date(frame, call.started_at))
                            }
                        }
                        None => { (persona.description) }
                    }
                }
                (sample(person))
            }
            (call_button(frame, persona, person.live_call.as_ref(), ""))
            div.besides {
                @if person.live_call.is_none() { (ring(frame, telephone, persona, "small")) }
                (plans::beside(frame, persona))
                (edit(person))
            }
        }
    }
}

/// Rings the user's telephone, or leads to where that is allowed.
pub(crate) fn ring(frame: &Frame, telephone: Telephone, persona: &Persona, class: &str) -> Markup {
    html! {
        @match telephone {
            Telephone::Rings => {
                form.inline method="post" action="/calls" {
                    (form::csrf(frame))
                    input type="hidden" name="persona_id" value=(persona.id);
                    input type="hidden" name="channel" value="phone";
                    button class=(class) type="submit" { "Ring my phone" span.unseen { ": " (persona.name) } }
                }
            }
            Telephone::NotAllowed => {
                a class={ "button " (class) } href="/phone" { "Ring my phone…" span.unseen { " " (persona.name) } }
            }
            Telephone::Nowhere => {}
        }
    }
}

fn sample(person: &Person) -> Markup {
    html! {
        @if let Some(address) = &person.sample {
            audio controls preload="none" src=(address)
                aria-label=(format!("How {} sounds", person.persona.name)) {}
        }
    }
}

fn edit(person: &Person) -> Markup {
    html! {
        @if person.is_own {
            a.button.small href=(format!("/personas/{}/edit", person.persona.id)) {
                "Change" span.unseen { " " (person.persona.name) }
            }
        }
    }
}

fn stranger(person: &Person) -> Markup {
    let persona = &person.persona;
    html! {
        article class=(format!("card person {}", portrait::tone(&persona.id))) {
            (portrait::portrait(persona))
            div.about {
                h3 { (persona.name) }
                p.last { (persona.description) }
                (sample(person))
            }
            a.button.secondary href=(format!("/personas/{}", persona.id)) {
                span { "Get to know" span.unseen { " " (persona.name) } }
            }
            @if person.is_own { div.besides { (edit(person)) } }
        }
    }
}

/// Calls the persona, or leads back to the call that is on. `again` ends what the button says.
pub(crate) fn call_button(
    frame: &Frame,
    persona: &Persona,
    live: Option<&CallId>,
    again: &str,
) -> Markup {
    html! {
        @if let Some(call_id) = live {
            a.button.call href=(format!("/calls/{call_id}")) {
                (portrait::handset())
                span { "Back to the call" span.unseen { " with " (persona.name) } }
            }
        } @else {
            form.inline method="post" action="/calls" {
                (form::csrf(frame))
                input type="hidden" name="persona_id" value=(persona.id);
                input type="hidden" name="channel" value="browser";
                button.call type="submit" {
                    (portrait::handset()) span { "Call" span.whom { " " (persona.name) } (again) }
                }
            }
        }
    }
}
