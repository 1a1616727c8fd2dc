//! The user's data: taking it along, and erasing it.

use call_me_back::erasure::{Kind, PHRASE, Receipt};
use call_me_back::flows::importing::{self, Imported};
use call_me_back::retention::Plan;
use maud::{Markup, html};

use crate::form::{self, Errors};
use crate::frame::{Frame, Sheet};
use crate::words;

#[derive(Debug, Clone)]
pub struct DataPage {
    /// The id of each persona whom the user knows, and their name.
    pub personas: Vec<(String, String)>,
    pub retention: Retention,
    pub errors: Errors,
}

/// How long what the user says is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retention {
    pub plan: Plan,
    /// None: as long as the plan allows.
    pub days: Option<u32>,
    /// It was chosen just now.
    pub saved: bool,
}

const FIELDS: [&str; 3] = ["confirm", "file", "retention_days"];

/// `GET /data`. Sends `POST /data/retention` with `retention_days` (empty: as long as the plan allows),
/// `POST /data/import` with `file`, `POST /data/personas/{id}/erase`, and `POST /data/erase` with `confirm`.
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
        section.card {
            h2 { "Bring it back" }
            p {
                "From a file that you downloaded here, also from another account: your people and what they "
                "remember, your calls, your plans, and personas that you made. What is here stays: only "
                "where the file says something else, the later of both holds. The same file twice does no harm."
            }
            p { (importing::in_parts()) }
            form method="post" action="/data/import" enctype="multipart/form-data" {
                (form::csrf(frame))
                div.field {
                    label for="file" { "The file" }
                    input #file name="file" type="file" accept=".zip,application/zip" required
                        aria-invalid=[form::invalid(&data.errors, "file")]
                        aria-describedby=[form::described(&data.errors, "file", false)];
                    (form::error(&data.errors, "file"))
                }
                button.secondary type="submit" { "Bring it back" }
            }
        }
        (retention(frame, data))
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

fn retention(frame: &Frame, data: &DataPage) -> Markup {
    let Retention { plan, days, saved } = &data.retention;
    let mut choices = vec![(String::new(), longest(*plan).to_owned())];
    let offered = [365, 180, 90, 30, 7, 0];
    let shorter = |offered: &u32| plan.longest_days().is_none_or(|most| *offered < most);
    let days = days.filter(shorter);
    let chosen = days.map_or_else(String::new, |days| days.to_string());
    let mut all: Vec<u32> = offered.into_iter().filter(shorter).collect();
    all.extend(days.filter(|days| !all.contains(days)));
    all.sort_unstable();
    choices.extend(
        all.into_iter()
            .rev()
            .map(|days| (days.to_string(), kept(days))),
    );
    html! {
        section.card {
            h2 { "How long it is kept" }
            (what_goes(days.or(plan.longest_days())))
            @if *saved { p.saved role="status" { "Saved." } }
            form method="post" action="/data/retention" {
                (form::csrf(frame))
                div.field {
                    label for="retention_days" { "Keep what was said" }
                    select #retention_days name="retention_days"
                        aria-describedby=[form::described(&data.errors, "retention_days", false)]
                        aria-invalid=[form::invalid(&data.errors, "retention_days")] {
                        @for (value, label) in &choices {
                            option value=(value) selected[*value == chosen] { (label) }
                        }
                    }
                    (form::error(&data.errors, "retention_days"))
                }
                button.primary type="submit" { "Save" }
            }
        }
    }
}

/// What becomes of it, where it is kept for so many days.
fn what_goes(kept: Option<u32>) -> Markup {
    let (said, unspoken) = match kept {
        None => ("is kept for ever".to_owned(), "is kept, too".to_owned()),
        Some(0) => (
            "goes once it is remembered".to_owned(),
            "goes at once".to_owned(),
        ),
        Some(days) => (
            format!("goes after {}", span(days)),
            format!("goes when you have not spoken of it for {}", span(days)),
        ),
    };
    html! {
        p {
            "What was said in a call " (said) ": the transcript, what you can search of it, and its summary. "
            "That you talked, when and for how long stays."
        }
        p {
            "What your personas learned of you stays while it matters and fades when nobody mentions it. "
            "What has faded altogether, or is no longer so, " (unspoken) "."
        }
    }
}

/// What `POST /data/import` brought back.
pub fn imported(frame: &Frame, imported: &Imported) -> String {
    let counts = [
        (imported.relationships, "person", "people"),
        (
            imported.personas,
            "persona that you made",
            "personas that you made",
        ),
        (imported.calls, "call", "calls"),
        (imported.transcripts, "transcript", "transcripts"),
        (imported.memories, "memory", "memories"),
        (imported.episodes, "summary of a call", "summaries of calls"),
        (
            imported.storylines,
            "thing that goes on",
            "things that go on",
        ),
        (imported.procedures, "way to behave", "ways to behave"),
        (imported.documents, "document", "documents"),
        (imported.schedules, "plan", "plans"),
    ];
    let brought: Vec<_> = counts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .collect();
    let body = html! {
        h1 { "What was brought back" }
        @if brought.is_empty() {
            p.lead { "Nothing new: what can be brought back is here already." }
        } @else {
            ul { @for (count, one, many) in brought { li { (count) " " (if count == 1 { one } else { many }) } } }
        }
        @if !imported.left_out.is_empty() {
            h2 { "What was not" }
            @for what in &imported.left_out { p { (what) } }
        }
        p { a href="/" { "To your people" } }
    };
    sheet("What was brought back", body).draw(frame)
}

fn longest(plan: Plan) -> &'static str {
    match plan {
        Plan::Free => "For a year, the longest",
        Plan::Premium => "For ever",
    }
}

fn kept(days: u32) -> String {
    match days {
        0 => "Not at all: it goes once it is remembered".to_owned(),
        days => format!("For {}", span(days)),
    }
}

fn span(days: u32) -> String {
    match days {
        1 => "a day".to_owned(),
        7 => "a week".to_owned(),
        365 => "a year".to_owned(),
        days => format!("{days} days"),
    }
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
        ul { @for (kind, count) in receipt.erased.each() { li { (count) " " (of_kind(kind, count)) } } }
        h2 { "What stays" }
        ul { @for what in &receipt.stays { li { (what) } } }
        p { "Keep this page's address: it can be read for 90 days, also without an account." }
    };
    let mut sheet = sheet("What was erased", body);
    // Whoever erased their account has no settings any more.
    sheet.back = sheet.back.filter(|_| frame.viewer.is_some());
    sheet.draw(frame)
}

fn of_kind(kind: &str, count: u64) -> String {
    match kind.strip_suffix("ies") {
        _ if count != 1 => kind.to_owned(),
        Some(stem) => format!("{stem}y"),
        None => kind.trim_end_matches('s').to_owned(),
    }
}

fn sheet(title: &str, body: Markup) -> Sheet<'_> {
    Sheet {
        title,
        back: Some(("/settings", "Settings")),
        tone: None,
        class: "narrow",
        refresh: None,
        script: None,
        body,
    }
}
