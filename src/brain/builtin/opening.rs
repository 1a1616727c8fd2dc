//! Opening a call: the greeting, and the most telling thing that is remembered.

mod past;

use chrono::Datelike;
use past::{last_call, unread, written};

use super::Scene;
use super::recollecting::{names_in, spoken_topic};
use super::speaking::{Holes, Speech, joined, without_question};
use super::topic::is_relation;
use super::words::{gist, has, is_stop, sentences, shortened, sound, words};
use crate::call::briefing::Occasion;
use crate::memory::procedure::{GREETING, INTRODUCTION};
use crate::memory::storyline::Storyline;
use crate::memory::{Memory, Subject};
use crate::prompt::dates::days_until;
use crate::time::DAY;

/// How long, in days, a storyline is asked about before anything else.
const FRESH: f64 = 30.0;
/// How long after its day, in days, one asks how something went.
const JUST_BEEN: i64 = 14;
/// From this call on the two know each other well enough to open with other things, too.
const WELL_KNOWN: u32 = 6;

/// Something to begin a talk with.
pub(super) struct Opener {
    /// What it is about, in the words it was remembered in.
    about: String,
    /// Ways to ask.
    lines: Vec<String>,
}

pub(super) fn open(scene: &Scene, speech: &mut Speech) -> String {
    let relationship = &scene.briefing.relationship;
    let first = relationship.total_calls == 0
        && relationship.last_call_at.is_none()
        && scene.briefing.episodes.is_empty()
        && scene.briefing.unread.is_none();
    let key = if first { INTRODUCTION } else { GREETING };
    let greeting = speech.manner(key, Holes::default()).unwrap_or_default();
    let rings = scene.briefing.occasion != Occasion::UserCalls;
    let name = scene.briefing.persona.name.as_str();
    let who = rings && !has(&sound(&greeting), &sound(name));
    let who = who.then(|| format!("It's {name}."));
    let mut openers = if first { written(scene) } else { Vec::new() };
    openers.extend(remembered(scene, speech.dice(2) == 0));
    let next = openers
        .iter()
        .find_map(|opener| speech.one_of(&opener.lines, Holes::default()));
    let Some(next) = next else {
        return joined(std::iter::once(greeting).chain(who));
    };
    let greeting = without_question(&greeting).unwrap_or_else(|| "Hey!".to_owned());
    // The greeting gives way first: three sentences in all.
    let room = 3usize.saturating_sub(sentences(&next).len() + usize::from(who.is_some()));
    let short: Vec<&str> = sentences(&greeting).into_iter().take(room.max(1)).collect();
    joined([short.join(" "), who.unwrap_or_default(), next])
}

/// In a lull: the next thing that is remembered and that this call has not touched.
pub(super) fn bring_up(scene: &Scene, speech: &mut Speech) -> Option<String> {
    let talk: Vec<&str> = scene
        .request
        .turns
        .iter()
        .map(|turn| turn.text.as_str())
        .collect();
    let touched = gist(&talk.join(" "));
    remembered(scene, true)
        .into_iter()
        .filter(|opener| gist(&opener.about).is_disjoint(&touched))
        .find_map(|opener| speech.one_of(&opener.lines, Holes::default()))
}

/// What is remembered, the most telling first.
fn remembered(scene: &Scene, hobby_first: bool) -> Vec<Opener> {
    let briefing = scene.briefing;
    let mut openers: Vec<Opener> = birthday(scene).into_iter().collect();
    let (fresh, stale): (Vec<&Storyline>, Vec<&Storyline>) = briefing
        .storylines
        .iter()
        .filter(|story| {
            !scene.is_delicate(&format!("{} {}", story.summary, spoken_topic(&story.topic)))
        })
        .partition(|story| briefing.now.days_since(story.last_mentioned) <= FRESH);
    // What was said last is the freshest of all, and nothing has been read from it yet.
    openers.extend(unread(scene));
    openers.extend(fresh.into_iter().map(ongoing));
    let memories = scene.tellable();
    openers.extend(memories.iter().filter_map(|memory| dated(scene, memory)));
    let mut hobbies: Vec<Opener> = memories
        .iter()
        .filter(|memory| memory.subject == Subject::User)
        .filter(|memory| {
            matches!(
                memory.attribute.as_str(),
                "hobby" | "likes" | "favorite_topic"
            )
        })
        .filter_map(|memory| loved(&memory.value))
        .collect();
    let turn = briefing.relationship.total_calls.saturating_sub(1) as usize;
    if !hobbies.is_empty() {
        let turn = turn % hobbies.len();
        hobbies.rotate_left(turn);
    }
    let last = last_call(scene);
    if hobby_first || briefing.relationship.total_calls < WELL_KNOWN {
        openers.extend(hobbies);
        openers.extend(last);
    } else {
        openers.extend(last);
        openers.extend(hobbies);
    }
    openers.extend(stale.into_iter().map(ongoing));
    openers
}

