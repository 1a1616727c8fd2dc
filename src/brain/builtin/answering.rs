//! Answering from memory, and only from it; and saying what is answering.

mod finding;

use finding::{
    Found, heard_before, last_words, memories_on, nearest, person, say, talk_on, told_call, wanted,
};

use super::Scene;
use super::echo::to_you;
use super::listening::Ask;
use super::recollecting::{told, was_told};
use super::speaking::{Holes, Speech, joined};
use super::words::{DAYS, capitalised, gist, has, listed, sound, stem, words};
use crate::memory::episode::Episode;
use crate::memory::hit::What;
use crate::memory::procedure::{RECALL, UNKNOWN};
use crate::prompt::dates::days_until;

/// How to give the product a model, said whenever someone asks what is speaking.
const WHAT_I_AM: &[&str] = &[
    "Straight answer: I'm an AI, not a person, and what you hear is the built-in brain of Call Me Back. To give me a \
     real language model, set BRAIN_URL, BRAIN_MODEL and BRAIN_KEY.",
    "No person here: I'm an AI, running on the simple brain that's built in. Whoever runs this can set BRAIN_URL, \
     BRAIN_MODEL and BRAIN_KEY, and then a real model speaks for me.",
    "I'm the built-in brain, an AI without any model behind it. Set BRAIN_URL, BRAIN_MODEL and BRAIN_KEY to change that.",
    "Still an AI, still the built-in one. BRAIN_URL, BRAIN_MODEL and BRAIN_KEY are the three settings that give me a \
     real model.",
];

pub(super) fn what_i_am(speech: &mut Speech) -> String {
    let fresh = speech.next_of(WHAT_I_AM, Holes::default());
    fresh
        .or_else(|| speech.manner(UNKNOWN, Holes::default()))
        .unwrap_or_default()
}

pub(super) fn answer(scene: &Scene, ask: &Ask, speech: &mut Speech) -> String {
    match ask {
        Ask::AboutMe => about_me(scene, speech),
        Ask::Said { about } => said(scene, about, speech),
        Ask::Remember { about } => remember(scene, about, speech),
        Ask::When { about } => when(scene, about, speech),
        Ask::Fact { about, name } => fact(scene, about, *name, speech),
    }
}

fn lead(speech: &mut Speech, memory: &str) -> String {
    let holes = Holes {
        memory: Some(memory),
        ..Holes::default()
    };
    speech
        .manner(RECALL, holes)
        .unwrap_or_else(|| format!("{}.", capitalised(memory)))
}

fn unknown(speech: &mut Speech) -> String {
    speech
        .manner(UNKNOWN, Holes::default())
        .unwrap_or_else(|| "I don't know.".to_owned())
}

fn about_me(scene: &Scene, speech: &mut Speech) -> String {
    // Whoever asks knows their name; the others are how to speak, not what is known.
    const NOT_TOLD: [&str; 4] = ["name", "called", "greeting_style", "advice_style"];
    let known: Vec<String> = scene
        .tellable()
        .into_iter()
        .filter(|memory| !NOT_TOLD.contains(&memory.attribute.as_str()))
        .filter_map(|memory| told(memory, scene.briefing))
        .collect();
    let mut fresh: Vec<String> = Vec::new();
    for clause in &known {
        if fresh.len() < 3 && !fresh.contains(clause) && !was_told(scene, clause) {
            fresh.push(clause.clone());
        }
    }
    if !fresh.is_empty() {
        return lead(speech, &listed(&fresh));
    }
    if !known.is_empty() {
        let all = [
            "That's everything I have.",
            "Nothing beyond what I just told you.",
            "That was all of it.",
        ];
        let all = speech.one_of(&all, Holes::default()).unwrap_or_default();
        return joined([all, "What should I add?".to_owned()]);
    }
    if !scene
        .briefing
        .relationship
        .memory_config
        .remember_personal_facts
    {
        return "You've asked me not to keep personal facts, so I don't have any.".to_owned();
    }
    let nothing = [
        "Not much yet, and I won't make it up.",
        "Only what you tell me, and so far that's nothing.",
    ];
    let nothing = speech
        .one_of(&nothing, Holes::default())
        .unwrap_or_else(|| unknown(speech));
    let next = speech.once("What's the first thing I should know about you?");
    joined([nothing].into_iter().chain(next))
}

