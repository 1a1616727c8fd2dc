//! What the two of them laugh about: a phrase that one of them coins, the other takes up, and that is
//! declared to be theirs ("that's our thing now", "you're Admiral Toast from now on").

use super::facts::Said;
use super::lexicon::is_delicate;
use super::pattern::any_finds;
use super::reader::{Reader, Utterance};
use super::words::{Word, capitalised, is_small, rest, said, span, words};
use crate::memory::Subject;

/// How something is declared to be between the two.
#[rustfmt::skip]
const OURS: &[&str] = &[
    "that be our thing|joke|word|code|song|motto|line",
    "it be our thing|joke|word|code|motto",
    "our [little|own|private|running|old] thing|code|motto|password|catchphrase",
    "our own {}",
    "you are {} from now",
    "you are {} now on",
    "that be it , you are {} now",
    "i be never calling you anything|something else",
    "never letting you forget|live it|that",
    "never let|letting it|that go",
    "that be your [new|full|legal|official] [legal] name",
    "i be going to call you {}",
    "i be calling you {}",
    "i will call you {}",
    "that be him|her|it|you for ever|good",
    "that be him|her|it|you forever",
    "that be staying|sticking",
    "going on my headstone|gravestone|tombstone",
    "you have [just] [got] to [just] say {}",
    "you [just] say {} and i will know",
    "i will [just] say {} and you",
    "that be how i will know",
    "what be the password",
    "the password",
    "you said was",
    "every time you ring|call|phone",
    "any time we see",
    "we do not speak of the {}",
];
/// Words that are in every joke and make none.
#[rustfmt::skip]
const NONE: &[&str] = &[
    "now", "time", "thing", "name", "called", "say", "know", "ring", "password", "every", "back",
    "haha", "hahaha", "right", "get", "got", "one", "him", "her", "ever", "see", "let", "could",
    "would", "will", "going", "can", "yes", "well", "last", "call", "saved", "oh", "ha", "go", "god",
    "said", "think", "want", "make", "come", "like", "still", "hour",
];

/// Reads a whole turn for what it declares to be theirs.
pub fn coined(reader: &mut Reader<'_>, utterance: &Utterance) {
    let declared = utterance
        .sentences
        .iter()
        .find(|sentence| any_finds(OURS, &sentence.words));
    let Some(sentence) = declared else {
        return;
    };
    let own: Vec<Word> = utterance
        .sentences
        .iter()
        .flat_map(|sentence| sentence.words.iter().cloned())
        .collect();
    let mut all = words(utterance.before.as_deref().unwrap_or_default());
    let of_own = all.len();
    all.extend(own);
    let Some(phrase) = repeated(&all, of_own, &reader.persona) else {
        return;
    };
    let name = reader.hearing.persona_name;
    let content = format!("User and {name} have a joke about {phrase}");
    let spoken = Said {
        place: utterance.place,
        sentence,
        words: &sentence.words,
        date: None,
        confidence: 0.8,
    };
    reader.claim(
        spoken,
        Subject::Both,
        "inside_joke",
        capitalised(&phrase),
        content,
        is_delicate(&all),
    );
}

/// The longest phrase that was said twice, the second time in the user's own words.
fn repeated(all: &[Word], of_own: usize, persona: &str) -> Option<String> {
    let telling = |word: &Word| {
        !word.is_mark() && !is_small(&word.norm) && !word.is(NONE) && word.norm != persona
    };
    let held = |phrase: &[Word]| {
        let ends = phrase.first().is_some_and(telling) && phrase.last().is_some_and(telling);
        let inner = phrase
            .iter()
            .all(|word| telling(word) || word.is(&["of", "the", "and"]));
        ends && inner && phrase.iter().all(|word| word.norm.len() > 1)
    };
    for length in (1..=4).rev() {
        let twice = (of_own..all.len()).find(|at| {
            let phrase = span(all, *at, at + length);
            phrase.len() == length
                && held(phrase)
                && (0..*at).any(|earlier| {
                    let other = span(all, earlier, earlier + length);
                    earlier + length <= *at
                        && other
                            .iter()
                            .map(|word| &word.norm)
                            .eq(phrase.iter().map(|word| &word.norm))
                })
        });
        if let Some(at) = twice {
            return Some(said(span(rest(all, at), 0, length)));
        }
    }
    None
}
