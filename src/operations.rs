//! How it goes, for whoever runs this: what was counted by the hour, brought together for a page. Nothing
//! here is about anybody.

mod operators;

use std::collections::BTreeMap;

use serde::Deserialize;
use strum::{EnumString, IntoStaticStr};

use crate::call::cost::MicroUsd;
use crate::call::replies::Replies;
use crate::call::{Channel, EndReason};
use crate::time::{DAY, HOUR, Timestamp};

pub use operators::Operators;

/// Names of what is counted besides calls, their costs and their replies.
pub const JOBS_PUT_OFF: &str = "jobs_put_off";
pub const SWEEPS: &str = "sweeps";
pub const FADING: &str = "fading";
/// Names of what is counted of calls. Two of them go on: `calls:{channel}:{end_reason}`, and
/// `wait:{class}`.
pub const CALLS: &str = "calls";
pub const WAIT: &str = "wait";
pub const COST: &str = "cost_micro_usd";
/// What it cost to try out personas that are being made.
pub const TRYING: &str = "trying_micro_usd";
pub const FAILED_REPLIES: &str = "failed_replies";

/// So many of something in an hour.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Total {
    /// Its first moment.
    pub hour: Timestamp,
    pub name: String,
    pub total: u64,
}

/// How far back one looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Period {
    #[default]
    Day,
    Week,
    Month,
}

impl Period {
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// How long one step is, and how many there are.
    pub fn steps(self) -> (i64, i64) {
        match self {
            Self::Day => (HOUR, 24),
            Self::Week => (6 * HOUR, 28),
            Self::Month => (DAY, 30),
        }
    }

    /// When its first step began; the last one goes on at that moment.
    pub fn began(self, now: Timestamp) -> Timestamp {
        let (step, steps) = self.steps();
        let last = now.millis() - now.millis().rem_euclid(step);
        Timestamp::from_millis(last - (steps - 1) * step)
    }
}

/// What is waiting at this moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Waiting {
    pub calls_on: u64,
    pub calls_unremembered: u64,
    pub calls_overdue: u64,
    pub messages_untold: u64,
    pub erasures_under_way: u64,
    pub memories_to_fade: u64,
    /// Within the day for which they are counted.
    pub codes_sent: u64,
}

/// How it went in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    pub period: Period,
    /// In their order.
    pub steps: Vec<Step>,
    pub whole: Step,
    /// How calls ended, the most usual way first.
    pub outcomes: Vec<Outcome>,
    pub waiting: Waiting,
}

/// How it went in one step of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    pub at: Option<Timestamp>,
    pub by_browser: u64,
    pub by_phone: u64,
    /// Calls that broke off, or could not be placed.
    pub broken: u64,
    /// Of what has a price.
    pub cost: MicroUsd,
    pub replies: Replies,
    pub jobs_put_off: u64,
    pub sweeps: u64,
    /// Memories that were looked through for what fades.
    pub fading: u64,
}

impl Step {
    pub fn calls(&self) -> u64 {
        self.by_browser + self.by_phone
    }

    /// All that went wrong.
    pub fn wrong(&self) -> u64 {
        self.broken + self.replies.failed + self.jobs_put_off
    }

    fn add(&mut self, counted: &Counted, total: u64) {
        match counted {
            Counted::Calls(channel, reason) => {
                match channel {
                    Channel::Browser => self.by_browser += total,
                    Channel::Phone => self.by_phone += total,
                }
                if reason.is_some_and(is_broken) {
                    self.broken += total;
                }
            }
            Counted::Waits(class) => *self.replies.waits.entry(*class).or_default() += total,
            Counted::FailedReplies => self.replies.failed += total,
            Counted::Cost => self.cost.0 = self.cost.0.saturating_add(total),
            Counted::JobsPutOff => self.jobs_put_off += total,
            Counted::Sweeps => self.sweeps += total,
            Counted::Fading => self.fading += total,
        }
    }
}

fn is_broken(reason: EndReason) -> bool {
    matches!(reason, EndReason::Failed | EndReason::ConnectionLost)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    pub channel: Channel,
    /// None: it is not known.
    pub reason: Option<EndReason>,
    pub calls: u64,
}

/// What a name says is counted.
enum Counted {
    Calls(Channel, Option<EndReason>),
    Waits(u32),
    FailedReplies,
    Cost,
    JobsPutOff,
    Sweeps,
    Fading,
}

