//! Another day for what was just told: "sorry, the eleventh".

use super::super::dates::{Grain, Tense, day_of, find};
use super::super::facts::spelt_when;
use super::super::notes::Place;
use super::super::openings::opened;
use super::super::reader::Reader;
use super::super::sentences::Sentence;
use super::super::words::{Word, rest, span};
use crate::memory::operation::Claim;
use chrono::Datelike as _;

/// "On the eleventh.": the day of what the sentence before told.
pub fn alone(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    let words = opened(&sentence.words, &reader.persona);
    if sentence.asks || words.is_empty() || words.len() > 6 {
        return;
    }
    let latest = reader
        .notes
        .claims()
        .rfind(|(at, _)| *at == place)
        .map(|(_, claim)| claim.clone());
    let dated = |claim: &Claim| {
        claim.occurred_at.is_none()
            && matches!(claim.attribute.as_str(), "event" | "mom" | "dad" | "plan")
    };
    let Some(old) = latest.filter(dated) else {
        return;
    };
    let tense = if old.attribute == "plan" {
        Tense::Future
    } else {
        Tense::Past
    };
    let found = find(words, reader.today, tense);
    let [day] = found.as_slice() else {
        return;
    };
    let whole = day.from <= 1 && rest(words, day.to).iter().all(Word::is_mark);
    if !whole || !matches!(day.grain, Grain::Day | Grain::Month | Grain::Year) {
        return;
    }
    let mut claim = old.clone();
    claim.content = format!("{}{}", old.content, spelt_when(day));
    claim.value = format!("{}{}", old.value, spelt_when(day));
    claim.occurred_at = day.moment(reader.zone);
    reader.notes.drop_claims(|other| other.value == old.value);
    reader.notes.claim(place, claim);
}

/// Gives the thing told last, in this turn of the user or the one before, the day that the sentence begins
/// with.
pub fn note(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    let words = opened(&sentence.words, &reader.persona);
    let end = words.iter().position(Word::is_mark).unwrap_or(words.len());
    let short = span(words, 0, end);
    if sentence.asks || short.is_empty() || short.len() > 4 {
        return;
    }
    let latest = reader
        .notes
        .claims()
        .rfind(|(at, claim)| at.exchange + 1 >= place.exchange && claim.occurred_at.is_some())
        .map(|(_, claim)| claim.clone());
    let Some(old) = latest else {
        return;
    };
    let Some(day) = old.occurred_at.map(|at| day_of(at, reader.zone)) else {
        return;
    };
    // "The eleventh" is of the same month.
    let month = day.with_day(1).unwrap_or(day);
    let from = month.max(reader.today);
    // "The eleventh" alone may be of anything; here it is a day.
    let named = short.first().is_some_and(|first| first.norm == "the");
    let spelt = super::super::fragments::with(if named { &["on"] } else { &[] }, short);
    let found = find(&spelt, from, Tense::Future);
    let [new] = found.as_slice() else {
        return;
    };
    let whole = new.from <= 2 && rest(&spelt, new.to).is_empty();
    let Some((told, _)) = old.content.rsplit_once(" on ") else {
        return;
    };
    if !whole || new.grain != Grain::Day || new.day == day {
        return;
    }
    let mut claim = old.clone();
    claim.content = format!("{told}{}", spelt_when(new));
    if let Some((value, _)) = old.value.rsplit_once(" on ") {
        claim.value = format!("{value}{}", spelt_when(new));
    }
    claim.occurred_at = new.moment(reader.zone);
    reader
        .notes
        .drop_claims(|other| other.value == old.value && other.occurred_at == old.occurred_at);
    reader.notes.claim(place, claim);
}
