//! Languages in which a call can be led: those that the voices speak well and the carrier hears well.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

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
