//! What is remembered, as the persona says it to the one it is about.

use super::Scene;
use super::echo::to_you;
use super::people::first_name;
use super::topic;
use super::words::{gist, is_stop, sentences, shortened, sound, uncapitalised, words};
use crate::call::briefing::Briefing;
use crate::memory::episode::Episode;
use crate::memory::{Memory, Subject};

/// The longest clause of memory that is said, in characters.
const LONGEST: usize = 160;

/// The memory as a clause to "you", without a capital and a full stop: "you love rock climbing".
pub(super) fn told(memory: &Memory, briefing: &Briefing) -> Option<String> {
    let from_content = sentences(&memory.content)
        .first()
        .map(|content| turned(content, briefing, &memory.subject))
        .filter(|clause| {
            !words(clause)
                .iter()
                .any(|word| word == "user" || word == "user's")
        });
    let clause = match from_content {
        Some(clause) if words(&clause).len() > 1 => clause,
        _ => by_attribute(memory)?,
    };
    let clause = shortened(&clause, LONGEST);
    (!clause.is_empty()).then_some(clause)
}

fn by_attribute(memory: &Memory) -> Option<String> {
    let value = memory.value.trim().trim_end_matches('.');
    if value.is_empty() || memory.subject != Subject::User {
        return None;
    }
    let frame = match memory.attribute.as_str() {
        "hobby" | "favorite_topic" => "you're into",
        "likes" => "you like",
        "dislikes" => "you don't like",
        "job" => "your job is",
        "home" => "you live in",
        "hometown" => "you're from",
        "birthday" => "your birthday is",
        "allergy" => "you're allergic to",
        "pet" | "possession" => "you have",
        "plan" => "one of your plans is",
        "event" => "this happened to you:",
        "boss" => "your boss is",
        "partner" => "your partner is",
        "name" => "your name is",
        "mom" | "dad" | "sibling" | "child" => {
            return Some(format!("about your {}: {value}", memory.attribute));
        }
        _ => return None,
    };
    Some(format!("{frame} {value}"))
}

/// A sentence about the user, in the third person, turned to them.
fn turned(sentence: &str, briefing: &Briefing, subject: &Subject) -> String {
    let sentence = sentence
        .trim()
        .trim_end_matches(['.', '!', '…'])
        .replace('’', "'");
    let first = sentence
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    // What the user typed may be in the first person.
    if matches!(first.as_str(), "i" | "i'm" | "i've" | "my" | "we" | "our") {
        return uncapitalised(&to_you(&sentence));
    }
    let name = first_name(briefing).unwrap_or_default();
    let persona = briefing.persona.name.as_str();
    let mut sentence = sentence;
    if matches!(subject, Subject::Both | Subject::Persona) {
        for user in ["The user", "User", name.as_str()]
            .into_iter()
            .filter(|user| !user.is_empty())
        {
            for both in [
                format!("{user} and {persona}"),
                format!("{persona} and {user}"),
            ] {
                sentence = sentence.replace(&both, "we");
            }
        }
    }
    let speaks_of_persona = matches!(subject, Subject::Both | Subject::Persona);
    let mut said: Vec<String> = Vec::new();
    // Whether the next word is the verb of "you" or "I".
    let mut verb_due = false;
    let mut another = false;
    // Whether the sentence is one about "you" from its start.
    let mut leads = false;
    let mut persona_leads = false;
    let tokens: Vec<&str> = sentence.split_whitespace().collect();
    for (at, token) in tokens.iter().enumerate() {
        let core = token.trim_matches(|c: char| !c.is_alphanumeric());
        let plain = core.to_lowercase();
        let is_user = plain == "user" || !name.is_empty() && core == name;
        let owner = core.strip_suffix("'s");
        let owns = owner.is_some_and(|owner| {
            owner.eq_ignore_ascii_case("user") || !name.is_empty() && owner == name
        });
        let article = plain == "the"
            && tokens
                .get(at + 1)
                .is_some_and(|next| next.to_lowercase().starts_with("user"));
        let own_pronoun = !another && (leads || *subject == Subject::User);
        let of_user = persona_leads && !another;
        let next = tokens
            .get(at + 1)
            .map(|next| next.to_lowercase())
            .unwrap_or_default();
        let new = if article {
            continue;
        } else if owns {
            "your".to_owned()
        } else if is_user {
            verb_due = true;
            leads |= said.is_empty();
            "you".to_owned()
        } else if speaks_of_persona && core == persona {
            verb_due = true;
            persona_leads |= said.is_empty();
            "I".to_owned()
        } else if own_pronoun && matches!(plain.as_str(), "she" | "he") {
            verb_due = true;
            "you".to_owned()
        } else if own_pronoun && matches!(plain.as_str(), "her" | "his" | "their") {
            "your".to_owned()
        } else if of_user
            && matches!(plain.as_str(), "her" | "him" | "them")
            && (is_stop(&next) || next.is_empty())
        {
            "you".to_owned()
        } else if of_user && matches!(plain.as_str(), "her" | "his" | "their") {
            "your".to_owned()
        } else if own_pronoun && matches!(plain.as_str(), "herself" | "himself" | "themself") {
            "yourself".to_owned()
        } else if verb_due {
            verb_due = matches!(
                plain.as_str(),
                "also"
                    | "really"
                    | "still"
                    | "always"
                    | "often"
                    | "never"
                    | "recently"
                    | "just"
                    | "usually"
            );
            if verb_due {
                core.to_owned()
            } else {
                plural(core)
            }
        } else if said.last().is_some_and(|last| last == "and")
            && matches!(
                plain.as_str(),
                "works" | "lives" | "loves" | "likes" | "has" | "is" | "wants" | "plays" | "was"
            )
            && leads
        {
            plural(core)
        } else {
            // Whoever else comes up may be meant by "her" from here on.
            another = another
                || at > 0 && core.chars().next().is_some_and(char::is_uppercase)
                || topic::is_relation(&plain);
            core.to_owned()
        };
        said.push(token.replacen(core, &new, usize::from(!core.is_empty())));
    }
    let said = said.join(" ");
    let short = said
        .strip_prefix("you are ")
        .map(|rest| format!("you're {rest}"));
    uncapitalised(&short.unwrap_or(said))
}

