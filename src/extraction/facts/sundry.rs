//! What no rule's shape fits: what one is passionate about, counts as the best, does every morning.

use super::super::lexicon::{is_condition, pursuit};
use super::super::pattern::matches;
use super::super::people::{Who, relation};
use super::super::reader::Reader;
use super::super::retelling::first_in_lower_case;
use super::super::words::{Word, said as spelt};
use super::shapes::things;
use super::{Fact, Said, tell};

/// "It's the asthma", where the user speaks of themselves.
pub fn named_condition(reader: &mut Reader<'_>, said: Said<'_>) {
    let Some(caught) = matches("it be [the|a] {}", said.words) else {
        return;
    };
    let thing = things(caught.part(0))
        .into_iter()
        .next()
        .unwrap_or_default();
    let own = thing.len() <= 3
        && !thing
            .iter()
            .any(|word| word.norm == "'s" || relation(&word.norm).is_some());
    if own && is_condition(thing) && !reader.speaks_of_another() {
        let thing = first_in_lower_case(&spelt(thing));
        let fact = Fact {
            attribute: "health",
            says: format!("has {thing}"),
            value: thing,
            sensitive: false,
        };
        tell(reader, said, &Who::User, fact);
    }
}

/// "Jazz is my thing".
pub fn passion(reader: &mut Reader<'_>, said: Said<'_>) {
    let caught = matches(
        "{} be my thing|passion|jam|weakness|happy|guilty",
        said.words,
    )
    .or_else(|| matches("it be the {} for me", said.words));
    let Some(caught) = caught else {
        return;
    };
    for thing in things(caught.part(0)).into_iter().take(2) {
        let thing = first_in_lower_case(&spelt(thing));
        let fact = Fact {
            attribute: "likes",
            says: format!("loves {thing}"),
            value: thing,
            sensitive: false,
        };
        tell(reader, said, &Who::User, fact);
    }
}

/// "My favorite movie is Dune": "Dune (movie)".
pub fn favorite(reader: &mut Reader<'_>, said: Said<'_>) {
    let Some(caught) = matches("my favorite {} be {}", said.words) else {
        return;
    };
    let (kind, thing) = (spelt(caught.part(0)), things(caught.part(1)));
    let single = caught.part(0).len() <= 3
        && !caught.part(0).iter().any(Word::is_mark)
        && !kind.contains("part");
    for thing in thing.into_iter().filter(|_| single) {
        let thing = spelt(thing);
        let fact = Fact {
            attribute: "favorite",
            value: format!("{thing} ({kind})"),
            says: format!("counts {thing} as their favorite {kind}"),
            sensitive: false,
        };
        tell(reader, said, &Who::User, fact);
    }
}

/// "I run every morning", "I climb twice a week".
pub fn habit(reader: &mut Reader<'_>, said: Said<'_>, who: &Who) {
    let caught = matches("{} every|each|twice|once", said.words)
        .or_else(|| matches("{} three|four|five times", said.words));
    let verb = caught.and_then(|caught| match caught.part(0) {
        [verb] => pursuit(&verb.norm),
        _ => None,
    });
    if let (Some(doing), Who::User) = (verb, who) {
        let fact = Fact {
            attribute: "hobby",
            value: doing.to_owned(),
            says: format!("goes {doing} regularly"),
            sensitive: false,
        };
        tell(reader, said, who, fact);
    }
}
