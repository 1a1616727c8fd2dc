//! Answering from memory, and only from it; and saying what is answering.

use super::Scene;
use super::echo::to_you;
use super::listening::Ask;
use super::recollecting::{told, told_of_call, told_plan, was_told};
use super::speaking::{Holes, Speech, joined, quoted};
use super::when::{days_ago, spoken};
use super::words::{capitalised, gist, has, listed, sound, stem, words};
use crate::call::{Speaker, Turn};
use crate::memory::episode::Episode;
use crate::memory::procedure::{RECALL, UNKNOWN};
use crate::memory::{Memory, State, Subject, attribute};
use crate::recall::What;
use crate::time::Timestamp;
use std::collections::BTreeSet;

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
    const HOW_TO_SPEAK: [&str; 3] = ["called", "greeting_style", "advice_style"];
    let known: Vec<String> = scene
        .tellable()
        .into_iter()
        .filter(|memory| !HOW_TO_SPEAK.contains(&memory.attribute.as_str()))
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

/// Something that may answer, with how much of the question it covers.
struct Found {
    clause: String,
    covers: usize,
    /// The value of an attribute that the question names.
    exact: bool,
    memory: Option<Memory>,
}

/// The stems that a question turns on.
fn wanted(scene: &Scene, about: &str) -> BTreeSet<String> {
    let user = super::people::first_name(scene.briefing)
        .unwrap_or_default()
        .to_lowercase();
    gist(about)
        .into_iter()
        .filter(|word| !matches!(word.as_str(), "nam" | "name" | "nick") && *word != stem(&user))
        .collect()
}

/// What someone may say for an attribute that is asked for.
fn synonyms(attribute: &str) -> &'static str {
    match attribute {
        "job" => "job work living career employed profession",
        "home" => "home live living address house city",
        "hometown" => "hometown from born grow grew",
        "hobby" => "hobby hobbies fun free",
        "likes" | "favorite" | "favorite_topic" => "likes love favorite favourite enjoy",
        "dislikes" => "dislikes hate",
        "partner" | "dating_status" => "partner girlfriend boyfriend husband wife dating",
        "sibling" => "sibling brother sister",
        "child" => "child kid kids son daughter children",
        "mom" => "mom mum mother mommy",
        "dad" => "dad father daddy",
        "pet" => "pet dog cat",
        "allergy" => "allergy allergic allergies",
        "birthday" => "birthday born",
        "age" => "age old",
        "studies" => "studies study studying major school college",
        "boss" => "boss manager",
        "coworker" => "coworker colleague",
        "how_we_met" => "met meet",
        "language" => "language speak",
        _ => "",
    }
}

/// Memories that bear on a question, the best first. Asked for, private ones count, too.
fn memories_on(scene: &Scene, about: &str) -> Vec<Found> {
    let wanted = wanted(scene, about);
    let held = scene.briefing.memories.iter();
    let recalled = scene
        .request
        .recalled
        .iter()
        .filter_map(|hit| match &hit.what {
            What::Memory(memory) => Some(memory),
            _ => None,
        });
    let mut found: Vec<Found> = Vec::new();
    for memory in recalled.chain(held.clone()) {
        if !matches!(
            memory.state,
            State::Current | State::Faded | State::Archived
        ) {
            continue;
        }
        let names = synonyms(&memory.attribute);
        let own = format!("{} {} {}", memory.content, memory.value, person(memory));
        let own = gist(&own);
        let label = gist(&format!("{} {names}", memory.attribute.replace('_', " ")));
        let exact =
            wanted.intersection(&label).next().is_some() || asks_for(about, &memory.attribute);
        let several = matches!(
            memory.attribute.as_str(),
            "sibling" | "pet" | "child" | "partner" | "likes" | "dislikes"
        );
        // A brother answers no question for a sister; a beagle may well be the dog, where there is
        // no other pet.
        let others = own.intersection(&label).any(|word| !wanted.contains(word));
        let alone = held
            .clone()
            .filter(|other| other.attribute == memory.attribute)
            .count()
            <= 1;
        let label = if several && (others || !alone) {
            BTreeSet::new()
        } else {
            label
        };
        let covers = wanted
            .iter()
            .filter(|word| own.contains(*word) || label.contains(*word))
            .count();
        let bare = wanted.is_empty()
            || several
                && covers == 0
                && wanted
                    .iter()
                    .any(|word| memory.attribute.starts_with(word.as_str()));
        if covers == 0 && !(exact && bare) {
            continue;
        }
        let Some(clause) = told(memory, scene.briefing) else {
            continue;
        };
        if found.iter().all(|other| other.clause != clause) {
            found.push(Found {
                clause,
                covers: covers.max(usize::from(exact)),
                exact,
                memory: Some(memory.clone()),
            });
        }
    }
    found.sort_by_key(|found| std::cmp::Reverse((found.covers, found.exact)));
    found
}

fn person(memory: &Memory) -> &str {
    match &memory.subject {
        Subject::Person(name) => name,
        _ => "",
    }
}

/// Questions whose words all are small: "where do I live", "where am I from".
fn asks_for(about: &str, attribute: &str) -> bool {
    match attribute {
        "hometown" => has(about, "from"),
        "home" => has(about, "live"),
        "likes" | "hobby" => has(about, "what do i like"),
        "name" => has(about, "who am i"),
        "age" => has(about, "how old am i"),
        _ => attribute::known_by_name(attribute).is_some() && sound(about) == attribute,
    }
}

