//! What one call leaves behind: a summary in the user's own matters, who and what came up, how
//! the user felt, what they decided.

use super::Hearing;
use super::decisions::{Deed, Resolve, deed};
use super::guards::Stance;
use super::mood::{Feeling, Valence, feelings, is_own};
use super::phrases::Phrase;
use super::reader::Reader;
use super::retelling::{first_in_lower_case, listed, of_them};
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
        summary: summary(reader, &key_topics, &deeds, operations, phrases),
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

fn claims(operations: &[Operation]) -> impl Iterator<Item = &Claim> {
    operations.iter().filter_map(|operation| match operation {
        Operation::Claim { claim, .. } => Some(claim),
        _ => None,
    })
}

fn events(operations: &[Operation]) -> impl Iterator<Item = &Claim> {
    claims(operations).filter(|claim| claim.attribute == "event")
}

/// One to three sentences: what was talked about, what is new, what was decided or came to an end.
fn summary(
    reader: &Reader<'_>,
    topics: &[String],
    deeds: &[Deed],
    operations: &[Operation],
    phrases: &[Phrase<'_>],
) -> String {
    let name = reader.user_name();
    let persona = reader.hearing.persona_name;
    if reader.hearing.turns.is_empty() {
        return "Nothing was said.".to_owned();
    }
    if phrases.is_empty() {
        return format!("{name} said nothing.");
    }
    let mut sentences = Vec::new();
    let matters = matters(reader, topics);
    if !matters.is_empty() {
        sentences.push(format!("{name} talked about {}.", listed(&matters)));
    }
    let news = news(operations);
    if let Some(news) = news {
        sentences.push(format!("{} {news}.", who(&name, &sentences)));
    }
    if let Some(end) = resolved(operations) {
        sentences.push(format!("{end}."));
    } else if let Some(deed) = deeds.iter().find(|deed| deed.resolve != Resolve::Needed) {
        let what = first_in_lower_case(&deed.what);
        sentences.push(format!("{} decided to {what}.", who(&name, &sentences)));
    }
    if sentences.is_empty() {
        let brief = phrases
            .iter()
            .map(|phrase| phrase.words.len())
            .sum::<usize>()
            <= BRIEF_WORDS;
        let how = if brief { "spoke briefly" } else { "chatted" };
        return format!("{name} and {persona} {how}.");
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

/// What was talked about: what goes on, else the topics.
fn matters(reader: &Reader<'_>, topics: &[String]) -> Vec<String> {
    let mut matters: Vec<String> = Vec::new();
    for event in &reader.threads {
        if !matters.contains(&event.about) {
            matters.push(event.about.clone());
        }
    }
    if matters.is_empty() {
        matters = topics
            .iter()
            .filter(|topic| !topic.contains('_'))
            .take(3)
            .cloned()
            .collect();
    }
    if matters.is_empty() {
        matters = reader
            .people_spoken_of()
            .iter()
            .filter_map(|mention| mention.name.clone())
            .take(2)
            .collect();
    }
    matters.truncate(3);
    matters
}

/// What happened to the user, or else what they told of themselves; nothing that is sensitive.
fn news(operations: &[Operation]) -> Option<String> {
    let of_user = |claim: &&Claim| !claim.sensitive && claim.subject == Subject::User;
    let told = |claim: &Claim| claim.content.strip_prefix("User ").map(of_them);
    let happened: Vec<String> = events(operations)
        .filter(of_user)
        .filter_map(told)
        .take(2)
        .collect();
    if !happened.is_empty() {
        return Some(listed(&happened));
    }
    let mut known: Vec<&Claim> = claims(operations).filter(of_user).collect();
    known.sort_by(|one, other| other.importance.total_cmp(&one.importance));
    let told: Vec<String> = known
        .into_iter()
        .filter_map(told)
        .filter(|told| !told.contains('"'))
        .take(2)
        .collect();
    (!told.is_empty()).then(|| format!("mentioned that they {}", listed(&said_once(told))))
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

/// How something that went on came to an end.
fn resolved(operations: &[Operation]) -> Option<String> {
    operations.iter().find_map(|operation| match operation {
        Operation::Storyline {
            summary,
            status: Status::Resolved,
            ..
        } => Some(summary.trim_end_matches('.').to_owned()),
        _ => None,
    })
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
