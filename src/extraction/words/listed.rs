//! Lists of words as they are looked through: by their keys, in order.

use std::cell::RefCell;

use super::super::memo::{Lies, Memo};
use super::key::digest;

/// So short a list is faster looked through as it is.
const SHORT: usize = 6;

thread_local! {
    static LISTS: RefCell<Memo<Vec<u64>>> = RefCell::new(Memo::new());
}

/// Whether the list holds the word, of which the key is known.
pub fn holds(list: &'static [&'static str], norm: &str, key: u64) -> bool {
    if list.len() <= SHORT {
        return list
            .iter()
            .any(|other| other.len() == norm.len() && *other == norm);
    }
    let ordered = LISTS.with_borrow_mut(|lists| lists.of(Lies::of(list), || keys(list)));
    ordered.binary_search(&key).is_ok()
}

fn keys(list: &[&str]) -> Vec<u64> {
    let mut keys: Vec<u64> = list.iter().map(|norm| digest(norm)).collect();
    keys.sort_unstable();
    keys
}
