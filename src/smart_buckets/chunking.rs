//! Which objects are texts, and the chunks that a text is found by: whole paragraphs or sentences
//! where there are any, so that each says something by itself.

use crate::memory::command::Chunk;

/// Characters of the longest chunk.
const LONGEST: usize = 800;
/// Characters at the end of a chunk that the next one begins with, where it goes on in the midst of
/// a paragraph.
const OVERLAP: usize = 100;

/// Content types that are text, beside `text/`, `+json` and `+xml`.
const TEXTS: [&str; 9] = [
    "application/json",
    "application/x-ndjson",
    "application/jsonl",
    "application/xml",
    "application/yaml",
    "application/x-yaml",
    "application/toml",
    "application/javascript",
    "application/sql",
];
/// Content types that say nothing.
const UNKNOWN: [&str; 2] = ["application/octet-stream", "binary/octet-stream"];
/// Endings of keys that are taken for text where the content type says nothing.
const ENDINGS: [&str; 18] = [
    "txt", "text", "md", "markdown", "rst", "adoc", "org", "json", "jsonl", "ndjson", "csv", "tsv",
    "xml", "html", "yaml", "yml", "toml", "log",
];

/// The text of an object, where it is one.
pub fn text_of<'a>(key: &str, content_type: Option<&str>, body: &'a [u8]) -> Option<&'a str> {
    let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
    let content_type = content_type.split(';').next().unwrap_or_default().trim();
    let is_text = if content_type.is_empty() || UNKNOWN.contains(&content_type) {
        let ending = key.rsplit_once('.').map(|(_, ending)| ending);
        ending.is_some_and(|ending| ENDINGS.iter().any(|text| ending.eq_ignore_ascii_case(text)))
    } else {
        content_type.starts_with("text/")
            || content_type.ends_with("+json")
            || content_type.ends_with("+xml")
            || TEXTS.contains(&content_type)
    };
    let text = is_text.then(|| std::str::from_utf8(body).ok()).flatten()?;
    (!text.contains('\0')).then_some(text)
}

/// Cuts a text. Every word of it is in a chunk.
pub fn chunks(text: &str) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let window = first(rest, LONGEST);
        let (length, overlap) = if window.len() == rest.len() {
            (window.len(), 0)
        } else {
            cut(window)
        };
        let piece = window.get(..length).unwrap_or(window);
        let words = piece.trim();
        if !words.is_empty() {
            let begins = start + (piece.len() - piece.trim_start().len());
            chunks.push(Chunk {
                start: u32::try_from(begins).unwrap_or(u32::MAX),
                end: u32::try_from(begins + words.len()).unwrap_or(u32::MAX),
                text: words.to_owned(),
            });
        }
        start += length - overlap;
    }
    chunks
}

/// How much of a window is a chunk, and how much of its end the next one begins with: up to the
/// last paragraph of its second half, else the last sentence, else the last word.
fn cut(window: &str) -> (usize, usize) {
    let least = first(window, LONGEST / 2).len();
    let after = |mark: &str| window.rfind(mark).map(|at| at + mark.len());
    let paragraph = after("\n\n").max(after("\r\n\r\n"));
    if let Some(length) = paragraph.filter(|length| *length > least) {
        return (length, 0);
    }
    let sentence = between(window, ends_sentence)
        .last()
        .filter(|length| *length > least);
    let word = || between(window, ends_word).last();
    let length = sentence
        .or_else(|| word().filter(|length| *length > least))
        .unwrap_or(window.len());
    (length, overlap(window.get(..length).unwrap_or(window)))
}

fn ends_sentence(last: char, next: char) -> bool {
    matches!(last, '。' | '！' | '？')
        || last == '\n'
        || (matches!(last, '.' | '!' | '?' | '…') && next.is_whitespace())
}

/// Up to each two neighbours of which that holds, between them.
fn between(text: &str, holds: impl Fn(char, char) -> bool) -> impl Iterator<Item = usize> {
    let neighbours = text.char_indices().zip(text.chars().skip(1));
    neighbours
        .filter(move |((_, last), next)| holds(*last, *next))
        .map(|((at, last), _)| at + last.len_utf8())
}