fn fact(scene: &Scene, about: &str, name: bool, speech: &mut Speech) -> String {
    if matches!(sound(about).as_str(), "name" | "who am i")
        && let Some(name) = super::people::name_of_user(scene.request)
    {
        return lead(speech, &format!("you're {name}"));
    }
    let wanted = wanted(scene, about);
    let found = memories_on(scene, about);
    let Some(best) = found.first() else {
        // What was said a moment ago answers only what it covers whole; a name it must hold itself.
        let heard = heard_before(scene, about, wanted.len());
        return match heard.filter(|heard| !name || holds_name(heard)) {
            Some(heard) => lead(speech, &heard),
            None => unknown(speech),
        };
    };
    let named = !name
        || best.memory.as_ref().is_none_or(|memory| {
            let told = format!("{} {}", memory.value, person(memory));
            told.split_whitespace().any(|word| {
                word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 1
            })
        });
    if best.covers >= wanted.len() && named {
        let same: Vec<String> = found
            .iter()
            .filter(|other| other.covers == best.covers && other.exact == best.exact)
            .take(3)
            .map(|other| other.clause.clone())
            .collect();
        return lead(speech, &listed(&same));
    }
    near(Some(&best.clause), speech)
}

/// Whether a name stands in what was quoted: a capital that begins neither the quotation nor "I".
fn holds_name(quotation: &str) -> bool {
    quotation.split_whitespace().any(|word| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().filter(|c| c.is_alphabetic()).count() > 1
            && !word.contains('\'')
    })
}

fn remember(scene: &Scene, about: &str, speech: &mut Speech) -> String {
    if gist(about).is_empty() {
        return said(scene, about, speech);
    }
    if has(about, "name") || has(about, "called") {
        return fact(scene, about, true, speech);
    }
    let wanted = wanted(scene, about).len();
    let best = memories_on(scene, about).into_iter().next();
    if let Some(best) = best.filter(|best| 2 * best.covers >= wanted) {
        return lead(speech, &dated(scene, &best));
    }
    match talk_on(scene, about) {
        Some(clause) => lead(speech, &clause),
        None => near(nearest(scene).as_deref(), speech),
    }
}

/// Near, and not surely it.
fn near(clause: Option<&str>, speech: &mut Speech) -> String {
    const NEAREST: [&str; 4] = [
        "The nearest I have is that {memory}.",
        "I'm not sure it's what you mean, but {memory}.",
        "All I know there is that {memory}.",
        "What I do have is that {memory}.",
    ];
    let holes = Holes {
        memory: clause,
        ..Holes::default()
    };
    speech
        .one_of(&NEAREST, holes)
        .unwrap_or_else(|| unknown(speech))
}

/// A question that seemed to be for the world, and that something remembered bears on.
pub(super) fn after_all(scene: &Scene, speech: &mut Speech) -> Option<String> {
    let wanted = wanted(scene, &scene.heard).len();
    // Nobody asked for it by name, so what is private stays so.
    let mut found = memories_on(scene, &scene.heard).into_iter();
    let best = found.find(|found| {
        let memory = found.memory.as_ref();
        memory.is_none_or(|memory| !scene.is_private(memory))
    })?;
    let clause = dated(scene, &best);
    (2 * best.covers >= wanted && !was_told(scene, &clause)).then(|| near(Some(&clause), speech))
}

/// What was found, with its day.
fn dated(scene: &Scene, found: &Found) -> String {
    let day = found.memory.as_ref().and_then(|memory| memory.occurred_at);
    match day {
        Some(day) => format!("{}, {}", found.clause, say(scene, day)),
        None => found.clause.clone(),
    }
}

