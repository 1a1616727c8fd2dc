//! The user's account: where they are signed in, their keys, their number, and the way back in when that is
//! lost.

use call_me_back::directory::identities::Identity;
use call_me_back::directory::keys::ApiKey;
use call_me_back::directory::numbers::RecoveryCodes;
use call_me_back::directory::people::User;
use call_me_back::directory::sign_ins::SignIn;
use call_me_back::ids::SignInId;
use call_me_back::scope::Scope;
use maud::{Markup, html};

use crate::form::{self, Errors};
use crate::frame::{Frame, Sheet};
use crate::words::date;

#[derive(Debug, Clone)]
pub struct AccountPage {
    pub user: User,
    pub sessions: Vec<SignIn>,
    /// The one in which they look at this.
    pub this: SignInId,
    pub keys: Vec<ApiKey>,
    /// Who they are to an issuer of tokens.
    pub identities: Vec<Identity>,
    pub recovery_codes: RecoveryCodes,
    /// They proved just now that it is them.
    pub is_fresh: bool,
    /// What is shown once.
    pub shown: Shown,
    pub errors: Errors,
    /// The new number as it was typed.
    pub phone: String,
    /// What the new key is for, as it was typed.
    pub key_name: String,
    /// What is ticked of what the new key may do.
    pub scopes: Vec<Scope>,
}

/// What the answer to a form shows, and nothing shows again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Shown {
    #[default]
    Nothing,
    /// A code was sent to their number, to prove that it is them.
    ProofSent,
    /// A code was sent to this number, which is to be theirs.
    NumberSent(String),
    RecoveryCodes(Vec<String>),
    /// A new secret, and the name of its key.
    Key {
        name: String,
        secret: String,
    },
}

/// `GET /account`. Sends `POST /account/sessions` with `session` (an id, or `all`), `/account/proof`,
/// `/account/proof/code` with `code` or `recovery_code`, `/account/phone` with `phone`,
/// `/account/phone/code` with `phone` and `code`, `/account/recovery-codes`, `/account/keys` with `name`,
/// `expires_in_days` and a box for each scope, `/account/keys/{id}` with `change` (`rotate`, `revoke`), and
/// `/account/identities` with `identity`.
pub fn page(frame: &Frame, account: &AccountPage) -> String {
    let body = html! {
        h1 { "Your account" }
        p.lead { strong.number { (account.user.phone) } }
        (form::summary(&account.errors, &SHOWN))
        (shown_once(&account.shown))
        (sessions(frame, account))
        (proof(frame, account))
        (number(frame, account))
        (recovery(frame, account))
        (keys(frame, account))
        @if !account.identities.is_empty() { (identities(frame, &account.identities)) }
    };
    Sheet {
        title: "Your account",
        back: Some(("/settings", "Settings")),
        tone: None,
        class: "narrow",
        refresh: None,
        script: None,
        body,
    }
    .draw(frame)
}

/// Fields that show themselves what is wrong with them.
const SHOWN: [&str; 6] = [
    "code",
    "recovery_code",
    "phone",
    "name",
    "scopes",
    "expires_in_days",
];

fn shown_once(shown: &Shown) -> Markup {
    html! {
        @match shown {
            Shown::RecoveryCodes(codes) => {
                section.card role="status" {
                    h2 { "Your recovery codes" }
                    p { "Keep them where you keep what is precious. They are shown this once, and each is good once." }
                    ul.codes { @for code in codes { li { code.number { (code) } } } }
                }
            }
            Shown::Key { name, secret } => {
                section.card role="status" {
                    h2 { "The key “" (name) "”" }
                    p { "It is shown this once. Whoever has it may do what the key may." }
                    p { code.secret { (secret) } }
                }
            }
            _ => {}
        }
    }
}

