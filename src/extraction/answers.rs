//! What the user answers in few words, as the whole sentence that they mean: "Leeds, since June" after
//! "Where do you live now?" is "I live in Leeds, since June".

use super::dates::number;
use super::fragments::with;
use super::openings::opened;
use super::pattern::{Caught, is_adverb, matches};
use super::sentences::{AUXILIARIES, Sentence, VERBS, begins_subject, sentences};
use super::verbs::is_past;
use super::words::{Word, rest, span};

/// The longest answer that is none of its own accord, in words.
const LONGEST: usize = 14;

/// What is asked, and with which words its answer begins as a sentence; `{}` are those of the question,
/// and `in` stands before a place that has no such word.
#[rustfmt::skip]
const ASKED: &[(&str, &str)] = &[
    ("where do you live", "i live in"),
    ("where be you living|based|staying", "i live in"),
    ("where be home", "i live in"),
    ("where be you from", "i am from"),
    ("where was you born", "i was born in"),
    ("where did you grow up", "i grew up in"),
    ("where do you work", "i work at"),
    ("who do you work for", "i work for"),
    ("where be you going|off", "i am going to"),
    ("what do you do [for] [work|a] [living]", "i am a"),
    ("what be it you do [for] [work|a] [living]", "i am a"),
    ("what be your job|trade|profession|work", "i am a"),
    ("what did you do [for] [work|a] [living]", "i was a"),
    ("what did you do before {}", "i was a"),
    ("how long have you been {}", "i have been {}"),
    ("when be your {}", "my {} is"),
    ("what do you hate|dislike [most]", "i hate"),
    ("what can you not stand|bear", "i can not stand"),
    ("what be you studying|reading", "i am studying"),
    ("what do you study", "i am studying"),
    ("what did you study", "i studied"),
    ("what do you play", "i play"),
    ("what {} do you play", "i play"),
    ("what be you allergic to", "i am allergic to"),
    ("be you allergic to {}", "i am allergic to"),
    ("[do] [have] [be] [it] [you] [have] [got] any allergies", "i am allergic to"),
    ("[do] [have] [be] [it] [you] [have] [got] any allergies i|we {}", "i am allergic to"),
    ("be it anything you are allergic to", "i am allergic to"),
    ("be it anything you can not eat|have", "i can not have"),
    ("what can you not eat|have", "i can not have"),
    ("how old be you", "i am"),
    ("how old be your {}", "my {} is"),
    ("what be your name", "my name is"),
    ("what do people|they call you", "i am called"),
    ("what should|shall|can|do i call you", "i am called"),
    ("what be your {} 's name", "my {} is called"),
    ("what be your {} called", "my {} is called"),
    ("what be your favorite {}", "my favorite {} is"),
    ("what be the {} called", "the {} is called"),
    ("what did you call|name the|your {}", "my {} is called"),
    ("who do you live with", "i live with"),
    ("what does your {} do", "my {} is a"),
    ("where does your {} live", "my {} lives in"),
    ("where be your {} living|based", "my {} lives in"),
    ("what be he studying|reading", "he is studying"),
    ("what be she studying|reading", "she is studying"),
    ("what {} do you have", "i have"),
    ("how many {} do you have", "i have # {}"),
    ("how many {} have you [got]", "i have # {}"),
    ("how many {} be it", "i have # {}"),
    ("do you have [any] {}", "i have # {}"),
    ("do you have [any|a|an] {}", "i have"),
    ("have you [got] [any|a|an] {}", "i have"),
    ("what do you like|love|enjoy doing|to {}", "i like"),
    ("what do you like|love|enjoy", "i like"),
    ("what|which [sort|kind|type|sorts|kinds] [of] {} do you like|love|enjoy", "i like"),
    ("what|which {} be you into", "i am into"),
    ("what be you into", "i am into"),
    ("what do you do for fun", "i like"),
    ("what {} do you support|follow", "i follow"),
    ("who do you support|follow", "i follow"),
    ("what line of work be you in", "i work in"),
    ("where be you ringing|calling|phoning|speaking from", "i am in"),
    ("where have you moved|gone to", "i moved to"),
    ("where do you come from", "i come from"),
    ("what be you training|retraining as|for|to {}", "i am training as"),
    ("what be you learning", "i am learning"),
    ("what do you drive", "i drive"),
    ("what do you teach", "i teach"),
    ("what have you got against {}", "i can not stand"),
];

/// The last question of a turn.
pub fn question(turn: &str) -> Option<Sentence> {
    let (asked, _) = turn.rsplit_once('?')?;
    let begins = asked
        .rfind(['?', '!', '\n'])
        .map_or(asked, |at| asked.get(at + 1..).unwrap_or_default());
    let last = sentences(&format!("{begins}?")).pop();
    last.filter(|sentence| sentence.asks)
}

