//! Days counted from another: three weeks on, two months back.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::super::words::Word;
use super::{Grain, Tense};

#[derive(Clone, Copy, PartialEq)]
pub enum Unit {
    Day,
    Week,
    Fortnight,
    Month,
    Year,
}

impl Unit {
    pub fn of(word: &Word) -> Option<Self> {
        match word.norm.trim_end_matches('s') {
            "day" => Some(Self::Day),
            "week" => Some(Self::Week),
            "fortnight" => Some(Self::Fortnight),
            "month" => Some(Self::Month),
            "year" => Some(Self::Year),
            _ => None,
        }
    }

    pub fn is_of_weeks(self) -> bool {
        matches!(self, Self::Week | Self::Fortnight)
    }

    /// A count of years or months names no day.
    pub fn grain(self) -> Grain {
        match self {
            Self::Day | Self::Week | Self::Fortnight => Grain::Day,
            Self::Month => Grain::Month,
            Self::Year => Grain::Year,
        }
    }

    pub fn moved(self, day: NaiveDate, count: u32, tense: Tense) -> Option<NaiveDate> {
        let sign = if tense == Tense::Past { -1 } else { 1 };
        let count = sign * i64::from(count);
        match self {
            Self::Day => shift(day, count),
            Self::Week => shift(day, count.checked_mul(7)?),
            Self::Fortnight => shift(day, count.checked_mul(14)?),
            Self::Month => months(day.with_day(1)?, count),
            Self::Year => months(day.with_month(1)?.with_day(1)?, count.checked_mul(12)?),
        }
    }
}

pub fn shift(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 {
        day.checked_sub_days(count)
    } else {
        day.checked_add_days(count)
    }
}

pub fn months(day: NaiveDate, count: i64) -> Option<NaiveDate> {
    let by = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
    if count < 0 {
        day.checked_sub_months(by)
    } else {
        day.checked_add_months(by)
    }
}
