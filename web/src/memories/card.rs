//! One remembered thing: its sentence, how strong it is, where it came from, and the user's hand on it.

use call_me_back::erasure::UNDOABLE;
use call_me_back::extraction::for_user;
use call_me_back::ids::MemoryId;
use call_me_back::memory::{LONGEST_CONTENT, Memory, Source, State};
use call_me_back::persona::Persona;
use maud::{Markup, html};

use super::strength;
use crate::form;
use crate::frame::Frame;
use crate::words;

/// Longer chains of corrections are cut; a row that names itself can't go on forever.
const LONGEST_HISTORY: usize = 8;

/// The turn that a memory came from, where it was said in a call.
pub(crate) fn origin(memory: &Memory) -> Option<String> {
    match &memory.source {
        Source::Call { call_id, turn } => Some(format!("/calls/{call_id}#turn-{turn}")),
        Source::Hand => None,
    }
}

/// The memory's own page.
pub(crate) fn address(persona: &Persona, id: &MemoryId) -> String {
    format!("/personas/{}/memories/{id}", persona.id)
}

/// In a list. `former` holds what it took the place of.
pub(crate) fn item(frame: &Frame, persona: &Persona, memory: &Memory, former: &[Memory]) -> Markup {
    let source = source(frame, memory);
    item_from(frame, persona, memory, &history(memory, former), &source)
}

/// The same, with other words on where it came from.
pub(crate) fn item_from(
    frame: &Frame,
    persona: &Persona,
    memory: &Memory,
    former: &[&Memory],
    source: &Markup,
) -> Markup {
    let holds = !matches!(memory.state, State::Superseded | State::Retracted);
    let sentence = for_user(&memory.content, frame.name());
    html! {
        li.memory id=(memory.id) data-part="memory" {
            p.said {
                @if holds { a href=(address(persona, &memory.id)) { (sentence) } }
                @else { s { (sentence) } }
            }
            @for former in former {
                p.former { "Before: " s { (for_user(&former.content, frame.name())) } }
            }
            p.when {
                (source)
                @if memory.sensitive { " · never brought up unasked" }
                @if memory.state == State::Superseded { " · no longer so" }
            }
            @if holds {
                (strength::line(frame, memory))
                (hand(frame, persona, memory, &sentence))
            }
            @if let Some(before) = former.first().filter(|_| is_new_wording(frame, memory)) {
                p { (undo(frame, persona, &before.id, &html! { "Undo the change" span.unseen { ": " (sentence) } })) }
            }
        }
    }
}

/// In the place of a memory that was forgotten and can still be restored.
pub(crate) fn forgotten(frame: &Frame, persona: &Persona, id: &MemoryId) -> Markup {
    html! {
        li.memory.gone id=(id) data-part="memory" {
            p.said { (persona.name) " has forgotten this." }
            p { (undo(frame, persona, id, &html! { "Remember it again" })) }
            p.when {
                "You can bring it back for an hour. If things like it should not be remembered at all, change "
                a href=(format!("/personas/{}/memories#remembering", persona.id)) {
                    "what " (persona.name) " may remember"
                }
                "."
            }
        }
    }
}

/// Whether it was put so by hand, and that can still be taken back.
fn is_new_wording(frame: &Frame, memory: &Memory) -> bool {
    memory.source == Source::Hand && frame.now.since(memory.learned_at) < UNDOABLE
}

fn undo(frame: &Frame, persona: &Persona, id: &MemoryId, label: &Markup) -> Markup {
    html! {
        form.inline method="post" action=(format!("{}/restore", address(persona, id)))
            data-swap="memory" {
            (form::csrf(frame))
            button.secondary type="submit" data-focus { (label) }
        }
    }
}

pub(crate) fn source(frame: &Frame, memory: &Memory) -> Markup {
    html! {
        @match origin(memory) {
            Some(address) => {
                a href=(address) { "You said it " (words::date(frame, memory.learned_at)) }
            }
            None => { "You wrote it " (words::date(frame, memory.learned_at)) }
        }
    }
}

/// What the memory took the place of, the latest first.
fn history<'a>(memory: &'a Memory, all: &'a [Memory]) -> Vec<&'a Memory> {
    let mut former = Vec::new();
    let mut latest = &memory.id;
    while former.len() < LONGEST_HISTORY {
        let before = all.iter().find(|other| {
            other.state == State::Superseded && other.superseded_by.as_ref() == Some(latest)
        });
        let Some(before) = before else { break };
        former.push(before);
        latest = &before.id;
    }
    former
}

/// Keep, correct or forget. Each is answered with the memory's own page, of which the card is swapped.
fn hand(frame: &Frame, persona: &Persona, memory: &Memory, sentence: &str) -> Markup {
    let id = &memory.id;
    let action = |change: &str| format!("{}/{change}", address(persona, id));
    let keep = if memory.pinned { "unpin" } else { "pin" };
    let which = html! { span.unseen { (sentence) ": " } };
    html! {
        div.hand {
            form.inline method="post" action=(action(keep)) data-swap="memory" {
                (form::csrf(frame))
                button.small type="submit" id=(format!("keep-{id}")) aria-pressed=(memory.pinned) {
                    (which) "Keep for good"
                }
                button.small type="submit" formaction=(action("forget")) { (which) "Forget" }
            }
            details.correct {
                summary.small { (which) "Correct" }
                form method="post" action=(action("reword")) data-swap="memory" {
                    (form::csrf(frame))
                    label.unseen for=(format!("words-{id}")) { "How it should read" }
                    input id=(format!("words-{id}")) name="content" type="text" required
                        autocomplete="off" maxlength=(LONGEST_CONTENT) value=(sentence);
                    button.secondary type="submit" { "Save" }
                }
            }
        }
    }
}
