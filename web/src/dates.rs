//! Moments as a person would say them.

use call_me_back::time::{MINUTE, TimeZone, Timestamp};

/// "just now", "today at 14:05", "yesterday at 9:30", "last Tuesday, 5 days ago", "2 March 2025".
pub fn ago(then: Timestamp, now: Timestamp, zone: TimeZone) -> String {
    let (local, today) = (then.local(zone), now.local(zone));
    let days = today
        .date_naive()
        .signed_duration_since(local.date_naive())
        .num_days();
    match days {
        _ if now.since(then).abs() < 2 * MINUTE => "just now".to_owned(),
        0 => local.format("today at %-H:%M").to_string(),
        1 => local.format("yesterday at %-H:%M").to_string(),
        2..7 => format!("{}, {days} days ago", local.format("last %A")),
        7..28 => format!("{}, {}", local.format("%-d %B"), count(days / 7, "week")),
        _ => local.format("%-d %B %Y").to_string(),
    }
}

fn count(number: i64, unit: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural} ago")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_said_by_the_calendar_of_the_one_who_reads() {
        let now = Timestamp::parse("2025-01-09T02:00:00Z").unwrap();
        for (then, zone, said) in [
            ("2025-01-09T01:59:30Z", TimeZone::UTC, "just now"),
            ("2025-01-08T23:05:00Z", TimeZone::UTC, "yesterday at 23:05"),
            (
                "2025-01-08T23:05:00Z",
                TimeZone::America__New_York,
                "today at 18:05",
            ),
            (
                "2025-01-04T12:00:00Z",
                TimeZone::UTC,
                "last Saturday, 5 days ago",
            ),
            (
                "2025-01-01T12:00:00Z",
                TimeZone::UTC,
                "1 January, 1 week ago",
            ),
            ("2024-03-02T12:00:00Z", TimeZone::UTC, "2 March 2024"),
        ] {
            assert_eq!(ago(Timestamp::parse(then).unwrap(), now, zone), said);
        }
    }
}
