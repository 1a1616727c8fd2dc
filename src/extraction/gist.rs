//! What one call leaves behind: a summary in the user's own matters, who and what came up, how
//! the user felt, what they decided.

use super::Hearing;
use super::decisions::{Deed, Resolve, deed};
use super::guards::Stance;
use super::mood::{Feeling, Valence, feelings, is_own};
use super::phrases::Phrase;
use super::reader::Reader;
use super::retelling::{first_in_lower_case, listed, of_them};
use super::storylines;
use super::topics::{Tally, slug, topics_of};
use super::words::bounded;
use crate::call::{Speaker, Turn};
use crate::memory::episode::Gist;
use crate::memory::operation::{Claim, Operation};
use crate::memory::storyline::Status;
use crate::memory::{LONGEST_CONTENT, Subject};

const MOST_TOPICS: usize = 8;
/// At most so many people, decisions, and the like.
const MOST_LISTED: usize = 8;
/// A call in which the user says less than that is brief.
const BRIEF_WORDS: usize = 12;
const MOST_SENTENCES: usize = 3;
const UNKNOWN_MOOD: &str = "neutral";

/// The gist of a call from what was read of it.
pub fn gist(reader: &Reader<'_>, phrases: &[Phrase<'_>], operations: &[Operation]) -> Gist {
    let deeds = deeds(phrases, &reader.persona);
    let feelings = own_feelings(phrases);
    let outcome = outcome(reader.hearing, phrases, &deeds, &feelings, operations);
    let key_topics = key_topics(reader, phrases);
    let mut tags: Vec<String> = key_topics
        .iter()
        .filter(|topic| !topic.contains('_'))
        .take(3)
        .cloned()
        .collect();
    tags.push(outcome.to_owned());
    let named = |feelings: &[Feeling]| -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for feeling in feelings {
            if !names.iter().any(|name| name == feeling.name) {
                names.push(feeling.name.to_owned());
            }
        }
        names
    };
    let written = |deeds: &[Deed], wanted: &[Resolve]| -> Vec<String> {
        deeds
            .iter()
            .filter(|deed| wanted.contains(&deed.resolve))
            .map(|deed| deed.what.clone())
            .take(MOST_LISTED)
            .collect()
    };
    Gist {
        summary: summary(reader, &key_topics, &deeds, operations, phrases, &feelings),
        outcome: outcome.to_owned(),
        people: reader
            .people_spoken_of()
            .iter()
            .map(|mention| bounded(&mention.listed(), LONGEST_CONTENT))
            .take(MOST_LISTED)
            .collect(),
        emotions: named(&feelings),
        decisions: written(&deeds, &[Resolve::Decided, Resolve::Intended]),
        action_items: written(&deeds, &[Resolve::Intended, Resolve::Needed]),
        mood: mood(&feelings).to_owned(),
        key_topics,
        tags,
    }
}

fn deeds(phrases: &[Phrase<'_>], persona: &str) -> Vec<Deed> {
    let mut deeds: Vec<Deed> = Vec::new();
    for deed in phrases.iter().filter_map(|phrase| deed(phrase, persona)) {
        if !deeds.iter().any(|other| other.what == deed.what) {
            deeds.push(deed);
        }
    }
    deeds
}

/// The user's own feelings, in order.
fn own_feelings(phrases: &[Phrase<'_>]) -> Vec<Feeling> {
    phrases
        .iter()
        .filter(|phrase| {
            matches!(phrase.stance, Stance::Said | Stance::Doubted) && is_own(phrase.words)
        })
        .flat_map(|phrase| feelings(phrase.words))
        .collect()
}

/// The feeling that came up most; of equals, the last.
fn mood(feelings: &[Feeling]) -> &'static str {
    let count = |name: &str| {
        feelings
            .iter()
            .filter(|feeling| feeling.name == name)
            .count()
    };
    feelings
        .iter()
        .max_by_key(|feeling| count(feeling.name))
        .map_or(UNKNOWN_MOOD, |feeling| feeling.name)
}

fn key_topics(reader: &Reader<'_>, phrases: &[Phrase<'_>]) -> Vec<String> {
    let mut tally = Tally::default();
    for event in &reader.threads {
        tally.add(&event.topic, 3);
    }
    for mention in reader
        .people_spoken_of()
        .iter()
        .filter(|mention| mention.name.is_some() && mention.relation.is_some())
    {
        tally.add(&slug(&mention.listed()), 1);
    }
    for (_, claim) in reader
        .notes
        .claims()
        .filter(|(_, claim)| claim.attribute == "hobby" && claim.subject == Subject::User)
    {
        tally.add(&slug(&claim.value), 2);
    }
    for topic in phrases.iter().flat_map(|phrase| topics_of(phrase.words)) {
        tally.add(topic, 1);
    }
    let mut topics: Vec<String> = tally
        .ranked()
        .into_iter()
        .filter(|topic| !topic.is_empty())
        .collect();
    topics.truncate(MOST_TOPICS);
    topics
}

