//! Telling a persona something by the user's own hand.

use call_me_back::extraction::for_user;
use call_me_back::memory::{Category, LONGEST_CONTENT};
use call_me_back::persona::Persona;
use maud::{Markup, html};

use crate::form::{self, Errors};
use crate::frame::Frame;
use crate::words;

/// What `POST /personas/{id}/memories` sends: `about` (a category's name, or `avoid`) and `content`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    pub about: Option<Kind>,
    pub content: String,
}

/// What stands before a topic to leave alone, where that is noted.
pub const AVOIDED: &str = "User does not want to talk about ";
/// The longest topic, in characters: with those words it is a memory as well.
pub const LONGEST_TOPIC: usize = LONGEST_CONTENT - AVOIDED.len();

/// What a note is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Known(Category),
    /// A topic to leave alone.
    Avoid,
}

impl Kind {
    const AVOID: &'static str = "avoid";

    pub fn named(name: &str) -> Option<Self> {
        match name {
            Self::AVOID => Some(Self::Avoid),
            name => name.parse().ok().map(Self::Known),
        }
    }
}

/// What somebody may write of; what goes on is told in calls.
const WRITABLE: [Category; 5] = [
    Category::UserFact,
    Category::RelationshipFact,
    Category::InsideJoke,
    Category::ImportantMemory,
    Category::Preference,
];

pub(super) fn section(frame: &Frame, persona: &Persona, note: &Note, errors: &Errors) -> Markup {
    let nothing_wrong = Errors::none();
    let (errors, content, chosen) = match note.about {
        Some(Kind::Avoid) => (&nothing_wrong, "", Category::UserFact),
        Some(Kind::Known(category)) => (errors, note.content.as_str(), category),
        None => (errors, note.content.as_str(), Category::UserFact),
    };
    let example = for_user("User loves rock climbing", frame.name());
    html! {
        details.card.settings open[!errors.is_empty()] {
            summary { h2 { "Tell " (persona.name) " something" } }
            form method="post" action=(format!("/personas/{}/memories", persona.id)) {
                (form::csrf(frame))
                (form::summary(errors, &["content", "about"]))
                div.field {
                    label for="content" { "What should " (persona.name) " know?" }
                    p.hint #content-hint { "One sentence, as somebody would note it of you: “" (example) "”." }
                    input #content name="content" type="text" required autocomplete="off"
                        maxlength=(LONGEST_CONTENT) value=(content)
                        aria-describedby=[form::described(errors, "content", true)]
                        aria-invalid=[form::invalid(errors, "content")];
                    (form::error(errors, "content"))
                }
                div.field {
                    label for="about" { "What is it about?" }
                    select #about name="about" {
                        @for category in WRITABLE {
                            option value=(category.as_str()) selected[category == chosen] {
                                (words::category(category))
                            }
                        }
                    }
                    (form::error(errors, "about"))
                }
                button.primary type="submit" { "Tell " (persona.name) }
            }
        }
    }
}

pub(super) fn topic(frame: &Frame, persona: &Persona, note: &Note, errors: &Errors) -> Markup {
    let nothing_wrong = Errors::none();
    let (errors, topic) = match note.about {
        Some(Kind::Avoid) => (errors, note.content.as_str()),
        _ => (&nothing_wrong, ""),
    };
    let described = errors.of("content").map(|_| "topic-error");
    html! {
        form.topic method="post" action=(format!("/personas/{}/memories", persona.id)) {
            (form::csrf(frame))
            input type="hidden" name="about" value=(Kind::AVOID);
            label for="topic" { "Never bring up" }
            div.search {
                input #topic name="content" type="text" required autocomplete="off"
                    maxlength=(LONGEST_TOPIC) placeholder="A topic, such as “my ex”" value=(topic)
                    aria-describedby=[described] aria-invalid=[form::invalid(errors, "content")];
                button.secondary type="submit" { "Add" }
            }
            @if let Some(why) = errors.of("content") { p.error #topic-error role="alert" { (why) } }
        }
    }
}
