//! Whether a clause speaks of somebody else, though it is not known of whom: "the lad next door".

use super::super::lexicon::is_occupation;
use super::super::people::{NO_NAMES, is_given_name, meeting, relation};
use super::super::words::Word;

pub fn has_article(words: &[Word]) -> bool {
    words.first().is_some_and(|first| {
        first.is(&[
            "the", "a", "an", "this", "there", "some", "another", "one", "they",
        ])
    })
}

/// "The lad next door", "there's a woman at work": what has no subject after that may be of them.
pub fn of_somebody_else(words: &[Word]) -> bool {
    words.first().is_some_and(|first| {
        first.is(&[
            "he", "she", "they", "his", "her", "their", "the", "a", "an", "this", "there", "some",
            "another", "one",
        ]) || (first.is_capital() && !first.is(NO_NAMES))
    })
}

/// "(That) new girl at work".
pub fn is_stranger(words: &[Word]) -> bool {
    words.iter().take(3).any(|word| word.is(STRANGERS))
}

/// "I met the new vicar", "I saw this lad": what has no subject after that may be of them.
pub fn meets_stranger(verb: &[Word]) -> bool {
    let Some([article, who @ ..]) = meeting(verb) else {
        return false;
    };
    // One may see a match or a town as well.
    let somebody = !verb.iter().take(2).any(|word| {
        word.is(&[
            "saw", "seen", "have", "had", "went", "gone", "visited", "sat", "was",
        ])
    });
    article.is(&["the", "a", "an", "this", "some", "my"])
        && (somebody
            || who
                .iter()
                .take(3)
                .any(|word| word.is(STRANGERS) || is_occupation(&word.norm)))
        && !who.iter().take(3).any(|word| word.is(SEEN_FOR_ONESELF))
}

/// A person of whom no more is known.
#[rustfmt::skip]
const STRANGERS: &[&str] = &[
    "girl", "lad", "guy", "man", "woman", "bloke", "fella", "fellow", "chap", "lady", "gentleman", "boy", "lass",
];
/// Whom one sees for one's own sake.
#[rustfmt::skip]
const SEEN_FOR_ONESELF: &[&str] = &[
    "doctor", "consultant", "nurse", "dentist", "optician", "surgeon", "physio", "midwife", "solicitor", "lawyer",
    "psychiatrist", "psychologist", "therapist", "counsellor", "counselor", "specialist", "gp",
];

/// "The surgeon", "a lady on the telephone", "Beth": whom "she" may mean from then on.
pub fn may_be_somebody(words: &[Word]) -> bool {
    #[rustfmt::skip]
    const SOMEBODY: &[&str] = &[
        "girl", "lad", "guy", "man", "woman", "bloke", "fella", "fellow", "chap", "lady", "gentleman", "kid", "boy", "lass",
        "person", "student", "somebody", "someone", "one", "neighbour", "neighbor", "mother", "father", "couple", "lot",
    ];
    words.iter().take(6).enumerate().any(|(at, word)| {
        word.is(SOMEBODY)
            || is_occupation(&word.norm)
            || relation(&word.norm).is_some()
            || (word.is_capital() && !word.is(NO_NAMES) && (at > 0 || is_given_name(&word.norm)))
    })
}
