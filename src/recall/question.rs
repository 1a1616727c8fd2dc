//! What is asked, as the turns are weighed by it.

use serde::{Deserialize, Serialize};

use super::words::{LONGEST_QUESTION, terms};
use crate::call::Speaker;
use crate::embedding::pieces::folded;

/// By what names the two are called, as far as that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    pub user: Option<String>,
    pub persona: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Stems of its telling words, each once, without the names of the two.
    pub terms: Vec<String>,
    /// Whose words are asked for.
    pub about: Option<Speaker>,
    /// Whether it asks for a moment.
    pub asks_when: bool,
}

impl Question {
    pub fn read(text: &str, names: &Names) -> Self {
        let words = words(text);
        let [user, persona] = [&names.user, &names.persona].map(|name| first(name.as_deref()));
        let of_names: Vec<String> = user.iter().chain(&persona).flat_map(|n| terms(n)).collect();
        let mut once = Vec::new();
        for term in terms(text) {
            if !once.contains(&term) && !of_names.contains(&term) {
                once.push(term);
            }
        }
        once.truncate(LONGEST_QUESTION);
        let named = |name: Option<String>| name.is_some_and(|name| words.contains(&name));
        Self {
            terms: once,
            about: match (named(user), named(persona)) {
                (true, false) => Some(Speaker::User),
                (false, true) => Some(Speaker::Persona),
                (true, true) => None,
                (false, false) => addressed(&words),
            },
            asks_when: asks_when(text, &words),
        }
    }
}

/// The most parts of a question that are looked at each by itself.
const MOST_PARTS: usize = 3;

/// The parts of a text that asks for several things, each with words that tell something of it: "what
/// did I say about the boiler", "and when is Maria's recital". None where it asks for one.
pub fn parts(text: &str) -> Vec<String> {
    const JOINING: [&str; 3] = ["and", "or", "but"];
    const ASKING: [&str; 8] = [
        "what", "when", "where", "which", "who", "whose", "why", "how",
    ];
    // They begin a question where another one begins so; elsewhere they tell what somebody did or is.
    const DOING: [&str; 12] = [
        "did", "do", "does", "is", "are", "was", "were", "has", "have", "can", "will", "would",
    ];
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_one_of = |list: &[&str], word: &str| list.contains(&bare(word).to_lowercase().as_str());
    let asks_whether =
        text.contains('?') && words.first().is_some_and(|word| is_one_of(&DOING, word));
    let begins = |next: &str| is_one_of(&ASKING, next) || asks_whether && is_one_of(&DOING, next);
    let mut parts: Vec<Vec<&str>> = Vec::new();
    for (index, word) in words.iter().copied().enumerate() {
        let next = words.get(index + 1).copied().unwrap_or_default();
        let is_joined = is_one_of(&JOINING, word) && begins(next);
        let ended = index
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .is_none_or(|before| before.ends_with(['?', ';']));
        match parts.last_mut() {
            Some(part) if !is_joined && !ended => part.push(word),
            _ => parts.push(vec![word]),
        }
    }
    let mut telling: Vec<String> = Vec::new();
    for part in parts {
        let part = part.join(" ");
        match telling.last_mut() {
            Some(before) if terms(&part).is_empty() => *before = format!("{before} {part}"),
            _ => telling.push(part),
        }
    }
    telling.retain(|part| !terms(part).is_empty());
    telling.truncate(MOST_PARTS);
    if telling.len() < 2 {
        telling.clear();
    }
    telling
}

