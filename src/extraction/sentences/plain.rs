//! Speech as it would be written: without the sounds of thinking, words said twice, and a number
//! taken back; and in the words that the rest of the reader knows ("me mum", "the missus").

use super::super::dates::number;
use super::super::lexicon::is_of_the_body;
use super::super::people::role_at;
use super::super::words::{Word, rest, span};

/// Sounds that say nothing. In capitals they may be initials: "the ER".
const SOUNDS: &[&str] = &[
    "um", "umm", "uh", "uhh", "er", "err", "erm", "hm", "hmm", "mm", "mmm", "äh", "ähm", "euh",
    "eh",
];
/// Words that are said again when someone looks for the next one, and are never meant twice.
const STAMMERED: &[&str] = &[
    "a", "an", "the", "my", "your", "our", "his", "her", "their", "i", "we", "he", "she", "they",
    "it", "in", "at", "on", "to", "of", "for", "from", "with", "and", "but", "is", "am", "are",
    "was",
];
/// Things of which "me" says whose they are.
const OWN: &[&str] = &[
    "name", "job", "house", "flat", "garden", "car", "van", "tea",
];
/// Before these "me" is what somebody is given or told.
const GIVING: &[&str] = &[
    "gave", "give", "gives", "giving", "told", "tell", "tells", "sent", "send", "sends", "got",
    "get", "gets", "made", "make", "makes", "asked", "bought", "buy", "buys", "let", "lets",
    "calls", "called", "call", "showed", "shows", "offered", "offer", "taught", "lent", "owes",
    "owe", "paid", "handed", "brought", "left", "found", "promised", "saved", "wrote", "cost",
    "costs",
];
/// With "the", only the speaker's own.
const THE_ONE: &[&str] = &[
    "wife", "missus", "missis", "husband", "hubby", "fiancé", "fiancée",
];

/// The words, as they are meant.
pub fn plain(words: Vec<Word>) -> Vec<Word> {
    own(had(repaired(unstammered(without_sounds(without_asides(
        words,
    ))))))
}

fn without_sounds(words: Vec<Word>) -> Vec<Word> {
    if !words.iter().any(|word| word.is(SOUNDS)) {
        return words;
    }
    let mut kept: Vec<Word> = Vec::with_capacity(words.len());
    let mut dropped = false;
    for word in words {
        let sound = word.is(SOUNDS) && !word.text.chars().any(char::is_uppercase);
        // "I, er, moved": of the two commas none remains.
        let hanging = dropped && word.norm == ",";
        if sound {
            if kept.last().is_some_and(|before| before.norm == ",") {
                kept.pop();
            }
        } else if !hanging {
            kept.push(word.clone());
        }
        dropped = sound;
    }
    kept
}

/// "I work at the, you know, the baths": what only gains time.
fn without_asides(words: Vec<Word>) -> Vec<Word> {
    const ASIDES: &[[&str; 2]] = &[["you", "know"]];
    /// After these, or before these, it is meant.
    const MEANT: &[&str] = &[
        "do", "did", "as", "if", "when", "that", "so", "because", "than", "what", "who", "how",
        "where", "why", "whether", "about", "not", "to", "let", "and", "but", "can", "will",
        "would", "should", "must", "all", "people", "everyone", "see", "thing", "anyone",
        "someone", "it", "?",
    ];
    let gains = words.windows(2).any(|pair| {
        matches!(pair, [one, two] if ASIDES.iter().any(|[i, ii]| one.norm == *i && two.norm == *ii))
    });
    if !gains {
        return words;
    }
    let mut kept: Vec<Word> = Vec::with_capacity(words.len());
    let mut later = words.as_slice();
    while let Some((word, after)) = later.split_first() {
        let aside = matches!(later, [one, two, ..] if ASIDES.iter().any(|[i, ii]| one.norm == *i && two.norm == *ii));
        let within = kept
            .last()
            .is_some_and(|before| !before.is(MEANT) && (before.norm == "," || !before.is_mark()))
            && rest(later, 2)
                .first()
                .is_some_and(|next| !next.is(MEANT) && (next.norm == "," || !next.is_mark()));
        if aside && within {
            later = rest(later, 2);
            let doubled = kept.last().is_some_and(|before| before.norm == ",")
                && later.first().is_some_and(|next| next.norm == ",");
            later = rest(later, usize::from(doubled));
        } else {
            kept.push(word.clone());
            later = after;
        }
    }
    kept
}

