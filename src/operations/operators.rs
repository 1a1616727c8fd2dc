//! Who runs this, as the setting `OPERATORS` says it.

use std::collections::BTreeSet;

use crate::failure::Failure;
use crate::telephony::phone::PhoneNumber;

/// The numbers of those who may see how it goes. Whoever signed in with one proved that it is theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Operators(BTreeSet<PhoneNumber>);

impl Operators {
    /// Numbers apart by commas; empty: nobody.
    ///
    /// # Errors
    /// `Conflict` where one is no number.
    pub fn parse(setting: &str) -> Result<Self, Failure> {
        let numbers = setting.split(',').map(str::trim);
        let numbers = numbers.filter(|number| !number.is_empty());
        numbers
            .map(PhoneNumber::parse)
            .collect::<Result<_, _>>()
            .map(Self)
            .map_err(|_| {
                let why =
                    "OPERATORS should be phone numbers apart by commas, such as `+14155550123`.";
                Failure::conflict(why)
            })
    }

    /// Whether whoever has that number is one.
    pub fn has(&self, phone: &str) -> bool {
        PhoneNumber::parse(phone).is_ok_and(|number| self.0.contains(&number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_is_named_runs_this() {
        let two = Operators::parse("+14155550123, +44 20 7946 0018").unwrap();
        assert!(two.has("+14155550123") && two.has("+442079460018"));
        assert!(!two.has("+14155550124") && !two.has(""));
        let nobody = Operators::parse(" , ").unwrap();
        assert_eq!(nobody, Operators::default());
        assert!(!nobody.has("+14155550123"));
        assert!(Operators::parse("me").is_err());
    }
}
