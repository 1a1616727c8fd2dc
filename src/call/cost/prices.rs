//! The table of prices, as it is configured: JSON with the day it is of, in US dollars.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, de};

use super::MicroUsd;
use crate::call::Direction;
use crate::failure::Failure;
use crate::parsing;

/// The name of the variable that holds the table.
pub const PRICES: &str = "PRICES";
/// The highest price of anything, in dollars.
const HIGHEST: f64 = 10_000.0;

/// What is not in it is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prices {
    /// Such as `2026-11-01`.
    #[serde(deserialize_with = "day")]
    pub as_of: String,
    #[serde(default)]
    carrier: Carrier,
    #[serde(default, deserialize_with = "dollars_if_any")]
    pub speech_per_1000_characters: Option<MicroUsd>,
    #[serde(default)]
    pub model_per_million_tokens: Option<PerMillion>,
    #[serde(default, deserialize_with = "dollars_if_any")]
    pub embeddings_per_million_tokens: Option<MicroUsd>,
}

/// By the beginnings of numbers, such as `+1` and `+4420`: the longest that fits holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Carrier {
    inbound_per_minute: BTreeMap<Beginning, Dollars>,
    outbound_per_minute: BTreeMap<Beginning, Dollars>,
}

/// How a number in E.164 begins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
struct Beginning(String);

impl TryFrom<String> for Beginning {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.strip_prefix('+').unwrap_or_default();
        let is_one =
            (1..=15).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
        is_one
            .then_some(Self(text))
            .ok_or("numbers begin with a plus and digits, such as +1")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerMillion {
    #[serde(deserialize_with = "dollars")]
    pub input: MicroUsd,
    #[serde(deserialize_with = "dollars")]
    pub output: MicroUsd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
struct Dollars(#[serde(deserialize_with = "dollars")] MicroUsd);

impl Prices {
    /// Reads a table.
    ///
    /// # Errors
    /// What is wrong with it and where, as who configured it needs to know.
    pub fn parse(text: &str) -> Result<Self, String> {
        parsing::object(text).map_err(|failure| match failure {
            Failure::Invalid { field, why } => format!("{PRICES} is not right at {field}: {why}"),
            other => format!("{PRICES} is not right: {other}"),
        })
    }

    /// For a minute with that number, in E.164.
    pub fn minute(&self, direction: Direction, number: &str) -> Option<MicroUsd> {
        let table = match direction {
            Direction::Inbound => &self.carrier.inbound_per_minute,
            Direction::Outbound => &self.carrier.outbound_per_minute,
        };
        let fitting = table
            .iter()
            .filter(|(beginning, _)| number.starts_with(&beginning.0));
        let longest = fitting.max_by_key(|(beginning, _)| beginning.0.len());
        longest.map(|(_, price)| price.0)
    }
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let day = NaiveDate::deserialize(deserializer)?;
    Ok(day.to_string())
}

/// Dollars, to the millionth.
fn dollars<'de, D: Deserializer<'de>>(deserializer: D) -> Result<MicroUsd, D::Error> {
    let dollars = f64::deserialize(deserializer)?;
    if (0.0..=HIGHEST).contains(&dollars) {
        Ok(MicroUsd((dollars * 1e6).round() as u64))
    } else {
        Err(de::Error::custom(
            "a price is a number of dollars, from 0 to 10000",
        ))
    }
}

fn dollars_if_any<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<MicroUsd>, D::Error> {
    let dollars: Option<Dollars> = Option::deserialize(deserializer)?;
    Ok(dollars.map(|dollars| dollars.0))
}