fn words(text: &str) -> Vec<String> {
    folded(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// By what somebody is called in a sentence: the first of their names.
fn first(name: Option<&str>) -> Option<String> {
    words(name?).into_iter().next()
}

/// Where nobody is named, the one of whom is spoken first, as the user says it: "what did I tell
/// you", "you told me".
fn addressed(words: &[String]) -> Option<Speaker> {
    const ASKING: [&str; 6] = ["do", "can", "could", "will", "would", "did"];
    const KNOWING: [&str; 6] = ["remember", "recall", "know", "tell", "say", "guess"];
    let mut rest = words;
    while let [word, after @ ..] = rest {
        rest = after;
        // "Do you remember" asks whoever is asked anything, and so does "can you tell me".
        if let [you, knowing, after @ ..] = rest
            && ASKING.contains(&word.as_str())
            && you == "you"
            && KNOWING.contains(&knowing.as_str())
        {
            rest = after;
            if let [me, after @ ..] = rest
                && (me == "me" || me == "us")
            {
                rest = after;
            }
            continue;
        }
        match word.as_str() {
            "i" | "me" | "my" | "mine" | "we" | "us" | "our" => return Some(Speaker::User),
            "you" | "your" | "yours" => return Some(Speaker::Persona),
            _ => {}
        }
    }
    None
}

fn asks_when(text: &str, words: &[String]) -> bool {
    const MOMENTS: [&str; 7] = ["day", "date", "month", "year", "week", "time", "season"];
    let is_question = text.trim_end().ends_with('?');
    let begins_with_when = words.first().is_some_and(|word| word == "when");
    let pairs = words.iter().zip(words.iter().skip(1));
    let mut pairs = pairs.map(|(one, other)| (one.as_str(), other.as_str()));
    begins_with_when
        || is_question
            && (words.iter().any(|word| word == "when")
                || pairs.any(|pair| match pair {
                    ("how", "long") => true,
                    ("what" | "which", moment) => MOMENTS.contains(&moment),
                    _ => false,
                }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Question {
        let names = Names {
            user: Some("Alice Smith".into()),
            persona: Some("Brad".into()),
        };
        Question::read(text, &names)
    }

    #[test]
    fn whose_words_are_asked_for() {
        for (text, about) in [
            ("What did Alice say about her sister?", Some(Speaker::User)),
            ("What is Brad's hobby?", Some(Speaker::Persona)),
            ("What do Alice and Brad both like?", None),
            ("What did I tell you about my boss?", Some(Speaker::User)),
            ("You told me a joke once", Some(Speaker::Persona)),
            ("Do you remember my sister's name?", Some(Speaker::User)),
            ("Can you tell me what you think?", Some(Speaker::Persona)),
            ("The garden is lovely", None),
        ] {
            assert_eq!(read(text).about, about, "{text}");
        }
    }

    #[test]
    fn names_are_no_words_that_are_looked_for() {
        let question = read("When did Alice go to the support group? Group!");
        assert_eq!(question.terms, ["go", "support", "group"]);
        assert!(question.asks_when);
    }

    #[test]
    fn a_question_falls_into_what_it_asks_for() {
        for (text, expected) in [
            (
                "What did I say about the boiler and when is Maria's recital?",
                vec![
                    "What did I say about the boiler",
                    "and when is Maria's recital?",
                ],
            ),
            (
                "Is the boiler fixed? Did Maria call?",
                vec!["Is the boiler fixed?", "Did Maria call?"],
            ),
            (
                "Is the boiler fixed, and did Maria call?",
                vec!["Is the boiler fixed,", "and did Maria call?"],
            ),
            ("Where did Maria go and what did she do there?", vec![]),
            ("What do Maria and Will eat for lunch and dinner?", vec![]),
            ("What ice cream does Maria make and is so good?", vec![]),
            ("I went home and did the dishes.", vec![]),
            ("Why? What? Who?", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
        assert!(parts(&"Is the boiler fixed? ".repeat(100)).len() <= MOST_PARTS);
    }

    #[test]
    fn what_asks_for_a_moment() {
        for (text, asks) in [
            ("When was that", true),
            ("And when did she call?", true),
            ("What month did we move?", true),
            ("How long have I had the car?", true),
            ("I was sad when she left.", false),
            ("What is her name?", false),
        ] {
            assert_eq!(read(text).asks_when, asks, "{text}");
        }
    }
}
