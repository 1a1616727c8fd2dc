//! Showing where a passage has the words that were searched for.

use maud::{Markup, html};

/// A shorter word is marked only where the query has no longer one: "the" says little.
const SHORT: usize = 4;

/// The passage with words of the query marked; "climb" marks "climbing" too.
pub fn marked(passage: &str, query: &str) -> Markup {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_query_are_marked_where_they_begin_a_word() {
        let shown = marked(
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
            marked("My dad called", "dad").into_string(),
            "My <mark>dad</mark> called"
        );
        assert_eq!(
            marked("My dad called", "? !").into_string(),
            "My dad called"
        );
    }
}
