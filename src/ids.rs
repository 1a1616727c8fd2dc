//! Names of things. An id is `[a-z0-9_]{1,64}`: never `:` or `/`, so that composed names such as
//! `long_term:{user}:{persona}` can't be confused.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// The longest id.
const LONGEST: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    #[error("an id has 1 to 64 characters")]
    Length,
    #[error("an id is made of lower-case letters, digits and underscores")]
    Character,
}

fn check(text: &str) -> Result<(), IdError> {
    if text.is_empty() || text.len() > LONGEST {
        return Err(IdError::Length);
    }
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if text.bytes().all(allowed) {
        Ok(())
    } else {
        Err(IdError::Character)
    }
}

/// 128 random bits as 26 characters that ids may hold.
fn spell(entropy: [u8; 16]) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut bits = u128::from_be_bytes(entropy);
    let mut letters = [0u8; 26];
    for letter in letters.iter_mut().rev() {
        *letter = *ALPHABET.get((bits & 31) as usize).unwrap_or(&b'0');
        bits >>= 5;
    }
    letters.iter().map(|&letter| char::from(letter)).collect()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident, $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads an id that came from outside.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                check(text).map(|()| Self(text.to_owned()))
            }

            /// A new id, as unguessable as the entropy that it is given.
            pub fn new(entropy: [u8; 16]) -> Self {
                Self(format!(concat!($prefix, "_{}"), spell(entropy)))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": "^[a-z0-9_]{1,64}$" })
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                check(&text).map(|()| Self(text))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    UserId, "user";
    PersonaId, "persona";
    RelationshipId, "rel";
    /// Also the id of the call's working memory session: see `CallId::session`.
    CallId, "call";
    /// A working memory session.
    SessionId, "session";
    ScheduleId, "schedule";
    MemoryId, "mem";
    StorylineId, "story";
    /// One entry of a working memory session.
    EntryId, "entry";
    /// A semantic document stored without a name of the caller's choice.
    DocumentId, "doc";
    /// A request, so that it can be found again.
    RequestId, "req";
    /// A key with which an owner's program comes; it opens nothing itself.
    ApiKeyId, "key";
    /// A session that somebody signed in to; it opens nothing itself.
    SignInId, "signin";
    /// Who a user is to an issuer of tokens.
    IdentityId, "identity";
    WebhookId, "hook";
    /// What a webhook is told, once.
    WebhookMessageId, "msg";
    /// An erasure; whoever has it can read its receipt.
    ErasureId, "erasure";
    /// A memory or a bucket that an owner's program keeps for itself.
    InstanceId, "instance";
}

impl CallId {
    /// A call is a working memory session of its own.
    pub fn session(&self) -> SessionId {
        SessionId(self.0.clone())
    }
}

/// The two that a relationship is between; it names the relationship's memory actor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Pair {
    pub user: UserId,
    pub persona: PersonaId,
}

/// Something that an owner's own programs keep, apart from every relationship; it names its actor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Instance {
    pub owner: UserId,
    pub id: InstanceId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_never_holds_what_joins_names() {
        for bad in ["", "a:b", "a/b", "A", "ü", " a", &"a".repeat(65)] {
            assert!(UserId::parse(bad).is_err(), "{bad:?}");
        }
        assert!(UserId::parse("user_alice_123").is_ok());
    }

    #[test]
    fn a_new_id_is_one_that_can_be_read_back() {
        for entropy in [[0; 16], [255; 16], [7; 16]] {
            let id = CallId::new(entropy);
            assert_eq!(CallId::parse(id.as_str()), Ok(id));
        }
        assert_ne!(CallId::new([1; 16]), CallId::new([2; 16]));
    }
}
