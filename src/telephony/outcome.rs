//! What Twilio's error codes mean for us. Source: Twilio's error dictionary.

use serde::{Deserialize, Serialize};

/// What to do about something that the carrier would not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// This number can't be called, now or later: the user has to give another one.
    PermanentForNumber,
    /// Our account, our own number or our settings are wrong: no call will go out until someone
    /// has mended them.
    OurConfiguration,
    /// The same request may succeed in a while.
    TryLater,
    /// The call is over, which is what ending it wanted.
    AlreadyOver,
}

impl Outcome {
    /// What an error code means; none where the code is not known.
    pub fn of_code(code: u32) -> Option<Self> {
        match code {
            // Not a number, not one that can be reached, blocked, or premium.
            13223 | 13224 | 21201 | 21202 | 21211 | 21214 | 21216 | 21217 => {
                Some(Self::PermanentForNumber)
            }
            // The caller's number, the account's permissions, credentials or balance.
            20003 | 20005 | 21203 | 21205 | 21210 | 21212 | 21213 | 21215 | 21219 => {
                Some(Self::OurConfiguration)
            }
            20429 | 20500 | 20503 => Some(Self::TryLater),
            21220 => Some(Self::AlreadyOver),
            _ => None,
        }
    }

    /// What a refusal means by its HTTP status, where its code says nothing.
    pub fn of_status(status: u16) -> Self {
        match status {
            408 | 429 | 500.. => Self::TryLater,
            _ => Self::OurConfiguration,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_whose_turn_it_is() {
        for (code, outcome) in [
            (21211, Outcome::PermanentForNumber),
            (21215, Outcome::OurConfiguration),
            (20429, Outcome::TryLater),
            (21220, Outcome::AlreadyOver),
        ] {
            assert_eq!(Outcome::of_code(code), Some(outcome), "{code}");
        }
        assert_eq!(Outcome::of_code(99_999), None);
    }

    #[test]
    fn a_status_without_a_code_is_never_blamed_on_the_number() {
        assert_eq!(Outcome::of_status(429), Outcome::TryLater);
        assert_eq!(Outcome::of_status(503), Outcome::TryLater);
        assert_eq!(Outcome::of_status(401), Outcome::OurConfiguration);
        assert_eq!(Outcome::of_status(400), Outcome::OurConfiguration);
    }
}
