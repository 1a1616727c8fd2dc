//! What a pattern caught, judged: whether it is the kind of thing that the attribute holds, and
//! how it is written. Whatever is in doubt is not taken.

use super::super::lexicon::{
    is_activity, is_afflicted, is_appointment, is_condition, is_diet, is_gerund, is_language,
    is_occupation, is_played, pursuit,
};
use super::super::pattern::is_adverb;
use super::super::people::People;
use super::super::words::{Word, capitalised, rest, said, span};

/// The kinds of things that attributes hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Nothing is caught.
    Nothing,
    /// One or more things: "peanuts and shellfish".
    Things,
    /// What someone likes, things or activities.
    Liked,
    /// What someone does in their free time.
    Activity,
    /// A sport, a game or an instrument.
    Played,
    Place,
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
                || words.first().is_some_and(|word| {
                    word.is_mark() || ENDS_PREDICATE.contains(&word.norm.as_str())
                });
            if idle {
                vec![String::new()]
            } else {
                Vec::new()
            }
        }
        Shape::Things => things(words).iter().map(|thing| said(thing)).collect(),
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
        Shape::Affliction => things(words)
            .into_iter()
            .filter(|thing| is_afflicted(thing))
            .map(said)
            .collect(),
        Shape::Diet => one(tidy(words)
            .first()
            .filter(|word| is_diet(&word.norm))
            .map(|word| word.norm.clone())),
        Shape::Languages => things(words)
            .into_iter()
            .filter(|thing| thing.iter().any(|word| is_language(&word.norm)))
            .map(|thing| capitalised(&said(thing)))
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

/// At these a value ends.
const STOPS: &[&str] = &[
    "like", "such", "because", "but", "so", "since", "when", "while", "which", "who", "that", "if",
    "though", "although", "than", "whenever", "with", "every", "until", "unless", "where", "after",
    "before",
];
/// A value does not begin with these: it would point at something else.
const POINTING: &[&str] = &[
    "it",
    "that",
    "this",
    "these",
    "those",
    "them",
    "him",
    "her",
    "you",
    "me",
    "us",
    "how",
    "what",
    "when",
    "where",
    "who",
    "why",
    "my",
    "your",
    "his",
    "their",
    "our",
    "i",
    "he",
    "she",
    "they",
    "we",
    "one",
    "something",
    "anything",
    "everything",
    "nothing",
    "someone",
    "everyone",
    "anyone",
    "nobody",
    "people",
    "things",
    "stuff",
    "not",
    "being",
    "no",
    "each",
    "both",
    "here",
    "there",
    "yours",
    "mine",
    "life",
];
const TRAILING: &[&str] = &[
    "now",
    "too",
    "though",
    "again",
    "lately",
    "anyway",
    "actually",
    "really",
    "honestly",
    "man",
    "dude",
    "bro",
    "haha",
    "lol",
    "also",
    "either",
    "yet",
    "already",
    "much",
    "more",
    "most",
    "today",
    "then",
    "and",
    "or",
    "you",
    "of",
    "the",
    "a",
    "to",
    "on",
    "in",
    "at",
    "for",
    "etc",
    "myself",
    "anymore",
    "babe",
    "either",
    "recently",
    "still",
    "obviously",
    "there",
    "here",
    "especially",
    "definitely",
];
const TRAILING_PHRASES: &[&[&str]] = &[
    &["as", "well"],
    &["a", "lot"],
    &["a", "ton"],
    &["a", "bit"],
    &["so", "much"],
    &["very", "much"],
    &["of", "course"],
    &["you", "know"],
    &["by", "the", "way"],
    &["more", "than", "anything"],
    &["at", "all"],
    &["to", "death"],
    &["to", "be", "honest"],
    &["and", "stuff"],
    &["and", "everything"],
    &["and", "all", "that"],
    &["or", "something"],
    &["any", "more"],
    &["any", "longer"],
    &["for", "a", "living"],
];

/// Without what is said after the thing itself.
pub fn tidy(words: &[Word]) -> &[Word] {
    let ends = |word: &Word| word.is(STOPS) || (word.is_mark() && !word.is(&[",", "&", "/", "'"]));
    let stop = words.iter().position(ends).unwrap_or(words.len());
    without_trail(span(words, 0, stop))
}

