//! The user's webhooks: their own programs are told what happened.

use call_me_back::directory::webhooks::{Message, Webhook};
use call_me_back::time::MINUTE;
use call_me_back::webhooks::Event;
use maud::{Markup, html};

use crate::form::{self, Errors};
use crate::frame::{Frame, Sheet};
use crate::words;

/// What can be chosen, in words.
pub const EVENTS: [(Event, &str); 3] = [
    (Event::CallEnded, "A call is over, or came to nothing"),
    (
        Event::MemoriesChanged,
        "Something was learned, changed or forgotten",
    ),
    (Event::ScheduleMissed, "A planned call did not take place"),
];

#[derive(Debug, Clone, Default)]
pub struct WebhooksPage {
    pub webhooks: Vec<Webhook>,
    /// The new one as it was typed.
    pub form: WebhookForm,
    pub errors: Errors,
    /// Shown once.
    pub made: Option<Made>,
}

/// `POST /webhooks` and `POST /webhooks/{id}/change` send it: `url`, and a box by the name of each event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebhookForm {
    pub url: String,
    pub events: Vec<Event>,
}

impl WebhookForm {
    /// As it stands.
    pub fn of(webhook: &Webhook) -> Self {
        Self {
            url: webhook.url.clone(),
            events: webhook.events.clone(),
        }
    }

    /// For one more.
    pub fn new() -> Self {
        Self {
            url: String::new(),
            events: EVENTS.iter().map(|(event, _)| *event).collect(),
        }
    }
}

/// A new secret, and whose it is.
#[derive(Debug, Clone)]
pub struct Made {
    pub url: String,
    pub secret: String,
}

#[derive(Debug, Clone)]
pub struct WebhookPage {
    pub webhook: Webhook,
    /// The latest first.
    pub messages: Vec<Message>,
    pub form: WebhookForm,
    pub errors: Errors,
    pub made: Option<Made>,
    pub is_saved: bool,
}

const FIELDS: [&str; 2] = ["url", "events"];

/// `GET /webhooks`. Sends `POST /webhooks`.
pub fn list(frame: &Frame, page: &WebhooksPage) -> String {
    let body = html! {
        h1 { "Webhooks" }
        p.lead { "Your own program is told what happens, by a message to an address of yours." }
        (secret(page.made.as_ref()))
        @if !page.webhooks.is_empty() {
            section.card aria-labelledby="yours" {
                h2 #yours { "Who is told" }
                ul.rows {
                    @for webhook in &page.webhooks {
                        li {
                            a.secret href=(format!("/webhooks/{}", webhook.id)) { (webhook.url) }
                            (standing(frame, webhook))
                        }
                    }
                }
            }
        }
        section.card aria-labelledby="new" {
            h2 #new { "One more" }
            form method="post" action="/webhooks" novalidate {
                (form::csrf(frame))
                (fields(&page.form, &page.errors))
                button.primary type="submit" { "Add it" }
            }
        }
        p.fine {
            "Messages are signed as Standard Webhooks has it. What they look like stands in "
            a href="/api/docs" { "the API" } "."
        }
    };
    sheet("Webhooks", ("/settings", "Settings"), body).draw(frame)
}

/// `GET /webhooks/{id}`. Sends `POST /webhooks/{id}/{change}` with `change` = `change`, `ping`, `rotate` or
/// `remove`. Asked for with a ping under way, the page looks for its answer by itself.
pub fn page(frame: &Frame, page: &WebhookPage) -> String {
    let webhook = &page.webhook;
    let change = |change: &str| format!("/webhooks/{}/{change}", webhook.id);
    let body = html! {
        h1 { "A webhook" }
        p.lead.secret { (webhook.url) }
        (standing(frame, webhook))
        (secret(page.made.as_ref()))
        (told(frame, page))
        (form::button(frame, &change("ping"), "secondary", &html! { "Send it a ping" }))
        section.card aria-labelledby="change" {
            h2 #change { "What it is told" }
            form method="post" action=(change("change")) novalidate {
                (form::csrf(frame))
                @if page.is_saved { p.saved role="status" { "Saved." } }
                (fields(&page.form, &page.errors))
                button.primary type="submit" { "Save" }
            }
        }
        details.more {
            summary { "Another secret, or delete it" }
            section.card {
                p { "With another secret, messages are signed with that one from then on." }
                (form::button(frame, &change("rotate"), "secondary", &html! { "Make another secret" }))
                p { "Deleted, it is told nothing any more." }
                (form::button(frame, &change("remove"), "secondary", &html! { "Delete it" }))
            }
        }
    };
    let mut sheet = sheet("A webhook", ("/webhooks", "Webhooks"), body);
    sheet.script = Some("parts.js");
    sheet.draw(frame)
}

