//! What a person sees when something can't be done.

use maud::html;

use crate::frame::{Frame, Sheet};

#[derive(Debug, Clone)]
pub struct Problem {
    /// What happened: "This call was not found".
    pub title: String,
    /// What to do about it, in a sentence.
    pub advice: String,
}

pub fn page(frame: &Frame, problem: &Problem) -> String {
    draw(frame, problem, "/", "Go to your people")
}

/// For whoever must sign in first.
pub fn not_signed_in(frame: &Frame) -> String {
    let problem = Problem {
        title: "You are not signed in".to_owned(),
        advice: "Sign in with your phone number, and then come back to this page.".to_owned(),
    };
    draw(frame, &problem, "/sign-in", "Sign in")
}

/// For what is nowhere, or somebody else's.
pub fn not_found(frame: &Frame) -> String {
    let problem = Problem {
        title: "Not found".to_owned(),
        advice:
            "What you look for is not here. It may have been erased, or the address is not right."
                .to_owned(),
    };
    draw(frame, &problem, "/", "Go to your people")
}

fn draw(frame: &Frame, problem: &Problem, address: &str, name: &str) -> String {
    let body = html! {
        div.welcome {
            h1 { (problem.title) }
            p.lead { (problem.advice) }
            p { a.button.primary href=(address) { (name) } }
        }
    };
    Sheet {
        title: &problem.title,
        back: None,
        tone: None,
        class: "narrow",
        refresh: None,
        script: None,
        body,
    }
    .draw(frame)
}
