//! How a storyline is spoken of: what it is, and how it came to its end.

use super::super::facts::with_article;
use super::super::people::{Mention, People, relation};
use super::super::words::capitalised;
use super::Event;
use super::matters::Matter;

const TROUBLE_WITH: &str = "trouble with ";
const HEALTH_OF: &str = "the health of ";

/// "their coworker Sarah", "Sarah", "their mom".
pub fn with_whom(mention: &Mention) -> String {
    match (mention.role(), &mention.name) {
        (Some(role), Some(name)) => format!("their {role} {name}"),
        (Some(role), None) => format!("their {role}"),
        (None, name) => name.clone().unwrap_or_default(),
    }
}

/// What a topic is, after "talked about": `sarah_work_conflict` is "trouble with their coworker
/// Sarah".
pub fn about_topic(people: &People, topic: &str) -> String {
    const AREAS: &[&str] = &["work", "relationship", "family"];
    if let Some(of) = topic.strip_suffix("conflict") {
        let of = of.trim_end_matches('_');
        let (person, area) = match of.rsplit_once('_') {
            Some((person, area)) if AREAS.contains(&area) => (person, area),
            _ if AREAS.contains(&of) => ("", of),
            _ => (of, ""),
        };
        return match (person, area) {
            ("", "work") => "trouble at work".to_owned(),
            ("", "family") => "trouble in the family".to_owned(),
            ("", _) => "a conflict".to_owned(),
            _ => format!("{TROUBLE_WITH}{}", known_by_slug(people, person)),
        };
    }
    if let Some(person) = topic.strip_suffix("_health") {
        return format!("{HEALTH_OF}{}", known_by_slug(people, person));
    }
    match Matter::of_topic(topic) {
        Some((matter, thing)) => filled(matter.about, &thing),
        None => topic.replace('_', " "),
    }
}

fn known_by_slug(people: &People, slug: &str) -> String {
    let name = slug.replace('_', " ");
    match (people.by_name(&name), relation(&slug.replace('_', "-"))) {
        (Some(known), _) => with_whom(known),
        (None, Some(relation)) => format!("their {}", relation.word),
        _ => name
            .split(' ')
            .map(capitalised)
            .collect::<Vec<_>>()
            .join(" "),
    }
}

fn filled(text: &str, thing: &str) -> String {
    text.replace("{a}", &with_article(thing))
        .replace("{}", thing)
}

/// Whether it is about somebody: no news of the user's own tell how it ended.
pub fn is_of_people(event: &Event) -> bool {
    event.topic.ends_with("conflict") || event.about.starts_with(HEALTH_OF)
}

/// How something came to its end, as a sentence. `user` is how the user is called there, `None`
/// where they were spoken of already; nothing where the news tell it.
pub fn ending(event: &Event, user: Option<&str>) -> Option<String> {
    if event.topic.ends_with("conflict") {
        return Some(match user {
            Some(user) => format!("{user}'s {} is settled", event.about),
            None => format!("The {} is settled", event.about),
        });
    }
    if let Some(whom) = event.about.strip_prefix(HEALTH_OF) {
        return Some(match user {
            Some(user) => format!("{user} said that {whom} is doing better"),
            None => format!("{} is doing better", capitalised(whom)),
        });
    }
    let (matter, thing) = Matter::of_topic(&event.topic)?;
    let ends = filled(matter.ends, &thing);
    (!ends.is_empty()).then(|| format!("{} {ends}", user.unwrap_or("They")))
}