fn sessions(frame: &Frame, account: &AccountPage) -> Markup {
    html! {
        section.card aria-labelledby="sessions" {
            h2 #sessions { "Where you are signed in" }
            ul.rows {
                @for session in &account.sessions {
                    li {
                        p {
                            strong {
                                @if session.client.is_empty() { "Somewhere" } @else { (session.client) }
                            }
                            @if session.id == account.this { " — here" }
                        }
                        p.hint {
                            "Since " (date(frame, session.created_at))
                            ", last used " (date(frame, session.last_used_at))
                        }
                        form.inline method="post" action="/account/sessions" {
                            (form::csrf(frame))
                            input type="hidden" name="session" value=(session.id);
                            button.quiet type="submit" {
                                @if session.id == account.this { "Sign out here" } @else { "Sign out there" }
                            }
                        }
                    }
                }
            }
            form method="post" action="/account/sessions" {
                (form::csrf(frame))
                input type="hidden" name="session" value="all";
                button.secondary type="submit" { "Sign out everywhere" }
            }
            p.hint { "Keys of programs stay: they are taken away below, one by one." }
        }
    }
}

/// Asked for where what follows needs it.
fn proof(frame: &Frame, account: &AccountPage) -> Markup {
    let errors = &account.errors;
    html! {
        @if !account.is_fresh {
            section.card aria-labelledby="proof" {
                h2 #proof { "Is it you?" }
                p {
                    "To change your number, to make recovery codes, or a key that may do the same, prove first that it "
                    "is you. It holds for fifteen minutes."
                }
                @if account.shown == Shown::ProofSent {
                    form method="post" action="/account/proof/code" novalidate {
                        (form::csrf(frame))
                        (code_field("code", "The code that we sent to your number", "one-time-code", errors))
                        (code_field("recovery_code", "Or, where you can’t read it, a recovery code", "off", errors))
                        button.primary type="submit" { "It is me" }
                    }
                } @else {
                    (form::button(frame, "/account/proof", "secondary", &html! { "Send me a code" }))
                }
            }
        }
    }
}

fn number(frame: &Frame, account: &AccountPage) -> Markup {
    let errors = &account.errors;
    html! {
        section.card aria-labelledby="number" {
            h2 #number { "Another number" }
            @match &account.shown {
                Shown::NumberSent(phone) => {
                    form method="post" action="/account/phone/code" novalidate {
                        (form::csrf(frame))
                        input type="hidden" name="phone" value=(phone);
                        p { "We sent a code to " strong.number { (phone) } "." }
                        (code_field("code", "The code", "one-time-code", errors))
                        button.primary type="submit" { "This is my number" }
                    }
                }
                _ => {
                    form method="post" action="/account/phone" novalidate {
                        (form::csrf(frame))
                        div.field {
                            label for="phone" { "Your new phone number" }
                            p.hint #phone-hint { "Nobody calls it before you allow that anew." }
                            input #phone name="phone" type="tel" inputmode="tel" autocomplete="tel"
                                maxlength="32" value=(account.phone)
                                aria-describedby=[form::described(errors, "phone", true)]
                                aria-invalid=[form::invalid(errors, "phone")];
                            (form::error(errors, "phone"))
                        }
                        button.secondary type="submit" { "Send a code there" }
                    }
                }
            }
        }
    }
}

fn recovery(frame: &Frame, account: &AccountPage) -> Markup {
    let left = account.recovery_codes.left;
    html! {
        section.card aria-labelledby="recovery" {
            h2 #recovery { "If you lose your number" }
            p {
                @match left {
                    0 => "You have no recovery codes. Without one, nobody can let you back in with another number.",
                    1 => "You have one recovery code left.",
                    _ => { "You have " (left) " recovery codes left." }
                }
                " With one of them and a new number you come back in."
            }
            (form::button(frame, "/account/recovery-codes", "secondary", &html! {
                @if left == 0 { "Make recovery codes" } @else { "Make new ones, and let these go" }
            }))
        }
    }
}

