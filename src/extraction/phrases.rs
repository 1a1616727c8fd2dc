//! The clauses of a call with how each is meant, made once for all who read them.

use super::guards::{Stance, stances};
use super::notes::Place;
use super::openings::opened;
use super::reader::Utterance;
use super::sentences::{Clause, Sentence, clauses};
use super::words::Word;

/// A sentence in its clauses.
#[derive(Debug)]
pub struct Parted<'a> {
    pub clauses: Vec<Clause<'a>>,
    /// How each is meant.
    pub stances: Vec<Stance>,
}

impl<'a> Parted<'a> {
    pub fn of(sentence: &'a Sentence, persona: &str) -> Self {
        let clauses = clauses(sentence);
        let stances = stances(sentence, &clauses, persona);
        Self { clauses, stances }
    }
}

/// The sentences of each turn of the user.
pub fn parted<'a>(utterances: &'a [Utterance], persona: &str) -> Vec<Vec<Parted<'a>>> {
    utterances
        .iter()
        .map(|utterance| {
            let sentences = utterance.sentences.iter();
            sentences
                .map(|sentence| Parted::of(sentence, persona))
                .collect()
        })
        .collect()
}

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
    utterances: impl IntoIterator<Item = (&'a Utterance, &'a Vec<Parted<'a>>)>,
    persona: &str,
) -> Vec<Phrase<'a>> {
    let mut phrases = Vec::new();
    for (utterance, parted) in utterances {
        for (sentence, parted) in utterance.sentences.iter().zip(parted) {
            for (clause, stance) in parted.clauses.iter().zip(&parted.stances) {
                phrases.push(Phrase {
                    place: utterance.place,
                    sentence,
                    words: opened(clause.words, persona),
                    stance: *stance,
                });
            }
        }
    }
    phrases
}
