//! How a storyline comes to its end.

use super::super::facts::Said;
use super::super::pattern::{any_finds, finds};
use super::super::people::Who;
use super::super::reader::Reader;
use super::super::topics::slug;
use super::super::words::{Word, rest};
use super::matters::{GOT_IT, MATTERS};
use super::strife::{OVER, RECONCILED, WELL};
use super::{event, is_about, told};
use crate::memory::storyline::Status;

/// Closes what the clause tells the end of; whether it did.
pub fn closes(
    reader: &mut Reader<'_>,
    said: Said<'_>,
    who: Option<(&Who, &[Word])>,
    denied: bool,
) -> bool {
    let reconciled = !denied && any_finds(RECONCILED, said.words);
    let over = !denied && any_finds(OVER, said.words);
    let got_it = !denied
        && matches!(who, Some((Who::User, _)))
        && GOT_IT.iter().any(|pattern| {
            finds(pattern, said.words).is_some_and(|caught| caught.left.iter().all(Word::is_mark))
        });
    let matter = match who {
        Some((Who::User | Who::UserWith(_), verb)) => MATTERS.iter().find_map(|matter| {
            let thing = matter.closed_by(verb)?;
            Some((matter, thing))
        }),
        _ => None,
    };
    let open = reader.open_topics();
    let of_clause: Vec<&String> = open
        .iter()
        .filter(|topic| is_about(topic, said.words))
        .collect();
    let conflicts: Vec<&String> = open
        .iter()
        .filter(|topic| topic.ends_with("conflict"))
        .collect();
    let lately = reader
        .latest_topic(said.place)
        .filter(|topic| open.contains(topic));
    let closed: Vec<String> = if let Some((matter, thing)) = matter {
        let topic = matter.topic_of(&thing);
        let same_end = |open: &String| {
            MATTERS
                .iter()
                .any(|other| other.topic == open.as_str() && other.closes == matter.closes)
        };
        open.iter()
            .filter(|open| **open == topic || (thing.is_empty() && same_end(open)))
            .cloned()
            .collect()
    } else if reconciled {
        let about: Vec<&String> = conflicts
            .iter()
            .copied()
            .filter(|topic| of_clause.contains(topic))
            .collect();
        match (about.as_slice(), lately, conflicts.as_slice()) {
            ([first, ..], ..) => vec![(*first).clone()],
            (_, Some(lately), _) if lately.ends_with("conflict") => vec![lately],
            ([], _, [only]) if !names_another(reader, said) => vec![(*only).clone()],
            _ => Vec::new(),
        }
    } else if let (Some((Who::Other(mention), verb)), false) = (who, denied)
        && any_finds(WELL, verb)
    {
        let topic = slug(&format!("{} health", mention.key()));
        open.iter()
            .filter(|open| **open == topic)
            .cloned()
            .collect()
    } else if over {
        let of_sentence = || {
            let mut about = open
                .iter()
                .filter(|topic| is_about(topic, &said.sentence.words));
            about.next().cloned()
        };
        of_clause
            .first()
            .map(|topic| (*topic).clone())
            .or_else(of_sentence)
            .or(lately)
            .or_else(|| only(&open))
            .into_iter()
            .collect()
    } else if got_it {
        let awaited = |topic: &&String| {
            MATTERS.iter().any(|matter| {
                matter.closes == GOT_IT && topic.starts_with(matter.topic.trim_end_matches("{}"))
            })
        };
        let awaited: Vec<String> = open.iter().filter(awaited).cloned().collect();
        only(&awaited).into_iter().collect()
    } else {
        Vec::new()
    };
    for topic in &closed {
        let about = reader.about(topic);
        let settled = topic
            .ends_with("conflict")
            .then(|| format!("The {about} is settled"));
        let summary = settled.unwrap_or_else(|| told(reader, said, who));
        event(
            reader,
            said,
            topic.clone(),
            summary,
            Status::Resolved,
            about,
        );
    }
    !closed.is_empty()
}

/// The one that is open, where there is but one.
fn only(open: &[String]) -> Option<String> {
    match open {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// Whether the clause is about some other person.
fn names_another(reader: &Reader<'_>, said: Said<'_>) -> bool {
    (0..said.words.len()).any(|at| {
        let here = rest(said.words, at);
        here.first()
            .is_some_and(|word| word.norm == "my" || word.is_capital())
            && reader.people.someone(here).is_some()
    })
}
