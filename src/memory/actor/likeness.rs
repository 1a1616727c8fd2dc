//! When two claims are about the same thing, and when they say the same of it.
//!
//! Both are decided by equality of what is left of the words after case, spacing and number are
//! taken away, so that the answer is the same in whatever order claims come. What stands in rows is
//! a hash of that: it still tells what was forgotten, but not to who reads the table.

use crate::memory::{Subject, attribute};

/// The longest name of a person, attribute, topic or procedure, in characters.
pub const LONGEST_NAME: usize = 64;

/// Attributes whose values are names, with a remark in brackets that may change: "Sarah
/// (problematic)", and a month later "Sarah (cool)".
const NAMED: [&str; 7] = [
    "ex", "coworker", "friend", "sibling", "child", "relative", "pet",
];

/// What a claim is about: one attribute of one subject.
pub fn slot(subject: &Subject, attribute: &str) -> String {
    let subject = String::from(subject.clone());
    hash(&["memory", &words(&subject).join(" "), attribute])
}

pub fn storyline_slot(topic: &str) -> String {
    hash(&["storyline", topic])
}

pub fn procedure_slot(key: &str) -> String {
    hash(&["procedure", key])
}

/// Which of an attribute's values this is. The same for "rock climbing" and "Rock-climbing ",
/// "peanut" and "peanuts".
pub fn likeness(attribute: &str, value: &str) -> String {
    let bare = without_remarks(value);
    let value = if NAMED.contains(&attribute) && !words(&bare).is_empty() {
        &bare
    } else {
        value
    };
    hash(&[&words(value).join(" ")])
}

/// Whether a name comes with a remark.
pub fn is_remarked(attribute: &str, value: &str) -> bool {
    NAMED.contains(&attribute) && value.contains('(')
}

/// The attribute as it is kept: "Hobbies" is "hobby". None where it is no name at all.
pub fn attribute_name(text: &str) -> Option<String> {
    let name = name(text)?;
    if attribute::known_by_name(&name).is_some() {
        return Some(name);
    }
    let single = singular(&name);
    let known = attribute::known_by_name(&single).is_some();
    Some(if known { single } else { name })
}

/// A name in lower case with underscores: "Sarah, work conflict" is "sarah_work_conflict". None
/// where nothing is left, or too much.
pub fn name(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let name = parts.join("_");
    (!name.is_empty() && name.chars().count() <= LONGEST_NAME).then_some(name)
}

/// The words of a value as they are compared: lower case, singular, without punctuation (but "C++"
/// is not "C") and leading articles.
pub fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace('\u{2019}', "'");
    let mut words: Vec<String> = lower
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#' | '%' | '\'' | '.')))
        .map(|word| word.trim_matches(['\'', '.']))
        .filter(|word| !word.is_empty())
        .map(singular)
        .collect();
    if words.len() > 1 && matches!(words.first().map(String::as_str), Some("a" | "an" | "the")) {
        words.remove(0);
    }
    words
}

/// Takes a plural ending off: right for most English nouns, and the same for all others.
fn singular(word: &str) -> String {
    let keeps_its_s = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    if keeps_its_s || word.chars().count() < 4 {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if word.ends_with(ending) {
            return word.strip_suffix("es").unwrap_or(word).to_owned();
        }
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

fn without_remarks(value: &str) -> String {
    let mut depth = 0_u32;
    let mut bare = String::new();
    for character in value.chars() {
        match character {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(character),
            _ => {}
        }
    }
    bare
}

/// 64 bits of FNV-1a, as sixteen hexadecimal digits.
fn hash(parts: &[&str]) -> String {
    let mut bits: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            bits = (bits ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{bits:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_value_in_other_clothes_is_the_same() {
        for (attribute, one, other) in [
            ("hobby", "rock climbing", " Rock-Climbing. "),
            ("allergy", "peanuts", "Peanut"),
            ("allergy", "cherries", "a cherry"),
            ("likes", "O\u{2019}Brien's", "o'brien's"),
            ("home", "ÜBERLINGEN", "überlingen"),
            ("coworker", "Sarah (problematic)", "sarah (cool)"),
        ] {
            assert_eq!(
                likeness(attribute, one),
                likeness(attribute, other),
                "{one} / {other}"
            );
        }
    }

    #[test]
    fn another_value_is_another() {
        for (attribute, one, other) in [
            ("likes", "C++", "C"),
            ("age", "3.5", "35"),
            ("allergy", "peanuts", "no peanuts"),
            ("coworker", "Sarah", "Sam"),
            ("event", "promoted (2021)", "promoted (2024)"),
            ("coworker", "(?)", "(!)x"),
        ] {
            assert_ne!(
                likeness(attribute, one),
                likeness(attribute, other),
                "{one} / {other}"
            );
        }
    }

    #[test]
    fn an_attribute_is_kept_under_its_known_name() {
        assert_eq!(attribute_name(" Hobbies"), Some("hobby".into()));
        assert_eq!(attribute_name("likes"), Some("likes".into()));
        assert_eq!(
            attribute_name("Dating status"),
            Some("dating_status".into())
        );
        assert_eq!(attribute_name("?"), None);
        assert_eq!(attribute_name(&"a".repeat(65)), None);
    }

    #[test]
    fn a_friends_attribute_is_not_the_users() {
        let of = |subject| slot(&subject, "allergy");
        assert_ne!(of(Subject::User), of(Subject::Person("Sarah".into())));
        assert_eq!(
            of(Subject::Person("sarah".into())),
            of(Subject::Person("Sarah ".into()))
        );
    }
}
