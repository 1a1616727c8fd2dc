//! Who may be called, and when. Asked when a call is asked for or scheduled, and again at the
//! moment of dialling: everything here may have changed in between.

use serde::{Deserialize, Serialize};

use super::Channel;
use super::hours::Hours;
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
    /// The number is in a country that is called from here.
    pub in_reach: bool,
    /// What their telephone took since `day_began`, and how much it may.
    pub today: Used,
    pub caps: Caps,
    /// Another persona's call rings there, or goes on.
    pub on_the_phone: bool,
    /// When they may be called unasked.
    pub hours: Hours,
    pub zone: TimeZone,
}

/// What telephone calls took of a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    pub calls: u32,
    pub minutes: u32,
    /// What is known of their cost, in cents.
    pub cents: u32,
}

/// How much telephone calls may take of a day, at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caps {
    pub calls: u32,
    pub minutes: u32,
    /// Of what is known of their cost; none: it may be whatever it is.
    pub cents: Option<u32>,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            calls: 20,
            minutes: 240,
            cents: None,
        }
    }
}

impl Caps {
    /// The lower of each.
    #[must_use]
    pub fn at_most(self, others: Self) -> Self {
        Self {
            calls: self.calls.min(others.calls),
            minutes: self.minutes.min(others.minutes),
            cents: self.cents.into_iter().chain(others.cents).min(),
        }
    }
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
    #[error("Numbers in that country can't be called from here. Call from the browser.")]
    OutOfReach,
    #[error(
        "You have had {} of today. Call from the browser, or wait until tomorrow.",
        all_of(*cap, "call")
    )]
    CallsCap { cap: u32 },
    #[error(
        "You have had {} on the phone of today. Call from the browser, or wait until tomorrow.",
        all_of(*cap, "minute")
    )]
    MinutesCap { cap: u32 },
    #[error(
        "Today's calls have cost what a day may cost. Call from the browser, or wait until tomorrow."
    )]
    SpendCap,
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

fn all_of(cap: u32, what: &str) -> String {
    match cap {
        1 => format!("the one {what}"),
        _ => format!("all {cap} {what}s"),
    }
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
    may_take(standing)?;
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

/// Whether a day has room for another call, whoever calls whom.
pub fn may_take(standing: &Standing) -> Result<(), Refusal> {
    let Standing { today, caps, .. } = standing;
    if !standing.in_reach {
        return Err(Refusal::OutOfReach);
    }
    if today.calls >= caps.calls {
        return Err(Refusal::CallsCap { cap: caps.calls });
    }
    if today.minutes >= caps.minutes {
        return Err(Refusal::MinutesCap { cap: caps.minutes });
    }
    if caps.cents.is_some_and(|cap| today.cents >= cap) {
        return Err(Refusal::SpendCap);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::hours::day_began;

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
            in_reach: true,
            today: Used::default(),
            caps: Caps {
                calls: 3,
                minutes: 60,
                cents: Some(200),
            },
            on_the_phone: false,
            hours: Hours::default(),
            zone: NEW_YORK,
        }
    }

    fn having_used(calls: u32, minutes: u32, cents: u32) -> Standing {
        Standing {
            today: Used {
                calls,
                minutes,
                cents,
            },
            ..welcome()
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
                    in_reach: false,
                    ..welcome()
                },
                Refusal::OutOfReach,
            ),
            (having_used(3, 0, 0), Refusal::CallsCap { cap: 3 }),
            (having_used(0, 60, 0), Refusal::MinutesCap { cap: 60 }),
            (having_used(0, 0, 200), Refusal::SpendCap),
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
    fn how_much_of_a_day_it_was_is_said_in_numbers_that_read_well() {
        for (refusal, words) in [
            (Refusal::CallsCap { cap: 1 }, "the one call of today."),
            (Refusal::CallsCap { cap: 3 }, "all 3 calls of today."),
            (
                Refusal::MinutesCap { cap: 1 },
                "the one minute on the phone of today.",
            ),
            (
                Refusal::MinutesCap { cap: 60 },
                "all 60 minutes on the phone of today.",
            ),
        ] {
            let said = refusal.to_string();
            assert!(said.starts_with(&format!("You have had {words}")), "{said}");
        }
    }

    #[test]
    fn who_said_stop_is_not_asked_to_verify_anything() {
        let standing = Standing {
            number_verified: false,
            consented: false,
            suppressed: true,
            today: having_used(99, 999, 9_999).today,
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
            today: having_used(99, 999, 9_999).today,
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