fn sheet<'a>(title: &'a str, back: (&'a str, &'a str), body: Markup) -> Sheet<'a> {
    Sheet {
        title,
        back: Some(back),
        tone: None,
        class: "narrow",
        refresh: None,
        script: None,
        body,
    }
}

fn secret(made: Option<&Made>) -> Markup {
    html! {
        @if let Some(made) = made {
            section.card role="status" {
                h2 { "The secret for " span.secret { (made.url) } }
                p { "It is shown this once. Your program tells by it that a message is from here." }
                p { code.secret { (made.secret) } }
            }
        }
    }
}

fn standing(frame: &Frame, webhook: &Webhook) -> Markup {
    html! {
        p.hint {
            @match (webhook.disabled_at, webhook.failing_since) {
                (Some(at), _) => {
                    "Told nothing any more since " (words::date(frame, at))
                    ", as it took nothing for days. Save it again to go on."
                }
                (None, Some(since)) => { "Has taken nothing since " (words::date(frame, since)) ". It is tried again." }
                (None, None) => "All is well."
            }
        }
    }
}

fn fields(filled: &WebhookForm, errors: &Errors) -> Markup {
    html! {
        (form::summary(errors, &FIELDS))
        div.field {
            label for="url" { "Its address" }
            p.hint #url-hint { "It begins with https:// and is reached from everywhere." }
            input #url name="url" type="url" inputmode="url" autocomplete="off" maxlength="500" value=(filled.url)
                aria-describedby=[form::described(errors, "url", true)]
                aria-invalid=[form::invalid(errors, "url")];
            (form::error(errors, "url"))
        }
        fieldset {
            legend { "When" }
            @for (event, about) in EVENTS {
                label.check {
                    input name=(event.as_str()) type="checkbox" checked[filled.events.contains(&event)];
                    span { (about) }
                }
            }
            (form::error(errors, "events"))
        }
    }
}

fn told(frame: &Frame, page: &WebhookPage) -> Markup {
    let mut messages = page.messages.iter();
    let every = messages.any(|message| is_under_way(frame, message));
    let every = every.then_some("2");
    // This page may have come of a form.
    let from = every.map(|_| format!("/webhooks/{}", page.webhook.id));
    html! {
        section.card aria-labelledby="told" data-part="told" data-every=[every] data-from=[from] {
            h2 #told { "What it was told" }
            @if page.messages.is_empty() {
                p.hint { "Nothing in the last two weeks." }
            } @else {
                ul.rows {
                    @for message in &page.messages {
                        li {
                            p { strong { (event(&message.event)) } }
                            p.hint { (words::date(frame, message.happened_at)) " · " (outcome(frame, message)) }
                        }
                    }
                }
            }
        }
    }
}

/// What was just sent, and not answered yet, is answered in a moment.
fn is_under_way(frame: &Frame, message: &Message) -> bool {
    message.next_attempt_at.is_some()
        && message.status.is_none()
        && frame.now.since(message.happened_at) < MINUTE / 2
}

fn event(name: &str) -> &str {
    let known = EVENTS.iter().find(|(event, _)| event.as_str() == name);
    known.map_or("A ping", |(_, about)| about)
}

fn outcome(frame: &Frame, message: &Message) -> Markup {
    let answer = message
        .status
        .map(|status| format!(" It answered {status}."));
    let tried = match message.attempts {
        1 => "tried once".to_owned(),
        count => format!("tried {count} times"),
    };
    html! {
        @match (message.taken_at, message.next_attempt_at) {
            (Some(_), _) => "taken",
            (None, Some(_)) if is_under_way(frame, message) => "on its way",
            (None, Some(_)) if message.attempts == 0 => "not sent yet",
            (None, Some(at)) => {
                (tried) ", and again "
                @if at <= frame.now { "now" } @else { (words::date(frame, at)) }
                "." @if let Some(answer) = answer { (answer) }
            }
            (None, None) if message.attempts == 0 => "not sent",
            (None, None) => { (tried) ", and given up." @if let Some(answer) = answer { (answer) } }
        }
    }
}
