//! What an actor keeps in memory of its rows between requests.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What all actors of an isolate hold, in bytes. They share 128 MB.
const MOST_HELD: usize = 24 << 20;

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
}

/// What may be held.
pub trait Held: 'static {
    /// How much memory it takes.
    fn bytes(&self) -> usize;
}

/// What one actor holds, by name.
#[derive(Default)]
pub struct Holding(RefCell<BTreeMap<String, Kept>>);

struct Kept {
    what: Rc<dyn Any>,
    bytes: usize,
}

impl Holding {
    pub fn get<T: Held>(&self, name: &str) -> Option<Rc<T>> {
        let what = self.0.borrow().get(name).map(|kept| kept.what.clone());
        what?.downcast().ok()
    }

    /// Holds something, in place of what is held under that name; not where that would be too much.
    pub fn put<T: Held>(&self, name: &str, what: Rc<T>) {
        self.let_go(name);
        let bytes = what.bytes();
        if HELD.get() + bytes <= MOST_HELD {
            HELD.set(HELD.get() + bytes);
            let kept = Kept { what, bytes };
            self.0.borrow_mut().insert(name.to_owned(), kept);
        }
    }

    /// Lets go of all that is held.
    pub fn clear(&self) {
        let kept = self.0.take();
        let held: usize = kept.values().map(|kept| kept.bytes).sum();
        HELD.set(HELD.get().saturating_sub(held));
    }

    pub fn let_go(&self, name: &str) {
        if let Some(kept) = self.0.borrow_mut().remove(name) {
            HELD.set(HELD.get().saturating_sub(kept.bytes));
        }
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Large(usize);

    impl Held for Large {
        fn bytes(&self) -> usize {
            self.0
        }
    }

    #[test]
    fn all_actors_together_hold_so_much_and_give_it_back() {
        let (one, other) = (Holding::default(), Holding::default());
        one.put("a", Rc::new(Large(MOST_HELD - 10)));
        other.put("a", Rc::new(Large(11)));
        assert!(one.get::<Large>("a").is_some());
        assert!(
            other.get::<Large>("a").is_none(),
            "more than there is room for"
        );
        one.put("a", Rc::new(Large(5)));
        other.put("a", Rc::new(Large(11)));
        assert!(other.get::<Large>("a").is_some());
        one.let_go("a");
        assert!(one.get::<Large>("a").is_none());
        drop(other);
        one.put("b", Rc::new(Large(MOST_HELD)));
        assert!(one.get::<Large>("b").is_some());
    }
}
