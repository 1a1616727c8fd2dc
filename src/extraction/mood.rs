//! How the user felt, from their own words about themselves.

use super::words::{Word, rest};

/// Whether a feeling is good to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Valence {
    Good,
    Bad,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feeling {
    pub name: &'static str,
    pub valence: Valence,
}

use Valence::{Bad, Good};

#[rustfmt::skip]
const FEELINGS: &[(&str, Valence, &[&str])] = &[
    ("stressed",    Bad,  &["stressed", "stressful", "stress", "stressing", "overwhelmed", "overwhelming", "swamped"]),
    ("frustrated",  Bad,  &["frustrated", "frustrating", "annoyed", "irritated", "fed"]),
    ("angry",       Bad,  &["angry", "furious", "mad", "pissed", "livid"]),
    ("anxious",     Bad,  &["anxious", "nervous", "worried", "worrying", "panicking", "panicked", "scared", "afraid", "terrified"]),
    ("sad",         Bad,  &["sad", "heartbroken", "devastated", "crying", "cried", "miserable", "grieving", "upset", "depressed"]),
    ("lonely",      Bad,  &["lonely", "alone", "isolated"]),
    ("tired",       Bad,  &["tired", "exhausted", "drained", "exhausting", "burnt", "burned"]),
    ("hurt",        Bad,  &["hurt", "betrayed", "humiliated", "embarrassed"]),
    ("confused",    Bad,  &["confused", "torn", "lost"]),
    ("disappointed", Bad, &["disappointed", "disappointing", "bummed"]),
    ("happy",       Good, &["happy", "glad", "thrilled", "delighted", "overjoyed", "ecstatic", "stoked"]),
    ("excited",     Good, &["excited", "exciting", "pumped", "psyched"]),
    ("relieved",    Good, &["relieved", "relief"]),
    ("proud",       Good, &["proud"]),
    ("grateful",    Good, &["grateful", "thankful"]),
    ("hopeful",     Good, &["hopeful", "optimistic"]),
    ("calm",        Good, &["calm", "relaxed", "peaceful"]),
];

/// Before these a word is no feeling: "lost my keys", "mad about", "hurt my knee".
const NOT_FELT: &[(&str, &[&str])] = &[
    (
        "lost",
        &["my", "the", "a", "his", "her", "weight", "it", "our"],
    ),
    ("hurt", &["my", "his", "her"]),
    ("stress", &["test", "ball"]),
    ("fed", &["the", "my", "him", "her", "them", "it"]),
    ("scared", &["of"]),
    ("afraid", &["of"]),
    ("terrified", &["of"]),
    ("alone", &["with"]),
    ("burned", &["the", "my", "it", "down"]),
];

/// The feelings that the words name; not those that are denied.
pub fn feelings(words: &[Word]) -> Vec<Feeling> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let feeling = FEELINGS
            .iter()
            .find(|(.., names)| names.contains(&word.norm.as_str()));
        let Some((name, valence, _)) = feeling else {
            continue;
        };
        let denied = words
            .iter()
            .take(at)
            .rev()
            .take(3)
            .any(|before| before.is(&["not", "never", "no", "less"]));
        let next = rest(words, at + 1).first();
        let other = NOT_FELT
            .iter()
            .any(|(own, after)| *own == word.norm && next.is_some_and(|next| next.is(after)));
        if !denied && !other {
            found.push(Feeling {
                name,
                valence: *valence,
            });
        }
    }
    found
}

/// Whether the words speak of the user's own state: of them, or of nobody in particular.
pub fn is_own(words: &[Word]) -> bool {
    words.first().is_none_or(|first| {
        first.is(&[
            "i",
            "we",
            "it",
            "this",
            "that",
            "so",
            "my",
            "work",
            "everything",
            "today",
            "me",
        ]) || super::mood::feelings(words.get(..1).unwrap_or_default()).len() == 1
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn names(text: &str) -> Vec<&'static str> {
        feelings(&words(text))
            .into_iter()
            .map(|feeling| feeling.name)
            .collect()
    }

    #[test]
    fn feelings_are_named_and_denied_ones_are_not() {
        assert_eq!(names("I'm so stressed and tired"), ["stressed", "tired"]);
        assert_eq!(names("I'm not angry"), [""; 0]);
        assert_eq!(names("I lost my keys"), [""; 0]);
        assert_eq!(names("I feel lost"), ["confused"]);
    }
}
