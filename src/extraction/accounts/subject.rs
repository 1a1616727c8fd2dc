//! Whom or what a clause is about, and where its verb begins.

use super::super::dates::number;
use super::super::lexicon::doing::{KINDS, STATES};
use super::super::lexicon::everyday::{EVERYDAY, LIGHT_VERBS};
use super::super::lexicon::{is_gerund, is_occupation};
use super::super::people::{
    Gender, Mention, NO_NAMES, Who, is_also_a_name, is_given_name, relation, role_at,
};
use super::super::reader::Reader;
use super::super::verbs::is_past;
use super::super::words::{Word, rest, said, span};
use super::wording::of_user;

/// The most words of a thing before its verb.
const LONGEST_THING: usize = 8;
/// The most words before the subject.
const LONGEST_FRONT: usize = 9;

#[derive(Debug, Clone, PartialEq)]
pub enum Of {
    User,
    /// The user and somebody else.
    UserWith,
    Person(Mention),
    /// A thing of the user's, or whoever does something to them.
    Thing,
}

/// Whom a clause is about.
#[derive(Debug, Clone)]
pub struct About<'a> {
    pub of: Of,
    /// As a sentence about them begins: "User", "Ada from next door", "User's back garden".
    pub label: String,
    /// The subject's own words, which tell something where it is a thing.
    pub thing: &'a [Word],
    /// From the verb on.
    pub verb: &'a [Word],
    /// What stood before the subject: "as a girl", "every Christmas".
    pub front: &'a [Word],
}

/// Whom the clause is about; one without a subject is about `goes_on`.
pub fn about<'a>(
    reader: &Reader<'_>,
    words: &'a [Word],
    goes_on: Option<&Who>,
) -> Option<About<'a>> {
    if let Some(who) = goes_on {
        return of_who(reader, who.clone(), words, 0);
    }
    direct(reader, words).or_else(|| fronted(reader, words))
}

/// "As a girl I picked hops".
fn fronted<'a>(reader: &Reader<'_>, words: &'a [Word]) -> Option<About<'a>> {
    if !words.first().is_some_and(begins_front) {
        return None;
    }
    (1..=LONGEST_FRONT.min(words.len())).find_map(|at| {
        let here = rest(words, at);
        let front = span(words, 0, at);
        let front = match front {
            [front @ .., comma] if comma.norm == "," => front,
            [.., mark] if mark.is_mark() => return None,
            all => all,
        };
        let begins = here.first().is_some_and(|first| {
            first.is(&["i", "we", "he", "she", "they"])
                || (first.norm == "my" && role_at(rest(here, 1)).is_some())
                || (first.is_capital() && is_given_name(&first.norm))
        });
        // "The one I want": what narrows a thing down is no front.
        let narrows = front.first().is_some_and(|word| {
            word.is(&[
                "the", "one", "all", "this", "some", "those", "these", "most",
            ])
        }) && !front.iter().any(is_of_time);
        let sound = begins && !narrows;
        let about = sound.then(|| direct(reader, here)).flatten()?;
        Some(About { front, ..about })
    })
}

fn begins_front(word: &Word) -> bool {
    #[rustfmt::skip]
    const FRONTS: &[&str] = &[
        "in", "at", "on", "for", "as", "since", "after", "before", "every", "last", "most", "till", "until", "from", "by", "during",
        "back", "one", "these", "those", "first", "twice", "once", "some", "between", "through", "up", "down", "over", "round", "out",
        "when", "come", "each", "here", "there", "sometimes", "occasionally", "often", "the", "all", "this", "with", "under", "outside", "inside",
    ];
    word.is(FRONTS)
        || is_of_time(word)
        || number(std::slice::from_ref(word)).is_some()
        || word.norm.ends_with("days")
}

fn is_of_time(word: &Word) -> bool {
    #[rustfmt::skip]
    const TIMES: &[&str] = &[
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mondays", "tuesdays", "wednesdays",
        "thursdays", "fridays", "saturdays", "sundays", "mornings", "evenings", "nights", "weekends", "summers", "winters",
        "year", "years", "month", "months", "week", "weeks", "day", "days", "morning", "evening", "night", "time", "times",
        "christmas", "easter", "summer", "winter", "spring", "autumn", "now", "nowadays", "age", "moment", "minute", "while", "end", "war",
    ];
    word.is(TIMES)
}

