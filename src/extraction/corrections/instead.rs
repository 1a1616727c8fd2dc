//! One thing in the place of another that was told before: "it's not kiwis, it's the latex", "did I say
//! Cork? It's Kerry", "it's flat 9 I meant, not 6"; and what is borne again: "nuts are fine".

use super::super::dates::number;
use super::super::facts::shapes::tidy;
use super::super::notes::{Place, contains_word, replace_word, same, standing};
use super::super::openings::opened;
use super::super::pattern::{any_finds, finds, matches};
use super::super::people::NO_NAMES;
use super::super::reader::{Reader, Utterance};
use super::super::retelling::first_in_lower_case;
use super::super::sentences::Sentence;
use super::super::words::{Word, rest, said, span};
use crate::memory::operation::Claim;
use crate::memory::{Memory, Subject};

/// How one says that something else was said.
const SAID_BEFORE: &[&str] = &[
    "did i say|tell {}",
    "i said {} before|earlier|yesterday|, i",
    "i said {} the other day|week",
    "i said {} last time|week",
    "i told you {} but",
    "i say {} ,",
    "you have [still] got me at|in|down {}",
];
/// How it is, after that.
const IT_IS: &[&str] = &[
    "it|that be [the|a|an] {}",
    "he|she|they be in|at|called [the] {}",
    "i be in|at [the] {}",
    "i mean|meant {}",
];
/// What one does not bear, by its attributes.
const BORNE: &[&str] = &["allergy", "diet", "dislikes", "health"];

/// Reads a whole turn for it.
pub fn note(reader: &mut Reader<'_>, utterance: &Utterance) {
    let place = utterance.place;
    for (at, sentence) in utterance.sentences.iter().enumerate() {
        let later = utterance.sentences.get(at..).unwrap_or_default();
        said_before(reader, place, later);
        if !sentence.asks && sentence.words.iter().any(|word| word.norm == "not") {
            not_that(reader, place, sentence);
            other_number(reader, place, sentence);
        }
        if !sentence.asks {
            borne_again(reader, place, sentence);
        }
    }
}

/// "Did I say Cork the other day? He's in Kerry."
fn said_before(reader: &mut Reader<'_>, place: Place, sentences: &[Sentence]) {
    let Some(sentence) = sentences.first() else {
        return;
    };
    if !any_finds(SAID_BEFORE, &sentence.words) {
        return;
    }
    let caught = SAID_BEFORE.iter().find_map(|pattern| {
        let caught = finds(pattern, &sentence.words)?;
        let old = named(caught.part(0))?;
        let from = sentence.words.len() - caught.part(0).len().max(1);
        Some((old, from))
    });
    let Some((old, from)) = caught else {
        return;
    };
    let new = sentences.iter().enumerate().find_map(|(at, later)| {
        let words = if at == 0 {
            rest(&later.words, from)
        } else {
            &later.words
        };
        // "Did I say Dover? Deal."
        let bare = at > 0 && words.iter().filter(|word| !word.is_mark()).count() <= 2;
        let found = IT_IS
            .iter()
            .find_map(|pattern| named(finds(pattern, words)?.part(0)))
            .or_else(|| bare.then(|| named(words)).flatten());
        found.filter(|new| !same(new, &old))
    });
    if let Some(new) = new {
        replace(reader, place, &old, &new);
    }
}

/// "It's not strawberries at all, it's the latex".
fn not_that(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    let Some(caught) = finds("it|that be|was not {}", &sentence.words) else {
        return;
    };
    let end = caught
        .part(0)
        .iter()
        .position(|word| word.is_mark() || word.is(&["at", "it", "but", "after"]))
        .unwrap_or(caught.part(0).len());
    let old = bare(span(caught.part(0), 0, end));
    if old.is_empty() || old.len() > 3 {
        return;
    }
    let later = rest(caught.part(0), end);
    let new = finds("it be|was {}", later).map(|caught| {
        let end = caught
            .part(0)
            .iter()
            .position(|word| word.is_mark() || word.is(&["in", "that", "which", "from"]))
            .unwrap_or(caught.part(0).len());
        said(bare(span(caught.part(0), 0, end)))
    });
    let old = first_in_lower_case(&said(old));
    if let Some(new) = new.filter(|new| !new.is_empty()) {
        replace(reader, place, &old, &first_in_lower_case(&new));
    }
}

