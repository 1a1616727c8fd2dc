//! Whether a clause tells enough of somebody to be kept: what it names, how long it lasts, and that it
//! points at nothing which a memory does not hold.

use super::super::dates::{Grain, number};
use super::super::facts::Said;
use super::super::lexicon::doing::{CHANGED, KINDS, STATES};
use super::super::lexicon::everyday::{
    EVERYDAY, LASTING, LIGHT_VERBS, MOMENTOUS, OF_THE_MIND, OF_THE_MOMENT,
};
use super::super::lexicon::{is_condition, is_occupation, pursuit};
use super::super::pattern::{finds, is_adverb};
use super::super::people::{NO_NAMES, relation};
use super::super::reader::Reader;
use super::super::verbs::is_past;
use super::super::words::{Word, is_small, rest};
use super::subject::{About, Of, begins_verb};

/// How a clause's verb tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aspect {
    /// "I collect lamps": again and again.
    Habit,
    /// "I'm a twin", "I'm on the tills".
    Being,
    /// "I've a boat".
    Having,
    /// "I've raised three".
    Perfect,
    Past,
    /// "I'm retraining".
    AtIt,
    /// "I will", "I can".
    Able,
}

/// Verbs that tell enough by themselves.
const WHOLE: &[&str] = &[
    "eloped",
    "retired",
    "emigrated",
    "graduated",
    "qualified",
    "resigned",
    "divorced",
    "separated",
    "relapsed",
    "proposed",
];

/// Whether the clause tells enough.
pub fn tells(reader: &Reader<'_>, about: &About<'_>, said: Said<'_>, tail: &[Word]) -> bool {
    let verb = about.verb;
    let Some(first) = verb.iter().find(|word| !is_adverb(word)) else {
        return false;
    };
    let by_user = matches!(about.of, Of::User | Of::UserWith);
    // "I can't believe it", "I don't think so".
    let main = verb.iter().find(|word| {
        !is_adverb(word)
            && !word.is(&[
                "can", "will", "do", "did", "not", "have", "has", "does", "'s", "never",
            ])
    });
    let of_mind = main.is_some_and(|main| main.is(OF_THE_MIND)) || first.is(OF_THE_MIND);
    if first.is_mark() || (by_user && of_mind) || is_of_the_moment(said) {
        return false;
    }
    if !by_user && !begins_verb(verb) {
        return false;
    }
    let light = first.is(LIGHT_VERBS);
    let hollow = rest(verb, 1)
        .first()
        .is_none_or(|next| next.is_mark() && (light || verb.len() < 4))
        && !first.is(WHOLE);
    if hollow || is_idiom(about) || verb.iter().any(|word| word.quoted) {
        return false;
    }
    let aspect = aspect(about, first);
    let lasts = lasts(about);
    let dated = said.date.is_some_and(|date| date.grain != Grain::Vague);
    let weight = weight(reader, about, aspect, tail);
    let least = match (&about.of, aspect) {
        (Of::User | Of::UserWith, _) => 2,
        (Of::Person(_), _) => 2,
        (Of::Thing, _) => 2,
    };
    let here = aspect == Aspect::Being && by_user && !lasts && is_passing_place(verb);
    let passing = here
        || aspect == Aspect::AtIt
            && !lasts
            && !dated
            && at_it(verb).is_some_and(|doing| doing.is(OF_THE_MOMENT));
    !passing && weight + i32::from(lasts) + i32::from(dated) >= least
}

fn aspect(about: &About<'_>, first: &Word) -> Aspect {
    let verb = about.verb;
    let after = verb
        .iter()
        .skip_while(|word| is_adverb(word))
        .skip(1)
        .find(|word| !is_adverb(word) && word.norm != "not");
    match first.norm.as_str() {
        "am" | "is" | "are" | "'s"
            if after.is_some_and(|next| next.norm.ends_with("ing") && next.norm.len() > 4) =>
        {
            Aspect::AtIt
        }
        "'s" if after.is_some_and(|next| next.norm == "got") => Aspect::Having,
        "am" | "is" | "are" | "'s" if after.is_some_and(is_participle) => Aspect::Perfect,
        "am" | "is" | "are" | "'s" => Aspect::Being,
        "have" | "has" if after.is_some_and(|next| is_participle(next) && next.norm != "got") => {
            Aspect::Perfect
        }
        "have" | "has" => Aspect::Having,
        "will" | "can" | "would" | "could" => Aspect::Able,
        "do" | "does" if after.is_some() && verb.iter().any(|word| word.norm == "not") => {
            Aspect::Habit
        }
        "used" | "never" => Aspect::Habit,
        "got" if after.is_some_and(|next| next.is(&["a", "an", "the", "my"])) => Aspect::Having,
        _ if is_past(first) || first.is(&["did", "was", "were", "had"]) => Aspect::Past,
        _ => Aspect::Habit,
    }
}

fn is_participle(word: &Word) -> bool {
    is_past(word)
        || word.is(&[
            "been", "gone", "done", "taken", "given", "seen", "known", "become", "come", "put",
            "begun", "grown", "driven", "chosen", "broken", "fallen", "written", "spoken", "eaten",
        ])
}