/// The sentence that the answer to a question means; none where it is one by itself.
pub fn completed(asked: &Sentence, answer: &Sentence) -> Option<Sentence> {
    if answer.asks {
        return None;
    }
    let words = given(&answer.words)?;
    let counted = number(words)
        .filter(|_| !words.first().is_some_and(|first| first.is(&["a", "an"])))
        .map(|(_, used)| used);
    let question = opened(&asked.words, "");
    let begun = ASKED.iter().find_map(|(pattern, begins)| {
        let caught = asks(pattern, question)?;
        match begins.split_once(" # ") {
            Some((before, _)) => {
                let mut told = beginning(before, &caught);
                told.extend(with(&[], span(words, 0, counted?)));
                told.extend(caught.part(0).iter().cloned());
                Some((told, rest(words, counted?)))
            }
            None => Some((beginning(begins, &caught), words)),
        }
    });
    let (begun, words) = begun?;
    let place = begun.last().is_some_and(|last| last.is(&["in", "at"]));
    let kind = begun.last().is_some_and(|last| last.norm == "a");
    let Some(first) = words.first() else {
        return Some(Sentence {
            words: begun,
            asks: false,
            ..answer.clone()
        });
    };
    let begun = if (place
        && first.is(&[
            "in", "at", "near", "on", "out", "by", "up", "down", "over", "between", "with",
            "above", "next",
        ]))
        || (kind && first.is(&["a", "an", "the", "in", "at", "on", "retired"]))
    {
        span(&begun, 0, begun.len() - 1).to_vec()
    } else {
        begun
    };
    let small = kind || number(std::slice::from_ref(first)).is_some();
    let mut told = with_words(&begun, words, small);
    told.dedup_by(|one, other| one.norm == other.norm && one.is(&["a", "an"]));
    Some(Sentence {
        words: told,
        asks: false,
        ..answer.clone()
    })
}

fn with_words(begun: &[Word], words: &[Word], small: bool) -> Vec<Word> {
    let kept: Vec<Word> = words.to_vec();
    let mut told = begun.to_vec();
    if small {
        told.extend(with(&[], &kept));
    } else {
        told.extend(kept);
    }
    if let Some(first) = told.get_mut(begun.len()) {
        first.glued = false;
    }
    told
}

/// What is asked, where nothing but idle words follows.
fn asks<'a>(pattern: &'static str, question: &'a [Word]) -> Option<Caught<'a>> {
    const IDLE: &[&str] = &[
        "now",
        "then",
        "these",
        "days",
        "yourself",
        "again",
        "anyway",
        "at",
        "the",
        "moment",
        "love",
        "mate",
        "though",
        "currently",
        "time",
        "to",
        "most",
    ];
    matches(pattern, question).filter(|caught| {
        caught
            .left
            .iter()
            .all(|word| word.is_mark() || is_adverb(word) || word.is(IDLE))
    })
}

fn beginning(begins: &str, caught: &Caught<'_>) -> Vec<Word> {
    begins
        .split(' ')
        .flat_map(|word| match word {
            "{}" => caught.part(0).to_vec(),
            own => vec![Word::meant(own)],
        })
        .collect()
}

/// What is answered, where it is no sentence by itself and no mere yes or no.
fn given(words: &[Word]) -> Option<&[Word]> {
    const NO_ANSWER: &[&str] = &[
        "not",
        "none",
        "nothing",
        "nobody",
        "what",
        "why",
        "who",
        "how",
        "it",
        "that",
        "this",
        "there",
        "everything",
        "anything",
        "same",
        "guess",
        "depends",
        "you",
        "me",
        "all",
        "too",
        "do",
        "ask",
        "never",
        "mind",
        "nowhere",
        "anywhere",
        "whatever",
        "i",
        "if",
        "maybe",
        "probably",
        "could",
        "would",
    ];
    let words = opened(words, "");
    let end = words
        .iter()
        .position(|word| word.is(&["but", "because", "if"]))
        .unwrap_or(words.len());
    let words = span(words, 0, end);
    let first = words.first()?;
    // "My daughter and her fella" says nothing of them.
    let told = words
        .iter()
        .any(|word| is_past(word) || word.is(AUXILIARIES) || word.is(VERBS));
    let own = begins_subject(words) && (told || !first.is(&["my", "our"]))
        || first.is(NO_ANSWER)
        || is_past(first)
        || rest(words, 1)
            .iter()
            .take(3)
            .take_while(|word| !word.is_mark())
            .any(|word| {
                word.is(&[
                    "is", "'s", "was", "are", "have", "has", "i", "am", "would", "might",
                ])
            });
    (!own && words.len() <= LONGEST).then_some(words)
}
