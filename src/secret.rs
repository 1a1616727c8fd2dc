//! What is kept of a secret: never itself.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::failure::Failure;

/// SHA-256 in lower-case hexadecimal.
pub fn hash(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

/// By what those things are hashed of which there are so few that anybody could try them all: numbers,
/// addresses, codes, PINs. Whoever sees the database does not see it.
#[derive(Clone)]
pub struct HashKey(String);

/// What a hash begins with that was made by the key of one that was made without.
const KEYED: &str = "keyed:";
/// As long as nobody guesses, in characters.
const SHORTEST_KEY: usize = 32;

impl HashKey {
    /// Under this name it is configured.
    pub const SETTING: &str = "HASH_KEY";

    /// Reads it from its setting. Only development has one where none is set, which everybody knows.
    ///
    /// # Errors
    /// `Conflict`, for whoever runs this, where there is none, or one that is soon guessed.
    pub fn read(setting: Option<String>, is_development: bool) -> Result<Self, Failure> {
        match setting {
            None if is_development => Ok(Self("development".to_owned())),
            Some(key) if key.chars().count() >= SHORTEST_KEY => Ok(Self(key)),
            _ => Err(Failure::conflict(format!(
                "{} should be a secret of {SHORTEST_KEY} characters or more: whoever runs this makes one with \
                 `openssl rand -hex 32`, and keeps it.",
                Self::SETTING
            ))),
        }
    }

    /// HMAC with SHA-256 in lower-case hexadecimal.
    pub fn hash(&self, text: &str) -> String {
        // A key of any length will do.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()) else {
            return hash(&format!("{}:{text}", self.0));
        };
        mac.update(text.as_bytes());
        hexadecimal(&mac.finalize().into_bytes())
    }

    /// A hash by the key in place of one without, where it is not one by the key already: so what was stored
    /// before there was a key is brought under it, though nobody knows any more of what it is the hash.
    #[must_use]
    pub fn over(&self, plain: &str) -> String {
        match plain.starts_with(KEYED) {
            true => plain.to_owned(),
            false => format!("{KEYED}{}", self.hash(plain)),
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// 128 bits that name the parts, in their order.
pub fn digest_id(parts: &[&str]) -> [u8; 16] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    let mut id = [0; 16];
    for (byte, digested) in id.iter_mut().zip(hasher.finalize()) {
        *byte = digested;
    }
    id
}

/// The same in letters and digits: a version, by which one that was changed is known.
pub fn version_of(parts: &[&str]) -> String {
    hexadecimal(&digest_id(parts))
}

/// A number that a name and a count come down to; for choices that are to be the same again.
pub fn seed(name: &str, count: u32) -> u64 {
    digest_id(&[name, &count.to_string()])
        .iter()
        .take(8)
        .fold(0, |seed, &byte| seed << 8 | u64::from(byte))
}

/// 256 random bits as text, for whoever is to prove something by it.
pub fn token(entropy: [u8; 16], more: [u8; 16]) -> String {
    hexadecimal(&entropy) + &hexadecimal(&more)
}

/// Whether two secrets are the same, in a time that does not tell how far they are.
pub fn same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one
            .bytes()
            .zip(other.bytes())
            .fold(0, |difference, (a, b)| difference | (a ^ b))
            == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_join_alike_are_named_apart() {
        assert_ne!(digest_id(&["ab", "c"]), digest_id(&["a", "bc"]));
        assert_eq!(digest_id(&["ab", "c"]), digest_id(&["ab", "c"]));
    }

    #[test]
    fn a_keyed_hash_is_another_under_another_key() {
        // The second case of RFC 4231.
        let known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let key = |key: &str| HashKey(key.to_owned());
        assert_eq!(key("Jefe").hash("what do ya want for nothing?"), known);
        assert_ne!(key("a").hash("1"), key("b").hash("1"));
        let over = key("a").over(&hash("1"));
        assert_ne!(over, key("b").over(&hash("1")));
        assert_eq!(key("a").over(&over), over);
    }

    #[test]
    fn only_development_has_a_key_that_nobody_made() {
        let read = |key: &str, is_development| {
            HashKey::read((!key.is_empty()).then(|| key.to_owned()), is_development)
        };
        assert!(read("", true).is_ok() && read(&"k".repeat(32), false).is_ok());
        for (key, is_development) in [("", false), ("short", false), ("short", true)] {
            let refused = read(key, is_development).err().unwrap().to_string();
            assert!(refused.starts_with("HASH_KEY"), "{refused}");
        }
    }

    #[test]
    fn secrets_are_compared_whole() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd") && !same("abc", "ab") && !same("", "a"));
    }
}
