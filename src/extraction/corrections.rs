//! "It's Jess, not Jessica", "no, I said Austin".

mod instead;
mod redated;
mod slips;
mod undone;

use super::facts::introductions;
use super::facts::shapes::tidy;
use super::notes::{Place, contains_word, name_in, same, standing};
use super::openings::opened;
use super::pattern::{finds, matches};
use super::people::HOLDERS;
use super::reader::Reader;
use super::sentences::Sentence;
use super::words::{Word, rest, said, span};
use crate::memory::operation::Claim;
pub use instead::note as instead;
pub use undone::note as undone;

/// A correction is short.
const LONGEST: usize = 12;
/// Attributes that hold a name or a place, which is what is misheard.
const MISHEARD: &[&str] = &["name", "called", "home", "hometown", "dating_status"];

/// Notes the correction that the sentence is, if it is one.
pub fn note(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    slips::note(reader, place, sentence);
    redated::alone(reader, place, sentence);
    if is_set_right(sentence) {
        redated::note(reader, place, sentence);
    }
    if sentence.asks || sentence.words.len() > LONGEST {
        return;
    }
    let persona = reader.persona.clone();
    let words = opened(&sentence.words, &persona);
    if let Some(not) = words.iter().position(|word| word.norm == "not") {
        let (before, after) = (span(words, 0, not), rest(words, not + 1));
        // "Jess, not Jessica", and "not Jessica, it's Jess".
        let comma = after.iter().position(|word| word.norm == ",");
        let turned = comma.and_then(|comma| {
            let new = core_at_end(rest(after, comma + 1))?;
            Some((core(span(after, 0, comma))?, new))
        });
        let old = span(after, 0, comma.unwrap_or(after.len()));
        let straight = || Some((core(old)?, core_at_end(before)?));
        if let Some((old, new)) = turned.or_else(straight) {
            let known = reword(reader, place, &old, &new);
            let own = matches("it be|is {}", before)
                .is_some_and(|caught| core(caught.part(0)).is_some_and(|core| core == new));
            if !known && own && sounds_alike(&old, &new) {
                introductions::called(reader, place, sentence, &new);
            }
        }
    } else if finds("i said|meant", &sentence.words).is_some()
        && let Some(new) = core(words)
    {
        misheard(reader, place, &new);
    }
}

/// "Sorry, …", "no wait, …", "I mean …".
fn is_set_right(sentence: &Sentence) -> bool {
    let words = &sentence.words;
    words
        .first()
        .is_some_and(|first| first.is(&["sorry", "no", "wait"]))
        || finds("i mean|meant", words).is_some()
        || finds("tell a lie", words).is_some()
}

/// A name or a thing of at most three words, and nothing else.
fn core(words: &[Word]) -> Option<String> {
    let words = tidy(words);
    let skipped = words
        .iter()
        .take_while(|word| word.is(&["a", "an", "the", "in", "at", ","]))
        .count();
    let core = rest(words, skipped);
    let plain = core
        .iter()
        .all(|word| !word.is_mark() && !word.is(&["is", "am", "are", "do", "i", "it"]));
    ((1..=3).contains(&core.len()) && plain).then(|| said(core))
}

/// What stands last before ", not": "it's Jess".
fn core_at_end(words: &[Word]) -> Option<String> {
    const JOINTS: &[&str] = &[
        "is", "'s", "am", "are", "meant", "said", "called", "in", "at", "to", "a", "an", "the",
        "named", "mean",
    ];
    let words = tidy(words);
    let from = words
        .iter()
        .rposition(|word| word.is(JOINTS))
        .map_or(0, |at| at + 1);
    core(rest(words, from))
}

fn is_proper(text: &str, cased: bool) -> bool {
    !cased || text.chars().next().is_some_and(char::is_uppercase)
}

/// Puts the new in the place of the old: in what was noted, else in what is remembered.
/// Whether anything was.
fn reword(reader: &mut Reader<'_>, place: Place, old: &str, new: &str) -> bool {
    let cased = reader.people.cased;
    if !is_proper(old, cased) || !is_proper(new, cased) || old == new {
        return false;
    }
    if reader.notes.reword(old, new) {
        return true;
    }
    let wrong: Vec<Claim> = standing(reader.hearing.memories)
        .filter(|memory| {
            let named = HOLDERS.contains(&memory.attribute.as_str())
                && name_in(&memory.value).is_some_and(|name| same(&name, old));
            let misheard =
                MISHEARD.contains(&memory.attribute.as_str()) && contains_word(&memory.value, old);
            named || misheard
        })
        .map(|memory| Claim {
            category: memory.category,
            subject: memory.subject.clone(),
            attribute: memory.attribute.clone(),
            value: super::notes::replace_word(&memory.value, old, new),
            content: super::notes::replace_word(&memory.content, old, new),
            importance: memory.importance,
            confidence: 0.95,
            occurred_at: memory.occurred_at,
            sensitive: memory.sensitive,
            replaces: Some(memory.value.clone()),
        })
        .collect();
    let any = !wrong.is_empty();
    for claim in wrong {
        reader.notes.claim(place, claim);
    }
    any
}

/// "Bethan" and "Bethany", of which one may be heard for the other.
fn sounds_alike(one: &str, other: &str) -> bool {
    let common = one
        .to_lowercase()
        .chars()
        .zip(other.to_lowercase().chars())
        .take_while(|(one, other)| one == other)
        .count();
    common >= 3
}

/// What was noted last, in this turn of the user or the one before, was misheard.
fn misheard(reader: &mut Reader<'_>, place: Place, new: &str) {
    let lately = |at: Place| at.exchange + 1 >= place.exchange;
    let old = reader
        .notes
        .claims()
        .rev()
        .filter(|(at, _)| lately(*at))
        .find_map(|(_, claim)| {
            let attribute = claim.attribute.as_str();
            if HOLDERS.contains(&attribute) || attribute == "dating_status" {
                name_in(&claim.value)
            } else {
                MISHEARD.contains(&attribute).then(|| claim.value.clone())
            }
        });
    if let Some(old) = old.filter(|_| is_proper(new, reader.people.cased)) {
        reader.notes.reword(&old, new);
    }
}
