//! What forms have in common: fields with their labels, hints and what is wrong with them.

use std::collections::BTreeMap;

use call_me_back::failure::Failure;
use maud::{Markup, html};

use crate::frame::Frame;

/// What is wrong with a form that was sent: the field's name and why, as a person should read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors(BTreeMap<String, String>);

impl Errors {
    pub fn none() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with(mut self, field: impl Into<String>, why: impl Into<String>) -> Self {
        self.0.insert(field.into(), why.into());
        self
    }

    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them: fields, and why.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        let errors = self.0.iter();
        errors.map(|(field, why)| (field.as_str(), why.as_str()))
    }

    /// Those of fields that the form doesn't show, so that none is swallowed.
    pub(crate) fn besides<'a>(&'a self, shown: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(|(field, _)| !shown.contains(&field.as_str()))
            .map(|(_, why)| why.as_str())
    }
}

/// A refusal without a field stands above the form.
impl From<&Failure> for Errors {
    fn from(failure: &Failure) -> Self {
        match failure {
            Failure::Invalid { field, why } => Self::none().with(field, why),
            other => Self::none().with("", other.to_string()),
        }
    }
}

/// The hidden field that shows that a form is ours.
pub(crate) fn csrf(frame: &Frame) -> Markup {
    html! { input type="hidden" name="csrf" value=(frame.csrf); }
}

/// A form that is just a button.
pub(crate) fn button(frame: &Frame, action: &str, class: &str, label: &Markup) -> Markup {
    html! {
        form.inline method="post" action=(action) {
            (csrf(frame))
            button class=(class) { (label) }
        }
    }
}

/// What is wrong with the form as a whole.
pub(crate) fn summary(errors: &Errors, shown: &[&str]) -> Markup {
    html! {
        @for why in errors.besides(shown) {
            p.error role="alert" { (why) }
        }
    }
}

/// What is wrong with one field. It has the id that `described` names.
pub(crate) fn error(errors: &Errors, field: &str) -> Markup {
    html! {
        @if let Some(why) = errors.of(field) {
            p.error id=(format!("{field}-error")) role="alert" { (why) }
        }
    }
}

/// What a field's `aria-describedby` names: its hint, and what is wrong where something is.
pub(crate) fn described(errors: &Errors, field: &str, hint: bool) -> Option<String> {
    let parts: Vec<String> = [
        hint.then(|| format!("{field}-hint")),
        errors.of(field).map(|_| format!("{field}-error")),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// "true" where the field was refused.
pub(crate) fn invalid(errors: &Errors, field: &str) -> Option<&'static str> {
    errors.of(field).map(|_| "true")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_a_field_that_no_one_shows_is_said_above_the_form() {
        let errors = Errors::none()
            .with("phone", "is too short")
            .with("zone", "is unknown");
        let above: Vec<&str> = errors.besides(&["phone"]).collect();
        assert_eq!(above, ["is unknown"]);
        assert_eq!(
            described(&errors, "phone", true).as_deref(),
            Some("phone-hint phone-error")
        );
        assert_eq!(described(&errors, "adult", false), None);
    }

    #[test]
    fn a_refusal_becomes_an_error_of_its_field() {
        let errors = Errors::from(&Failure::invalid("name", "is too long"));
        assert_eq!(errors.of("name"), Some("is too long"));
        assert!(!Errors::from(&Failure::conflict("not now")).is_empty());
    }
}
