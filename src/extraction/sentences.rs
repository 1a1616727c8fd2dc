//! A turn cut into sentences, and a sentence into clauses that each say one thing.

mod clauses;
mod plain;
mod runs_on;
#[cfg(test)]
mod tests;
mod turned;

use super::pattern::matches;
use super::words::{Word, rest, words};
pub use clauses::{AUXILIARIES, Clause, VERBS, begins_subject, clauses};

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sentence {
    pub words: Vec<Word>,
    pub asks: bool,
    pub exclaims: bool,
    /// It ended with "never forget that" or the like, which is no part of its words.
    pub stressed: bool,
}

/// The sentences of a turn.
pub fn sentences(text: &str) -> Vec<Sentence> {
    let words = plain::plain(words(text));
    let mut sentences = Vec::new();
    let mut current = Sentence::default();
    let mut upcoming = words.into_iter().peekable();
    while let Some(word) = upcoming.next() {
        let next = upcoming.peek();
        match word.norm.as_str() {
            "?" => current.asks = true,
            "!" => current.exclaims = true,
            "\n" | "…" => {}
            "." if !is_abbreviated(&current.words, &word, next) => {}
            "." => continue,
            _ => {
                current.words.push(word);
                continue;
            }
        }
        if next.is_none_or(|next| !matches!(next.norm.as_str(), "?" | "!" | "." | "…")) {
            close(&mut current, &mut sentences);
        }
    }
    close(&mut current, &mut sentences);
    sentences
}

fn close(current: &mut Sentence, sentences: &mut Vec<Sentence>) {
    let mut done = std::mem::take(current);
    if !done.asks {
        done.words = turned::turned(done.words);
    }
    if let Some(at) = emphasis(&done.words) {
        done.words.truncate(at);
        done.stressed = true;
    }
    if done.words.iter().any(|word| !word.is_mark()) {
        sentences.push(done);
    }
}

/// Where a sentence goes over into "don't forget that".
fn emphasis(words: &[Word]) -> Option<usize> {
    const EMPHASES: &[&str] = &[
        "[please] never [ever] forget [that|this|it] [please]",
        "[please] do not [you] [ever|dare] forget [that|this|it] [please]",
        "[please] remember that|this|it [please]",
        "[please] remember",
        "[please] keep that|this|it in mind [please]",
        "[please] make a note [of] [that|this|it]",
        "[please] write that|this down",
    ];
    // "I'll never forget that" tells of somebody.
    const TELLING: &[&str] = &[
        "i", "you", "we", "they", "he", "she", "to", "will", "would", "can", "could", "should",
        "not", "always", "never", "ever", "let", "must", "who", "do", "did", "does", "might",
        "may",
    ];
    /// One of these is in all of them.
    const CUES: &[&str] = &["forget", "remember", "mind", "note", "down"];
    if !words.iter().any(|word| word.is(CUES)) {
        return None;
    }
    (1..words.len()).find(|at| {
        let before = words.get(at - 1);
        let ends = |pattern: &'static str| {
            matches(pattern, rest(words, *at))
                .is_some_and(|caught| caught.left.iter().all(Word::is_mark))
        };
        before.is_some_and(|before| !before.is(TELLING))
            && EMPHASES.iter().any(|pattern| ends(pattern))
    })
}

/// Whether a full stop belongs to the word before it: "Dr. Smith".
fn is_abbreviated(before: &[Word], stop: &Word, next: Option<&Word>) -> bool {
    const TITLES: &[&str] = &[
        "mr", "mrs", "ms", "dr", "prof", "st", "vs", "sgt", "lt", "rev",
    ];
    const SHORT: &[&str] = &["a.m", "p.m", "u.s", "u.k", "e.g", "i.e", "etc", "jr", "sr"];
    let (Some(word), Some(next)) = (before.last(), next) else {
        return false;
    };
    stop.glued && (word.is(TITLES) || (word.is(SHORT) && !next.is_capital() && next.norm != "i"))
}
