//! Who is let in: whose telephone it is, and whose tokens are believed.

use crate::failure::Failure;
use crate::oidc::{Jwk, KeySet, Token, Trust};
use crate::telephony::phone::PhoneNumber;

/// How often a bearer may ask in a minute, and how many codes are sent in a day, where nothing else is set.
const REQUESTS_A_MINUTE: u32 = 600;
const CODES_A_DAY: u32 = 1_000;

/// Whether a code is the one that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// It was, and is used up.
    Right,
    /// It was not, or is no longer good.
    Wrong,
}

/// A service that sends codes to telephones, and knows which was sent.
pub trait PhoneVerifier {
    /// Sends a code to a number.
    ///
    /// # Errors
    /// `TooOften` or `Invalid` with the field `phone` where it sends none there; `Unavailable` where
    /// nobody can tell whether one was sent.
    async fn start(&self, phone: &PhoneNumber) -> Result<(), Failure>;

    /// # Errors
    /// `TooOften` where it takes no more tries; `Unavailable` where it did not answer.
    async fn check(&self, phone: &PhoneNumber, code: &str) -> Result<Checked, Failure>;
}

/// The issuer of tokens that whoever runs this trusts.
pub trait Issuer {
    /// Its keys, as they were last held; they need not be kept for long.
    fn held(&self) -> Option<KeySet>;

    fn hold(&self, keys: KeySet);

    /// What stands under an address of its, which is public.
    async fn get(&self, url: &str) -> Result<String, Failure>;

    /// Whether that key's owner signed the token. A key that is none signed nothing.
    async fn is_signed(&self, token: &Token, key: &Jwk) -> Result<bool, Failure>;
}

/// Who is let in, and how often they may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Requests that one bearer may make in a minute.
    pub requests_a_minute: u32,
    /// Codes that are sent in a day, to all numbers together. What can't be understood of it stands in the way
    /// of codes alone.
    pub codes_a_day: Result<u32, Failure>,
    /// Whose tokens are believed; none: nobody's but our own. What can't be understood of that stands in the way
    /// of those who bear one alone.
    pub trust: Result<Option<Trust>, Failure>,
}

impl Access {
    /// Reads it from the settings, by their names.
    ///
    /// # Errors
    /// `Conflict` where a number can't be understood.
    pub fn read(setting: impl Fn(&str) -> Option<String>) -> Result<Self, Failure> {
        let number = |name: &str, usual: u32| match setting(name) {
            None => Ok(usual),
            Some(number) => number
                .parse()
                .ok()
                .filter(|&number| number > 0)
                .ok_or_else(|| {
                    Failure::conflict(format!("{name} should be a whole number above 0."))
                }),
        };
        Ok(Self {
            requests_a_minute: number("REQUESTS_A_MINUTE", REQUESTS_A_MINUTE)?,
            codes_a_day: number("CODES_A_DAY", CODES_A_DAY),
            trust: Trust::read(&setting),
        })
    }
}
