//! Where another clause begins with nothing before it.

use super::super::people::role_at;
use super::super::verbs::is_past;
use super::super::words::{Word, rest};
use super::clauses::{AUXILIARIES, VERBS, begins_subject};

/// Whether another clause begins with nothing before it: "I live in Austin | I work at a bank". Where
/// the words before may need it as their own ("the house I live in", "I think I …") none does.
pub fn runs_on(before: &[Word], later: &[Word]) -> bool {
    const NEEDING: &[&str] = &[
        "that", "think", "know", "guess", "hope", "wish", "believe", "swear", "say", "said",
        "says", "than", "like", "and", "or", "feel", "bet", "mean", "told", "tell", "sure", "glad",
        "happy", "sad", "proud", "thought", "realized", "realised", "felt", "to", "heard",
        "wonder", "is", "am", "are", "was", "were", "not", "way", "as", "so", "forgot", "remember",
        "figured", "suppose", "doubt", "found", "out", "noticed", "with", "of", "for", "in", "at",
        "on", "from", "about", "love", "hate", "thinks", "believes", "knows", "knew", "swears",
        "claims", "even", "me", "you", "him", "her", "them", "us", "only", "just", "also", "then",
        "what", "how", "why",
    ];
    const NARROWED: &[&str] = &[
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "every",
        "any",
        "all",
        "everything",
        "something",
        "anything",
        "nothing",
        "someone",
        "anyone",
        "everyone",
        "first",
        "last",
        "only",
    ];
    let begins = match later {
        [i, _, ..] if i.norm == "i" => true,
        [she, verb, _, ..] if she.is(&["he", "she", "we"]) => {
            verb.is(AUXILIARIES)
                || is_past(verb)
                || (verb.norm.ends_with('s') && verb.norm.len() > 3)
        }
        [my, ..] if my.norm == "my" => role_at(rest(later, 1)).is_some_and(|(.., used)| {
            let verb = rest(later, used + 1).first();
            verb.is_some_and(|verb| {
                verb.is(AUXILIARIES) || (verb.norm.ends_with('s') && verb.is(VERBS))
            })
        }),
        _ => false,
    };
    if !begins {
        return false;
    }
    let verb = before
        .iter()
        .skip(1)
        .any(|word| word.is(AUXILIARIES) || word.is(VERBS) || is_past(word));
    let first_person = before.iter().any(|word| word.is(&["i", "we"]));
    let whole = before.len() >= 3 && begins_subject(before) && (verb || first_person);
    let needed = before
        .last()
        .is_none_or(|last| last.is_mark() || last.is(NEEDING));
    let narrowed = before.iter().rev().take(3).any(|word| word.is(NARROWED));
    whole && !needed && !narrowed
}
