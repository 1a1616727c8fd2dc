//! The turns of a call.

use std::collections::BTreeMap;

use call_me_back::call::{Speaker, Turn};
use call_me_back::persona::Persona;
use maud::{Markup, html};

use crate::frame::Frame;
use crate::mark::{Mark, learned};

/// One turn as a list item. `call.js` makes items of the same shape.
pub(crate) fn item(frame: &Frame, persona: &Persona, turn: &Turn, marks: &[Mark]) -> Markup {
    let (class, name) = match turn.speaker {
        Speaker::User => ("turn mine", "You"),
        Speaker::Persona => ("turn theirs", persona.name.as_str()),
    };
    let local = turn.at.local(frame.zone);
    html! {
        li class=(class) id=(format!("turn-{}", turn.index)) data-index=(turn.index) {
            p.who { (name) }
            p.said { (learned(&turn.text, marks)) }
            @if !marks.is_empty() {
                ul.marks aria-label="Learned here" {
                    @for mark in marks {
                        li {
                            @match &mark.address {
                                Some(address) => { a href=(address) { (mark.text) } }
                                None => { (mark.text) }
                            }
                        }
                    }
                }
            }
            time.at datetime=(turn.at) { (local.format("%-H:%M").to_string()) }
        }
    }
}

/// The whole of a call that is over, with what was learned beside the turns that it came from.
pub(crate) fn past(
    frame: &Frame,
    persona: &Persona,
    turns: &[Turn],
    marks: &BTreeMap<u32, Vec<Mark>>,
) -> Markup {
    html! {
        ol.transcript {
            @for turn in turns {
                (item(frame, persona, turn, marks.get(&turn.index).map_or(&[], Vec::as_slice)))
            }
        }
    }
}
