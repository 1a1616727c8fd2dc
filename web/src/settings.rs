//! Settings: what the user is called, and the way to all the rest.

use call_me_back::directory::people::User;
use maud::{Markup, html};

use crate::form::{self, Errors};
use crate::frame::{Frame, Sheet};

#[derive(Debug, Clone)]
pub struct SettingsPage {
    pub user: User,
    /// They agreed to be called, and did not take it back since.
    pub is_called: bool,
    /// They run this.
    pub is_operator: bool,
    /// What they are called, as it was typed.
    pub name: String,
    pub errors: Errors,
    /// What was sent is stored.
    pub is_saved: bool,
}

/// `GET /settings`. Sends `POST /settings` with `name`, and `POST /sign-out`.
pub fn page(frame: &Frame, settings: &SettingsPage) -> String {
    let user = &settings.user;
    let called = match settings.is_called {
        true => format!(
            "You may be called, from {}:00 to {}:00, {} time",
            user.hours.from(),
            user.hours.to(),
            user.time_zone.name().replace('_', " "),
        ),
        false => "You are not called".to_owned(),
    };
    let body = html! {
        h1 { "Settings" }
        (name(frame, settings))
        nav.ways aria-label="Settings" {
            ul {
                (way("/phone", "Your phone", &format!("{called}. Your day’s limits, and your PIN.")))
                (way("/account", "Your account", "Where you are signed in, your number, and keys for your programs."))
                (way("/data", "Your data", "Take it along, or erase it."))
                (way("/webhooks", "Webhooks", "Have your own programs told what happens."))
                (way("/personas/new", "Make somebody", "Somebody of your own to talk to."))
                (way("/api/docs", "The API", "All of this for programs."))
                @if settings.is_operator {
                    (way("/operations", "How it goes", "For you who runs this: calls, costs, waits, what is due."))
                }
            }
        }
        footer.foot { (form::button(frame, "/sign-out", "quiet", &html! { "Sign out" })) }
    };
    Sheet {
        title: "Settings",
        back: None,
        tone: None,
        class: "narrow",
        refresh: None,
        script: None,
        body,
    }
    .draw(frame)
}

fn name(frame: &Frame, settings: &SettingsPage) -> Markup {
    let errors = &settings.errors;
    html! {
        form.card method="post" action="/settings" novalidate {
            (form::csrf(frame))
            (form::summary(errors, &["name"]))
            div.field {
                label for="name" { "What your people call you" }
                p.hint #name-hint { "Each of them may know another name of yours, where you told them so." }
                input #name name="name" type="text" autocomplete="given-name" maxlength="60" value=(settings.name)
                    aria-describedby=[form::described(errors, "name", true)]
                    aria-invalid=[form::invalid(errors, "name")];
                (form::error(errors, "name"))
            }
            div.beside {
                button.secondary type="submit" { "Save" }
                @if settings.is_saved { p.saved role="status" { "Saved." } }
            }
        }
    }
}

fn way(address: &str, title: &str, about: &str) -> Markup {
    html! {
        li.card {
            h2 { a href=(address) { (title) } }
            p.hint { (about) }
        }
    }
}
