//! What is told of somebody else.

use super::super::super::lexicon::doing::{
    ALONE, AT_IT, CHANGED, GOT, HAD, KEEN, KINDS, OWNED, PASSING, STATES,
};
use super::super::super::lexicon::{is_gerund, is_occupation, is_of_the_body};
use super::super::super::pattern::matches;
use super::super::super::words::{Word, rest};
use super::{alone, by_user, is_somewhere, tells_more, thing, without_adverbs};

/// What the words tell of someone whose verb they begin with.
pub fn told(words: &[Word]) -> Option<String> {
    let words = without_adverbs(words);
    if let Some(caught) = matches("used to {}", words) {
        let did = alone(caught.part(0)).filter(|did| did.len() > 1)?;
        return Some(format!("used to {}", by_user(did)));
    }
    let (verb, later) = words.split_first()?;
    match verb.norm.as_str() {
        "is" | "'s" => is_so(later),
        "was" => was(later).map(|tail| format!("was {}", by_user(tail))),
        "has" => has(later),
        "fought" | "worked" | "taught" | "flew" | "sailed" => {
            let tail = alone(later)?;
            let placed =
                tail.iter().any(Word::is_capital) || tail.iter().any(|word| word.norm == "years");
            placed.then(|| with(&verb.norm, tail))
        }
        "had" => marked(later).map(|tail| format!("had {tail}")),
        "got" => got(later).map(|tail| format!("got {tail}")),
        "went" => went(later),
        _ if is_gerund(verb) => is_so(words),
        norm if CHANGED.contains(&norm) => {
            let tail = changed(norm, later)?;
            Some(with(norm, tail))
        }
        "lives"
            if later.first().is_some_and(|word| word.norm == "with")
                && later.get(1).is_some_and(|word| word.is(&["us", "me"])) =>
        {
            Some("lives with User".to_owned())
        }
        "keeps" => alone(later)
            .filter(|tail| tail.iter().any(|word| word.is(OWNED)))
            .map(|tail| with("keeps", tail)),
        norm if is_habit(norm) => {
            let tail = alone(later)?;
            (ALONE.contains(&norm) || tells_more(tail)).then(|| with(norm, tail))
        }
        _ => None,
    }
}

fn with(verb: &str, tail: &[Word]) -> String {
    format!("{verb} {}", by_user(tail)).trim_end().to_owned()
}

/// "Plays", "microwaves".
fn is_habit(norm: &str) -> bool {
    let inflected = norm.ends_with('s') && !norm.ends_with("ss") && norm.len() > 3;
    inflected && !PASSING.contains(&norm)
}

/// Whether the words name what someone is by kind or trade: "a twin", "the night porter".
pub fn is_kind(words: &[Word]) -> bool {
    const JUDGED: &[&str] = &[
        "heart", "better", "worse", "best", "worst", "yours", "mine", "terrible", "lousy",
        "natural", "than",
    ];
    !words.iter().any(|word| word.is(JUDGED))
        && words
            .first()
            .is_some_and(|first| first.is(&["a", "an", "the"]))
        && words.len() <= 7
        && words
            .iter()
            .take_while(|word| !word.is(&["of", "in", "at", "for", "with", "from", "on", "to"]))
            .last()
            .is_some_and(|head| head.is(KINDS) || is_occupation(&head.norm))
}

/// After "was": "a tailor in Leeds".
pub fn was(words: &[Word]) -> Option<&[Word]> {
    let tail = alone(words)?;
    let raised = tail
        .first()
        .is_some_and(|word| word.is(&["raised", "born", "brought", "adopted", "widowed"]))
        && tells_more(rest(tail, 1));
    (is_kind(tail) || raised).then_some(tail)
}