/// Without the small words that trail after everything: "too", "you know".
pub fn without_trail(words: &[Word]) -> &[Word] {
    let mut words = words;
    loop {
        let phrase = TRAILING_PHRASES.iter().find(|phrase| {
            let from = words.len().checked_sub(phrase.len());
            from.is_some_and(|from| {
                let end = rest(words, from).iter().map(|word| word.norm.as_str());
                end.eq(phrase.iter().copied())
            })
        });
        let trails = |word: &Word| word.is_mark() || (word.is(TRAILING) && !word.is_capital());
        let cut = match phrase {
            Some(phrase) => phrase.len(),
            None if words.last().is_some_and(trails) => 1,
            None => return words,
        };
        words = span(words, 0, words.len() - cut);
    }
}

/// Without articles and adverbs at its beginning.
fn bare(words: &[Word]) -> &[Word] {
    let skipped = words
        .iter()
        .take_while(|word| {
            (is_adverb(word) && !word.is(&["big"]))
                || word.is(&[
                    "a", "an", "the", "some", "any", "as", "like", "severe", "bad", "serious",
                    "nasty", "good", "new",
                ])
        })
        .count();
    rest(words, skipped)
}

/// The single things of a list.
pub fn things(words: &[Word]) -> Vec<&[Word]> {
    let things: Vec<&[Word]> = tidy(words)
        .split(|word| word.is(&[",", "and", "&", "or", "plus"]))
        .map(|thing| bare(tidy(thing)))
        .filter(|thing| !thing.is_empty())
        .collect();
    let sound = |thing: &&[Word]| {
        thing.len() <= 5
            && thing.first().is_some_and(|first| !first.is(POINTING))
            && !thing.iter().any(|word| {
                word.is(&[
                    "it", "them", "him", "you", "me", "us", "our", "your", "this", "i", "am", "is",
                    "are", "was", "were", "not", "do", "have", "will",
                ])
            })
    };
    // What follows the first unsound one may belong to it.
    things.into_iter().take_while(sound).collect()
}

