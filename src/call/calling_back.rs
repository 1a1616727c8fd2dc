//! "Call me back in an hour": whether somebody asks for that, and for when.

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, Timelike as _, Weekday};

use super::courtesies;
use super::hours::at_local;
use crate::time::{DAY, HOUR, MINUTE, TimeZone, Timestamp};

/// How a clause that asks for it begins, courtesies aside.
#[rustfmt::skip]
const ASKS: &[&str] = &[
    "call me back", "call me again", "call back", "call again", "call me", "ring me back", "ring me again", "ring me",
    "phone me back", "phone me", "give me a call back", "give me a call", "give me a ring", "try me again", "try me",
];
/// What may stand around the time without changing it.
const AROUND: &[&str] = &[
    "back", "again", "please", "maybe", "like", "around", "about", "sometime", "say",
];
/// Whoever goes on with one of these does not ask for it outright.
const CONDITIONS: &[&str] = &["if", "unless", "or"];
/// The furthest that is taken for meant.
const FURTHEST: i64 = 60 * DAY;

/// The moment at which somebody asks to be called again; none where they don't, or leave it open.
pub fn wished(text: &str, now: Timestamp, zone: TimeZone) -> Option<Timestamp> {
    let clauses = courtesies::clauses(text);
    let mut meanings = clauses
        .iter()
        .flat_map(|clause| courtesies::without(clause));
    let at = meanings.find_map(|meaning| {
        let rest = ASKS.iter().find_map(|asks| meaning.strip_prefix(asks))?;
        let words: Vec<&str> = rest
            .split_whitespace()
            .filter(|word| !AROUND.contains(word))
            .collect();
        let is_open = words.iter().any(|word| CONDITIONS.contains(word));
        (rest.starts_with(' ') && !is_open)
            .then(|| span(&words, now).or_else(|| day_and_time(&words, now, zone)))?
    })?;
    (at > now && at.since(now) <= FURTHEST).then_some(at)
}

/// "in an hour", "in twenty minutes".
fn span(words: &[&str], now: Timestamp) -> Option<Timestamp> {
    let words = words.strip_prefix(&["in"])?;
    let (amount, words) = match words {
        ["half", "an", rest @ ..] => (0.5, rest),
        ["a" | "an", "couple", "of", rest @ ..] | ["a", "couple", rest @ ..] => (2.0, rest),
        ["a", "few", rest @ ..] => (3.0, rest),
        [
            "a" | "an" | "about" | "another",
            unit,
            "and",
            "a",
            "half",
            ..,
        ] => (1.5, std::slice::from_ref(unit)),
        ["a" | "an", rest @ ..] => (1.0, rest),
        [number, "and", "a", "half", rest @ ..] => (f64::from(read_number(number)?) + 0.5, rest),
        [number, rest @ ..] => (f64::from(read_number(number)?), rest),
        [] => return None,
    };
    // "In five" is in five minutes.
    let unit = words.first().copied().unwrap_or("minutes");
    let unit = match unit.trim_end_matches('s') {
        "minute" | "min" => MINUTE,
        "hour" | "hr" => HOUR,
        "day" => DAY,
        "week" => 7 * DAY,
        _ => return None,
    };
    Some(now.plus((amount * unit as f64) as i64))
}

/// "tomorrow at nine", "on Monday morning", "at half past six", "tonight".
fn day_and_time(words: &[&str], now: Timestamp, zone: TimeZone) -> Option<Timestamp> {
    let local = now.local(zone);
    let today = local.date_naive();
    let (day, words) = read_day(words, today);
    let (part, words) = read_part(words);
    let time = words.strip_prefix(&["at"]).unwrap_or(words);
    let stands_alone = day.is_some() || part.is_some();
    let (hours, minutes) = match read_time(time) {
        Some(clock) => clock.on(
            part,
            day.filter(|day| *day != today)
                .is_none()
                .then(|| local.time()),
        )?,
        // "Tonight", said when it is night already, is in a while.
        None if part == Some(Part::Evening)
            && day.is_none_or(|day| day == today)
            && local.hour() >= Part::Evening.hour() =>
        {
            return Some(now.plus(HOUR));
        }
        None if stands_alone => (part.unwrap_or(Part::Morning).hour(), 0),
        None => return None,
    };
    let time = NaiveTime::from_hms_opt(hours, minutes, 0)?;
    let at = at_local(day.unwrap_or(today), time, zone, now);
    // "At nine", said at ten in the evening, is tomorrow's.
    if at <= now && day.is_none() {
        return Some(at_local(
            today.checked_add_days(Days::new(1))?,
            time,
            zone,
            now,
        ));
    }
    Some(at)
}

