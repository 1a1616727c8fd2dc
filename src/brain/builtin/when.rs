//! Days as one says them.

use chrono::Datelike;

use crate::time::{TimeZone, Timestamp};

/// The number of midnights between the two in that zone; negative where `then` lies ahead.
pub(super) fn days_ago(then: Timestamp, now: Timestamp, zone: TimeZone) -> i64 {
    let days = |moment: Timestamp| i64::from(moment.local(zone).num_days_from_ce());
    days(now) - days(then)
}

/// "yesterday", "last Tuesday, 5 days ago", "on Friday, in 3 days", "on March 3rd".
pub(super) fn spoken(then: Timestamp, now: Timestamp, zone: TimeZone) -> String {
    let date = then.local(zone);
    let weekday = date.format("%A");
    let month = date.format("%B");
    match days_ago(then, now, zone) {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        -1 => "tomorrow".to_owned(),
        days @ 2..=7 => format!("last {weekday}, {days} days ago"),
        days @ -7..=-2 => format!("on {weekday}, in {} days", -days),
        days @ 8..=20 => format!("on {month} {}, {days} days ago", ordinal(date.day())),
        days @ 21..=59 => format!("about {} weeks ago", (days + 3) / 7),
        _ if date.year() == now.local(zone).year() => {
            format!("on {month} {}", ordinal(date.day()))
        }
        days if days > 0 => format!("in {month} {}", date.year()),
        _ => format!("on {month} {}, {}", ordinal(date.day()), date.year()),
    }
}

fn ordinal(day: u32) -> String {
    let ending = match (day % 10, day % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_named_as_one_would_where_the_user_is() {
        let now = Timestamp::parse("2025-01-10T03:00:00Z").unwrap();
        let zone = chrono_tz::America::New_York;
        for (then, words) in [
            ("2025-01-09T14:00:00Z", "today"),
            ("2025-01-09T03:00:00Z", "yesterday"),
            ("2025-01-07T15:00:00Z", "last Tuesday, 2 days ago"),
            ("2025-01-12T15:00:00Z", "on Sunday, in 3 days"),
            ("2024-12-30T15:00:00Z", "on December 30th, 10 days ago"),
            ("2024-12-01T15:00:00Z", "about 6 weeks ago"),
            ("2024-06-01T15:00:00Z", "in June 2024"),
            ("2025-03-22T15:00:00Z", "on March 22nd"),
        ] {
            let then = Timestamp::parse(then).unwrap();
            assert_eq!(spoken(then, now, zone), words);
        }
    }
}
