//! Taking up what was said: everything that is neither a question for memory nor one for advice.

mod asked;
mod asking_on;
mod feeling;
mod replies;
mod short_answers;
mod taking_up;

use asked::{answer_and_ask, outside, taste};
use feeling::judges;
use replies::Then;
use short_answers::{lead_back, nudge, short_answer};
use taking_up::take_up;

use super::Scene;
use super::advising;
use super::asking::ANYTHING;
use super::listening::{Act, Choice, act};
use super::opening;
use super::speaking::{Holes, Speech, joined, quoted, without_question};
use super::words::{capitalised, sentences, uncapitalised};
use crate::memory::procedure::{
    ABOUT_ME, AFFECTION, FAREWELL, HOW_I_AM, NUDGE, PARTY_PIECE, SILENCE, THANKS,
};

/// When one thing is done.
const MORE: [&str; 4] = [
    "Anything else on your mind?",
    "What else is going on?",
    "What else is there?",
    "What else would you like to talk about?",
];

pub(super) fn follow(scene: &Scene, speech: &mut Speech) -> String {
    if let Some(line) = advising::think_on(scene, speech)
        .filter(|_| !matches!(scene.act, Act::Elsewhere | Act::Silence))
    {
        return line;
    }
    let plain = Holes::default();
    if let Some((lines, then)) = replies::to(&scene.act) {
        let line = speech.one_of(lines, plain);
        return go_from(line, then, scene, speech);
    }
    match &scene.act {
        Act::Silence => said(speech.manner(SILENCE, plain), speech),
        Act::HowAreYou => answer_and_ask(HOW_I_AM, scene, speech),
        Act::AboutYou => answer_and_ask(ABOUT_ME, scene, speech),
        Act::Taste(what) => taste(what, scene, speech),
        Act::PartyPiece => said(speech.manner(PARTY_PIECE, plain), speech),
        Act::Question => outside(scene, speech),
        Act::CallMe(name) => {
            let lines = [
                format!("{name} it is."),
                format!("Got it, {name} from now on."),
                format!("{name}, then. I like it."),
            ];
            let line = speech.one_of(&lines, plain);
            go_from(line, Then::Other, scene, speech)
        }
        Act::Introduced(name) => {
            let lines = [
                format!("Good to meet you, {name}."),
                format!("{name}, I'll keep that."),
                format!("Hello {name}, I'm glad you called."),
            ];
            let line = speech.one_of(&lines, plain);
            go_from(line, Then::Other, scene, speech)
        }
        Act::Repeat => repeat(scene, speech),
        Act::Thanks => {
            let line = speech.manner(THANKS, plain);
            go_from(line, Then::More, scene, speech)
        }
        Act::Affection => joined(
            speech
                .manner(AFFECTION, plain)
                .into_iter()
                .chain(opening::bring_up(scene, speech)),
        ),
        Act::Yes if advising::is_offered(scene, speech) => {
            advising::advise(scene, &Choice::Open(None), speech)
        }
        Act::Yes | Act::No => short_answer(scene, speech),
        Act::Backchannel => nudge(scene, speech),
        Act::Statement if judges(&scene.heard, &scene.earlier) => {
            let line = speech.one_of(replies::JUDGED, plain);
            go_from(line, Then::More, scene, speech)
        }
        _ => take_up(scene, speech),
    }
}

/// The reply from its first sentence on.
fn go_from(line: Option<String>, then: Then, scene: &Scene, speech: &mut Speech) -> String {
    let plain = Holes::default();
    let next = match then {
        Then::Nothing => return said(line, speech),
        Then::Back => lead_back(scene, speech).or_else(|| speech.one_of(&MORE, plain)),
        Then::Nudge => speech.manner(NUDGE, plain),
        Then::More => speech
            .one_of(&MORE, plain)
            .or_else(|| speech.manner(NUDGE, plain)),
        Then::Other => opening::bring_up(scene, speech).or_else(|| speech.one_of(ANYTHING, plain)),
    };
    let reply = joined(line.into_iter().chain(next));
    if reply.is_empty() {
        endless(speech)
    } else {
        reply
    }
}

/// Ends the call, and says nothing after it.
pub(super) fn part(scene: &Scene, speech: &mut Speech) -> String {
    let plain = Holes::default();
    let again = [
        "Bye, {name}.",
        "Bye for now.",
        "Off you go, then.",
        "Until next time.",
        "Bye bye.",
    ];
    // Said once already: a second farewell is short.
    let parted = scene
        .earlier
        .first()
        .is_some_and(|text| act(text) == Act::Goodbye);
    let line = if parted {
        speech.one_of(&again, plain)
    } else {
        speech.manner(FAREWELL, plain)
    };
    let line = line
        .or_else(|| speech.one_of(&again, plain))
        .unwrap_or_else(|| "Bye.".to_owned());
    // Whoever is leaving is asked nothing.
    without_question(&line).unwrap_or(line)
}

fn said(line: Option<String>, speech: &mut Speech) -> String {
    line.or_else(|| speech.manner(NUDGE, Holes::default()))
        .unwrap_or_else(|| endless(speech))
}

/// When all has been said: pieces that make a line of their own for as long as a call may last.
pub(super) fn endless(speech: &mut Speech) -> String {
    #[rustfmt::skip]
    const FIRST: [&str; 9] = [
        "Okay", "Right", "Sure", "I hear you", "Yes", "Alright", "Mm", "I see", "True",
    ];
    #[rustfmt::skip]
    const THEN: [&str; 9] = [
        "go on", "keep talking", "I'm with you", "I'm still here", "take your time", "say more",
        "I'm listening", "whatever it is", "one thing after the other",
    ];
    #[rustfmt::skip]
    const LAST: [&str; 9] = [
        "no hurry", "I've got time", "in your own words", "as it comes", "from the start if you like",
        "bit by bit", "just as it was", "whenever you're ready", "I want to hear it",
    ];
    let start = speech.dice(FIRST.len() * THEN.len() * LAST.len());
    let lines: Vec<String> = FIRST
        .iter()
        .flat_map(|first| {
            THEN.iter().flat_map(move |then| {
                LAST.iter()
                    .map(move |last| format!("{first}, {then}, {last}."))
            })
        })
        .collect();
    let mut turned = lines.iter().cycle().skip(start).take(lines.len());
    turned
        .find_map(|line| speech.once(line))
        .unwrap_or_else(|| "I'm listening.".to_owned())
}

fn repeat(scene: &Scene, speech: &mut Speech) -> String {
    // One sentence of several: each of them was said already.
    let last: Vec<String> = sentences(scene.last_line())
        .into_iter()
        .map(|sentence| uncapitalised(sentence.trim_end_matches(['.', '!', '?', '…'])))
        .collect();
    let last = quoted(&capitalised(&last.join(", ")));
    let lines = [
        format!("I said: {last}."),
        format!("What I said was {last}."),
        format!("Once more: {last}."),
    ];
    said(speech.one_of(&lines, Holes::default()), speech)
}
