//! What whoever runs this decides for all calls by telephone, as settings say it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::crisis::CrisisLines;
use super::permission::Caps;
use crate::failure::Failure;
use crate::ids::PersonaId;
use crate::telephony::country::Country;
use crate::telephony::phone::PhoneNumber;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// The countries whose numbers are called, and answered; none: every country.
    countries: Option<BTreeSet<Country>>,
    /// What nobody's day may exceed, whatever they set themselves.
    pub caps: Caps,
    /// Numbers of ours that are a persona's own.
    numbers: BTreeMap<PhoneNumber, PersonaId>,
    pub crisis_lines: CrisisLines,
    pub speech: Speech,
}

/// How the carrier hears and speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speech {
    /// Over a socket, word by word: Twilio's ConversationRelay.
    #[default]
    Relay,
    /// A webhook for each turn, for accounts without it: `<Say>` and `<Gather>`.
    Gather,
}

impl Policy {
    /// Reads it from the settings, by their names.
    ///
    /// # Errors
    /// `Conflict` where a setting can't be understood: it names the setting and what it should be.
    pub fn read(setting: impl Fn(&str) -> Option<String>) -> Result<Self, Failure> {
        let caps = Caps::default();
        let read = Reader { setting: &setting };
        Ok(Self {
            countries: read.countries()?,
            caps: Caps {
                calls: read.number("PHONE_CALLS_A_DAY")?.unwrap_or(caps.calls),
                minutes: read.number("PHONE_MINUTES_A_DAY")?.unwrap_or(caps.minutes),
                cents: read.number("PHONE_CENTS_A_DAY")?,
            },
            numbers: read.numbers()?,
            crisis_lines: CrisisLines::new(read.crisis_lines()?),
            speech: read.speech()?,
        })
    }

    /// Whether that number is in a country that is called from here.
    pub fn reaches(&self, number: &PhoneNumber) -> bool {
        self.countries.as_ref().is_none_or(|countries| {
            Country::of(number).is_some_and(|country| countries.contains(&country))
        })
    }

    /// Whose number that is, where it is a persona's own.
    pub fn persona_of(&self, number: &PhoneNumber) -> Option<&PersonaId> {
        self.numbers.get(number)
    }

    /// The number that is a persona's own, where they have one: they call from it.
    pub fn number_of(&self, persona: &PersonaId) -> Option<&PhoneNumber> {
        let mut numbers = self.numbers.iter();
        numbers
            .find(|(_, owner)| *owner == persona)
            .map(|(number, _)| number)
    }

    /// The number to name to whoever may be in danger, by where their telephone is at home.
    pub fn crisis_line(&self, phone: &str) -> Option<String> {
        let number = PhoneNumber::parse(phone).ok()?;
        self.crisis_lines.line(Country::of(&number))
    }
}

struct Reader<'a, S> {
    setting: &'a S,
}

impl<S: Fn(&str) -> Option<String>> Reader<'_, S> {
    fn get(&self, name: &str) -> Option<String> {
        let value = (self.setting)(name)?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    fn number(&self, name: &str) -> Result<Option<u32>, Failure> {
        self.get(name)
            .map(|value| value.parse().map_err(|_| wrong(name, "a whole number")))
            .transpose()
    }

    /// Where nothing is said, that of the number from which is called.
    fn countries(&self) -> Result<Option<BTreeSet<Country>>, Failure> {
        const NAME: &str = "PHONE_COUNTRIES";
        let Some(value) = self.get(NAME) else {
            let own = self.get("TWILIO_NUMBER");
            let own = own.and_then(|number| PhoneNumber::parse(&number).ok());
            return Ok(own
                .and_then(|own| Country::of(&own))
                .map(|own| BTreeSet::from([own])));
        };
        if value == "*" {
            return Ok(None);
        }
        words(&value)
            .map(Country::parse)
            .collect::<Result<_, _>>()
            .map(Some)
            .map_err(|_| wrong(NAME, "countries such as `US CA GB`, or `*` for all"))
    }

    fn numbers(&self) -> Result<BTreeMap<PhoneNumber, PersonaId>, Failure> {
        const NAME: &str = "PHONE_NUMBERS";
        let read = |pair: &str| {
            let (number, persona) = pair.split_once('=')?;
            Some((
                PhoneNumber::parse(number).ok()?,
                PersonaId::parse(persona).ok()?,
            ))
        };
        words(&self.get(NAME).unwrap_or_default())
            .map(read)
            .collect::<Option<_>>()
            .ok_or_else(|| {
                wrong(
                    NAME,
                    "numbers with their personas, such as `+18005550123=persona_brad_001`",
                )
            })
    }

    fn crisis_lines(&self) -> Result<BTreeMap<Country, String>, Failure> {
        const NAME: &str = "PHONE_CRISIS_LINES";
        let Some(value) = self.get(NAME) else {
            return Ok(BTreeMap::new());
        };
        serde_json::from_str(&value)
            .map_err(|_| wrong(NAME, "JSON such as `{\"DE\": \"0800 111 0 111\"}`"))
    }

    fn speech(&self) -> Result<Speech, Failure> {
        match self.get("PHONE_SPEECH").as_deref() {
            None | Some("relay") => Ok(Speech::Relay),
            Some("gather") => Ok(Speech::Gather),
            Some(_) => Err(wrong("PHONE_SPEECH", "`relay` or `gather`")),
        }
    }
}