fn when(scene: &Scene, about: &str, speech: &mut Speech) -> String {
    let found = memories_on(scene, about);
    let wanted = wanted(scene, about).len();
    let mut near = found.iter().filter(|found| 2 * found.covers >= wanted);
    let dated = found
        .iter()
        .filter(|found| 2 * found.covers >= wanted)
        .find_map(|found| {
            let memory = found.memory.as_ref()?;
            let day = memory.occurred_at?;
            let gone = -days_until(day, scene.briefing.now, scene.briefing.zone);
            let is = if gone > 0 { "was" } else { "is" };
            let subject = to_you(about);
            let mine = subject.starts_with("your ") || subject.starts_with("the ");
            // A birthday's year is not when it is.
            if memory.attribute == "birthday" {
                return Some(found.clause.clone());
            }
            Some(if mine && words(&subject).len() <= 5 {
                format!("{subject} {is} {}", say(scene, day))
            } else {
                format!("{}, {}", found.clause, say(scene, day))
            })
        });
    if let Some(clause) = dated {
        return lead(speech, &clause);
    }
    match near.next() {
        // The day may stand in the words: "your birthday is March 3".
        Some(found) if has_day(&found.clause) => lead(speech, &found.clause),
        Some(found) => joined([
            "You never gave me the day.".to_owned(),
            format!("What I do have is that {}.", found.clause),
        ]),
        None => match talk_on(scene, about) {
            Some(clause) => lead(speech, &clause),
            None => unknown(speech),
        },
    }
}

fn has_day(text: &str) -> bool {
    words(text).iter().any(|word| {
        DAYS.contains(&word.as_str())
            || MONTHS.contains(&word.as_str())
            || word.chars().any(|c| c.is_ascii_digit())
    })
}

#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
];

/// "What did we say about …?"
fn said(scene: &Scene, about: &str, speech: &mut Speech) -> String {
    let mut topic = wanted(scene, about);
    let heard = sound(&scene.heard);
    if has(&heard, "my name") {
        return fact(scene, "name", true, speech);
    }
    let days: Vec<&str> = DAYS
        .iter()
        .chain(&MONTHS)
        .copied()
        .filter(|day| has(&heard, day))
        .collect();
    for day in &days {
        topic.remove(&stem(day));
    }
    for empty in [
        "month",
        "last",
        "time",
        "earlier",
        "discuss",
        "decid",
        "advic",
        "suggest",
        "recommend",
        "mention",
        "chat",
        "speak",
        "remind",
        "left",
    ] {
        topic.remove(empty);
    }
    let about = if topic.is_empty() { "" } else { about };
    let clause = if topic.is_empty() {
        by_day(scene, &heard, &days)
            .and_then(|episode| told_call(scene, episode, about))
            .or_else(|| {
                if days.is_empty() {
                    last_words(scene)
                } else {
                    None
                }
            })
    } else {
        talk_on(scene, about).or_else(|| {
            let best = memories_on(scene, about).into_iter().next()?;
            (2 * best.covers >= topic.len()).then_some(best.clause)
        })
    };
    match clause {
        Some(clause) => lead(speech, &clause),
        None => unknown(speech),
    }
}

/// The call that a question for a day means; the last one where it names none.
fn by_day<'a>(scene: &Scene<'a>, heard: &str, days: &[&str]) -> Option<&'a Episode> {
    let briefing = scene.briefing;
    let recent = scene
        .request
        .recalled
        .iter()
        .filter_map(|hit| match &hit.what {
            What::Episode(episode) => Some(episode),
            _ => None,
        });
    let age = |episode: &Episode| -days_until(episode.started_at, briefing.now, briefing.zone);
    let mut episodes: Vec<&Episode> = briefing.episodes.iter().chain(recent).collect();
    episodes.sort_by_key(|episode| std::cmp::Reverse(episode.started_at));
    episodes.into_iter().find(|episode| {
        let date = episode.started_at.local(briefing.zone);
        let (weekday, month) = (date.format("%A").to_string(), date.format("%B").to_string());
        if !days.is_empty() {
            return days.iter().any(|day| {
                weekday.eq_ignore_ascii_case(day) && age(episode) <= 14
                    || month.eq_ignore_ascii_case(day)
            });
        }
        if has(heard, "yesterday") {
            age(episode) == 1
        } else if has(heard, "today") {
            age(episode) == 0
        } else if has(heard, "last week") {
            (2..=14).contains(&age(episode))
        } else if has(heard, "last month") {
            (15..=62).contains(&age(episode))
        } else {
            true
        }
    })
}
