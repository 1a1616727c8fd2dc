//! A memory's sentence as the user reads it, who is "User" in it: by their name, or as "you" where they told
//! none; and what they wrote so, as readers note it.

use super::retelling::{of_them, of_user_by_you};
use super::words::capitalised;

type Pairs = [(&'static str, &'static str)];

const YOU_FOR_USER: &Pairs = &[("User", "you"), ("User's", "your"), ("User’s", "your")];
const USER_FOR_YOU: &Pairs = &[
    ("you", "User"),
    ("You", "User"),
    ("your", "User's"),
    ("Your", "User's"),
];
/// The user is called "they" where it was said of whom that is.
pub(super) const YOU_FOR_THEM: &Pairs = &[
    ("They", "You"),
    ("Their", "Your"),
    ("they", "you"),
    ("them", "you"),
    ("their", "your"),
    ("theirs", "yours"),
    ("themselves", "yourself"),
    ("themself", "yourself"),
];
const THEM_FOR_YOU: &Pairs = &[
    ("you", "User"),
    ("your", "their"),
    ("yours", "theirs"),
    ("yourself", "themselves"),
];
/// Whoever writes so means the persona by "you".
const SELF: [&str; 6] = ["I", "I'm", "I’m", "me", "my", "My"];

/// What a memory says, for the user themselves.
pub fn for_user(content: &str, name: Option<&str>) -> String {
    match known(name) {
        Some(name) => with_name(content, name),
        None => by_sentence(content, as_you),
    }
}

/// The same way back.
pub fn noted(content: &str, name: Option<&str>) -> String {
    match known(name) {
        Some(name) => without_name(content, name),
        None if content.split(' ').any(|word| SELF.contains(&word)) => content.to_owned(),
        None => by_sentence(content, as_user),
    }
}

fn known(name: Option<&str>) -> Option<&str> {
    name.map(str::trim).filter(|name| !name.is_empty())
}

fn with_name(content: &str, name: &str) -> String {
    let called = |word: &str| match word.strip_prefix("User") {
        Some(rest) if rest.is_empty() || rest.starts_with(['\'', '’', ' ', '.', ',']) => {
            format!("{name}{rest}")
        }
        _ => word.to_owned(),
    };
    content.split_inclusive(' ').map(called).collect()
}

fn without_name(content: &str, name: &str) -> String {
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

fn by_sentence(content: &str, told: fn(&str) -> String) -> String {
    let sentences: Vec<String> = content.split(". ").map(told).collect();
    sentences.join(". ")
}

/// Where the user is not whom the sentence is of, a "they" in it may be others.
fn as_you(sentence: &str) -> String {
    if let Some(says) = sentence.strip_prefix("User ") {
        let says = swapped(&of_them(says), YOU_FOR_THEM);
        return format!("You {}", swapped(&says, YOU_FOR_USER));
    }
    let told = swapped(sentence, YOU_FOR_USER);
    match sentence.starts_with("User") {
        true => capitalised(&told),
        false => told,
    }
}

fn as_user(sentence: &str) -> String {
    match sentence.strip_prefix("You ") {
        Some(says) => format!("User {}", swapped(&of_user_by_you(says), THEM_FOR_YOU)),
        None => swapped(sentence, USER_FOR_YOU),
    }
}

/// With words for words.
pub(super) fn swapped(text: &str, pairs: &Pairs) -> String {
    let swap = |word: &str| {
        let own = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let pair = pairs.iter().find(|(from, _)| *from == own);
        let to = pair.map_or(own, |(_, to)| to);
        format!("{to}{}", word.strip_prefix(own).unwrap_or_default())
    };
    text.split_inclusive(' ').map(swap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_is_called_by_name_wherever_they_stand() {
        for (content, told) in [
            ("User's mom is in Ohio", "Al's mom is in Ohio"),
            ("Sarah is User's coworker", "Sarah is Al's coworker"),
            ("Userland is a word", "Userland is a word"),
        ] {
            assert_eq!(for_user(content, Some("Al")), told);
        }
    }

    #[test]
    fn who_told_no_name_is_you_and_it_is_noted_as_before() {
        for (content, told) in [
            ("User is allergic to nuts", "You are allergic to nuts"),
            ("User loves chess.", "You love chess."),
            ("User never watches the news", "You never watch the news"),
            (
                "User works nights and is tired",
                "You work nights and are tired",
            ),
            (
                "User does not want to talk about Tom",
                "You do not want to talk about Tom",
            ),
            ("User lives with their mom", "You live with your mom"),
            ("User got promoted", "You got promoted"),
            ("User can't swim", "You can't swim"),
            ("User's mom is in Ohio", "Your mom is in Ohio"),
            (
                "User's parents sold their house",
                "Your parents sold their house",
            ),
            ("Sarah is User's coworker", "Sarah is your coworker"),
            (
                "Sarah is User's coworker. User likes her",
                "Sarah is your coworker. You like her",
            ),
            ("Userland is a word", "Userland is a word"),
        ] {
            assert_eq!(for_user(content, None), told);
            assert_eq!(noted(told, None), content);
        }
        assert_eq!(for_user("Tom likes User", Some(" ")), "Tom likes you");
    }

    #[test]
    fn what_is_written_under_ones_own_name_is_noted_as_readers_do() {
        for noted_so in [
            "User",
            "User loves User's mom",
            "Sarah is User’s coworker. User likes her",
        ] {
            let shown = for_user(noted_so, Some("Mary Ann"));
            assert_eq!(noted(&shown, Some(" Mary Ann ")), noted_so);
        }
        assert_eq!(noted("Alma is no Cal", Some("Al")), "Alma is no Cal");
        assert_eq!(
            noted("Mary Anne calls", Some("Mary Ann")),
            "Mary Anne calls"
        );
        assert_eq!(noted("AlAl", Some("Al")), "AlAl");
        assert_eq!(noted("I like how you sing", None), "I like how you sing");
    }
}