/// What someone is doing.
fn at_it(verb: &[Word]) -> Option<&Word> {
    verb.iter()
        .find(|word| word.norm.ends_with("ing") && word.norm.len() > 4)
}

fn lasts(about: &About<'_>) -> bool {
    about
        .verb
        .iter()
        .chain(about.front)
        .any(|word| word.is(LASTING))
}

/// What the clause names, the more the heavier.
fn weight(reader: &Reader<'_>, about: &About<'_>, aspect: Aspect, tail: &[Word]) -> i32 {
    let mut weight = 0;
    let mut content = 0;
    let words = about
        .verb
        .iter()
        .chain(about.front)
        .chain(about.thing)
        .chain(tail);
    let cased = reader.people.cased;
    for word in words {
        let name = cased && word.is_capital() && !word.is(NO_NAMES) && word.norm != reader.persona;
        let number = !word.is(&["a", "an", "one", "once"])
            && (word.norm.starts_with(|c: char| c.is_ascii_digit())
                || number(std::slice::from_ref(word)).is_some());
        if name {
            weight += 2;
        } else if word.is(MOMENTOUS)
            || relation(&word.norm).is_some()
            || word.is(STATES)
            || is_occupation(&word.norm)
            || is_condition(std::slice::from_ref(word))
        {
            weight += 2;
        } else if number {
            weight += 1;
        } else if carries(word) {
            content += 1;
        }
    }
    // Who does something every day does something: bread that is made at night is no everyday bread.
    let of_kind = is_of_a_kind(about.verb);
    let everyday = about
        .verb
        .iter()
        .skip(1)
        .any(|word| word.is(EVERYDAY) && word.norm.len() > 3);
    let habit = matches!(aspect, Aspect::Habit);
    // "A dinner lady": a kind with a word that tells which.
    let compound = of_kind
        && about.verb.windows(2).any(|pair| matches!(pair, [which, kind] if kind.is(KINDS) && !is_small(&which.norm) && !is_adverb(which)));
    // What somebody does to the user is told for their sake.
    let to_user = !matches!(about.of, Of::User | Of::UserWith)
        && about
            .verb
            .iter()
            .any(|word| word.is(&["me", "us", "my", "our"]));
    let together = if about.of == Of::UserWith { 2 } else { 0 };
    let momentous = about.verb.iter().any(|word| word.is(MOMENTOUS)) || of_kind;
    let whole = about.verb.first().is_some_and(|verb| verb.is(WHOLE));
    let changed = whole || about.verb.iter().take(3).any(|word| word.is(CHANGED));
    let weight = weight
        + together
        + content.min(4)
        + i32::from(compound)
        + i32::from(to_user)
        + i32::from(changed)
        + i32::from(habit && everyday && content == 0)
        + match aspect {
            // The bare verb tells too little: "I pray".
            Aspect::Habit if content <= 1 && weight == 0 && only_verb(about.verb) => -1,
            // "The heat makes me lazy": a thing of every day does what it does.
            Aspect::Habit if about.of == Of::Thing && !about.thing.iter().any(carries) => 0,
            Aspect::Habit => 1,
            Aspect::Having if owns(about.verb) => 2,
            // "Took the job at the baths".
            Aspect::Past | Aspect::Perfect
                if finds("job|place|room|flat at|in|as|with|over", about.verb).is_some() =>
            {
                2
            }
            Aspect::Being | Aspect::Past if of_kind => 1,
            Aspect::Having | Aspect::Past | Aspect::Perfect => 0,
            Aspect::AtIt if at_it(about.verb).is_some_and(|doing| !doing.is(OF_THE_MOMENT)) => 1,
            // "Can't eat gluten".
            Aspect::Able if about.verb.iter().take(3).any(|word| word.norm == "not") => 1,
            Aspect::Being | Aspect::AtIt | Aspect::Able => 0,
        }
        - i32::from(
            about
                .verb
                .iter()
                .any(|word| word.is(&["want", "need", "wants", "needs", "fancy", "going"])),
        );
    // "I had lunch with Jo": what one does on any day, with whomever.
    let with = finds("with|to|from|by|at", about.verb).is_some();
    let any_day = aspect == Aspect::Past
        && matches!(about.of, Of::User)
        && with
        && content == 0
        && !changed
        && together == 0
        && !momentous;
    if any_day { weight.min(1) } else { weight }
}

/// "Has got the shop": what is no everyday thing to have.
fn owns(verb: &[Word]) -> bool {
    verb.iter().skip(1).any(|word| {
        word.is(&[
            "shop", "house", "flat", "car", "van", "boat", "bus", "dog", "cat", "job", "room",
            "farm", "semi", "land",
        ])
    })
}

