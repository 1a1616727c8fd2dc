//! The PIN by which a user proves, in a call of theirs, that it is them: the number from which somebody
//! calls can be forged.

use crate::failure::Failure;
use crate::ids::UserId;
use crate::secret::{self, HashKey};

/// Always as many, so that it is known when a PIN was typed to its end. None of them is a 9: that is the key
/// that stands for "stop calling me", in every call and at every moment.
pub const DIGITS: usize = 6;
/// After so many wrong ones none is taken any more, until a new one is chosen.
pub const MOST_MISSES: u32 = 5;

/// What is stored of a new PIN.
///
/// # Errors
/// `Invalid` with the field `pin` where it is not six digits, or among those that are tried first.
pub fn chosen(key: &HashKey, user: &UserId, pin: &str) -> Result<String, Failure> {
    let invalid = |why: &str| Err(Failure::invalid("pin", why));
    let pin = pin.trim();
    if pin.len() != DIGITS || !pin.bytes().all(|digit| digit.is_ascii_digit()) {
        return invalid("A PIN has six digits.");
    }
    if pin.contains('9') {
        return invalid("Leave out the 9: on the phone it means \"stop calling me\".");
    }
    if is_guessed_first(pin.as_bytes()) {
        return invalid("That PIN is too easy to guess. Choose another one.");
    }
    Ok(hash(key, user, pin))
}

pub fn hash(key: &HashKey, user: &UserId, pin: &str) -> String {
    key.over(&secret::hash(&format!("pin:{user}:{pin}")))
}

/// Digits that go up or down by as much each time, or begin anew after two or three.
fn is_guessed_first(pin: &[u8]) -> bool {
    let steps: Vec<i16> = pin
        .windows(2)
        .filter_map(|pair| {
            Some((i16::from(*pair.get(1)?) - i16::from(*pair.first()?)).rem_euclid(10))
        })
        .collect();
    let is_even = steps.windows(2).all(|pair| pair.first() == pair.get(1));
    let repeats = |length: usize| pin.iter().zip(pin.iter().skip(length)).all(|(a, b)| a == b);
    is_even || repeats(2) || repeats(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_six_digits_that_nobody_guesses_first() {
        let key = HashKey::read(None, true).unwrap();
        let alice = UserId::parse("user_alice").unwrap();
        let bob = UserId::parse("user_bob").unwrap();
        for wrong in [
            "", "12345", "1234567", "12a456", "123456", "654321", "000000", "121212", "472472",
            "024680", "472913",
        ] {
            assert!(chosen(&key, &alice, wrong).is_err(), "{wrong}");
        }
        let stored = chosen(&key, &alice, " 472815 ").unwrap();
        assert_eq!(stored, hash(&key, &alice, "472815"));
        assert_ne!(stored, hash(&key, &bob, "472815"));
        assert!(!stored.contains("472815"));
    }
}
