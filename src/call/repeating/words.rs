//! A series in plain English.

use chrono::{Datelike as _, Month, NaiveDateTime, Weekday};

use super::{End, Frequency, Rule, Series, WeekdayOf};

const WORKDAYS: [Weekday; 5] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
];

impl Series {
    /// Such as "every Monday at 9:00 am, 10 times in all".
    pub fn in_words(&self) -> String {
        let days = self.rule.days_in_words(self.begins);
        let time = self.begins.format("%-I:%M %P");
        let end = match self.rule.end {
            End::Never => String::new(),
            End::Count(1) => ", once".to_owned(),
            End::Count(count) => format!(", {count} times in all"),
            End::Until(last) => format!(", until {}", last.format("%B %-d, %Y")),
        };
        format!("{days} at {time}{end}")
    }
}

impl Rule {
    fn days_in_words(&self, begins: NaiveDateTime) -> String {
        let month_days = |and| listed(self.on_month_days.iter().map(|day| month_day(*day)), and);
        let weekdays = |and| listed(self.on_weekdays.iter().map(|day| in_words(*day)), and);
        let months = listed(self.in_months.iter().map(|month| name_of(*month)), "and");
        let in_months = match months.as_str() {
            "" => String::new(),
            months => format!(" in {months}"),
        };
        let on = match self.frequency {
            Frequency::Daily | Frequency::Weekly if self.is_each_workday() => {
                return format!("every weekday{in_months}");
            }
            Frequency::Daily => {
                let every = self.every("day");
                // What else a day must be.
                let is = listed([month_days("or"), weekdays("or")].into_iter(), "and");
                return match is.as_str() {
                    "" => format!("{every}{in_months}"),
                    is => format!("{every} that is {is}{in_months}"),
                };
            }
            Frequency::Weekly => {
                let days = match weekdays("and") {
                    days if days.is_empty() => full_name(begins.weekday()).to_owned(),
                    days => days,
                };
                return match self.interval {
                    1 => format!("every {days}{in_months}"),
                    _ => format!("{} on {days}{in_months}", self.every("week")),
                };
            }
            Frequency::Monthly | Frequency::Yearly if self.leaves_day_open() => {
                self.day_of(begins, &in_months)
            }
            Frequency::Monthly | Frequency::Yearly if self.on_weekdays.is_empty() => {
                format!("{}{in_months}", month_days("and"))
            }
            Frequency::Monthly | Frequency::Yearly if self.on_month_days.is_empty() => {
                let days = self.on_weekdays.iter().map(|day| match day.nth {
                    None => format!("each {}", in_words(*day)),
                    Some(_) => in_words(*day),
                });
                format!("{}{in_months}", listed(days, "and"))
            }
            Frequency::Monthly | Frequency::Yearly => {
                let days = month_days("and");
                format!("{days}{in_months}, if that is {},", weekdays("or"))
            }
        };
        let unit = match self.frequency {
            Frequency::Yearly => "year",
            _ => "month",
        };
        format!("{} on {on}", self.every(unit))
    }

    /// The day that is left open: the one on which the series begins.
    fn day_of(&self, begins: NaiveDateTime, in_months: &str) -> String {
        if self.frequency == Frequency::Yearly && in_months.is_empty() {
            return begins.format("%B %-d").to_string();
        }
        format!("the {}{in_months}", ordinal(begins.day()))
    }

    fn every(&self, unit: &str) -> String {
        match self.interval {
            1 => format!("every {unit}"),
            2 => format!("every other {unit}"),
            many => format!("every {many} {unit}s"),
        }
    }

    fn is_each_workday(&self) -> bool {
        let has = |day: &Weekday| self.on_weekdays.iter().any(|of| of.weekday == *day);
        self.interval == 1
            && self.on_month_days.is_empty()
            && self.on_weekdays.len() == WORKDAYS.len()
            && WORKDAYS.iter().all(has)
    }
}

/// "Monday", "the first Monday", "the second to last Friday".
fn in_words(of: WeekdayOf) -> String {
    let name = full_name(of.weekday);
    match of.nth {
        None => name.to_owned(),
        Some(nth) => format!("{} {name}", counted(nth)),
    }
}

/// "the 1st", "the last day".
fn month_day(nth: i32) -> String {
    match nth {
        1.. => format!("the {}", ordinal(nth.unsigned_abs())),
        _ => format!("{} day", counted(nth)),
    }
}

fn counted(nth: i32) -> String {
    const FIRST: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];
    let place = nth.unsigned_abs();
    let word = FIRST.get((place as usize).wrapping_sub(1));
    let word = word.map_or_else(|| ordinal(place), |word| (*word).to_owned());
    match nth {
        -1 => "the last".to_owned(),
        ..0 => format!("the {word} to last"),
        _ => format!("the {word}"),
    }
}

/// "1st", "22nd", "13th".
fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// "a", "a and b", "a, b and c"; without what is empty.
fn listed(words: impl Iterator<Item = String>, and: &str) -> String {
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} {and} {last}", before.join(", ")),
    }
}

fn name_of(month: u32) -> String {
    let month = u8::try_from(month)
        .ok()
        .and_then(|month| Month::try_from(month).ok());
    month.map_or("", |month| month.name()).to_owned()
}

fn full_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
