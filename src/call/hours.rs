//! The hours in which somebody may be called unasked, on their own clock, whatever it does in spring and
//! in autumn.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Timelike};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::time::{TimeZone, Timestamp};

/// The hours of the day, on the user's own clock, in which we may call unasked: from the first on,
/// up to but without the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Written", into = "Written")]
pub struct Hours {
    from: u8,
    to: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("hours are two different ones from 0 to 24, such as 8 and 21")]
pub struct HoursError;

/// Hours as rows and programs have them.
#[derive(Serialize, Deserialize, JsonSchema)]
struct Written {
    hours_from: u8,
    hours_to: u8,
}

impl Default for Hours {
    fn default() -> Self {
        Self { from: 8, to: 21 }
    }
}

impl Hours {
    /// From 8 to 21; over midnight where `from` is the later one; from 0 to 24 the whole day.
    pub fn new(from: u8, to: u8) -> Result<Self, HoursError> {
        if from < 24 && to <= 24 && from != to {
            Ok(Self { from, to })
        } else {
            Err(HoursError)
        }
    }

    pub fn from(self) -> u8 {
        self.from
    }

    pub fn to(self) -> u8 {
        self.to
    }

    /// Whether the clock in that zone shows one of them.
    pub fn allow(self, now: Timestamp, zone: TimeZone) -> bool {
        let hour = now.local(zone).hour();
        let (from, to) = (u32::from(self.from), u32::from(self.to));
        if from < to {
            (from..to).contains(&hour)
        } else {
            hour >= from || hour < to
        }
    }

    /// When they next begin after `now`.
    pub fn next_begin(self, now: Timestamp, zone: TimeZone) -> Timestamp {
        let today = now.local(zone).date_naive();
        let hour = NaiveTime::from_hms_opt(u32::from(self.from), 0, 0).unwrap_or_default();
        // Three days, for a zone may skip a day of the calendar altogether.
        (0..3)
            .filter_map(|days| today.checked_add_days(Days::new(days)))
            .map(|day| at_local(day, hour, zone, now))
            .find(|&begin| begin > now)
            .unwrap_or(now)
    }
}

impl TryFrom<Written> for Hours {
    type Error = HoursError;

    fn try_from(written: Written) -> Result<Self, HoursError> {
        Self::new(written.hours_from, written.hours_to)
    }
}

impl From<Hours> for Written {
    fn from(hours: Hours) -> Self {
        Self {
            hours_from: hours.from,
            hours_to: hours.to,
        }
    }
}

/// When the user's day began: what is placed since counts as today's.
pub fn day_began(now: Timestamp, zone: TimeZone) -> Timestamp {
    at_local(now.local(zone).date_naive(), NaiveTime::MIN, zone, now)
}

