//! How many tokens a text may cost at most, whatever model reads it.
//!
//! Words of Latin letters are counted in the pieces that the built-in embedder's table knows, with a
//! margin; all else costs its bytes in UTF-8, for no byte-level tokenizer takes more. What the pieces
//! don't see, since the table knows no case and no accents, is counted beside them. `tests/tokens.rs`
//! holds the counts against real tokenizers.

use crate::embedding::Embedder;

/// All is counted in halves of a token, and a text's sum is rounded up.
const WHOLE: u32 = 2;
/// What a piece of a word costs: the margin. Of what people say, in any language, real tokenizers
/// take less than a token a piece; of words drawn evenly from the table, as rare as words get, they
/// take 1.39 of all and up to 1.46 of four hundred.
const PIECE: u32 = 3;
/// What a capital inside a word costs, after a small letter and after another capital.
const CAPITAL_AFTER_SMALL: u32 = WHOLE;
const CAPITAL_AFTER_CAPITAL: u32 = 1;

const ELLIPSIS: char = '…';

/// What counts: by the table, or, where that could not be had, by letters alone. Over a text neither
/// comes to less than real tokenizers. For English the table comes to half as much again, letters to
/// twice as much. A few words, such as "cerambycidae", cost up to three times what they count: only
/// a text of nothing else would cost more than was counted.
#[derive(Clone, Copy)]
pub struct Counter<'a> {
    table: Option<&'a Embedder>,
}

impl<'a> Counter<'a> {
    pub fn new(table: Option<&'a Embedder>) -> Self {
        Self { table }
    }

    /// What a text costs at most. Two texts joined by a line's end cost the sum of both and one.
    pub fn tokens(self, text: &str) -> u32 {
        let mut meter = Meter::new(self);
        for c in text.chars() {
            meter.take(c);
        }
        meter.total()
    }

    /// The text, cut after a word so that it costs no more than `limit`; an ellipsis shows the cut.
    pub fn fit(self, text: &str, limit: u32) -> String {
        let room = limit.saturating_sub(self.tokens("…"));
        let mut meter = Meter::new(self);
        let mut after_word = 0;
        for (at, c) in text.char_indices() {
            if c.is_whitespace() {
                let spent = meter.total();
                if spent <= room {
                    after_word = at;
                } else if spent > limit {
                    break;
                }
            }
            meter.take(c);
        }
        if meter.total() <= limit {
            return text.to_owned();
        }
        // A text without words, or whose first one is too long, is cut by its bytes.
        let end = if after_word > 0 {
            after_word
        } else {
            text.floor_char_boundary(room as usize)
        };
        match text.get(..end).map(str::trim_end) {
            Some(kept) if !kept.is_empty() => format!("{kept}{ELLIPSIS}"),
            _ => String::new(),
        }
    }

    /// What a word of Latin letters costs, in halves.
    fn word(self, word: &str) -> u32 {
        if word.is_empty() {
            return 0;
        }
        let letters = match self.table {
            Some(table) => u32::try_from(table.count(word))
                .unwrap_or(u32::MAX)
                .saturating_mul(PIECE),
            None => guessed(word).saturating_mul(WHOLE),
        };
        let bytes = bytes(word);
        letters
            .saturating_add(unseen(word))
            .min(bytes.saturating_mul(WHOLE))
    }
}

/// What a word costs, without the table: two tokens for each five letters, but a consonant after two
/// others costs one of its own, since what nobody can pronounce is spelt out.
fn guessed(word: &str) -> u32 {
    let mut fifths: u32 = 0;
    let mut consonants = 0;
    for letter in word.chars() {
        let is_consonant = letter.is_ascii()
            && !matches!(
                letter.to_ascii_lowercase(),
                'a' | 'e' | 'i' | 'o' | 'u' | 'y'
            );
        consonants = if is_consonant { consonants + 1 } else { 0 };
        fifths = fifths.saturating_add(if consonants > 2 { 5 } else { 2 });
    }
    fifths.div_ceil(5)
}

/// What the pieces of a word don't show: capitals inside it, and what is no ASCII.
fn unseen(word: &str) -> u32 {
    let beyond_ascii = word.chars().map(|c| (c.len_utf8() as u32 - 1) * WHOLE);
    let pairs = word.chars().zip(word.chars().skip(1));
    let capitals = pairs.map(
        |(before, c)| match (before.is_uppercase(), c.is_uppercase()) {
            (true, true) => CAPITAL_AFTER_CAPITAL,
            (false, true) => CAPITAL_AFTER_SMALL,
            _ => 0,
        },
    );
    beyond_ascii.chain(capitals).fold(0, u32::saturating_add)
}

fn bytes(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// Latin letters, and the accents that may follow one.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{300}'..='\u{36f}')
        || (c.is_alphabetic() && matches!(c, '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'))
}

/// Counts as it reads.
struct Meter<'a> {
    counter: Counter<'a>,
    /// Of all before the word that is being read, in halves.
    before: u32,
    word: String,
    /// Whether a space is waiting for what follows it.
    space: bool,
}

impl<'a> Meter<'a> {
    fn new(counter: Counter<'a>) -> Self {
        Self {
            counter,
            before: 0,
            word: String::new(),
            space: false,
        }
    }

    /// A space is part of the token that follows, where that is a word or a mark.
    fn take(&mut self, c: char) {
        let is_latin = is_latin(c);
        if self.space && !is_latin && !c.is_ascii_punctuation() {
            self.before = self.before.saturating_add(WHOLE);
        }
        self.space = c == ' ';
        if is_latin {
            self.word.push(c);
            return;
        }
        self.before = self.halves();
        self.word.clear();
        if !self.space {
            self.before = self.before.saturating_add(c.len_utf8() as u32 * WHOLE);
        }
    }

    fn halves(&self) -> u32 {
        self.before.saturating_add(self.counter.word(&self.word))
    }

    fn total(&self) -> u32 {
        let waiting = u32::from(self.space) * WHOLE;
        self.halves().saturating_add(waiting).div_ceil(WHOLE)
    }
}