fn read_day<'a, 'b>(words: &'a [&'b str], today: NaiveDate) -> (Option<NaiveDate>, &'a [&'b str]) {
    match words {
        ["today", rest @ ..] => (Some(today), rest),
        ["this", ..] | ["tonight", ..] => (None, words),
        ["tomorrow", rest @ ..] => (today.checked_add_days(Days::new(1)), rest),
        ["on" | "next", day, rest @ ..] | [day, rest @ ..] => {
            let Ok(day) = day.parse::<Weekday>() else {
                return (None, words);
            };
            let ahead = day.days_since(today.weekday());
            let ahead = if ahead == 0 { 7 } else { ahead };
            (today.checked_add_days(Days::new(u64::from(ahead))), rest)
        }
        [] => (None, words),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Morning,
    Afternoon,
    Evening,
}

impl Part {
    /// When it is meant to be, where no time is told.
    fn hour(self) -> u32 {
        match self {
            Self::Morning => 9,
            Self::Afternoon => 15,
            Self::Evening => 19,
        }
    }
}

fn read_part<'a, 'b>(words: &'a [&'b str]) -> (Option<Part>, &'a [&'b str]) {
    let named = match words {
        ["this" | "in", rest @ ..] => rest.strip_prefix(&["the"]).unwrap_or(rest),
        _ => words,
    };
    let part = match named.first() {
        Some(&"morning") => Part::Morning,
        Some(&"afternoon") => Part::Afternoon,
        Some(&("evening" | "night" | "tonight")) => Part::Evening,
        _ => return (None, words),
    };
    (Some(part), named.get(1..).unwrap_or_default())
}

/// A time as a clock shows it.
struct Clock {
    hour: u32,
    minute: u32,
    is_afternoon: Option<bool>,
}

impl Clock {
    /// Its hour of the day and its minute; by what part of the day is meant, or as the next that is
    /// to come after that time, or else as people are up.
    fn on(&self, part: Option<Part>, after: Option<NaiveTime>) -> Option<(u32, u32)> {
        if self.hour > 12 || self.hour == 0 {
            return (self.hour < 24).then_some((self.hour, self.minute));
        }
        let (morning, afternoon) = (self.hour % 12, self.hour % 12 + 12);
        let is_afternoon = self.is_afternoon.or(part.map(|part| part != Part::Morning));
        let hour = match (is_afternoon, after) {
            (Some(true), _) => afternoon,
            (Some(false), _) => morning,
            (None, Some(after)) if (morning, self.minute) > (after.hour(), after.minute()) => {
                morning
            }
            (None, Some(after)) if (afternoon, self.minute) > (after.hour(), after.minute()) => {
                afternoon
            }
            (None, _) if (8..12).contains(&morning) => morning,
            (None, _) => afternoon,
        };
        Some((hour, self.minute))
    }
}

/// "six", "6", "6:30", "6 pm", "6pm", "six thirty", "half past six", "noon".
fn read_time(words: &[&str]) -> Option<Clock> {
    let (hour, minute, rest) = match words {
        ["noon", rest @ ..] => {
            return Some(Clock {
                hour: 12,
                minute: 0,
                is_afternoon: Some(true),
            })
            .filter(|_| rest.len() < 4);
        }
        ["half", "past", hour, rest @ ..] => (read_number(hour)?, 30, rest),
        ["quarter", "past", hour, rest @ ..] => (read_number(hour)?, 15, rest),
        ["quarter", "to", hour, rest @ ..] => {
            let next = read_number(hour)?;
            (if next == 1 { 12 } else { next.checked_sub(1)? }, 45, rest)
        }
        [hour, rest @ ..] => {
            let (hour, half) = split_half(hour);
            let (hour, minute) = match hour.split_once(':') {
                Some((hour, minute)) => (read_number(hour)?, minute.parse().ok()?),
                None => (read_number(hour)?, 0),
            };
            if let Some(half) = half {
                return Some(Clock {
                    hour,
                    minute,
                    is_afternoon: Some(half),
                });
            }
            match rest {
                ["thirty", rest @ ..] => (hour, 30, rest),
                ["fifteen", rest @ ..] => (hour, 15, rest),
                ["o'clock", rest @ ..] => (hour, minute, rest),
                _ => (hour, minute, rest),
            }
        }
        [] => return None,
    };
    let is_afternoon = match rest {
        ["pm", ..] | ["in", "the", "afternoon" | "evening", ..] | ["at", "night", ..] => Some(true),
        ["am", ..] | ["in", "the", "morning", ..] => Some(false),
        _ => None,
    };
    // "Call me two weeks before" tells no time.
    let goes_on = is_afternoon.is_none()
        && rest.first().is_some_and(|word| {
            !matches!(*word, "tomorrow" | "today" | "tonight" | "please" | "then")
        });
    (!goes_on && minute < 60).then_some(Clock {
        hour,
        minute,
        is_afternoon,
    })
}

