//! Who may be called, and when. Asked when a call is asked for or scheduled, and again at the
//! moment of dialling: everything here may have changed in between.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Timelike};
use serde::{Deserialize, Serialize};

use super::Channel;
use crate::time::{TimeZone, Timestamp};

/// What stands about a user, and the number that would be called, at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// They proved by a code that the number is theirs.
    pub number_verified: bool,
    /// They agreed to be called on it, and what they agreed to is stored.
    pub consented: bool,
    /// They said "stop calling me", in whichever way.
    pub suppressed: bool,
    /// Phone calls placed to them since `day_began`.
    pub calls_today: u32,
    pub daily_cap: u32,
    /// Another persona's call rings there, or goes on.
    pub on_the_phone: bool,
    /// When they may be called unasked.
    pub hours: Hours,
    pub zone: TimeZone,
}

/// What a user agrees to, and in which version of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    pub kind: &'static str,
    pub text_version: &'static str,
}

/// That personas telephone the user's own number.
pub const PHONE_CALLS: Consent = Consent {
    kind: "phone_calls",
    text_version: "2026-11",
};

/// Whose idea a call is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Initiative {
    /// The user asked for it just now.
    User,
    /// A schedule came due, or we try again.
    Ours,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    #[error("Verify your phone number first: we send a code to it, and you type it in.")]
    NumberNotVerified,
    #[error("Agree to be called on this number first, on the page of your phone.")]
    NoConsent,
    #[error(
        "You asked us to stop calling. To be called again, allow calls on the page of your phone."
    )]
    Suppressed,
    #[error(
        "You have had all {cap} calls of today. Call from the browser, or wait until tomorrow."
    )]
    DailyCap { cap: u32 },
    #[error(
        "You are on the phone with a persona already. Hang up first, or call from the browser."
    )]
    OnThePhone,
    #[error(
        "It is outside the hours in which you want to be called. Change your hours, or call from \
         the browser."
    )]
    QuietHours {
        /// When they may be called again.
        until: Timestamp,
    },
}

/// Whether a call may go out now. In the browser it is the user who calls, so nothing stands
/// against it.
pub fn may_call(
    standing: &Standing,
    channel: Channel,
    initiative: Initiative,
    now: Timestamp,
) -> Result<(), Refusal> {
    if channel == Channel::Browser {
        return Ok(());
    }
    // The user's "stop" comes before whatever else they would have to do.
    if standing.suppressed {
        return Err(Refusal::Suppressed);
    }
    if !standing.number_verified {
        return Err(Refusal::NumberNotVerified);
    }
    if !standing.consented {
        return Err(Refusal::NoConsent);
    }
    if standing.calls_today >= standing.daily_cap {
        return Err(Refusal::DailyCap {
            cap: standing.daily_cap,
        });
    }
    if standing.on_the_phone {
        return Err(Refusal::OnThePhone);
    }
    if initiative == Initiative::Ours && !standing.hours.allow(now, standing.zone) {
        return Err(Refusal::QuietHours {
            until: standing.hours.next_begin(now, standing.zone),
        });
    }
    Ok(())
}

/// The hours of the day, on the user's own clock, in which we may call unasked: from the first on,
/// up to but without the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u8, u8)", into = "(u8, u8)")]
pub struct Hours {
    from: u8,
    to: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("hours are two different ones from 0 to 24, such as 8 and 21")]
pub struct HoursError;

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

impl TryFrom<(u8, u8)> for Hours {
    type Error = HoursError;

    fn try_from((from, to): (u8, u8)) -> Result<Self, HoursError> {
        Self::new(from, to)
    }
}

impl From<Hours> for (u8, u8) {
    fn from(hours: Hours) -> Self {
        (hours.from, hours.to)
    }
}

/// When the user's day began: what is placed since counts as today's.
pub fn day_began(now: Timestamp, zone: TimeZone) -> Timestamp {
    at_local(now.local(zone).date_naive(), NaiveTime::MIN, zone, now)
}

