//! What only the words around it tell: "Hi, I'm Alice" is a name, "I'm at Meta now" a job.

use super::super::lexicon::{is_language, is_occupation};
use super::super::notes::{Place, standing};
use super::super::openings::opened;
use super::super::pattern::{finds, matches};
use super::super::people::{Who, is_given_name};
use super::super::reader::Reader;
use super::super::sentences::Sentence;
use super::super::words::{Word, rest};
use super::shapes::{Shape, values};
use super::{Fact, Said, tell};
use crate::memory::Subject;

const GREETINGS: &[&str] = &[
    "hi",
    "hey",
    "hello",
    "hiya",
    "howdy",
    "greetings",
    "morning",
    "evening",
    "afternoon",
];

/// "It's Alice", "Alice here", "This is Alice": how a call begins.
pub fn speaking(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    let corrects = sentence.words.iter().any(|word| word.is(&["not"]));
    let known = standing(reader.hearing.memories).any(|memory| memory.attribute == "name");
    if sentence.asks || corrects || known || sentence.words.len() > 14 {
        return;
    }
    let persona = reader.persona.clone();
    let words = opened(&sentence.words, &persona);
    let cased = reader.people.cased;
    let named = |words: &[Word]| {
        let (name, used) = reader.people.name(words)?;
        let first = words.first()?;
        let common = is_given_name(&first.norm);
        let sound = (common || (cased && !is_of_a_people(&first.norm)))
            && first.norm != persona
            && !first.is(&["mr", "mrs", "miss", "ms", "dr"])
            && !is_occupation(&first.norm);
        sound.then_some((name, used))
    };
    let ends = |words: &[Word]| {
        words.first().is_none_or(|next| {
            next.is_mark() || next.is(&["here", "speaking", "again", "from", "this"])
        })
    };
    let told = (0..words.len().min(4)).find_map(|at| {
        let here = rest(words, at);
        let begins = at == 0
            || words
                .get(at - 1)
                .is_some_and(|before| before.is_mark() || before.norm == persona);
        if !begins {
            return None;
        }
        if let Some(caught) = matches("it|this be [only] {}", here) {
            let (name, used) = named(caught.part(0))?;
            // "It's Ramadan": what is no common name is one after a greeting, or where little else is said.
            let first = caught.part(0).first()?;
            let greeted = at > 0 || opens_with(sentence, GREETINGS) || words.len() <= used + 3;
            if !is_given_name(&first.norm) && !greeted {
                return None;
            }
            return ends(rest(caught.part(0), used)).then_some(name);
        }
        let (name, used) = named(here)?;
        let speaks = matches("here|speaking", rest(here, used))
            .or_else(|| matches("this side", rest(here, used)))?;
        ends(speaks.left).then_some(name)
    });
    if let Some(name) = told {
        called(reader, place, sentence, &name);
    }
}

/// "Just Phil", "it's Peggy, always has been": how the user says what they are called, in any turn.
pub fn naming(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    /// That the talk is of what somebody is called.
    const CUES: &[&str] = &[
        "call",
        "calls",
        "called",
        "calling",
        "name",
        "names",
        "named",
        "badge",
        "christened",
        "spell",
        "spelt",
        "spelled",
        "letter",
        "short",
        "known",
        "mrs",
        "mr",
        "ms",
        "miss",
        "birth",
        "certificate",
        "legal",
        "passport",
        "nickname",
    ];
    const NAMING: &[&str] = &[
        "it|that be [just|only|plain] {}",
        "say [just] {}",
        "i answer to {}",
        "everyone|everybody|people|they|folk goes|go|going with|by {}",
        "just|only|plain|or|simply {} [please|thanks|will|is|'s]",
        "known as|to {}",
    ];
    let known = |attribute: &str| {
        reader
            .notes
            .claims()
            .any(|(_, claim)| claim.attribute == attribute)
    };
    let words = &sentence.words;
    let bare = matches!(words.as_slice(), [just, name] if just.is(&["just", "only", "plain"])
        && (is_given_name(&name.norm) || place.exchange == 0 && name.is_capital()));
    // "It's Kasia, with a K".
    let spelt = words.windows(3).any(|three| {
        matches!(three, [with, a, letter] if with.norm == "with" && a.is(&["a", "an", "one", "two"]) && letter.norm.chars().count() == 1)
    });
    let cue = spelt || words.iter().any(|word| word.is(CUES));
    let others = words.iter().any(|word| {
        super::super::people::relation(&word.norm).is_some()
            || word.is(&["he", "she", "his", "her", "dog", "cat"])
    });
    if sentence.asks || others || !(cue || bare) || known("called") {
        return;
    }
    let caught = NAMING.iter().find_map(|pattern| {
        let caught = finds(pattern, words)?;
        let (name, used) = reader.people.name(caught.part(0))?;
        let first = caught.part(0).first()?;
        // "It's Margaret on paper, but …": another name follows.
        let other = rest(caught.part(0), used)
            .iter()
            .any(|word| word.is(&["but", "though"]));
        let ends = !other
            && rest(caught.part(0), used).first().is_none_or(|next| {
                next.is_mark()
                    || next.is(&["please", "will", "is", "'s", "if", "thanks", "to", "with"])
            });
        let sound = (reader.people.cased && first.is_capital()) || is_given_name(&first.norm);
        let plain = first.norm != reader.persona
            && !is_of_a_people(&first.norm)
            && !first.is(&["mr", "mrs", "ms", "miss"]);
        (ends && sound && plain).then_some(name)
    });
    if let Some(name) = caught {
        let said = Said::whole(place, sentence, 0.8);
        let fact = Fact {
            attribute: "called",
            says: format!("likes to be called {name}"),
            value: name,
            sensitive: false,
        };
        tell(reader, said, &Who::User, fact);
    }
}

