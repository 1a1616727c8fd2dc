//! What people do, are and have that no rule of the table knows, in the user's own words: "Mara
//! plays the harp", "I used to drive a bus". Only what lasts is kept, and only what stands by itself.

use super::super::lexicon::doing::{
    ABSTAINED, ALONE, AT_IT, CHANGED, GOT, HAD, KEEN, KINDS, OWNED, PASSING, PRACTISED, STATES,
};
use super::super::lexicon::{is_delicate, is_gerund, is_occupation};
use super::super::pattern::{is_adverb, matches};
use super::super::people::{Mention, Who, is_given_name};
use super::super::reader::Reader;
use super::super::verbs::third_person;
use super::super::words::{Word, capitalised, rest, said, span};
use super::shapes::without_trail;
use super::{Fact, Said, tell};

/// More words than that are a story.
const LONGEST: usize = 12;
/// At these another thought begins.
const ENDS: &[&str] = &[
    "because", "but", "so", "since", "when", "while", "which", "who", "that", "if", "though",
    "although", "than", "until", "unless", "where", "whenever", "whether", "then", "and", "or",
    "cause", "cos", "as",
];
/// With these it would point at something that a memory does not hold, or be denied.
const POINTING: &[&str] = &[
    "it",
    "this",
    "these",
    "those",
    "there",
    "here",
    "them",
    "him",
    "something",
    "anything",
    "everything",
    "someone",
    "stuff",
    "things",
    "one",
    "you",
    "your",
    "i",
    "we",
    "us",
    "our",
    "not",
    "never",
    "nobody",
    "nothing",
    "no",
    "what",
    "how",
    "why",
    "hardly",
    "barely",
    "same",
    "such",
    "enough",
    "yet",
];

/// Notes what the clause tells of `who`, whose verb the words begin with.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>, who: &Who) {
    let says = match who {
        Who::User => of_user(said.words),
        Who::Other(mention) if is_somebody(reader, mention) => of_other(said.words),
        _ => None,
    };
    let Some(says) = says else {
        return;
    };
    let fact = Fact {
        attribute: "other",
        value: capitalised(&says),
        sensitive: is_delicate(said.words),
        says,
    };
    tell(reader, said, who, fact);
}

/// Whether it is certain who is meant: "Mara", "my sister"; not "a friend", nor a thing that only
/// stands where a name might.
fn is_somebody(reader: &Reader<'_>, mention: &Mention) -> bool {
    const MANY: &[&str] = &["", "friend", "coworker", "ex"];
    match (&mention.name, mention.relation) {
        (None, relation) => relation.is_some_and(|relation| !MANY.contains(&relation.attribute)),
        (Some(_), Some(_)) => true,
        (Some(name), None) => {
            let first = name.split(' ').next().unwrap_or_default().to_lowercase();
            is_given_name(&first) || reader.people.is_met(name)
        }
    }
}

/// The words up to where another thought begins; none where they do not stand by themselves.
fn alone(words: &[Word]) -> Option<&[Word]> {
    let end = words
        .iter()
        .position(|word| word.is_mark() || word.is(ENDS))
        .unwrap_or(words.len());
    let words = without_trail(span(words, 0, end));
    let points = words.iter().any(|word| word.is(POINTING) || word.quoted);
    (!points && words.len() <= LONGEST).then_some(words)
}

fn without_adverbs(words: &[Word]) -> &[Word] {
    let count = words.iter().take_while(|word| is_adverb(word)).count();
    rest(words, count)
}

fn of_other(words: &[Word]) -> Option<String> {
    let words = without_adverbs(words);
    if let Some(caught) = matches("used to {}", words) {
        let did = alone(caught.part(0)).filter(|did| did.len() > 1)?;
        return Some(format!("used to {}", by_user(did)));
    }
    let (verb, later) = words.split_first()?;
    match verb.norm.as_str() {
        "is" | "'s" => is_so(later),
        "has" => has(later),
        "had" => marked(later).map(|tail| format!("had {tail}")),
        "got" => got(later).map(|tail| format!("got {tail}")),
        "went" => went(later),
        norm if CHANGED.contains(&norm) => changed(norm, later),
        norm if is_habit(norm) => {
            let tail = alone(later)?;
            let enough = ALONE.contains(&norm) || tells_more(tail);
            enough.then(|| format!("{norm} {}", by_user(tail)).trim_end().to_owned())
        }
        _ => None,
    }
}

