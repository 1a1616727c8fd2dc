//! Advice, in the persona's format: one thing to do, and to do it now.

mod remedies;

use remedies::{actions, at_hand, whether};

use super::Scene;
use super::domain::Domain;
use super::echo::to_you;
use super::listening::{Act, Choice, act};
use super::mood::Mood;
use super::opening::is_action;
use super::speaking::{Holes, Speech, joined};
use super::topic::{self};
use super::words::{after_any, has_any, sound, words};
use crate::memory::procedure::{ADVICE, ADVICE_OFFER, DECISION};

/// Said where people are at odds.
#[rustfmt::skip]
const CONFLICT: [&str; 14] = [
    "conflict", "fight", "fought", "argument", "argued", "arguing", "ignores", "ignoring", "ignored",
    "issues with", "problem with", "problems with", "trouble with", "tension",
];
/// Said where two ways lie open.
const TORN: [&str; 9] = [
    "offer",
    "choice",
    "choose",
    "decide",
    "decision",
    "torn",
    "options",
    "either",
    "on the other hand",
];
/// How many steps of a decision are asked before something is said.
const STEPS: usize = 2;

pub(super) fn advise(scene: &Scene, choice: &Choice, speech: &mut Speech) -> String {
    match choice {
        Choice::Between(first, second) => settle(scene, first, second, speech),
        Choice::Whether(deed) => match whether(deed) {
            Some(actions) => say(&actions, scene, speech),
            None => in_general(scene, Some(deed), speech),
        },
        // "I'd like to tell him. Should I?"
        Choice::Open(None) => match wished(scene).and_then(|deed| whether(&deed)) {
            Some(actions) => say(&actions, scene, speech),
            None => in_general(scene, None, speech),
        },
        Choice::Open(about) => in_general(scene, about.as_deref(), speech),
    }
}

/// What the user said they would like to do, where it was said just now.
fn wished(scene: &Scene) -> Option<String> {
    const WISHES: [&str; 7] = [
        "i'd like to",
        "i want to",
        "i'm thinking of",
        "i'm thinking about",
        "i feel like",
        "i'm going to",
        "i might",
    ];
    let asked = sound(&scene.heard);
    if !matches!(
        asked.as_str(),
        "should i" | "what do you think" | "do you think i should" | "thoughts"
    ) {
        return None;
    }
    after_any(&sound(scene.earlier.first()?), &WISHES)
}

/// Goes on with a decision that is being thought through; none where none is.
pub(super) fn think_on(scene: &Scene, speech: &mut Speech) -> Option<String> {
    let goes_on = matches!(
        scene.act,
        Act::Statement | Act::Backchannel | Act::Yes | Act::No | Act::Advice(_)
    );
    let steps = if goes_on {
        speech.lines(DECISION)
    } else {
        Vec::new()
    };
    let last = sound(scene.last_line());
    steps.iter().find(|step| ends_with_line(&last, step))?;
    if let Some((first, second)) = scene.heard.split_once(" or ") {
        let short = |side: &str| (1..=6).contains(&words(side).len());
        if short(first) && short(second) {
            return Some(settle(scene, &clean(first), &clean(second), speech));
        }
    }
    let asked = scene.request.turns.iter().filter(|turn| {
        let said = sound(&turn.text);
        steps.iter().any(|step| ends_with_line(&said, step))
    });
    if asked.count() < STEPS
        && let Some(step) = speech.next_of(&steps, Holes::default())
    {
        return Some(step);
    }
    Some(in_general(scene, None, speech))
}

/// Whether the persona has just offered advice.
pub(super) fn is_offered(scene: &Scene, speech: &Speech) -> bool {
    let last = sound(scene.last_line());
    speech
        .lines(ADVICE_OFFER)
        .iter()
        .any(|line| ends_with_line(&last, line))
}

fn ends_with_line(said: &str, line: &str) -> bool {
    let line = sound(&line.replace("{name}", ""));
    // With a name in it the line can't be compared whole: its end will do.
    let end: Vec<&str> = line.split(' ').rev().take(4).collect();
    let end: Vec<&str> = end.into_iter().rev().collect();
    !line.is_empty() && said.ends_with(&end.join(" "))
}

fn clean(side: &str) -> String {
    let side = side.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let lower = side.to_lowercase();
    let lead = [
        "it's ", "either ", "well ", "to ", "i could ", "i can ", "between ",
    ];
    let cut = lead
        .iter()
        .find(|lead| lower.starts_with(*lead))
        .map_or(0, |lead| lead.len());
    side.get(cut..).unwrap_or(side).to_owned()
}

