//! What only the words around it tell: "Hi, I'm Alice" is a name, "I'm at Meta now" a job.

use super::super::lexicon::{is_language, is_occupation};
use super::super::pattern::{finds, matches};
use super::super::people::{Who, is_given_name};
use super::super::reader::Reader;
use super::super::sentences::Sentence;
use super::super::words::{Word, rest};
use super::shapes::{Shape, values};
use super::{Fact, Said, tell};
use crate::memory::Subject;

/// "Hi, I'm Alice", "I'm Alice, by the way"; not "Hi, I'm Irish", "Hi, I'm Tom's sister".
pub fn by_name(reader: &mut Reader<'_>, said: Said<'_>) {
    const GREETINGS: &[&str] = &[
        "hi",
        "hey",
        "hello",
        "hiya",
        "howdy",
        "greetings",
        "morning",
    ];
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
    let greets = opens_with(said.sentence, GREETINGS) && said.sentence.words.len() <= 10;
    let common = is_given_name(&first);
    let sound = common || (greets && reader.people.cased && !is_of_a_people(&first));
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

fn opens_with(sentence: &Sentence, words: &[&str]) -> bool {
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
