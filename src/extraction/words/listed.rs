//! Lists of words as they are looked through: by their keys, each at its place.

use std::cell::RefCell;

use super::super::memo::{Lies, Memo};
use super::key::digest;

/// So short a list is faster looked through as it is.
const SHORT: usize = 12;

thread_local! {
    static LISTS: RefCell<Memo<Keys>> = RefCell::new(Memo::new());
}

/// The keys of a list, each at the place that its own bits name, or the next that is free; 0 is none.
#[derive(Debug)]
pub struct Keys(Vec<u64>);

impl Keys {
    pub fn of(list: &[&str]) -> Self {
        let mut places = vec![0; (list.len() * 2).next_power_of_two()];
        for norm in list {
            let key = digest(norm);
            let free = (0..places.len())
                .map(|step| Self::place(&places, key, step))
                .find(|at| matches!(places.get(*at), Some(0)));
            if let Some(place) = free.and_then(|at| places.get_mut(at)) {
                *place = key;
            }
        }
        Self(places)
    }

    pub fn hold(&self, key: u64) -> bool {
        for step in 0..self.0.len() {
            match self.0.get(Self::place(&self.0, key, step)) {
                Some(held) if *held == key => return true,
                Some(0) | None => return false,
                Some(_) => {}
            }
        }
        false
    }

    /// So many steps after the key's own place.
    fn place(places: &[u64], key: u64, step: usize) -> usize {
        (((key ^ (key >> 29)) as usize).wrapping_add(step)) & (places.len() - 1)
    }
}

/// Whether the list holds the word, of which the key is known.
pub fn holds(list: &'static [&'static str], norm: &str, key: u64) -> bool {
    if list.len() <= SHORT {
        let first = norm.as_bytes().first();
        return list.iter().any(|other| {
            other.len() == norm.len() && other.as_bytes().first() == first && *other == norm
        });
    }
    LISTS
        .with_borrow_mut(|lists| lists.of(Lies::of(list), || Keys::of(list)))
        .hold(key)
}
