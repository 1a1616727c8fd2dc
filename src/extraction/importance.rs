//! How much a memory matters, 0 to 1: what is at stake, how it was said, how often.

use super::sentences::Sentence;
use super::words::Word;

/// What an attribute weighs by itself.
///
/// | weight | what |
/// | --- | --- |
/// | .9 to 1 | what could harm the user, and who they are |
/// | .7 to .85 | closest people, what shook or changed a life, what not to speak of |
/// | .5 to .65 | work, home, love, how to treat the user, what they do |
/// | .3 to .45 | tastes, acquaintances, things |
const WEIGHTS: &[(&str, f64)] = &[
    ("allergy", 0.95),
    ("name", 0.9),
    ("pronouns", 0.9),
    ("health", 0.85),
    ("topic_to_avoid", 0.85),
    ("called", 0.8),
    ("child", 0.8),
    ("partner", 0.75),
    ("birthday", 0.7),
    ("mom", 0.7),
    ("dad", 0.7),
    ("diet", 0.7),
    ("event", 0.65),
    ("job", 0.65),
    ("home", 0.65),
    ("dating_status", 0.65),
    ("sibling", 0.65),
    ("how_we_met", 0.6),
    ("advice_style", 0.6),
    ("inside_joke", 0.6),
    ("pet", 0.55),
    ("hometown", 0.55),
    ("studies", 0.5),
    ("plan", 0.5),
    ("hobby", 0.5),
    ("boss", 0.5),
    ("ex", 0.5),
    ("friend", 0.5),
    ("values", 0.5),
    ("greeting_style", 0.5),
    ("coworker", 0.45),
    ("relative", 0.45),
    ("age", 0.4),
    ("language", 0.4),
    ("favorite_topic", 0.4),
    ("favorite", 0.35),
    ("dislikes", 0.35),
    ("likes", 0.3),
    ("possession", 0.3),
];
const ELSE: f64 = 0.3;

/// Events that change a life, by a word of theirs.
const STAKES: &[(&[&str], f64)] = &[
    (
        &[
            "died",
            "baby",
            "birth",
            "pregnant",
            "miscarriage",
            "married",
            "engaged",
            "divorced",
        ],
        0.9,
    ),
    (
        &[
            "promoted",
            "fired",
            "laid",
            "job",
            "graduated",
            "accident",
            "surgery",
            "broke",
            "house",
            "let",
        ],
        0.8,
    ),
    (&["moved", "retired", "won", "university"], 0.7),
];

/// Words of strong feeling.
const STIRRED: &[&str] = &[
    "devastated",
    "heartbroken",
    "thrilled",
    "ecstatic",
    "terrified",
    "furious",
    "crying",
    "cried",
    "amazing",
    "incredible",
    "worst",
    "best",
    "excited",
    "overjoyed",
    "proud",
    "obsessed",
    "awful",
    "horrible",
];
/// Words that say that it matters.
const WEIGHTY: &[&str] = &[
    "important",
    "never",
    "everything",
    "serious",
    "deadly",
    "severely",
    "deathly",
    "deeply",
    "forever",
];

/// What is asked to be remembered is never small talk.
pub const ASKED_FOR: f64 = 0.9;
/// What somebody else is or likes matters less than what the user is or likes.
const OF_OTHERS: f64 = 0.8;

/// The importance of something that was said once.
pub fn of(attribute: &str, value: &str, of_user: bool, sentence: &Sentence) -> f64 {
    let base = WEIGHTS
        .iter()
        .find(|(name, _)| *name == attribute)
        .map_or(ELSE, |(_, weight)| *weight);
    let lower = value.to_lowercase();
    let lower = lower.replace("passed away", "died");
    let stakes = STAKES
        .iter()
        .find(|(words, _)| {
            attribute == "event" && (lower.split(' ').any(|word| words.contains(&word)))
        })
        .map_or(base, |(_, weight)| *weight);
    let safety = matches!(attribute, "allergy" | "health");
    let scale = if of_user || safety { 1.0 } else { OF_OTHERS };
    let has =
        |list: &'static [&'static str]| sentence.words.iter().any(|word: &Word| word.is(list));
    let stirred = if has(STIRRED) && sentence.exclaims {
        0.1
    } else if has(STIRRED) {
        0.05
    } else {
        0.0
    };
    let weighty = if has(WEIGHTY) { 0.1 } else { 0.0 };
    let least = if sentence.stressed { ASKED_FOR } else { 0.0 };
    rounded((stakes * scale + stirred + weighty).max(least))
}

/// The importance of something that came up `mentions` times more in the same call.
pub fn repeated(importance: f64, mentions: u32) -> f64 {
    rounded(importance + 0.05 * f64::from(mentions.min(3)))
}

/// To two places, within 0 and 1.
fn rounded(importance: f64) -> f64 {
    (importance.clamp(0.0, 1.0) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::super::sentences::sentences;
    use super::*;

    fn weight(attribute: &str, value: &str, text: &str) -> f64 {
        of(attribute, value, true, &sentences(text)[0])
    }

    #[test]
    fn what_is_at_stake_outweighs_taste() {
        let allergy = weight("allergy", "peanuts", "I'm allergic to peanuts");
        let job = weight("job", "Nurse", "I'm a nurse");
        let taste = weight("likes", "jazz", "I like jazz");
        assert!(allergy > job && job > taste);
    }

    #[test]
    fn feeling_and_repetition_add_and_never_exceed_one() {
        let calm = weight("event", "Got promoted", "I got promoted");
        let thrilled = weight("event", "Got promoted", "I got promoted, I'm thrilled!");
        assert!(thrilled > calm);
        assert!(repeated(calm, 2) > calm);
        assert!(repeated(0.99, 100) <= 1.0);
    }
}
