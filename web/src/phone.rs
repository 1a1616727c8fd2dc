//! The user's telephone: whether and when it may be rung, and how much.

use call_me_back::directory::people::User;
use call_me_back::time::ZONES;
use maud::{Markup, html};

use crate::form::{self, Errors};
use crate::frame::{Frame, Sheet};

#[derive(Debug, Clone)]
pub struct PhonePage {
    pub user: User,
    /// They agreed to be called, and did not take it back since.
    pub is_called: bool,
    pub form: PhoneForm,
    pub errors: Errors,
    /// What was sent is stored.
    pub is_saved: bool,
}

/// `POST /phone` sends it with these fields, each as it was typed. Empty: no limit of their own, the PIN as
/// it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PhoneForm {
    pub time_zone: String,
    pub hours_from: String,
    pub hours_to: String,
    pub retries: String,
    pub voicemail: String,
    pub calls_a_day: String,
    pub minutes_a_day: String,
    /// In dollars and cents: "2.50".
    pub dollars_a_day: String,
    pub pin: String,
    /// `on` where the PIN is to be taken away.
    pub no_pin: bool,
}

impl PhoneForm {
    /// As it stands.
    pub fn of(user: &User) -> Self {
        let number = |limit: Option<u32>| limit.map(|limit| limit.to_string()).unwrap_or_default();
        Self {
            time_zone: user.time_zone.name().to_owned(),
            hours_from: user.hours.from().to_string(),
            hours_to: user.hours.to().to_string(),
            retries: user.retries.to_string(),
            voicemail: <&str>::from(user.voicemail).to_owned(),
            calls_a_day: number(user.calls_a_day),
            minutes_a_day: number(user.minutes_a_day),
            dollars_a_day: user
                .cents_a_day
                .map(|cents| format!("{}.{:02}", cents / 100, cents % 100))
                .unwrap_or_default(),
            pin: String::new(),
            no_pin: false,
        }
    }
}

const FIELDS: [&str; 9] = [
    "time_zone",
    "hours_from",
    "hours_to",
    "retries",
    "voicemail",
    "calls_a_day",
    "minutes_a_day",
    "cents_a_day",
    "pin",
];

/// `GET /phone`. Sends `POST /phone/calls` with `calls` = `allow` or `stop`, and `POST /phone`.
pub fn page(frame: &Frame, phone: &PhonePage) -> String {
    let body = html! {
        h1 { "Your phone" }
        p.lead { strong.number { (phone.user.phone) } }
        (consent(frame, phone))
        (settings(frame, phone))
    };
    Sheet {
        title: "Your phone",
        back: Some(("/settings", "Settings")),
        tone: None,
        class: "narrow",
        refresh: None,
        script: None,
        body,
    }
    .draw(frame)
}

fn consent(frame: &Frame, phone: &PhonePage) -> Markup {
    html! {
        form.card method="post" action="/phone/calls" {
            (form::csrf(frame))
            @if phone.is_called {
                h2 { "You may be called" }
                p {
                    "Personas ring this number when you ask for it, and at the times you plan. On the "
                    "phone, say “stop calling me” or press 9 at any time, and it ends there."
                }
                input type="hidden" name="calls" value="stop";
                button.secondary type="submit" { "Stop calling me" }
            } @else {
                h2 { "May you be called?" }
                p {
                    "I agree that personas of Call Me Back, who are AI and speak with artificial voices, "
                    "call me on " strong.number { (phone.user.phone) } " when I ask for it and at the times I "
                    "plan. I can take this back here, or in any call, whenever I like."
                }
                input type="hidden" name="calls" value="allow";
                button.primary type="submit" { "Yes, call me" }
            }
        }
    }
}

