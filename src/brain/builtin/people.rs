//! How the user is addressed.

use super::listening::{self, Act};
use super::words::{is_stop, sentences, words};
use crate::brain::Request;
use crate::call::Speaker;
use crate::call::briefing::Briefing;
use crate::memory::procedure::{self, ADDRESS};
use crate::memory::{State, Subject};

/// The longest form of address, in characters.
const LONGEST: usize = 30;

/// The forms of address that fit, the favourite first: what the user asked for in this call, what
/// they wrote, what was learned, what the persona calls people of that kind, the user's name.
pub(super) fn addresses(request: &Request) -> Vec<String> {
    let briefing = &request.briefing;
    let asked = request
        .turns
        .iter()
        .rev()
        .filter(|turn| turn.speaker == Speaker::User);
    // To hear all that is asked for takes longer than to see that this isn't.
    let asked = asked
        .filter(|turn| turn.text.to_lowercase().contains("call"))
        .map(|turn| listening::act(&turn.text))
        .find_map(|act| match act {
            Act::CallMe(name) => Some(name),
            _ => None,
        });
    if let Some(name) = asked {
        return vec![name];
    }
    let name = name_of_user(request).unwrap_or_default();
    let custom = briefing.relationship.custom_system_prompt.as_deref();
    let written = custom.map(named_in).unwrap_or_default();
    if !written.is_empty() {
        return written;
    }
    let procedures = &briefing.procedures;
    let learned = procedures.get(ADDRESS.name).map(String::as_str);
    let called = remembered(briefing, "called");
    let by_kind = procedures
        .get(&ADDRESS.variant(briefing.relationship.kind))
        .map(String::as_str);
    for source in [learned, called, by_kind].into_iter().flatten() {
        let forms: Vec<String> = procedure::alternatives(source)
            .map(|form| form.replace("{name}", &name).trim().to_owned())
            .filter(|form| !form.is_empty() && form.chars().count() <= LONGEST)
            .collect();
        if !forms.is_empty() {
            return forms;
        }
    }
    if name.is_empty() {
        Vec::new()
    } else {
        vec![name]
    }
}

/// The user's first name: as they sign, else as they said.
pub(super) fn first_name(briefing: &Briefing) -> Option<String> {
    let whole = briefing
        .user_name
        .as_deref()
        .filter(|name| !name.trim().is_empty())
        .or_else(|| remembered(briefing, "name"))?;
    let mut parts = whole.split_whitespace();
    let first = parts.next()?;
    // A title is nothing to be called by alone: "Dr. Lee".
    let name = if first.ends_with('.') { whole } else { first };
    (name.chars().count() <= LONGEST).then(|| name.trim().to_owned())
}

/// The user's first name, as it is known or as they gave it in this call.
pub(super) fn name_of_user(request: &Request) -> Option<String> {
    first_name(&request.briefing).or_else(|| {
        let turns = request.turns.iter().rev();
        turns
            .filter(|turn| turn.speaker == Speaker::User)
            .find_map(|turn| introduced(&turn.text))
    })
}

/// "I'm Ravi", "my name is Nadia".
pub(super) fn introduced(text: &str) -> Option<String> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let plain = |token: &str| words(token).join(" ");
    tokens.iter().enumerate().find_map(|(at, token)| {
        let before = |back: usize| {
            let token = at.checked_sub(back).and_then(|at| tokens.get(at));
            token.map_or(String::new(), |token| plain(token))
        };
        let named = before(1) == "i'm" && token.ends_with([',', '.', '!'])
            || before(2) == "name" && before(1) == "is"
            || before(1) == "name's";
        let name = token.trim_matches(|c: char| !c.is_alphanumeric());
        let proper = name.chars().next().is_some_and(char::is_uppercase);
        let fits = named && proper && !is_stop(&name.to_lowercase());
        (fits && name.chars().count() <= LONGEST).then(|| name.to_owned())
    })
}

fn remembered<'a>(briefing: &'a Briefing, attribute: &str) -> Option<&'a str> {
    briefing
        .memories
        .iter()
        .filter(|memory| memory.state == State::Current && memory.subject == Subject::User)
        .find(|memory| memory.attribute == attribute)
        .map(|memory| memory.value.trim())
        .filter(|value| !value.is_empty())
}

/// The names that a text says the user is called by: "You call her 'dude' or 'Al'", "call me Al".
pub(super) fn named_in(text: &str) -> Vec<String> {
    sentences(text)
        .into_iter()
        .find_map(named_in_sentence)
        .unwrap_or_default()
}