fn opener(about: &str, lines: impl IntoIterator<Item = String>) -> Opener {
    Opener {
        about: about.to_owned(),
        lines: lines.into_iter().collect(),
    }
}

fn birthday(scene: &Scene) -> Option<Opener> {
    let today = scene.briefing.now.local(scene.briefing.zone);
    let memory = scene
        .tellable()
        .into_iter()
        .find(|memory| memory.attribute == "birthday")?;
    let is_today = match memory.occurred_at {
        Some(day) => {
            let day = day.local(scene.briefing.zone);
            (day.month(), day.day()) == (today.month(), today.day())
        }
        None => {
            let said = words(&memory.value);
            let month = today.format("%B").to_string().to_lowercase();
            let day = today.day().to_string();
            let iso = today.format("-%m-%d").to_string();
            let is_day = |word: &String| word.trim_end_matches(char::is_alphabetic) == day;
            said.contains(&month) && said.iter().any(is_day) || memory.value.contains(&iso)
        }
    };
    is_today.then(|| {
        opener(
            "birthday",
            [
                "Happy birthday! How are you celebrating?".to_owned(),
                "It's your day, happy birthday! What's the plan?".to_owned(),
            ],
        )
    })
}

/// "How'd that thing with Sarah go?"
fn ongoing(story: &Storyline) -> Opener {
    let about = format!("{} {}", spoken_topic(&story.topic), story.summary);
    if let Some(name) = names_in(&story.summary, &story.topic).first() {
        return opener(
            &about,
            [
                format!("How'd that thing with {name} go?"),
                format!("What's the latest with {name}?"),
                format!("Where did things land with {name}?"),
            ],
        );
    }
    let topic = phrase_of(&story.topic, &story.summary);
    opener(
        &about,
        [
            format!("How's it going with {topic}?"),
            format!("Any news on {topic}?"),
            format!("Where do things stand with {topic}?"),
        ],
    )
}

/// "job_search" → "the job search", "mom_surgery" → "your mom's surgery".
fn phrase_of(topic: &str, summary: &str) -> String {
    let plain = spoken_topic(topic);
    // A name has its capital where it is told.
    let mut parts: Vec<String> = plain
        .split_whitespace()
        .map(|word| {
            let told = summary
                .split(|c: char| !c.is_alphanumeric())
                .skip(1)
                .find(|told| told.to_lowercase() == word);
            told.unwrap_or(word).to_owned()
        })
        .collect();
    let alone = parts.len() == 1;
    match parts.first_mut() {
        Some(first) if is_relation(&first.to_lowercase()) => {
            if !alone {
                first.push_str("'s");
            }
            format!("your {}", parts.join(" "))
        }
        Some(first) if alone || first.ends_with("ing") || first.starts_with(char::is_uppercase) => {
            parts.join(" ")
        }
        _ => format!("the {}", parts.join(" ")),
    }
}

/// A plan or an event whose day has come, or is about to.
fn dated(scene: &Scene, memory: &Memory) -> Option<Opener> {
    if !matches!(memory.attribute.as_str(), "plan" | "event") {
        return None;
    }
    let briefing = scene.briefing;
    let day = memory.occurred_at?;
    let gone = -days_until(day, briefing.now, briefing.zone);
    // What was over when it was told is no news.
    let since = briefing
        .relationship
        .last_call_at
        .unwrap_or(memory.learned_at);
    if day < memory.learned_at || gone > 0 && day.plus(DAY) < since {
        return None;
    }
    let value = shortened(memory.value.trim().trim_end_matches('.'), 80);
    let (what, does) = thing_or_deed(&value)?;
    let lines = match gone {
        0 if does => vec![format!("Today's the day: {what}. How are you feeling?")],
        0 => {
            vec![
                format!("Today's the day, isn't it, {what}?"),
                format!("It's today, {what}. How are you feeling about it?"),
            ]
        }
        1..=JUST_BEEN if does => {
            vec![
                format!("You were going to {what}. How did it go?"),
                format!("Last I heard, you were about to {what}. So?"),
            ]
        }
        1..=JUST_BEEN => vec![format!("So how was {what}?"), format!("How did {what} go?")],
        -1 if does => vec![format!("Tomorrow you {what}, right?")],
        -1 => vec![
            format!("Tomorrow's {what}, right?"),
            format!("All set for {what} tomorrow?"),
        ],
        -3..=-2 if !does => vec![format!("Not long now until {what}. Are you ready?")],
        _ => return None,
    };
    Some(opener(&value, lines))
}

