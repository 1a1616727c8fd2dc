//! What was to come and comes no more, and what was given up and is taken up again: "no kitten in the
//! end", "the cruise is off", "I caved".

use super::super::notes::Place;
use super::super::openings::opened;
use super::super::pattern::{any_finds, any_matches, finds, matches, matching};
use super::super::reader::{Reader, Utterance};
use super::super::words::{Word, holds_stems, span, stems, words};
use crate::memory::Subject;

/// How one says that a thing comes no more.
const OFF: &[&str] = &[
    "it be no {} in|after the|all",
    "no {} in|after the|all",
    "be not getting|having|going|doing|taking|moving|buying|seeing {}",
    "the|my|our|that {} be|have [been] off|cancelled|canceled|scrapped|shelved",
    "the|my|our|that {} have been called off",
    "the|my|our|that {} fell through",
    "{} be|have [been] cancelled|canceled|scrapped|shelved",
    "the {} thing lasted|did",
    "{} lasted till|until|about|all|a|one|two|three|four|five|six|seven|eight|nine|ten",
    "called off the|my|our {}",
    "cancelled|canceled|scrapped the|my|our {}",
    "i|we have cancelled|canceled|scrapped|called off the|my|our {}",
];
/// How a memory tells of what is to come.
const TO_COME: &[&str] = &[
    "User is getting ",
    "User is having ",
    "User is going ",
    "User is moving ",
    "User is taking ",
    "User is buying ",
    "User is seeing ",
    "User is doing ",
    "User is flying ",
    "User is starting ",
    "User is off ",
    "User plans ",
    "User will ",
    "User is due ",
];
/// Who does again what they had left off.
const CAVED: &[&str] = &[
    "i [have] caved|cracked|relapsed|succumbed [in|,|again]",
    "i [have] fell|fallen off the wagon",
    "i [have] gave|given in",
    "i be back on|at {}",
    "i [have] started {} again",
    "i [have] took|taken up {} again",
];
/// How it was told that somebody leaves a thing off.
const LEFT_OFF: &[&str] = &["gave", "given", "quit", "stopped", "sober", "off", "clean"];

/// Reads a whole turn for it.
pub fn note(reader: &mut Reader<'_>, utterance: &Utterance) {
    for sentence in utterance.sentences.iter().filter(|sentence| !sentence.asks) {
        let spoken = opened(&sentence.words, "");
        // "No kitten" begins with no mere "no".
        let bare = matches("no {} in|after", &sentence.words).is_some();
        let off = if bare { &sentence.words } else { spoken };
        called_off(reader, utterance.place, off);
        it_is_off(reader, utterance.place, spoken);
        taken_up_again(reader, utterance.place, spoken);
    }
}

fn called_off(reader: &mut Reader<'_>, place: Place, spoken: &[Word]) {
    /// One of these is in all of them.
    const CUES: &[&str] = &[
        "off",
        "end",
        "all",
        "not",
        "cancelled",
        "canceled",
        "scrapped",
        "shelved",
        "through",
        "lasted",
    ];
    if !spoken.iter().any(|word| word.is(CUES)) {
        return;
    }
    let caught = matching(OFF, spoken).map(|(_, caught)| caught);
    let caught = caught.or_else(|| {
        OFF.iter()
            .skip(2)
            .find_map(|pattern| finds(pattern, spoken))
    });
    let Some(caught) = caught else {
        return;
    };
    let sought = plainly(caught.part(0));
    if (1..=3).contains(&sought.len()) {
        end(reader, place, |attribute, content| {
            (matches!(attribute, "plan" | "diet" | "hobby")
                || TO_COME.iter().any(|begins| content.starts_with(begins)))
                && holds_stems(content, &sought)
        });
    }
}

/// "It's off", "they gave it to somebody else": the plan that was told last, in this turn or the one before.
fn it_is_off(reader: &mut Reader<'_>, place: Place, spoken: &[Word]) {
    const IT_IS_OFF: &[&str] = &[
        "it be [all] off",
        "it be|have [been] cancelled|canceled|scrapped|shelved",
        "it be|have [been] called off",
        "it be not happening",
        "it be not going ahead",
        "it fell through",
        "it have fallen through",
        "they [have] gave|given it to {}",
        "they [have] cancelled|canceled|scrapped|pulled it",
    ];
    if !any_finds(IT_IS_OFF, spoken) {
        return;
    }
    let latest = reader
        .notes
        .claims()
        .rfind(|(at, claim)| {
            at.exchange + 1 >= place.exchange && *at != place && claim.attribute == "plan"
        })
        .map(|(_, claim)| claim.value.clone());
    if let Some(value) = latest {
        reader
            .notes
            .drop_claims(|claim| claim.attribute == "plan" && claim.value == value);
    }
}

fn taken_up_again(reader: &mut Reader<'_>, place: Place, spoken: &[Word]) {
    if !any_matches(CAVED, spoken) {
        return;
    }
    let sought = matches("i be back on|at {}", spoken)
        .or_else(|| matches("i [have] started {} again", spoken))
        .or_else(|| matches("i [have] took|taken up {} again", spoken))
        .map(|caught| plainly(caught.part(0)))
        .unwrap_or_default();
    end(reader, place, |_, content| {
        words(content).iter().any(|word| word.is(LEFT_OFF)) && holds_stems(content, &sought)
    });
}

/// The stems of the thing itself, up to what only tells when.
fn plainly(caught: &[Word]) -> Vec<String> {
    let end = caught
        .iter()
        .position(|word| {
            word.is_mark()
                || word.is(&[
                    "now", "any", "anymore", "this", "on", "after", "because", "so", "in", "with",
                    "till",
                ])
        })
        .unwrap_or(caught.len());
    stems(span(caught, 0, end))
}

/// Ends what was told of the user in earlier turns and is so.
fn end(reader: &mut Reader<'_>, place: Place, is_so: impl Fn(&str, &str) -> bool) {
    let told = |subject: &Subject, attribute: &str, content: &str| {
        *subject == Subject::User
            && matches!(
                attribute,
                "plan" | "event" | "other" | "health" | "diet" | "hobby"
            )
            && is_so(attribute, content)
    };
    reader.notes.drop_earlier(place, |claim| {
        told(&claim.subject, &claim.attribute, &claim.content)
    });
    reader.end_standing(place, |memory| {
        told(&memory.subject, &memory.attribute, &memory.content)
    });
}