/// The verb after "she" as it stands after "you".
fn plural(verb: &str) -> String {
    match verb {
        "is" => "are".to_owned(),
        "was" => "were".to_owned(),
        "has" => "have".to_owned(),
        "does" => "do".to_owned(),
        "doesn't" => "don't".to_owned(),
        "isn't" => "aren't".to_owned(),
        "wasn't" => "weren't".to_owned(),
        "hasn't" => "haven't".to_owned(),
        "goes" => "go".to_owned(),
        _ => {
            let cut = |ending: &str, instead: &str| {
                verb.strip_suffix(ending)
                    .filter(|rest| rest.len() > 1)
                    .map(|rest| format!("{rest}{instead}"))
            };
            cut("ies", "y")
                .or_else(|| cut("sses", "ss"))
                .or_else(|| cut("shes", "sh"))
                .or_else(|| cut("ches", "ch"))
                .or_else(|| cut("xes", "x"))
                .or_else(|| {
                    if verb.ends_with("ss") {
                        None
                    } else {
                        cut("s", "")
                    }
                })
                .unwrap_or_else(|| verb.to_owned())
        }
    }
}

/// What a call was about, as a clause to "you": "you talked about a conflict with Sarah".
pub(super) fn told_of_call(episode: &Episode, about: &str, briefing: &Briefing) -> Option<String> {
    let wanted = gist(about);
    let summary = sentences(&episode.gist.summary);
    let best = summary.iter().enumerate().max_by_key(|(place, sentence)| {
        (
            gist(sentence).intersection(&wanted).count(),
            usize::MAX - place,
        )
    });
    let clause =
        best.map(|(_, sentence)| turned(&with_subject(sentence), briefing, &Subject::Both));
    // "She decided": nobody knows who, out of its place.
    let clause = clause.filter(|clause| {
        !matches!(
            words(clause).first().map(String::as_str),
            None | Some("she" | "he" | "they" | "it" | "this" | "that")
        )
    });
    let topics: Vec<String> = episode
        .gist
        .key_topics
        .iter()
        .take(2)
        .map(|topic| spoken_topic(topic))
        .collect();
    let clause = match clause {
        Some(clause) => clause,
        None if topics.is_empty() => return None,
        None => format!("we talked about {}", super::words::listed(&topics)),
    };
    Some(shortened(&clause, LONGEST))
}

