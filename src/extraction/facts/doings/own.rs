//! What is told of the user.

use super::super::super::lexicon::doing::{ABSTAINED, AT_IT, CHANGED, OWNED, PASSING};
use super::super::super::lexicon::is_gerund;
use super::super::super::pattern::matches;
use super::super::super::verbs::{is_past, third_person};
use super::super::super::words::{Word, rest, said};
use super::others::{changed, is_kind, is_lasting, was};
use super::{alone, by_themselves, is_somewhere, tells_more, thing, without_adverbs};

/// Courses of study and service that somebody did.
#[rustfmt::skip]
const COURSES: &[&str] = &[
    "degree", "master", "masters", "phd", "doctorate", "apprenticeship", "training", "service",
    "diploma", "internship", "residency", "dinners", "nursing", "tours", "tour", "stretch",
];
/// What somebody cannot do for long.
#[rustfmt::skip]
const UNABLE: &[&str] = &[
    "have", "eat", "drink", "drive", "swim", "read", "write", "walk", "lift", "climb", "digest",
    "tolerate", "smell", "taste", "sing", "cook", "dance", "run", "kneel", "touch", "wear", "work",
];

/// What the words tell of the user, whose verb they begin with.
pub fn told(words: &[Word]) -> Option<String> {
    let words = without_adverbs(words);
    if is_of_somebody(words) {
        return None;
    }
    denied(words).or_else(|| affirmed(words))
}

/// Whether the words point at somebody else: "I play her Bach".
fn is_of_somebody(words: &[Word]) -> bool {
    let words = alone(words).unwrap_or_default();
    words
        .iter()
        .any(|word| word.is(&["her", "his", "their", "he", "she", "they", "hers", "theirs"]))
}

/// What "we" do is the user's as well.
pub fn told_of_us(words: &[Word]) -> Option<String> {
    let words = without_adverbs(words);
    let (verb, later) = words.split_first()?;
    match verb.norm.as_str() {
        "have" => having(later),
        "are" | "am" => being(without_adverbs(later)),
        "had" | "adopted" | "eloped" | "fostered" | "emigrated" | "keep" | "run" | "live" => {
            affirmed(words)
        }
        norm if is_past(verb) || norm == "was" => None,
        _ => practised(verb, later),
    }
}

/// What the user never does.
fn denied(words: &[Word]) -> Option<String> {
    if let Some(caught) = matches("do not have [any|a] {}", words) {
        let tail = alone(caught.part(0))?;
        let lasting = matches!(tail, [only] if only.is(&[
            "siblings", "brothers", "sisters", "kids", "children", "pets", "grandchildren", "car",
            "telly", "television", "licence", "license", "passport", "smartphone",
        ]));
        return lasting.then(|| format!("doesn't have {}", said(rest(words, 3))));
    }
    if let Some(caught) = matches("do not {}", words) {
        let abstained = alone(caught.part(0))?;
        let verb = abstained.first().filter(|verb| verb.is(ABSTAINED))?;
        let whole = abstained.len() == 1 && verb.norm != "eat"
            || abstained.len() == 2 && verb.is(&["eat", "drink"]);
        return whole.then(|| format!("doesn't {}", by_themselves(abstained)));
    }
    if let Some(caught) = matches("[have] never {}", words) {
        let tail = alone(caught.part(0))?;
        let (verb, later) = tail.split_first()?;
        let abstained = ABSTAINED
            .iter()
            .any(|base| verb.norm == *base || verb.norm.strip_suffix('d') == Some(base));
        let sound = abstained
            || verb.is(&[
                "learned", "learnt", "married", "drove", "drank", "swam", "voted",
            ])
            || (verb.norm == "been"
                && later
                    .iter()
                    .any(|word| word.is_capital() || word.is(&["abroad", "married"])));
        let told = if verb.norm == "miss" || (abstained && verb.norm.ends_with('e')) {
            third_person(&verb.norm)
        } else {
            verb.norm.clone()
        };
        let told = if told == "been" {
            "has never been".to_owned()
        } else {
            format!("never {told}")
        };
        return sound.then(|| {
            format!("{told} {}", by_themselves(later))
                .trim_end()
                .to_owned()
        });
    }
    let caught = matches("can not {}", words)?;
    let tail = alone(caught.part(0))?;
    let unable = tail.first().is_some_and(|verb| verb.is(UNABLE)) && tells_more(rest(tail, 1));
    unable.then(|| format!("can't {}", by_themselves(tail)))
}