/// Notes that the user is called so.
pub fn called(reader: &mut Reader<'_>, place: Place, sentence: &Sentence, name: &str) {
    let said = Said::whole(place, sentence, 0.85);
    let fact = Fact {
        attribute: "name",
        says: format!("is called {name}"),
        value: name.to_owned(),
        sensitive: false,
    };
    tell(reader, said, &Who::User, fact);
}

/// "Hi, I'm Alice", "I'm Alice, by the way"; not "Hi, I'm Irish", "Hi, I'm Tom's sister".
pub fn by_name(reader: &mut Reader<'_>, said: Said<'_>) {
    let Some(caught) = matches("be {}", said.words) else {
        return;
    };
    let Some((name, used)) = reader.people.name(caught.part(0)) else {
        return;
    };
    let ends = {
        let later = rest(caught.part(0), used);
        later.iter().all(Word::is_mark)
            || matches("[,] by the way", later).is_some_and(|caught| caught.left.is_empty())
            || matches("[,] nice to meet you", later).is_some_and(|caught| caught.left.is_empty())
    };
    let first = caught
        .part(0)
        .first()
        .map(|word| word.norm.clone())
        .unwrap_or_default();
    let only = said
        .words
        .get(1)
        .is_some_and(|word| word.is(&["just", "only", "plain"]))
        && reader.people.cased;
    let greets = opens_with(said.sentence, GREETINGS) && said.sentence.words.len() <= 10;
    let common = is_given_name(&first);
    let sound = common
        || (only && !is_of_a_people(&first))
        || (greets && reader.people.cased && !is_of_a_people(&first));
    let plain = !first.is_empty() && first != reader.persona && !is_occupation(&first);
    if ends && sound && plain {
        let fact = Fact {
            attribute: "name",
            says: format!("is called {name}"),
            value: name,
            sensitive: false,
        };
        tell(reader, said, &Who::User, fact);
    }
}

fn opens_with(sentence: &Sentence, words: &'static [&'static str]) -> bool {
    sentence.words.first().is_some_and(|word| word.is(words))
}

/// "Irish", "Portuguese", "Norwegian": where someone comes from.
fn is_of_a_people(norm: &str) -> bool {
    const ENDINGS: &[&str] = &["ish", "ese", "ian", "ean", "can", "tino", "tina", "stani"];
    is_language(norm)
        || ENDINGS.iter().any(|ending| norm.ends_with(ending))
        || [
            "dutch", "greek", "thai", "swiss", "israeli", "iraqi", "black", "gay", "catholic",
            "muslim", "buddhist", "hindu",
        ]
        .contains(&norm)
}

/// "I'm at Meta now", where the talk is of work; elsewhere it may be a café.
pub fn now_at(reader: &mut Reader<'_>, said: Said<'_>) {
    const OF_WORK: &[&str] = &[
        "job",
        "jobs",
        "work",
        "working",
        "worked",
        "career",
        "company",
        "employer",
        "hired",
        "team",
        "quit",
        "promoted",
        "promotion",
        "salary",
        "boss",
        "coworkers",
        "joined",
        "role",
        "position",
        "offer",
        "recruiter",
        "laid",
    ];
    let Some(caught) = matches("be at|with {}", said.words) else {
        return;
    };
    let told_of_work = said
        .sentence
        .words
        .iter()
        .any(|word| word.is(OF_WORK) || is_occupation(&word.norm))
        || finds("i left|quit {} ,|and|but", &said.sentence.words)
            .is_some_and(|caught| caught.part(0).first().is_some_and(Word::is_capital))
        || reader.notes.claims().any(|(place, claim)| {
            claim.attribute == "job"
                && claim.subject == Subject::User
                && place.exchange + 1 >= said.place.exchange
        });
    // "I don't work at the garage any more, I'm at the school now."
    let instead = finds("do not work", &said.sentence.words).is_some()
        && caught
            .part(0)
            .first()
            .is_some_and(|word| word.norm == "the")
        && said.words.iter().any(|word| word.norm == "now");
    if instead {
        let tail = super::shapes::tidy(caught.part(0));
        let firm = super::super::words::said(tail);
        let fact = Fact {
            attribute: "job",
            value: format!("Works at {firm}"),
            says: format!("works at {firm}"),
            sensitive: false,
        };
        tell(reader, said, &Who::User, fact);
        return;
    }
    let named = caught.part(0).first().is_some_and(Word::is_capital);
    if !told_of_work || !named {
        return;
    }
    for firm in values(Shape::Workplace, caught.part(0), &reader.people) {
        let fact = Fact {
            attribute: "job",
            value: format!("Works at {firm}"),
            says: format!("works at {firm}"),
            sensitive: false,
        };
        tell(reader, said, &Who::User, fact);
    }
}
