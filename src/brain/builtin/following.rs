//! Taking up what was said: everything that is neither a question for memory nor one for advice.

mod taking_up;

use taking_up::{felt, take_up};

use super::Scene;
use super::advising;
use super::asking::{self, AFTER_NO, AFTER_YES, ANYTHING};
use super::domain::Domain;
use super::listening::{Act, Choice, act};
use super::manners;
use super::mood::Mood;
use super::opening;
use super::speaking::{Holes, Speech, joined, quoted, without_question};
use super::topic::{self};
use super::words::{capitalised, has_any, is_yes_or_no, sentences, sound, uncapitalised};
use crate::memory::procedure::{
    ABOUT_ME, ACKNOWLEDGEMENT, AFFECTION, FAREWELL, HOW_I_AM, NUDGE, OUTSIDE, PARTY_PIECE, SILENCE,
    THANKS,
};

/// After so many short answers in a row one brings something up oneself.
const LULL: usize = 2;

/// When one thing is done.
const MORE: [&str; 4] = [
    "Anything else on your mind?",
    "What else is going on?",
    "What else is there?",
    "Is there more to it?",
];

pub(super) fn follow(scene: &Scene, speech: &mut Speech) -> String {
    if let Some(line) = advising::think_on(scene, speech)
        .filter(|_| !matches!(scene.act, Act::Elsewhere | Act::Silence))
    {
        return line;
    }
    let plain = Holes::default();
    match &scene.act {
        Act::Silence => said(speech.manner(SILENCE, plain), speech),
        Act::HowAreYou => answer_and_ask(HOW_I_AM, scene, speech),
        Act::AboutYou => answer_and_ask(ABOUT_ME, scene, speech),
        Act::PartyPiece => said(speech.manner(PARTY_PIECE, plain), speech),
        Act::Question => outside(scene, speech),
        Act::CallMe(name) => {
            let lines = [
                format!("{name} it is."),
                format!("Got it, {name} from now on."),
                format!("{name}, then. I like it."),
            ];
            let line = speech.one_of(&lines, plain);
            let next = opening::bring_up(scene, speech).or_else(|| speech.one_of(ANYTHING, plain));
            joined(line.into_iter().chain(next))
        }
        Act::Note => {
            let lines = [
                "Noted, and I'll keep it.",
                "Got it, that stays with me.",
                "I'll hold on to that.",
                "That's in.",
            ];
            let line = speech.one_of(&lines, plain);
            let next = speech.manner(NUDGE, plain);
            joined(line.into_iter().chain(next))
        }
        Act::Forget => {
            let lines = [
                "Then I won't bring it up. What I keep you can see and delete on your page, any time.",
                "Consider it unsaid. You can strike out anything I keep on your page.",
            ];
            said(speech.one_of(&lines, plain), speech)
        }
        Act::Elsewhere => {
            let lines = [
                "Fair enough, we'll leave it there.",
                "Sure, let's drop it.",
                "Of course, no need to go into it.",
            ];
            let line = speech.one_of(&lines, plain);
            let next = opening::bring_up(scene, speech).or_else(|| speech.one_of(ANYTHING, plain));
            joined(line.into_iter().chain(next))
        }
        Act::Repeat => repeat(scene, speech),
        Act::Correction => {
            let lines = [
                "My mistake. Tell me again, and I'll listen better.",
                "Then I got that wrong, sorry. How is it really?",
                "I stand corrected. What did I miss?",
            ];
            said(speech.one_of(&lines, plain), speech)
        }
        Act::Thanks => {
            let line = speech.manner(THANKS, plain);
            let more = speech
                .one_of(&MORE, plain)
                .or_else(|| speech.manner(NUDGE, plain));
            joined(line.into_iter().chain(more))
        }
        Act::Affection => joined(
            speech
                .manner(AFFECTION, plain)
                .into_iter()
                .chain(opening::bring_up(scene, speech)),
        ),
        Act::Laugh => {
            let lines = [
                "Good, that's one laugh for today.",
                "I do what I can.",
                "I heard that, you laughed.",
                "There it is.",
            ];
            let line = speech.one_of(&lines, plain);
            joined(line.into_iter().chain(lead_on(scene, speech)))
        }
        Act::Hello => {
            let lines = [
                "Hi there.",
                "Good to hear your voice.",
                "There you are.",
                "Hello again.",
            ];
            let line = speech.one_of(&lines, plain);
            let next = opening::bring_up(scene, speech).or_else(|| speech.one_of(ANYTHING, plain));
            joined(line.into_iter().chain(next))
        }
        Act::NothingNew => {
            let line = speech.manner(ACKNOWLEDGEMENT, plain);
            let next = opening::bring_up(scene, speech).or_else(|| speech.one_of(ANYTHING, plain));
            joined(line.into_iter().chain(next))
        }
        Act::Yes if advising::is_offered(scene, speech) => {
            advising::advise(scene, &Choice::Open(None), speech)
        }
        Act::Yes | Act::No => short_answer(scene, speech),
        Act::Backchannel => nudge(scene, speech),
        _ => take_up(scene, speech),
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

fn answer_and_ask(
    key: crate::memory::procedure::Key,
    scene: &Scene,
    speech: &mut Speech,
) -> String {
    let line = said(speech.manner(key, Holes::default()), speech);
    if line.contains('?') || sentences(&line).len() > 2 {
        return line;
    }
    let next = opening::bring_up(scene, speech).or_else(|| lead_on(scene, speech));
    joined(std::iter::once(line).chain(next))
}

/// A question that the talk can't answer: said so, and turned back.
fn outside(scene: &Scene, speech: &mut Speech) -> String {
    let heard = sound(&scene.heard);
    let of_themselves = has_any(&heard, &["i", "i'm", "me", "my"])
        && has_any(&heard, &["do you think", "am i", "was i"])
        || has_any(
            &heard,
            &[
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
    if of_themselves && let Some(line) = speech.one_of(asking::YOU_TELL, Holes::default()) {
        return line;
    }
    let line = speech.manner(OUTSIDE, Holes::default());
    let back = [
        "What's your guess?",
        "What makes you ask?",
        "What do you think yourself?",
        "Why does it matter today?",
    ];
    let back = speech
        .one_of(&back, Holes::default())
        .or_else(|| lead_on(scene, speech));
    joined(line.into_iter().chain(back))
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

/// The last of what the user said in this call that had something to take up.
fn matter<'a>(scene: &'a Scene) -> Option<&'a str> {
    std::iter::once(scene.heard.as_str())
        .chain(scene.earlier.iter().copied())
        .take(3)
        .find(|text| {
            matches!(act(text), Act::Statement | Act::Advice(_))
                && (Domain::of(text).is_some() || topic::of(text, &scene.names).is_some())
        })
}

/// A question that leads on from what is on the table; something remembered where nothing is.
fn lead_on(scene: &Scene, speech: &mut Speech) -> Option<String> {
    let plain = Holes::default();
    let text = matter(scene);
    let domain = Domain::of(&scene.heard).or_else(|| text.and_then(Domain::of));
    domain
        .and_then(|domain| speech.one_of(asking::about(domain), plain))
        .or_else(|| opening::bring_up(scene, speech))
        .or_else(|| speech.one_of(ANYTHING, plain))
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

fn nudge(scene: &Scene, speech: &mut Speech) -> String {
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
    let line = go_on(felt(scene), speech);
    said(line, speech)
}

/// Asks to go on, softly where it hurts.
fn go_on(mood: Mood, speech: &mut Speech) -> Option<String> {
    let soft = matches!(mood, Mood::Loss | Mood::Low);
    let line = if soft {
        speech.one_of(manners::plain(NUDGE), Holes::default())
    } else {
        None
    };
    line.or_else(|| speech.manner(NUDGE, Holes::default()))
}

/// Yes or no to what was asked: followed up, not dropped.
fn short_answer(scene: &Scene, speech: &mut Speech) -> String {
    let asked = sentences(scene.last_line())
        .last()
        .is_some_and(|last| is_yes_or_no(last));
    if !asked || short_answers(scene) > LULL {
        return nudge(scene, speech);
    }
    let plain = Holes::default();
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