fn direct<'a>(reader: &Reader<'_>, words: &'a [Word]) -> Option<About<'a>> {
    if let Some((who, used)) = reader.people.subject(words) {
        return of_who(reader, who, words, used);
    }
    of_theirs(reader, words)
        .or_else(|| of_mine(words))
        .or_else(|| done_to_user(reader, words))
}

fn of_who<'a>(reader: &Reader<'_>, who: Who, words: &'a [Word], used: usize) -> Option<About<'a>> {
    let whole = |of, label, used| About {
        of,
        label,
        thing: &[],
        verb: rest(words, used),
        front: &[],
    };
    match who {
        Who::User | Who::UserWith(None) => Some(whole(Of::User, "User".to_owned(), used)),
        Who::UserWith(Some(mention)) => {
            let sound = mention.relation.is_some() || mention.name.is_some();
            let label = format!("User and {}", mention.label());
            sound.then(|| whole(Of::UserWith, label, used))
        }
        Who::Other(mention) => {
            let after = rest(words, used);
            let somebody = reader.is_somebody(&mention)
                || (reader.people.cased && acts_as_person(words, used));
            let closer = placed(after);
            let label = match said(span(after, 0, closer)) {
                place if place.is_empty() => mention.label(),
                place => format!("{} {place}", mention.label()),
            };
            let of = whole(Of::Person(mention), label, used + closer);
            (somebody && begins_verb(of.verb)).then_some(of)
        }
        Who::Persona => None,
    }
}

#[rustfmt::skip]
const PERSONAL: &[&str] = &[
    "lives", "works", "drives", "teaches", "studies", "married", "divorced", "retired", "moved", "rang", "phoned", "reckons",
    "sings", "smokes", "drinks", "swims", "cycles", "speaks", "met", "loves", "hates", "likes", "wants", "thinks", "owns", "breeds", "keeps", "cooks",
    "bakes", "paints", "plays", "lost", "bought", "did", "got", "has", "had", "went", "came", "taught", "gave", "sent", "asked", "knits", "collects",
];
/// Such a verb of now: "lives", "works".
pub fn is_personal(verb: &Word) -> bool {
    verb.is(PERSONAL) && verb.norm.ends_with('s') && verb.norm.len() > 3
}

/// "Tasha's the vegan", "Minou drives": what no thing is or does, of a name that nobody knows.
fn acts_as_person(words: &[Word], used: usize) -> bool {
    let plain = !span(words, 0, used).iter().any(|word| {
        word.is(NO_NAMES) || word.is(EVERYDAY) || word.is(LIGHT_VERBS) || word.norm.ends_with("ing")
    });
    let verb = rest(words, used)
        .iter()
        .find(|word| !super::super::pattern::is_adverb(word));
    let is = verb.is_some_and(|verb| verb.is(&["'s", "is", "was"]));
    let later = rest(words, used + 1);
    let kind = later.iter().take(4).any(|word| {
        word.is(KINDS)
            || word.is(STATES)
            || is_occupation(&word.norm)
            || relation(&word.norm).is_some()
    });
    // "Jean's been stopping with me".
    let named = words
        .first()
        .is_some_and(|first| is_also_a_name(&first.norm));
    plain && (named || (is && kind) || (!is && verb.is_some_and(|verb| verb.is(PERSONAL))))
}

/// "From next door" before a verb: so many words.
fn placed(words: &[Word]) -> usize {
    let joined = words.first().is_some_and(|word| {
        word.is(&[
            "from", "at", "in", "with", "across", "over", "down", "up", "on", "opposite", "off",
            "round", "next",
        ])
    });
    if !joined {
        return 0;
    }
    (2..=5)
        .find(|at| begins_verb(rest(words, *at)))
        .filter(|at| !span(words, 0, *at).iter().any(Word::is_mark))
        .unwrap_or(0)
}

