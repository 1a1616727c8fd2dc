//! The product's names for things in words that a person reads.

use call_me_back::memory::{Category, with_name};
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

/// A memory's sentence with the viewer's own name in it.
pub fn sentence(content: &str, name: Option<&str>) -> String {
    with_name(content, name)
}

/// The same way back: what the viewer wrote with their own name, as readers write it.
pub fn noted(content: &str, name: Option<&str>) -> String {
    let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else {
        return content.to_owned();
    };
    // The name may have several words.
    let mut noted = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, after)) = rest.split_once(name) {
        let begins = before.is_empty() && noted.is_empty() || before.ends_with(' ');
        let ends = after.is_empty() || after.starts_with(['\'', '’', ' ', '.', ',']);
        noted.push_str(before);
        noted.push_str(if begins && ends { "User" } else { name });
        rest = after;
    }
    noted + rest
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
    fn the_user_is_called_by_name_wherever_they_stand() {
        assert_eq!(
            sentence("User's mom is in Ohio", Some("Al")),
            "Al's mom is in Ohio"
        );
        assert_eq!(
            sentence("Sarah is User's coworker", Some("Al")),
            "Sarah is Al's coworker"
        );
        assert_eq!(sentence("User loves chess", None), "User loves chess");
        assert_eq!(
            sentence("Userland is a word", Some("Al")),
            "Userland is a word"
        );
    }

    #[test]
    fn what_is_written_under_ones_own_name_is_noted_as_readers_do() {
        for noted_so in ["User's mom is in Ohio", "Sarah is User's coworker", "User"] {
            let shown = sentence(noted_so, Some("Al"));
            assert_eq!(noted(&shown, Some("Al")), noted_so);
        }
        for noted_so in [
            "User loves User's mom",
            "Sarah is User’s coworker. User likes her",
        ] {
            let shown = sentence(noted_so, Some("Mary Ann"));
            assert_eq!(noted(&shown, Some(" Mary Ann ")), noted_so);
        }
        assert_eq!(noted("Alma is no Cal", Some("Al")), "Alma is no Cal");
        assert_eq!(
            noted("Mary Anne calls", Some("Mary Ann")),
            "Mary Anne calls"
        );
        assert_eq!(noted("AlAl", Some("Al")), "AlAl");
        assert_eq!(noted("I like it", Some("")), "I like it");
    }

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
