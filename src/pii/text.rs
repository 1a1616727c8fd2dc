//! A text as recognisers read it: by characters, and by words.

use std::ops::Range;

pub struct Text {
    chars: Vec<char>,
    pub words: Vec<Word>,
}

/// Letters, digits and what joins them ("O'Neil", "Smith-Jones").
pub struct Word {
    pub place: Range<usize>,
    pub text: String,
    pub lower: String,
}

impl Word {
    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    pub fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }

    pub fn is_digits(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }
}

impl Text {
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut words: Vec<Word> = Vec::new();
        let mut begun: Option<usize> = None;
        for at in 0..=chars.len() {
            let belongs = belongs(&chars, at);
            match begun {
                None if belongs => begun = Some(at),
                Some(start) if !belongs => {
                    let text: String = chars.iter().take(at).skip(start).collect();
                    let lower = text.to_lowercase();
                    words.push(Word {
                        place: start..at,
                        text,
                        lower,
                    });
                    begun = None;
                }
                _ => {}
            }
        }
        Self { chars, words }
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    pub fn at(&self, place: usize) -> Option<char> {
        self.chars.get(place).copied()
    }

    pub fn before(&self, place: usize) -> Option<char> {
        place.checked_sub(1).and_then(|before| self.at(before))
    }

    pub fn between(&self, place: Range<usize>) -> String {
        self.chars.get(place).unwrap_or_default().iter().collect()
    }

    /// Where the characters end that belong, from a place on.
    pub fn span(&self, from: usize, belongs: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|&&c| belongs(c)).count()
    }

    /// Where the characters begin that belong, up to a place.
    pub fn span_back(&self, to: usize, belongs: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(..to).unwrap_or_default();
        to - rest.iter().rev().take_while(|&&c| belongs(c)).count()
    }

    /// The words that end before a place, the nearest first, at most so many.
    pub fn words_before(&self, place: usize, most: usize) -> impl Iterator<Item = &Word> {
        let before = self.words.partition_point(|word| word.place.end <= place);
        let words = self.words.get(..before).unwrap_or_default();
        words.iter().rev().take(most)
    }
}

fn belongs(chars: &[char], at: usize) -> bool {
    let alphanumeric = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    alphanumeric(at)
        || matches!(chars.get(at), Some('\'' | '’' | '-'))
            && at.checked_sub(1).is_some_and(alphanumeric)
            && alphanumeric(at + 1)
}
