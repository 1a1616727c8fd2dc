//! The user's data: taking it along, and erasing it.

use call_me_back::erasure::{Kind, PHRASE, Receipt};
use maud::{Markup, html};

use crate::form::{self, Errors};
use crate::frame::{Frame, Sheet};
use crate::words;

#[derive(Debug, Clone, Default)]
pub struct DataPage {
    /// The id of each persona whom the user knows, and their name.
    pub personas: Vec<(String, String)>,
    pub errors: Errors,
}

const FIELDS: [&str; 1] = ["confirm"];

/// `GET /data`. Sends `POST /data/personas/{id}/erase`, and `POST /data/erase` with `confirm`.
pub fn page(frame: &Frame, data: &DataPage) -> String {
    let body = html! {
        h1 { "Your data" }
        section.card {
            h2 { "Take it along" }
            p {
                "All that is known of you, as a file: pages to read without a network, and the same for "
                "programs. It holds what you said in your calls, so keep it where nobody else looks."
            }
            p { a href="/api/me/export" download { "Download everything" } }
            @for (id, name) in &data.personas {
                p { a href=(format!("/api/personas/{id}/export")) download { "Download what is between you and " (name) } }
            }
        }
        @if !data.personas.is_empty() {
            section.card {
                h2 { "Erase what is between you and one persona" }
                p { "Your calls, what was said in them, all that they remember, and what was planned." }
                @for (id, name) in &data.personas {
                    form.inline method="post" action=(format!("/data/personas/{id}/erase")) {
                        (form::csrf(frame))
                        button.secondary type="submit" { "Erase everything with " (name) }
                    }
                }
            }
        }
        section.card {
            h2 { "Erase everything" }
            p {
                "Your account goes, with every persona's memory of you, your calls, your plans, and what your "
                "programs keep. You are signed out everywhere at once, and it can't be undone."
            }
            p { "Personas that you made go too; those that others know stay, and no longer name you." }
            p {
                "Where you said that you want no calls, we keep a hash of your number so that it holds. "
                "Our hosting platform's backups end by themselves 30 days later."
            }
            form method="post" action="/data/erase" {
                (form::csrf(frame))
                (form::summary(&data.errors, &FIELDS))
                div.field {
                    label for="confirm" { "Write “" (PHRASE) "” to confirm" }
                    input #confirm name="confirm" type="text" autocomplete="off" required
                        aria-invalid=[form::invalid(&data.errors, "confirm")]
                        aria-describedby=[form::described(&data.errors, "confirm", false)];
                    (form::error(&data.errors, "confirm"))
                }
                button.secondary type="submit" { "Erase everything" }
            }
        }
    };
    sheet("Your data", body).draw(frame)
}

/// `GET /data/receipts/{id}`: what was erased, for whoever has its address.
pub fn receipt(frame: &Frame, receipt: &Receipt) -> String {
    let what = match receipt.scope {
        Kind::Memory => "A memory",
        Kind::Call => "A call",
        Kind::Relationship => "What was between you and a persona",
        Kind::Everything => "Your account, with everything",
    };
    let body = html! {
        h1 { "What was erased" }
        p.lead { (what) }
        dl {
            dt { "Asked for" } dd { (words::date(frame, receipt.asked_at)) }
            dt { "Finished" }
            dd {
                @match receipt.finished_at {
                    Some(at) => (words::date(frame, at)),
                    None => "Under way: nothing of it can be seen any more, and the rest goes within half an hour.",
                }
            }
        }
        ul { @for (kind, count) in receipt.erased.each() { li { (count) " " (kind) } } }
        h2 { "What stays" }
        ul { @for what in &receipt.stays { li { (what) } } }
        p { "Keep this page's address: it can be read for 90 days, also without an account." }
    };
    sheet("What was erased", body).draw(frame)
}

fn sheet(title: &str, body: Markup) -> Sheet<'_> {
    Sheet {
        title,
        back: Some(("/", "Your people")),
        tone: None,
        class: "narrow",
        refresh: None,
        script: None,
        body,
    }
}
