//! What stands after a name: where one knows them from, and whether it is a thing of theirs.

use super::super::lexicon::doing::{CHANGED, KEEN, STATES};
use super::super::lexicon::is_gerund;
use super::super::words::Word;

/// "From bridge", "in accounts": where one knows somebody from, before a verb; how many words.
pub fn met_at(words: &[Word], used: usize) -> usize {
    let joint = words
        .get(used)
        .is_some_and(|word| word.is(&["from", "in", "at", "off"]));
    let place = words
        .get(used + 1)
        .is_some_and(|word| !word.is_capital() && !word.is(&["the", "a", "my"]));
    let verb = words.get(used + 2).is_some_and(|verb| {
        super::super::verbs::is_past(verb) || verb.is(&["is", "'s", "has", "was", "does"])
    });
    if joint && place && verb { 2 } else { 0 }
}

/// Whether what follows is not a thing of theirs: "my sister's boyfriend" is not my sister.
pub fn not_owner(words: &[Word], used: usize) -> bool {
    if words.get(used).is_none_or(|word| word.norm != "'s") {
        return true;
    }
    const PREDICATES: &[&str] = &[
        "a",
        "an",
        "the",
        "not",
        "in",
        "at",
        "on",
        "from",
        "allergic",
        "called",
        "named",
        "dead",
        "pregnant",
        "sick",
        "ill",
        "getting",
        "been",
        "got",
        "so",
        "really",
        "just",
        "also",
        "very",
        "always",
        "into",
        "my",
        "cool",
        "great",
        "nice",
        "awesome",
        "problematic",
        "mean",
        "rude",
        "annoying",
        "toxic",
        "difficult",
        "single",
        "married",
        "divorced",
        "engaged",
        "moving",
        "coming",
        "still",
        "now",
        "pretty",
        "kind",
        "obsessed",
        "scared",
        "afraid",
    ];
    words.get(used + 1).is_some_and(|next| {
        next.is(PREDICATES)
            || next.is(STATES)
            || next.is(KEEN)
            || next.is(CHANGED)
            || next.is(&[
                "given", "taken", "done", "seen", "become", "begun", "fallen", "broken", "grown",
                "written", "chosen", "on", "up", "down", "off", "out", "over", "gone", "back",
                "home", "away", "after", "all", "finally", "one", "fine", "grand", "no", "only",
                "worried", "due", "ninety", "six",
            ])
            || is_gerund(next)
            || super::super::dates::number(std::slice::from_ref(next)).is_some()
            || next.norm.parse::<u32>().is_ok()
    })
}
