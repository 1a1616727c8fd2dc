//! What a persona would be told if it were called now: section by section, what each costs, what was
//! chosen for it, and what was left out and why.

use call_me_back::persona::Persona;
use call_me_back::prompt::{Section as Place, Why};
use maud::{Markup, html};

use crate::frame::{Frame, Sheet};
use crate::plot::bar;
use crate::portrait;

#[derive(Debug, Clone)]
pub struct PromptPreview {
    pub persona: Persona,
    /// In their order.
    pub sections: Vec<Section>,
    pub tokens: u32,
    /// The most that it may have.
    pub budget: u32,
    /// What is left for what comes to mind during the call.
    pub left_for_turns: u32,
    pub left_out: Vec<Considered>,
}

#[derive(Debug, Clone)]
pub struct Section {
    pub place: Place,
    /// As it is told: "WHAT YOU KNOW ABOUT ALICE".
    pub title: String,
    pub text: String,
    pub tokens: u32,
    /// What was chosen for it.
    pub chosen: Vec<Considered>,
}

/// Something that might stand in the prompt, in words, and what was decided of it.
#[derive(Debug, Clone)]
pub struct Considered {
    pub what: String,
    /// Where it stands in full.
    pub address: String,
    pub why: Why,
}

/// `GET /personas/{id}/prompt`.
pub fn page(frame: &Frame, view: &PromptPreview) -> String {
    let persona = &view.persona;
    let name = &persona.name;
    let title = format!("What {name} would be told now");
    let body = html! {
        div.welcome {
            h1 { (title) }
            p.lead {
                "Every call begins with these words to the language model that speaks as " (name) "."
            }
        }
        section.card.budget aria-labelledby="budget" {
            h2 #budget { "How much of it there is" }
            (share("All of it", view.tokens, view.budget))
            @for section in &view.sections {
                (share(&named(section.place, name), section.tokens, view.budget))
            }
            p.hint {
                "Counted in tokens, pieces of words; there are at most " (number(view.budget)) ". "
                (number(view.left_for_turns)) " are kept for what comes to mind while you talk."
            }
        }
        @for section in &view.sections {
            section.card.told {
                h2 { (section.title) }
                pre { (section.text.trim_end()) }
                @if !section.chosen.is_empty() {
                    details.more {
                        summary { "Why this is told" span.unseen { ": " (section.title) } }
                        ul.reasons { @for chosen in &section.chosen { (considered(name, chosen)) } }
                    }
                }
            }
        }
        section aria-labelledby="left-out" {
            h2 #left-out { "What was left out" }
            @if view.left_out.is_empty() {
                p.hint { "Nothing: all that may be told is told." }
            } @else {
                @for (why, left_out) in by_reason(&view.left_out) {
                    details.more {
                        summary { (reason(name, why)) " (" (left_out.len()) ")" }
                        @if matches!(why, Why::NoRoom | Why::Faded) {
                            p.hint { (name) " still finds these when you speak of them." }
                        }
                        ul.reasons {
                            @for one in left_out { li { a href=(one.address) { (one.what) } } }
                        }
                    }
                }
            }
        }
    };
    Sheet {
        title: &title,
        back: Some((&format!("/personas/{}", persona.id), name)),
        tone: Some(portrait::tone(&persona.id)),
        class: "",
        refresh: None,
        script: None,
        body,
    }
    .draw(frame)
}

fn share(label: &str, tokens: u32, budget: u32) -> Markup {
    let share = f64::from(tokens) / f64::from(budget.max(1));
    html! {
        div.share {
            span { (label) }
            (bar(share))
            span.number { (number(tokens)) span.unseen { " tokens" } }
        }
    }
}

fn named(place: Place, name: &str) -> String {
    match place {
        Place::Identity => format!("Who {name} is"),
        Place::Relationship => "The two of you".to_owned(),
        Place::Known => format!("What {name} knows"),
        Place::Recent => "What was lately".to_owned(),
        Place::Style => format!("How {name} talks"),
        Place::Task => "This call".to_owned(),
    }
}

/// "4,000".
fn number(number: u32) -> String {
    match (number / 1_000, number % 1_000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands},{rest:03}"),
    }
}

fn considered(name: &str, considered: &Considered) -> Markup {
    html! {
        li { a href=(considered.address) { (considered.what) } " – " (reason(name, considered.why)) }
    }
}

fn reason(name: &str, why: Why) -> String {
    match why {
        Why::Pinned => "you keep it for good".to_owned(),
        Why::Worth => "it matters, and is well remembered".to_owned(),
        Why::Recent => "it is recent, or still going on".to_owned(),
        Why::ToAvoid => format!("named so that {name} leaves it alone"),
        Why::SaidAlready => "said elsewhere in it".to_owned(),
        Why::NoRoom => "No room: other things matter more".to_owned(),
        Why::NotCurrent => "No longer so, or settled".to_owned(),
        Why::Faded => "Faded by now".to_owned(),
        Why::Empty => "Nothing is known to say of it".to_owned(),
    }
}

/// In the order in which the reasons first come.
fn by_reason(all: &[Considered]) -> Vec<(Why, Vec<&Considered>)> {
    let mut groups: Vec<(Why, Vec<&Considered>)> = Vec::new();
    for one in all {
        match groups.iter_mut().find(|(why, _)| *why == one.why) {
            Some((_, group)) => group.push(one),
            None => groups.push((one.why, vec![one])),
        }
    }
    groups
}
