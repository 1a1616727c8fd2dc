//! Dates as a person would say them, in the user's own time zone. Days are those of the calendar
//! there, so that a night's sleep makes "yesterday" and a change of the clocks makes no difference.

use chrono::Datelike as _;

use crate::time::{TimeZone, Timestamp};

/// From so many days on no weeks are counted.
const MONTHS: i64 = 60;

/// The number of midnights from `now` to `then` in that zone; negative where `then` is past.
pub fn days_until(then: Timestamp, now: Timestamp, zone: TimeZone) -> i64 {
    let day = |moment: Timestamp| moment.local(zone).date_naive();
    day(then).signed_duration_since(day(now)).num_days()
}

/// When `then` is, seen from `now`: "today", "yesterday", "2 days ago", "last Tuesday, 5 days ago",
/// "3 weeks ago", "in March 2022"; "tomorrow", "next Friday, in 6 days", "on June 14, 2025".
pub fn ago(then: Timestamp, now: Timestamp, zone: TimeZone) -> String {
    let day = then.local(zone).date_naive();
    let days = days_until(then, now, zone);
    let distance = days.abs();
    if days >= MONTHS {
        // What is planned has its day; of what is long past the month is enough.
        return format!("on {}", day.format("%B %-d, %Y"));
    }
    if distance >= MONTHS {
        return format!("in {}", day.format("%B %Y"));
    }
    match (days, distance) {
        (0, _) => "today".to_owned(),
        (-1, _) => "yesterday".to_owned(),
        (1, _) => "tomorrow".to_owned(),
        (..0, 3..=6) => format!("last {}, {distance} days ago", day.format("%A")),
        (1.., 2..=6) => format!("next {}, in {distance} days", day.format("%A")),
        (..0, 7) => "a week ago".to_owned(),
        (_, 7) => "in a week".to_owned(),
        (..0, 14..) => format!("{} weeks ago", weeks(distance)),
        (_, 14..) => format!("in {} weeks", weeks(distance)),
        (..0, _) => format!("{distance} days ago"),
        _ => format!("in {distance} days"),
    }
}

/// Whole weeks, to the nearest.
fn weeks(days: i64) -> i64 {
    (days + 3) / 7
}

/// A day that can be found in a calendar, and the time on the clock: "tomorrow, 6:30 pm",
/// "Saturday, February 1, 9:00 am", with the year where it is another one.
pub fn day_and_time(then: Timestamp, now: Timestamp, zone: TimeZone) -> String {
    let (at, today) = (then.local(zone), now.local(zone));
    let day = match days_until(then, now, zone) {
        -1 => "yesterday".to_owned(),
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ if at.year() == today.year() => at.format("%A, %B %-d").to_string(),
        _ => at.format("%A, %B %-d, %Y").to_string(),
    };
    format!("{day}, {}", at.format("%-I:%M %P"))
}

