//! What a pattern caught, judged: whether it is the kind of thing that the attribute holds, and
//! how it is written. Whatever is in doubt is not taken.

#[cfg(test)]
mod tests;
mod trimming;
mod uncased;
mod work;

use super::super::lexicon::{
    is_activity, is_afflicted, is_appointment, is_condition, is_diet, is_gerund, is_language,
    is_of_the_body, is_played, pursuit,
};
use super::super::people::{People, is_given_name};
use super::super::words::{Word, capitalised, rest, said, span};
use trimming::{POINTING, STOPS, bare};
pub use trimming::{things, tidy, without_trail};
use work::{business, role, school, workplace};

/// The kinds of things that attributes hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Nothing is caught.
    Nothing,
    /// One or more things: "peanuts and shellfish".
    Things,
    /// What one may be allergic to.
    Allergens,
    /// What someone likes, things or activities.
    Liked,
    /// What someone does in their free time.
    Activity,
    /// A sport, a game or an instrument.
    Played,
    Place,
    /// "near Boston"
    Near,
    /// "a software engineer at TechCorp"
    Role,
    /// Where someone works.
    Workplace,
    /// A place of learning, by name.
    School,
    /// What someone owns and leads.
    Business,
    Name,
    Number,
    Condition,
    /// A part of the body.
    Ailing,
    Affliction,
    Diet,
    Languages,
    /// An interview, a date, an exam.
    Appointment,
    /// A few words as they are.
    Phrase,
}

/// The values that the words hold; none where they are not of that shape.
pub fn values(shape: Shape, words: &[Word], people: &People) -> Vec<String> {
    let one = |value: Option<String>| value.into_iter().collect();
    match shape {
        Shape::Nothing => {
            let idle = tidy(words).is_empty()
                || words
                    .first()
                    .is_some_and(|word| word.is_mark() || word.is(ENDS_PREDICATE));
            if idle {
                vec![String::new()]
            } else {
                Vec::new()
            }
        }
        Shape::Things => things(words).iter().map(|thing| said(thing)).collect(),
        Shape::Allergens => things(words)
            .into_iter()
            .filter(|thing| is_allergen(thing))
            .map(said)
            .collect(),
        Shape::Liked => liked(words),
        Shape::Activity => liked(words)
            .into_iter()
            .filter(|value| is_activity(&super::super::words::words(value)))
            .collect(),
        Shape::Played => things(words)
            .into_iter()
            .filter(|thing| is_played(thing))
            .map(said)
            .collect(),
        Shape::Place => one(place(words, people)),
        Shape::Near => one(place(words, people).map(|place| format!("near {place}"))),
        Shape::Role => one(role(words)),
        Shape::Workplace => one(workplace(words, people)),
        Shape::School => one(school(words)),
        Shape::Business => one(business(words)),
        Shape::Name => one(name(words, people)),
        Shape::Number => one(number(words)),
        Shape::Condition => things(words)
            .into_iter()
            .filter(|thing| is_condition(thing))
            .map(said)
            .collect(),
        Shape::Ailing => match words {
            [.., part] if is_of_the_body(part) && words.len() <= 2 => vec![said(words)],
            _ => Vec::new(),
        },
        Shape::Affliction => things(words)
            .into_iter()
            .filter(|thing| is_afflicted(thing))
            .map(said)
            .collect(),
        Shape::Diet => one(diet(words)),
        Shape::Languages => things(words)
            .into_iter()
            .filter_map(|thing| thing.iter().find(|word| is_language(&word.norm)))
            .map(|word| capitalised(&word.norm))
            .collect(),
        Shape::Appointment => one(appointment(words)),
        Shape::Phrase => one(phrase(words, 12)),
    }
}

/// With these a predicate that needs no object may go on.
const ENDS_PREDICATE: &[&str] = &[
    "with",
    "in",
    "at",
    "on",
    "from",
    "for",
    "after",
    "by",
    "and",
    "because",
    "again",
    "too",
    "to",
    "of",
    "about",
    "as",
    "today",
    "so",
    "anymore",
    "yesterday",
];

