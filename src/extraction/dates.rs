//! Days as people say them, against the day of the call in the user's own time zone.
//!
//! A day stands for its noon there, so that it is the same date on most clocks of the world; a
//! week stands for its Monday, a month and a year for their first day. "Next Friday" is the one
//! of the next week (weeks begin on Monday), "last Friday" the latest one before today.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeZone as _, Weekday};

use super::words::{Word, rest};
use crate::time::{TimeZone, Timestamp};

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
    let at = MONTHS
        .iter()
        .position(|names| names.contains(&word.norm.as_str()))?;
    // "May" and "March" are words as well; as months they have a capital.
    let written = !word.is(&["may", "march"]) || word.is_capital();
    u32::try_from(at + 1).ok().filter(|_| written)
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

type Hit = (NaiveDate, Grain, usize);

#[derive(Clone, Copy)]
struct Scan<'a> {
    words: &'a [Word],
    today: NaiveDate,
    tense: Tense,
}

impl Scan<'_> {
    fn is(&self, at: usize, norms: &[&str]) -> bool {
        self.words.get(at).is_some_and(|word| word.is(norms))
    }

    fn later(&self, by: usize) -> Self {
        Self {
            words: rest(self.words, by),
            ..*self
        }
    }

    /// A date at the first word, its preposition included.
    fn date(&self) -> Option<Hit> {
        if self.is(0, &["in"]) {
            // "in 3 days" counts from today, "in March" and "in 2018" are names.
            return self
                .ahead(1)
                .or_else(|| self.named(1))
                .or_else(|| self.season(1, 2));
        }
        if self.is(
            0,
            &[
                "on", "since", "by", "until", "from", "this", "for", "during", "back", "around",
                "about", "almost", "nearly", "roughly", "at", "over", "before",
            ],
        ) {
            let twice = self.is(0, &["back", "since", "by"]) && self.is(1, &["in", "on"]);
            let by = if twice { 2 } else { 1 };
            let scan = self.later(by);
            if let Some((day, grain, length)) = scan.bare().or_else(|| scan.holiday()) {
                return Some((day, grain, length + by));
            }
        }
        self.bare()
    }

    fn bare(&self) -> Option<Hit> {
        self.vague()
            .or_else(|| self.near())
            .or_else(|| self.ago())
            .or_else(|| self.relative())
            .or_else(|| self.month_and_day())
            .or_else(|| self.of_this_month())
            .or_else(|| self.iso())
            .or_else(|| self.day_of_week())
            .or_else(|| self.year_alone())
    }

    /// After "in": a month, with or without a year, or a year.
    fn named(&self, at: usize) -> Option<Hit> {
        let scan = self.later(at);
        let (day, grain, length) = scan
            .month_and_day()
            .or_else(|| scan.month_alone())
            .or_else(|| scan.year_alone())?;
        Some((day, grain, length + at))
    }

    fn vague(&self) -> Option<Hit> {
        let phrase = VAGUE.iter().find(|phrase| {
            phrase
                .iter()
                .enumerate()
                .all(|(at, norm)| self.is(at, &[norm]))
        });
        phrase
            .map(|phrase| (self.today, Grain::Vague, phrase.len()))
            .or_else(|| {
                let lead = usize::from(self.is(0, &["last", "next", "this"]));
                (lead > 0).then(|| self.season(1, 1)).flatten()
            })
    }

    fn season(&self, at: usize, longest_lead: usize) -> Option<Hit> {
        let the = usize::from(longest_lead > 1 && self.is(at, &["the"]));
        self.is(at + the, SEASONS)
            .then_some((self.today, Grain::Vague, at + the + 1))
    }

    /// Today, tomorrow, yesterday and their parts.
    fn near(&self) -> Option<Hit> {
        let part = |at| usize::from(self.is(at, &["morning", "afternoon", "evening", "night"]));
        let (days, length) = if self.is(0, &["today", "tonight"]) {
            (0, 1)
        } else if self.is(0, &["tomorrow"]) {
            (1, 1 + part(1))
        } else if self.is(0, &["yesterday"]) {
            (-1, 1 + part(1))
        } else if self.is(0, &["last"]) && self.is(1, &["night"]) {
            (-1, 2)
        } else if self.is(0, &["this"]) && part(1) > 0 {
            (0, 2)
        } else {
            let the = usize::from(self.is(0, &["the"]));
            match () {
                () if self.is(the, &["day"])
                    && self.is(the + 1, &["after"])
                    && self.is(the + 2, &["tomorrow"]) =>
                {
                    (2, the + 3)
                }
                () if self.is(the, &["day"])
                    && self.is(the + 1, &["before"])
                    && self.is(the + 2, &["yesterday"]) =>
                {
                    (-2, the + 3)
                }
                () => return None,
            }
        };
        Some((shift(self.today, days)?, Grain::Day, length))
    }

    /// "Three weeks ago".
    fn ago(&self) -> Option<Hit> {
        let (count, used) = number(self.words)?;
        let unit = Unit::of(self.words.get(used)?)?;
        let ago = self.is(used + 1, &["ago"]);
        let on = self.is(used + 1, &["from"]) && self.is(used + 2, &["now", "today"]);
        match (ago, on) {
            (true, _) => Some((
                unit.moved(self.today, count, Tense::Past)?,
                unit.grain(),
                used + 2,
            )),
            (_, true) => Some((
                unit.moved(self.today, count, Tense::Future)?,
                unit.grain(),
                used + 3,
            )),
            _ => None,
        }
    }

    /// "[In] three weeks".
    fn ahead(&self, at: usize) -> Option<Hit> {
        let scan = self.later(at);
        let (count, used) = number(scan.words)?;
        let unit = Unit::of(scan.words.get(used)?)?;
        let moved = unit.moved(self.today, count, Tense::Future)?;
        (self.tense == Tense::Future).then_some((moved, unit.grain(), at + used + 1))
    }

    /// "Next week", "last March", "this Friday", "the weekend".
    fn relative(&self) -> Option<Hit> {
        let the = usize::from(self.is(0, &["the"]));
        let past = usize::from(self.is(the, &["this"]) && self.is(the + 1, &["past", "coming"]));
        let step = match self.words.get(the + past)?.norm.as_str() {
            "next" | "coming" => 1,
            "last" | "past" => -1,
            "this" => 0,
            "weekend" if the == 1 => return self.weekend(0).map(|day| (day, Grain::Day, 2)),
            _ => return None,
        };
        let at = the + past + 1;
        let word = self.words.get(at)?;
        let length = at + 1;
        if let Some(day) = weekday(word) {
            return Some((self.weekday_of(day, step, past > 0)?, Grain::Day, length));
        }
        if let Some(month) = month(word) {
            return Some((self.month_of(month, step)?, Grain::Month, length));
        }
        let monday = self.today.week(Weekday::Mon).checked_first_day()?;
        match word.norm.as_str() {
            "week" => Some((shift(monday, 7 * step)?, Grain::Week, length)),
            "weekend" => Some((self.weekend(step)?, Grain::Day, length)),
            "month" => Some((
                months(self.today.with_day(1)?, i64::from(step))?,
                Grain::Month,
                length,
            )),
            "year" => Some((
                NaiveDate::from_ymd_opt(self.today.year() + step as i32, 1, 1)?,
                Grain::Year,
                length,
            )),
            _ => None,
        }
    }

    fn weekend(&self, step: i64) -> Option<NaiveDate> {
        let monday = self.today.week(Weekday::Mon).checked_first_day()?;
        let back = if step == 0
            && self.tense == Tense::Past
            && self.today.weekday().num_days_from_monday() < 5
        {
            -7
        } else {
            0
        };
        shift(monday, 5 + 7 * step + back)
    }

    fn weekday_of(&self, day: Weekday, step: i64, named: bool) -> Option<NaiveDate> {
        let monday = self.today.week(Weekday::Mon).checked_first_day()?;
        match step {
            1 if named => self.after(day),
            1 => shift(monday, 7 + i64::from(day.num_days_from_monday())),
            -1 => self.before(day),
            _ => shift(monday, i64::from(day.num_days_from_monday())),
        }
    }

    fn after(&self, day: Weekday) -> Option<NaiveDate> {
        (1..=7)
            .filter_map(|days| shift(self.today, days))
            .find(|date| date.weekday() == day)
    }

    fn before(&self, day: Weekday) -> Option<NaiveDate> {
        (1..=7)
            .filter_map(|days| shift(self.today, -days))
            .find(|date| date.weekday() == day)
    }

    /// The first of that month: this year's, the latest or the next.
    fn month_of(&self, month: u32, step: i64) -> Option<NaiveDate> {
        let now = self.today.month();
        let year = self.today.year()
            + match step {
                1 if month <= now => 1,
                -1 if month >= now => -1,
                _ => 0,
            };
        NaiveDate::from_ymd_opt(year, month, 1)
    }

    /// "March 13th, 2020", "the 13th of March", "March 2020".
    fn month_and_day(&self) -> Option<Hit> {
        let the = usize::from(self.is(0, &["the"]));
        if let Some(day) = self
            .words
            .get(the)
            .and_then(|word| ordinal(word).or_else(|| plain_day(word)))
        {
            let of = usize::from(self.is(the + 1, &["of"]));
            let month = self.words.get(the + 1 + of).and_then(month)?;
            return self.with_year(month, day, the + 2 + of);
        }
        let month = self.words.first().and_then(month)?;
        let the = usize::from(self.is(1, &["the"]));
        let next = self.words.get(1 + the)?;
        if let Some(year) = year(next) {
            return Some((NaiveDate::from_ymd_opt(year, month, 1)?, Grain::Month, 2));
        }
        let day = ordinal(next).or_else(|| plain_day(next))?;
        self.with_year(month, day, 2 + the)
    }

    fn with_year(&self, month: u32, day: u32, used: usize) -> Option<Hit> {
        let comma = usize::from(self.is(used, &[","]));
        if let Some(year) = self.words.get(used + comma).and_then(year) {
            return Some((
                NaiveDate::from_ymd_opt(year, month, day)?,
                Grain::Day,
                used + comma + 1,
            ));
        }
        let this = NaiveDate::from_ymd_opt(self.today.year(), month, day)?;
        let year = match self.tense {
            Tense::Past if this > self.today => self.today.year() - 1,
            Tense::Future if this < self.today => self.today.year() + 1,
            _ => self.today.year(),
        };
        Some((NaiveDate::from_ymd_opt(year, month, day)?, Grain::Day, used))
    }

    fn month_alone(&self) -> Option<Hit> {
        let month = self.words.first().and_then(month)?;
        let now = self.today.month();
        let step = match self.tense {
            Tense::Past if month > now => -1,
            Tense::Future if month < now => 1,
            _ => 0,
        };
        Some((self.month_of(month, step)?, Grain::Month, 1))
    }

    /// "The 13th".
    fn of_this_month(&self) -> Option<Hit> {
        let day = self
            .is(0, &["the"])
            .then(|| self.words.get(1).and_then(ordinal_in_digits))
            .flatten()?;
        let this = self.today.with_day(day);
        let moved = match self.tense {
            Tense::Future if this.is_none_or(|date| date < self.today) => {
                months(self.today.with_day(1)?, 1)?.with_day(day)
            }
            Tense::Past if this.is_none_or(|date| date > self.today) => {
                months(self.today.with_day(1)?, -1)?.with_day(day)
            }
            _ => this,
        };
        Some((moved?, Grain::Day, 2))
    }

    fn iso(&self) -> Option<Hit> {
        let date = NaiveDate::parse_from_str(&self.words.first()?.norm, "%Y-%m-%d").ok()?;
        Some((date, Grain::Day, 1))
    }

    fn holiday(&self) -> Option<Hit> {
        let word = self.words.first()?;
        let (_, month, day) = HOLIDAYS.iter().find(|(name, _, _)| *name == word.norm)?;
        let tail = if self.is(1, &["'s"]) { 2 } else { 1 };
        let length = tail + usize::from(self.is(tail, &["day"]));
        self.with_year(*month, *day, length)
    }

    fn day_of_week(&self) -> Option<Hit> {
        let day = weekday(self.words.first()?)?;
        let date = match self.tense {
            Tense::Past => self.before(day),
            Tense::Future => self.after(day),
        };
        let part = usize::from(self.is(1, &["morning", "afternoon", "evening", "night"]));
        Some((date?, Grain::Day, 1 + part))
    }

    fn year_alone(&self) -> Option<Hit> {
        let year = self.words.first().and_then(year)?;
        Some((NaiveDate::from_ymd_opt(year, 1, 1)?, Grain::Year, 1))
    }
}

