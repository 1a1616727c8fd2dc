//! Languages in which a call can be led: those that the voices speak well and the carrier hears well.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::country::Country;
use super::phone::PhoneNumber;

#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
    JsonSchema,
)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    #[strum(serialize = "en")]
    English,
    #[serde(rename = "es")]
    #[strum(serialize = "es")]
    Spanish,
    #[serde(rename = "fr")]
    #[strum(serialize = "fr")]
    French,
    #[serde(rename = "de")]
    #[strum(serialize = "de")]
    German,
    #[serde(rename = "it")]
    #[strum(serialize = "it")]
    Italian,
    #[serde(rename = "pt")]
    #[strum(serialize = "pt")]
    Portuguese,
}

/// Where most people speak them; English is spoken to all others.
const SPOKEN: [(Language, &str); 5] = [
    (
        Language::Spanish,
        "ES MX CO AR PE VE CL EC GT CU BO DO HN PY SV NI CR PA UY PR GQ",
    ),
    (
        Language::French,
        "FR MC LU RE GP MQ GF YT PM WF PF NC HT SN CI ML BF NE TG BJ GN GA CG CD",
    ),
    (Language::German, "DE AT CH LI"),
    (Language::Italian, "IT SM VA"),
    (Language::Portuguese, "PT BR AO MZ CV GW ST"),
];

impl Language {
    pub fn all() -> &'static [Self] {
        Self::VARIANTS
    }

    /// By ISO 639-1: "es".
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// Its name in English.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Spanish",
            Self::French => "French",
            Self::German => "German",
            Self::Italian => "Italian",
            Self::Portuguese => "Portuguese",
        }
    }

    /// What is most likely understood where a number is, as far as we speak it.
    pub fn of(number: &PhoneNumber) -> Self {
        let country = Country::of(number);
        let is_in = |countries: &str| {
            country.is_some_and(|country| countries.split(' ').any(|it| it == country.letters()))
        };
        let mut languages = SPOKEN.iter();
        let spoken = languages.find(|(_, countries)| is_in(countries));
        spoken.map_or(Self::English, |(language, _)| *language)
    }

    /// As a BCP 47 tag that ConversationRelay knows; English is spoken as the voice's accent has it.
    pub fn tag(self, accent: &'static str) -> &'static str {
        match self {
            Self::English => accent,
            Self::Spanish => "es-US",
            Self::French => "fr-FR",
            Self::German => "de-DE",
            Self::Italian => "it-IT",
            Self::Portuguese => "pt-BR",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_spoken_to_as_its_country_speaks() {
        let of = |number| Language::of(&PhoneNumber::parse(number).unwrap());
        for (number, language) in [
            ("+5215512345678", Language::Spanish),
            ("+17875550123", Language::Spanish),
            ("+33612345678", Language::French),
            ("+436641234567", Language::German),
            ("+390612345678", Language::Italian),
            ("+5511912345678", Language::Portuguese),
            ("+14155550123", Language::English),
            ("+819012345678", Language::English),
            ("+882161234567", Language::English),
        ] {
            assert_eq!(of(number), language, "{number}");
        }
    }
}