/// "His asthma's bad", "Chidi's wife drives a tram", "my sister's boyfriend fits kitchens".
fn of_theirs<'a>(reader: &Reader<'_>, words: &'a [Word]) -> Option<About<'a>> {
    let first = words.first()?;
    let gender = match first.norm.as_str() {
        "his" => Some(Gender::He),
        "her" => Some(Gender::She),
        _ => None,
    };
    let (mention, used) = match gender {
        Some(gender) => (reader.people.meant(gender)?.clone(), 1),
        None => {
            let used = (1..=4).find(|at| words.get(*at).is_some_and(|word| word.norm == "'s"))?;
            let (mention, whole) = reader.people.someone(span(words, 0, used))?;
            (whole == used).then_some((mention, used + 1))?
        }
    };
    let own = rest(words, used);
    let at = (1..=4).find(|at| begins_verb(rest(own, *at)))?;
    let thing = span(own, 0, at);
    let plain = !thing
        .iter()
        .any(|word| word.is_mark() || word.is(&["and", "is", "been"]));
    (plain && reader.is_somebody(&mention)).then(|| About {
        label: format!("{}'s {}", mention.label(), of_user(thing)),
        of: Of::Person(mention),
        thing,
        verb: rest(own, at),
        front: &[],
    })
}

/// "My back garden floods", "our telly's gone".
fn of_mine(words: &[Word]) -> Option<About<'_>> {
    words.first().filter(|first| first.is(&["my", "our"]))?;
    let at = verb_at(words)?;
    let thing = span(words, 0, at);
    if thing.iter().any(|word| word.is(&["i", "we"])) {
        return None;
    }
    Some(About {
        of: Of::Thing,
        label: format!("User's {}", of_user(rest(thing, 1))),
        thing: rest(thing, 1),
        verb: rest(words, at),
        front: &[],
    })
}

/// "They've put me on the tills", "the council turned down our extension", "everybody calls me Al".
fn done_to_user<'a>(reader: &Reader<'_>, words: &'a [Word]) -> Option<About<'a>> {
    #[rustfmt::skip]
    const BEGINNING: &[&str] = &[
        "they", "there", "everyone", "everybody", "nobody", "people", "somebody", "someone", "the", "a", "an", "his", "her", "their",
        "this", "half", "one", "two", "some", "most", "all", "another",
    ];
    let first = words.first()?;
    if !first.is(BEGINNING) && (!first.is_capital() || first.is(NO_NAMES)) {
        return None;
    }
    let at = if first.is(&["they", "there"]) {
        1
    } else {
        verb_at(words)?
    };
    let (thing, verb) = (span(words, 0, at), rest(words, at));
    let to_user = verb
        .iter()
        .any(|word| word.is(&["me", "my", "us", "our", "mine", "ours"]))
        || thing.iter().skip(1).any(|word| word.is(&["my", "our"]));
    let unclear = thing
        .iter()
        .any(|word| word.is(&["his", "her", "their", "that"]))
        || words.first()?.norm == "this";
    // "The divorce came through": of whoever speaks, where they speak of nobody else.
    #[rustfmt::skip]
    const OWN: &[&str] = &[
        "divorce", "operation", "wedding", "christening", "chemo", "scan", "visa", "adoption", "mortgage", "appeal", "thesis", "dissertation",
        "biopsy", "transplant", "interview", "pregnancy", "mri", "surgery", "redundancy", "probation", "custody", "ivf", "dialysis", "hip", "knee", "cast",
    ];
    let own = thing.last().is_some_and(|last| last.is(OWN)) && !reader.speaks_of_another();
    // "They've found a match": whoever has to do with it, where nobody else was spoken of.
    let they =
        first.norm == "they" && reader.people.latest().is_none() && !reader.speaks_of_another();
    // "There's no lodger in my attic", "there was a fox".
    let absent = first.norm == "there"
        && (matches!(verb, [_, only, me, ..] if only.is(&["only", "just"]) && me.is(&["me", "us"]))
            || !verb.first().is_some_and(|be| be.is(&["is", "'s", "are"]))
            || verb
                .iter()
                .any(|word| word.is(&["no", "not", "nothing", "nobody", "never"])));
    let to_user = (to_user || own || they) && !absent;
    (to_user && !unclear && begins_verb(verb)).then(|| About {
        of: Of::Thing,
        label: super::super::words::capitalised(&of_user(thing)),
        thing,
        verb,
        front: &[],
    })
}

