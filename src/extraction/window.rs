//! The time that a question names: "what did I tell you last Tuesday", "how was March".

use chrono::{Days, Months, NaiveDate, TimeZone as _};

use super::dates::{self, Grain, Tense};
use super::words::words;
use crate::recall::window::Window;
use crate::time::{TimeZone, Timestamp};

/// The first time that a question names, where something may have been said in it by `now`.
pub fn window_named(question: &str, now: Timestamp, zone: TimeZone) -> Option<Window> {
    let words = words(question);
    let today = dates::day_of(now, zone);
    let named = dates::find(&words, today, Tense::Past)
        .into_iter()
        .find(|found| found.grain != Grain::Vague)?;
    let last = match named.grain {
        Grain::Day => named.day.checked_add_days(Days::new(1)),
        Grain::Week => named.day.checked_add_days(Days::new(7)),
        Grain::Month => named.day.checked_add_months(Months::new(1)),
        Grain::Year => named.day.checked_add_months(Months::new(12)),
        Grain::Vague => None,
    };
    let window = Window {
        from: midnight(named.day, zone)?,
        until: midnight(last?, zone)?,
    };
    (window.from < now).then_some(window)
}

/// When a day begins; where the clocks skip midnight, an hour later.
fn midnight(day: NaiveDate, zone: TimeZone) -> Option<Timestamp> {
    (0..3).find_map(|hour| {
        let begins = zone.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?);
        let moment = begins.earliest()?;
        Some(Timestamp::from_millis(moment.timestamp_millis()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Thursday, in the evening.
    fn now() -> Timestamp {
        Timestamp::parse("2026-11-26T19:00:00Z").unwrap()
    }

    fn named(question: &str) -> Option<(String, String)> {
        let window = window_named(question, now(), TimeZone::Europe__London)?;
        let day = |moment: Timestamp| dates::day_of(moment, TimeZone::UTC).to_string();
        Some((day(window.from), day(window.until)))
    }

    #[test]
    fn a_day_a_week_a_month_and_a_year_are_as_long_as_they_are() {
        for (question, from, until) in [
            ("What did I tell you yesterday?", "2026-11-25", "2026-11-26"),
            ("How was last Tuesday?", "2026-11-24", "2026-11-25"),
            (
                "What did we talk about last week?",
                "2026-11-16",
                "2026-11-23",
            ),
            (
                "Where did I go in February 2026?",
                "2026-02-01",
                "2026-03-01",
            ),
            ("What did I do in 2025?", "2025-01-01", "2026-01-01"),
        ] {
            let window = Some((from.to_owned(), until.to_owned()));
            assert_eq!(named(question), window, "{question}");
        }
    }

    #[test]
    fn what_names_no_time_or_one_to_come_names_no_window() {
        for question in [
            "What's my sister called?",
            "",
            "What do I do tomorrow?",
            "How was last summer?",
        ] {
            assert_eq!(named(question), None, "{question}");
        }
    }
}