/// When the clock in that zone first shows that time on that day; where it skips the time, the
/// first moment after the gap.
pub(super) fn at_local(
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

    /// Ten in the morning in New York.
    fn morning() -> Timestamp {
        moment("2025-01-07T15:00:00Z")
    }

    fn welcome() -> Standing {
        Standing {
            number_verified: true,
            consented: true,
            suppressed: false,
            calls_today: 0,
            daily_cap: 3,
            on_the_phone: false,
            hours: Hours::default(),
            zone: NEW_YORK,
        }
    }

    fn phone(standing: &Standing, initiative: Initiative, now: Timestamp) -> Result<(), Refusal> {
        may_call(standing, Channel::Phone, initiative, now)
    }

    #[test]
    fn whoever_verified_their_number_and_agreed_is_called() {
        assert_eq!(phone(&welcome(), Initiative::Ours, morning()), Ok(()));
        assert_eq!(phone(&welcome(), Initiative::User, morning()), Ok(()));
    }

    #[test]
    fn a_phone_rings_only_where_all_was_agreed() {
        for (standing, refusal) in [
            (
                Standing {
                    number_verified: false,
                    ..welcome()
                },
                Refusal::NumberNotVerified,
            ),
            (
                Standing {
                    consented: false,
                    ..welcome()
                },
                Refusal::NoConsent,
            ),
            (
                Standing {
                    suppressed: true,
                    ..welcome()
                },
                Refusal::Suppressed,
            ),
            (
                Standing {
                    calls_today: 3,
                    ..welcome()
                },
                Refusal::DailyCap { cap: 3 },
            ),
            (
                Standing {
                    on_the_phone: true,
                    ..welcome()
                },
                Refusal::OnThePhone,
            ),
        ] {
            for initiative in [Initiative::User, Initiative::Ours] {
                assert_eq!(phone(&standing, initiative, morning()), Err(refusal));
            }
            let message = refusal.to_string();
            assert!(message.ends_with('.') && message.len() > 40, "{message}");
        }
    }

    #[test]
    fn who_said_stop_is_not_asked_to_verify_anything() {
        let standing = Standing {
            number_verified: false,
            consented: false,
            suppressed: true,
            calls_today: 99,
            ..welcome()
        };
        assert_eq!(
            phone(&standing, Initiative::Ours, morning()),
            Err(Refusal::Suppressed)
        );
    }

    #[test]
    fn the_browser_needs_neither_number_nor_consent_nor_hour() {
        let standing = Standing {
            number_verified: false,
            consented: false,
            suppressed: true,
            calls_today: 99,
            ..welcome()
        };
        let night = moment("2025-01-07T08:00:00Z");
        for initiative in [Initiative::User, Initiative::Ours] {
            assert_eq!(
                may_call(&standing, Channel::Browser, initiative, night),
                Ok(())
            );
        }
    }

    #[test]
    fn at_night_only_who_asks_for_it_is_called() {
        let night = moment("2025-01-07T08:00:00Z");
        assert_eq!(
            phone(&welcome(), Initiative::Ours, night),
            Err(Refusal::QuietHours {
                until: moment("2025-01-07T13:00:00Z")
            })
        );
        assert_eq!(phone(&welcome(), Initiative::User, night), Ok(()));
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
        assert!(Hours::new(0, 24).unwrap().allow(morning(), NEW_YORK));
    }

    #[test]
    fn hours_that_mean_nothing_are_refused() {
        for (from, to) in [(8, 8), (24, 8), (8, 25), (255, 0)] {
            assert_eq!(Hours::new(from, to), Err(HoursError));
        }
        assert!(serde_json::from_str::<Hours>("[8,8]").is_err());
        assert_eq!(
            serde_json::from_str::<Hours>("[8,21]").unwrap(),
            Hours::default()
        );
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

    #[test]
    fn no_moment_is_too_far_to_be_judged() {
        for millis in [i64::MIN, i64::MAX, 0, 8_210_266_876_799_999] {
            for zone in [TimeZone::Asia__Tokyo, NEW_YORK, TimeZone::Pacific__Apia] {
                let now = Timestamp::from_millis(millis);
                let _ = phone(&welcome(), Initiative::Ours, now);
                let _ = day_began(now, zone);
                let _ = Hours::default().next_begin(now, zone);
            }
        }
    }
}
