//! What is talked about: the thing that was named.

use super::echo::to_you;
use super::verbs::is_verb;
use super::words::{capitalised, is_stop};

/// Something that can stand in "How's it going with …?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Topic {
    /// As the persona would name it: "your sister", "Sarah", "the interview".
    pub phrase: String,
    pub is_person: bool,
}

/// The longest phrase, in words after its article.
const LONGEST: usize = 3;

const DESCRIBING: &[&str] = &[
    "best", "big", "first", "good", "great", "last", "little", "long", "new", "next", "nice",
    "old", "older", "other", "own", "right", "whole", "young", "younger",
];
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "aunt", "baby", "boss", "boyfriend", "brother", "cousin", "coworker", "dad", "daughter", "ex",
    "father", "fiance", "fiancee", "friend", "girlfriend", "granddad", "grandfather", "grandma",
    "grandmother", "grandpa", "husband", "kid", "landlord", "manager", "mom", "mother", "mum", "neighbor",
    "neighbour", "nephew", "niece", "partner", "roommate", "sister", "son", "teacher", "therapist",
    "uncle", "wife",
];
#[rustfmt::skip]
const CALENDAR: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "christmas", "easter", "god", "ok", "okay", "tv", "ai",
];

/// Whether a word says what someone is to the user: "sister", "boss".
pub(super) fn is_relation(word: &str) -> bool {
    PEOPLE.binary_search(&word).is_ok()
}

struct Token {
    /// Without its punctuation, with its own case.
    word: String,
    plain: String,
    starts_sentence: bool,
    /// Punctuation follows.
    closes: bool,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut starts = true;
    text.split_whitespace()
        .filter_map(|raw| {
            let word = raw
                .trim_matches(|c: char| !c.is_alphanumeric())
                .replace('’', "'");
            let starts_sentence =
                std::mem::replace(&mut starts, raw.ends_with(['.', '!', '?', ':']));
            (!word.is_empty()).then(|| Token {
                plain: word.to_lowercase(),
                word,
                starts_sentence,
                closes: raw.ends_with([',', '.', '!', '?', ';', ':', '"']),
            })
        })
        .collect()
}

/// The thing in a text that is most worth asking about. `names` are people known already, in lower
/// case: their names count as names wherever they stand.
pub(super) fn of(text: &str, names: &[String]) -> Option<Topic> {
    let tokens = tokens(text);
    (0..tokens.len())
        .filter_map(|at| candidate(&tokens, at, names).map(|(worth, topic)| (worth, at, topic)))
        .max_by_key(|(worth, at, _)| (*worth, *at))
        .map(|(_, _, topic)| topic)
}

/// "My name is Alice", "I'm Alice", "call me Al": who speaks is nobody to be asked about.
fn is_own_name(tokens: &[Token], at: usize) -> bool {
    let word = |back: usize| {
        let token = at.checked_sub(back).and_then(|at| tokens.get(at));
        token.map_or("", |token| token.plain.as_str())
    };
    match word(1) {
        "is" | "name's" => word(1) == "name's" || (word(2), word(3)) == ("name", "my"),
        "i'm" | "i’m" | "im" => true,
        "am" => word(2) == "i",
        "me" => word(2) == "call",
        _ => false,
    }
}

fn candidate(tokens: &[Token], at: usize, names: &[String]) -> Option<(u8, Topic)> {
    let token = tokens.get(at)?;
    let before = at
        .checked_sub(1)
        .and_then(|at| tokens.get(at))
        .filter(|token| !token.closes);
    let before = before.map_or("", |token| token.plain.as_str());
    if is_name(tokens, at, names) {
        if at > 0 && before_is_name(tokens, at, names) || is_own_name(tokens, at) {
            return None;
        }
        let place = matches!(before, "in" | "at" | "to" | "from" | "near" | "the" | "on");
        let phrase = whole_name(tokens, at, names);
        let phrase = if before == "the" {
            format!("the {phrase}")
        } else {
            phrase
        };
        let is_person = !place || names.contains(&token.plain);
        return Some((if is_person { 5 } else { 3 }, Topic { phrase, is_person }));
    }
    match token.plain.as_str() {
        "my" | "our" => {
            let (phrase, head) = noun_phrase(tokens, at + 1)?;
            if head == "name" {
                return None;
            }
            // "My coworker Sarah" is Sarah.
            let is_person = is_relation(&head);
            let worth = if is_person { 4 } else { 3 };
            Some((
                worth,
                Topic {
                    phrase: format!("your {phrase}"),
                    is_person,
                },
            ))
        }
        "the" | "a" | "an" | "this" => {
            let (phrase, head) = noun_phrase(tokens, at + 1)?;
            // "In a row", "until the end": how and when, not what.
            if matches!(
                before,
                "in" | "at"
                    | "on"
                    | "of"
                    | "by"
                    | "for"
                    | "until"
                    | "after"
                    | "before"
                    | "like"
                    | "as"
                    | "during"
            ) {
                return None;
            }
            let empty = [
                "way", "moment", "end", "other", "rest", "same", "while", "ton", "bunch",
            ];
            if empty.contains(&head.as_str()) {
                return None;
            }
            Some((
                2,
                Topic {
                    phrase: format!("the {phrase}"),
                    is_person: false,
                },
            ))
        }
        plain => {
            let liked = matches!(
                before,
                "love"
                    | "like"
                    | "enjoy"
                    | "into"
                    | "playing"
                    | "learning"
                    | "started"
                    | "about"
                    | "been"
                    | "went"
                    | "go"
                    | "doing"
                    | "watching"
                    | "reading"
                    | "hate"
            );
            let doing = plain.ends_with("ing") && plain.chars().count() > 4 && !is_stop(plain);
            let thing = !matches!(before, "been" | "went" | "go" | "started") && !is_verb(plain);
            if !liked || !(doing || thing) {
                return None;
            }
            let (phrase, _) = noun_phrase(tokens, at)?;
            Some((
                2,
                Topic {
                    phrase,
                    is_person: false,
                },
            ))
        }
    }
}