impl Counted {
    /// None where an earlier or a later release counted it.
    fn read(name: &str) -> Option<Self> {
        let mut parts = name.split(':');
        match parts.next()? {
            CALLS => {
                let channel = parts.next()?.parse().ok()?;
                Some(Self::Calls(
                    channel,
                    parts.next().and_then(|reason| reason.parse().ok()),
                ))
            }
            WAIT => Some(Self::Waits(parts.next()?.parse().ok()?)),
            FAILED_REPLIES => Some(Self::FailedReplies),
            COST | TRYING => Some(Self::Cost),
            JOBS_PUT_OFF => Some(Self::JobsPutOff),
            SWEEPS => Some(Self::Sweeps),
            FADING => Some(Self::Fading),
            _ => None,
        }
    }
}

/// Brings together what was counted. What lies outside of the period is left out.
pub fn overview(period: Period, now: Timestamp, totals: &[Total], waiting: Waiting) -> Overview {
    let (length, count) = period.steps();
    let began = period.began(now);
    let mut steps: Vec<Step> = (0..count)
        .map(|index| Step {
            at: Some(began.plus(index * length)),
            ..Step::default()
        })
        .collect();
    let mut whole = Step::default();
    let mut outcomes: BTreeMap<(&str, Option<&str>), Outcome> = BTreeMap::new();
    for Total { hour, name, total } in totals {
        let index = usize::try_from(hour.since(began).div_euclid(length)).ok();
        let step = index.and_then(|index| steps.get_mut(index));
        let (Some(step), Some(counted)) = (step, Counted::read(name)) else {
            continue;
        };
        step.add(&counted, *total);
        whole.add(&counted, *total);
        if let Counted::Calls(channel, reason) = counted {
            let name = (channel.as_str(), reason.map(EndReason::as_str));
            let outcome = outcomes.entry(name).or_insert(Outcome {
                channel,
                reason,
                calls: 0,
            });
            outcome.calls += total;
        }
    }
    let mut outcomes: Vec<Outcome> = outcomes.into_values().collect();
    outcomes.sort_by_key(|outcome| std::cmp::Reverse(outcome.calls));
    Overview {
        period,
        steps,
        whole,
        outcomes,
        waiting,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_736_942_400_000;

    fn total(hours_ago: i64, name: &str, total: u64) -> Total {
        Total {
            hour: Timestamp::from_millis(NOON - hours_ago * HOUR),
            name: name.to_owned(),
            total,
        }
    }

    fn seen(period: Period, totals: &[Total]) -> Overview {
        let now = Timestamp::from_millis(NOON + HOUR / 2);
        overview(period, now, totals, Waiting::default())
    }

    #[test]
    fn a_day_ends_with_the_hour_that_goes_on() {
        let day = seen(
            Period::Day,
            &[
                total(0, "calls:phone:hung_up", 2),
                total(0, "calls:browser:hung_up", 1),
                total(23, "calls:phone:failed", 4),
                total(24, "calls:phone:failed", 8),
            ],
        );
        assert_eq!(day.steps.len(), 24);
        let (first, last) = (day.steps.first().unwrap(), day.steps.last().unwrap());
        assert_eq!(last.at, Some(Timestamp::from_millis(NOON)));
        assert_eq!((last.by_phone, last.by_browser, last.broken), (2, 1, 0));
        assert_eq!((first.by_phone, first.broken), (4, 4));
        assert_eq!(day.whole.calls(), 7);
        assert_eq!(day.outcomes[0].reason, Some(EndReason::Failed));
        assert_eq!(day.outcomes[0].calls, 4);
    }

    #[test]
    fn hours_come_together_in_longer_steps() {
        let totals: Vec<Total> = (0..48).map(|ago| total(ago, "wait:400", 1)).collect();
        let week = seen(Period::Week, &totals);
        assert_eq!(week.steps.len(), 28);
        assert_eq!(week.whole.replies.count(), 48);
        assert_eq!(week.steps[26].replies.count(), 6);
        let month = seen(Period::Month, &totals);
        assert_eq!(month.steps.len(), 30);
        assert_eq!(month.whole.replies.count(), 48);
    }

    #[test]
    fn what_another_release_counted_is_passed_over() {
        let day = seen(
            Period::Day,
            &[
                total(1, "calls", 3),
                total(1, "calls:pigeon:landed", 3),
                total(1, "wait:long", 3),
                total(1, "smiles", 3),
                total(1, "calls:phone:sang", 3),
                total(1, COST, 1_400),
                total(1, TRYING, 100),
                total(1, JOBS_PUT_OFF, 1),
            ],
        );
        assert_eq!(day.whole.calls(), 3);
        assert_eq!(day.outcomes[0].reason, None);
        assert_eq!(day.whole.cost, MicroUsd(1_500));
        assert_eq!(day.whole.wrong(), 1);
    }
}
