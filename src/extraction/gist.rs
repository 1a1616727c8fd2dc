//! What one call leaves behind: a summary in the user's own matters, who and what came up, how
//! the user felt, what they decided.

mod summary;
mod to_user;

use super::Hearing;
use super::decisions::{Deed, Resolve, deed};
use super::guards::Stance;
use super::mood::{Feeling, Valence, feelings, is_own};
use super::phrases::Phrase;
use super::reader::Reader;
use super::topics::{Tally, slug, topics_of};
use super::words::bounded;
use crate::call::{Speaker, Turn};
use crate::memory::episode::{Gist, NO_MOOD};
use crate::memory::operation::{Claim, Operation};
use crate::memory::storyline::Status;
use crate::memory::{LONGEST_CONTENT, Subject};

use summary::summary;
use to_user::to_user;

const MOST_TOPICS: usize = 8;
/// At most so many people, decisions, and the like.
const MOST_LISTED: usize = 8;
/// A call in which the user says less than that is brief.
const BRIEF_WORDS: usize = 12;

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
    let mut gist = Gist {
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
        to_user: None,
    };
    gist.to_user = to_user(&gist, &reader.user_name(), phrases);
    gist
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
        .map_or(NO_MOOD, |feeling| feeling.name)
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