/// "In the truck", "at the airport", "in Oslo": where somebody is just then.
fn is_passing_place(verb: &[Word]) -> bool {
    #[rustfmt::skip]
    const PASSED: &[&str] = &[
        "airport", "station", "truck", "lorry", "car", "van", "bus", "train", "tram", "plane", "taxi", "park", "parking", "garage", "layby",
        "lay-by", "hospital", "office", "work", "pub", "café", "cafe", "restaurant", "hotel", "garden", "shed", "kitchen", "bath", "bed", "queue", "lobby",
        "doctor", "dentist", "surgery", "gym", "library", "school", "church", "town", "city", "middle", "road", "motorway", "deck", "cabin", "room", "toilet", "loo", "supermarket", "asda", "tesco",
    ];
    let tail = rest(verb, 1);
    let tail = rest(tail, tail.iter().take_while(|word| is_adverb(word)).count());
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

fn only_verb(verb: &[Word]) -> bool {
    let bare = verb
        .iter()
        .filter(|word| !is_adverb(word))
        .skip(1)
        .all(|word| !carries(word) && !word.is(EVERYDAY));
    bare && verb
        .first()
        .is_some_and(|verb| pursuit(&verb.norm).is_none())
}

/// "A twin", "on the tills"; not "a disaster", which tells how one finds oneself.
fn is_of_a_kind(verb: &[Word]) -> bool {
    let be = verb.iter().find(|word| !is_adverb(word));
    let be = be.is_some_and(|be| be.is(&["am", "is", "'s", "are", "was", "were", "have", "has"]));
    let Some(at) = verb
        .iter()
        .skip(1)
        .position(|word| !is_adverb(word))
        .filter(|_| be)
    else {
        return false;
    };
    let tail = rest(verb, at + 1);
    match tail.first() {
        Some(_) if tail.iter().take(3).any(|word| word.is(&["a", "an"])) => tail
            .iter()
            .skip(1)
            .any(|word| word.is(KINDS) || is_occupation(&word.norm)),
        Some(first) => first.is(&[
            "the", "in", "on", "at", "from", "off", "one", "with", "not", "up", "out", "over",
            "down", "under", "behind", "between", "near", "beside",
        ]),
        None => false,
    }
}

/// What is only said so: "happy as Larry", "married to that restaurant", "plays like a cow".
fn is_idiom(about: &About<'_>) -> bool {
    let verb = about.verb;
    let likened = verb.windows(2).any(|pair| {
        matches!(pair, [as_, whom] if as_.norm == "as" && (whom.is_capital() || whom.is(&["a", "an", "the"])))
            && verb.iter().skip(1).take(2).any(|word| word.is(EVERYDAY) || word.norm == "as")
    });
    let plays_like = matches!(verb, [_, like, a, ..] if like.norm == "like" && a.is(&["a", "an"]));
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
    let said_so = matches!(verb, [be, so, ..] if be.is(&["am", "is"]) && so.is(&["dead", "dying", "done", "gone"]))
        || matches!(verb, [be, from, .., last] if be.is(&["am", "is"]) && from.norm == "from" && !last.is_capital())
        || matches!(verb, [be, at, later @ ..] if be.is(&["am", "is"]) && at.norm == "at"
            && later.iter().all(|word| word.is_capital() || word.is(&["'s", "now"])))
        || finds("live|lives in fear|hope|dread|denial|sin", verb).is_some()
        || finds("live|lives in the moment|past", verb).is_some();
    compares
        || (said_so && matches!(about.of, Of::User))
        || allergic
        || at_heart
        || not_so
        || likened
        || plays_like
        || wedded
        || named
}

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

/// Whether a word tells something by itself.
fn carries(word: &Word) -> bool {
    word.norm.len() > 2
        && word.norm.chars().next().is_some_and(char::is_alphabetic)
        && !is_small(&word.norm)
        && !is_adverb(word)
        && !word.is(EVERYDAY)
        && !word.is(LIGHT_VERBS)
        && !word.is(LASTING)
        && !word.is(&[
            "off", "over", "down", "back", "away", "round", "through", "after", "before", "until",
            "till", "into", "onto", "without", "than", "her", "his", "their", "near", "between",
            "because", "when", "where", "who", "which", "what", "how", "why", "them", "him",
            "under", "along", "across", "against", "towards", "per", "yet", "next", "ours", "mine",
            "yours", "theirs", "hers", "non",
        ])
}

/// Whether it tells how things stand just then.
fn is_of_the_moment(said: Said<'_>) -> bool {
    let words = &said.sentence.words;
    words
        .iter()
        .any(|word| word.is(&["rn", "tonight", "meantime"]))
        || [
            "right|just now",
            "at the moment",
            "this minute|second|morning|evening|afternoon",
            "as we speak",
            "a minute|second|moment ago",
        ]
        .iter()
        .any(|phrase| finds(phrase, words).is_some())
}

/// Whether the clause speaks to the persona.
fn to_persona(about: &About<'_>, persona: &str) -> bool {
    about
        .verb
        .iter()
        .chain(about.front)
        .any(|word| word.is(&["you", "your", "yours", "yourself", "ya"]) || word.norm == persona)
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
        about.verb = super::super::words::span(about.verb, 0, end);
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