/// Where the verb of a clause stands that begins with a thing.
pub fn verb_at(words: &[Word]) -> Option<usize> {
    let end = words
        .iter()
        .take(LONGEST_THING)
        .position(Word::is_mark)
        .unwrap_or(words.len().min(LONGEST_THING));
    let plain = (1..end).find(|at| {
        words.get(*at).is_some_and(|word| {
            is_auxiliary(word)
                || (*at > 1 && is_past(word))
                // "My mum and dad live in Spain".
                || (word.is(&["live", "work", "own", "run", "keep"]) && span(words, 0, *at).iter().any(|word| word.norm == "and"))
                || (is_past(word) && word.norm != "left")
        }) && (begins_verb(rest(words, *at))
            || words.get(*at).is_some_and(|word| word.is(&["live", "work", "own", "run", "keep"])))
    });
    plain.or_else(|| (2..end).find(|at| begins_verb(rest(words, *at))))
}

fn is_auxiliary(word: &Word) -> bool {
    word.is(&[
        "is", "'s", "was", "are", "were", "has", "have", "had", "does", "did", "will", "can", "do",
    ])
}

/// Whether the words begin with a verb; "'s" may as well tell whose something is.
pub fn begins_verb(words: &[Word]) -> bool {
    let Some((first, later)) = words.split_first() else {
        return false;
    };
    let next = later
        .iter()
        .find(|word| !super::super::pattern::is_adverb(word));
    if first.norm == "'s" {
        return next.is_some_and(follows_is);
    }
    is_auxiliary(first)
        || is_past(first)
        || first.is(&[
            "say", "go", "put", "give", "keep", "make", "let", "take", "want", "call", "never",
            "always", "still", "only", "just", "also",
        ])
        || (first.norm.len() > 3
            && first.norm.ends_with('s')
            && !first.norm.ends_with("ss")
            && !first.is_capital()
            && next.is_none_or(follows_verb))
}

/// What may stand after "'s" where it is a verb.
fn follows_is(next: &Word) -> bool {
    #[rustfmt::skip]
    const AFTER_IS: &[&str] = &[
        "a", "an", "the", "not", "in", "at", "on", "from", "with", "of", "for", "to", "off", "up", "down", "out", "over", "back",
        "away", "after", "about", "into", "under", "near", "my", "our", "no", "only", "one", "gone", "been", "got", "given", "taken",
        "done", "seen", "known", "become", "come", "put", "had", "allergic", "dead", "sick", "ill", "poorly", "mad", "due", "afraid",
        "never", "always", "too", "more", "as", "like", "all", "half", "worse", "better", "broken", "grown", "driven", "chosen", "called", "home",
        "big", "good", "great", "small", "old", "young", "full", "proud", "keen", "happy", "fine", "grand", "deaf", "blind", "lactose", "coeliac", "celiac",
    ];
    next.is(AFTER_IS)
        || next.is(STATES)
        || is_past(next)
        || is_gerund(next)
        || number(std::slice::from_ref(next)).is_some()
        || next.norm.starts_with(|c: char| c.is_ascii_digit())
}

/// What may stand after a verb of a third person: "runs a bakery", "floods every winter".
fn follows_verb(next: &Word) -> bool {
    #[rustfmt::skip]
    const AFTER: &[&str] = &[
        "a", "an", "the", "my", "me", "his", "her", "their", "our", "us", "in", "at", "on", "from", "with", "for", "to", "off",
        "up", "down", "out", "over", "back", "away", "about", "into", "under", "near", "every", "each", "like", "no", "too", "all", "round",
        "as", "by", "one", "it", "them", "nothing", "everything", "more", "people", "twice", "once", "that", "of", "himself", "herself",
    ];
    next.is_mark()
        || next.is(AFTER)
        || next.is_capital()
        || number(std::slice::from_ref(next)).is_some()
        || next.norm.starts_with(|c: char| c.is_ascii_digit())
        || next.norm.ends_with('s')
        || next.norm.ends_with("ing")
        || next.norm.ends_with("ly")
}