/// After "is": "the one in Houston", "mad on opera", "cutting hair".
fn is_so(words: &[Word]) -> Option<String> {
    let words = without_adverbs(words);
    let words = match words {
        [the, one, later @ ..] if the.norm == "the" && one.norm == "one" => {
            return one_of_them(later);
        }
        own => own,
    };
    let (first, later) = words.split_first()?;
    if first.norm == "got" {
        return has(words);
    }
    if first.norm == "after" && later.first().is_some_and(is_gerund) {
        let tail = alone(words)?;
        return marked_by(tail).then(|| format!("is {}", by_user(tail)));
    }
    // "'s moved" has, "'s retired" is.
    let participle = first.is(CHANGED)
        && !first.is(&["retired", "married", "divorced", "built", "broke", "split"]);
    if participle {
        let tail = changed(&first.norm, later)?;
        return Some(format!("has {}", with(&first.norm, tail)));
    }
    let tail = alone(words)?;
    is_lasting(tail).then(|| format!("is {}", by_user(tail)))
}

/// Whether what follows "is" lasts.
pub fn is_lasting(tail: &[Word]) -> bool {
    let Some((first, later)) = tail.split_first() else {
        return false;
    };
    let joint = later.first();
    first.is(STATES)
        || (first.is(KEEN)
            && joint.is_some_and(|next| next.is(&["on", "about", "into", "with", "at", "of"]))
            && tail.len() > 2)
        || (first.norm == "into" && tells_more(tail))
        || (first.is(AT_IT) && tells_more(later))
        || is_study(tail)
        || is_kind(tail)
        || is_somewhere(tail)
        || is_member(tail)
        || is_at_work(tail)
        || is_abstinent(tail)
        || is_treated(tail)
}

/// "On statins", "on dialysis".
fn is_treated(tail: &[Word]) -> bool {
    #[rustfmt::skip]
    const MEANS: &[&str] = &[
        "antidepressants", "statins", "insulin", "medication", "meds", "tablets", "pills", "thinners",
        "warfarin", "hrt", "chemo", "dialysis", "steroids", "methotrexate", "lithium", "metformin",
        "oxygen", "morphine", "sertraline", "prozac", "ritalin", "keto", "benefits", "disability",
        "crutches", "probation", "parole", "testosterone", "oestrogen", "estrogen",
    ];
    tail.first().is_some_and(|word| word.norm == "on")
        && tail.iter().skip(1).take(3).any(|word| word.is(MEANS))
}

/// "On the checkouts at Tesco".
fn is_at_work(tail: &[Word]) -> bool {
    matches!(tail, [on, the, .., at, firm] if on.is(&["on", "behind", "in"]) && the.is(&["the", "security", "reception"])
        && at.norm == "at" && firm.is_capital())
}

/// "Four years sober", "two months off the drink".
fn is_abstinent(tail: &[Word]) -> bool {
    super::super::super::dates::number(tail).is_some()
        && tail
            .iter()
            .take(5)
            .any(|word| word.is(&["years", "months", "weeks", "days", "year", "month"]))
        && (tail.iter().take(6).any(|word| word.is(&["sober", "clean"]))
            || super::super::super::pattern::finds(
                "off the drink|booze|fags|gear|sauce|cigarettes",
                tail,
            )
            .is_some())
}

/// "In the navy", "in a care home", "in year nine".
fn is_member(tail: &[Word]) -> bool {
    #[rustfmt::skip]
    const BODIES: &[&str] = &[
        "navy", "army", "marines", "police", "military", "guard", "service", "brigade", "force",
        "raf", "choir", "band", "orchestra", "home", "hospice", "prison", "jail", "reserves", "church",
        "union", "parliament", "council", "government",
    ];
    let inside = tail.first().is_some_and(|word| word.is(&["in", "with"]));
    let year = matches!(tail, [_, year, number, ..] if year.is(&["year", "grade"])
        && super::super::super::dates::number(std::slice::from_ref(number)).is_some());
    let studying = matches!(tail, [_, my, which, year, ..] if my.is(&["my", "the", "his", "her"]) && year.norm == "year"
        && which.is(&["first", "second", "third", "fourth", "final", "last"]));
    let body = tail.get(1).is_some_and(|word| word.is(&["the", "a", "an"]))
        && tail.iter().skip(2).take(3).any(|word| word.is(BODIES));
    inside && (year || body || studying)
}