/// "13" beside a month.
fn plain_day(word: &Word) -> Option<u32> {
    word.norm.parse().ok().filter(|day| (1..=31).contains(day))
}

fn ordinal_in_digits(word: &Word) -> Option<u32> {
    ordinal(word).filter(|_| word.norm.starts_with(|c: char| c.is_ascii_digit()))
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    fn of(word: &Word) -> Option<Self> {
        match word.norm.trim_end_matches('s') {
            "day" => Some(Self::Day),
            "week" => Some(Self::Week),
            "month" => Some(Self::Month),
            "year" => Some(Self::Year),
            _ => None,
        }
    }

    /// A count of years or months names no day.
    fn grain(self) -> Grain {
        match self {
            Self::Day | Self::Week => Grain::Day,
            Self::Month => Grain::Month,
            Self::Year => Grain::Year,
        }
    }

    fn moved(self, day: NaiveDate, count: u32, tense: Tense) -> Option<NaiveDate> {
        let sign = if tense == Tense::Past { -1 } else { 1 };
        let count = sign * i64::from(count);
        match self {
            Self::Day => shift(day, count),
            Self::Week => shift(day, count.checked_mul(7)?),
            Self::Month => months(day.with_day(1)?, count),
            Self::Year => months(day.with_month(1)?.with_day(1)?, count.checked_mul(12)?),
        }
    }
}

fn shift(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 {
        day.checked_sub_days(count)
    } else {
        day.checked_add_days(count)
    }
}

fn months(day: NaiveDate, count: i64) -> Option<NaiveDate> {
    let by = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
    if count < 0 {
        day.checked_sub_months(by)
    } else {
        day.checked_add_months(by)
    }
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
