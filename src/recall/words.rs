//! Words, as what was said is found by them.

use rust_stemmers::{Algorithm, Stemmer};

use crate::embedding::pieces::folded;

/// The most words of a question that are looked for.
pub const LONGEST_QUESTION: usize = 32;
/// The longest word, in characters; what is longer is none.
const LONGEST_WORD: usize = 48;

/// Words that say nothing of what is asked, and the letters that apostrophes leave behind.
const STOP_WORDS: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at",
    "be", "because", "been", "before", "being", "but", "by", "can", "could", "d", "did", "didn",
    "do", "does", "doesn", "doing", "don", "down", "during", "each", "for", "from", "get", "got",
    "had", "has", "have", "having", "he", "her", "here", "hers", "him", "his", "how", "i", "if",
    "in", "into", "is", "isn", "it", "its", "just", "know", "ll", "m", "me", "more", "most", "my",
    "no", "nor", "not", "now", "of", "off", "on", "once", "only", "or", "other", "our", "out",
    "over", "own", "re", "remember", "s", "same", "she", "should", "so", "some", "such", "t",
    "tell", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "those", "through", "to", "too", "under", "until", "up", "ve", "very", "was", "we", "were",
    "what", "when", "where", "which", "while", "who", "whom", "why", "will", "with", "would",
    "you", "your", "yours",
];

pub fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&word)
}

/// The telling words of a text, in lower case, each once, in their order.
pub fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
        let is_telling =
            !word.is_empty() && word.chars().count() <= LONGEST_WORD && !is_stop_word(word);
        if is_telling && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
        if words.len() == LONGEST_QUESTION {
            break;
        }
    }
    words
}

/// The telling words of a text in their order, as often as they come.
fn telling(text: &str) -> Vec<String> {
    folded(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !is_stop_word(word))
        .map(str::to_owned)
        .collect()
}

/// The stems of a text's telling words, as often as they come: what it is found by.
pub fn terms(text: &str) -> Vec<String> {
    let stemmer = Stemmer::create(Algorithm::English);
    let words = telling(text);
    words
        .iter()
        .filter(|word| word.chars().count() <= LONGEST_WORD)
        .map(|word| stemmer.stem(word).into_owned())
        .collect()
}

/// What of a text is taken for its meaning: words that are in every text say nothing of this one.
pub fn gist(text: &str) -> String {
    telling(text).join(" ")
}

/// An FTS5 query for what holds any of the text's words; none where it has none. Each word is
/// quoted, so nothing in the text is taken for the query's own syntax.
pub fn match_any(text: &str) -> Option<String> {
    let quoted: Vec<String> = words(text)
        .iter()
        .map(|word| format!("\"{word}\""))
        .collect();
    (!quoted.is_empty()).then(|| quoted.join(" OR "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_asked_for_by_its_telling_words() {
        assert_eq!(
            match_any("What's the name of Sarah's boss? Sarah!"),
            Some("\"name\" OR \"sarah\" OR \"boss\"".into())
        );
    }

    #[test]
    fn nothing_in_a_question_is_syntax() {
        for (text, query) in [
            (
                "content:\"x\" NEAR(y",
                Some("\"content\" OR \"x\" OR \"near\" OR \"y\""),
            ),
            ("-peanut* ^nut AND", Some("\"peanut\" OR \"nut\"")),
            ("\"\" ' -- ; * ( )", None),
            ("who am I", None),
            ("", None),
        ] {
            assert_eq!(match_any(text).as_deref(), query, "{text}");
        }
    }

    #[test]
    fn a_text_is_found_by_the_stems_of_its_telling_words() {
        assert_eq!(
            terms("My sisters were climbing, and we climbed the Café's wall"),
            ["sister", "climb", "climb", "cafe", "wall"]
        );
        assert_eq!(gist("What's the name of Sarah's boss?"), "name sarah boss");
        assert!(terms(&"x".repeat(1_000)).is_empty());
    }

    #[test]
    fn an_endless_question_is_bounded() {
        let endless: String = (0..10_000).map(|word| format!("word{word} ")).collect();
        assert_eq!(words(&endless).len(), LONGEST_QUESTION);
        assert!(words(&"x".repeat(1_000_000)).is_empty());
    }
}