/// When the clock in that zone first shows that time on that day; where it skips the time, the
/// first moment after the gap.
pub fn at_local(
    day: NaiveDate,
    time: NaiveTime,
    zone: TimeZone,
    otherwise: Timestamp,
) -> Timestamp {
    // No clock was ever put forward by more than a day (Samoa, 2011), nor by less than minutes.
    const STEP_MINUTES: i64 = 15;
    const STEPS: i64 = 24 * 60 / STEP_MINUTES;
    (0..=STEPS)
        .filter_map(|step| {
            let minutes = TimeDelta::try_minutes(step * STEP_MINUTES)?;
            let local = day.and_time(time).checked_add_signed(minutes)?;
            zone.from_local_datetime(&local).earliest()
        })
        .map(|moment: DateTime<TimeZone>| Timestamp::from_millis(moment.timestamp_millis()))
        .next()
        .unwrap_or(otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR;

    const NEW_YORK: TimeZone = TimeZone::America__New_York;

    fn moment(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn the_hours_begin_with_their_first_minute_and_end_before_their_last() {
        let hours = Hours::default();
        for (at, allowed) in [
            ("2025-01-07T12:59:59Z", false),
            ("2025-01-07T13:00:00Z", true),
            ("2025-01-08T01:59:59Z", true),
            ("2025-01-08T02:00:00Z", false),
        ] {
            assert_eq!(hours.allow(moment(at), NEW_YORK), allowed, "{at}");
        }
    }

    #[test]
    fn the_hours_follow_the_clock_when_it_changes() {
        // New York puts its clocks forward on 9 March 2025 and back on 2 November 2025.
        let hours = Hours::default();
        for (night, begin) in [
            ("2025-03-08T08:00:00Z", "2025-03-08T13:00:00Z"),
            ("2025-03-09T04:00:00Z", "2025-03-09T12:00:00Z"),
            ("2025-11-01T08:00:00Z", "2025-11-01T12:00:00Z"),
            ("2025-11-02T03:00:00Z", "2025-11-02T13:00:00Z"),
        ] {
            assert!(!hours.allow(moment(night), NEW_YORK));
            let next = hours.next_begin(moment(night), NEW_YORK);
            assert_eq!(next, moment(begin), "{night}");
            assert!(hours.allow(next, NEW_YORK));
            assert!(!hours.allow(next.plus(-1), NEW_YORK));
        }
    }

    #[test]
    fn the_hours_are_those_of_where_the_user_is() {
        let at = moment("2025-01-07T15:00:00Z");
        let hours = Hours::default();
        assert!(hours.allow(at, TimeZone::Europe__London));
        assert!(!hours.allow(at, TimeZone::Asia__Tokyo));
        assert!(hours.allow(at, TimeZone::Asia__Kathmandu));
    }

    #[test]
    fn hours_may_reach_over_midnight() {
        let hours = Hours::new(20, 4).unwrap();
        for (at, allowed) in [
            ("2025-01-08T00:59:00Z", false),
            ("2025-01-08T01:00:00Z", true),
            ("2025-01-08T08:59:00Z", true),
            ("2025-01-08T09:00:00Z", false),
        ] {
            assert_eq!(hours.allow(moment(at), NEW_YORK), allowed, "{at}");
        }
        assert_eq!(
            hours.next_begin(moment("2025-01-08T09:00:00Z"), NEW_YORK),
            moment("2025-01-09T01:00:00Z")
        );
        assert!(
            Hours::new(0, 24)
                .unwrap()
                .allow(moment("2025-01-07T15:00:00Z"), NEW_YORK)
        );
    }

    #[test]
    fn hours_that_mean_nothing_are_refused() {
        for (from, to) in [(8, 8), (24, 8), (8, 25), (255, 0)] {
            assert_eq!(Hours::new(from, to), Err(HoursError));
        }
        let read = |to| {
            serde_json::from_str::<Hours>(&format!(r#"{{"hours_from": 8, "hours_to": {to}}}"#))
        };
        assert!(read(8).is_err());
        assert_eq!(read(21).unwrap(), Hours::default());
    }

    #[test]
    fn a_day_begins_at_the_users_own_midnight() {
        for (now, zone, began) in [
            ("2025-01-07T03:00:00Z", NEW_YORK, "2025-01-06T05:00:00Z"),
            ("2025-03-10T03:00:00Z", NEW_YORK, "2025-03-09T05:00:00Z"),
            ("2025-11-03T04:30:00Z", NEW_YORK, "2025-11-02T04:00:00Z"),
            // There midnight itself was skipped that day.
            (
                "2018-11-04T15:00:00Z",
                TimeZone::America__Sao_Paulo,
                "2018-11-04T03:00:00Z",
            ),
        ] {
            assert_eq!(day_began(moment(now), zone), moment(began), "{now}");
        }
        let spring = day_began(moment("2025-03-09T20:00:00Z"), NEW_YORK);
        let next = day_began(moment("2025-03-10T20:00:00Z"), NEW_YORK);
        assert_eq!(next.since(spring), 23 * HOUR);
    }
}
