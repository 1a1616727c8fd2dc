//! Whom to call where someone may be in danger, by country.

use std::collections::BTreeMap;

use crate::telephony::country::Country;

const US: Country = Country::new(b"US");
const CANADA: Country = Country::new(b"CA");
const BRITAIN: Country = Country::new(b"GB");
const IRELAND: Country = Country::new(b"IE");

/// Numbers by country: those that are configured before those that are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CrisisLines(BTreeMap<Country, String>);

impl CrisisLines {
    /// Those that are configured; an empty one takes away one that is known.
    pub fn new(configured: BTreeMap<Country, String>) -> Self {
        Self(configured)
    }

    /// The number to name to someone there; none where none is known, and the local emergency number is
    /// named in words.
    pub fn line(&self, country: Option<Country>) -> Option<String> {
        let country = country?;
        let line = match self.0.get(&country) {
            Some(configured) => configured,
            None => known(country)?,
        };
        let line = line.trim();
        (!line.is_empty()).then(|| line.to_owned())
    }
}

fn known(country: Country) -> Option<&'static str> {
    match country {
        US | CANADA => Some("988"),
        BRITAIN | IRELAND => Some("116 123"),
        member if member.is_of_the_union() => Some("112"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_that_of_the_country_and_what_is_configured_comes_first() {
        let country = |letters: &str| Country::parse(letters).ok();
        let lines = CrisisLines::new(BTreeMap::from([
            (Country::new(b"DE"), "0800 111 0 111".to_owned()),
            (Country::new(b"US"), " ".to_owned()),
        ]));
        for (letters, line) in [
            ("DE", Some("0800 111 0 111")),
            ("US", None),
            ("CA", Some("988")),
            ("IE", Some("116 123")),
            ("FR", Some("112")),
            ("JP", None),
        ] {
            assert_eq!(lines.line(country(letters)).as_deref(), line, "{letters}");
        }
        assert_eq!(lines.line(None), None);
    }
}
