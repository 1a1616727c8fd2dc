//! A call in one to three sentences.

use super::super::decisions::{Deed, Resolve};
use super::super::mood::Feeling;
use super::super::phrases::Phrase;
use super::super::reader::Reader;
use super::super::retelling::{first_in_lower_case, listed, of_them};
use super::super::storylines;
use super::super::words::{bounded, words};
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
    let mut deed: Vec<String> = (deeds.iter())
        .filter(|deed| deed.resolve != Resolve::Needed)
        .map(|deed| first_in_lower_case(&deed.what))
        .take(1)
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
    if let Some(deed) = deed.first() {
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
    let all: Vec<Said> = (lists.iter())
        .flat_map(|list| list.iter().map(|it| Said::of(it)))
        .collect();
    let is_again = |at: usize, said: &Said| {
        all.iter().enumerate().any(|(place, other)| {
            let is_less = said.terms.len() < other.terms.len();
            (place < at || is_less) && place != at && said.is_said_by(other)
        })
    };
    let mut said = all.iter().enumerate();
    for list in lists {
        list.retain(|_| said.next().is_none_or(|(at, said)| !is_again(at, said)));
    }
}

/// What a clause says.
struct Said {
    text: String,
    /// Its telling words.
    terms: Vec<String>,
    is_denied: bool,
}

impl Said {
    fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            terms: terms(text),
            is_denied: words(text)
                .iter()
                .any(|word| word.is(&["not", "no", "never", "nor", "neither", "without"])),
        }
    }

    /// One telling word is not enough: "have a dog" is not said by "walk the dog".
    fn is_said_by(&self, other: &Self) -> bool {
        let count = self.terms.len();
        let holds = || other.terms.windows(count).any(|part| part == self.terms);
        self.text == other.text || self.is_denied == other.is_denied && count > 1 && holds()
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(happened: &[&str], told: &[&str]) -> Vec<String> {
        let owned = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect();
        let (mut happened, mut told): (Vec<String>, Vec<String>) = (owned(happened), owned(told));
        keep_once([&mut happened, &mut Vec::new(), &mut Vec::new(), &mut told]);
        [happened, told].concat()
    }

    #[test]
    fn what_another_says_as_well_is_left_out() {
        for (happened, told, kept_are) in [
            (
                vec!["visit Rome"],
                vec!["want to visit Rome with Tom"],
                vec!["want to visit Rome with Tom"],
            ),
            (
                vec!["visited Rome with Tom"],
                vec!["visit Rome"],
                vec!["visited Rome with Tom"],
            ),
            (
                vec!["visit Rome"],
                vec!["will visit Rome"],
                vec!["visit Rome"],
            ),
            (
                vec!["got promoted", "got promoted"],
                vec![],
                vec!["got promoted"],
            ),
        ] {
            assert_eq!(kept(&happened, &told), kept_are);
        }
    }

    #[test]
    fn what_shares_a_word_or_is_denied_is_not_said_by_another() {
        for both in [
            ["walk the dog tomorrow", "have a dog"],
            ["get a dog", "have a dog"],
            ["eat meat with Tom", "do not eat meat"],
            ["eat meat", "don't eat meat"],
            ["never eat meat", "eat meat"],
            ["have to", "do it"],
        ] {
            assert_eq!(kept(&both[..1], &both[1..]), both);
        }
    }
}
