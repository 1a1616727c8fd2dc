//! "Don't remember this kind of thing."

use call_me_back::persona::Persona;
use call_me_back::relationship::MemoryConfig;
use maud::{Markup, html};

use crate::form;
use crate::frame::Frame;

/// `POST /personas/{id}/remembering` sends `remember_relationship_details`,
/// `remember_past_conversations` and `remember_personal_facts`: `on`, or absent.
pub(super) fn section(
    frame: &Frame,
    persona: &Persona,
    config: &MemoryConfig,
    saved: bool,
) -> Markup {
    html! {
        section.card data-part="remembering" aria-labelledby="remembering" {
            h2 #remembering { "What " (persona.name) " may remember" }
            p.hint { "What you switch off is not noted from now on. What is known already stays until you forget it." }
            form method="post" action=(format!("/personas/{}/remembering", persona.id))
                data-swap="remembering" data-live {
                (form::csrf(frame))
                (switches(config))
                div.beside {
                    button.secondary type="submit" { "Save" }
                    p role="status" { @if saved { span.saved { "Saved." } } }
                }
            }
        }
    }
}

fn switches(config: &MemoryConfig) -> Markup {
    let kinds = [
        (
            "remember_personal_facts",
            "What you tell about yourself",
            config.remember_personal_facts,
        ),
        (
            "remember_relationship_details",
            "What is between the two of you",
            config.remember_relationship_details,
        ),
        (
            "remember_past_conversations",
            "What your calls were about",
            config.remember_past_conversations,
        ),
    ];
    html! {
        div.switches {
            @for (name, label, on) in kinds {
                label.switch {
                    span { (label) }
                    input id=(name) type="checkbox" role="switch" name=(name) checked[on];
                }
            }
        }
    }
}
