//! Showing where a passage has the words that were searched for, or that something was learned from.

use maud::{Markup, html};

/// A shorter word is marked only where the query has no longer one: "the" says little.
const SHORT: usize = 4;

/// The passage with words of the query marked; "climb" marks "climbing" too.
pub(crate) fn sought(passage: &str, query: &str) -> Markup {
    let words: Vec<String> = query
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let is_long = |word: &&String| word.chars().count() >= SHORT;
    let mut wanted: Vec<&String> = words.iter().filter(is_long).collect();
    if wanted.is_empty() {
        wanted = words.iter().collect();
    }
    let is_wanted = |word: &str| {
        let word = word.to_lowercase();
        wanted
            .iter()
            .any(|wanted| word.starts_with(wanted.as_str()))
    };
    html! {
        @for piece in passage.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
            @let word = piece.trim_end_matches(|letter: char| !letter.is_alphanumeric());
            @if !word.is_empty() && is_wanted(word) {
                mark { (word) } (piece.strip_prefix(word).unwrap_or_default())
            } @else {
                (piece)
            }
        }
    }
}

/// Something that was learned from a turn.
#[derive(Debug, Clone)]
pub(crate) struct Mark<'a> {
    /// What was learned, as it is told.
    pub text: String,
    /// Where more of it stands.
    pub address: Option<String>,
    /// The words in which it may have been said.
    pub words: &'a str,
}

impl<'a> Mark<'a> {
    /// Those words alone.
    pub fn words(words: &'a str) -> Self {
        Self {
            text: String::new(),
            address: None,
            words,
        }
    }
}

/// The text with the words marked that something was learned from, where they stand in it.
pub(crate) fn learned(text: &str, marks: &[Mark]) -> Markup {
    let mut places: Vec<(usize, usize)> = marks
        .iter()
        .filter_map(|mark| place(text, mark.words))
        .collect();
    places.sort_unstable();
    let mut pieces = Vec::new();
    let mut reached = 0;
    for (from, to) in places {
        // One that reaches into another is marked with it, or not at all.
        let (Some(before), Some(words)) = (text.get(reached..from), text.get(from..to)) else {
            continue;
        };
        pieces.push((before, words));
        reached = to;
    }
    html! {
        @for (before, words) in &pieces { (before) mark { (words) } }
        (text.get(reached..).unwrap_or_default())
    }
}

/// Where the words stand, whatever their capitals.
fn place(text: &str, words: &str) -> Option<(usize, usize)> {
    let words = words.trim().trim_end_matches('.');
    if words.is_empty() {
        return None;
    }
    let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.char_indices().map(|(from, _)| from).find_map(|from| {
        let to = from + words.len();
        let found = text.get(from..to)?.eq_ignore_ascii_case(words);
        let before = text.get(..from)?.chars().next_back();
        let after = text.get(to..)?.chars().next();
        (found && !is_part(before) && !is_part(after)).then_some((from, to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_query_are_marked_where_they_begin_a_word() {
        let shown = sought(
            "We went climbing the wall, <b>twice</b>",
            "the Climb & twic",
        );
        assert_eq!(
            shown.into_string(),
            "We went <mark>climbing</mark> the wall, &lt;b&gt;<mark>twice</mark>&lt;/b&gt;"
        );
    }

    #[test]
    fn short_words_are_marked_where_there_are_no_others() {
        assert_eq!(
            sought("My dad called", "dad").into_string(),
            "My <mark>dad</mark> called"
        );
        assert_eq!(
            sought("My dad called", "? !").into_string(),
            "My dad called"
        );
    }

    fn shown(text: &str, words: &[&str]) -> String {
        let marks: Vec<Mark> = words.iter().copied().map(Mark::words).collect();
        learned(text, &marks).into_string()
    }

    #[test]
    fn the_words_that_something_was_learned_from_are_marked() {
        assert_eq!(
            shown("I moved to Texas last week!", &["texas", "last week"]),
            "I moved to <mark>Texas</mark> <mark>last week</mark>!"
        );
        assert_eq!(
            shown("<b> é Rock climbing", &["rock climbing."]),
            "&lt;b&gt; é <mark>Rock climbing</mark>"
        );
    }

    #[test]
    fn what_is_not_there_or_only_part_of_a_word_is_not_marked() {
        assert_eq!(
            shown("Texans, all of them", &["Texan"]),
            "Texans, all of them"
        );
        assert_eq!(shown("so éé", &["é", "", "no"]), "so éé");
        assert_eq!(
            shown("rock climbing", &["rock climbing", "climbing"]),
            "<mark>rock climbing</mark>"
        );
    }
}