/// What someone likes; nothing where it is one certain thing ("the way you laugh"), or a part of
/// what was said ("stories that …").
fn liked(words: &[Word]) -> Vec<String> {
    if words.first().is_some_and(|word| word.norm == "to") {
        return to_do(rest(words, 1)).into_iter().collect();
    }
    let certain = words
        .first()
        .is_some_and(|word| word.is(&["the", "all", "both"]))
        && !words
            .iter()
            .take(3)
            .any(|word| word.is_capital() || word.is(OUTDOORS));
    let ends_early = words.iter().find(|word| word.is(STOPS));
    let narrowed = ends_early
        .is_some_and(|word| word.is(&["that", "which", "who", "where", "when", "whenever", "if"]));
    if certain || narrowed {
        return Vec::new();
    }
    let fits = |thing: &&[Word]| {
        // "I love Jessica" says nothing of what someone likes to do or have.
        let person = matches!(thing, [only] if only.is_capital());
        let idle = thing.first().is_some_and(is_gerund) && !is_activity(thing);
        let points = thing.iter().any(|word| word.is(POINTING));
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
    const NOWHERE: &[&str] = &[
        "fear", "hope", "peace", "denial", "pain", "comfort", "hell", "bed", "charge", "love",
        "trouble", "there", "here", "town",
    ];
    let words = tidy(words);
    if !people.cased {
        let sound = words.len() <= 3
            && !words
                .iter()
                .any(|word| word.is(POINTING) || word.is(NOWHERE) || word.is(&["a", "an"]))
            && words
                .iter()
                .all(|word| word.norm.chars().all(char::is_alphabetic));
        let spelt: Vec<String> = words.iter().map(|word| capitalised(&word.text)).collect();
        return (sound && !spelt.is_empty()).then(|| spelt.join(" "));
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

/// "Software engineer at TechCorp".
fn role(words: &[Word]) -> Option<String> {
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
    if !official || role.len() > 5 || role.first().is_some_and(|word| word.is(POINTING)) {
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
    let words = span(words, 0, end);
    let named = words
        .iter()
        .find(|word| !word.is(&["the"]))
        .is_some_and(Word::is_capital);
    let common = words
        .last()
        .is_some_and(|word| FIRMS.contains(&word.norm.as_str()))
        && !words.first().is_some_and(|word| word.is(POINTING));
    ((named || common) && words.len() <= 5).then(|| said(words))
}

fn workplace(words: &[Word], people: &People) -> Option<String> {
    let firm = firm(words).or_else(|| (!people.cased).then(|| name(words, people)).flatten())?;
    let person = people.by_name(&firm).is_some();
    (!person).then_some(firm)
}

fn school(words: &[Word]) -> Option<String> {
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

fn business(words: &[Word]) -> Option<String> {
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
    let sound = words.len() <= 4 && (last.is(BUSINESSES) || FIRMS.contains(&last.norm.as_str()));
    (sound && !words.first().is_some_and(|word| word.is(POINTING))).then(|| said(words))
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
    let words = tidy(words);
    let first = words
        .first()
        .filter(|word| !percent && !word.is(&["a", "an"]))?;
    let (number, used) = tens(&first.norm)
        .map(|number| (number, 1))
        .or_else(|| super::super::dates::number(words))?;
    (used == words.len() && number <= 110).then(|| number.to_string())
}

/// "Thirty-four".
fn tens(norm: &str) -> Option<u32> {
    const TENS: &[&str] = &[
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    const ONES: &[&str] = &[
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    let (ten, one) = norm.split_once('-').unwrap_or((norm, ""));
    let ten = TENS.iter().position(|name| *name == ten)?;
    let one = ONES.iter().position(|name| *name == one)?;
    u32::try_from((ten + 2) * 10 + one).ok()
}

/// "a job interview at Google", as far as "interview".
fn appointment(words: &[Word]) -> Option<String> {
    let words = bare(tidy(words));
    let end = words
        .iter()
        .position(|word| is_appointment(std::slice::from_ref(word)))?
        + 1;
    let words = span(words, 0, end);
    let sound = !words
        .first()
        .is_some_and(|word| word.is(POINTING) || word.is(&["been", "to"]))
        && !words
            .iter()
            .any(|word| word.is_mark() || word.is(&["and", "playing", "going", "of"]));
    (sound && words.len() <= 5).then(|| said(words))
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

#[cfg(test)]
mod tests {
    use super::super::super::words::words;
    use super::*;

    fn held(shape: Shape, text: &str) -> Vec<String> {
        let people = People::of(&[], true);
        values(shape, &words(text), &people)
    }

    #[test]
    fn a_list_is_its_things_without_what_trails() {
        assert_eq!(
            held(Shape::Things, "peanuts, shellfish and cats, you know"),
            ["peanuts", "shellfish", "cats"]
        );
        assert_eq!(
            held(Shape::Liked, "rock climbing so much"),
            ["rock climbing"]
        );
        assert_eq!(held(Shape::Liked, "to go hiking"), ["hiking"]);
        assert_eq!(held(Shape::Liked, "to bake bread"), ["baking bread"]);
    }

    #[test]
    fn what_points_elsewhere_is_not_taken() {
        for text in [
            "it",
            "you",
            "that",
            "my job",
            "how you laugh",
            "Jessica",
            "when it rains",
        ] {
            assert_eq!(held(Shape::Liked, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_place_has_a_name() {
        assert_eq!(held(Shape::Place, "Texas now"), ["Texas"]);
        assert_eq!(
            held(Shape::Place, "San Antonio, Texas"),
            ["San Antonio, Texas"]
        );
        assert_eq!(
            held(Shape::Place, "the Bay Area with Tom"),
            ["the Bay Area"]
        );
        for text in ["fear", "a small flat", "the moment", "Jessica's basement"] {
            assert_eq!(held(Shape::Place, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_role_is_work() {
        assert_eq!(
            held(Shape::Role, "a software engineer at TechCorp"),
            ["Software engineer at TechCorp"]
        );
        assert_eq!(
            held(Shape::Role, "the head of marketing"),
            ["Head of marketing"]
        );
        assert_eq!(
            held(Shape::Role, "a nurse at the hospital"),
            ["Nurse at the hospital"]
        );
        for text in [
            "a mess",
            "a big fan",
            "a beginner at chess",
            "a morning person",
        ] {
            assert_eq!(held(Shape::Role, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn an_age_is_a_number_and_nothing_else() {
        assert_eq!(held(Shape::Number, "34"), ["34"]);
        assert_eq!(held(Shape::Number, "thirty-four"), ["34"]);
        assert_eq!(held(Shape::Number, "34 minutes late"), Vec::<String>::new());
    }
}
