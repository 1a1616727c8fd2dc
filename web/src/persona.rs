//! One persona's page: first "who are they to you?", later what there is between you, in short.

mod relationship_form;

use call_me_back::ids::CallId;
use call_me_back::memory::Memory;
use call_me_back::memory::storyline::Storyline;
use call_me_back::persona::Persona;
use call_me_back::relationship::Relationship;
use maud::{Markup, html};

use crate::conversations::{self, PastCall};
use crate::costs::{self, Estimates};
use crate::form::Errors;
use crate::frame::{Frame, Sheet};
use crate::home::{Telephone, call_button, ring};
use crate::memories::card;
use crate::storylines::story;
use crate::{portrait, words};

pub use relationship_form::RelationshipForm;

#[derive(Debug, Clone)]
pub struct PersonaPage {
    pub persona: Persona,
    /// As stored, or as it was sent where it was refused.
    pub form: RelationshipForm,
    /// Of the form's fields, by their names.
    pub errors: Errors,
    /// How they would greet the user, were it as the form says; where that was asked for, or they have not
    /// met.
    pub greeting: Option<String>,
    /// None: not met yet.
    pub known: Option<Known>,
}

/// What there is once there is a relationship.
#[derive(Debug, Clone)]
pub struct Known {
    pub relationship: Relationship,
    /// The call that they are in now.
    pub live_call: Option<CallId>,
    pub telephone: Telephone,
    /// What a call may cost.
    pub estimates: Estimates,
    /// Those that go on, the latest first: the first few.
    pub storylines: Vec<Storyline>,
    /// The latest spoken of, as many.
    pub memories: Vec<Memory>,
    /// What they took the place of.
    pub former: Vec<Memory>,
    /// The latest first, as many.
    pub calls: Vec<PastCall>,
}

/// `GET /personas/{id}`, and the answer to its refused `POST`.
pub fn page(frame: &Frame, view: &PersonaPage) -> String {
    let persona = &view.persona;
    let title = match &view.known {
        Some(_) => persona.name.clone(),
        None => format!("Get to know {}", persona.name),
    };
    let body = match &view.known {
        Some(known) => acquaintance(frame, view, known),
        None => meeting(frame, view),
    };
    Sheet {
        title: &title,
        back: Some(("/", "Your people")),
        tone: Some(portrait::tone(&persona.id)),
        class: "",
        refresh: None,
        script: Some("parts.js"),
        body,
    }
    .draw(frame)
}

fn meeting(frame: &Frame, view: &PersonaPage) -> Markup {
    html! {
        (header(&view.persona, None, &html! {}))
        (relationship_form::form(frame, view, "Save"))
    }
}

fn acquaintance(frame: &Frame, view: &PersonaPage, known: &Known) -> Markup {
    let persona = &view.persona;
    let call = html! {
        (call_button(frame, persona, known.live_call.as_ref(), ""))
        @if known.live_call.is_none() { (ring(frame, known.telephone, persona, "secondary")) }
    };
    let fresh = known.calls.is_empty() && known.memories.is_empty();
    html! {
        (header(persona, Some(&known.relationship), &call))
        (costs::estimated(&known.estimates))
        @if fresh {
            p.empty {
                "You have not talked yet. After your first call, what " (persona.name)
                " remembers stands here."
            }
        } @else {
            (going_on(frame, persona, &known.storylines))
            (knowledge(frame, persona, known))
            (past(frame, persona, &known.calls))
        }
        details.card.settings open[view.greeting.is_some() || !view.errors.is_empty()] {
            summary { h2 { "Who " (persona.name) " is to you" } }
            (relationship_form::form(frame, view, "Save changes"))
        }
        p.fine {
            a href=(format!("/personas/{}/prompt", persona.id)) {
                "What " (persona.name) " would be told if you called now"
            }
        }
    }
}

fn header(persona: &Persona, relationship: Option<&Relationship>, call: &Markup) -> Markup {
    html! {
        div.hero {
            (portrait::portrait(persona))
            h1 { (persona.name) }
            p.lead { (persona.description) }
            @if let Some(relationship) = relationship {
                p.role {
                    "Your " (words::plain(&relationship.relationship_type))
                    @if relationship.total_calls > 0 {
                        " · " (calls_and_minutes(relationship))
                    }
                }
            }
            (call)
        }
    }
}

fn calls_and_minutes(relationship: &Relationship) -> String {
    let plural = |number: u32, one: &str| {
        let ending = if number == 1 { "" } else { "s" };
        format!("{number} {one}{ending}")
    };
    let calls = plural(relationship.total_calls, "call");
    match relationship.total_minutes {
        // Calls that are shorter count for none.
        0 => calls,
        minutes => format!("{calls}, {}", plural(minutes, "minute")),
    }
}

fn going_on(frame: &Frame, persona: &Persona, storylines: &[Storyline]) -> Markup {
    html! {
        section aria-labelledby="storylines" {
            h2 #storylines { "What is going on" }
            @if storylines.is_empty() { p.empty { "Nothing that " (persona.name) " follows up on." } }
            @else {
                ul.stories { @for storyline in storylines { li { (story(frame, persona, storyline)) } } }
            }
            (all(persona, "storylines", "All that went on"))
        }
    }
}

fn knowledge(frame: &Frame, persona: &Persona, known: &Known) -> Markup {
    html! {
        section aria-labelledby="knows" {
            h2 #knows { "What " (persona.name) " knows" }
            @if known.memories.is_empty() {
                p.empty { "Nothing so far. " (persona.name) " learns as you talk." }
            } @else {
                ul.memories {
                    @for memory in &known.memories {
                        (card::item(frame, persona, memory, &known.former))
                    }
                }
            }
            (all(persona, "memories", &format!("All that {} knows", persona.name)))
        }
    }
}

fn past(frame: &Frame, persona: &Persona, calls: &[PastCall]) -> Markup {
    html! {
        section aria-labelledby="calls" {
            h2 #calls { "Your calls" }
            (conversations::search(persona, ""))
            @if calls.is_empty() { p.empty { "No calls yet." } }
            @else { (conversations::list(frame, calls)) }
            (all(persona, "calls", "All your calls"))
        }
    }
}

/// Leads to the page that has all of it.
fn all(persona: &Persona, page: &str, label: &str) -> Markup {
    html! {
        p { a.onward href=(format!("/personas/{}/{page}", persona.id)) { (label) span aria-hidden="true" { " ›" } } }
    }
}