/// "Vegan"; a "vegan chef" may eat meat.
fn diet(words: &[Word]) -> Option<String> {
    let (diet, later) = tidy(words).split_first()?;
    let ends = later
        .first()
        .is_none_or(|next| next.is_mark() || next.is(&["and", "for", "now", "at", "in", "these"]));
    (is_diet(&diet.norm) && ends).then(|| diet.norm.clone())
}

/// Not what somebody is only tired of: "I'm allergic to Mondays".
fn is_allergen(thing: &[Word]) -> bool {
    const TIRED_OF: &[&str] = &[
        "bullshit",
        "hard",
        "bs",
        "work",
        "mornings",
        "monday",
        "mondays",
        "drama",
        "exercise",
        "people",
        "nonsense",
        "commitment",
        "fun",
        "effort",
        "feelings",
        "love",
        "stupidity",
        "meetings",
        "crap",
        "talk",
        "housework",
        "homework",
        "cleaning",
        "cooking",
        "working",
    ];
    !thing.iter().any(|word| word.is(TIRED_OF))
}

/// What someone likes; nothing where it is one certain thing ("the way you laugh"), or a part of
/// what was said ("stories that …").
fn liked(words: &[Word]) -> Vec<String> {
    if words.first().is_some_and(|word| word.norm == "to") {
        return to_do(rest(words, 1)).into_iter().collect();
    }
    let known = words.get(1).is_some_and(|word| {
        let alone = words
            .get(2)
            .is_none_or(|next| next.is_mark() || next.is(&["and", "so", "in"]));
        word.is_capital() || (alone && word.is(OUTDOORS))
    });
    let certain = words
        .first()
        .is_some_and(|word| word.is(&["the", "all", "both"]))
        && !known;
    // "The smell of bonfires" is a kind of thing.
    let certain = certain && words.get(2).is_none_or(|word| word.norm != "of");
    let ends_early = words.iter().find(|word| word.is(STOPS));
    let narrowed = ends_early
        .is_some_and(|word| word.is(&["that", "which", "who", "where", "when", "whenever", "if"]));
    if certain || narrowed {
        return Vec::new();
    }
    let the = words.first().is_some_and(|word| word.norm == "the");
    let fits = |thing: &&[Word]| {
        // "I love Jessica" says nothing of what someone likes to do or have.
        let person =
            matches!(thing, [only] if (only.is_capital() || is_given_name(&only.norm)) && !the);
        let idle = thing.first().is_some_and(is_gerund) && !is_activity(thing);
        // "I like blunt advice" is told as the way to advise.
        let advice = thing.last().is_some_and(|word| word.norm == "advice");
        let points = advice || thing.iter().any(|word| word.is(POINTING));
        !person && !idle && !points
    };
    things(words)
        .into_iter()
        .take_while(fits)
        .map(said)
        .collect()
}

/// What everybody means by "the".
const OUTDOORS: &[&str] = &[
    "beach",
    "ocean",
    "sea",
    "outdoors",
    "mountains",
    "rain",
    "snow",
    "cold",
    "heat",
    "sun",
    "city",
    "countryside",
    "forest",
    "desert",
    "theater",
    "theatre",
    "gym",
    "dentist",
    "dark",
    "guitar",
    "piano",
    "violin",
    "water",
];

/// "to go hiking" and "to hike" are "hiking".
fn to_do(words: &[Word]) -> Option<String> {
    let words = tidy(words);
    let goes = words.first().is_some_and(|word| word.norm == "go");
    let words = if goes { rest(words, 1) } else { words };
    if is_activity(words) && words.first().is_some_and(is_gerund) {
        return things(words).first().map(|thing| said(thing));
    }
    let (verb, later) = words.split_first()?;
    let doing = match verb.norm.as_str() {
        "play" if is_played(bare(later)) => return Some(said(bare(later))),
        own => pursuit(own)?,
    };
    let object = things(later).first().map(|thing| said(thing));
    match object {
        Some(object) => Some(format!("{doing} {object}")),
        None => later.is_empty().then(|| doing.to_owned()),
    }
}

