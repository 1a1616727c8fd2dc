//! Patterns as they are compared: each alternative by its key. A pattern is a text of the program, of
//! which there are some hundreds, and is taken apart once.

use std::cell::RefCell;

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

/// Places for patterns; a power of two, and more than there are patterns.
const PLACES: usize = 4_096;

type Table = Vec<Option<(&'static str, &'static [Element])>>;

thread_local! {
    static TABLE: RefCell<Table> = RefCell::new(vec![None; PLACES]);
}

/// The pattern taken apart. It is found by where its text lies, which never changes.
pub fn compiled(pattern: &'static str) -> &'static [Element] {
    TABLE.with_borrow_mut(|table| {
        let begun = place_of(pattern);
        for step in 0..PLACES {
            let Some(place) = table.get_mut((begun + step) % PLACES) else {
                break;
            };
            match place {
                Some((text, elements)) if std::ptr::eq(*text, pattern) => return *elements,
                Some(_) => {}
                None => {
                    let elements: &'static [Element] = Vec::leak(elements(pattern));
                    *place = Some((pattern, elements));
                    return elements;
                }
            }
        }
        Vec::leak(elements(pattern))
    })
}

fn place_of(pattern: &str) -> usize {
    let lies = pattern.as_ptr().addr() ^ pattern.len().rotate_left(20);
    (lies.wrapping_mul(0x9e37_79b9) >> 7) % PLACES
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
