//! A rule's text, as RFC 5545 writes it.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::{End, Frequency, Rule, WeekdayOf};
use crate::time::{TimeZone, Timestamp};

/// The longest text of a rule.
const LONGEST: usize = 300;
/// The largest interval, in whatever unit.
const WIDEST: i32 = 99;
/// The most occurrences that a rule counts to.
const MOST: i32 = 9_999;
const DAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];
const DATE: &str = "%Y%m%d";
const DATE_TIME: &str = "%Y%m%dT%H%M%S";

/// Why a text is no rule by which can be called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    #[error("Write a rule such as FREQ=WEEKLY;BYDAY=MO, in at most {LONGEST} characters.")]
    NoRule,
    #[error(
        "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY: nobody is called more often than once a day."
    )]
    Frequency,
    #[error(
        "{0} is not understood: use FREQ, INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, COUNT, UNTIL and WKST."
    )]
    Unknown(String),
    #[error("{0} stands there twice.")]
    Twice(&'static str),
    #[error("{part} {why}.")]
    Value {
        part: &'static str,
        why: &'static str,
    },
}

impl Rule {
    /// Reads a rule. An end in UTC becomes the one that the clock in that zone shows then: a rule
    /// is about the clock on the wall.
    pub fn parse(text: &str, zone: TimeZone) -> Result<Self, RuleError> {
        let text = text.trim().to_ascii_uppercase();
        let text = text.strip_prefix("RRULE:").unwrap_or(&text);
        if text.len() > LONGEST {
            return Err(RuleError::NoRule);
        }
        let rule = Self::read(text, zone)?;
        // What could be stored but not read again would never call anybody.
        if rule.to_string().parse() == Ok(rule.clone()) {
            Ok(rule)
        } else {
            Err(RuleError::NoRule)
        }
    }

    fn read(text: &str, zone: TimeZone) -> Result<Self, RuleError> {
        let mut parts = Parts::default();
        for part in text.split(';') {
            let (name, value) = part.split_once('=').ok_or(RuleError::NoRule)?;
            parts.take(name, value, zone)?;
        }
        parts.rule()
    }
}

#[derive(Default)]
struct Parts {
    frequency: Option<Frequency>,
    interval: Option<i32>,
    in_months: Option<Vec<u32>>,
    on_month_days: Option<Vec<i32>>,
    on_weekdays: Option<Vec<WeekdayOf>>,
    week_begins: Option<Weekday>,
    count: Option<u32>,
    until: Option<NaiveDateTime>,
}

impl Parts {
    fn take(&mut self, name: &str, value: &str, zone: TimeZone) -> Result<(), RuleError> {
        match name {
            "FREQ" => {
                let frequency = value.parse().map_err(|_| RuleError::Frequency)?;
                once("FREQ", &mut self.frequency, Some(frequency), "")
            }
            "INTERVAL" => {
                let interval = number(value, 1, WIDEST);
                once("INTERVAL", &mut self.interval, interval, "is 1 to 99")
            }
            "BYMONTH" => {
                let months = list(value, |month| number(month, 1, 12)?.try_into().ok());
                once(
                    "BYMONTH",
                    &mut self.in_months,
                    months,
                    "names months from 1 to 12",
                )
            }
            "BYMONTHDAY" => {
                let why = "names days from 1 to 31, or from -1 to -31 from the month's end";
                let days = list(value, |day| from_either_end(day, 31));
                once("BYMONTHDAY", &mut self.on_month_days, days, why)
            }
            "BYDAY" => {
                let why =
                    "names days such as MO, or 1MO for the first Monday, -1FR for the last Friday";
                once("BYDAY", &mut self.on_weekdays, list(value, weekday_of), why)
            }
            "WKST" => once(
                "WKST",
                &mut self.week_begins,
                weekday(value),
                "names a day, such as MO",
            ),
            "COUNT" => {
                let count = number(value, 1, MOST).and_then(|count| count.try_into().ok());
                once("COUNT", &mut self.count, count, "is 1 to 9999")
            }
            "UNTIL" => {
                let why = "is a date such as 20251231, or a moment such as 20251231T170000Z";
                once("UNTIL", &mut self.until, until(value, zone), why)
            }
            unknown => Err(RuleError::Unknown(unknown.chars().take(20).collect())),
        }
    }

