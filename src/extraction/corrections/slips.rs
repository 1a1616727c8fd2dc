//! Slips of the tongue, taken back at once or another day: "cousin I mean", "well, I was", "it's
//! York now", "she's not Elsa any more, she's Dot".

use super::super::facts::shapes::{Shape, tidy, values};
use super::super::facts::ties::introduce;
use super::super::facts::{Fact, Said, tell};
use super::super::notes::{Place, contains_word, name_in, standing};
use super::super::openings::opened;
use super::super::pattern::{any_finds, finds, matches};
use super::super::people::{HOLDERS, Mention, NO_NAMES, Who, role_at};
use super::super::reader::Reader;
use super::super::sentences::Sentence;
use super::super::words::Word;
use crate::memory::Subject;

/// "Well, I was": what was claimed last is so no more.
const LAPSED: &[&str] = &["i was", "i did", "i used to", "i used to be", "i had"];
/// A clause in which a slip is noticed.
const NOTICED: &[&str] = &[
    "i mean",
    "i meant",
    "what am i saying",
    "no wait",
    "sorry",
    "i tell a lie",
    "scratch that",
];

/// Notes the slip that the sentence takes back, if it is one.
pub fn note(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    let persona = reader.persona.clone();
    let words = opened(&sentence.words, &persona);
    let lapsed = LAPSED
        .iter()
        .any(|pattern| matches(pattern, words).is_some_and(|caught| tidy(caught.left).is_empty()));
    if lapsed && !sentence.asks {
        drop_latest(reader, place);
        return;
    }
    let noticed = any_finds(NOTICED, &sentence.words);
    if noticed {
        other_relation(reader, place, sentence, words);
    }
    // "She's my niece, not my daughter."
    if let Some(caught) = finds("he|she be my {} , not my|your {}", &sentence.words) {
        other_relation(reader, place, sentence, caught.part(0));
    }
    counted_or_placed_anew(reader, place, words, noticed);
    sounds_alike(reader, place, sentence);
    lives_elsewhere(reader, place, sentence);
    renamed(reader, place, sentence);
}

/// What the user last claimed of themselves in this turn or the one before.
fn drop_latest(reader: &mut Reader<'_>, place: Place) {
    let latest = reader
        .notes
        .claims()
        .rfind(|(at, claim)| {
            at.exchange + 1 >= place.exchange
                && claim.subject == Subject::User
                && claim.content.starts_with("User is ")
        })
        .map(|(_, claim)| claim.value.clone());
    if let Some(value) = latest {
        reader.notes.drop_claims(|claim| claim.value == value);
    }
}

/// "Sorry, Exeter", "no, what am I on about, three": in the place of the last name or number that was told
/// in this turn.
fn counted_or_placed_anew(reader: &mut Reader<'_>, place: Place, words: &[Word], noticed: bool) {
    let spoken = words;
    let short = spoken.iter().take_while(|word| !word.is_mark()).count() <= 3;
    let corrects = reader.slipped == Some(place.exchange);
    let (Some(first), true) = (spoken.first(), (corrects || noticed) && short) else {
        return;
    };
    let count = |word: &Word| {
        !word.is(&["a", "an"]) && super::super::dates::number(std::slice::from_ref(word)).is_some()
    };
    let number = count(first);
    let named = first.is_capital() && reader.people.cased && !first.is(NO_NAMES);
    let day = is_weekday(first);
    if !number && !named && !day {
        return;
    }
    let old = reader
        .notes
        .claims()
        .rev()
        .filter(|(at, _)| *at == place || noticed && at.exchange + 1 == place.exchange)
        .find_map(|(_, claim)| {
            let told = super::super::words::words(&claim.content);
            let alike = |word: &&Word| {
                if day {
                    is_weekday(word)
                } else if number {
                    count(word)
                } else {
                    word.is_capital() && !word.is(NO_NAMES)
                }
            };
            told.iter()
                .skip(1)
                .rfind(alike)
                .map(|word| word.text.clone())
        });
    if let Some(old) = old {
        let new = if number {
            first.norm.clone()
        } else {
            first.text.clone()
        };
        reader.notes.reword(&old, &new);
    }
}