fn words(value: &str) -> impl Iterator<Item = &str> {
    let parts = value.split(|c: char| c.is_whitespace() || c == ',');
    parts.filter(|part| !part.is_empty())
}

fn wrong(name: &str, wanted: &str) -> Failure {
    Failure::conflict(format!(
        "Telephone calls are not set up right here: {name} should be {wanted}."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(settings: &[(&str, &str)]) -> Result<Policy, Failure> {
        Policy::read(|name| {
            let mut known = settings.iter();
            known
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    fn number(text: &str) -> PhoneNumber {
        PhoneNumber::parse(text).unwrap()
    }

    #[test]
    fn only_countries_that_are_named_are_called() {
        let named = policy(&[("PHONE_COUNTRIES", "us, GB")]).unwrap();
        assert!(named.reaches(&number("+1 415 555 0123")));
        assert!(named.reaches(&number("+44 20 7946 0018")));
        assert!(!named.reaches(&number("+1 876 555 0123")));
        assert!(!named.reaches(&number("+881 612 345 678")));
        let all = policy(&[("PHONE_COUNTRIES", "*")]).unwrap();
        assert!(all.reaches(&number("+1 876 555 0123")));
    }

    #[test]
    fn where_no_country_is_named_it_is_that_of_our_own_number() {
        let own = policy(&[("TWILIO_NUMBER", "+44 20 7946 0018")]).unwrap();
        assert!(own.reaches(&number("+44 7700 900123")));
        assert!(!own.reaches(&number("+1 415 555 0123")));
    }

    #[test]
    fn a_persona_may_have_a_number_of_their_own() {
        let theirs = policy(&[("PHONE_NUMBERS", "+18005550123=brad +18005550124=maya")]).unwrap();
        let brad = PersonaId::parse("brad").unwrap();
        assert_eq!(theirs.persona_of(&number("+18005550123")), Some(&brad));
        assert_eq!(theirs.number_of(&brad), Some(&number("+18005550123")));
        assert_eq!(theirs.persona_of(&number("+18005550199")), None);
    }

    #[test]
    fn someone_in_danger_is_told_of_the_line_where_they_are() {
        let policy = policy(&[("PHONE_CRISIS_LINES", r#"{"DE": "0800 111 0 111"}"#)]).unwrap();
        assert_eq!(policy.crisis_line("+14155550123").as_deref(), Some("988"));
        assert_eq!(
            policy.crisis_line("+49301234567").as_deref(),
            Some("0800 111 0 111")
        );
        assert_eq!(policy.crisis_line("+81312345678"), None);
    }

    #[test]
    fn a_setting_that_can_t_be_understood_is_named() {
        for (name, value) in [
            ("PHONE_COUNTRIES", "USA"),
            ("PHONE_CALLS_A_DAY", "many"),
            ("PHONE_MINUTES_A_DAY", "-1"),
            ("PHONE_CENTS_A_DAY", "1.50"),
            ("PHONE_NUMBERS", "brad"),
            ("PHONE_NUMBERS", "+1=brad"),
            ("PHONE_CRISIS_LINES", "988"),
            ("PHONE_CRISIS_LINES", r#"{"Germany": "1"}"#),
            ("PHONE_SPEECH", "loud"),
        ] {
            let failure = policy(&[(name, value)]).unwrap_err();
            assert!(failure.to_string().contains(name), "{failure}");
        }
        assert_eq!(policy(&[]).unwrap(), Policy::default());
    }
}