/// "Plays", "microwaves".
fn is_habit(norm: &str) -> bool {
    let inflected = norm.ends_with('s') && !norm.ends_with("ss") && norm.len() > 3;
    inflected && !PASSING.contains(&norm)
}

/// Whether more than small words follow.
fn tells_more(words: &[Word]) -> bool {
    words
        .iter()
        .any(|word| !super::super::words::is_small(&word.norm) && word.norm.len() > 2)
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
    let participle = CHANGED.contains(&first.norm.as_str()) && first.norm != "retired";
    if participle && first.norm != "married" && first.norm != "divorced" {
        return changed(&first.norm, later).map(|says| format!("has {says}"));
    }
    let tail = alone(words)?;
    let joint = later.first();
    let kind = first.is(&["a", "an", "the"])
        && tail.len() <= 6
        && tail
            .iter()
            .take_while(|word| !word.is(&["of", "in", "at", "for", "with", "from"]))
            .last()
            .is_some_and(|head| head.is(KINDS) || is_occupation(&head.norm));
    let sound = first.is(STATES)
        || (first.is(KEEN)
            && joint.is_some_and(|next| next.is(&["on", "about", "into", "with", "at", "of"]))
            && tail.len() > 2)
        || (first.norm == "into" && tells_more(tail))
        || (first.is(AT_IT) && tells_more(rest(tail, 1)))
        || kind
        || is_somewhere(tail);
    sound.then(|| format!("is {}", by_user(tail)))
}

/// "The one in Houston", "the one making law in Ghent".
fn one_of_them(words: &[Word]) -> Option<String> {
    let tail = alone(words)?;
    let sound = tail.first().is_some_and(is_gerund) || is_somewhere(tail);
    sound.then(|| format!("is {}", by_user(tail)))
}

/// "In Cebu", "from Gdansk", "up in Cairns".
fn is_somewhere(words: &[Word]) -> bool {
    let words = match words {
        [up, later @ ..] if up.is(&["up", "down", "over", "out", "back", "based"]) => later,
        all => all,
    };
    words
        .first()
        .is_some_and(|word| word.is(&["in", "from", "near"]))
        && rest(words, 1).iter().take(3).any(|word| {
            word.is_capital() && !super::super::people::NO_NAMES.contains(&word.norm.as_str())
        })
}

/// What someone has: not "a point", "a go at it".
fn has(words: &[Word]) -> Option<String> {
    const LIGHT: &[&str] = &[
        "point",
        "go",
        "look",
        "laugh",
        "chat",
        "word",
        "idea",
        "feeling",
        "problem",
        "question",
        "cold",
        "flu",
        "headache",
        "time",
        "day",
        "moment",
        "reason",
        "right",
        "chance",
        "way",
        "meeting",
        "appointment",
        "interview",
        "exam",
        "date",
        "phone",
        "nerve",
        "cheek",
        "lot",
        "face",
        "issue",
        "fit",
        "row",
        "nap",
        "drink",
        "drinks",
        "been",
        "plans",
        "party",
    ];
    let words = without_adverbs(words);
    let (first, later) = words.split_first()?;
    if first.norm == "got"
        && later.first().is_some_and(|next| {
            next.is(&[
                "a", "an", "my", "two", "three", "four", "five", "six", "his", "her", "their",
            ])
        })
    {
        return has(later);
    }
    let participle = CHANGED.contains(&first.norm.as_str());
    if participle {
        return changed(&first.norm, later).map(|says| format!("has {says}"));
    }
    let counted = first.is(&["a", "an", "his", "her"])
        || super::super::dates::number(std::slice::from_ref(first)).is_some();
    let tail = alone(words)?;
    let light = tail.iter().take(4).any(|word| word.is(LIGHT));
    (counted && !light && tells_more(rest(tail, 1))).then(|| format!("has {}", by_user(tail)))
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
    let tail = alone(words)?;
    let turned = tail.first().is_some_and(|word| {
        word.is(&[
            "vegan",
            "vegetarian",
            "blind",
            "deaf",
            "bankrupt",
            "freelance",
            "private",
            "part-time",
        ])
    });
    turned.then(|| format!("went {}", by_user(tail)))
}