/// "It's flat 9 I meant, not 6", "it isn't thirty, it's twenty-six".
fn other_number(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    let counts: Vec<&Word> = sentence
        .words
        .iter()
        .filter(|word| is_number(word))
        .collect();
    let not = sentence.words.iter().position(|word| word.norm == "not");
    let (Some(not), [one, other]) = (not, counts.as_slice()) else {
        return;
    };
    let denied = rest(&sentence.words, not + 1)
        .iter()
        .find(|word| is_number(word));
    let Some(denied) = denied else {
        return;
    };
    let new = if one.norm == denied.norm { other } else { one };
    let corrects = finds("i meant|mean|said", &sentence.words).is_some()
        || matches("it|that be not {}", opened(&sentence.words, "")).is_some()
        || finds("it be not {}", &sentence.words).is_some();
    if corrects && new.norm != denied.norm {
        replace(reader, place, &denied.norm, &new.norm);
    }
}

/// "Nuts are completely fine", "I can eat bread again".
fn borne_again(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    let words = opened(&sentence.words, "");
    let denied = words.iter().any(|word| word.is(&["not", "never", "if"]));
    let caught = matches(
        "{} be completely|absolutely|perfectly fine|safe|okay",
        words,
    )
    .or_else(|| matches("{} be fine|safe|okay", words))
    .or_else(|| finds("i can have|eat|drink {} again|now", words));
    let Some(caught) = caught.filter(|_| !denied) else {
        return;
    };
    let thing = said(bare(caught.part(0)));
    // "Fine for my sister" says nothing of the user.
    let of_user = caught.left.iter().all(|word| {
        word.is_mark()
            || word.is(&[
                "now", "again", "for", "with", "me", "though", "by", "these", "days",
            ])
    });
    if thing.is_empty() || caught.part(0).len() > 3 || !of_user {
        return;
    }
    let is_so = |subject: &Subject, attribute: &str, value: &str| {
        *subject == Subject::User && BORNE.contains(&attribute) && contains_word(value, &thing)
    };
    reader
        .notes
        .drop_claims(|claim| is_so(&claim.subject, &claim.attribute, &claim.value));
    reader.end_standing(place, |memory| {
        is_so(&memory.subject, &memory.attribute, &memory.value)
    });
}

/// Puts the new in the place of the old where it was told in this call; else in the one memory that
/// tells it, since of several it may be any.
fn replace(reader: &mut Reader<'_>, place: Place, old: &str, new: &str) {
    if reader.notes.reword(old, new) {
        return;
    }
    let mut wrong = standing(reader.hearing.memories)
        .filter(|memory| contains_word(&memory.value, old))
        .map(|memory| retold(memory, old, new));
    if let (Some(claim), None) = (wrong.next(), wrong.next()) {
        reader.notes.claim(place, claim);
    }
}

/// What a memory says, with the new in the place of the old.
fn retold(memory: &Memory, old: &str, new: &str) -> Claim {
    Claim {
        category: memory.category,
        subject: memory.subject.clone(),
        attribute: memory.attribute.clone(),
        value: replace_word(&memory.value, old, new),
        content: replace_word(&memory.content, old, new),
        importance: memory.importance,
        confidence: 0.85,
        occurred_at: memory.occurred_at,
        sensitive: memory.sensitive,
        replaces: Some(memory.value.clone()),
    }
}

/// A name or a number with which the words begin.
fn named(words: &[Word]) -> Option<String> {
    let words = bare(words);
    let named = words
        .iter()
        .take(3)
        .take_while(|word| word.is_capital() && !word.is(NO_NAMES))
        .count();
    let first = words.first()?;
    if named > 0 {
        Some(said(span(words, 0, named)))
    } else {
        is_number(first).then(|| first.norm.clone())
    }
}

fn bare(words: &[Word]) -> &[Word] {
    let words = tidy(words);
    rest(
        words,
        words
            .iter()
            .take_while(|word| word.is(&["a", "an", "the", "in", "at", "my"]))
            .count(),
    )
}

fn is_number(word: &Word) -> bool {
    !word.is(&["a", "an", "one"])
        && (number(std::slice::from_ref(word)).is_some()
            || word.norm.starts_with(|c: char| c.is_ascii_digit()))
}
