//! One memory: how it fades, where it came from, and what it was before.

use call_me_back::call::{Speaker, Turn};
use call_me_back::extraction::for_user;
use call_me_back::ids::MemoryId;
use call_me_back::memory::{Memory, Source, State};
use call_me_back::persona::Persona;
use maud::{Markup, html};

use super::{card, strength};
use crate::form::{self, Errors};
use crate::frame::{Frame, Sheet};
use crate::mark::{self, Mark};
use crate::{portrait, words};

#[derive(Debug, Clone)]
pub struct MemoryPage {
    pub persona: Persona,
    pub memory: Memory,
    /// The turn that it was learned from, where that is kept.
    pub turn: Option<Turn>,
    /// What it took the place of, the latest first.
    pub history: Vec<Memory>,
    /// Of new words that were refused.
    pub errors: Errors,
}

/// `GET /personas/{id}/memories/{memory}`, which answers what each card sends as well.
pub fn page(frame: &Frame, view: &MemoryPage) -> String {
    let MemoryPage {
        persona, memory, ..
    } = view;
    let name = &persona.name;
    let fades = !matches!(memory.state, State::Superseded | State::Retracted);
    let former: Vec<&Memory> = view.history.iter().collect();
    let body = html! {
        div.welcome {
            h1 { "Something " (name) " knows" }
            p.hint { (words::category(memory.category)) }
        }
        (form::summary(&view.errors, &[]))
        ul.memories {
            (card::item_from(frame, persona, memory, &former, &card::source(frame, memory)))
        }
        @if memory.state == State::Superseded {
            @if let Some(id) = &memory.superseded_by {
                p { a href=(card::address(persona, id)) { "What took its place" } }
            }
        }
        (source(frame, view))
        @if fades {
            section aria-labelledby="strength" {
                h2 #strength { "How well " (name) " remembers it" }
                (strength::curve(frame, name, memory))
            }
        }
        @if !view.history.is_empty() {
            section aria-labelledby="history" {
                h2 #history { "How it changed" }
                (history(frame, view))
            }
        }
    };
    sheet(frame, persona, &body)
}

/// The same address, where the memory was forgotten and can still be restored.
pub fn forgotten(frame: &Frame, persona: &Persona, id: &MemoryId) -> String {
    let body = html! {
        div.welcome { h1 { "Forgotten" } }
        ul.memories { (card::forgotten(frame, persona, id)) }
    };
    sheet(frame, persona, &body)
}

fn sheet(frame: &Frame, persona: &Persona, body: &Markup) -> String {
    Sheet {
        title: &format!("Something {} knows", persona.name),
        back: Some((
            &format!("/personas/{}/memories", persona.id),
            &format!("What {} knows", persona.name),
        )),
        tone: Some(portrait::tone(&persona.id)),
        class: "",
        refresh: None,
        // Whatever is changed here changes the whole page: it is drawn anew.
        script: None,
        body: body.clone(),
    }
    .draw(frame)
}

/// The words that it was learned from.
fn source(frame: &Frame, view: &MemoryPage) -> Markup {
    let (Source::Call { call_id, turn }, Some(said)) = (&view.memory.source, &view.turn) else {
        return html! {};
    };
    let who = match said.speaker {
        Speaker::User => "You said",
        Speaker::Persona => view.persona.name.as_str(),
    };
    let mark = Mark::words(&view.memory.value);
    html! {
        section aria-labelledby="source" {
            h2 #source { "Where it was said" }
            blockquote.card.quote {
                p.who { (who) }
                p.said { (mark::learned(&said.text, &[mark])) }
                p.when {
                    a href=(format!("/calls/{call_id}#turn-{turn}")) {
                        "In your call " (words::date(frame, said.at))
                    }
                }
            }
        }
    }
}

/// From now back to the first.
fn history(frame: &Frame, view: &MemoryPage) -> Markup {
    let line = std::iter::once(&view.memory).chain(&view.history);
    html! {
        ol.timeline {
            @for (index, memory) in line.enumerate() {
                li {
                    p.when { "Since " (words::day(frame, memory.learned_at)) }
                    p {
                        @let sentence = for_user(&memory.content, frame.name());
                        @if index == 0 { (sentence) } @else { s { (sentence) } }
                    }
                    p.hint {
                        @match card::origin(memory) {
                            Some(address) => { a href=(address) { "You told " (view.persona.name) } }
                            None => { "You wrote it" }
                        }
                    }
                }
            }
        }
    }
}
