//! Days by their name in the calendar: "the 13th of March", "Christmas Eve", "June 2020".

use chrono::{Datelike, NaiveDate};

use super::super::words::{Word, rest};
use super::counting::months;
use super::names::{HOLIDAYS, month, month_by_name, ordinal, short_year, spoken_year, year};
use super::scan::{Hit, Scan};
use super::{Grain, Tense};

impl Scan<'_> {
    /// The first of that month: this year's, the latest or the next.
    pub fn month_of(&self, month: u32, step: i64) -> Option<NaiveDate> {
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
    pub fn month_and_day(&self) -> Option<Hit> {
        let the = usize::from(self.is(0, &["the"]));
        if let Some((day, used)) = day_at(rest(self.words, the)) {
            let of = the + used + usize::from(self.is(the + used, &["of"]));
            let month = self.words.get(of).and_then(month_by_name)?;
            return self.with_year(month, day, of + 1);
        }
        let first = self.words.first()?;
        let month = month_by_name(first)?;
        let the = usize::from(self.is(1, &["the"]));
        let next = self.words.get(1 + the)?;
        if let Some(year) = year(next).filter(|_| super::names::month(first).is_some()) {
            return Some((NaiveDate::from_ymd_opt(year, month, 1)?, Grain::Month, 2));
        }
        let (day, used) = day_at(std::slice::from_ref(next))?;
        self.with_year(month, day, 1 + used + the)
    }

    pub fn with_year(&self, month: u32, day: u32, used: usize) -> Option<Hit> {
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

    pub fn month_alone(&self) -> Option<Hit> {
        let month = self.words.first().and_then(month)?;
        let now = self.today.month();
        let step = match self.tense {
            Tense::Past if month > now => -1,
            Tense::Future if month < now => 1,
            _ => 0,
        };
        Some((self.month_of(month, step)?, Grain::Month, 1))
    }

    /// "The 13th", "the 13th of next month"; "the third" where nothing is counted by it.
    pub fn of_this_month(&self) -> Option<Hit> {
        if !self.is(0, &["the"]) {
            return None;
        }
        let (day, used) = ordinal(rest(self.words, 1))?;
        let used = used + 1;
        let next = rest(self.words, used);
        let digits = self
            .words
            .get(1)
            .is_some_and(|word| word.norm.starts_with(|c: char| c.is_ascii_digit()));
        let goes_on = self.placed && next.first().is_none_or(goes_on);
        if !(digits || goes_on) {
            return None;
        }
        let month = self.today.with_day(1)?;
        if let [of, which, named, ..] = next
            && of.norm == "of"
            && named.norm == "month"
        {
            let step = match which.norm.as_str() {
                "next" => 1,
                "last" => -1,
                "this" => 0,
                _ => return None,
            };
            let day = months(month, step)?.with_day(day)?;
            return Some((day, Grain::Day, used + 3));
        }
        let this = self.today.with_day(day);
        let moved = match self.tense {
            Tense::Future if this.is_none_or(|date| date < self.today) => {
                months(month, 1)?.with_day(day)
            }
            Tense::Past if this.is_none_or(|date| date > self.today) => {
                months(month, -1)?.with_day(day)
            }
            _ => this,
        };
        Some((moved?, Grain::Day, used))
    }

    pub fn iso(&self) -> Option<Hit> {
        let date = NaiveDate::parse_from_str(&self.words.first()?.norm, "%Y-%m-%d").ok()?;
        Some((date, Grain::Day, 1))
    }

    pub fn holiday(&self) -> Option<Hit> {
        let (name, month, day) = HOLIDAYS.iter().find(|(name, ..)| {
            name.iter()
                .enumerate()
                .all(|(at, norm)| self.says(at, norm))
        })?;
        let tail = name.len() + usize::from(self.is(name.len(), &["'s"]));
        let length = tail + usize::from(self.is(tail, &["day"]));
        self.with_year(*month, *day, length)
    }

    /// "2018", "nineteen eighty-nine"; after "in" also "eighty-nine".
    pub fn year_alone(&self) -> Option<Hit> {
        let digits = self.words.first().and_then(year).map(|year| (year, 1));
        let (year, used) = digits.or_else(|| {
            let spoken = spoken_year(self.words)?;
            let counts = self.words.get(spoken.1).and_then(counted).is_some();
            (!counts).then_some(spoken)
        })?;
        Some((NaiveDate::from_ymd_opt(year, 1, 1)?, Grain::Year, used))
    }

    pub fn short_year(&self) -> Option<Hit> {
        let (year, used) = short_year(self.words)?;
        let day = NaiveDate::from_ymd_opt(year, 1, 1)?;
        (self.tense == Tense::Past).then_some((day, Grain::Year, used))
    }
}

/// A word that a number may count: "two thousand and six people".
fn counted(word: &Word) -> Option<&Word> {
    let many = word.norm.len() > 3 && word.norm.ends_with('s') && word.norm != "this";
    (many || word.is(&["people", "men", "women", "children"])).then_some(word)
}

/// The word goes on with the sentence, so that an ordinal before it counts nothing.
fn goes_on(word: &Word) -> bool {
    word.is_mark()
        || word.is(&[
            "and", "so", "but", "at", "of", "if", "because", "then", "now", "when", "i", "we",
            "with", "for", "next", "proper", "actually", "or", "which",
        ])
}

/// "13th", "thirteenth", "13" beside a month; and how many words that took.
fn day_at(words: &[Word]) -> Option<(u32, usize)> {
    let plain = || {
        let day = words.first()?.norm.parse().ok()?;
        (1..=31).contains(&day).then_some((day, 1))
    };
    ordinal(words).or_else(plain)
}
