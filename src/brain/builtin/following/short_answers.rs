//! "Yeah", "no", "mm": what gives nothing to take up leads back to what was told before, or on to
//! something else.

use super::feeling::felt;
use super::replies::Then;
use super::{MORE, go_from, said};
use crate::brain::builtin::Scene;
use crate::brain::builtin::asking::{self, AFTER_NO, AFTER_YES, ANYTHING};
use crate::brain::builtin::listening::{Act, act};
use crate::brain::builtin::mood::Mood;
use crate::brain::builtin::speaking::{Holes, Speech, joined};
use crate::brain::builtin::topic::{self, Topic};
use crate::brain::builtin::words::{is_yes_or_no, sentences};
use crate::brain::builtin::{manners, opening};
use crate::memory::procedure::{ACKNOWLEDGEMENT, CURIOSITY, NUDGE};

/// After so many short answers in a row one brings something up oneself.
const LULL: usize = 2;

/// What is on the table, where it was named in the last turns.
fn matter(scene: &Scene) -> Option<Topic> {
    let told = scene.earlier.iter().take(3).copied();
    let told = told.filter(|text| matches!(act(text), Act::Statement | Act::Advice(_)));
    let mut topics = told.filter_map(|text| topic::of(text, &scene.names));
    topics.next()
}

/// A question that leads on from what is on the table; something remembered where nothing is.
pub(super) fn lead_on(scene: &Scene, speech: &mut Speech) -> Option<String> {
    let thing = matter(scene).filter(|topic| !topic.is_person);
    let thing = thing.as_ref().map(|topic| topic.phrase.as_str());
    let holes = Holes {
        topic: thing,
        thing,
        ..Holes::default()
    };
    speech
        .one_of(&speech.lines(CURIOSITY), holes)
        .or_else(|| opening::bring_up(scene, speech))
        .or_else(|| speech.one_of(ANYTHING, holes))
}

/// How many of the user's last turns, this one included, gave nothing to take up.
fn short_answers(scene: &Scene) -> usize {
    let short = |act: &Act| {
        matches!(
            act,
            Act::Backchannel | Act::Yes | Act::No | Act::NothingNew | Act::Silence
        )
    };
    1 + scene
        .earlier
        .iter()
        .take_while(|text| short(&act(text)))
        .count()
}

pub(super) fn nudge(scene: &Scene, speech: &mut Speech) -> String {
    // What was asked for has been given: "got it" asks for no more of the same.
    if scene
        .earlier
        .first()
        .is_some_and(|text| matches!(act(text), Act::Advice(_) | Act::Recall(_)))
    {
        let line = speech.one_of(&["Good.", "Right.", "Okay, good."], Holes::default());
        let more = speech.one_of(&MORE, Holes::default());
        return joined(
            line.into_iter()
                .chain(more.or_else(|| lead_on(scene, speech))),
        );
    }
    if short_answers(scene) > LULL {
        let next = opening::bring_up(scene, speech).or_else(|| lead_on(scene, speech));
        if let Some(next) = next {
            let turn = [
                "Something else, then.",
                "Let me ask you something.",
                "Different question.",
                "While I have you.",
            ];
            let turn = speech.one_of(&turn, Holes::default());
            return joined(turn.into_iter().chain([next]));
        }
    }
    let mood = felt(scene);
    // "Yeah" and "mm" belong to what was told before: that is asked on about, once.
    let asked = scene.last_line().ends_with('?');
    let line = if asked && mood == Mood::Even {
        lead_back(scene, speech)
    } else {
        None
    };
    let line = line.or_else(|| go_on(mood, speech));
    said(line, speech)
}

/// Asks on about what was told before a short answer.
pub(super) fn lead_back(scene: &Scene, speech: &mut Speech) -> Option<String> {
    const BACK: [&str; 4] = [
        "Tell me more about {topic}.",
        "Let's stay with {topic} for a moment.",
        "There must be more to say about {topic}.",
        "I'm still thinking of {topic}.",
    ];
    let matter = matter(scene)?;
    let holes = Holes {
        topic: Some(&matter.phrase),
        ..Holes::default()
    };
    speech.one_of(&BACK, holes)
}

/// Asks to go on, softly where it hurts.
pub(super) fn go_on(mood: Mood, speech: &mut Speech) -> Option<String> {
    let soft = matches!(mood, Mood::Loss | Mood::Low);
    let line = if soft {
        speech.one_of(manners::plain(NUDGE), Holes::default())
    } else {
        None
    };
    line.or_else(|| speech.manner(NUDGE, Holes::default()))
}

/// Yes or no to what was asked: followed up, not dropped.
pub(super) fn short_answer(scene: &Scene, speech: &mut Speech) -> String {
    let asked = sentences(scene.last_line())
        .last()
        .is_some_and(|last| is_yes_or_no(last));
    let plain = Holes::default();
    // "No" to "go on": then not.
    if !asked && scene.act == Act::No {
        let line = speech.one_of(
            &[
                "Then not, that's fine.",
                "No? All right.",
                "Okay, I won't dig.",
            ],
            plain,
        );
        return go_from(line, Then::Other, scene, speech);
    }
    if !asked || short_answers(scene) > LULL {
        return nudge(scene, speech);
    }
    let heavy = scene
        .earlier
        .iter()
        .take(2)
        .map(|text| Mood::of(text))
        .find(|mood| mood.is_heavy());
    let next = match (heavy, &scene.act) {
        (Some(mood), _) => speech.one_of(asking::when_felt(mood), plain),
        (None, Act::No) => speech.one_of(AFTER_NO, plain),
        (None, _) => speech.one_of(AFTER_YES, plain),
    };
    let line = speech.manner(ACKNOWLEDGEMENT, plain);
    let next = next.or_else(|| lead_on(scene, speech));
    joined(line.into_iter().chain(next))
}
