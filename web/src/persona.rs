//! One persona's page: first "who are they to you?", later all that stands between you.

mod past;
mod relationship_form;

use std::collections::BTreeSet;

use call_me_back::ids::CallId;
use call_me_back::memory::storyline::{Status, Storyline};
use call_me_back::memory::{Category, Memory, State};
use call_me_back::persona::Persona;
use call_me_back::relationship::Relationship;
use maud::{Markup, html};

use crate::costs::{self, Estimates};
use crate::form::{self, Errors};
use crate::frame::{Frame, Sheet};
use crate::home::call_button;
use crate::{memory_list, portrait, words};

pub use past::{PastCall, Search};
pub use relationship_form::RelationshipForm;

#[derive(Debug, Clone)]
pub struct PersonaPage {
    pub persona: Persona,
    /// As stored, or as it was sent where it was refused.
    pub form: RelationshipForm,
    /// Of the form's fields, by their names.
    pub errors: Errors,
    /// None: not met yet.
    pub known: Option<Known>,
}

/// What there is once there is a relationship.
#[derive(Debug, Clone)]
pub struct Known {
    pub relationship: Relationship,
    /// The call that they are in now.
    pub live_call: Option<CallId>,
    /// What a call may cost.
    pub estimates: Estimates,
    /// Resolved ones too.
    pub storylines: Vec<Storyline>,
    /// With history: what a current one took the place of is shown beneath it. Retracted ones are
    /// not shown.
    pub memories: Vec<Memory>,
    /// The latest first.
    pub calls: Vec<PastCall>,
    /// Where the page was asked for with `?q=`.
    pub search: Option<Search>,
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
        script: None,
        body,
    }
    .draw(frame)
}

fn meeting(frame: &Frame, view: &PersonaPage) -> Markup {
    html! {
        (header(&view.persona, None, &html! {}))
        (relationship_form::form(frame, &view.persona, &view.form, &view.errors, "Save"))
    }
}

fn acquaintance(frame: &Frame, view: &PersonaPage, known: &Known) -> Markup {
    let persona = &view.persona;
    let call = html! {
        (call_button(frame, persona, known.live_call.as_ref(), ""))
        @if known.live_call.is_none() { (ring_button(frame, persona)) }
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
            (storylines(frame, &known.storylines))
            (knowledge(frame, persona, &known.memories))
            (past::section(frame, persona, &known.calls, known.search.as_ref()))
        }
        details.card.settings open[!view.errors.is_empty()] {
            summary { h2 { "Who " (persona.name) " is to you" } }
            (relationship_form::form(frame, persona, &view.form, &view.errors, "Save changes"))
        }
        p.fine {
            a href=(format!("/personas/{}/prompt", persona.id)) {
                "What " (persona.name) " would be told if you called now"
            }
        }
    }
}

/// Has the persona ring the user's telephone now.
fn ring_button(frame: &Frame, persona: &Persona) -> Markup {
    html! {
        form.inline method="post" action="/calls" {
            (form::csrf(frame))
            input type="hidden" name="persona_id" value=(persona.id);
            input type="hidden" name="channel" value="phone";
            button.secondary type="submit" { "Ring my phone" }
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
    format!(
        "{}, {}",
        plural(relationship.total_calls, "call"),
        plural(relationship.total_minutes, "minute")
    )
}

fn storylines(frame: &Frame, storylines: &[Storyline]) -> Markup {
    let (open, closed): (Vec<_>, Vec<_>) = storylines
        .iter()
        .partition(|storyline| storyline.status == Status::InProgress);
    html! {
        @if !storylines.is_empty() {
            section aria-labelledby="storylines" {
                h2 #storylines { "What is going on" }
                @if !open.is_empty() {
                    ul.stories { @for storyline in open { li { (story(frame, storyline)) } } }
                }
                @if !closed.is_empty() {
                    details.more {
                        summary { "What has been settled" }
                        ul.stories { @for storyline in closed { li { (story(frame, storyline)) } } }
                    }
                }
            }
        }
    }
}

/// One storyline: its topic, where it stands, and since when.
pub(crate) fn story(frame: &Frame, storyline: &Storyline) -> Markup {
    html! {
        article.card.story {
            h3 { (words::title(&storyline.topic)) }
            p { (storyline.summary) }
            p.when {
                @match storyline.closed_at {
                    Some(closed_at) => { "Settled " (words::date(frame, closed_at)) }
                    None => { "Last talked about " (words::date(frame, storyline.last_mentioned)) }
                }
            }
        }
    }
}

/// In the order in which they are shown.
const CATEGORIES: [Category; 6] = [
    Category::OngoingStoryline,
    Category::UserFact,
    Category::RelationshipFact,
    Category::InsideJoke,
    Category::ImportantMemory,
    Category::Preference,
];

fn knowledge(frame: &Frame, persona: &Persona, memories: &[Memory]) -> Markup {
    let of_state = |states: &[State], memory: &Memory| states.contains(&memory.state);
    let held: Vec<&Memory> = memories
        .iter()
        .filter(|memory| of_state(&[State::Current, State::Faded], memory))
        .collect();
    let archived: Vec<&Memory> = memories
        .iter()
        .filter(|memory| memory.state == State::Archived)
        .collect();
    let categories: BTreeSet<Category> = held.iter().map(|memory| memory.category).collect();
    html! {
        section aria-labelledby="knows" {
            h2 #knows { "What " (persona.name) " knows" }
            @if held.is_empty() {
                p.empty { "Nothing so far. " (persona.name) " learns as you talk." }
            }
            @for category in CATEGORIES.iter().filter(|category| categories.contains(category)) {
                h3.group { (words::category(*category)) }
                ul.memories {
                    @for memory in held.iter().filter(|memory| memory.category == *category) {
                        (memory_list::item(frame, persona, memory, memories))
                    }
                }
            }
            @if !archived.is_empty() {
                details.more {
                    summary { "Long ago: found only by searching" }
                    ul.memories {
                        @for memory in archived {
                            (memory_list::item(frame, persona, memory, memories))
                        }
                    }
                }
            }
        }
    }
}