/// "6pm" is "6", in the afternoon.
fn split_half(word: &str) -> (&str, Option<bool>) {
    match (word.strip_suffix("pm"), word.strip_suffix("am")) {
        (Some(hour), _) if !hour.is_empty() => (hour, Some(true)),
        (_, Some(hour)) if !hour.is_empty() => (hour, Some(false)),
        _ => (word, None),
    }
}

fn read_number(word: &str) -> Option<u32> {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    const TENS: &[(&str, u32)] = &[
        ("fifteen", 15),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
        ("forty-five", 45),
    ];
    let of_words = || WORDS.iter().position(|known| *known == word);
    let of_tens = || {
        TENS.iter()
            .find(|(known, _)| *known == word)
            .map(|(_, number)| *number)
    };
    let number = word.parse().ok();
    number
        .or_else(|| of_words().and_then(|number| u32::try_from(number).ok()))
        .or_else(of_tens)
        .filter(|number| *number < 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW_YORK: TimeZone = TimeZone::America__New_York;

    /// Wednesday, 8 January 2025, 3:20 in the afternoon in New York.
    fn now() -> Timestamp {
        Timestamp::parse("2025-01-08T20:20:00Z").unwrap()
    }

    fn told(text: &str) -> Option<String> {
        let at = wished(text, now(), NEW_YORK)?;
        Some(at.local(NEW_YORK).format("%a %-d %H:%M").to_string())
    }

    #[test]
    fn a_wish_is_understood_with_its_time() {
        for (text, at) in [
            ("Call me back in an hour.", "Wed 8 16:20"),
            ("can you call me back in twenty minutes?", "Wed 8 15:40"),
            (
                "Sorry, I'm at work, call me back in half an hour, bye!",
                "Wed 8 15:50",
            ),
            (
                "Could you please call me in about an hour and a half",
                "Wed 8 16:50",
            ),
            ("Okay, call me again in a couple of hours", "Wed 8 17:20"),
            ("Call me tomorrow at nine", "Thu 9 09:00"),
            ("call me tomorrow at 2", "Thu 9 14:00"),
            ("Call me back tomorrow morning.", "Thu 9 09:00"),
            ("call me back at six", "Wed 8 18:00"),
            ("Ring me back at half past four", "Wed 8 16:30"),
            ("call me at 5:45 p.m.", "Wed 8 17:45"),
            ("Call me at 9 am", "Thu 9 09:00"),
            ("call me back at noon", "Thu 9 12:00"),
            ("call me back in five", "Wed 8 15:25"),
            ("call me at quarter to one", "Thu 9 12:45"),
            (
                "Give me a call on Friday at three in the afternoon",
                "Fri 10 15:00",
            ),
            ("try me again tonight", "Wed 8 19:00"),
            ("Call me tonight at eight", "Wed 8 20:00"),
            ("call me next wednesday", "Wed 15 09:00"),
        ] {
            assert_eq!(told(text).as_deref(), Some(at), "{text}");
        }
    }

    #[test]
    fn what_is_told_denied_or_left_open_is_no_wish() {
        for text in [
            "My boss said he'd call me back in an hour",
            "Don't call me back in an hour",
            "She asked me to call back in an hour",
            "Call me back later",
            "Call me Al",
            "Call me in two shakes",
            "Call me back in an hour if you like",
            "Call me two weeks before the wedding",
            "They call me Tiger at six in the morning, don't ask",
            "You call me every day at nine",
            "call me back in 900 weeks",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn tonight_is_tonight_when_the_evening_has_begun() {
        let evening = Timestamp::parse("2025-01-09T01:40:00Z").unwrap();
        let soon = Some(evening.plus(HOUR));
        for text in ["call me tonight", "Call me back this evening"] {
            assert_eq!(wished(text, evening, NEW_YORK), soon, "{text}");
        }
        let late = wished("call me tonight at eleven", evening, NEW_YORK).unwrap();
        assert_eq!(late, Timestamp::parse("2025-01-09T04:00:00Z").unwrap());
    }

    #[test]
    fn the_clock_is_that_of_where_they_are() {
        let tokyo = wished("call me tomorrow at nine", now(), TimeZone::Asia__Tokyo).unwrap();
        assert_eq!(tokyo, Timestamp::parse("2025-01-10T00:00:00Z").unwrap());
        // In the night in which New York puts its clocks forward.
        let late = Timestamp::parse("2025-03-09T04:00:00Z").unwrap();
        let at = wished("call me tomorrow at 9 am", late, NEW_YORK).unwrap();
        assert_eq!(at, Timestamp::parse("2025-03-09T13:00:00Z").unwrap());
    }
}
