//! What a persona would be told if it were called now.

use call_me_back::persona::Persona;
use maud::html;

use crate::frame::{Frame, Sheet};
use crate::portrait;

#[derive(Debug, Clone)]
pub struct PromptPreview {
    pub persona: Persona,
    /// In their order.
    pub sections: Vec<Section>,
    pub tokens: u32,
    /// The most that it may have.
    pub budget: u32,
}

#[derive(Debug, Clone)]
pub struct Section {
    /// "WHAT YOU KNOW ABOUT ALICE".
    pub title: String,
    pub text: String,
}

/// `GET /personas/{id}/prompt`.
pub fn page(frame: &Frame, view: &PromptPreview) -> String {
    let persona = &view.persona;
    let title = format!("What {} would be told now", persona.name);
    let body = html! {
        div.welcome {
            h1 { (title) }
            p.lead {
                "Every call begins with these words to the language model that speaks as "
                (persona.name) "."
            }
            p.fine { (view.tokens) " of at most " (view.budget) " tokens." }
        }
        @for section in &view.sections {
            section.card.told {
                h2 { (section.title) }
                pre { (section.text) }
            }
        }
    };
    Sheet {
        title: &title,
        back: Some((&format!("/personas/{}", persona.id), &persona.name)),
        tone: Some(portrait::tone(&persona.id)),
        class: "",
        refresh: None,
        script: None,
        body,
    }
    .draw(frame)
}
