//! What a call costs: what it used of services that somebody is paid for, by a table of prices. What
//! has no price is unknown, never guessed.

pub mod prices;

use std::fmt;
use std::iter::Sum;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Direction;

pub use prices::Prices;

/// Which services are paid for here, and what they cost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tariff {
    pub prices: Option<Prices>,
    /// What is wrong with the table, where something is: then nothing has a price.
    pub mistake: Option<String>,
    /// A model that is configured speaks, and reads.
    pub speaks: bool,
    /// Texts go to an embedding model.
    pub embeds: bool,
}

impl Tariff {
    pub fn parse(table: Option<&str>, speaks: bool, embeds: bool) -> Self {
        let (prices, mistake) = match table.map(Prices::parse) {
            None => (None, None),
            Some(Ok(prices)) => (Some(prices), None),
            Some(Err(mistake)) => (None, Some(mistake)),
        };
        Self {
            prices,
            mistake,
            speaks,
            embeds,
        }
    }
}

/// Money, in millionths of a US dollar: whole ones, so that sums are exact.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
pub struct MicroUsd(pub u64);

impl MicroUsd {
    pub fn usd(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// Whole cents.
    pub fn cents(self) -> u32 {
        u32::try_from(self.0 / 10_000).unwrap_or(u32::MAX)
    }

    /// For so many units at this price for each million of them, to the nearest millionth.
    fn per_million(self, units: u64) -> Self {
        let product = u128::from(self.0) * u128::from(units);
        Self(u64::try_from((product + 500_000) / 1_000_000).unwrap_or(u64::MAX))
    }

    fn times(self, units: u64) -> Self {
        Self(self.0.saturating_mul(units))
    }
}

impl Sum for MicroUsd {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        Self(all.fold(0, |sum, one| sum.saturating_add(one.0)))
    }
}

/// "$0.12"; of less than ten cents to a hundredth of a cent, "$0.0034".
impl fmt::Display for MicroUsd {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = if self.0 < 100_000 { 4 } else { 2 };
        write!(formatter, "${:.digits$}", self.usd())
    }
}

/// What a language model read and wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Tokens {
    pub input: u64,
    pub output: u64,
    /// Some of it was counted by us, at most so many, since the model did not tell.
    pub counted: bool,
}

impl Tokens {
    pub fn is_none(&self) -> bool {
        self.input == 0 && self.output == 0
    }

    #[must_use]
    pub fn and(self, more: Self) -> Self {
        Self {
            input: self.input.saturating_add(more.input),
            output: self.output.saturating_add(more.output),
            counted: self.counted || more.counted,
        }
    }
}

/// What a live call has used so far, besides the carrier's minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// None in the browser.
    pub direction: Option<Direction>,
    /// Sent to the carrier to be spoken.
    pub characters: u64,
    pub brain: Tokens,
    /// Tokens of what was looked for, and of what was said, for an embedding model.
    pub embedded: u64,
}

/// One thing that is charged for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum Part {
    /// The carrier's minutes, each begun one; none where it has not told them.
    Carrier {
        direction: Direction,
        minutes: Option<u64>,
    },
    Speech {
        characters: u64,
    },
    /// The model that speaks.
    Brain(Tokens),
    /// The model that reads the call afterwards.
    Reading(Tokens),
    Embeddings {
        tokens: u64,
    },
}

impl Part {
    /// What it costs by that table; none where the table does not say, or how much it was is not
    /// known. `number` is the user's, in E.164.
    fn price(&self, prices: &Prices, number: &str) -> Option<MicroUsd> {
        match self {
            Self::Carrier { direction, minutes } => {
                Some(prices.minute(*direction, number)?.times((*minutes)?))
            }
            Self::Speech { characters } => {
                // A price for a thousand is one for a million in thousandths.
                Some(
                    prices
                        .speech_per_1000_characters?
                        .times(1_000)
                        .per_million(*characters),
                )
            }
            Self::Brain(tokens) | Self::Reading(tokens) => {
                let per_million = prices.model_per_million_tokens?;
                Some(
                    [
                        per_million.input.per_million(tokens.input),
                        per_million.output.per_million(tokens.output),
                    ]
                    .into_iter()
                    .sum(),
                )
            }
            Self::Embeddings { tokens } => {
                Some(prices.embeddings_per_million_tokens?.per_million(*tokens))
            }
        }
    }

    fn is_nothing(&self) -> bool {
        match self {
            Self::Carrier { minutes, .. } => *minutes == Some(0),
            Self::Speech { characters: units } | Self::Embeddings { tokens: units } => *units == 0,
            Self::Brain(tokens) | Self::Reading(tokens) => tokens.is_none(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Charge {
    #[serde(flatten)]
    pub part: Part,
    pub micro_usd: Option<MicroUsd>,
}

/// What a call cost, or may cost, part by part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cost {
    /// Of which day the prices are; none where there are none.
    pub as_of: Option<String>,
    pub charges: Vec<Charge>,
}

impl Cost {
    pub fn of(parts: Vec<Part>, prices: Option<&Prices>, number: &str) -> Self {
        let charge = |part: Part| Charge {
            micro_usd: prices.and_then(|prices| part.price(prices, number)),
            part,
        };
        let used = parts.into_iter().filter(|part| !part.is_nothing());
        Self {
            as_of: prices.map(|prices| prices.as_of.clone()),
            charges: used.map(charge).collect(),
        }
    }

    /// Of all parts; none where one is unknown.
    pub fn total(&self) -> Option<MicroUsd> {
        self.charges
            .iter()
            .map(|charge| charge.micro_usd)
            .sum::<Option<MicroUsd>>()
    }

    /// Of those parts that are known.
    pub fn known(&self) -> MicroUsd {
        self.charges
            .iter()
            .filter_map(|charge| charge.micro_usd)
            .sum()
    }

    pub fn minutes(&self) -> u64 {
        let minutes = self.charges.iter().map(|charge| match charge.part {
            Part::Carrier { minutes, .. } => minutes.unwrap_or(0),
            _ => 0,
        });
        minutes.sum()
    }

    /// "$0.12", "at least $0.12", "nothing", "unknown".
    pub fn in_words(&self) -> String {
        match (self.total(), self.known()) {
            (Some(MicroUsd(0)), _) => "nothing".to_owned(),
            (Some(total), _) => total.to_string(),
            (None, MicroUsd(0)) => "unknown".to_owned(),
            (None, known) => format!("at least {known}"),
        }
    }

    /// Whether it is about the same use, at whatever prices.
    pub fn is_of(&self, other: &Self) -> bool {
        let parts =
            |cost: &Self| -> Vec<Part> { cost.charges.iter().map(|charge| charge.part).collect() };
        parts(self) == parts(other)
    }
}

/// The minutes that a carrier charges for so many seconds: each begun one.
pub fn begun_minutes(seconds: u32) -> u64 {
    u64::from(seconds.div_ceil(60))
}

#[cfg(test)]
mod tests;
