//! The product's names for things in words that a person reads.

use call_me_back::memory::Category;
use call_me_back::relationship::Kind;
use call_me_back::time::Timestamp;
use maud::{Markup, html};

use crate::frame::Frame;
use call_me_back::prompt::dates::ago;

/// "sarah_work_conflict" → "sarah work conflict".
pub fn plain(slug: &str) -> String {
    slug.replace('_', " ")
}

/// The same with a capital in front.
pub fn title(slug: &str) -> String {
    let plain = plain(slug);
    let mut letters = plain.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// As it stands in an address, after a `=`.
pub fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// "12 minutes", "under a minute".
pub fn duration(seconds: u32) -> String {
    match seconds / 60 {
        0 => "under a minute".to_owned(),
        1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    }
}

/// A moment, with the exact one for machines.
pub fn date(frame: &Frame, then: Timestamp) -> Markup {
    html! { time datetime=(then) { (ago(then, frame.now, frame.zone)) } }
}

/// A day of the calendar: "January 7, 2025".
pub fn day(frame: &Frame, then: Timestamp) -> Markup {
    let day = then.local(frame.zone).format("%B %-d, %Y").to_string();
    html! { time datetime=(then) { (day) } }
}

pub fn category(category: Category) -> &'static str {
    match category {
        Category::RelationshipFact => "The two of you",
        Category::UserFact => "Your life",
        Category::InsideJoke => "Inside jokes",
        Category::ImportantMemory => "Moments that mattered",
        Category::Preference => "How you like it",
        Category::OngoingStoryline => "Still open",
    }
}

pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Friend => "Friend",
        Kind::Partner => "Partner",
        Kind::Family => "Family member",
        Kind::Professional => "Professional",
        Kind::Custom => "Custom",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_any_words() {
        assert_eq!(encoded("a&b=é"), "a%26b%3D%C3%A9");
    }

    #[test]
    fn a_slug_becomes_words() {
        assert_eq!(title("élan_vital"), "Élan vital");
        assert_eq!(title(""), "");
        assert_eq!(duration(59), "under a minute");
        assert_eq!(duration(754), "12 minutes");
    }
}
