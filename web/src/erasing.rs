//! Whether that is really to be erased.

use call_me_back::ids::PersonaId;
use maud::html;

use crate::form;
use crate::frame::{Frame, Sheet};

/// What `POST /data/personas/{id}/erase` answers before it is confirmed. Sends the same with `confirm`.
pub fn page(frame: &Frame, id: &PersonaId, name: &str) -> String {
    let title = format!("Erase everything with {name}?");
    let body = html! {
        h1 { (title) }
        p.lead {
            "Your calls with " (name) ", what " (name) " knows of you, and what you planned together go. "
            "It can’t be undone."
        }
        form.card method="post" action=(format!("/data/personas/{id}/erase")) {
            (form::csrf(frame))
            input type="hidden" name="confirm" value="yes";
            p { "To keep a copy, go back and take your data along first." }
            div.beside {
                button.hang-up type="submit" { "Erase everything with " (name) }
                a.button.quiet href="/data" { "Keep it" }
            }
        }
    };
    Sheet {
        title: &title,
        back: Some(("/data", "Your data")),
        tone: None,
        class: "narrow",
        refresh: None,
        script: None,
        body,
    }
    .draw(frame)
}