/// Up to three words of a noun, and its last one in lower case.
fn noun_phrase(tokens: &[Token], from: usize) -> Option<(String, String)> {
    let mut taken: Vec<&Token> = Vec::new();
    for token in tokens.iter().skip(from) {
        let plain = token.plain.as_str();
        let describes = DESCRIBING.contains(&plain);
        let first = taken.is_empty();
        let ends = !describes && (is_stop(plain) || is_verb(plain))
            || plain.ends_with("ly") && plain != "family"
            || !first
                && (proper(token)
                    || plain.ends_with("ing") && !closes_phrase(tokens, from + taken.len()))
            || plain.contains('\'') && !plain.ends_with("'s")
            || CALENDAR.contains(&plain)
            || plain.chars().all(|c| c.is_ascii_digit());
        let owner = plain.ends_with("'s");
        if ends || owner && first && taken.len() + 1 == LONGEST {
            break;
        }
        taken.push(token);
        // A person is named by the first word: "my sister visits".
        if token.closes || taken.len() == LONGEST || is_relation(plain) {
            break;
        }
    }
    let head = taken.last()?;
    if DESCRIBING.contains(&head.plain.as_str()) {
        return None;
    }
    // "My sister's visiting": the ending is a verb's, unless a noun follows.
    let last = head
        .plain
        .strip_suffix("'s")
        .unwrap_or(&head.plain)
        .to_owned();
    let phrase = taken
        .iter()
        .map(|token| token.word.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let phrase = phrase
        .strip_suffix("'s")
        .map_or(phrase.clone(), str::to_owned);
    Some((to_you(&phrase), last))
}

/// Whether nothing hangs on the word any more: "rock climbing", and not "sister visiting us".
fn closes_phrase(tokens: &[Token], at: usize) -> bool {
    let closed = tokens.get(at).is_none_or(|token| token.closes);
    closed || tokens.get(at + 1).is_none_or(|next| is_stop(&next.plain))
}

fn proper(token: &Token) -> bool {
    token.word.chars().next().is_some_and(char::is_uppercase)
}

fn is_name(tokens: &[Token], at: usize, names: &[String]) -> bool {
    let Some(token) = tokens.get(at) else {
        return false;
    };
    let plain = token.plain.strip_suffix("'s").unwrap_or(&token.plain);
    if names.iter().any(|name| name == plain) {
        return true;
    }
    let short = plain.split_once('\'').map_or(plain, |(stem, _)| stem);
    let odd = is_stop(&token.plain) || is_stop(short) || CALENDAR.contains(&plain);
    if !proper(token) || odd || plain.chars().count() < 2 || plain.starts_with("i'") {
        return false;
    }
    if !token.starts_sentence {
        return true;
    }
    // The first word of a sentence has its capital anyway: what follows tells.
    let next = tokens
        .get(at + 1)
        .map(|token| token.plain.as_str())
        .unwrap_or_default();
    let acts = is_verb(next);
    !token.closes && acts && !is_verb(plain) && !plain.ends_with("ing") && !plain.ends_with('s')
}

fn before_is_name(tokens: &[Token], at: usize, names: &[String]) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    tokens.get(before).is_some_and(|token| !token.closes) && is_name(tokens, before, names)
}

fn whole_name(tokens: &[Token], at: usize, names: &[String]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (place, token) in tokens.iter().enumerate().skip(at).take(LONGEST) {
        if place > at && !is_name(tokens, place, names) {
            break;
        }
        let bare = token.word.strip_suffix("'s").unwrap_or(&token.word);
        parts.push(capitalised(bare));
        if token.closes || bare.len() < token.word.len() {
            break;
        }
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_for_people_are_sorted_so_that_they_are_found() {
        assert!(PEOPLE.is_sorted());
    }

    #[test]
    fn the_thing_worth_asking_about_is_found() {
        for (text, phrase) in [
            ("My sister is visiting.", Some("your sister")),
            (
                "My little brother broke his arm",
                Some("your little brother"),
            ),
            ("I had a fight with Sarah.", Some("Sarah")),
            ("My coworker Sarah took the credit", Some("Sarah")),
            ("Sarah keeps ignoring me", Some("Sarah")),
            ("The job interview went well.", Some("the job interview")),
            ("We went to Red Rocks.", Some("Red Rocks")),
            ("I love rock climbing.", Some("rock climbing")),
            ("I bought a new car yesterday", Some("the new car")),
            ("Been learning Spanish lately", Some("Spanish")),
            ("My name is Nadia.", None),
            ("Hi, I'm Nadia.", None),
            ("My name is Nadia and I love baking.", Some("baking")),
            ("It's Monday.", None),
            ("Yeah.", None),
            ("Thanks, I am.", None),
            ("", None),
        ] {
            let found = of(text, &[]).map(|topic| topic.phrase);
            assert_eq!(found.as_deref(), phrase, "{text}");
        }
        let known = of("talked to sarah again", &["sarah".to_owned()]).unwrap();
        assert_eq!((known.phrase.as_str(), known.is_person), ("Sarah", true));
    }
}