fn keys(frame: &Frame, account: &AccountPage) -> Markup {
    let errors = &account.errors;
    html! {
        section.card aria-labelledby="keys" {
            h2 #keys { "Keys for your programs" }
            ul.rows {
                @for key in &account.keys { li { (one_key(frame, key)) } }
            }
            form method="post" action="/account/keys" novalidate {
                (form::csrf(frame))
                div.field {
                    label for="name" { "What the new key is for" }
                    input #name name="name" type="text" maxlength="60" value=(account.key_name)
                        aria-describedby=[form::described(errors, "name", false)]
                        aria-invalid=[form::invalid(errors, "name")];
                    (form::error(errors, "name"))
                }
                fieldset {
                    legend { "What it may do" }
                    @for (scope, words) in SCOPES {
                        label.check {
                            input name=(scope) type="checkbox" checked[account.scopes.contains(&scope)];
                            span { (words) }
                        }
                    }
                    (form::error(errors, "scopes"))
                }
                div.field.number {
                    label for="expires_in_days" { "Days until it ends" span.optional { " optional" } }
                    input #expires_in_days name="expires_in_days" type="number" min="1" max="3650" inputmode="numeric"
                        aria-describedby=[form::described(errors, "expires_in_days", false)]
                        aria-invalid=[form::invalid(errors, "expires_in_days")];
                    (form::error(errors, "expires_in_days"))
                }
                button.secondary type="submit" { "Make a key" }
            }
        }
    }
}

/// Each scope, as a person would say it.
pub const SCOPES: [(Scope, &str); 10] = [
    (
        Scope::Smart,
        "Keep memories, rows and buckets of its own (/v1), and read all rows that are yours",
    ),
    (Scope::ProfileRead, "See your profile"),
    (Scope::ProfileWrite, "Change your profile"),
    (
        Scope::PersonasRead,
        "See personas, and what they are to you",
    ),
    (
        Scope::PersonasWrite,
        "Change personas, and what they are to you",
    ),
    (Scope::MemoriesRead, "See what they remember"),
    (Scope::MemoriesWrite, "Change what they remember"),
    (Scope::CallsRead, "See your calls"),
    (Scope::CallsWrite, "Place, plan and end calls"),
    (
        Scope::Account,
        "Your account itself: sessions, keys, taking everything along, erasing it",
    ),
];

fn one_key(frame: &Frame, key: &ApiKey) -> Markup {
    let change = |change: &str, label: &str| {
        html! {
            form.inline method="post" action=(format!("/account/keys/{}", key.id)) {
                (form::csrf(frame))
                input type="hidden" name="change" value=(change);
                button.quiet type="submit" { (label) }
            }
        }
    };
    html! {
        p { strong { (key.name) } }
        p.hint {
            (key.scopes.to_string()) ". Made " (date(frame, key.created_at))
            @match key.last_used_at {
                Some(used) => { ", last used " (date(frame, used)) }
                None => ", never used",
            }
            @if let Some(ends) = key.expires_at { ", ends " (date(frame, ends)) }
            @if key.old_until.is_some_and(|until| until > frame.now) {
                ". The secret before is still good"
            }
            "."
        }
        div.beside { (change("rotate", "Make a new secret")) (change("revoke", "Delete it")) }
    }
}

fn identities(frame: &Frame, identities: &[Identity]) -> Markup {
    html! {
        section.card aria-labelledby="identities" {
            h2 #identities { "Who you are elsewhere" }
            ul.rows {
                @for identity in identities {
                    li {
                        p { strong { (identity.issuer) } }
                        p.hint { (identity.subject) ", linked " (date(frame, identity.linked_at)) }
                        form.inline method="post" action="/account/identities" {
                            (form::csrf(frame))
                            input type="hidden" name="identity" value=(identity.id);
                            button.quiet type="submit" { "Unlink" }
                        }
                    }
                }
            }
        }
    }
}

fn code_field(name: &str, label: &str, complete: &str, errors: &Errors) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            input.code id=(name) name=(name) type="text" autocomplete=(complete) maxlength="24"
                aria-describedby=[form::described(errors, name, false)]
                aria-invalid=[form::invalid(errors, name)];
            (form::error(errors, name))
        }
    }
}
