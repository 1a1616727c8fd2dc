//! What someone does for a living, and where.

use super::super::super::lexicon::is_occupation;
use super::super::super::people::{People, is_given_name};
use super::super::super::words::{Word, capitalised, rest, said, span};
use super::{POINTING, bare, tidy, uncased, without_trail};

/// "Software engineer at TechCorp".
pub fn role(words: &[Word]) -> Option<String> {
    let words = bare(tidy(words));
    let at = words
        .iter()
        .position(|word| word.is(&["at", "for", "with", "in", "on", ","]))
        .unwrap_or(words.len());
    let role = span(words, 0, at);
    let head = role
        .iter()
        .take_while(|word| word.norm != "of")
        .last()
        .or(role.first())?;
    let official = is_occupation(&head.norm)
        || role
            .iter()
            .any(|word| word.is(&["head", "vp", "president", "ceo", "manager", "director"]));
    // "President of Belgium" is nobody who telephones.
    let of_a_state = head.norm == "president"
        && role
            .iter()
            .position(|word| word.norm == "of")
            .is_some_and(|of| {
                !rest(role, of + 1)
                    .first()
                    .is_some_and(|next| next.is(&["the", "a", "our", "my"]))
            });
    // "A teacher at heart", "a better cook than Tom".
    let judged = words.iter().any(|word| {
        word.is(POINTING)
            || word.is(&[
                "heart", "better", "worse", "best", "great", "bad", "terrible", "lousy", "natural",
            ])
    });
    if !official
        || of_a_state
        || judged
        || role.len() > 5
        || role.first().is_some_and(|word| word.is(POINTING))
    {
        return None;
    }
    let joint = words.get(at).filter(|word| word.is(&["at", "for", "in"]));
    let firm = joint.and_then(|_| firm(rest(words, at + 1)));
    Some(capitalised(&match (joint, firm) {
        (Some(joint), Some(firm)) => {
            let joint = if joint.norm == "for" {
                "at"
            } else {
                joint.norm.as_str()
            };
            format!("{} {joint} {firm}", said(role))
        }
        _ => said(role),
    }))
}

const FIRMS: &[&str] = &[
    "hospital",
    "school",
    "bank",
    "firm",
    "company",
    "university",
    "startup",
    "clinic",
    "agency",
    "restaurant",
    "bakery",
    "library",
    "museum",
    "cafe",
    "café",
    "store",
    "shop",
    "hotel",
    "bar",
    "studio",
    "farm",
    "factory",
    "warehouse",
    "office",
    "lab",
    "college",
    "nonprofit",
    "charity",
    "government",
    "gym",
    "church",
    "airport",
    "zoo",
    "theater",
    "salon",
    "garage",
    "pharmacy",
    "supermarket",
    "brewery",
    "winery",
    "newspaper",
    "ministry",
    "court",
];

/// An employer: by name, or by what it is ("a law firm").
fn firm(words: &[Word]) -> Option<String> {
    let words = tidy(words);
    let end = words
        .iter()
        .position(|word| word.is(&[",", "and", "as", "in", "on", "for", "near", "downtown"]))
        .unwrap_or(words.len());
    let words = without_trail(span(words, 0, end));
    let named = words
        .iter()
        .find(|word| !word.is(&["the"]))
        .is_some_and(Word::is_capital);
    let common = words.last().is_some_and(|word| word.is(FIRMS))
        && !words.first().is_some_and(|word| word.is(POINTING));
    ((named || common) && words.len() <= 5).then(|| said(words))
}

pub fn workplace(words: &[Word], people: &People) -> Option<String> {
    let firm = firm(words).or_else(|| {
        (!people.cased)
            .then(|| uncased::firm(tidy(words), people))
            .flatten()
    })?;
    // "I work for Sarah."
    let person = people.by_name(&firm).is_some() || is_given_name(&firm.to_lowercase());
    (!person).then_some(firm)
}

pub fn school(words: &[Word]) -> Option<String> {
    const SCHOOLS: &[&str] = &[
        "university",
        "college",
        "state",
        "tech",
        "institute",
        "academy",
        "harvard",
        "yale",
        "stanford",
        "mit",
        "ucla",
        "nyu",
        "oxford",
        "cambridge",
        "berkeley",
        "princeton",
        "school",
    ];
    let words = tidy(words);
    let named = words.iter().any(Word::is_capital) && words.iter().any(|word| word.is(SCHOOLS));
    (named && words.len() <= 6).then(|| said(words))
}

pub fn business(words: &[Word]) -> Option<String> {
    const BUSINESSES: &[&str] = &[
        "business",
        "practice",
        "company",
        "podcast",
        "channel",
        "blog",
        "consultancy",
        "label",
        "gallery",
        "daycare",
        "food truck",
        "truck",
    ];
    let words = tidy(words);
    let last = words.last()?;
    let sound = words.len() <= 4 && (last.is(BUSINESSES) || last.is(FIRMS));
    (sound && !words.first().is_some_and(|word| word.is(POINTING))).then(|| said(words))
}
