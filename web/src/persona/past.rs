//! Old calls, and searching in them.

use call_me_back::call::Speaker;
use call_me_back::ids::CallId;
use call_me_back::memory::hit::{Hit, What};
use call_me_back::persona::Persona;
use call_me_back::time::Timestamp;
use maud::{Markup, html};

use crate::frame::Frame;
use crate::mark::marked;
use crate::{memory_list, words};

#[derive(Debug, Clone)]
pub struct PastCall {
    pub call_id: CallId,
    pub started_at: Timestamp,
    pub duration_seconds: u32,
    /// None where nothing was read from it (yet).
    pub summary: Option<String>,
}

/// What was searched for and found.
#[derive(Debug, Clone)]
pub struct Search {
    pub query: String,
    /// The best first.
    pub hits: Vec<Hit>,
}

pub(super) fn section(
    frame: &Frame,
    persona: &Persona,
    calls: &[PastCall],
    search: Option<&Search>,
) -> Markup {
    html! {
        section aria-labelledby="calls" {
            h2 #calls { "Your calls" }
            form.search method="get" action=(format!("/personas/{}#calls", persona.id)) role="search" {
                label.unseen for="q" { "Search what you and " (persona.name) " talked about" }
                input #q name="q" type="search" maxlength="200" enterkeyhint="search"
                    placeholder="Search what you said"
                    value=(search.map(|search| search.query.as_str()).unwrap_or_default());
                button.secondary type="submit" { "Search" }
            }
            @if let Some(search) = search { (found(frame, persona, search)) }
            @if calls.is_empty() {
                p.empty { "No calls yet." }
            } @else {
                ol.calls { @for call in calls { li { (past_call(frame, call)) } } }
            }
        }
    }
}

fn past_call(frame: &Frame, call: &PastCall) -> Markup {
    html! {
        a.entry href=(format!("/calls/{}", call.call_id)) {
            span.when {
                (words::date(frame, call.started_at)) " · " (words::duration(call.duration_seconds))
            }
            span.text { (call.summary.as_deref().unwrap_or("A call without a summary")) }
        }
    }
}

fn found(frame: &Frame, persona: &Persona, search: &Search) -> Markup {
    let again = format!("/personas/{}#calls", persona.id);
    html! {
        div.found role="region" aria-label="What was found" {
            p.count role="status" {
                @if search.hits.is_empty() {
                    "Nothing about “" (search.query) "”. Try other words."
                } @else {
                    (search.hits.len())
                    (if search.hits.len() == 1 { " passage" } else { " passages" })
                    " about “" (search.query) "”"
                }
                " · " a href=(again) { "Clear" }
            }
            ol.calls {
                @for hit in &search.hits { li { (passage(frame, persona, search, &hit.what)) } }
            }
        }
    }
}

fn passage(frame: &Frame, persona: &Persona, search: &Search, what: &What) -> Markup {
    let (address, when, speaker, text) = match what {
        What::Turn { call_id, turn } => (
            Some(format!("/calls/{call_id}#turn-{}", turn.index)),
            turn.at,
            match turn.speaker {
                Speaker::User => "You: ".to_owned(),
                Speaker::Persona => format!("{}: ", persona.name),
            },
            turn.text.clone(),
        ),
        What::Episode(episode) => (
            Some(format!("/calls/{}", episode.call_id)),
            episode.started_at,
            "The call: ".to_owned(),
            episode.gist.summary.clone(),
        ),
        What::Memory(memory) => (
            memory_list::origin(memory),
            memory.learned_at,
            format!("{} knows: ", persona.name),
            words::sentence(&memory.content, frame.name()),
        ),
    };
    let body = html! {
        span.when { (words::date(frame, when)) }
        span.text { span.who { (speaker) } (marked(&text, &search.query)) }
    };
    html! {
        @match address {
            Some(address) => { a.entry href=(address) { (body) } }
            None => { div.entry { (body) } }
        }
    }
}
