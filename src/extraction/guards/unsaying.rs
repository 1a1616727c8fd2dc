//! What is taken back: "just kidding", "no, scrub that".

use super::super::openings::opened;
use super::super::pattern::{any_finds, finds, matching};
use super::super::sentences::Sentence;
use super::super::words::rest;

/// Whether a sentence takes back what was said before it: "Just kidding."
pub fn takes_back(sentence: &Sentence, persona: &str) -> bool {
    const PHRASES: &[&str] = &[
        "kidding",
        "i am kidding",
        "i am joking",
        "joking",
        "jk",
        "i was kidding",
        "i was joking",
        "i kid",
    ];
    let words = opened(&sentence.words, persona);
    matching(PHRASES, words)
        .is_some_and(|(_, caught)| caught.left.iter().filter(|word| !word.is_mark()).count() <= 2)
}

/// What is meant of a sentence that takes back its beginning: "I've a, no, scrub that, I'm off to bed".
pub fn unsaid_before(sentence: &Sentence) -> Option<Sentence> {
    const UNSAYING: &[&str] = &[
        "scrub|scratch|strike|delete|ignore|forget that|it ,",
        "forget [that] i [ever] said|told|mentioned [that|it|anything] ,",
        "do not keep any of it|that ,",
        "do not keep that|it ,",
        "no , that was|is",
        "not me that",
        "no [,] i be|have|do|did|was not ,",
        "no [,] it|that be|was|do|did not ,",
        "it be not me that",
        "a|that number|figure i made up",
        "i made that|it up",
        "i am only|just messing|joking|kidding",
        "having you on",
        "pulling your leg",
    ];
    let words = &sentence.words;
    if !any_finds(UNSAYING, words) {
        return None;
    }
    let from = UNSAYING.iter().filter_map(|phrase| {
        let caught = finds(phrase, words)?;
        Some(words.len() - caught.left.len())
    });
    let from = from.max().filter(|from| *from > 5)?;
    Some(Sentence {
        words: rest(words, from).to_vec(),
        ..sentence.clone()
    })
}
