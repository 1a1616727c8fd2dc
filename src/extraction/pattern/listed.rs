//! Lists of patterns, looked through by the words with which they begin: of many, few may match.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::super::memo::{Lies, Memo};
use super::super::words::{Word, rest};
use super::compiled::{Element, compiled};
use super::{Caught, matched};

thread_local! {
    static INDICES: RefCell<Memo<Index>> = RefCell::new(Memo::new());
}

/// Which patterns of a list begin with a word.
#[derive(Debug)]
struct Index {
    patterns: Vec<&'static [Element]>,
    by_word: BTreeMap<u64, Vec<usize>>,
    /// Those that may begin with any.
    open: Vec<usize>,
    /// Those of them that begin with some words, whichever they are.
    catching: Vec<usize>,
}

impl Index {
    fn of(list: &'static [&'static str]) -> Self {
        let patterns: Vec<&'static [Element]> = list.iter().map(|one| compiled(one)).collect();
        let mut by_word: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        let mut open = Vec::new();
        let mut catching = Vec::new();
        for (at, pattern) in patterns.iter().enumerate() {
            match first_words(pattern) {
                Some(keys) => {
                    for key in keys {
                        by_word.entry(key).or_default().push(at);
                    }
                }
                None => {
                    open.push(at);
                    if matches!(pattern.first(), Some(Element::Catch)) {
                        catching.push(at);
                    }
                }
            }
        }
        Self {
            patterns,
            by_word,
            open,
            catching,
        }
    }

    /// The patterns that may match from the first of the words on, in their order.
    fn beginning(&self, words: &[Word]) -> Vec<usize> {
        let passed = words
            .iter()
            .take_while(|word| word.key.adverb || word.key.halfway)
            .count();
        let mut found: Vec<usize> = words
            .iter()
            // "Kind of": its "of" is passed as well.
            .take(passed + 2)
            .filter_map(|word| self.by_word.get(&word.key.of_norm))
            .flatten()
            .chain(&self.open)
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn matched<'a>(&self, at: usize, words: &'a [Word]) -> Option<Caught<'a>> {
        matched(self.patterns.get(at)?, words)
    }
}

/// With which words a pattern may begin; none where that may be any.
fn first_words(pattern: &[Element]) -> Option<Vec<u64>> {
    let mut first = Vec::new();
    for element in pattern {
        let Element::One { keys, optional } = element else {
            return None;
        };
        first.extend(
            keys.iter()
                .filter(|key| !first.contains(*key))
                .copied()
                .collect::<Vec<u64>>(),
        );
        if !optional {
            return Some(first);
        }
    }
    None
}

fn index(list: &'static [&'static str]) -> &'static Index {
    INDICES.with_borrow_mut(|indices| indices.of(Lies::of(list), || Index::of(list)))
}

/// Which of the patterns may match from the first word, in their order.
pub fn beginning(list: &'static [&'static str], words: &[Word]) -> Vec<usize> {
    index(list).beginning(words)
}

/// The first of the patterns that matches from the first word, and where it stands in the list.
pub fn matching<'a>(
    list: &'static [&'static str],
    words: &'a [Word],
) -> Option<(usize, Caught<'a>)> {
    let index = index(list);
    index
        .beginning(words)
        .into_iter()
        .find_map(|at| Some((at, index.matched(at, words)?)))
}

/// Whether any of the patterns matches from the first word.
pub fn any_matches(list: &'static [&'static str], words: &[Word]) -> bool {
    matching(list, words).is_some()
}

/// Whether any of the patterns matches from any word on.
pub fn any_finds(list: &'static [&'static str], words: &[Word]) -> bool {
    let index = index(list);
    (0..words.len()).any(|from| {
        let here = rest(words, from);
        let own = here
            .first()
            .and_then(|word| index.by_word.get(&word.key.of_norm));
        // What begins with any words is found from the first on, or nowhere.
        own.into_iter()
            .flatten()
            .chain(
                index
                    .open
                    .iter()
                    .filter(|at| from == 0 || !index.catching.contains(at)),
            )
            .any(|at| index.matched(*at, here).is_some())
    })
}
