//! A call while it is on: the browser as the phone, or the live view of a call on a telephone.

use call_me_back::call::{Status, Turn};
use call_me_back::ids::CallId;
use call_me_back::persona::Persona;
use call_me_back::relationship::Relationship;
use call_me_back::telephony::voice::Voice;
use call_me_back::time::{SECOND, Timestamp};
use maud::{Markup, html};

use crate::frame::{Frame, Sheet};
use crate::{form, portrait, transcript, words};

#[derive(Debug, Clone)]
pub struct LiveCall {
    pub call_id: CallId,
    pub persona: Persona,
    pub relationship: Option<Relationship>,
    pub status: Status,
    pub started_at: Timestamp,
    /// What was said so far.
    pub turns: Vec<Turn>,
    /// What memory brought up for the latest reply, in words.
    pub recalled: Vec<String>,
    /// The call is on a telephone: the page only shows it.
    pub by_phone: bool,
}

impl LiveCall {
    fn is_ringing(&self) -> bool {
        self.turns.is_empty() && (!self.by_phone || self.status < Status::Live)
    }

    /// What the two speak, as a BCP 47 tag.
    fn language(&self) -> &'static str {
        let relationship = self.relationship.as_ref();
        let own = relationship.and_then(|relationship| relationship.voice.as_deref());
        let voice = Voice::named(own.unwrap_or(&self.persona.voice));
        let language = relationship.map(|relationship| relationship.language);
        let language = language.unwrap_or_default();
        voice.map_or(language.tag("en-US"), |voice| voice.tag(language))
    }
}

/// `GET /calls/{id}` while it is on. `call.js` does the talking, over `/calls/{id}/relay` and
/// `GET /api/calls/{id}/transcript`; `follow.js` watches a telephone's over `/calls/{id}/watch`, and by the
/// latter where that is lost. Without script the page asks for itself again. `POST /calls/{id}/end` hangs up where scripts can't.
pub fn page(frame: &Frame, call: &LiveCall) -> String {
    let persona = &call.persona;
    let title = format!("A call with {}", persona.name);
    let body = html! {
        div.phone #call
            data-call=(call.call_id)
            data-name=(persona.name)
            data-lang=(call.language())
            data-seconds=(frame.now.since(call.started_at).max(0) / SECOND) {
            (top(call))
            (mind(call))
            div.scroll #scroll tabindex="0" role="log" aria-live="polite" aria-label="What is said" {
                ol.transcript #transcript {
                    @for turn in &call.turns { (transcript::item(frame, persona, turn, &[])) }
                }
                p.heard #heard aria-live="off" hidden {}
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
        script: Some(if call.by_phone {
            "follow.js"
        } else {
            "call.js"
        }),
        body,
    }
    .draw(frame)
}

fn top(call: &LiveCall) -> Markup {
    let persona = &call.persona;
    let ringing = call.is_ringing();
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

/// What memory brings up, in one quiet line that opens. Its room is kept while it is empty, so that
/// nothing moves.
fn mind(call: &LiveCall) -> Markup {
    let first = call.recalled.first();
    html! {
        div.mind {
            details #mind hidden[first.is_none()] {
                summary {
                    span.unseen { "On " (call.persona.name) "’s mind: " }
                    span #mind-first { @if let Some(first) = first { (first) } }
                }
                ul #mind-rest { @for line in &call.recalled { li { (line) } } }
            }
        }
    }
}

fn controls(frame: &Frame, call: &LiveCall) -> Markup {
    html! {
        div.controls {
            @if call.by_phone {
                p.hint { "You are talking on your phone. This page follows." }
            } @else {
                (saying(&call.persona))
                (keypad())
            }
            div.keys {
                @if !call.by_phone { (keys()) }
                form.inline #hang-up method="post"
                    action=(format!("/calls/{}/end", call.call_id)) {
                    (form::csrf(frame))
                    button.hang-up type="submit" { (portrait::handset()) "Hang up" }
                }
            }
            @if !call.by_phone {
                p.fine #speech-notice {
                    "With the microphone or the speaker on, your browser may send what is said to its maker."
                }
            }
        }
    }
}

/// Nothing can be typed before the script is there, which sends it.
fn saying(persona: &Persona) -> Markup {
    let name = &persona.name;
    html! {
        noscript {
            p.error {
                "Talking in the browser needs JavaScript, which is switched off. Switch it on and load this page "
                "again, or hang up and have " (name) " ring your phone."
            }
        }
        form.say #say {
            label.unseen for="words" { "Say something to " (name) }
            input #words type="text" autocomplete="off" maxlength="2000"
                enterkeyhint="send" placeholder="One moment…" disabled;
            button.primary type="submit" disabled { "Say" }
        }
    }
}

/// Each can be pressed where a script finds that the browser can do what it is for. They stand there before
/// it, so that nothing moves.
fn keys() -> Markup {
    html! {
        button.key #microphone type="button" aria-pressed="false" disabled
            aria-describedby="speech-notice" { "Microphone" }
        button.key #mute type="button" aria-pressed="false" disabled { "Mute" }
        button.key #speaker type="button" aria-pressed="false" disabled
            aria-describedby="speech-notice" { "Speaker" }
        button.key #keypad type="button" aria-expanded="false" aria-controls="pad" disabled { "Keypad" }
    }
}

fn keypad() -> Markup {
    html! {
        div.pad #pad role="group" aria-label="Keypad" hidden {
            output #pressed aria-label="Keys that you pressed" {}
            @for key in ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] {
                button.key type="button" value=(key) {
                    (key) @if key == "9" { span.unseen { ", no more calls" } }
                }
            }
            p.fine { "9 means: stop calling me." }
        }
    }
}
