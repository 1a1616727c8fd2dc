//! Showing where a passage has the words that were searched for.

use maud::{Markup, html};

/// The passage with words of the query marked; "climb" marks "climbing" too.
pub fn marked(passage: &str, query: &str) -> Markup {
    let wanted: Vec<String> = query
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() > 2)
        .map(str::to_lowercase)
        .collect();
    let is_wanted = |word: &str| {
        let word = word.to_lowercase();
        wanted.iter().any(|wanted| word.starts_with(wanted))
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
        let shown = marked("We went climbing, <b>twice</b>", "the Climb & twi").into_string();
        assert_eq!(
            shown,
            "We went <mark>climbing</mark>, &lt;b&gt;<mark>twice</mark>&lt;/b&gt;"
        );
    }

    #[test]
    fn nothing_is_marked_for_a_query_without_words() {
        assert_eq!(
            marked("We went climbing", "? !").into_string(),
            "We went climbing"
        );
    }
}