/// "Doing marine science".
fn is_study(words: &[Word]) -> bool {
    #[rustfmt::skip]
    const SUBJECTS: &[&str] = &[
        "science", "sciences", "studies", "engineering", "illustration", "law", "medicine", "history",
        "english", "maths", "mathematics", "physics", "chemistry", "biology", "art", "design",
        "nursing", "levels", "gcses", "degree", "masters", "master", "phd", "apprenticeship", "course",
        "economics", "business", "psychology", "politics", "geography", "philosophy", "journalism",
        "drama", "architecture", "accounting", "linguistics", "sociology", "theology", "pharmacy",
        "dentistry", "photography", "animation", "fashion", "diploma", "mba", "sci", "computing",
    ];
    words.first().is_some_and(|word| word.norm == "doing")
        && words.iter().skip(1).take(5).any(|word| word.is(SUBJECTS))
}

/// "The one in Houston", "the one making law in Ghent".
fn one_of_them(words: &[Word]) -> Option<String> {
    let words = match words {
        [who, later @ ..] if who.is(&["who", "that"]) => return told(later),
        all => all,
    };
    let tail = alone(words)?;
    let sound = tail.first().is_some_and(is_gerund) || is_somewhere(tail);
    sound.then(|| format!("is {}", by_user(tail)))
}

/// What someone has: not "a point", "a go at it".
fn has(words: &[Word]) -> Option<String> {
    let words = without_adverbs(words);
    let (first, later) = words.split_first()?;
    if first.norm == "got" {
        return has(later);
    }
    if first.is(CHANGED) {
        let tail = changed(&first.norm, later)?;
        return Some(format!("has {}", with(&first.norm, tail)));
    }
    if first.norm == "been" {
        let tail = alone(later)?;
        return (is_lasting(tail) && !is_somewhere(tail))
            .then(|| format!("has been {}", by_user(tail)));
    }
    thing(words).map(|tail| format!("has {}", by_user(tail)))
}

fn marked_by(words: &[Word]) -> bool {
    words.iter().take(5).any(|word| word.is(HAD))
}

fn marked(words: &[Word]) -> Option<String> {
    let tail = alone(words)?;
    marked_by(tail).then(|| by_user(tail))
}

fn got(words: &[Word]) -> Option<String> {
    let tail = alone(words)?;
    let had = tail.iter().take(5).any(|word| word.is(GOT));
    had.then(|| by_user(tail))
}

fn went(words: &[Word]) -> Option<String> {
    #[rustfmt::skip]
    const TURNED: &[&str] = &[
        "vegan", "vegetarian", "blind", "deaf", "bankrupt", "freelance", "private", "part-time",
    ];
    let tail = alone(words)?;
    let turned = tail.first().is_some_and(|word| word.is(TURNED));
    turned.then(|| format!("went {}", by_user(tail)))
}

/// What one begins and is at for long.
#[rustfmt::skip]
const BEGUN: &[&str] = &[
    "course", "degree", "business", "apprenticeship", "training", "college", "university", "school",
    "masters", "phd", "chemo", "treatment", "therapy", "company", "club", "job", "nursery",
];

/// "Moved into the spare room", "dropped out", "lost her husband".
pub fn changed<'a>(verb: &str, words: &'a [Word]) -> Option<&'a [Word]> {
    let tail = alone(words)?;
    let bare = matches!(
        verb,
        "retired" | "graduated" | "qualified" | "emigrated" | "resigned"
    );
    let first = tail.first();
    let sound = match verb {
        "moved" if first.is_some_and(|word| word.is(&["out", "in", "away", "back"])) => true,
        "broke" | "fractured" | "sprained" | "tore" | "dislocated"
            if tail.iter().take(4).any(is_of_the_body) =>
        {
            true
        }
        "dropped" => first.is_some_and(|word| word.norm == "out"),
        "gave" => first.is_some_and(|word| word.norm == "up") && tail.len() > 1,
        "started" | "began" if tail.iter().take(4).any(|word| word.is(BEGUN)) => true,
        "started" | "began" | "stopped" | "finished" | "left" | "passed" | "lost" | "won"
        | "broke" | "beat" | "sold" => {
            tells_more(tail)
                && !first.is_some_and(|word| word.is(&["to", "my", "a", "with", "the"]))
        }
        _ => bare || tells_more(tail),
    };
    sound.then_some(tail)
}
