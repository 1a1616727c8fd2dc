//! Whether a clause tells enough of somebody to be kept: what it names, how long it lasts, and that it
//! points at nothing which a memory does not hold.

mod passing;
mod pointing;

use super::super::dates::{Grain, number};
use super::super::facts::Said;
use super::super::lexicon::doing::{CHANGED, KINDS, STATES};
use super::super::lexicon::everyday::{
    EVERYDAY, LASTING, LIGHT_VERBS, MOMENTOUS, OF_THE_MIND, OF_THE_MOMENT,
};
use super::super::lexicon::{is_condition, is_occupation, is_of_the_body, pursuit};
use super::super::pattern::{finds, is_adverb};
use super::super::people::{NO_NAMES, relation};
use super::super::reader::Reader;
use super::super::verbs::is_past;
use super::super::words::{Word, is_small, rest};
use super::subject::{About, Of, begins_verb};
use passing::{is_idiom, is_of_the_moment, is_passing_place, is_worn};
pub use pointing::{clear_part, is_clear};

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

/// Who somebody is to the user, what they are, what befell them.
fn tells_by_itself(word: &Word) -> bool {
    word.is(MOMENTOUS)
        || relation(&word.norm).is_some()
        || word.is(STATES)
        || is_occupation(&word.norm)
        || is_condition(std::slice::from_ref(word))
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

/// What a clause must weigh.
const LEAST: i32 = 2;

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
    // "I've moved": where to, it does not say.
    let bare = matches!(verb, [have, done] if have.is(&["have", "has", "'s"]) && !done.is(WHOLE)
        && !(have.norm == "'s" && done.is(STATES)));
    // "There's a hedgehog looking at me".
    let there =
        about.thing.first().is_some_and(|word| word.norm == "there") && at_it(verb).is_some();
    // "They're twins": whoever they are.
    let they = about.of == Of::Thing
        && matches!(about.thing, [they] if they.norm == "they")
        && first.is(&["are", "were"]);
    // "I ran into Quentin": that they met tells nothing of either.
    let met = about.of == Of::User
        && said.date.is_none()
        && reader
            .people
            .met_with(verb)
            .is_some_and(|met| reader.is_somebody(&met));
    let hollow = hollow || bare || there || they || met;
    if hollow || is_worn(verb) || is_idiom(about) || verb.iter().any(|word| word.quoted) {
        return false;
    }
    let aspect = aspect(about, first);
    let lasts = lasts(about);
    let dated = said.date.is_some_and(|date| date.grain != Grain::Vague);
    let weight = weight(reader, about, aspect, tail);
    let here = aspect == Aspect::Being && by_user && !lasts && is_passing_place(verb);
    let passing = here
        || aspect == Aspect::AtIt
            && !lasts
            && !dated
            && at_it(verb).is_some_and(|doing| doing.is(OF_THE_MOMENT))
            // "Getting divorced".
            && !verb.iter().any(|word| word.is(STATES) || word.is(MOMENTOUS));
    !passing && weight + i32::from(lasts) + i32::from(dated) >= LEAST
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
        if name || tells_by_itself(word) {
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
    let does = about.of != Of::Thing
        || about
            .thing
            .iter()
            .any(|word| carries(word) || word.is(&["they", "everyone", "everybody"]));
    let to_user = does
        && !matches!(about.of, Of::User | Of::UserWith)
        && about
            .verb
            .iter()
            .any(|word| word.is(&["me", "us", "my", "our"]));
    let together = if about.of == Of::UserWith { 2 } else { 0 };
    let momentous = about.verb.iter().any(|word| word.is(MOMENTOUS)) || of_kind;
    let whole = about.verb.first().is_some_and(|verb| verb.is(WHOLE));
    let changed = whole
        || about.verb.iter().take(3).any(|word| word.is(CHANGED))
        || finds("given|gave up", about.verb).is_some()
        || finds("brought|raised me|us up", about.verb).is_some();
    // "A bad back".
    let ailing = about.verb.windows(2).any(|pair| {
        matches!(pair, [how, part] if how.is(&["bad", "dodgy", "sore", "gammy", "weak", "crook", "stiff", "frozen", "trapped", "slipped"])
            && is_of_the_body(part))
    });
    let weight = weight
        + together
        + content.min(4)
        + i32::from(compound)
        + if ailing || finds("was brought up|raised", about.verb).is_some() {
            2
        } else {
            0
        }
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
            "shop",
            "house",
            "flat",
            "car",
            "van",
            "boat",
            "bus",
            "dog",
            "cat",
            "job",
            "room",
            "farm",
            "semi",
            "land",
            "restaurant",
            "business",
            "salon",
            "company",
            "pub",
            "café",
            "cafe",
            "stall",
            "allotment",
            "caravan",
            "barge",
            "narrowboat",
            "motorbike",
            "practice",
        ])
    })
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
