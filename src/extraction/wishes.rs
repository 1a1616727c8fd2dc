//! What the user wants of the persona: what to remember and what to forget; how to be treated.

mod asking;
mod avoiding;
mod manners;

use super::facts::shapes::tidy;
use super::importance;
use super::notes::Place;
use super::openings::opened;
use super::pattern::{Caught, any_finds, finds, matches, matching};
use super::phrases::Parted;
use super::reader::{Reader, Utterance};
use super::sentences::{Sentence, begins_subject};
use super::words::{Word, capitalised, said, stems, words};
use crate::memory::operation::Claim;
use crate::memory::{Category, Subject};
pub use manners::about_manners;

/// "Don't remember this."
const UNSAID: &[&str] = &[
    "do not [ever] remember [what|that|this|it|any|anything]",
    "do not save|store|keep|record|memorize that|this|it|any",
    "do not write|note that|this|it down",
    "do not put that|this|it in your memory|notes",
    "[this|that] [is|stays] off the record",
    "forget [that] i [ever] said|mentioned|told",
    "forget what i [just] said|told",
    "scratch|strike|scrub|ignore|delete that|it",
    "scratch|strike|scrub that|it from the|your record|memory|notes",
    "do not [you] go saving|keeping|remembering that|this|it|any",
    "do not [you] remember|keep|save|store that|this|it|any",
    "that|this be [just] between us|ourselves",
    "keep that|this|it between us|ourselves",
    "keep that|this|it to yourself",
    "i do not want|wish that|this|it kept|saved|remembered|stored",
    "you did not hear that|this",
    "do not [you] hang|hold on|onto to|this|that|it",
];
/// These stand alone, or they mean something else.
const UNSAID_ALONE: &[&str] = &[
    "forget that",
    "forget this",
    "delete that",
    "forget that one",
];

const REMEMBER: &[&str] = &[
    "remember [that|this|,|:] {}",
    "do remember [that|this|,|:] {}",
    "remember for|, me|will you [that|,] {}",
    "remember this [,|:] {}",
    "do not [you] [ever|dare] forget [that] {}",
    "never forget [that] {}",
    "make sure [that] you remember [that] {}",
    "make sure [that] you do not forget [that] {}",
    "i want|need|would [like] you to remember [that] {}",
    "keep|bear in mind [that] {}",
    "you should|must|need [to] know [that] {}",
    "just so you know [,|that] {}",
    "for the record [,] {}",
    "make a note , {}",
    "make a note [,] will you , {}",
    "can|could|will|would you remember [that] {}",
    "make a note [that] {}",
    "note [down] that {}",
    "do not let me forget [that] {}",
    "remind me that {}",
];

const FORGET: &[&str] = &[
    "[can|could] [you] forget [everything|all|anything] [you] [know] about {}",
    "[can|could] [you] forget that {}",
    "[can|could] [you] forget my {}",
    "[can|could] [you] delete|erase|remove [everything|all|anything] [you] [know] [about] {}",
    "[can|could] [you] stop remembering [that] {}",
    "you can forget about|that {}",
    "i want|need|would [like] you to forget [everything|all|anything] [you] [know] [about|that] {}",
    "do not remember my {}",
];

