//! What is kept of a secret: never itself.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hexadecimal.
pub fn hash(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

/// HMAC with SHA-256 in lower-case hexadecimal: what there are too few of to hide them by a hash that
/// anybody can reckon, such as numbers and addresses.
pub fn keyed_hash(key: &str, text: &str) -> String {
    // A key of any length will do.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else {
        return hash(&format!("{key}:{text}"));
    };
    mac.update(text.as_bytes());
    hexadecimal(&mac.finalize().into_bytes())
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
        assert_eq!(keyed_hash("Jefe", "what do ya want for nothing?"), known);
        assert_ne!(keyed_hash("a", "1"), keyed_hash("b", "1"));
    }

    #[test]
    fn secrets_are_compared_whole() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd") && !same("abc", "ab") && !same("", "a"));
    }
}
