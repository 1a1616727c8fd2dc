//! A call while it is on: the browser as the phone.

use call_me_back::call::Turn;
use call_me_back::ids::CallId;
use call_me_back::persona::Persona;
use call_me_back::relationship::Relationship;
use call_me_back::time::{SECOND, Timestamp};
use maud::{Markup, html};

use crate::frame::{Frame, Sheet};
use crate::{form, portrait, transcript, words};

#[derive(Debug, Clone)]
pub struct LiveCall {
    pub call_id: CallId,
    pub persona: Persona,
    pub relationship: Option<Relationship>,
    pub started_at: Timestamp,
    /// What was said so far.
    pub turns: Vec<Turn>,
    /// The call is on a telephone: the page only shows it.
    pub by_phone: bool,
}

/// `GET /calls/{id}` while it is on. `call.js` does the talking, over `/calls/{id}/relay` and
/// `GET /api/calls/{id}/transcript`; `POST /calls/{id}/end` hangs up where it can't.
pub fn page(frame: &Frame, call: &LiveCall) -> String {
    let persona = &call.persona;
    let title = format!("A call with {}", persona.name);
    let body = html! {
        div.phone #call
            data-call=(call.call_id)
            data-name=(persona.name)
            data-seconds=(frame.now.since(call.started_at).max(0) / SECOND) {
            (top(call))
            div.scroll #scroll tabindex="0" role="region" aria-label="What is said" {
                ol.transcript #transcript role="log" aria-live="polite" aria-label="The call" {
                    @for turn in &call.turns { (transcript::item(frame, persona, turn, &[])) }
                }
            }
            (controls(frame, call))
        }
    };
    Sheet {
        title: &title,
        back: Some((&format!("/personas/{}", persona.id), &persona.name)),
        tone: Some(portrait::tone(&persona.id)),
        class: "live",
        refresh: call.by_phone.then_some(3),
        script: (!call.by_phone).then_some("call.js"),
        body,
    }
    .draw(frame)
}

fn top(call: &LiveCall) -> Markup {
    let persona = &call.persona;
    let ringing = call.turns.is_empty();
    html! {
        div.caller {
            div.ring #ring data-ringing=(ringing) { (portrait::portrait(persona)) }
            h1 { (persona.name) }
            @if let Some(relationship) = &call.relationship {
                p.role { "Your " (words::plain(&relationship.relationship_type)) }
            }
            p.state {
                span #state role="status" { (if ringing { "Ringing…" } else { "On the call" }) }
                span #clock role="timer" aria-live="off" aria-label="Time on the call" {}
            }
            p.disclosure { (persona.name) " is an AI, not a person." }
        }
    }
}

fn controls(frame: &Frame, call: &LiveCall) -> Markup {
    let name = &call.persona.name;
    html! {
        div.controls {
            @if call.by_phone {
                p.hint { "You are talking on your phone. This page follows." }
            } @else {
                noscript {
                    p.error { "Talking in the browser needs JavaScript, and it is switched off." }
                }
                form.say #say {
                    label.unseen for="words" { "Say something to " (name) }
                    input #words type="text" autocomplete="off" maxlength="2000"
                        enterkeyhint="send" placeholder=(format!("Say something to {name}…"));
                    button.primary type="submit" { "Say" }
                }
                p.heard #heard aria-live="off" hidden {}
            }
            div.keys {
                @if !call.by_phone {
                    button.key #microphone type="button" aria-pressed="false" hidden
                        aria-describedby="microphone-notice" { "Microphone" }
                }
                form.inline #hang-up method="post"
                    action=(format!("/calls/{}/end", call.call_id)) {
                    (form::csrf(frame))
                    button.hang-up type="submit" { (portrait::handset()) "Hang up" }
                }
                @if !call.by_phone {
                    button.key #speaker type="button" aria-pressed="false" hidden { "Speaker" }
                }
            }
            @if !call.by_phone {
                p.fine #microphone-notice hidden {
                    "With the microphone on, your browser may send what you say to its maker, "
                    "who turns it into text."
                }
            }
        }
    }
}
