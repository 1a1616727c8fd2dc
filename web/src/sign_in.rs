//! Signing in: a phone number, then the code that proves it.

use maud::{Markup, html};

use crate::form::{self, Errors};
use crate::frame::{Frame, Sheet};

/// The first step. `POST /sign-in` with `phone`, and `adult` = `on` where ticked.
#[derive(Debug, Clone, Default)]
pub struct PhoneStep {
    /// As typed so far.
    pub phone: String,
    pub adult: bool,
    /// Of `phone` and `adult`.
    pub errors: Errors,
}

/// The second step. `POST /sign-in/code` with `phone` and `code`; and for an account that does not open by
/// them alone with `recovery_code`, `pin`, or `anew` = `on` where ticked.
#[derive(Debug, Clone, Default)]
pub struct CodeStep {
    /// In E.164, as the code was sent to it.
    pub phone: String,
    /// Of `code`, `recovery_code`, `pin`.
    pub errors: Errors,
}

pub fn phone_page(frame: &Frame, step: &PhoneStep) -> String {
    let errors = &step.errors;
    let body = html! {
        div.welcome {
            h1 { "Someone who remembers you is a call away." }
            p.lead {
                "Choose who you would like to talk to, say who they are to you, and pick up the "
                "phone. Next time, they will know where you left off."
            }
        }
        form.card method="post" action="/sign-in" novalidate {
            (form::csrf(frame))
            (form::summary(errors, &["phone", "adult"]))
            div.field {
                label for="phone" { "Your phone number" }
                p.hint #phone-hint {
                    "With + and the country’s code, such as +1 415 555 0100."
                }
                input #phone name="phone" type="tel" inputmode="tel" autocomplete="tel" required
                    maxlength="32" value=(step.phone)
                    aria-describedby=[form::described(errors, "phone", true)]
                    aria-invalid=[form::invalid(errors, "phone")];
                (form::error(errors, "phone"))
            }
            div.field {
                label.check {
                    input #adult name="adult" type="checkbox" required checked[step.adult]
                        aria-describedby=[form::described(errors, "adult", false)]
                        aria-invalid=[form::invalid(errors, "adult")];
                    span { "I am 18 or older" }
                }
                (form::error(errors, "adult"))
            }
            button.primary type="submit" { "Send me a code" }
        }
        (fine_print())
    };
    sheet("Sign in", body).draw(frame)
}

pub fn code_page(frame: &Frame, step: &CodeStep) -> String {
    let errors = &step.errors;
    let body = html! {
        div.welcome {
            h1 { "Is it you?" }
            p.lead { "We sent a code to " strong.number { (step.phone) } "." }
        }
        form.card method="post" action="/sign-in/code" novalidate {
            (form::csrf(frame))
            input type="hidden" name="phone" value=(step.phone);
            (form::summary(errors, &["code", "recovery_code", "pin"]))
            div.field {
                label for="code" { "The code" }
                @if frame.development {
                    p.hint #code-hint {
                        "This is a development server: the code stands in the terminal."
                    }
                }
                input.code #code name="code" type="text" inputmode="numeric" autofocus
                    autocomplete="one-time-code" required maxlength="12"
                    aria-describedby=[form::described(errors, "code", frame.development)]
                    aria-invalid=[form::invalid(errors, "code")];
                (form::error(errors, "code"))
            }
            (otherwise(errors))
            button.primary type="submit" { "Sign in" }
        }
        div.beside {
            form.inline method="post" action="/sign-in" {
                (form::csrf(frame))
                input type="hidden" name="phone" value=(step.phone);
                input type="hidden" name="adult" value="on";
                button.quiet type="submit" { "Send another code" }
            }
            a.quiet href="/sign-in" { "Use another number" }
        }
    };
    sheet("Enter the code", body).draw(frame)
}

/// For who has another number than before, or one that was somebody else's before.
fn otherwise(errors: &Errors) -> Markup {
    let fields = [
        ("recovery_code", "A recovery code of your account", 24),
        ("pin", "Or the PIN of your account", 6),
    ];
    let is_wrong = !errors.is_empty() && errors.of("code").is_none();
    html! {
        details open[is_wrong] {
            summary { "You had another number before, or were away for long" }
            p.hint {
                "With a recovery code you come back to your account under another number. A number with which "
                "nobody signed in for half a year needs one too, or the PIN."
            }
            @for (name, label, longest) in fields {
                div.field {
                    label for=(name) { (label) }
                    input.code id=(name) name=(name) type="text" autocomplete="off" maxlength=(longest)
                        aria-describedby=[form::described(errors, name, false)]
                        aria-invalid=[form::invalid(errors, name)];
                    (form::error(errors, name))
                }
            }
            label.check {
                input #anew name="anew" type="checkbox";
                span { "I have nothing to do with an account of this number: let me begin anew" }
            }
        }
    }
}

fn fine_print() -> Markup {
    html! {
        p.fine {
            "Everyone you can call here is an AI. What they remember of you is yours: you can see "
            "all of it, and have any of it forgotten."
        }
    }
}

fn sheet(title: &str, body: Markup) -> Sheet<'_> {
    Sheet {
        title,
        back: None,
        tone: None,
        class: "narrow",
        refresh: None,
        script: None,
        body,
    }
}
