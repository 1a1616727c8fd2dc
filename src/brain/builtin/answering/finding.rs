//! What memory holds that bears on a question: memories, earlier calls, and this one.

use std::collections::BTreeSet;

use crate::brain::builtin::Scene;
use crate::brain::builtin::people;
use crate::brain::builtin::recollecting::{told, told_of_call, told_plan};
use crate::brain::builtin::speaking::quoted;
use crate::brain::builtin::words::{gist, has, sound, stem, words};
use crate::call::{Speaker, Turn};
use crate::memory::episode::Episode;
use crate::memory::hit::What;
use crate::memory::{Memory, State, Subject, attribute};
use crate::prompt::dates::{ago, days_until};
use crate::time::Timestamp;

/// Something that may answer, with how much of the question it covers.
pub(super) struct Found {
    pub clause: String,
    pub covers: usize,
    /// The value of an attribute that the question names.
    pub exact: bool,
    pub memory: Option<Memory>,
}

/// The stems that a question turns on.
pub(super) fn wanted(scene: &Scene, about: &str) -> BTreeSet<String> {
    let user = people::first_name(scene.briefing)
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
        "job" => "job work career employed profession",
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
        "allergy" => "allergy allergic allergies eat",
        "diet" => "diet eat",
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
pub(super) fn memories_on(scene: &Scene, about: &str) -> Vec<Found> {
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
        let day = memory.occurred_at.map(|day| weekday(scene, day));
        let own = format!(
            "{} {} {} {}",
            memory.content,
            memory.value,
            person(memory),
            day.unwrap_or_default()
        );
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

/// The day of the week, where it is near enough to be called by it.
fn weekday(scene: &Scene, day: Timestamp) -> String {
    let briefing = scene.briefing;
    let near = days_until(day, briefing.now, briefing.zone).abs() <= 7;
    let name = || day.local(briefing.zone).format("%A").to_string();
    if near { name() } else { String::new() }
}

/// What recall holds for the nearest to what was said, though no word of it is shared.
pub(super) fn nearest(scene: &Scene) -> Option<String> {
    match &scene.request.recalled.first()?.what {
        What::Memory(memory) if !scene.is_private(memory) => told(memory, scene.briefing),
        _ => None,
    }
}

pub(super) fn person(memory: &Memory) -> &str {
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

pub(super) fn told_call(scene: &Scene, episode: &Episode, about: &str) -> Option<String> {
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
pub(super) fn talk_on(scene: &Scene, about: &str) -> Option<String> {
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
        .or_else(|| heard_before(scene, about, wanted.len().div_ceil(2)))
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
pub(super) fn heard_before(scene: &Scene, about: &str, least: usize) -> Option<String> {
    let wanted = wanted(scene, about);
    let best = scene.earlier.iter().copied().find(|text| {
        let shared = gist(text).intersection(&wanted).count();
        shared > 0 && shared >= least && !text.trim_end().ends_with('?')
    })?;
    Some(format!("a moment ago you said {}", quoted(best)))
}

/// The last call from its last turns, where nothing else is known of it.
pub(super) fn last_words(scene: &Scene) -> Option<String> {
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

pub(super) fn say(scene: &Scene, day: Timestamp) -> String {
    ago(day, scene.briefing.now, scene.briefing.zone)
}
