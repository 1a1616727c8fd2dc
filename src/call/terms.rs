//! What holds for a call from its first moment to its last, whatever is said in it.

use serde::{Deserialize, Serialize};

use super::Voicemail;
use super::policy::Speech;
use crate::telephony::language::Language;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    #[serde(default)]
    pub voicemail: Voicemail,
    #[serde(default)]
    pub identity: Identity,
    #[serde(default)]
    pub speech: Speech,
    #[serde(default)]
    pub language: Language,
    /// What is left of the user's day on the telephone; none: more than any call takes.
    #[serde(default)]
    pub seconds_left: Option<u32>,
}

/// What tells that it is the user at the other end of a telephone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "identity", rename_all = "snake_case")]
pub enum Identity {
    /// We called the number that is theirs. Whether a person picked up is still to be seen.
    #[default]
    Called,
    /// They called, and the carrier vouches for it that the call comes from their number.
    Attested,
    /// They called from what says that it is their number. Anybody can say so.
    Claimed {
        /// Whether they can prove it by a PIN.
        has_pin: bool,
    },
}