fn with(verb: &str, tail: &[Word]) -> String {
    format!("{verb} {}", by_themselves(tail))
        .trim_end()
        .to_owned()
}

fn affirmed(words: &[Word]) -> Option<String> {
    let (verb, later) = words.split_first()?;
    match verb.norm.as_str() {
        "have" => having(later),
        "am" | "is" | "'s" => being(without_adverbs(later)),
        "work" => works(later),
        "live" => {
            let tail = alone(later)?;
            let sound = tail.first().is_some_and(|word| {
                word.is(&["with", "above", "opposite", "alone", "behind", "beside"])
            });
            sound.then(|| with("lives", tail))
        }
        "keep" => {
            let tail = alone(later)?;
            let animals = tail.iter().any(|word| word.is(OWNED));
            animals.then(|| with("keeps", tail))
        }
        "broke" | "fractured" | "tore" | "dislocated" | "adopted" | "eloped" | "fostered"
        | "emigrated" => changed(&verb.norm, later).map(|tail| with(&verb.norm, tail)),
        "run" => {
            let tail = alone(later)?;
            let own = tail
                .first()
                .is_some_and(|word| word.is(&["a", "an", "the", "my", "our"]));
            let light = tail.iter().take(4).any(|word| {
                word.is(&[
                    "bath",
                    "race",
                    "risk",
                    "errand",
                    "temperature",
                    "tab",
                    "mile",
                    "marathon",
                    "hill",
                ])
            });
            (own && !light && tail.len() > 1).then(|| with("runs", tail))
        }
        "grew" if later.first().is_some_and(|word| word.norm == "up") => {
            let tail = alone(later)?;
            tail.iter()
                .any(Word::is_capital)
                .then(|| with("grew", tail))
        }
        "worked" | "taught" | "fought" => {
            let tail = alone(later)?;
            let lasting = tail
                .iter()
                .any(|word| word.is(&["years", "in", "as", "at", "for", "on"]));
            let placed = tail.len() > 2
                && !tail
                    .iter()
                    .any(|word| word.is(&["late", "hard", "out", "me", "myself"]));
            (lasting && placed && tells_more(tail)).then(|| with(&verb.norm, tail))
        }
        "make" | "teach" if later.first().is_some_and(|word| word.is(&["the", "a"])) => None,
        _ if is_gerund(verb) => being(words),
        "was" => was(later).map(|tail| with("was", tail)),
        // "Had to let Rex go".
        "had" => {
            let tail = alone(later)?;
            let put = matches("to let {} go", tail)
                .or_else(|| matches("to put {} down", tail))
                .or_else(|| matches("to have {} put down", tail))
                .or_else(|| matches("to rehome {}", tail))?;
            put.part(0)
                .first()
                .filter(|name| name.is_capital() || name.norm == "my")?;
            Some(with("had", tail))
        }
        "did" => {
            let tail = alone(later)?;
            let course = tail.iter().take(4).any(|word| word.is(COURSES));
            course.then(|| format!("did {}", by_themselves(tail)))
        }
        "served" | "trained" | "qualified" | "apprenticed" => {
            let tail = alone(later)?;
            tells_more(tail).then(|| with(&verb.norm, tail))
        }
        _ if is_past(verb) => None,
        _ => practised(verb, later),
    }
}