fn outcome(
    hearing: &Hearing<'_>,
    phrases: &[Phrase<'_>],
    deeds: &[Deed],
    feelings: &[Feeling],
    operations: &[Operation],
) -> &'static str {
    let spoken: usize = phrases.iter().map(|phrase| phrase.words.len()).sum();
    let bad = feelings
        .iter()
        .filter(|feeling| feeling.valence == Valence::Bad)
        .count();
    let good = feelings.len() - bad;
    let trouble = operations.iter().any(|operation| matches!(operation, Operation::Storyline { topic, status: Status::InProgress, .. } if topic.ends_with("conflict")));
    let news = events(operations).any(is_good_news);
    let problem = trouble || bad > good;
    if deeds.iter().any(|deed| deed.resolve == Resolve::Intended) {
        "action_planned"
    } else if deeds.iter().any(|deed| deed.resolve == Resolve::Decided) {
        "decision_made"
    } else if news && !problem {
        "good_news_shared"
    } else if hearing.turns.iter().any(advises) && spoken > BRIEF_WORDS {
        "advice_given"
    } else if problem {
        "problem_shared"
    } else if news {
        "good_news_shared"
    } else if spoken <= BRIEF_WORDS && operations.is_empty() {
        "brief"
    } else {
        "caught_up"
    }
}

/// Whether the persona advises.
fn advises(turn: &Turn) -> bool {
    const ADVICE: &[&str] = &[
        "you should",
        "i'd ",
        "you could",
        "why don't you",
        "how about you",
        "my advice",
        "if i were you",
        "here's what i",
    ];
    let text = turn.text.to_lowercase().replace('’', "'");
    turn.speaker == Speaker::Persona && ADVICE.iter().any(|advice| text.contains(advice))
}

fn is_good_news(claim: &Claim) -> bool {
    const GOOD: &[&str] = &[
        "promoted",
        "engaged",
        "married",
        "baby",
        "pregnant",
        "birth",
        "job at",
        "job as",
        "new job",
        "graduated",
        "passed the",
        "finished",
        "won",
        "got into",
        "bought",
        "moved",
    ];
    !claim.sensitive
        && GOOD
            .iter()
            .any(|good| claim.value.to_lowercase().contains(good))
}

fn claims_with_turns(operations: &[Operation]) -> impl Iterator<Item = (u32, &Claim)> {
    operations.iter().filter_map(|operation| match operation {
        Operation::Claim { turn, claim } => Some((*turn, claim)),
        _ => None,
    })
}

fn events(operations: &[Operation]) -> impl Iterator<Item = &Claim> {
    claims_with_turns(operations)
        .map(|(_, claim)| claim)
        .filter(|claim| claim.attribute == "event")
}

