//! What goes on across calls: each storyline from its last word back to its first.

use call_me_back::extraction::for_user;
use call_me_back::memory::storyline::{Status, Step, Storyline, Timeline};
use call_me_back::persona::Persona;
use maud::{Markup, html};

use crate::form;
use crate::frame::{Frame, Sheet};
use crate::{portrait, words};

/// Further back it is folded.
const SHOWN: usize = 6;

#[derive(Debug, Clone)]
pub struct StorylinesPage {
    pub persona: Persona,
    /// Those that go on first.
    pub timelines: Vec<Timeline>,
}

/// `GET /personas/{id}/storylines`. Sends `POST /personas/{id}/storylines/{storyline}/close`.
pub fn page(frame: &Frame, view: &StorylinesPage) -> String {
    let persona = &view.persona;
    let title = "What is going on";
    let (open, closed): (Vec<&Timeline>, Vec<&Timeline>) = view
        .timelines
        .iter()
        .partition(|timeline| timeline.storyline.status == Status::InProgress);
    let body = html! {
        div.welcome {
            h1 { (title) }
            p.hint { (persona.name) " follows these from call to call." }
        }
        @if view.timelines.is_empty() {
            p.empty { "Nothing so far. Tell " (persona.name) " of something that keeps you busy." }
        }
        @for timeline in &open { (line(frame, persona, timeline)) }
        @if !closed.is_empty() {
            h2 { "Settled" }
            @for timeline in &closed { (line(frame, persona, timeline)) }
        }
    };
    Sheet {
        title,
        back: Some((&format!("/personas/{}", persona.id), &persona.name)),
        tone: Some(portrait::tone(&persona.id)),
        class: "",
        refresh: None,
        script: None,
        body,
    }
    .draw(frame)
}

fn line(frame: &Frame, persona: &Persona, timeline: &Timeline) -> Markup {
    let storyline = &timeline.storyline;
    let heading = format!("about-{}", storyline.id);
    let told: Vec<&Step> = timeline.steps.iter().filter(says_something).collect();
    let (shown, folded) = told.split_at(told.len().min(SHOWN));
    html! {
        section.card.storyline id=(storyline.id) aria-labelledby=(heading) {
            h2 id=(heading) { (words::title(&storyline.topic)) }
            p.when { (since(frame, storyline)) }
            ol.timeline { @for step in shown { (step_item(frame, step)) } }
            @if !folded.is_empty() {
                details.more {
                    summary { "Earlier" }
                    ol.timeline { @for step in folded { (step_item(frame, step)) } }
                }
            }
            @if storyline.status == Status::InProgress {
                form.inline method="post"
                    action=(format!("/personas/{}/storylines/{}/close", persona.id, storyline.id)) {
                    (form::csrf(frame))
                    button.small type="submit" {
                        "That is settled" span.unseen { ": " (words::plain(&storyline.topic)) }
                    }
                }
            }
        }
    }
}

/// A step is shown where something new was said, or where it ended.
fn says_something(step: &&Step) -> bool {
    !step.summary.is_empty() || step.status == Status::Resolved
}

fn step_item(frame: &Frame, step: &Step) -> Markup {
    html! {
        li {
            p.when {
                @match &step.said_in {
                    Some((call_id, turn)) => {
                        a href=(format!("/calls/{call_id}#turn-{turn}")) { (words::date(frame, step.at)) }
                    }
                    None => { (words::date(frame, step.at)) ", by your own hand" }
                }
                @if step.status == Status::Resolved { " · settled" }
            }
            @if !step.summary.is_empty() { p { (for_user(&step.summary, frame.name())) } }
        }
    }
}

fn since(frame: &Frame, storyline: &Storyline) -> Markup {
    html! {
        "Began " (words::date(frame, storyline.first_mentioned))
        @match storyline.closed_at {
            Some(closed_at) => { " · settled " (words::date(frame, closed_at)) }
            None => { " · last talked about " (words::date(frame, storyline.last_mentioned)) }
        }
    }
}

/// One storyline in short: its topic, where it stands, and since when.
pub(crate) fn story(frame: &Frame, persona: &Persona, storyline: &Storyline) -> Markup {
    html! {
        article.card.story {
            h3 {
                a href=(format!("/personas/{}/storylines#{}", persona.id, storyline.id)) {
                    (words::title(&storyline.topic))
                }
            }
            p { (for_user(&storyline.summary, frame.name())) }
            p.when { (since(frame, storyline)) }
        }
    }
}
