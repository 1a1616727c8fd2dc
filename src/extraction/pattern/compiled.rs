//! Patterns as they are compared: each alternative by its key. A pattern is a text of the program, of
//! which there are some hundreds, and is taken apart once.

use std::cell::RefCell;

use super::super::memo::{Lies, Memo};
use super::super::verbs::third_person;
use super::super::words::digest;

/// One word of a pattern.
#[derive(Debug)]
pub enum Element {
    /// `{}`
    Catch,
    One {
        keys: Vec<u64>,
        /// `[…]`
        optional: bool,
    },
}

thread_local! {
    static PATTERNS: RefCell<Memo<Vec<Element>>> = RefCell::new(Memo::new());
}

/// The pattern taken apart.
pub fn compiled(pattern: &'static str) -> &'static [Element] {
    let lies = Lies::of(pattern.as_bytes());
    PATTERNS.with_borrow_mut(|patterns| patterns.of(lies, || elements(pattern)))
}

fn elements(pattern: &str) -> Vec<Element> {
    let words = pattern.split(' ').filter(|word| !word.is_empty());
    words
        .map(|word| {
            let optional = word
                .strip_prefix('[')
                .and_then(|inner| inner.strip_suffix(']'));
            match word {
                "{}" => Element::Catch,
                _ => Element::One {
                    keys: optional
                        .unwrap_or(word)
                        .split('|')
                        .flat_map(forms)
                        .collect(),
                    optional: optional.is_some(),
                },
            }
        })
        .collect()
}

/// The words that an alternative stands for, by their keys.
fn forms(one: &str) -> Vec<u64> {
    let all = |norms: &[&str]| norms.iter().map(|norm| digest(norm)).collect();
    match one {
        "be" => all(&["am", "is", "are", "be", "'s"]),
        "was" => all(&["was", "were"]),
        "have" => all(&["have", "has"]),
        "do" => all(&["do", "does"]),
        _ => match one.strip_suffix('~') {
            Some(base) => vec![
                digest(base),
                digest(&third_person(base)),
                digest(&format!("{base}s")),
            ],
            None => all(&[one]),
        },
    }
}