fn fact(scene: &Scene, about: &str, name: bool, speech: &mut Speech) -> String {
    if matches!(sound(about).as_str(), "name" | "who am i") {
        if let Some(name) = super::people::first_name(scene.briefing) {
            return lead(speech, &format!("you're {name}"));
        }
    }
    let wanted = wanted(scene, about);
    let found = memories_on(scene, about);
    let Some(best) = found.first() else {
        let heard = heard_before(scene, about);
        return match heard {
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
    // Near, and not it: what is asked stays open.
    joined([
        unknown(speech),
        format!("What I do have is that {}.", best.clause),
    ])
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
        let day = best.memory.as_ref().and_then(|memory| memory.occurred_at);
        let clause = day.map_or(best.clause.clone(), |day| {
            format!("{}, {}", best.clause, say(scene, day))
        });
        return lead(speech, &clause);
    }
    match talk_on(scene, about) {
        Some(clause) => lead(speech, &clause),
        None => unknown(speech),
    }
}

fn say(scene: &Scene, day: Timestamp) -> String {
    spoken(day, scene.briefing.now, scene.briefing.zone)
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
            let gone = days_ago(day, scene.briefing.now, scene.briefing.zone);
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
const DAYS: [&str; 7] = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
];
#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
];

/// "What did we say about …?"
fn said(scene: &Scene, about: &str, speech: &mut Speech) -> String {
    let mut topic = wanted(scene, about);
    let heard = sound(&scene.heard);
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
    let age = |episode: &Episode| days_ago(episode.started_at, briefing.now, briefing.zone);
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

fn told_call(scene: &Scene, episode: &Episode, about: &str) -> Option<String> {
    let clause = told_of_call(episode, about, scene.briefing)?;
    let day = say(scene, episode.started_at);
    let wanted = gist(about);
    let decided = episode
        .gist
        .decisions
        .iter()
        .find(|decision| wanted.is_empty() || !gist(decision).is_disjoint(&wanted));
    // A decision is worth more than the talk that led to it.
    Some(match decided {
        Some(decided) if !gist(decided).is_subset(&gist(&clause)) => {
            format!(
                "{day}, {clause}, and the plan was: {}",
                told_plan(decided, scene.briefing)
            )
        }
        _ => format!("{day}, {clause}"),
    })
}

/// The earlier talk that bears on a question: what recall brought up, then what the persona has at
/// hand.
fn talk_on(scene: &Scene, about: &str) -> Option<String> {
    let wanted = wanted(scene, about);
    let fits = |text: &str| {
        let shared = gist(text).intersection(&wanted).count();
        shared > 0 && 2 * shared >= wanted.len()
    };
    let recalled = scene
        .request
        .recalled
        .iter()
        .find_map(|hit| match &hit.what {
            What::Episode(episode) if fits(&whole(episode)) => told_call(scene, episode, about),
            What::Turn { turn, .. } if fits(&turn.text) && !is_question_for(turn) => {
                Some(quote(scene, turn, None))
            }
            _ => None,
        });
    recalled
        .or_else(|| {
            let fitting = scene
                .briefing
                .episodes
                .iter()
                .find(|episode| fits(&whole(episode)))?;
            told_call(scene, fitting, about)
        })
        .or_else(|| {
            let unread = scene.briefing.unread.as_ref()?;
            let turn = unread
                .turns
                .iter()
                .rev()
                .find(|turn| fits(&turn.text) && !is_question_for(turn))?;
            Some(quote(scene, turn, Some(unread.started_at)))
        })
        .or_else(|| {
            let story = scene.briefing.storylines.iter().find(|story| {
                fits(&format!(
                    "{} {}",
                    story.summary,
                    story.topic.replace('_', " ")
                ))
            })?;
            Some(told_plan(&story.summary, scene.briefing))
        })
        .or_else(|| heard_before(scene, about))
}

fn whole(episode: &Episode) -> String {
    let gist = &episode.gist;
    format!(
        "{} {} {} {}",
        gist.summary,
        gist.key_topics.join(" ").replace('_', " "),
        gist.people.join(" "),
        gist.decisions.join(" ")
    )
}

/// A question that was asked tells nothing.
fn is_question_for(turn: &Turn) -> bool {
    turn.text.trim_end().ends_with('?')
}

fn quote(scene: &Scene, turn: &Turn, at: Option<Timestamp>) -> String {
    let day = say(scene, at.unwrap_or(turn.at));
    let who = if turn.speaker == Speaker::User {
        "you said"
    } else {
        "I said"
    };
    format!("{day}, {who} {}", quoted(&turn.text))
}

/// What was said about it earlier in this very call.
fn heard_before(scene: &Scene, about: &str) -> Option<String> {
    let wanted = wanted(scene, about);
    let best = scene.earlier.iter().copied().find(|text| {
        let shared = gist(text).intersection(&wanted).count();
        shared > 0 && 2 * shared >= wanted.len() && !text.trim_end().ends_with('?')
    })?;
    Some(format!("a moment ago you said {}", quoted(best)))
}

/// The last call from its last turns, where nothing else is known of it.
fn last_words(scene: &Scene) -> Option<String> {
    let unread = scene.briefing.unread.as_ref()?;
    let said = unread
        .turns
        .iter()
        .rev()
        .filter(|turn| turn.speaker == Speaker::User);
    let mut said = said.filter(|turn| words(&turn.text).len() >= 4 && !is_question_for(turn));
    said.next()
        .map(|turn| quote(scene, turn, Some(unread.started_at)))
}