/// Notes what is asked of the persona's memory; whether the sentence was that and nothing else.
pub fn about_memory(
    reader: &mut Reader<'_>,
    utterance: &Utterance,
    sentence: &Sentence,
    parted: &Parted<'_>,
) -> bool {
    let place = utterance.place;
    avoiding::note(reader, place, sentence, parted);
    asking::note(reader, place, sentence);
    let persona = reader.persona.clone();
    /// One of these is in whatever asks for something to be kept or not.
    #[rustfmt::skip]
    const CUES: &[&str] = &[
        "remember", "remembering", "forget", "record", "save", "saving", "saved", "store", "stored", "keep", "keeping", "kept",
        "write", "note", "memorize", "memory", "notes", "scratch", "strike", "scrub", "ignore", "delete", "erase", "remove", "between", "hear",
        "mind", "sure", "know", "remind", "down", "stop", "lose", "put", "get", "have",
    ];
    if !sentence.words.iter().any(|word| word.is(CUES)) {
        return false;
    }
    let words = opened(&sentence.words, &persona);
    let found = |patterns: &'static [&'static str]| first(patterns, words).is_some();
    if let Some(caught) = first(FORGET, words)
        && forget(reader, place, caught.part(0))
    {
        return true;
    }
    let alone = first(UNSAID_ALONE, words).is_some_and(|caught| tidy(caught.left).is_empty());
    if found(UNSAID) || alone || finds("off the record", words).is_some() {
        let only = utterance
            .sentences
            .iter()
            .all(|other| other == sentence || opened(&other.words, &persona).len() < 3);
        let bare = only
            && words.len() < 12
            && !words.iter().any(|word| word.is(&["but"]))
            && first(UNSAID, words).is_none_or(|caught| caught.left.len() < 4);
        let exchange = if bare {
            place.exchange.saturating_sub(1)
        } else {
            place.exchange
        };
        reader.unsaid.insert(exchange);
        reader.unsaid.insert(place.exchange);
        return true;
    }
    if let Some(asked) = announced(words).filter(|_| !sentence.asks) {
        remember(reader, place, sentence, asked);
        return true;
    }
    // "Remember my sister?" asks for nothing to be kept.
    let asks = sentence.asks && words.first().is_some_and(|word| word.norm == "remember");
    let Some(caught) =
        first(REMEMBER, words).filter(|caught| !asks && begins_subject(caught.part(0)))
    else {
        return false;
    };
    if caught.part(0).iter().filter(|word| !word.is_mark()).count() < 2 {
        // "Remember that": what was just said.
        reader.notes.weigh_latest(place, importance::ASKED_FOR);
    } else {
        remember(reader, place, sentence, caught.part(0));
    }
    true
}

/// "Remember this: …", "write it down, Brad: …": what follows the colon.
fn announced(words: &[Word]) -> Option<&[Word]> {
    const ANNOUNCING: &[&str] = &[
        "remember|note this|that|it",
        "write this|that|it down",
        "do not forget this|that|it",
        "for your notebook|memory|notes|records",
        "make a note",
        "keep|put|get|write|have this|that|it",
        "do not lose|forget this|that|it",
    ];
    let colon = words.iter().position(|word| word.norm == ":")?;
    let before = words.get(..colon)?;
    let asked = words.get(colon + 1..)?;
    let announces = any_finds(ANNOUNCING, before);
    (announces && asked.len() > 2).then_some(asked)
}

fn first<'a>(patterns: &'static [&'static str], words: &'a [Word]) -> Option<Caught<'a>> {
    matching(patterns, words).map(|(_, caught)| caught)
}

/// What is asked to be remembered is read as if it had just been said; where nothing more is
/// understood of it, it is kept as it was said.
fn remember(reader: &mut Reader<'_>, place: Place, sentence: &Sentence, asked: &[Word]) {
    let inner = Sentence {
        words: asked.to_vec(),
        asks: false,
        exclaims: sentence.exclaims,
        stressed: true,
    };
    let before = reader.notes.count();
    reader.read(place, &inner);
    let claimed = reader.notes.claims().filter(|(at, _)| *at == place).count();
    let of_us = asked.iter().any(|word| word.is(&["you", "your"]));
    // Who someone is, is not remembered because they say so: the reader has judged that.
    let identity = matches("i be a|an|the|your|allowed", asked).is_some();
    if claimed == 0 && !of_us && !identity {
        let asked = said(asked);
        let claim = Claim {
            category: Category::UserFact,
            subject: Subject::User,
            attribute: "other".to_owned(),
            value: capitalised(&asked),
            content: format!("User wants this remembered: \"{asked}\""),
            importance: importance::ASKED_FOR,
            confidence: 0.9,
            occurred_at: None,
            sensitive: false,
            replaces: None,
        };
        reader.notes.claim(place, claim);
    }
    reader.notes.weigh_since(before, importance::ASKED_FOR);
}

/// Ends what is held about that; whether anything was.
fn forget(reader: &mut Reader<'_>, place: Place, about: &[Word]) -> bool {
    let sought = stems(tidy(about));
    let meant = |attribute: &str, value: &str, content: &str| {
        let held = stems(&words(
            &format!("{attribute} {value} {content}").replace('_', " "),
        ));
        !sought.is_empty() && sought.iter().all(|stem| held.contains(stem))
    };
    let dropped = reader
        .notes
        .drop_claims(|claim| meant(&claim.attribute, &claim.value, &claim.content));
    let ended = reader.end_standing(place, |memory| {
        meant(&memory.attribute, &memory.value, &memory.content)
    });
    dropped || ended
}
