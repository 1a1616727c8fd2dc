//! What is read out or passed on word for word: "the postcard says: we're in Corfu", "Dear Mum, I have
//! enlisted", "put yourself in her shoes: I'm seventy".

use super::super::pattern::any_finds;
use super::super::sentences::{Clause, Sentence};
use super::super::words::{Word, rest, span};

/// What holds somebody's words.
#[rustfmt::skip]
const HOLDING: &[&str] = &[
    "letter", "text", "email", "e-mail", "message", "voicemail", "postcard", "card", "review", "advert", "ad", "post",
    "status", "tweet", "caption", "sign", "headline", "lyrics", "poem", "diary", "shoes", "quote", "reads", "answerphone",
];
/// That somebody says or writes what follows.
const SAYING: &[&str] = &[
    "be|have put",
    "put|puts|wrote|writes|types|typed",
    "puts it",
    "put it",
    "used to say",
    "always says|said",
];

/// The clause from which on a sentence is somebody else's words.
pub fn quoted_from(sentence: &Sentence, clauses: &[Clause<'_>]) -> Option<usize> {
    let words = &sentence.words;
    if is_written(words) {
        return Some(0);
    }
    let puts_it = words
        .iter()
        .take(8)
        .position(|word| word.norm == "it")
        .filter(|at| {
            words.first().is_some_and(|first| first.norm == "as")
                && words
                    .get(at.saturating_sub(1))
                    .is_some_and(|verb| verb.is(&["puts", "put"]))
        });
    let mark = puts_it.map(|at| at + 1).or_else(|| {
        let colon = words.iter().position(|word| word.norm == ":")?;
        let before = span(words, 0, colon);
        let own = before.iter().any(|word| word.is(&["i", "we", "you"]));
        let holds = before.iter().any(|word| word.is(HOLDING));
        (!own && (holds || any_finds(SAYING, before))).then_some(colon)
    })?;
    let said = rest(words, mark + 1);
    clauses
        .iter()
        .position(|clause| begins_within(clause, said))
}

/// Whether the clause begins among these words.
fn begins_within(clause: &Clause<'_>, words: &[Word]) -> bool {
    clause
        .words
        .first()
        .is_some_and(|first| words.iter().any(|word| std::ptr::eq(word, first)))
}

/// "Dear Mum, …", "…, love Jean": a letter is read out.
fn is_written(words: &[Word]) -> bool {
    let begins = matches!(words, [dear, whom, comma, _, ..]
        if dear.text == "Dear" && whom.is_capital() && comma.norm == ",");
    let ends = matches!(words, [.., comma, love, name]
        if comma.norm == "," && love.is(&["love", "regards", "yours", "xx"]) && name.is_capital());
    begins || ends
}
