//! One remembered thing: its sentence, where it came from, and the user's hand on it.

use call_me_back::ids::CallId;
use call_me_back::memory::{Memory, Source, State};
use call_me_back::persona::Persona;
use maud::{Markup, html};

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

/// On the persona's page. `all` holds what it took the place of.
pub(crate) fn item(frame: &Frame, persona: &Persona, memory: &Memory, all: &[Memory]) -> Markup {
    html! {
        li.memory id=(memory.id) {
            p.said { (words::sentence(&memory.content, frame.name())) }
            @for former in history(memory, all) {
                p.former {
                    "Before: " s { (words::sentence(&former.content, frame.name())) }
                }
            }
            p.when {
                @match origin(memory) {
                    Some(address) => {
                        a href=(address) { "You said it " (words::date(frame, memory.learned_at)) }
                    }
                    None => { "You wrote it " (words::date(frame, memory.learned_at)) }
                }
                @if memory.sensitive { " · never brought up unasked" }
                @if memory.state == State::Faded { " · fading" }
            }
            (hand(frame, persona, memory, None))
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

/// Keep or forget. `seen_in`: the call whose page it stands on, to come back to
/// (sent as `call_id`).
pub(crate) fn hand(
    frame: &Frame,
    persona: &Persona,
    memory: &Memory,
    seen_in: Option<&CallId>,
) -> Markup {
    let action = |name: &str| format!("/personas/{}/memories/{}/{name}", persona.id, memory.id);
    let hidden = html! {
        (form::csrf(frame))
        @if let Some(call_id) = seen_in {
            input type="hidden" name="call_id" value=(call_id);
        }
    };
    let (change, label) = if memory.pinned {
        ("unpin", "Kept for good")
    } else {
        ("pin", "Keep for good")
    };
    html! {
        div.hand {
            form.inline method="post" action=(action(change)) {
                (hidden)
                button.small type="submit" aria-pressed=(memory.pinned) {
                    span.unseen { (memory.content) ": " } (label)
                }
            }
            form.inline method="post" action=(action("forget")) {
                (hidden)
                button.small type="submit" {
                    span.unseen { (memory.content) ": " } "Forget"
                }
            }
        }
    }
}
