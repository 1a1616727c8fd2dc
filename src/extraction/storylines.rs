//! What goes on across calls: trouble with somebody, a search, a training. A storyline is opened,
//! advanced by whoever or whatever it is about, and closed when it is over.

mod closing;
mod matters;
mod missing;
mod strife;
mod wording;

use super::dates::Found;
use super::facts::shapes::phrase;
use super::facts::{Said, spelt_when, with_article};
use super::notes::Place;
use super::pattern::{any_finds, any_matches, finds, matches};
use super::people::{Mention, Who};
use super::reader::Reader;
use super::retelling::retold;
use super::topics::slug;
use super::words::{Word, bounded, capitalised, stem};
use crate::memory::LONGEST_CONTENT;
use crate::memory::operation::Operation;
use crate::memory::storyline::Status;
use closing::closes;
use matters::MATTERS;
use strife::{ILL, MISBEHAVES, QUARREL, QUARREL_OF_TWO, TROUBLE};
use wording::about_topic;
pub use wording::{ending, is_of_people, with_whom};

/// Words of a topic that name no particular matter.
const GENERIC: &[&str] = &[
    "work",
    "conflict",
    "family",
    "relationship",
    "friend",
    "issue",
    "issues",
    "job",
    "search",
    "hunt",
    "planning",
    "training",
    "to",
    "move",
    "new",
    "learning",
    "writing",
    "quit",
    "results",
    "the",
    "a",
    "health",
    "problem",
    "situation",
    "dating",
    "and",
    "of",
];

/// What was heard of one storyline.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub place: Place,
    pub topic: String,
    pub summary: String,
    pub status: Status,
    /// What it is, after "talked about".
    pub about: String,
}

/// Notes what a clause tells of anything ongoing; `said` begins with the subject, and `who` is it
/// with the words after it. Whether it opened something.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>, who: Option<(&Who, &[Word])>) -> bool {
    let denied = said
        .words
        .iter()
        .any(|word| word.is(&["not", "never", "yet"]));
    if missing::note(reader, said, who) || closes(reader, said, who, denied) {
        return false;
    }
    let opened = opens(reader, said, who);
    if !opened {
        advances(reader, said, who);
    }
    opened
}

/// Opens what is to come and goes on until then.
pub fn open(reader: &mut Reader<'_>, said: Said<'_>, occasion: &str, says: String) {
    let about = format!("their {occasion}");
    event(
        reader,
        said,
        slug(occasion),
        says,
        Status::InProgress,
        about,
    );
}

fn opens(reader: &mut Reader<'_>, said: Said<'_>, who: Option<(&Who, &[Word])>) -> bool {
    if let Some(with) = quarrel(reader, said, who) {
        let whom = with_whom(&with);
        let says = format!("{} is having trouble with {whom}", reader.user_name());
        event(
            reader,
            said,
            conflict_topic(&with),
            says,
            Status::InProgress,
            format!("trouble with {whom}"),
        );
        return true;
    }
    if let Some((Who::Other(mention), verb)) = who
        && mention.relation.is_some()
        && any_matches(ILL, verb)
    {
        let topic = slug(&format!("{} health", mention.key()));
        let whom = with_whom(mention);
        let says = format!(
            "{} is worried about the health of {whom}",
            reader.user_name()
        );
        let about = format!("the health of {whom}");
        event(reader, said, topic, says, Status::InProgress, about);
        return true;
    }
    let Some((Who::User | Who::UserWith(_), verb)) = who else {
        return false;
    };
    for matter in MATTERS {
        if let Some(thing) = matter.opened_by(verb) {
            let topic = matter.topic_of(&thing);
            let when = said
                .date
                .map(|date: &Found| spelt_when(date))
                .unwrap_or_default();
            let fill = |text: &str| {
                text.replace("{a}", &with_article(&thing))
                    .replace("{}", &thing)
            };
            let says = format!("{} {}{when}", reader.user_name(), fill(matter.says));
            let about = format!("{}{when}", fill(matter.about));
            event(reader, said, topic, says, Status::InProgress, about);
            return true;
        }
    }
    false
}

/// With whom there is trouble.
fn quarrel(reader: &Reader<'_>, said: Said<'_>, who: Option<(&Who, &[Word])>) -> Option<Mention> {
    if let Some((Who::Other(mention), verb)) = who {
        let misbehaves = any_finds(MISBEHAVES, verb);
        let denied = verb
            .iter()
            .any(|word| word.is(&["not", "never", "stopped"]));
        let person = mention
            .relation
            .is_some_and(|relation| relation.attribute != "pet");
        return (misbehaves && !denied && person).then(|| mention.clone());
    }
    if let Some((Who::UserWith(Some(mention)), verb)) = who {
        let quarrels = any_matches(QUARREL_OF_TWO, verb);
        if quarrels {
            return Some(mention.clone());
        }
    }
    let trouble = finds(TROUBLE, said.words).or_else(|| {
        QUARREL
            .iter()
            .find_map(|pattern| finds(pattern, said.words))
    })?;
    let (with, _) = reader.people.someone(trouble.part(0))?;
    let known = with.relation.is_some() || with.name.is_some();
    let denied = matches!(who, Some((Who::User, verb)) if matches("do not have", verb).is_some());
    (known && !denied).then_some(with)
}

