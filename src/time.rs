//! Moments and time zones. Nothing here reads a clock: a moment is always an argument.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;

use chrono::{DateTime, SecondsFormat, TimeZone as _, Utc};
pub use chrono_tz::{TZ_VARIANTS as ZONES, Tz as TimeZone};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// The moments that have a local date in every zone: the calendar's ends, less two days.
const MIN_LOCAL: i64 = DateTime::<Utc>::MIN_UTC.timestamp_millis() + 2 * DAY;
const MAX_LOCAL: i64 = DateTime::<Utc>::MAX_UTC.timestamp_millis() - 2 * DAY;

/// The moments that RFC 3339 can write: those of the years 0 to 9999.
const WRITABLE: RangeInclusive<i64> = -62_167_219_200_000..=253_402_300_799_999;

/// A moment: milliseconds since 1970 in UTC. In SQL that integer, in JSON an RFC 3339 string;
/// both are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339, such as `2025-01-07T10:00:00Z`.
    pub fn parse(text: &str) -> Option<Self> {
        let moment = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Self(moment.timestamp_millis()))
    }

    /// `millis` later, or earlier where negative.
    #[must_use]
    pub const fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to this moment.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Days from `earlier` to this moment.
    pub fn days_since(self, earlier: Self) -> f64 {
        self.since(earlier) as f64 / DAY as f64
    }

    /// What the calendar and the clock on the wall say in that time zone.
    pub fn local(self, zone: TimeZone) -> DateTime<TimeZone> {
        // At the very ends of the calendar the local date would lie outside it, and chrono panics.
        let inside = self.0.clamp(MIN_LOCAL, MAX_LOCAL);
        zone.from_utc_datetime(&Self(inside).utc().naive_utc())
    }

    fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Timestamp {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

/// How a moment may be sent: as text, or in milliseconds.
pub struct Sent;

impl JsonSchema for Sent {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "string", "format": "date-time" },
                {
                    "type": "integer",
                    "minimum": WRITABLE.start(),
                    "maximum": WRITABLE.end(),
                    "description": "Milliseconds since 1970 in UTC.",
                },
            ],
        })
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Moment;

        impl Visitor<'_> for Moment {
            type Value = Timestamp;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("an RFC 3339 moment, or milliseconds since 1970")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
                Timestamp::parse(text).ok_or_else(|| E::custom("not an RFC 3339 moment"))
            }

            fn visit_i64<E: de::Error>(self, millis: i64) -> Result<Timestamp, E> {
                if WRITABLE.contains(&millis) {
                    Ok(Timestamp(millis))
                } else {
                    Err(E::custom("no moment of the years 0 to 9999"))
                }
            }

            fn visit_u64<E: de::Error>(self, millis: u64) -> Result<Timestamp, E> {
                self.visit_i64(i64::try_from(millis).map_err(E::custom)?)
            }

            fn visit_f64<E: de::Error>(self, millis: f64) -> Result<Timestamp, E> {
                self.visit_i64(millis as i64)
            }
        }

        deserializer.deserialize_any(Moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_what_it_writes_and_what_sql_holds() {
        let moment = Timestamp::parse("2025-01-07T10:00:00Z").unwrap();
        assert_eq!(moment.to_string(), "2025-01-07T10:00:00Z");
        assert_eq!(
            serde_json::to_string(&moment).unwrap(),
            "\"2025-01-07T10:00:00Z\""
        );
        for stored in [
            "\"2025-01-07T11:00:00+01:00\"",
            "1736244000000",
            "1736244000000.0",
        ] {
            assert_eq!(serde_json::from_str::<Timestamp>(stored).unwrap(), moment);
        }
        assert!(serde_json::from_str::<Timestamp>("\"yesterday\"").is_err());
    }

    #[test]
    fn every_moment_that_is_read_can_be_written_and_read_again() {
        for edge in [*WRITABLE.start(), *WRITABLE.end()] {
            let moment: Timestamp = serde_json::from_value(edge.into()).unwrap();
            assert_eq!(Timestamp::parse(&moment.to_string()), Some(moment));
        }
        for beyond in [*WRITABLE.start() - 1, *WRITABLE.end() + 1, i64::MAX] {
            assert!(serde_json::from_value::<Timestamp>(beyond.into()).is_err());
        }
    }

    #[test]
    fn the_last_moment_of_the_calendar_has_a_local_date_everywhere() {
        for edge in [DateTime::<Utc>::MAX_UTC, DateTime::<Utc>::MIN_UTC] {
            let edge = Timestamp::from_millis(edge.timestamp_millis());
            for zone in [TimeZone::Asia__Tokyo, TimeZone::America__New_York] {
                let _ = edge.local(zone).date_naive();
            }
        }
    }
}