/// "Radiologist!", after "she's a radiographer": one word for another that begins as it does.
fn sounds_alike(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    const ALIKE: usize = 5;
    let mut spoken = sentence.words.iter().filter(|word| !word.is_mark());
    let (Some(new), None) = (spoken.next(), spoken.next()) else {
        return;
    };
    let begun: String = new.norm.chars().take(ALIKE).collect();
    let old = reader
        .notes
        .claims()
        .rev()
        .filter(|(at, _)| at.exchange + 1 == place.exchange)
        .find_map(|(_, claim)| {
            super::super::words::words(&claim.content)
                .into_iter()
                .find(|word| {
                    word.norm != new.norm
                        && begun.chars().count() == ALIKE
                        && word.norm.starts_with(&begun)
                        && (new.is_capital() || !word.is_capital())
                })
        });
    if let Some(old) = old {
        // At the beginning of a sentence a capital tells nothing.
        let new = if old.is_capital() {
            &new.text
        } else {
            &new.norm
        };
        reader.notes.reword(&old.text, new);
    }
}

/// "Tuesday", "Tuesdays".
fn is_weekday(word: &Word) -> bool {
    word.is(&[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mondays",
        "tuesdays",
        "wednesdays",
        "thursdays",
        "fridays",
        "saturdays",
        "sundays",
    ])
}

/// "Cousin I mean": the one of whom was just spoken is that to the user.
fn other_relation(reader: &mut Reader<'_>, place: Place, sentence: &Sentence, words: &[Word]) {
    let Some((relation, qualifier, _)) = role_at(words) else {
        return;
    };
    let wrong = reader
        .notes
        .claims()
        .rfind(|(at, claim)| {
            at.exchange + 1 >= place.exchange
                && HOLDERS.contains(&claim.attribute.as_str())
                && name_in(&claim.value).is_some()
        })
        .map(|(_, claim)| claim.clone());
    let Some(wrong) = wrong.filter(|wrong| {
        !contains_word(&wrong.content, relation.word) || wrong.attribute != relation.attribute
    }) else {
        return;
    };
    reader
        .notes
        .drop_claims(|claim| claim.attribute == wrong.attribute && claim.value == wrong.value);
    let mention = Mention {
        name: name_in(&wrong.value),
        relation: Some(relation),
        qualifier,
    };
    reader.people.met(&mention);
    introduce(reader, spoken(place, sentence), &mention);
}

fn spoken<'a>(place: Place, sentence: &'a Sentence) -> Said<'a> {
    Said::whole(place, sentence, 0.85)
}

/// "It's York now", where another home is known or was just told.
fn lives_elsewhere(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    let Some(caught) = finds("it be {} now", &sentence.words) else {
        return;
    };
    let of_place = |attribute: &str, value: &str| {
        attribute == "home" || (attribute == "other" && value.starts_with("Is in "))
    };
    let known = reader.notes.claims().any(|(_, claim)| {
        claim.subject == Subject::User && of_place(&claim.attribute, &claim.value)
    }) || standing(reader.hearing.memories).any(|memory| {
        memory.subject == Subject::User && of_place(&memory.attribute, &memory.value)
    });
    let Some(home) = values(Shape::Place, caught.part(0), &reader.people)
        .pop()
        .filter(|_| known)
    else {
        return;
    };
    reader
        .notes
        .drop_claims(|claim| of_place(&claim.attribute, &claim.value));
    let fact = Fact {
        attribute: "home",
        says: format!("lives in {home}"),
        value: home,
        sensitive: false,
    };
    tell(reader, spoken(place, sentence), &Who::User, fact);
}

/// "She's not Elsa any more": whoever was called that has another name, which the next words say.
fn renamed(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    let Some(caught) = finds("she|he|it be not {} any more|longer", &sentence.words)
        .or_else(|| finds("she|he|it be not {} anymore", &sentence.words))
        .or_else(|| finds("she|he|it be no longer {}", &sentence.words))
        .or_else(|| finds("not calling her|him|it {} any more|longer", &sentence.words))
        .or_else(|| finds("not calling her|him|it {} anymore", &sentence.words))
    else {
        if let Some(old) = reader.once_called.take()
            && let Some(caught) = finds("she|he|it be [called|named] [now] {}", &sentence.words)
            && let Some((new, _)) = reader.people.name(caught.part(0))
        {
            super::reword(reader, place, &old, &new);
        }
        return;
    };
    let Some((old, used)) = reader.people.name(caught.part(0)) else {
        return;
    };
    let named = standing(reader.hearing.memories)
        .any(|memory| memory.attribute == "pet" && contains_word(&memory.value, &old));
    if used == caught.part(0).len() && named {
        reader.once_called = Some(old);
    }
}
