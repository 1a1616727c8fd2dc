//! What passes, or is only said so: "at the airport", "happy as Larry", "right now".

use super::super::super::facts::Said;
use super::super::super::lexicon::everyday::EVERYDAY;
use super::super::super::pattern::{finds, is_adverb};
use super::super::super::people::relation;
use super::super::super::words::{Word, rest};
use super::super::subject::{About, Of};

/// What is only said so: "happy as Larry", "married to that restaurant", "plays like a cow".
pub fn is_idiom(about: &About<'_>) -> bool {
    let verb = about.verb;
    let likened = verb.windows(2).any(|pair| {
        matches!(pair, [as_, whom] if as_.norm == "as" && (whom.is_capital() || whom.is(&["a", "an", "the"])))
            && verb.iter().skip(1).take(2).any(|word| word.is(EVERYDAY) || word.norm == "as")
    });
    // "Built like a cupboard", "stood there like a lemon"; not "I'd like a".
    let plays_like = verb.windows(3).take(3).any(|three| {
        matches!(three, [before, like, a] if like.norm == "like" && a.is(&["a", "an"]) && !before.is(&["would", "will", "do", "not", "i", "we"]))
    });
    let wedded = matches!(verb, [_, married, to, what, ..] if married.norm == "married" && to.norm == "to"
        && !what.is_capital() && relation(&what.norm).is_none() && !what.is(&["my", "a", "an"]));
    // "Is my cousin Rab", "is called Ada": who somebody is, is known by itself.
    let named = matches!(about.of, Of::Person(_))
        && about.thing.is_empty()
        && (verb
            .get(1)
            .is_some_and(|next| next.is(&["called", "named"]))
            || (verb.get(1).is_some_and(|next| next.norm == "my")
                && verb
                    .get(2)
                    .is_some_and(|next| relation(&next.norm).is_some())));
    // "Allergic to Mondays": what is no allergy to a thing.
    let allergic = verb.iter().take(4).any(|word| word.norm == "allergic");
    let at_heart = finds("at heart", verb).is_some();
    // "I'm not eighty", "I'm not frit".
    let not_so = verb
        .first()
        .is_some_and(|be| be.is(&["am", "is", "'s", "are", "was"]))
        && verb.get(1).is_some_and(|not| not.norm == "not")
        && verb.len() <= 3;
    let compares = [
        "too much|many",
        "better|worse|bigger|older|younger than",
        "better|worse {} than",
    ]
    .iter()
    .any(|phrase| finds(phrase, verb).is_some());
    // "I'm dead", "I'm from work", "I'm at Initech", "I live in fear".
    let bare: Vec<&Word> = verb.iter().filter(|word| !is_adverb(word)).collect();
    let said_so = matches!(bare.as_slice(), [be, so, ..] if be.is(&["am", "is"]) && so.is(&["dead", "dying", "done", "gone"]))
        || matches!(verb, [be, from, .., last] if be.is(&["am", "is"]) && from.norm == "from" && !last.is_capital())
        || matches!(verb, [be, at, later @ ..] if be.is(&["am", "is"]) && at.norm == "at"
            && later.iter().all(|word| word.is_capital() || word.is(&["'s", "now"])))
        || finds("live|lives in fear|hope|dread|denial|sin", verb).is_some()
        || finds("live|lives in the moment|past", verb).is_some();
    let greets = finds("send|sends|sent my|his|her|their love|best|regards", verb).is_some();
    compares
        || greets
        || (said_so && matches!(about.of, Of::User))
        || allergic
        || at_heart
        || not_so
        || likened
        || plays_like
        || wedded
        || named
}

/// "I've two jumpers on": worn just then.
pub fn is_worn(verb: &[Word]) -> bool {
    let has = verb
        .first()
        .is_some_and(|first| first.is(&["have", "has", "'s", "had"]));
    has && verb.last().is_some_and(|last| last.norm == "on")
}

/// "In the truck", "at the airport", "in Oslo": where somebody is just then.
pub fn is_passing_place(verb: &[Word]) -> bool {
    #[rustfmt::skip]
    const PASSED: &[&str] = &[
        "airport", "station", "truck", "lorry", "car", "van", "bus", "train", "tram", "plane", "taxi", "park", "parking", "garage", "layby",
        "lay-by", "hospital", "office", "work", "pub", "café", "cafe", "restaurant", "hotel", "garden", "shed", "kitchen", "bath", "bed", "queue", "lobby",
        "doctor", "dentist", "surgery", "gym", "library", "school", "church", "town", "city", "middle", "road", "motorway", "deck", "cabin", "room", "toilet", "loo", "supermarket", "asda", "tesco",
    ];
    let tail = rest(verb, 1);
    let tail = rest(
        tail,
        tail.iter()
            .take_while(|word| is_adverb(word) || word.is(&["stood", "sat", "standing", "sitting"]))
            .count(),
    );
    let placed = tail
        .first()
        .is_some_and(|word| word.is(&["in", "at", "on", "outside", "by"]));
    let place: Vec<&Word> = tail
        .iter()
        .skip(1)
        .take_while(|word| !word.is_mark() && !word.is(&["with", "for", "at", "in", "of", "near"]))
        .collect();
    let thing = place.last();
    let now = verb
        .iter()
        .any(|word| word.is(&["now", "nowadays", "these", "again"]));
    // Where more is told of it, it is more than a place: "at the airport, cleaning".
    let short = tail.iter().take_while(|word| !word.is_mark()).count() <= 4;
    placed && !now && short && thing.is_some_and(|thing| thing.is(PASSED))
}

/// Whether it tells how things stand just then.
pub fn is_of_the_moment(said: Said<'_>) -> bool {
    let words = &said.sentence.words;
    words
        .iter()
        .any(|word| word.is(&["rn", "tonight", "meantime", "whispering"]))
        || [
            "right|just now",
            "at the moment",
            "this minute|second|morning|evening|afternoon",
            "as we speak",
            "a minute|second|moment ago",
            "for a minute|second|moment",
            "since breakfast|lunch|dinner|dinnertime|tea",
        ]
        .iter()
        .any(|phrase| finds(phrase, words).is_some())
}