fn settle(scene: &Scene, first: &str, second: &str, speech: &mut Speech) -> String {
    let risky = |side: &str| {
        has_any(
            &sound(side),
            &[
                "quit", "leave", "break up", "divorce", "lie", "ghost", "fight",
            ],
        )
    };
    let chosen = match (risky(first), risky(second)) {
        (true, false) => second,
        (false, true) => first,
        _ if speech.dice(2) == 0 => first,
        _ => second,
    };
    // "Should I rent one or buy one": what stands first is to be done.
    let shall = ["should i", "should we", "shall i", "shall we"];
    let deed = chosen == first && has_any(&sound(&scene.heard), &shall);
    let chosen = to_you(chosen.trim());
    let verb = deed || words(&chosen).first().is_some_and(|word| is_action(word));
    let chosen = if verb {
        chosen
    } else {
        format!("go with {chosen}")
    };
    let actions = [
        format!("{chosen}, and don't look back once you have"),
        format!("{chosen}, because you can undo it later and waiting decides nothing"),
    ];
    say(&actions, scene, speech)
}

fn in_general(scene: &Scene, about: Option<&str>, speech: &mut Speech) -> String {
    let told = scene
        .earlier
        .iter()
        .copied()
        .filter(|text| matches!(act(text), Act::Statement | Act::Advice(_)));
    let talk: Vec<&str> = about
        .into_iter()
        .chain(std::iter::once(scene.heard.as_str()))
        .chain(told.take(5))
        .collect();
    let asked = talk.iter().take(2).find_map(|text| Domain::of(text));
    // Whoever asks how, or for a tip, has no choice to make.
    let how = has_any(
        &sound(&scene.heard),
        &[
            "how",
            "tips",
            "ideas",
            "suggestions",
            "can i",
            "can we",
            "could i",
            "would you",
        ],
    );
    let domain = asked.or_else(|| Domain::of(&talk.join(" ")));
    // What is said on these helps to choose, and to nothing else.
    let domain = domain.filter(|domain| !how || !matches!(domain, Domain::Food | Domain::Screen));
    let mood = talk
        .iter()
        .map(|text| Mood::of(text))
        .find(|mood| mood.is_heavy());
    // Who is meant: a name before a role, and the one whom the trouble was about.
    let people = || {
        let texts = talk
            .iter()
            .filter(|text| Mood::of(text).is_heavy())
            .chain(&talk);
        texts
            .filter_map(|text| topic::of(text, &scene.names))
            .filter(|topic| topic.is_person)
    };
    let person = people()
        .find(|topic| !topic.phrase.starts_with("your "))
        .or_else(|| people().next());
    let torn = talk.iter().any(|text| has_any(&sound(text), &TORN));
    if !how && (torn || domain.is_none() && person.is_none() && mood.is_none()) {
        let steps = speech.lines(DECISION);
        let step = speech.next_of(&steps, Holes::default());
        if let Some(step) = step {
            return step;
        }
    }
    // Trouble with someone, and not only a worry in which somebody occurs.
    let trouble = talk
        .iter()
        .any(|text| Mood::of(text) == Mood::Anger || has_any(&sound(text), &CONFLICT));
    let things = talk
        .first()
        .is_some_and(|text| has_any(&sound(text), &["things", "stuff", "clothes", "belongings"]));
    let mut actions = actions(domain, mood, person.as_ref(), trouble);
    actions.splice(0..0, at_hand(&talk).iter().map(|line| (*line).to_owned()));
    if mood == Some(Mood::Loss) && things {
        actions.insert(
            0,
            "keep one thing where you can see it, put the rest in a box, and leave the box shut for a month".to_owned(),
        );
    }
    if mood == Some(Mood::Loss) {
        return console(&actions, speech);
    }
    say(&actions, scene, speech)
}

/// Advice to someone who mourns: said plainly.
fn console(actions: &[String], speech: &mut Speech) -> String {
    let lines: Vec<String> = actions
        .iter()
        .take(3)
        .map(|action| format!("If it were me, I'd {action}."))
        .collect();
    let line = speech.next_of(&lines, Holes::default());
    line.or_else(|| speech.one_of(super::asking::when_felt(Mood::Loss), Holes::default()))
        .unwrap_or_default()
}

/// The first piece of advice that was not given yet, in the persona's format.
fn say(actions: &[String], scene: &Scene, speech: &mut Speech) -> String {
    const THEN: [&str; 5] = [
        "Can you see yourself doing that?",
        "What would stop you?",
        "Does that sit right with you?",
        "What's the first step?",
        "Could you live with that?",
    ];
    let given: Vec<String> = scene
        .request
        .turns
        .iter()
        .map(|turn| sound(&turn.text))
        .collect();
    let action = actions.iter().find(|action| {
        !given
            .iter()
            .any(|said| super::words::has(said, &sound(action)))
    });
    let Some(action) = action else {
        let enough = [
            "I've said what I would do, and I stand by it.",
            "My answer hasn't changed since a minute ago.",
        ];
        let enough = speech.one_of(&enough, Holes::default());
        let ask = speech.one_of(super::asking::DEEPER, Holes::default());
        return joined(enough.into_iter().chain(ask));
    };
    let holes = Holes {
        direct_action: Some(action),
        ..Holes::default()
    };
    let line = speech
        .manner(ADVICE, holes)
        .unwrap_or_else(|| format!("{}.", super::words::capitalised(action)));
    let asks = line.contains('?') || super::words::sentences(&line).len() > 2;
    let then = if asks {
        None
    } else {
        speech.one_of(&THEN, Holes::default())
    };
    joined(std::iter::once(line).chain(then))
}