/// A place by its name: "Texas", "downtown Chicago", "San Antonio, Texas".
fn place(words: &[Word], people: &People) -> Option<String> {
    const BEFORE: &[&str] = &[
        "the",
        "downtown",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "upstate",
        "central",
        "rural",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
    ];
    let words = tidy(words);
    if !people.cased {
        return uncased::place(words);
    }
    let lead = words
        .iter()
        .take_while(|word| word.is(BEFORE) && !word.is_capital())
        .count();
    let mut end = lead;
    while let Some(word) = words.get(end) {
        let follows = rest(words, end + 1).first().is_some_and(Word::is_capital);
        let joins = end > lead && (word.is(&[",", "of"]) && follows);
        if !(word.is_capital() || joins) {
            break;
        }
        end += 1;
    }
    let owner = words.get(end).is_some_and(|word| word.norm == "'s");
    let named = span(words, lead, end);
    let person = matches!(named, [only] if people.by_name(&only.text).is_some());
    let goes_on = words.get(end).is_some_and(|word| {
        !word.is(&[
            "in", "at", "on", "for", "to", "from", "and", ",", "right", "near", "about", "area",
        ])
    });
    (!named.is_empty() && named.len() <= 6 && !owner && !person && !goes_on)
        .then(|| said(span(words, 0, end)))
}

fn name(words: &[Word], people: &People) -> Option<String> {
    let words = tidy(words);
    let (name, used) = people.name(words)?;
    let ends = words.get(used).is_none_or(|word| {
        word.is(&[
            ",", "and", "by", "from", "in", "at", "for", "or", "instead", "like", "on", "to",
        ])
    });
    ends.then_some(name)
}

fn number(words: &[Word]) -> Option<String> {
    let percent = words
        .get(1)
        .is_some_and(|word| word.is_mark() && word.norm != ",");
    let mark = words.iter().position(Word::is_mark).unwrap_or(words.len());
    let words = tidy(span(words, 0, mark));
    let first = words
        .first()
        .filter(|word| !percent && !word.is(&["a", "an"]))?;
    let (number, used) = super::super::dates::number(std::slice::from_ref(first))
        .or_else(|| super::super::dates::number(words))?;
    (used == words.len() && number <= 110).then(|| number.to_string())
}

/// "a job interview at Google", as far as "interview".
pub fn appointment(words: &[Word]) -> Option<String> {
    const WITH_WHOM: &[&str] = &["to", "at", "with", "for", "in"];
    let words = bare(words);
    let end = words
        .iter()
        .position(|word| is_appointment(std::slice::from_ref(word)))?
        + 1;
    let (words, later) = (span(words, 0, end), rest(words, end));
    // "To Tokyo", "with Sam", as far as it is named.
    let named = rest(later, 1)
        .iter()
        .take_while(|word| word.is_capital())
        .count();
    let tail = match later.first() {
        Some(joint) if joint.is(WITH_WHOM) && (1..=3).contains(&named) => span(later, 0, named + 1),
        _ => &[],
    };
    let sound = !words
        .first()
        .is_some_and(|word| word.is(POINTING) || word.is(&["been", "to"]))
        && !words
            .iter()
            .any(|word| word.is_mark() || word.is(&["and", "playing", "going", "of"]));
    (sound && words.len() <= 5).then(|| [said(words), said(tail)].join(" ").trim_end().to_owned())
}

/// A few words, not all of them small.
pub fn phrase(words: &[Word], longest: usize) -> Option<String> {
    let words = tidy(words);
    let telling = words
        .iter()
        .any(|word| !super::super::words::is_small(&word.norm) && !word.is_mark());
    let pointing = words.len() == 1 && words.first().is_some_and(|word| word.is(POINTING));
    (telling && !pointing && words.len() <= longest).then(|| said(words))
}