fn named_in_sentence(sentence: &str) -> Option<Vec<String>> {
    let mut rest = sentence;
    loop {
        let (before, after) = split_at_call(rest)?;
        let refused = before.split_whitespace().rev().take(2).any(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "don't" | "don’t" | "never" | "not"
            )
        });
        let names = names_at_start(after);
        if !refused && !names.is_empty() {
            return Some(names);
        }
        rest = after;
    }
}

/// What stands before "call" and what after the one who is called.
fn split_at_call(text: &str) -> Option<(&str, &str)> {
    let mut offset = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let at = offset;
        offset += word.len();
        let plain = word.trim().to_lowercase();
        if !matches!(plain.as_str(), "call" | "calls" | "called" | "nickname") {
            continue;
        }
        let after = text.get(offset..)?.trim_start();
        let (whom, names) = after.split_once(char::is_whitespace)?;
        let whom_plain = whom.to_lowercase();
        let pronoun = matches!(whom_plain.as_str(), "me" | "her" | "him" | "them" | "us");
        // "Call Alice Al": whoever is named before the names.
        let named = whom.chars().next().is_some_and(char::is_uppercase) && !quoted(whom);
        if pronoun || named {
            return Some((text.get(..at)?, names));
        }
    }
    None
}

fn quoted(word: &str) -> bool {
    word.starts_with(['\'', '"', '‘', '“', '’'])
}

fn names_at_start(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = text.trim_start();
    while let Some((name, after)) = name_at_start(rest) {
        names.push(name);
        let after = after.trim_start_matches([',', '/']).trim_start();
        let joined = ["or ", "and "]
            .iter()
            .find_map(|word| after.strip_prefix(word));
        rest = joined.unwrap_or(after).trim_start();
        if joined.is_none() && !quoted(rest) {
            break;
        }
    }
    names
}

/// One name, in quotes or as it stands, and what follows it.
fn name_at_start(text: &str) -> Option<(String, &str)> {
    if quoted(text) {
        let inner = text.get(text.chars().next()?.len_utf8()..)?;
        let end = inner.char_indices().find(|(at, letter)| {
            let next = inner
                .get(at + letter.len_utf8()..)
                .and_then(|rest| rest.chars().next());
            matches!(letter, '\'' | '"' | '’' | '”')
                && next.is_none_or(|next| !next.is_alphanumeric())
        });
        let (end, mark) = end?;
        let name = inner.get(..end)?.trim_end_matches([',', '.']).trim();
        let fits = !name.is_empty() && name.chars().count() <= LONGEST;
        return fits.then(|| {
            (
                name.to_owned(),
                inner.get(end + mark.len_utf8()..).unwrap_or(""),
            )
        });
    }
    // Times and manners of calling are no names: "call me daily".
    #[rustfmt::skip]
    const NO_NAMES: [&str; 8] = [
        "daily", "weekly", "often", "sometimes", "regularly", "names", "whenever", "anytime",
    ];
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || c == '-'))
        .unwrap_or(text.len());
    let name = text.get(..end)?;
    let after = text.get(end..)?;
    let follows = after.trim_start();
    let closed = follows.is_empty()
        || follows.starts_with([',', '.', '!', ';', '/', ')'])
        || follows.starts_with("or ");
    let proper = name.chars().next()?.is_uppercase();
    let plain = name.to_lowercase();
    let fits = name.chars().count() <= LONGEST
        && !is_stop(&plain)
        && !NO_NAMES.contains(&plain.as_str())
        && (proper || closed);
    fits.then(|| (name.to_owned(), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_user_wrote_about_names_is_read() {
        for (text, names) in [
            (
                "You and Alice are bros. You call her 'dude' or 'Al'. Sports.",
                vec!["dude", "Al"],
            ),
            ("call me Al", vec!["Al"]),
            ("Please always call me “Captain”!", vec!["Captain"]),
            ("He calls me sunshine, we met in Rome.", vec!["sunshine"]),
            ("You call Robert Bob", vec!["Bob"]),
            ("Call me babe or love.", vec!["babe", "love"]),
            ("Call me back every Sunday", vec![]),
            ("You call him on Sundays. He calls me daily.", vec![]),
            ("Never call me Alice.", vec![]),
            ("Don't call me Alice, call me Al.", vec!["Al"]),
            ("call", vec![]),
            ("call me '", vec![]),
        ] {
            assert_eq!(named_in(text), names, "{text}");
        }
    }

    #[test]
    fn whoever_gives_their_name_has_one() {
        for (text, name) in [
            ("Hi, I'm Nadia.", Some("Nadia")),
            ("My name is Nadia and I paint", Some("Nadia")),
            ("I'm Irish and proud", None),
            ("I'm tired.", None),
            ("my name is", None),
        ] {
            assert_eq!(introduced(text).as_deref(), name, "{text}");
        }
    }
}