/// "Moved into the spare room", "dropped out", "lost her husband".
fn changed(verb: &str, words: &[Word]) -> Option<String> {
    let tail = alone(words)?;
    let bare = matches!(verb, "retired" | "graduated" | "qualified" | "emigrated");
    let first = tail.first();
    let sound = match verb {
        "dropped" => first.is_some_and(|word| word.norm == "out"),
        "gave" => first.is_some_and(|word| word.norm == "up") && tail.len() > 1,
        "started" | "began" | "stopped" | "finished" | "left" | "passed" | "lost" | "won"
        | "broke" | "beat" | "sold" => {
            tells_more(tail) && !first.is_some_and(|word| word.is(&["to", "my", "a", "with"]))
        }
        _ => bare || tells_more(tail),
    };
    sound.then(|| format!("{verb} {}", by_user(tail)).trim_end().to_owned())
}

fn of_user(words: &[Word]) -> Option<String> {
    let words = without_adverbs(words);
    if let Some(caught) = matches("do not {}", words) {
        let abstained = alone(caught.part(0))?;
        let verb = abstained.first().filter(|verb| verb.is(ABSTAINED))?;
        let whole = abstained.len() == 1 && verb.norm != "eat"
            || abstained.len() == 2 && verb.is(&["eat", "drink"]);
        return whole.then(|| format!("doesn't {}", by_themselves(abstained)));
    }
    let (verb, later) = words.split_first()?;
    let tail = alone(later)?;
    match verb.norm.as_str() {
        "have" => {
            let later = match tail {
                [got, later @ ..] if got.norm == "got" => later,
                own => own,
            };
            let had = later
                .iter()
                .take(4)
                .take_while(|word| !word.is(&["of", "in", "at", "for", "with", "to", "on"]))
                .last()
                .is_some_and(|head| head.is(OWNED));
            had.then(|| format!("has {}", by_themselves(later)))
        }
        "did" => {
            const COURSES: &[&str] = &[
                "degree",
                "master",
                "masters",
                "phd",
                "doctorate",
                "apprenticeship",
                "training",
                "service",
                "diploma",
                "internship",
                "residency",
                "dinners",
                "nursing",
            ];
            let course = tail.iter().take(4).any(|word| word.is(COURSES));
            course.then(|| format!("did {}", by_themselves(tail)))
        }
        "served" | "trained" | "qualified" | "apprenticed" => {
            tells_more(tail).then(|| format!("{} {}", verb.norm, by_themselves(tail)))
        }
        norm if PRACTISED.contains(&norm) && tells_more(tail) => {
            let idle = matches!(
                norm,
                "keep" | "cut" | "fit" | "lift" | "lay" | "clean" | "cook" | "box" | "build"
            ) && tail.first().is_some_and(|word| {
                is_gerund(word)
                    || word.is(&[
                        "the", "a", "an", "my", "in", "up", "down", "on", "out", "off", "myself",
                    ])
            });
            (!idle).then(|| format!("{} {}", third_person(norm), by_themselves(tail)))
        }
        _ => None,
    }
}

/// What is told of somebody else: "my" is the user's.
fn by_user(words: &[Word]) -> String {
    told(words, "User's", "User")
}

/// What is told of the user.
fn by_themselves(words: &[Word]) -> String {
    told(words, "their", "them")
}

fn told(words: &[Word], whose: &str, whom: &str) -> String {
    let words: Vec<Word> = words
        .iter()
        .map(|word| {
            let text = match word.norm.as_str() {
                "my" => whose,
                "me" => whom,
                "myself" if whom == "them" => "themselves",
                _ => word.text.as_str(),
            };
            Word {
                text: text.to_owned(),
                ..word.clone()
            }
        })
        .collect();
    said(&words)
}