    fn rule(self) -> Result<Rule, RuleError> {
        let refused = |part, why| Err(RuleError::Value { part, why });
        let rule = Rule {
            frequency: self.frequency.ok_or(RuleError::Frequency)?,
            interval: self.interval.unwrap_or(1),
            in_months: self.in_months.unwrap_or_default(),
            on_month_days: self.on_month_days.unwrap_or_default(),
            on_weekdays: self.on_weekdays.unwrap_or_default(),
            week_begins: self.week_begins.unwrap_or(Weekday::Mon),
            end: match (self.count, self.until) {
                (None, None) => End::Never,
                (Some(count), None) => End::Count(count),
                (None, Some(until)) => End::Until(until),
                (Some(_), Some(_)) => return refused("COUNT", "and UNTIL can't both be there"),
            },
        };
        let counts_weekdays = rule.on_weekdays.iter().any(|day| day.nth.is_some());
        match rule.frequency {
            Frequency::Weekly if !rule.on_month_days.is_empty() => {
                refused("BYMONTHDAY", "does not go with FREQ=WEEKLY")
            }
            Frequency::Daily | Frequency::Weekly if counts_weekdays => refused(
                "BYDAY",
                "counts days only with FREQ=MONTHLY and FREQ=YEARLY",
            ),
            _ => Ok(rule),
        }
    }
}

/// Puts a part in its place, where it can be and none stands yet.
fn once<T>(
    part: &'static str,
    place: &mut Option<T>,
    value: Option<T>,
    why: &'static str,
) -> Result<(), RuleError> {
    let value = value.ok_or(RuleError::Value { part, why })?;
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(RuleError::Twice(part)),
    }
}

fn list<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split(',').map(read).collect()
}

fn number(text: &str, least: i32, most: i32) -> Option<i32> {
    let number = text.parse().ok()?;
    (least..=most).contains(&number).then_some(number)
}

fn from_either_end(text: &str, most: i32) -> Option<i32> {
    number(text, -most, most).filter(|number| *number != 0)
}

fn weekday(text: &str) -> Option<Weekday> {
    let named = DAYS.iter().find(|(name, _)| *name == text);
    named.map(|(_, weekday)| *weekday)
}

fn weekday_of(text: &str) -> Option<WeekdayOf> {
    let (nth, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    Some(WeekdayOf {
        nth: match nth {
            "" => None,
            nth => Some(from_either_end(nth, 53)?),
        },
        weekday: weekday(name)?,
    })
}

fn until(text: &str, zone: TimeZone) -> Option<NaiveDateTime> {
    // The library takes signs and spaces too.
    let is_plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'T' | b'Z');
    if !text.bytes().all(is_plain) {
        return None;
    }
    if let Some(utc) = text.strip_suffix('Z') {
        let utc = NaiveDateTime::parse_from_str(utc, DATE_TIME)
            .ok()?
            .and_utc();
        let moment = Timestamp::from_millis(utc.timestamp_millis());
        return Some(moment.local(zone).naive_local());
    }
    let date = || NaiveDate::parse_from_str(text, DATE).ok();
    let end_of_day = || Some(date()?.and_time(NaiveTime::from_hms_opt(23, 59, 59)?));
    NaiveDateTime::parse_from_str(text, DATE_TIME)
        .ok()
        .or_else(end_of_day)
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "FREQ={}", <&str>::from(self.frequency))?;
        if self.interval != 1 {
            write!(formatter, ";INTERVAL={}", self.interval)?;
        }
        part(formatter, "BYMONTH", &self.in_months)?;
        part(formatter, "BYMONTHDAY", &self.on_month_days)?;
        part(formatter, "BYDAY", &self.on_weekdays)?;
        if self.week_begins != Weekday::Mon {
            write!(formatter, ";WKST={}", name_of(self.week_begins))?;
        }
        match self.end {
            End::Never => Ok(()),
            End::Count(count) => write!(formatter, ";COUNT={count}"),
            End::Until(until) => write!(formatter, ";UNTIL={}", until.format(DATE_TIME)),
        }
    }
}

fn part(formatter: &mut fmt::Formatter<'_>, name: &str, values: &[impl ToString]) -> fmt::Result {
    if values.is_empty() {
        return Ok(());
    }
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    write!(formatter, ";{name}={}", values.join(","))
}

impl fmt::Display for WeekdayOf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(nth) = self.nth {
            write!(formatter, "{nth}")?;
        }
        formatter.write_str(name_of(self.weekday))
    }
}

fn name_of(weekday: Weekday) -> &'static str {
    let named = DAYS.iter().find(|(_, day)| *day == weekday);
    named.map_or("MO", |(name, _)| *name)
}

/// As it is stored: on the wall clock, and perhaps a little longer than it was typed.
impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        Self::read(text, TimeZone::UTC)
    }
}

impl TryFrom<String> for Rule {
    type Error = RuleError;

    fn try_from(text: String) -> Result<Self, RuleError> {
        text.parse()
    }
}

impl From<Rule> for String {
    fn from(rule: Rule) -> Self {
        rule.to_string()
    }
}