/// "Discussed a conflict" has lost its subject.
fn with_subject(sentence: &str) -> String {
    let first = words(sentence).first().cloned().unwrap_or_default();
    match first.as_str() {
        "discussed" | "talked" | "chatted" | "spoke" | "caught" | "joked" => {
            format!("we {}", small(sentence))
        }
        "decided" | "mentioned" | "planned" | "shared" | "asked" | "reported" | "wanted"
        | "worried" => {
            format!("you {}", small(sentence))
        }
        _ => sentence.to_owned(),
    }
}

fn small(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// "sarah_work_conflict" → "sarah work conflict".
pub(super) fn spoken_topic(topic: &str) -> String {
    topic.replace(['_', '-'], " ").trim().to_owned()
}

/// A sentence turned to the user that stands on its own: of decisions and plans.
pub(super) fn told_plan(text: &str, briefing: &Briefing) -> String {
    shortened(
        &small_unless_name(&turned(text, briefing, &Subject::User)),
        LONGEST,
    )
}

fn small_unless_name(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    if super::opening::is_action(&first.to_lowercase()) {
        small(text)
    } else {
        text.to_owned()
    }
}

/// People known by name, in lower case.
pub(super) fn people(briefing: &Briefing) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for memory in &briefing.memories {
        if let Subject::Person(name) = &memory.subject {
            names.push(name.clone());
        }
        if matches!(
            memory.attribute.as_str(),
            "coworker" | "friend" | "boss" | "partner" | "ex" | "sibling" | "child" | "pet"
        ) {
            names.extend(capitalised_words(&memory.value));
        }
    }
    for episode in &briefing.episodes {
        for person in &episode.gist.people {
            names.extend(capitalised_words(person).into_iter().take(1));
        }
    }
    for storyline in &briefing.storylines {
        names.extend(names_in(&storyline.summary, &storyline.topic));
    }
    let user = first_name(briefing).unwrap_or_default().to_lowercase();
    let mut names: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    names.retain(|name| {
        let plain = name.as_str();
        plain.chars().count() > 1 && plain != user && !is_stop(plain) && !topic::is_relation(plain)
    });
    names.sort();
    names.dedup();
    names
}

fn capitalised_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .filter(|word| word.chars().any(char::is_lowercase))
        .map(str::to_owned)
        .collect()
}

/// The people of a summary who also give the topic its name.
pub(super) fn names_in(summary: &str, topic: &str) -> Vec<String> {
    let topic = sound(&spoken_topic(topic));
    capitalised_words(summary)
        .into_iter()
        .filter(|name| super::words::has(&topic, &name.to_lowercase()))
        .collect()
}

/// Whether something was told already in this call, in whatever frame.
pub(super) fn was_told(scene: &Scene, clause: &str) -> bool {
    let clause = sound(clause);
    scene
        .request
        .turns
        .iter()
        .any(|turn| super::words::has(&sound(&turn.text), &clause))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompt::fixture::{briefing, memory};

    #[test]
    fn a_memory_is_told_to_whom_it_is_about() {
        let briefing = briefing("persona_brad_001", "friend", Some("Alice"));
        for (content, told_as) in [
            ("User loves rock climbing.", "you love rock climbing"),
            (
                "Alice works at TechCorp and lives in Ohio",
                "you work at TechCorp and live in Ohio",
            ),
            (
                "User's brother Tom is in college",
                "your brother Tom is in college",
            ),
            (
                "The user is allergic to peanuts",
                "you're allergic to peanuts",
            ),
            (
                "Alice broke up with her boyfriend",
                "you broke up with your boyfriend",
            ),
            ("Sarah is Alice's coworker", "Sarah is your coworker"),
            ("I love jazz", "you love jazz"),
            ("User passed the exam", "you passed the exam"),
        ] {
            let mut memory = memory("hobby", "");
            memory.content = content.to_owned();
            assert_eq!(
                told(&memory, &briefing).as_deref(),
                Some(told_as),
                "{content}"
            );
        }
        let mut bare = memory("allergy", "peanuts");
        bare.content = String::new();
        assert_eq!(
            told(&bare, &briefing).as_deref(),
            Some("you're allergic to peanuts")
        );
    }

    #[test]
    fn what_both_share_is_told_as_we() {
        let briefing = briefing("persona_brad_001", "friend", Some("Alice"));
        let mut memory = memory("how_we_met", "college party");
        memory.subject = Subject::Both;
        memory.content = "Alice and Brad met at a college party.".to_owned();
        assert_eq!(
            told(&memory, &briefing).as_deref(),
            Some("we met at a college party")
        );
    }
}