/// The date and the time as the clock on the wall has them: "Tuesday, January 7, 2025, 10:04 am".
pub fn on_the_wall(now: Timestamp, zone: TimeZone) -> String {
    now.local(zone)
        .format("%A, %B %-d, %Y, %-I:%M %P")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW_YORK: TimeZone = TimeZone::America__New_York;

    fn moment(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn seen(then: &str, now: &str, zone: TimeZone) -> String {
        ago(moment(then), moment(now), zone)
    }

    #[test]
    fn the_past_is_told_as_people_tell_it() {
        let now = "2025-01-12T17:00:00Z";
        for (then, told) in [
            ("2025-01-12T06:00:00Z", "today"),
            ("2025-01-11T17:00:00Z", "yesterday"),
            ("2025-01-10T17:00:00Z", "2 days ago"),
            ("2025-01-09T17:00:00Z", "last Thursday, 3 days ago"),
            ("2025-01-07T17:00:00Z", "last Tuesday, 5 days ago"),
            ("2025-01-05T17:00:00Z", "a week ago"),
            ("2025-01-04T17:00:00Z", "8 days ago"),
            ("2024-12-29T17:00:00Z", "2 weeks ago"),
            ("2024-12-23T17:00:00Z", "3 weeks ago"),
            ("2024-11-14T17:00:00Z", "8 weeks ago"),
            ("2024-11-13T17:00:00Z", "in November 2024"),
            ("2022-03-15T17:00:00Z", "in March 2022"),
        ] {
            assert_eq!(seen(then, now, NEW_YORK), told, "{then}");
        }
    }

    #[test]
    fn the_future_is_told_as_people_tell_it() {
        let now = "2025-01-11T17:00:00Z";
        for (then, told) in [
            ("2025-01-12T02:00:00Z", "today"),
            ("2025-01-12T17:00:00Z", "tomorrow"),
            ("2025-01-13T17:00:00Z", "next Monday, in 2 days"),
            ("2025-01-17T17:00:00Z", "next Friday, in 6 days"),
            ("2025-01-18T17:00:00Z", "in a week"),
            ("2025-01-24T17:00:00Z", "in 13 days"),
            ("2025-02-01T17:00:00Z", "in 3 weeks"),
            ("2025-06-01T17:00:00Z", "on June 1, 2025"),
        ] {
            assert_eq!(seen(then, now, NEW_YORK), told, "{then}");
        }
    }

    #[test]
    fn a_night_makes_yesterday_however_few_hours_it_had() {
        // Half past eleven at night and half past midnight in New York.
        assert_eq!(
            seen("2025-01-08T04:30:00Z", "2025-01-08T05:30:00Z", NEW_YORK),
            "yesterday"
        );
        let (then, now) = ("2025-01-07T23:30:00Z", "2025-01-08T00:30:00Z");
        assert_eq!(seen(then, now, TimeZone::UTC), "yesterday");
        assert_eq!(seen(then, now, NEW_YORK), "today");
        assert_eq!(seen(then, now, TimeZone::Asia__Tokyo), "today");
    }

    #[test]
    fn days_of_23_and_25_hours_are_days() {
        // 23 hours apart over the spring's change, 25 over the autumn's; both a day on the wall.
        assert_eq!(
            seen("2025-03-09T04:30:00Z", "2025-03-10T03:30:00Z", NEW_YORK),
            "yesterday"
        );
        assert_eq!(
            seen("2025-11-02T04:15:00Z", "2025-11-03T05:05:00Z", NEW_YORK),
            "yesterday"
        );
        assert_eq!(
            seen("2025-11-02T04:15:00Z", "2025-11-03T04:50:00Z", NEW_YORK),
            "today"
        );
    }

    #[test]
    fn the_wall_shows_the_users_own_clock() {
        let now = moment("2025-01-07T15:04:00Z");
        assert_eq!(
            on_the_wall(now, NEW_YORK),
            "Tuesday, January 7, 2025, 10:04 am"
        );
        assert_eq!(
            on_the_wall(now, TimeZone::Asia__Tokyo),
            "Wednesday, January 8, 2025, 12:04 am"
        );
    }

    #[test]
    fn what_is_planned_has_its_day_and_its_time_of_day() {
        let now = moment("2025-01-07T15:04:00Z");
        for (then, told) in [
            ("2025-01-06T14:00:00Z", "yesterday, 9:00 am"),
            ("2025-01-08T03:30:00Z", "today, 10:30 pm"),
            ("2025-01-08T23:30:00Z", "tomorrow, 6:30 pm"),
            ("2025-01-10T14:00:00Z", "Friday, January 10, 9:00 am"),
            ("2025-01-28T14:00:00Z", "Tuesday, January 28, 9:00 am"),
            (
                "2024-12-31T14:00:00Z",
                "Tuesday, December 31, 2024, 9:00 am",
            ),
            ("2026-01-01T14:00:00Z", "Thursday, January 1, 2026, 9:00 am"),
        ] {
            assert_eq!(day_and_time(moment(then), now, NEW_YORK), told, "{then}");
        }
    }

    #[test]
    fn no_moment_is_too_far_to_be_told() {
        for millis in [i64::MIN, 0, i64::MAX] {
            for other in [i64::MIN, 0, i64::MAX] {
                let told = ago(
                    Timestamp::from_millis(millis),
                    Timestamp::from_millis(other),
                    TimeZone::Asia__Tokyo,
                );
                assert!(!told.is_empty());
            }
        }
    }
}
