//! The clauses of a call with how each is meant, for those who read it as a whole.

use super::guards::{Stance, stances};
use super::notes::Place;
use super::openings::opened;
use super::reader::Utterance;
use super::sentences::{Sentence, clauses};
use super::words::Word;

/// One clause of the user's.
#[derive(Debug, Clone, Copy)]
pub struct Phrase<'a> {
    pub place: Place,
    pub sentence: &'a Sentence,
    /// Without its opening.
    pub words: &'a [Word],
    pub stance: Stance,
}

/// All of them, in order.
pub fn phrases<'a>(
    utterances: impl IntoIterator<Item = &'a Utterance>,
    persona: &str,
) -> Vec<Phrase<'a>> {
    let mut phrases = Vec::new();
    for utterance in utterances {
        for sentence in &utterance.sentences {
            let clauses = clauses(sentence);
            let stances = stances(sentence, &clauses, persona);
            for (clause, stance) in clauses.iter().zip(stances) {
                phrases.push(Phrase {
                    place: utterance.place,
                    sentence,
                    words: opened(clause.words, persona),
                    stance,
                });
            }
        }
    }
    phrases
}
