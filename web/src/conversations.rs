//! Old conversations: the list of them, and what was said in them by search.

use call_me_back::call::Speaker;
use call_me_back::extraction::for_user;
use call_me_back::ids::CallId;
use call_me_back::memory::hit::{Hit, What};
use call_me_back::pagination::Cursor;
use call_me_back::persona::Persona;
use call_me_back::time::Timestamp;
use maud::{Markup, html};

use crate::frame::{Frame, Sheet};
use crate::mark::sought;
use crate::memories::card;
use crate::{portrait, words};

#[derive(Debug, Clone)]
pub struct PastCall {
    pub call_id: CallId,
    pub started_at: Timestamp,
    pub duration_seconds: u32,
    /// None where nothing was read from it (yet).
    pub summary: Option<String>,
}

#[derive(Debug, Clone)]
pub struct ConversationsPage {
    pub persona: Persona,
    pub shown: Shown,
}

#[derive(Debug, Clone)]
pub enum Shown {
    /// A page of them, the latest first.
    Calls {
        calls: Vec<PastCall>,
        next: Option<Cursor>,
    },
    /// Where the page was asked for with `?q=`: the best first.
    Found { query: String, hits: Vec<Hit> },
}

/// `GET /personas/{id}/calls`.
pub fn page(frame: &Frame, view: &ConversationsPage) -> String {
    let persona = &view.persona;
    let title = format!("Your calls with {}", persona.name);
    let query = match &view.shown {
        Shown::Found { query, .. } => query.as_str(),
        Shown::Calls { .. } => "",
    };
    let body = html! {
        div.welcome { h1 { (title) } }
        (search(persona, query))
        section data-part="conversations" aria-label="Calls" {
            @match &view.shown {
                Shown::Found { query, hits } => { (found(frame, persona, query, hits)) }
                Shown::Calls { calls, next } => {
                    @if calls.is_empty() { p.empty { "No calls here." } }
                    @else { (list(frame, calls)) }
                    @if let Some(next) = next {
                        a.button.secondary rel="next"
                            href=(format!("/personas/{}/calls?cursor={}", persona.id, words::encoded(next.as_str()))) {
                            "Earlier calls"
                        }
                    }
                }
            }
        }
    };
    Sheet {
        title: &title,
        back: Some((&format!("/personas/{}", persona.id), &persona.name)),
        tone: Some(portrait::tone(&persona.id)),
        class: "",
        refresh: None,
        script: Some("parts.js"),
        body,
    }
    .draw(frame)
}

/// Looks through all calls; also on the persona's page.
pub(crate) fn search(persona: &Persona, query: &str) -> Markup {
    html! {
        form.search method="get" action=(format!("/personas/{}/calls", persona.id)) role="search"
            data-swap="conversations" {
            label.unseen for="q" { "Search what you and " (persona.name) " talked about" }
            input #q name="q" type="search" maxlength="200" enterkeyhint="search" autocomplete="off"
                placeholder="What was said" value=(query);
            button.secondary type="submit" { "Search" }
        }
    }
}

pub(crate) fn list(frame: &Frame, calls: &[PastCall]) -> Markup {
    html! {
        ol.calls {
            @for call in calls {
                li {
                    a.entry href=(format!("/calls/{}", call.call_id)) {
                        span.when {
                            (words::date(frame, call.started_at)) " · " (words::duration(call.duration_seconds))
                        }
                        span.text { (call.summary.as_deref().unwrap_or("A call without a summary")) }
                    }
                }
            }
        }
    }
}

fn found(frame: &Frame, persona: &Persona, query: &str, hits: &[Hit]) -> Markup {
    html! {
        p.count role="status" {
            @match hits.len() {
                0 => { "Nothing about “" (query) "”. Try other words." }
                1 => { "One passage about “" (query) "”" }
                many => { (many) " passages about “" (query) "”, the best first" }
            }
            " · " a href=(format!("/personas/{}/calls", persona.id)) { "All calls" }
        }
        @if !hits.is_empty() {
            ol.found.calls { @for hit in hits { li { (passage(frame, persona, query, &hit.what)) } } }
        }
    }
}

/// One thing that was found, leading to where it was said.
fn passage(frame: &Frame, persona: &Persona, query: &str, what: &What) -> Markup {
    let (address, when, speaker, text) = match what {
        What::Turn { call_id, turn } => (
            format!("/calls/{call_id}#turn-{}", turn.index),
            turn.at,
            match turn.speaker {
                Speaker::User => "You: ".to_owned(),
                Speaker::Persona => format!("{}: ", persona.name),
            },
            turn.text.clone(),
        ),
        What::Episode(episode) => (
            format!("/calls/{}", episode.call_id),
            episode.started_at,
            "The call: ".to_owned(),
            episode.gist.for_user().summary,
        ),
        What::Memory(memory) => (
            card::origin(memory).unwrap_or_else(|| card::address(persona, &memory.id)),
            memory.learned_at,
            format!("{} knows: ", persona.name),
            for_user(&memory.content, frame.name()),
        ),
    };
    html! {
        a.entry href=(address) {
            span.when { (words::date(frame, when)) }
            span.text { span.who { (speaker) } (sought(&text, query)) }
        }
    }
}
