//! The pages inside an export: to be read without a network, long after. They hold their own style and
//! no script, and lead to each other by relative links.

use call_me_back::call::Speaker;
use call_me_back::directory::people::User;
use call_me_back::extraction::for_user;
use call_me_back::flows::exporting::{CallSheet, Pages, PersonaSheet};
use call_me_back::memory::command::Exported;
use call_me_back::memory::{Memory, Source, State};
use call_me_back::time::{TimeZone, Timestamp};
use maud::{DOCTYPE, Markup, html};

use crate::words;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}\
    .note{color:#666}s{color:#888}dt{font-weight:600}li{margin:.3rem 0}";

/// How the pages of an export look.
pub struct ExportPages;

impl Pages for ExportPages {
    fn index(
        &self,
        user: &User,
        at: Timestamp,
        personas: &[(String, String)],
        missing: Option<&str>,
    ) -> String {
        let title = "All that Call Me Back knew of you";
        let body = html! {
            p { "Made on " (moment(at, user.time_zone)) ", for " (user.phone) "." }
            @if let Some(missing) = missing { p { strong { "Not all is in here. " } (missing) } }
            @if !personas.is_empty() {
                h2 { "Whom you talked with" }
                ul {
                    @for (file, name) in personas { li { a href=(file) { (name) } } }
                }
            }
            h2 { "For programs" }
            p {
                "Beside these pages lie the same things as JSON. " code { "export.json" }
                " names the shape; " code { "tables" } " has the rows of your account, "
                code { "personas" } " what each remembers with your calls, "
                code { "programs" } " and " code { "objects" } " what your own programs keep."
            }
        };
        page(title, None, body)
    }

    fn persona(&self, user: &User, persona: &PersonaSheet<'_>) -> String {
        let body = html! {
            @if let Some(relationship) = persona.relationship {
                dl {
                    dt { "To you" } dd { (relationship.relationship_type) }
                    dt { "Since" }
                    dd { (moment(relationship.relationship_started_at, user.time_zone)) }
                    dt { "Calls" } dd { (relationship.total_calls) }
                    @if let Some(words) = &relationship.custom_system_prompt {
                        dt { "What you wrote about the two of you" } dd { (words) }
                    }
                }
            }
            h2 { "What " (persona.name) " remembers" }
            ul {
                @for number in 1..=persona.memory_pages {
                    li { a href=(format!("memory-{number}.html")) { "Page " (number) } }
                }
            }
            @if !persona.calls.is_empty() {
                h2 { "Your calls" }
                ol {
                    @for (id, at) in persona.calls {
                        li { a href=(format!("calls/{id}.html")) { (moment(*at, user.time_zone)) } }
                    }
                }
            }
        };
        page(persona.name, Some(("../../index.html", "All")), body)
    }

    fn memory(&self, user: &User, name: &str, exported: &Exported) -> String {
        let zone = user.time_zone;
        let title = format!("What {name} remembers");
        let body = html! {
            @if !exported.memories.is_empty() {
                h2 { "Memories" }
                ul { @for memory in &exported.memories { (remembered(user, memory)) } }
            }
            @if !exported.storylines.is_empty() {
                h2 { "What went on" }
                ul {
                    @for line in &exported.storylines {
                        li {
                            strong { (words::title(&line.topic)) } ": " (line.summary)
                            span.note { " (" (moment(line.first_mentioned, zone)) " to " (moment(line.last_mentioned, zone)) ")" }
                        }
                    }
                }
            }
            @if !exported.procedures.is_empty() {
                h2 { "How you like to be talked to" }
                dl {
                    @for procedure in &exported.procedures {
                        dt { (words::title(&procedure.key)) } dd { (procedure.value) }
                    }
                }
            }
            @if !exported.calls.is_empty() {
                h2 { "What your calls were about" }
                ul {
                    @for call in &exported.calls {
                        li {
                            a href=(format!("calls/{}.html", call.call_id)) { (moment(call.started_at, zone)) }
                            @if let Some(reading) = &call.reading { " " (reading.gist.for_user().summary) }
                        }
                    }
                }
            }
            @if !exported.documents.is_empty() {
                h2 { "Documents" }
                @for document in &exported.documents {
                    h3 { (document.object_id) }
                    pre { (document.document) }
                }
            }
        };
        page(&title, Some(("index.html", name)), body)
    }

    fn call(&self, user: &User, call: &CallSheet<'_>) -> String {
        let zone = user.time_zone;
        let at = call.call.started_at.unwrap_or(call.call.created_at);
        let title = format!("A call with {}", call.name);
        let body = html! {
            p { (moment(at, zone)) ", " (words::duration(call.call.duration_seconds)) }
            @if let Some(summary) = call.call.auto_summary.as_deref().filter(|text| !text.is_empty()) {
                p { (summary) }
            }
            @if call.turns.is_empty() { p.note { "Nothing of what was said is kept." } }
            dl {
                @for turn in call.turns {
                    dt {
                        @match turn.speaker { Speaker::User => "You", Speaker::Persona => (call.name) }
                        " " span.note { (turn.at.local(zone).format("%-H:%M")) }
                    }
                    dd {
                        @if turn.text.is_empty() { span.note { "(taken out at your wish)" } }
                        @else { (turn.text) }
                    }
                }
            }
        };
        page(&title, Some(("../index.html", call.name)), body)
    }
}

fn remembered(user: &User, memory: &Memory) -> Markup {
    let sentence = for_user(&memory.content, user.name.as_deref());
    let learned = moment(memory.learned_at, user.time_zone);
    html! {
        li id=(memory.id) {
            @match memory.state {
                State::Superseded | State::Retracted => s { (sentence) },
                State::Current | State::Faded | State::Archived => (sentence),
            }
            span.note {
                @match &memory.source {
                    Source::Call { call_id, .. } => {
                        " (said on " a href=(format!("calls/{call_id}.html")) { (learned) } ")"
                    }
                    Source::Hand => { " (written on " (learned) ")" }
                }
                @if memory.pinned { " kept for good" }
            }
        }
    }
}

/// Such as "Wednesday, January 8, 2025, 10:00".
fn moment(at: Timestamp, zone: TimeZone) -> Markup {
    let local = at.local(zone).format("%A, %B %-d, %Y, %-H:%M").to_string();
    html! { time datetime=(at) { (local) } }
}

fn page(title: &str, back: Option<(&str, &str)>, body: Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                @if let Some((address, name)) = back { p { a href=(address) { "‹ " (name) } } }
                h1 { (title) }
                (body)
            }
        }
    }
    .into_string()
}