/// One to three sentences, the most telling first: what came to its end, what happened, what goes on,
/// what the user told of themselves, what they mean to do.
fn summary(
    reader: &Reader<'_>,
    topics: &[String],
    deeds: &[Deed],
    operations: &[Operation],
    phrases: &[Phrase<'_>],
    feelings: &[Feeling],
) -> String {
    let name = reader.user_name();
    let persona = reader.hearing.persona_name;
    if reader.hearing.turns.is_empty() {
        return "Nothing was said.".to_owned();
    }
    if phrases.is_empty() {
        return format!("{name} said nothing.");
    }
    let mut sentences: Vec<String> = Vec::new();
    let happened = happened(reader, operations);
    for event in endings(reader) {
        let plain = happened.is_empty() || storylines::is_of_people(event);
        let user = sentences.is_empty().then_some(name.as_str());
        sentences.extend(
            storylines::ending(event, user)
                .filter(|_| plain)
                .map(|end| format!("{end}.")),
        );
    }
    if !happened.is_empty() {
        let who = who(&name, &sentences);
        sentences.push(format!("{who} {}.", listed(&happened)));
    }
    let ongoing = ongoing(reader);
    if !ongoing.is_empty() {
        let who = who(&name, &sentences);
        sentences.push(format!("{who} talked about {}.", listed(&ongoing)));
    }
    let told = told_of_oneself(reader, operations);
    if !told.is_empty() {
        let who = who(&name, &sentences);
        sentences.push(format!("{who} mentioned that they {}.", listed(&told)));
    }
    if let Some(deed) = deeds.iter().find(|deed| deed.resolve != Resolve::Needed) {
        let what = first_in_lower_case(&deed.what);
        sentences.push(format!("{} decided to {what}.", who(&name, &sentences)));
    }
    sentences.truncate(MOST_SENTENCES);
    if let (Some(felt), [_]) = (feelings.last(), sentences.as_slice()) {
        sentences.push(format!("They felt {}.", felt.name));
    }
    if sentences.is_empty() {
        let matters = matters(reader, topics);
        let brief = phrases
            .iter()
            .map(|phrase| phrase.words.len())
            .sum::<usize>()
            <= BRIEF_WORDS;
        return if !matters.is_empty() {
            format!("{name} talked about {}.", listed(&matters))
        } else if brief {
            format!("{name} and {persona} spoke briefly.")
        } else {
            format!("{name} and {persona} chatted.")
        };
    }
    whole_sentences(&sentences)
}

/// By name at the beginning, afterwards "They".
fn who(name: &str, before: &[String]) -> String {
    if before.is_empty() {
        name.to_owned()
    } else {
        "They".to_owned()
    }
}

/// What was heard last of each storyline.
fn latest<'a>(reader: &'a Reader<'_>) -> Vec<&'a storylines::Event> {
    let mut latest: Vec<&storylines::Event> = Vec::new();
    for event in &reader.threads {
        latest.retain(|other| other.topic != event.topic);
        latest.push(event);
    }
    latest
}

/// The storylines that came to their end.
fn endings<'a>(reader: &'a Reader<'_>) -> impl Iterator<Item = &'a storylines::Event> {
    latest(reader)
        .into_iter()
        .filter(|event| event.status == Status::Resolved)
        .take(2)
}

/// What goes on still.
fn ongoing(reader: &Reader<'_>) -> Vec<String> {
    latest(reader)
        .into_iter()
        .filter(|event| event.status == Status::InProgress)
        .map(|event| event.about.clone())
        .take(3)
        .collect()
}

/// What the call was about, where nothing more is known of it.
fn matters(reader: &Reader<'_>, topics: &[String]) -> Vec<String> {
    let people: Vec<String> = reader
        .people_spoken_of()
        .iter()
        .filter(|mention| mention.name.is_some())
        .map(storylines::with_whom)
        .take(2)
        .collect();
    if !people.is_empty() {
        return people;
    }
    topics
        .iter()
        .filter(|topic| !topic.contains('_'))
        .take(3)
        .cloned()
        .collect()
}

fn of_user(claim: &Claim) -> bool {
    !claim.sensitive && claim.subject == Subject::User
}

fn as_of_them(claim: &Claim) -> Option<String> {
    claim
        .content
        .strip_prefix("User ")
        .map(of_them)
        .filter(|told| !told.contains('"'))
}

/// Whether a storyline tells it: "I've got an interview" is a plan and the interview's beginning.
fn goes_on(reader: &Reader<'_>, turn: u32, claim: &Claim) -> bool {
    let state = matches!(claim.value.as_str(), "Pregnant" | "Having a baby");
    (claim.attribute == "plan" || state)
        && reader
            .threads
            .iter()
            .any(|event| event.place.turn == turn && event.status == Status::InProgress)
}

/// What happened to the user, the weightiest first; nothing that is sensitive.
fn happened(reader: &Reader<'_>, operations: &[Operation]) -> Vec<String> {
    let mut events: Vec<&Claim> = claims_with_turns(operations)
        .filter(|(turn, claim)| {
            claim.attribute == "event" && of_user(claim) && !goes_on(reader, *turn, claim)
        })
        .map(|(_, claim)| claim)
        .collect();
    events.sort_by(|one, other| other.importance.total_cmp(&one.importance));
    events.into_iter().filter_map(as_of_them).take(2).collect()
}

/// What the user told of themselves, the weightiest first; nothing that is sensitive, nothing that
/// an event says already ("lives in Texas" after "moved to Texas").
fn told_of_oneself(reader: &Reader<'_>, operations: &[Operation]) -> Vec<String> {
    let events: Vec<(u32, &Claim)> = claims_with_turns(operations)
        .filter(|(_, claim)| claim.attribute == "event")
        .collect();
    let implied = |turn: u32, claim: &Claim| {
        matches!(
            claim.attribute.as_str(),
            "home" | "job" | "dating_status" | "partner" | "ex"
        ) && events.iter().any(|(of, _)| *of == turn)
    };
    let mut known: Vec<&Claim> = claims_with_turns(operations)
        .filter(|(turn, claim)| {
            claim.attribute != "event"
                && of_user(claim)
                && !goes_on(reader, *turn, claim)
                && !implied(*turn, claim)
        })
        .map(|(_, claim)| claim)
        .collect();
    known.sort_by(|one, other| other.importance.total_cmp(&one.importance));
    let told: Vec<String> = known.into_iter().filter_map(as_of_them).take(3).collect();
    said_once(told)
}

/// "love chess", "love tea" as "love chess", "tea".
fn said_once(told: Vec<String>) -> Vec<String> {
    let mut before = String::new();
    told.into_iter()
        .map(|told| {
            let (verb, tail) = told.split_once(' ').unwrap_or((told.as_str(), ""));
            let again = verb == before && !tail.is_empty();
            before = verb.to_owned();
            if again { tail.to_owned() } else { told }
        })
        .collect()
}

/// As many of the sentences as fit, the first in any case.
fn whole_sentences(sentences: &[String]) -> String {
    let fitting = (1..=sentences.len())
        .rev()
        .map(|count| {
            sentences
                .iter()
                .take(count)
                .cloned()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .find(|text| text.chars().count() <= LONGEST_CONTENT);
    fitting.unwrap_or_else(|| {
        bounded(
            sentences.first().map(String::as_str).unwrap_or_default(),
            LONGEST_CONTENT,
        )
    })
}
