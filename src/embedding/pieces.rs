//! How a text falls into pieces of words: as the model whose vectors they are was taught (BERT's
//! WordPiece, without case). Words are split at white space and punctuation, and each into the
//! longest known pieces from its beginning on.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest word that is looked into, in characters.
const LONGEST_WORD: usize = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// The beginning of a word.
    Head(&'a str),
    /// What goes on with one.
    Tail(&'a str),
    /// A word that can't be put together from known pieces.
    Unknown(&'a str),
}

impl<'a> Piece<'a> {
    /// Its name in the table, where it may have one: what marks a tail, and the text.
    pub fn name(self) -> Option<(&'static str, &'a str)> {
        match self {
            Self::Head(text) => Some(("", text)),
            Self::Tail(text) => Some(("##", text)),
            Self::Unknown(_) => None,
        }
    }
}

/// The text without case and accents.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Gives each piece of the text in turn, until `take` has enough.
pub fn pieces(
    text: &str,
    is_known: &mut impl FnMut(Piece<'_>) -> bool,
    take: &mut impl FnMut(Piece<'_>) -> bool,
) {
    let text = folded(text);
    for word in text.split(|character: char| character.is_whitespace() || character.is_control()) {
        for word in word.split_inclusive(is_apart) {
            let (before, mark) = match word.char_indices().next_back() {
                Some((at, last)) if is_apart(last) => word.split_at(at),
                _ => (word, ""),
            };
            for word in [before, mark] {
                if !word.is_empty() && !pieces_of_word(word, is_known, take) {
                    return;
                }
            }
        }
    }
}

/// Whether a character is a word of its own: punctuation, symbols of ASCII, and Chinese characters.
fn is_apart(character: char) -> bool {
    character.is_ascii_punctuation()
        || matches!(character,
            '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}'
            | '\u{3008}'..='\u{3011}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

fn pieces_of_word(
    word: &str,
    is_known: &mut impl FnMut(Piece<'_>) -> bool,
    take: &mut impl FnMut(Piece<'_>) -> bool,
) -> bool {
    if word.chars().count() > LONGEST_WORD {
        return take(Piece::Unknown(word));
    }
    let mut found = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let piece = |text| {
            if found.is_empty() {
                Piece::Head(text)
            } else {
                Piece::Tail(text)
            }
        };
        let ends = rest
            .char_indices()
            .map(|(at, character)| at + character.len_utf8());
        let longest = ends
            .rev()
            .map(|end| rest.split_at(end))
            .find(|(text, _)| is_known(piece(text)));
        let Some((text, after)) = longest else {
            return take(Piece::Unknown(word));
        };
        found.push(piece(text));
        rest = after;
    }
    found.into_iter().all(take)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, known: &[&str]) -> Vec<String> {
        let mut all = Vec::new();
        let name = |piece: Piece<'_>| piece.name().map(|(mark, text)| format!("{mark}{text}"));
        pieces(
            text,
            &mut |piece| name(piece).is_some_and(|name| known.contains(&name.as_str())),
            &mut |piece| {
                all.push(match piece {
                    Piece::Unknown(word) => format!("?{word}"),
                    piece => name(piece).unwrap(),
                });
                true
            },
        );
        all
    }

    #[test]
    fn words_fall_into_their_longest_known_pieces() {
        let known = [
            "un", "##want", "##wanted", "##ed", "can", "'", "t", "running", "cafe",
        ];
        assert_eq!(
            split("UNwanted, can't  Café", &known),
            ["un", "##wanted", "?,", "can", "'", "t", "cafe"]
        );
        assert_eq!(split("unwantable", &known), ["?unwantable"]);
        assert_eq!(split("你好", &["你"]), ["你", "?好"]);
        assert!(split(" \n\t ", &known).is_empty());
    }

    #[test]
    fn a_word_without_end_is_unknown() {
        let endless = "a".repeat(100_000);
        assert_eq!(split(&endless, &["a", "##a"]), [format!("?{endless}")]);
    }
}