/// What is planned, fit to stand in a question, and whether it is something to do: "run a
/// marathon" is, "your dentist appointment" isn't.
fn thing_or_deed(value: &str) -> Option<(String, bool)> {
    let value = super::echo::to_you(value);
    let value = value
        .strip_prefix("going to ")
        .or_else(|| value.strip_prefix("to "))
        .unwrap_or(&value);
    let first = value.split_whitespace().next()?;
    let plain = first.to_lowercase();
    if is_action(&plain) {
        return Some((value.to_owned(), true));
    }
    let ready = matches!(
        plain.as_str(),
        "the" | "a" | "an" | "your" | "her" | "his" | "their" | "this"
    ) || plain.ends_with("ing")
        || first.contains("'s")
        || first.starts_with(char::is_uppercase) && value.split_whitespace().count() == 1;
    let (article, rest) = value.split_once(' ').unwrap_or((value, ""));
    Some(match (ready, article.to_lowercase().as_str()) {
        (true, "a" | "an") => (format!("the {rest}"), false),
        (true, _) => (value.to_owned(), false),
        (false, _) => (format!("the {value}"), false),
    })
}

/// Whether a word can begin a deed: "talk to Sarah".
pub(super) fn is_action(word: &str) -> bool {
    #[rustfmt::skip]
    const ACTIONS: &[&str] = &[
        "adopt", "apologize", "apply", "ask", "attend", "book", "bring", "buy", "call", "cancel",
        "celebrate", "check", "clean", "climb", "confront", "cook", "document", "drive", "email", "finish",
        "fix", "fly", "get", "give", "go", "have", "help", "join", "learn", "leave", "look", "loop",
        "make", "marry", "meet", "move", "paint", "pick", "plan", "play", "propose", "quit", "read",
        "rest", "run", "schedule", "see", "sell", "send", "sign", "sleep", "speak", "spend", "start",
        "stay", "stop", "submit", "surprise", "take", "talk", "tell", "text", "throw", "travel", "try",
        "visit", "wait", "watch", "work", "write",
    ];
    ACTIONS.binary_search(&word).is_ok()
}

/// "Been climbing lately?"
fn loved(value: &str) -> Option<Opener> {
    #[rustfmt::skip]
    const ALONE: [&str; 30] = [
        "baking", "biking", "bouldering", "boxing", "camping", "climbing", "cooking", "cycling", "dancing",
        "diving", "drawing", "fishing", "gaming", "gardening", "hiking", "kayaking", "knitting",
        "painting", "reading", "riding", "rowing", "running", "sailing", "sewing", "singing", "skating",
        "skiing", "surfing", "swimming", "writing",
    ];
    let value = value.trim().trim_end_matches('.');
    let value = ["to ", "the ", "a ", "going ", "doing "]
        .iter()
        .find_map(|lead| value.strip_prefix(lead))
        .unwrap_or(value);
    let said = words(value);
    let (first, last) = (said.first()?, said.last()?);
    if value.chars().count() > 60 {
        return None;
    }
    let doing = if ALONE.contains(&last.as_str()) && said.len() == 2 && !is_stop(first) {
        Some(last.clone())
    } else if first.ends_with("ing") || last.ends_with("ing") && said.len() <= 2 {
        Some(value.to_owned())
    } else {
        None
    };
    Some(match doing {
        Some(doing) => opener(
            value,
            [
                format!("Been {doing} lately?"),
                format!("Have you been {doing} lately?"),
                format!("Still {doing} whenever you can?"),
            ],
        ),
        None => opener(
            value,
            [
                format!("Anything new on the {value} front?"),
                format!("Still into {value} these days?"),
                format!("What's new with {value}?"),
            ],
        ),
    })
}