fn conflict_topic(mention: &Mention) -> String {
    let area = match mention.relation.map(|relation| relation.attribute) {
        Some("coworker" | "boss") => "work ",
        Some("partner" | "ex") => "relationship ",
        Some("mom" | "dad" | "sibling" | "child" | "relative") => "family ",
        _ => "",
    };
    slug(&format!("{} {area}conflict", mention.key()))
}

fn advances(reader: &mut Reader<'_>, said: Said<'_>, who: Option<(&Who, &[Word])>) {
    let open = reader.open_topics();
    let told_of = open.iter().find(|topic| is_about(topic, said.words));
    let Some(topic) = told_of.filter(|_| phrase(said.words, 40).is_some()) else {
        return;
    };
    let about = reader.about(topic);
    let summary = told(reader, said, who);
    event(
        reader,
        said,
        topic.clone(),
        summary,
        Status::InProgress,
        about,
    );
}

/// Whether the words name what only that topic is about.
fn is_about(topic: &str, words: &[Word]) -> bool {
    topic
        .split('_')
        .filter(|part| part.chars().count() > 2 && !GENERIC.contains(part))
        .any(|part| {
            words.iter().any(|word| {
                word.norm == part
                    || (part
                        .get(..3)
                        .is_some_and(|begun| word.norm.starts_with(begun))
                        && stem(&word.norm) == stem(part))
            })
        })
}

/// The clause as a sentence about the user.
fn told(reader: &Reader<'_>, said: Said<'_>, who: Option<(&Who, &[Word])>) -> String {
    let persona = reader.hearing.persona_name;
    let told = match who {
        // "She" is somebody only within the call.
        Some((Who::Other(mention), verb))
            if said
                .words
                .first()
                .is_some_and(|word| word.is(&["she", "he"])) =>
        {
            format!(
                "{} {}",
                mention.name.clone().unwrap_or_else(|| with_whom(mention)),
                retold(verb, persona)
            )
        }
        _ => retold(said.words, persona),
    };
    let when = said.date.map(spelt_when).unwrap_or_default();
    if told.starts_with("they ") {
        format!("{} said {told}{when}", reader.user_name())
    } else {
        format!("{}{when}", capitalised(&told))
    }
}

fn event(
    reader: &mut Reader<'_>,
    said: Said<'_>,
    topic: String,
    summary: String,
    status: Status,
    about: String,
) {
    if topic.is_empty() {
        return;
    }
    // "Their wedding in June 2025" is not forgotten for "their wedding".
    let closer = reader
        .threads
        .iter()
        .rfind(|event| event.topic == topic && event.about.starts_with(&about));
    let about = closer.map_or(about, |event| event.about.clone());
    reader.threads.push(Event {
        place: said.place,
        topic,
        summary: bounded(&summary, LONGEST_CONTENT),
        status,
        about,
    });
}

impl Reader<'_> {
    /// What a topic is, as it was said in this call or as its name tells.
    fn about(&self, topic: &str) -> String {
        self.threads
            .iter()
            .find(|event| event.topic == topic)
            .map_or_else(
                || about_topic(&self.people, topic),
                |event| event.about.clone(),
            )
    }

    /// Topics in progress: those known, and those opened in this call, but for those closed in it.
    fn open_topics(&self) -> Vec<String> {
        let mut open: Vec<String> = self
            .hearing
            .storylines
            .iter()
            .map(|storyline| storyline.topic.clone())
            .collect();
        for event in &self.threads {
            open.retain(|topic| *topic != event.topic);
            if event.status == Status::InProgress {
                open.push(event.topic.clone());
            }
        }
        open
    }

    /// What was spoken of in this turn of the user or the one before.
    fn latest_topic(&self, place: Place) -> Option<String> {
        self.threads
            .last()
            .filter(|event| event.place.exchange + 1 >= place.exchange)
            .map(|event| event.topic.clone())
    }
}

/// One operation for each storyline: where it stands after the call.
pub fn operations(events: &[Event]) -> Vec<Operation> {
    let mut operations: Vec<Operation> = Vec::new();
    for event in events {
        operations.retain(|operation| !matches!(operation, Operation::Storyline { topic, .. } if *topic == event.topic));
        operations.push(Operation::Storyline {
            turn: event.place.turn,
            topic: event.topic.clone(),
            summary: event.summary.clone(),
            status: event.status,
        });
    }
    operations
}
