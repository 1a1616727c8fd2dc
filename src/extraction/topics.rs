//! What the talk is about, in one word each.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::words::{Word, is_small, stem};

#[rustfmt::skip]
const TOPICS: &[(&str, &[&str])] = &[
    ("work",     &["work", "job", "boss", "coworker", "colleague", "office", "manager", "promotion", "promoted", "deadline", "client", "meeting", "career", "interview", "salary", "resume", "project", "hr", "shift", "layoff"]),
    ("family",   &["mom", "dad", "mother", "father", "sister", "brother", "family", "parent", "grandma", "grandpa", "son", "daughter", "kid", "cousin", "aunt", "uncle", "sibling", "baby"]),
    ("dating",   &["date", "dating", "girlfriend", "boyfriend", "crush", "tinder", "hinge", "breakup", "ex"]),
    ("marriage", &["wife", "husband", "marriage", "wedding", "fiancé", "fiancée", "engaged", "divorce", "married"]),
    ("health",   &["doctor", "hospital", "sick", "surgery", "allergic", "allergy", "diagnosed", "medication", "therapy", "therapist", "pain", "pregnant", "injury", "headache"]),
    ("money",    &["money", "rent", "debt", "loan", "mortgage", "budget", "savings", "bills", "afford", "tax"]),
    ("home",     &["apartment", "house", "landlord", "roommate", "moving", "moved", "lease", "neighbor", "kitchen"]),
    ("travel",   &["trip", "travel", "flight", "vacation", "holiday", "airport", "hotel", "passport", "visiting"]),
    ("pets",     &["dog", "cat", "puppy", "kitten", "vet", "pet"]),
    ("sports",   &["football", "soccer", "basketball", "tennis", "game", "team", "match", "baseball", "hockey", "league"]),
    ("fitness",  &["gym", "workout", "running", "marathon", "training", "climbing", "yoga", "hiking", "swim"]),
    ("food",     &["restaurant", "dinner", "cooking", "recipe", "lunch", "breakfast", "baking", "pizza", "cook"]),
    ("school",   &["school", "college", "university", "exam", "class", "teacher", "studying", "homework", "thesis", "professor", "graduate", "degree"]),
    ("friends",  &["friend", "party", "buddy", "bestie"]),
    ("music",    &["music", "concert", "guitar", "piano", "song", "band", "album"]),
    ("books",    &["book", "novel", "reading", "author"]),
    ("movies",   &["movie", "film", "show", "series", "netflix"]),
    ("games",    &["chess", "gaming", "xbox", "playstation", "videogame"]),
];

/// Words that tell of strife.
const STRIFE: &[&str] = &[
    "conflict",
    "fight",
    "fighting",
    "fought",
    "argument",
    "arguing",
    "argued",
    "tension",
    "drama",
    "passive-aggressive",
    "confront",
    "toxic",
    "bullying",
    "undermining",
];
/// Of strife only with somebody: "problems with my coworker".
const STRIFE_WITH: &[&str] = &[
    "issue", "issues", "problem", "problems", "trouble", "troubles",
];

/// The topics of the words, one for each word that has one.
pub fn topics_of(words: &[Word]) -> impl Iterator<Item = &'static str> {
    words.iter().enumerate().filter_map(|(at, word)| {
        // "It works" and "to work" tell of nobody's job.
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let verb = word.norm.starts_with("work")
            && (word.norm != "work" || before.is_some_and(|before| before.is(VERBAL)));
        topic_of(word).filter(|_| !verb)
    })
}

const VERBAL: &[&str] = &[
    "to", "not", "will", "can", "would", "could", "it", "this", "that", "things", "hard", "i",
    "we", "they", "together", "should", "might",
];

/// Topics by their words, and by the stems of these; of two the first in the table.
static BY_WORD: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let words = TOPICS.iter().rev();
    words
        .flat_map(|(topic, words)| words.iter().map(move |word| (*word, *topic)))
        .collect()
});
static BY_STEM: LazyLock<BTreeMap<String, &str>> = LazyLock::new(|| {
    let words = TOPICS.iter().rev();
    words
        .flat_map(|(topic, words)| words.iter().map(move |word| (stem(word), *topic)))
        .collect()
});

/// The topic that a word belongs to.
pub fn topic_of(word: &Word) -> Option<&'static str> {
    let norm = word.norm.as_str();
    if word.is_mark() || is_small(norm) {
        return None;
    }
    let singular = norm.strip_suffix('s').unwrap_or(norm);
    // "Movies" and "moved" have one stem.
    let named = BY_WORD.get(norm).or_else(|| BY_WORD.get(singular));
    named.or_else(|| BY_STEM.get(&stem(norm))).copied()
}

/// Whether the words tell of strife with somebody.
pub fn is_strife(words: &[Word]) -> bool {
    words.iter().any(|word| word.is(STRIFE))
        || words
            .windows(2)
            .any(|pair| matches!(pair, [what, with] if what.is(STRIFE_WITH) && with.norm == "with"))
}

/// Counts names in the order in which they came up.
#[derive(Debug, Default)]
pub struct Tally(Vec<(String, usize)>);

impl Tally {
    pub fn add(&mut self, name: &str, times: usize) {
        match self.0.iter_mut().find(|(own, _)| own == name) {
            Some((_, count)) => *count += times,
            None => self.0.push((name.to_owned(), times)),
        }
    }

    /// The most frequent first; of equals, the earlier.
    pub fn ranked(mut self) -> Vec<String> {
        self.0.sort_by(|(_, one), (_, other)| other.cmp(one));
        self.0.into_iter().map(|(name, _)| name).collect()
    }
}

/// A name for a topic: "Sarah (coworker)" is `sarah_coworker`.
pub fn slug(text: &str) -> String {
    /// The longest topic, in characters.
    const LONGEST: usize = 60;
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('_') && !slug.is_empty() && c != '\'' {
            slug.push('_');
        }
    }
    let cut: String = slug.chars().take(LONGEST).collect();
    cut.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn a_topic_is_known_by_its_words_however_inflected() {
        for (text, topic) in [
            ("coworkers", "work"),
            ("moms", "family"),
            ("climb", "fitness"),
            ("flights", "travel"),
        ] {
            assert_eq!(topic_of(&words(text)[0]), Some(topic), "{text}");
        }
        assert_eq!(topic_of(&words("banana")[0]), None);
    }

    #[test]
    fn a_slug_is_lower_case_and_joined() {
        assert_eq!(slug("Sarah (coworker)"), "sarah_coworker");
        assert_eq!(slug("  !!"), "");
    }
}
