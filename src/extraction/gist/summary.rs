//! A call in one to three sentences.

use super::super::decisions::{Deed, Resolve};
use super::super::mood::Feeling;
use super::super::phrases::Phrase;
use super::super::reader::Reader;
use super::super::retelling::{first_in_lower_case, listed, of_them};
use super::super::storylines;
use super::super::words::bounded;
use super::{BRIEF_WORDS, claims_with_turns};
use crate::memory::operation::{Claim, Operation};
use crate::memory::storyline::Status;
use crate::memory::{LONGEST_CONTENT, Subject};
use crate::recall::words::terms;

const MOST_SENTENCES: usize = 3;

/// One to three sentences, the most telling first: what came to its end, what happened, what goes on,
/// what the user told of themselves, what they mean to do.
pub fn summary(
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
    let mut happened = happened(reader, operations);
    let mut ongoing = ongoing(reader);
    let mut told = told_of_oneself(reader, operations);
    let deed = deeds.iter().find(|deed| deed.resolve != Resolve::Needed);
    let mut deed: Vec<String> = deed
        .map(|deed| first_in_lower_case(&deed.what))
        .into_iter()
        .collect();
    keep_once([&mut happened, &mut deed, &mut ongoing, &mut told]);
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
    if !ongoing.is_empty() {
        let who = who(&name, &sentences);
        sentences.push(format!("{who} talked about {}.", listed(&ongoing)));
    }
    if !told.is_empty() {
        let who = who(&name, &sentences);
        let told = listed(&without_verbs_again(told));
        sentences.push(format!("{who} mentioned that they {told}."));
    }
    if let [deed] = deed.as_slice() {
        sentences.push(format!("{} decided to {deed}.", who(&name, &sentences)));
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
    known.into_iter().filter_map(as_of_them).take(3).collect()
}

/// Takes out what another says as well. Of those that say the same, the first stays.
fn keep_once(lists: [&mut Vec<String>; 4]) {
    let mut said: Vec<Vec<String>> = Vec::new();
    let all: Vec<Vec<String>> = lists
        .iter()
        .flat_map(|list| list.iter())
        .map(|it| terms(it))
        .collect();
    for list in lists {
        list.retain(|it| {
            let terms = terms(it);
            let is_more = |other: &Vec<String>| other.len() > terms.len() && holds(other, &terms);
            let is_again = all.iter().any(is_more) || (!terms.is_empty() && said.contains(&terms));
            said.push(terms);
            !is_again
        });
    }
}

fn holds(all: &[String], part: &[String]) -> bool {
    !part.is_empty() && all.windows(part.len()).any(|window| window == part)
}

/// "love chess", "love tea" as "love chess", "tea".
fn without_verbs_again(told: Vec<String>) -> Vec<String> {
    let mut before = (String::new(), false);
    told.into_iter()
        .map(|told| {
            let (verb, tail) = told.split_once(' ').unwrap_or((told.as_str(), ""));
            // "Have to go" has another verb than "have a dog".
            let verb = (verb.to_owned(), tail.starts_with("to "));
            let again = verb == before && !tail.is_empty();
            before = verb;
            if again { tail } else { told.as_str() }.to_owned()
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