/// "I'd two left", "she'd been a nurse": had; not "I'd love to".
fn had(mut words: Vec<Word>) -> Vec<Word> {
    for at in 0..words.len() {
        if words.get(at).is_none_or(|word| word.text != "'d") {
            continue;
        }
        let later = rest(&words, at + 1);
        let later = rest(
            later,
            usize::from(later.first().is_some_and(|next| {
                next.is(&["never", "not", "only", "just", "always", "already"])
            })),
        );
        let held = later.first().is_some_and(|next| {
            next.is(&[
                "a", "an", "my", "no", "been", "gone", "got", "seen", "done", "better", "the", "to",
            ]) || number(std::slice::from_ref(next)).is_some()
                || (super::super::verbs::is_past(next)
                    && !next.is(&["put", "found", "laid", "lay", "felt", "fell", "led", "left"]))
        });
        if let Some(word) = words.get_mut(at).filter(|_| held) {
            *word = Word::new("had", "had", false, word.quoted);
        }
    }
    words
}

/// "A a nurse", "I, I moved", "I'm, I'm a nurse".
fn unstammered(words: Vec<Word>) -> Vec<Word> {
    let again = |word: &Word, later: usize| {
        words
            .get(later)
            .is_some_and(|other| other.norm == word.norm)
    };
    let stammers = words
        .iter()
        .enumerate()
        .any(|(at, word)| (1..=3).any(|by| again(word, at + by)) && word.is(STAMMERED));
    if !stammers {
        return words;
    }
    let mut kept: Vec<Word> = Vec::with_capacity(words.len());
    let mut later = words.as_slice();
    while let Some((word, after)) = later.split_first() {
        let count = [2, 1].into_iter().find(|count| {
            let said = span(later, 0, *count);
            let begins = word.is(&["i", "a", "an", "the", "my", "and", "we"]);
            let gap = usize::from(
                begins
                    && rest(later, *count)
                        .first()
                        .is_some_and(|next| next.norm == ","),
            );
            let again = span(later, count + gap, 2 * count + gap);
            said.len() == *count
                && again.len() == *count
                && said.iter().all(|word| word.is(STAMMERED))
                && said
                    .iter()
                    .zip(again)
                    .all(|(one, other)| one.norm == other.norm)
        });
        match count {
            Some(count) => {
                let gap = usize::from(
                    rest(later, count)
                        .first()
                        .is_some_and(|next| next.norm == ","),
                );
                later = rest(later, count + gap);
            }
            None => {
                kept.push(word.clone());
                later = after;
            }
        }
    }
    kept
}

/// "Two, no three", "two, I mean three", "three, three kids": the last number counts.
fn repaired(words: Vec<Word>) -> Vec<Word> {
    const CORRECTING: &[&str] = &[
        ",", "no", "sorry", "wait", "god", "actually", "i", "mean", "well",
    ];
    let counts =
        |word: &Word| !word.is(&["a", "an"]) && number(std::slice::from_ref(word)).is_some();
    if !words.iter().any(counts) {
        return words;
    }
    let mut kept: Vec<Word> = Vec::with_capacity(words.len());
    let mut later = words.as_slice();
    while let Some((word, after)) = later.split_first() {
        let between = after.iter().take_while(|word| word.is(CORRECTING)).count();
        let again = rest(after, between).first();
        let said = span(after, 0, between);
        let takes_back = said
            .iter()
            .any(|word| word.is(&["no", "sorry", "wait", "god", "mean"]))
            || again.is_some_and(|again| again.norm == word.norm);
        if between > 0 && counts(word) && takes_back && again.is_some_and(counts) {
            later = rest(after, between);
        } else {
            kept.push(word.clone());
            later = after;
        }
    }
    kept
}

/// "The dog's on tablets": of the house.
fn is_pet_that_does(later: &[Word]) -> bool {
    role_at(later).is_some_and(|(relation, _, used)| {
        relation.attribute == "pet"
            && rest(later, used)
                .first()
                .is_some_and(|next| next.is(&["'s", "is", "has", "does"]))
    })
}

/// "Me mum" and "the missus" as "my …".
fn own(mut words: Vec<Word>) -> Vec<Word> {
    for at in 0..words.len() {
        let later = rest(&words, at + 1);
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let given = || before.is_some_and(|before| before.is(GIVING));
        let someone = || role_at(later).is_some();
        let mine = words.get(at).is_some_and(|word| match word.norm.as_str() {
            "me" => {
                !given()
                    && (someone()
                        || later
                            .first()
                            .is_some_and(|next| is_of_the_body(next) || next.is(OWN)))
            }
            "the" if before.is_none_or(Word::is_mark) && is_pet_that_does(later) => true,
            "the" => {
                later.first().is_some_and(|next| next.is(THE_ONE))
                    && later.get(1).is_none_or(|next| next.norm != "of")
            }
            "our" => someone(),
            _ => false,
        });
        if let Some(word) = words.get_mut(at).filter(|_| mine) {
            let text = if word.is_capital() { "My" } else { "my" };
            *word = Word::new(text, "my", word.glued, word.quoted);
        }
    }
    words
}
