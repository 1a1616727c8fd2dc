//! Whom the user met, heard from or had with them.

use super::super::pattern::{matches, matching};
use super::super::words::Word;
use super::{Mention, People};

impl People {
    /// Whom the user says that they saw, heard from or had with them, in the words from the verb on.
    pub fn met_with(&self, words: &[Word]) -> Option<Mention> {
        let had = || matches("had|have [got] {}", words).map(|caught| caught.part(0));
        let met = meeting(words).or_else(had)?;
        let (mention, used) = self.someone(met)?;
        // "Ange and her mum": two.
        let alone = !met
            .get(used)
            .is_some_and(|next| next.is(&["and", "or", "&"]));
        alone.then_some(mention)
    }
}

/// Whoever was met, in the words from the verb on.
pub fn meeting(words: &[Word]) -> Option<&[Word]> {
    const MEETING: &[&str] = &[
        "saw|seen|met {}",
        "have|be [been] [off] to see|visit {}",
        "went|gone|popped [over|round|off] to see|visit {}",
        "ran|run|bumped into {}",
        "was|were [sat|sitting|stood] next|beside [to] {}",
        "sat next|beside [to] {}",
        "heard|hear from {}",
        "caught up with {}",
        "spoke|speak|talked|chatted to|with {}",
        "had|have [got] [a] call|visit|coffee|drink|lunch|pint with|from {}",
        "rang|phoned|visited {}",
    ];
    let (_, caught) = matching(MEETING, words)?;
    let whole = caught.part(0).len();
    words.get(words.len() - whole..)
}
