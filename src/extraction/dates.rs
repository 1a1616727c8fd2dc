//! Days as people say them, against the day of the call in the user's own time zone.
//!
//! A day stands for its noon there, so that it is the same date on most clocks of the world; a
//! week stands for its Monday, a month and a year for their first day. "Next Friday" is the one
//! of the next week (weeks begin on Monday), "last Friday" the latest one before today.

mod scan;

use chrono::{DateTime, Datelike, NaiveDate, TimeZone as _, Weekday};

use super::words::{Word, rest};
use crate::time::{TimeZone, Timestamp};
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

const MONTHS: &[&[&str]] = &[
    &["january", "jan"],
    &["february", "feb"],
    &["march"],
    &["april", "apr"],
    &["may"],
    &["june"],
    &["july"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];
const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];
const HOLIDAYS: &[(&str, u32, u32)] = &[
    ("christmas", 12, 25),
    ("halloween", 10, 31),
    ("valentine", 2, 14),
];
const NUMBERS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
const ORDINALS: &[&str] = &[
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];
/// Whole phrases without a date of their own.
const VAGUE: &[&[&str]] = &[
    &["these", "days"],
    &["right", "now"],
    &["at", "the", "moment"],
    &["for", "now"],
    &["a", "while", "ago"],
    &["a", "long", "time", "ago"],
    &["the", "other", "day"],
    &["years", "ago"],
    &["one", "day"],
    &["some", "day"],
    &["someday"],
    &["soon"],
    &["lately"],
    &["recently"],
];
const SEASONS: &[&str] = &["spring", "summer", "fall", "autumn", "winter"];

/// "three", "3", "a couple of" (2); and how many words that took.
pub fn number(words: &[Word]) -> Option<(u32, usize)> {
    let first = words.first()?;
    if first.norm == "couple"
        || (first.norm == "a" && words.get(1).is_some_and(|word| word.norm == "couple"))
    {
        let couple = usize::from(first.norm == "a") + 1;
        let of = words.get(couple).is_some_and(|word| word.norm == "of");
        return Some((2, couple + usize::from(of)));
    }
    if first.is(&["a", "an"]) {
        return Some((1, 1));
    }
    let spelt = NUMBERS.iter().position(|name| *name == first.norm);
    let digits = first.norm.parse::<u32>().ok();
    spelt
        .and_then(|at| u32::try_from(at).ok())
        .or(digits)
        .map(|number| (number, 1))
}

/// "13th", "third".
fn ordinal(word: &Word) -> Option<u32> {
    let spelt = ORDINALS.iter().position(|name| *name == word.norm);
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.norm.strip_suffix(ending))
        .and_then(|digits| digits.parse().ok());
    spelt
        .and_then(|at| u32::try_from(at).ok())
        .or(digits)
        .filter(|day| (1..=31).contains(day))
}

fn month(word: &Word) -> Option<u32> {
    // "May" and "March" are words as well; as months they have a capital.
    let written = !word.is(&["may", "march"]) || word.is_capital();
    month_by_name(word).filter(|_| written)
}

/// Where a day stands beside it, a month needs no capital.
fn month_by_name(word: &Word) -> Option<u32> {
    let at = MONTHS
        .iter()
        .position(|names| names.contains(&word.norm.as_str()))?;
    u32::try_from(at + 1).ok()
}

fn weekday(word: &Word) -> Option<Weekday> {
    let plain = WEEKDAYS.iter().find(|(name, _)| *name == word.norm);
    plain.map(|(_, day)| *day)
}

fn year(word: &Word) -> Option<i32> {
    word.norm
        .parse()
        .ok()
        .filter(|year| (1900..=2100).contains(year) && word.norm.len() == 4)
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
        }
        .date();
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

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    /// A Tuesday.
    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, 1, 7).unwrap()
    }

    fn day(text: &str, tense: Tense) -> Option<String> {
        find(&words(text), today(), tense)
            .iter()
            .find(|found| found.grain != Grain::Vague)
            .map(|found| found.day.to_string())
    }

    #[test]
    fn days_to_come_are_counted_from_the_day_of_the_call() {
        for (text, expected) in [
            ("tomorrow", "2025-01-08"),
            ("the day after tomorrow", "2025-01-09"),
            ("on Friday", "2025-01-10"),
            ("on Tuesday", "2025-01-14"),
            ("this Friday", "2025-01-10"),
            ("next Friday", "2025-01-17"),
            ("next week", "2025-01-13"),
            ("this weekend", "2025-01-11"),
            ("next month", "2025-02-01"),
            ("next year", "2026-01-01"),
            ("in three weeks", "2025-01-28"),
            ("in a couple of days", "2025-01-09"),
            ("in March", "2025-03-01"),
            ("next March", "2025-03-01"),
            ("on the 13th of March", "2025-03-13"),
            ("March 13th, 2026", "2026-03-13"),
            ("on the 3rd", "2025-02-03"),
            ("on Christmas", "2025-12-25"),
            ("2025-02-03", "2025-02-03"),
        ] {
            assert_eq!(
                day(text, Tense::Future).as_deref(),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn days_past_are_counted_back() {
        for (text, expected) in [
            ("yesterday", "2025-01-06"),
            ("last night", "2025-01-06"),
            ("last Friday", "2025-01-03"),
            ("on Friday", "2025-01-03"),
            ("last March", "2024-03-01"),
            ("last week", "2024-12-30"),
            ("last month", "2024-12-01"),
            ("in 2018", "2018-01-01"),
            ("in March 2020", "2020-03-01"),
            ("two weeks ago", "2024-12-24"),
            ("3 years ago", "2022-01-01"),
            ("back in 2018", "2018-01-01"),
            ("on October 3rd", "2024-10-03"),
        ] {
            assert_eq!(day(text, Tense::Past).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn words_that_only_look_like_dates_are_none() {
        for text in [
            "I may go",
            "we march on",
            "the third wheel",
            "a second chance",
            "30 people",
            "on the 45th",
        ] {
            assert_eq!(day(text, Tense::Future), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_that_of_the_users_own_time_zone() {
        let moment = Timestamp::parse("2025-01-08T03:00:00Z").unwrap();
        assert_eq!(
            day_of(moment, chrono_tz::America::Los_Angeles).to_string(),
            "2025-01-07"
        );
        assert_eq!(
            day_of(moment, chrono_tz::Asia::Tokyo).to_string(),
            "2025-01-08"
        );
    }

    #[test]
    fn a_date_far_out_of_the_calendar_is_none_and_not_a_panic() {
        for text in [
            "4294967295 years ago",
            "in 4294967295 days",
            "4294967295 months from now",
        ] {
            assert_eq!(day(text, Tense::Future), None, "{text}");
        }
    }

    #[test]
    fn a_moment_is_noon_where_the_user_lives() {
        let found = find(&words("tomorrow"), today(), Tense::Future);
        assert_eq!(
            found[0].moment(chrono_tz::America::New_York),
            Timestamp::parse("2025-01-08T17:00:00Z")
        );
    }
}
