//! How a planned call repeats: the recurrence rules of RFC 5545, as far as telephone calls need
//! them. An occurrence is a day of the calendar; the time is the one on the user's own wall clock,
//! so a call at nine stays at nine whatever the clocks do.
//!
//! Of a time that the clock shows twice on a day it is the first; of one that it skips, the first
//! moment after the gap.

mod text;
mod words;

use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, Timelike as _, Weekday};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use super::hours::at_local;
use crate::time::{TimeZone, Timestamp};
pub use text::RuleError;

/// How many days ahead an occurrence is looked for, so that no rule, however odd, is looked through
/// without end: some forty years.
const HORIZON: usize = 40 * 366;

#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// A day of the week: each, or the nth of its month or year, from the end where negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct WeekdayOf {
    nth: Option<i32>,
    weekday: Weekday,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Never,
    /// After so many occurrences.
    Count(u32),
    /// With the last that is not after this, on the wall clock.
    Until(NaiveDateTime),
}

/// A rule as it was written, such as `FREQ=WEEKLY;BYDAY=MO`. In JSON and SQL its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rule {
    frequency: Frequency,
    /// Every so many days, weeks, months or years.
    interval: i32,
    in_months: Vec<u32>,
    /// From 1, or from the month's end where negative.
    on_month_days: Vec<i32>,
    on_weekdays: Vec<WeekdayOf>,
    week_begins: Weekday,
    end: End,
}

/// A rule and where it begins on the wall clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    pub rule: Rule,
    /// What the rule leaves open it takes from here: its first period, the day, the time.
    pub begins: NaiveDateTime,
}

impl Series {
    /// Begins with that minute.
    pub fn new(rule: Rule, begins: NaiveDateTime) -> Self {
        let minute = begins
            .with_second(0)
            .and_then(|minute| minute.with_nanosecond(0));
        Self {
            rule,
            begins: minute.unwrap_or(begins),
        }
    }

    /// The days after that one, or at all, on which there is an occurrence; as far as forty years.
    pub fn days(&self, after: Option<NaiveDate>) -> impl Iterator<Item = NaiveDate> {
        let first = self.begins.date();
        let past = after.map_or(0, |after| (after - first).num_days());
        let looked_through = usize::try_from(past).unwrap_or(0).saturating_add(HORIZON);
        let is_left = move |day: &NaiveDate| match self.rule.end {
            End::Until(last) => day.and_time(self.begins.time()) <= last,
            End::Never | End::Count(_) => true,
        };
        let count = match self.rule.end {
            End::Count(count) => count as usize,
            End::Never | End::Until(_) => usize::MAX,
        };
        let days = first.iter_days().take(looked_through).take_while(is_left);
        let occurrences = days.filter(move |day| self.rule.falls_on(first, *day));
        occurrences
            .take(count)
            .filter(move |day| after.is_none_or(|after| *day > after))
    }

    /// When the clock in that zone shows the time of the series on that day.
    pub fn moment(&self, day: NaiveDate, zone: TimeZone) -> Timestamp {
        let local = day.and_time(self.begins.time());
        let as_in_utc = Timestamp::from_millis(local.and_utc().timestamp_millis());
        at_local(day, self.begins.time(), zone, as_in_utc)
    }
}

impl Rule {
    /// Whether it has an occurrence on that day, but for its end.
    fn falls_on(&self, first: NaiveDate, day: NaiveDate) -> bool {
        self.periods_between(first, day) % i64::from(self.interval) == 0
            && self.is_month(first, day)
            && self.is_day(first, day)
    }

    /// Days, weeks, months or years, as they begin on the calendar.
    fn periods_between(&self, first: NaiveDate, day: NaiveDate) -> i64 {
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
        let week = |day: NaiveDate| {
            let since_it_began = day.weekday().days_since(self.week_begins);
            let began = day.checked_sub_days(Days::new(since_it_began.into()));
            began.unwrap_or(day)
        };
        match self.frequency {
            Frequency::Daily => (day - first).num_days(),
            Frequency::Weekly => (week(day) - week(first)).num_days() / 7,
            Frequency::Monthly => months(day) - months(first),
            Frequency::Yearly => i64::from(day.year()) - i64::from(first.year()),
        }
    }

    fn is_month(&self, first: NaiveDate, day: NaiveDate) -> bool {
        if !self.in_months.is_empty() {
            return self.in_months.contains(&day.month());
        }
        self.frequency != Frequency::Yearly
            || !self.leaves_day_open()
            || day.month() == first.month()
    }

    fn is_day(&self, first: NaiveDate, day: NaiveDate) -> bool {
        if self.leaves_day_open() {
            return match self.frequency {
                Frequency::Daily => true,
                Frequency::Weekly => day.weekday() == first.weekday(),
                Frequency::Monthly | Frequency::Yearly => day.day() == first.day(),
            };
        }
        let month = Place::in_month(day);
        let period = if self.counts_within_years() {
            Place::in_year(day)
        } else {
            month
        };
        let is_of_month = |nth: &i32| month.is(*nth);
        let is_of_week = |of: &WeekdayOf| {
            of.weekday == day.weekday() && of.nth.is_none_or(|nth| period.in_weeks().is(nth))
        };
        (self.on_month_days.is_empty() || self.on_month_days.iter().any(is_of_month))
            && (self.on_weekdays.is_empty() || self.on_weekdays.iter().any(is_of_week))
    }

    fn leaves_day_open(&self) -> bool {
        self.on_month_days.is_empty() && self.on_weekdays.is_empty()
    }

    /// Whether its nth weekday is one of the year, and not of a month.
    fn counts_within_years(&self) -> bool {
        self.frequency == Frequency::Yearly && self.in_months.is_empty()
    }
}

/// How many days, or weeks, of a month or a year are before one, and how many are after it.
#[derive(Clone, Copy)]
struct Place {
    before: u32,
    after: u32,
}

impl Place {
    fn in_month(day: NaiveDate) -> Self {
        Self {
            before: day.day0(),
            after: u32::from(day.num_days_in_month()).saturating_sub(day.day()),
        }
    }

    fn in_year(day: NaiveDate) -> Self {
        let days = if day.leap_year() { 366 } else { 365 };
        Self {
            before: day.ordinal0(),
            after: days - day.ordinal(),
        }
    }

    fn in_weeks(self) -> Self {
        Self {
            before: self.before / 7,
            after: self.after / 7,
        }
    }

    /// Whether it is the nth, counted from 1, or from the end where negative.
    fn is(self, nth: i32) -> bool {
        let count = if nth > 0 { self.before } else { self.after };
        count.saturating_add(1) == nth.unsigned_abs()
    }
}

#[cfg(test)]
mod tests;
