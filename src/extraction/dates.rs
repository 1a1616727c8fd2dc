//! Days as people say them, against the day of the call in the user's own time zone.
//!
//! A day stands for its noon there, so that it is the same date on most clocks of the world; a
//! week stands for its Monday, a month and a year for their first day. "Next Friday" is the one
//! of the next week (weeks begin on Monday), "last Friday" the latest one before today.

mod calendar;
mod counting;
mod names;
mod scan;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, NaiveDate, TimeZone as _};

use super::words::{Word, rest};
use crate::time::{TimeZone, Timestamp};
use names::MONTHS;
pub use names::{month_by_name, number};
use scan::Scan;

/// Which way a bare "on Friday" or "in March" points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    Past,
    Future,
}

/// How much of the calendar was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    Day,
    Week,
    Month,
    Year,
    /// A time that no date stands for: "these days", "last summer".
    Vague,
}

/// A date that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The words that say it, their preposition too.
    pub from: usize,
    pub to: usize,
    pub day: NaiveDate,
    pub grain: Grain,
}

impl Found {
    /// The moment that it stands for.
    pub fn moment(&self, zone: TimeZone) -> Option<Timestamp> {
        let noon = self.day.and_hms_opt(12, 0, 0)?;
        (self.grain != Grain::Vague).then(|| {
            let moment = zone.from_local_datetime(&noon).earliest();
            moment
                .map(|moment: DateTime<TimeZone>| Timestamp::from_millis(moment.timestamp_millis()))
        })?
    }

    /// In words that stay true: "March 13, 2025", "February 2025", "2018".
    pub fn spelt(&self) -> String {
        let month = MONTHS
            .get(self.day.month0() as usize)
            .map(|names| super::words::capitalised(names.first().copied().unwrap_or_default()))
            .unwrap_or_default();
        match self.grain {
            Grain::Day => format!("{month} {}, {}", self.day.day(), self.day.year()),
            Grain::Week => format!(
                "the week of {month} {}, {}",
                self.day.day(),
                self.day.year()
            ),
            Grain::Month => format!("{month} {}", self.day.year()),
            Grain::Year => self.day.year().to_string(),
            Grain::Vague => String::new(),
        }
    }
}

/// The day of a moment in a time zone.
pub fn day_of(moment: Timestamp, zone: TimeZone) -> NaiveDate {
    moment.local(zone).date_naive()
}

/// The dates in the words, in their order.
pub fn find(words: &[Word], today: NaiveDate, tense: Tense) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        // "Every Sunday" is no day.
        let quoted = words.get(at).is_some_and(|word| word.quoted);
        let every = words
            .get(at)
            .is_some_and(|word| word.is(&["every", "each", "most"]));
        if every || quoted {
            at += if every { 2 } else { 1 };
            continue;
        }
        let date = Scan {
            words: rest(words, at),
            today,
            tense,
            placed: is_told_when(words, at),
        }
        .date()
        .or_else(|| set_apart(words, at, tense));
        match date {
            Some((day, grain, length)) if length > 0 => {
                found.push(Found {
                    from: at,
                    to: at + length,
                    day,
                    grain,
                });
                at += length;
            }
            _ => at += 1,
        }
    }
    found
}

/// Whether what stands before makes an ordinal a day: "the exam is | the third"; not "she is the
/// third".
fn is_told_when(words: &[Word], at: usize) -> bool {
    const PEOPLE: &[&str] = &["i", "you", "he", "she", "we", "they", "who"];
    let back = |by: usize| at.checked_sub(by).and_then(|at| words.get(at));
    back(1).is_some_and(|verb| verb.is(&["is", "'s", "was", "are"]))
        && back(2).is_some_and(|subject| !subject.is(PEOPLE))
}

/// A year set apart after what happened: "the wall came down, eighty-nine". After a name or a person
/// it would be an age.
fn set_apart(words: &[Word], at: usize, tense: Tense) -> Option<scan::Hit> {
    let (comma, before) = (at.checked_sub(1)?, at.checked_sub(2)?);
    let parted = words.get(comma)?.is(&[",", "-", "–", "—"]);
    let before = words.get(before)?;
    let person = before.is_capital()
        || super::people::relation(&before.norm).is_some()
        || before.is(&["he", "she", "i", "him", "her", "me"]);
    let (year, used) = names::short_year(rest(words, at))?;
    let ends = words.get(at + used).is_none_or(Word::is_mark);
    (parted && ends && !person && tense == Tense::Past)
        .then(|| NaiveDate::from_ymd_opt(year, 1, 1))
        .flatten()
        .map(|day| (day, Grain::Year, used))
}
