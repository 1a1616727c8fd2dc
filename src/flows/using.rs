//! What the user's calls came to, by the day or by the month of their own calendar.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::call::cost::MicroUsd;
use crate::call::hours::day_began;
use crate::directory::costs::{self, Used};
use crate::directory::people::User;
use crate::failure::Failure;
use crate::ports::Ports;
use crate::time::{DAY, Timestamp};

/// How far a summary reaches at most, in days, and where nothing is said.
const FURTHEST: i64 = 366;
const USUAL_DAYS: i64 = 30;
/// The most calls that are summed up; more than a year holds.
const MOST: u32 = 50_000;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    #[default]
    Day,
    Month,
}

/// What the calls of one day, or one month, came to.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Usage {
    /// Such as `2025-01-07`, or `2025-01`, in the user's time zone.
    pub period: String,
    pub calls: u32,
    pub seconds: u64,
    /// By telephone, as the carrier charges for them.
    pub carrier_minutes: u64,
    /// Of all that has a price, in US dollars.
    pub known_usd: f64,
    /// Whether a part of some call's cost is unknown.
    pub more_is_unknown: bool,
}

/// Sums up the calls begun from `since` on and before `until`: the last 30 days, or with months the
/// last year, where nothing is said. The latest first; without what had no calls.
///
/// # Errors
/// `Invalid` where that is no time, or more than a year.
pub async fn usage(
    ports: &impl Ports,
    user: &User,
    by: Period,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
) -> Result<Vec<Usage>, Failure> {
    let until = until.unwrap_or_else(|| ports.now().plus(1));
    let usual = match by {
        Period::Day => USUAL_DAYS,
        Period::Month => FURTHEST,
    };
    let since = since.unwrap_or_else(|| day_began(until.plus(-(usual - 1) * DAY), user.time_zone));
    if until < since || until.since(since) > FURTHEST * DAY {
        let why = format!("Choose a time of at most {FURTHEST} days, that ends after it began.");
        return Err(Failure::invalid("since", why));
    }
    let used = costs::used_between(ports.sql(), &user.id, since, until, MOST).await?;
    let mut sums: Vec<(String, Sum)> = Vec::new();
    for call in used.iter().rev() {
        let format = match by {
            Period::Day => "%Y-%m-%d",
            Period::Month => "%Y-%m",
        };
        let period = call
            .created_at
            .local(user.time_zone)
            .format(format)
            .to_string();
        match sums.last_mut() {
            Some((last, sum)) if *last == period => sum.add(call),
            _ => {
                let mut sum = Sum::default();
                sum.add(call);
                sums.push((period, sum));
            }
        }
    }
    Ok(sums
        .into_iter()
        .map(|(period, sum)| sum.of(period))
        .collect())
}

#[derive(Default)]
struct Sum {
    calls: u32,
    seconds: u64,
    carrier_minutes: u64,
    known: u64,
    more_is_unknown: bool,
}

impl Sum {
    fn add(&mut self, call: &Used) {
        self.calls += 1;
        self.seconds += u64::from(call.duration_seconds);
        self.carrier_minutes += call.carrier_minutes;
        self.known = self.known.saturating_add(call.known_micro_usd.0);
        self.more_is_unknown |= call.cost_usd.is_none();
    }

    fn of(self, period: String) -> Usage {
        Usage {
            period,
            calls: self.calls,
            seconds: self.seconds,
            carrier_minutes: self.carrier_minutes,
            known_usd: MicroUsd(self.known).usd(),
            more_is_unknown: self.more_is_unknown,
        }
    }
}