/// What somebody does again and again: "fit kitchens", "follow Napoli".
fn practised(verb: &Word, later: &[Word]) -> Option<String> {
    /// With a certain thing these tell of the moment.
    #[rustfmt::skip]
    const OF_THE_DAY: &[&str] = &[
        "keep", "cut", "fit", "lift", "lay", "clean", "cook", "box", "build", "carry", "hold",
        "use", "open", "close", "watch", "read", "hear", "check", "pick", "drop", "pull", "push",
    ];
    /// What is no verb of doing.
    #[rustfmt::skip]
    const NO_DOING: &[&str] = &[
        "am", "is", "'s", "are", "was", "were", "will", "would", "can", "could", "should", "might",
        "must", "may", "shall", "do", "did", "have", "had", "not", "never", "ever", "once", "too",
        "and", "or", "of", "in", "at", "on", "to", "what", "who", "myself", "mean", "swear", "bet",
        "hope", "wish", "reckon", "suppose", "imagine", "wonder", "see", "hear", "say", "tell",
        "ask", "thank", "blame", "apologise", "apologize", "admit", "notice", "assume", "expect",
        "understand", "prefer", "despise", "recall", "dread", "beg", "pray", "cut", "die", "fear",
        "owe", "better", "promise", "suspect", "realise", "realize", "dare", "lie", "trust", "kid",
        "deserve", "figure", "repeat", "appreciate", "spend", "literally", "like", "love", "hate",
        "enjoy", "adore", "listen", "eat", "work", "live", "study", "read", "finish", "act", "sound",
        "smell", "appear", "count", "settle", "manage", "hang", "rush", "joke", "laugh", "nod",
    ];
    let norm = verb.norm.as_str();
    let alphabetic = norm.len() > 1 && norm.chars().all(char::is_alphabetic);
    let third = third_person(norm);
    let passing = PASSING.contains(&third.as_str());
    let tail = alone(later)?;
    let habit = tail
        .iter()
        .any(|word| word.is(&["every", "each", "twice", "weekly", "daily"]))
        && tell_apart(tail);
    let of_the_day = verb.is(OF_THE_DAY)
        && !tail.iter().any(|word| word.is(OWNED))
        && tail.first().is_some_and(|word| {
            is_gerund(word)
                || word.is(&[
                    "the", "a", "an", "in", "up", "down", "on", "out", "off", "myself", "for",
                ])
        });
    let sound = alphabetic && !verb.is(NO_DOING) && (!passing || habit) && !of_the_day;
    (sound && tells_more(tail)).then(|| format!("{third} {}", by_themselves(tail)))
}

/// "Work in one bakery", "work nights".
fn works(later: &[Word]) -> Option<String> {
    let tail = alone(later)?;
    let sound = tail.first().is_some_and(|word| {
        word.is(&[
            "in",
            "nights",
            "shifts",
            "part-time",
            "freelance",
            "weekends",
        ])
    });
    sound.then(|| with("works", tail))
}

/// Whether more is told than how often.
fn tell_apart(tail: &[Word]) -> bool {
    let often = tail
        .iter()
        .position(|word| word.is(&["every", "each", "twice"]))
        .unwrap_or(tail.len());
    tells_more(super::span(tail, 0, often))
}

/// "A van", "retired", "been in Leeds for years".
fn having(words: &[Word]) -> Option<String> {
    let words = without_adverbs(words);
    let (first, later) = words.split_first()?;
    if first.norm == "got" {
        return having(later);
    }
    if first.is(CHANGED) {
        let tail = changed(&first.norm, later)?;
        return Some(format!("has {}", with(&first.norm, tail)));
    }
    if first.norm == "been" {
        let tail = alone(later)?;
        let lasts = words.iter().any(|word| word.is(&["since", "years"]));
        let at_it = tail.first().is_some_and(|word| word.is(AT_IT)) && tells_more(rest(tail, 1));
        let sound = at_it || (lasts && is_somewhere(tail)) || is_kind(tail);
        return sound.then(|| format!("has been {}", by_themselves(tail)));
    }
    let tail = thing(words).or_else(|| {
        let tail = alone(words)?;
        let head = tail
            .iter()
            .take(4)
            .take_while(|word| !word.is(&["of", "in", "at", "for", "with", "to", "on"]))
            .last()?;
        head.is(OWNED).then_some(tail)
    })?;
    Some(format!("has {}", by_themselves(tail)))
}

/// What follows "I am".
fn being(words: &[Word]) -> Option<String> {
    let words = match words {
        [more, of, later @ ..] if more.norm == "more" && of.norm == "of" => later,
        all => all,
    };
    let tail = alone(words)?;
    // Of these the rules know when they are meant.
    let known = tail.first().is_some_and(|word| {
        word.is(&[
            "allergic",
            "married",
            "engaged",
            "dead",
            "pregnant",
            "seeing",
            "dating",
            "expecting",
        ])
    });
    let trying =
        matches!(tail, [trying, for_, ..] if trying.norm == "trying" && for_.norm == "for");
    let sound = (is_lasting(tail) && !known) || is_called(tail) || is_away(tail) || trying;
    sound.then(|| format!("is {}", by_themselves(tail)))
}

/// "Off to Slovenia".
fn is_away(words: &[Word]) -> bool {
    matches!(words, [off, to, place, ..] if off.is(&["off", "away"])
        && to.norm == "to" && place.is_capital())
}

/// "In a wee place called Bree".
fn is_called(words: &[Word]) -> bool {
    words
        .first()
        .is_some_and(|word| word.is(&["in", "from", "on"]))
        && words.windows(2).any(
            |pair| matches!(pair, [called, name] if called.norm == "called" && name.is_capital()),
        )
}
