//! What a clause points at that a memory does not hold: "I love it", "I gave it him", "I told you".

use super::super::super::lexicon::everyday::EVERYDAY;
use super::super::super::pattern::is_adverb;
use super::super::super::people::relation;
use super::super::super::words::{Word, rest, span};
use super::super::subject::{About, Of};
use super::{WHOLE, carries};

/// Whether words that are added to the clause point at nothing beyond it.
pub fn is_clear(about: &About<'_>, words: &[Word]) -> bool {
    let named = About {
        verb: words,
        front: &[],
        ..about.clone()
    };
    let about_them = matches!(about.of, Of::Person(_))
        && !words.iter().skip(1).any(|word| word.is(&["he", "she"]));
    let own = words
        .iter()
        .filter(|word| !(about_them && word.is(&["he", "she"])))
        .cloned()
        .collect::<Vec<Word>>();
    !to_persona(&named, "")
        && !points(&About {
            verb: &own,
            ..named.clone()
        })
        && words.iter().any(carries)
}

/// As much of what the clause says as points at nothing beyond it, up to a comma; none where its first
/// words do.
pub fn clear_part<'a>(about: &About<'a>, persona: &str) -> Option<About<'a>> {
    let mut about = about.clone();
    while points(&about) || to_persona(&about, persona) {
        let comma = about.verb.iter().rposition(|word| word.norm == ",");
        // "I ran four marathons on these": without where.
        let place = || {
            let at = about.verb.iter().rposition(|word| {
                word.is(&[
                    "on", "in", "at", "with", "for", "from", "about", "over", "under", "near",
                    "after",
                ])
            });
            at.filter(|at| *at > 2 && about.verb.len() - at <= 4)
        };
        let end = comma.or_else(place)?;
        about.verb = span(about.verb, 0, end);
    }
    (about.verb.len() > 1 || about.verb.first().is_some_and(|verb| verb.is(WHOLE))).then_some(about)
}

/// Whether what the clause is about lies outside it: "I love it", "I gave it him".
fn points(about: &About<'_>) -> bool {
    #[rustfmt::skip]
    const POINTING: &[&str] = &["it", "this", "that", "these", "those", "them", "him", "her", "he", "she", "they", "such"];
    #[rustfmt::skip]
    const THEIRS: &[&str] = &["his", "her", "their", "hers", "theirs"];
    let verb = about.verb;
    let own = matches!(about.of, Of::Person(_));
    let named = verb
        .iter()
        .chain(about.front)
        .any(|word| relation(&word.norm).is_some() || word.is_capital());
    verb.iter().enumerate().any(|(at, word)| {
        let next = rest(verb, at + 1).first();
        let before = at.checked_sub(1).and_then(|at| verb.get(at));
        if word.is(THEIRS)
            && next.is_some_and(|next| carries(next) || next.is(EVERYDAY) || is_adverb(next))
        {
            // "Her" is the subject's own, or of somebody whom the clause names.
            return !own && !named;
        }
        // "Forty of them": of what was just named.
        let of_them = word.norm == "them" && before.is_some_and(|before| before.norm == "of");
        // "That street": with its thing it tells where.
        let with_thing = word.is(&["this", "that", "these", "those"])
            && next.is_some_and(|next| carries(next) || next.is(EVERYDAY));
        // "The street that floods".
        let joins = word.norm == "that" && before.is_some_and(carries);
        // "Giving it another go".
        let idiom = word.norm == "it"
            && before.is_some_and(|before| {
                before.is(&[
                    "give", "gives", "gave", "giving", "call", "called", "calling", "pack",
                    "packed", "hit", "winging", "roughing",
                ])
            })
            && next.is_some_and(|next| next.is(&["a", "another", "in", "off", "one"]));
        // "My son wants me to live with them": with him and his.
        let theirs = own && word.norm == "them";
        word.is(POINTING) && !idiom && !theirs && !of_them && !with_thing && !joins
    })
}

/// Whether the clause speaks to the persona.
fn to_persona(about: &About<'_>, persona: &str) -> bool {
    about
        .verb
        .iter()
        .chain(about.front)
        .any(|word| word.is(&["you", "your", "yours", "yourself", "ya"]) || word.norm == persona)
}