fn ends_word(_: char, next: char) -> bool {
    next.is_whitespace()
}

/// Bytes of the whole sentences among the last characters, else of the whole words; none where they
/// are all one word.
fn overlap(chunk: &str) -> usize {
    let begin = chunk.char_indices().rev().take(OVERLAP).last();
    let end = begin.and_then(|(at, _)| chunk.get(at..)).unwrap_or("");
    let behind = |at: usize| end.get(at..).map_or(0, |rest| rest.trim_start().len());
    let sentences = between(end, ends_sentence).next().map_or(0, behind);
    if sentences > 0 {
        return sentences;
    }
    between(end, ends_word).next().map_or(0, behind)
}

/// The first so many characters.
fn first(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters).map(|(at, _)| at);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let chunks = chunks(text).into_iter();
        chunks.map(|chunk| chunk.text).collect()
    }

    #[test]
    fn a_short_text_is_one_chunk_and_an_empty_one_none() {
        assert_eq!(texts("  Brad owes Jake $50.\n"), ["Brad owes Jake $50."]);
        assert_eq!(texts(" \n\t \u{3000}"), Vec::<String>::new());
        assert_eq!(texts(""), Vec::<String>::new());
    }

    #[test]
    fn paragraphs_are_kept_whole_where_they_can_be() {
        let paragraph = |letter: &str| format!("{letter} {}", "word ".repeat(90).trim());
        let text = ["a", "b", "c"].map(paragraph).join("\n\n");
        assert_eq!(texts(&text), ["a", "b", "c"].map(paragraph));
    }

    #[test]
    fn a_long_paragraph_is_cut_between_sentences_which_overlap_a_little() {
        let text: String = (0..60)
            .map(|n| format!("This is sentence {n:02}. "))
            .collect();
        let texts = texts(&text);
        assert!(texts.len() > 1);
        for pair in texts.windows(2) {
            assert!(pair[0].ends_with('.'), "{}", pair[0]);
            let (again, _) = pair[1].split_once(". ").unwrap();
            assert!(
                again.starts_with("This") && pair[0].contains(again),
                "{pair:?}"
            );
        }
    }

    #[test]
    fn whatever_the_text_nothing_is_lost_and_everything_stands_where_it_is_said_to() {
        for text in [
            "x".repeat(5_000),
            "ü".repeat(5_000),
            "漢字。".repeat(2_000),
            "👩‍👩‍👧 ".repeat(1_000),
            "a\r\n\r\nb ".repeat(900),
            format!("{}{}", " ".repeat(3_000), "end"),
            "word\n".repeat(1_000),
            format!("{} {}", "y".repeat(799), "z".repeat(2_000)),
        ] {
            let chunks = chunks(&text);
            let mut reached = 0;
            for chunk in &chunks {
                let (start, end) = (chunk.start as usize, chunk.end as usize);
                assert_eq!(text.get(start..end), Some(chunk.text.as_str()));
                assert!(chunk.text.chars().count() <= LONGEST);
                let between = text.get(reached..start).unwrap_or("");
                assert!(between.trim().is_empty(), "lost {between:?}");
                assert!(end > reached);
                reached = end;
            }
            assert!(text.get(reached..).unwrap().trim().is_empty());
        }
    }

    #[test]
    fn a_text_is_one_by_its_content_type_or_by_the_ending_of_its_key() {
        for (key, content_type, is_text) in [
            ("a", Some("text/plain; charset=utf-8"), true),
            ("a", Some("Application/JSON"), true),
            ("a", Some("application/ld+json"), true),
            ("a.txt", Some("image/png"), false),
            ("a.txt", Some("application/octet-stream"), true),
            ("notes/A.MD", None, true),
            ("a", None, false),
            ("a.png", None, false),
        ] {
            let text = text_of(key, content_type, b"words");
            assert_eq!(text.is_some(), is_text, "{key} {content_type:?}");
        }
        assert_eq!(text_of("a.txt", None, b"\xff\xfe"), None);
        assert_eq!(text_of("a.txt", None, b"a\0b"), None);
    }
}
