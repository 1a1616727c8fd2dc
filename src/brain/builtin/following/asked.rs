//! Questions to the persona about itself, and about what it can't know.

use super::said;
use super::short_answers::lead_on;
use crate::brain::builtin::speaking::{Holes, Speech, joined};
use crate::brain::builtin::words::{has_any, is_yes_or_no, sentences, sound};
use crate::brain::builtin::{Scene, answering, asking, opening};
use crate::memory::procedure::{ABOUT_ME, Key, OUTSIDE};

/// What it likes can't be said of a program, and what there is to like can be asked.
pub(super) fn taste(what: &str, scene: &Scene, speech: &mut Speech) -> String {
    const LIKED: [&str; 3] = [
        "I only know {topic} from what people tell me. What is it for you?",
        "I've no taste of my own in {topic}, being an AI. What do you like about it?",
        "Sell me on {topic}, I've only your word to go by. Where would you start?",
    ];
    const NO_TASTE: [&str; 3] = [
        "I collect other people's, having none of my own. What's yours?",
        "An AI has no favorites, so I'd borrow yours. Which is it?",
        "You first, and I'll keep it in mind. What would you say?",
    ];
    let holes = Holes {
        topic: Some(what).filter(|what| !what.is_empty()),
        ..Holes::default()
    };
    let pool = if what.is_empty() { &NO_TASTE } else { &LIKED };
    match speech.one_of(pool, holes) {
        Some(line) => line,
        None => answer_and_ask(ABOUT_ME, scene, speech),
    }
}

pub(super) fn answer_and_ask(key: Key, scene: &Scene, speech: &mut Speech) -> String {
    let line = said(speech.manner(key, Holes::default()), speech);
    let who = has_any(&sound(&scene.heard), &["who's", "who", "your name"]);
    let line = if who && let Some(name) = speech.once("It's {persona}.") {
        joined([name, line])
    } else {
        line
    };
    if line.contains('?') || sentences(&line).len() > 2 {
        return line;
    }
    let next = opening::bring_up(scene, speech).or_else(|| lead_on(scene, speech));
    joined(std::iter::once(line).chain(next))
}

/// A question that the talk can't answer: said so, and turned back.
pub(super) fn outside(scene: &Scene, speech: &mut Speech) -> String {
    const MISSED: [&str; 3] = [
        "I didn't, I only get to know what you tell me. How was it?",
        "No, nothing reaches me but your calls. What did I miss?",
        "Not I, so you'll have to be my eyes and ears. What was it like?",
    ];
    let heard = sound(&scene.heard);
    let of_themselves = has_any(&heard, &["i", "i'm", "me", "my"])
        && has_any(&heard, &["do you think", "am i", "was i"])
        || has_any(
            &heard,
            &[
                "is it just me",
                "is that crazy",
                "is that fair",
                "is that normal",
                "is that weird",
                "is it normal",
                "is it weird",
                "is that bad",
                "is it bad",
                "is that wrong",
                "is it wrong",
            ],
        );
    if let Some(line) = answering::after_all(scene, speech) {
        return line;
    }
    if of_themselves && let Some(line) = speech.one_of(asking::YOU_TELL, Holes::default()) {
        return line;
    }
    // "Did you see the game?"
    let asked = sentences(&scene.heard).pop().is_some_and(is_yes_or_no);
    if asked
        && has_any(&heard, &["did you", "have you", "were you"])
        && let Some(line) = speech.one_of(&MISSED, Holes::default())
    {
        return line;
    }
    let line = speech.manner(OUTSIDE, Holes::default());
    let back = [
        "What's your guess?",
        "What made you think of that?",
        "What do you think yourself?",
        "What would you say?",
    ];
    let back = speech
        .one_of(&back, Holes::default())
        .or_else(|| lead_on(scene, speech));
    joined(line.into_iter().chain(back))
}