fn settings(frame: &Frame, phone: &PhonePage) -> Markup {
    let (form, errors) = (&phone.form, &phone.errors);
    html! {
        form.card method="post" action="/phone" novalidate {
            (form::csrf(frame))
            @if phone.is_saved { p.saved role="status" { "Saved." } }
            (form::summary(errors, &FIELDS))
            h2 { "When you may be called" }
            div.field {
                label for="time_zone" { "Your time zone" }
                (zones(&form.time_zone, errors))
                (form::error(errors, "time_zone"))
            }
            div.pair {
                (hour("hours_from", "From", 0..24, &form.hours_from, errors))
                (hour("hours_to", "Until", 1..25, &form.hours_to, errors))
            }
            p.hint { "For calls that you planned. A call that you ask for right now comes at any hour." }
            h2 { "When you don’t pick up" }
            div.field {
                label for="retries" { "Try again" }
                select #retries name="retries"
                    aria-describedby=[form::described(errors, "retries", false)]
                    aria-invalid=[form::invalid(errors, "retries")] {
                    @for (value, label) in [("0", "Not at all"), ("1", "Once"), ("2", "Twice"), ("3", "Three times")] {
                        option value=(value) selected[value == form.retries] { (label) }
                    }
                }
                (form::error(errors, "retries"))
            }
            div.field {
                label for="voicemail" { "On your answering machine" }
                p.hint #voicemail-hint { "The message says that we called, and nothing about you." }
                select #voicemail name="voicemail"
                    aria-describedby=[form::described(errors, "voicemail", true)]
                    aria-invalid=[form::invalid(errors, "voicemail")] {
                    @for (value, label) in [("nothing", "Leave nothing"), ("message", "Leave a short message")] {
                        option value=(value) selected[value == form.voicemail] { (label) }
                    }
                }
                (form::error(errors, "voicemail"))
            }
            h2 { "How much a day" }
            p.hint {
                "Left empty, as much as is allowed here. In dollars, only what has a known price counts."
            }
            div.pair {
                (limit("calls_a_day", "Calls", &form.calls_a_day, errors))
                (limit("minutes_a_day", "Minutes", &form.minutes_a_day, errors))
                (limit("cents_a_day", "Dollars", &form.dollars_a_day, errors))
            }
            (pin(phone))
            button.primary type="submit" { "Save" }
        }
    }
}

fn zones(chosen: &str, errors: &Errors) -> Markup {
    let mut names: Vec<&str> = ZONES
        .iter()
        .map(|zone| zone.name())
        .filter(|name| name.contains('/') || *name == "UTC" || *name == chosen)
        .filter(|name| !name.starts_with("Etc/"))
        .collect();
    names.sort_unstable();
    html! {
        select #time_zone name="time_zone"
            aria-describedby=[form::described(errors, "time_zone", false)]
            aria-invalid=[form::invalid(errors, "time_zone")] {
            @for name in names {
                option value=(name) selected[name == chosen] { (name.replace('_', " ")) }
            }
        }
    }
}

fn hour(
    name: &str,
    label: &str,
    hours: std::ops::Range<u8>,
    chosen: &str,
    errors: &Errors,
) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name)
                aria-describedby=[form::described(errors, name, false)]
                aria-invalid=[form::invalid(errors, name)] {
                @for hour in hours {
                    option value=(hour) selected[hour.to_string() == chosen] { (format!("{hour}:00")) }
                }
            }
            (form::error(errors, name))
        }
    }
}

/// `cents_a_day` is asked for in dollars.
fn limit(field: &str, label: &str, value: &str, errors: &Errors) -> Markup {
    let name = if field == "cents_a_day" {
        "dollars_a_day"
    } else {
        field
    };
    html! {
        div.field.number {
            label for=(name) { (label) }
            input id=(name) name=(name) type="number" min="0" value=(value)
                inputmode=(if field == "cents_a_day" { "decimal" } else { "numeric" })
                step=(if field == "cents_a_day" { "0.01" } else { "1" })
                aria-describedby=[form::described(errors, field, false)]
                aria-invalid=[form::invalid(errors, field)];
            (form::error(errors, field))
        }
    }
}

fn pin(phone: &PhonePage) -> Markup {
    let errors = &phone.errors;
    html! {
        h2 { "When you call" }
        div.field {
            label for="pin" {
                @if phone.user.has_pin { "A new PIN" } @else { "A PIN" } span.optional { " optional" }
            }
            p.hint #pin-hint {
                "Six digits, without a 9. Anybody can pretend to call from your number; with a PIN, nobody but you hears what "
                "your people know about you."
            }
            input.code #pin name="pin" type="text" inputmode="numeric" autocomplete="off" maxlength="6"
                aria-describedby=[form::described(errors, "pin", true)]
                aria-invalid=[form::invalid(errors, "pin")];
            (form::error(errors, "pin"))
        }
        @if phone.user.has_pin {
            div.field {
                label.check {
                    input name="no_pin" type="checkbox" checked[phone.form.no_pin];
                    span { "Take my PIN away" }
                }
            }
        }
    }
}
