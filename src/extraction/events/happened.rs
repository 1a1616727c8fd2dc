//! What happened: a verb of the past with its day, or something that nobody does every day.

use super::super::dates::{Found, Grain, Tense, find};
use super::super::facts::Said;
use super::super::facts::shapes::without_trail;
use super::super::lexicon::everyday::MOMENTOUS;
use super::super::lexicon::is_of_the_body;
use super::super::pattern::is_adverb;
use super::super::people::Who;
use super::super::reader::Reader;
use super::super::retelling::{of_user, retold};
use super::super::verbs::is_past;
use super::super::words::{Word, is_small, rest, span};
use super::{LONGEST, denies, tell};
use crate::memory::Subject;

/// So many days back everything is still told, whatever it weighs.
const LATELY: i64 = 20;

/// Verbs of what changes a life, or makes a story.
#[rustfmt::skip]
const WEIGHTY: &[&str] = &[
    "buried", "qualified", "emigrated", "adopted", "fostered", "published", "opened", "founded",
    "crashed", "survived", "retired", "graduated", "resigned", "inherited", "enlisted", "proposed",
    "divorced", "won", "escaped", "drowned", "rescued", "christened", "arrested", "evacuated",
    "deployed", "sued", "struck",
];
/// Verbs that tell of what was thought or said, not of what happened.
#[rustfmt::skip]
const IDLE: &[&str] = &[
    "said", "told", "thought", "felt", "knew", "meant", "wanted", "liked", "loved", "needed",
    "hoped", "wished", "wondered", "guessed", "supposed", "seemed", "looked", "used", "heard",
    "forgot", "asked", "talked", "tried", "believed", "kept", "had", "called", "expected", "hated",
];

/// Notes what happened, by the clause's own day or the only one of its sentence.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>, who: Option<(&Who, &[Word])>) {
    let Some((who, verb)) = who else {
        return;
    };
    let Some(first) = verb.iter().find(|word| !is_adverb(word)) else {
        return;
    };
    let points = verb
        .iter()
        .skip(1)
        .all(|word| is_small(&word.norm) || word.is_mark());
    if !is_past(first) || denies(verb) || points || said.confidence < 0.7 {
        return;
    }
    let of_sentence = only_day(reader, said);
    let date = said.date.or(of_sentence.as_ref());
    let passed = date.filter(|date| date.grain != Grain::Vague && date.day <= reader.today);
    let broken =
        first.is(&["broke", "fractured", "tore", "dislocated"]) && verb.iter().any(is_of_the_body);
    let momentous = broken || verb.iter().any(|word| word.is(MOMENTOUS)) || first.is(WEIGHTY);
    let long_ago =
        passed.is_some_and(|date| (reader.today - date.day).num_days() > LATELY) && !first.is(IDLE);
    let worth = match who {
        Who::User | Who::UserWith(_) => passed.is_some() && (momentous || long_ago),
        Who::Other(mention) => mention.relation.is_some() && momentous,
        Who::Persona => false,
    };
    let words = without_trail(own_part(verb));
    if !worth || words.len() > LONGEST {
        return;
    }
    let said = Said {
        date: passed,
        ..said
    };
    let persona = reader.hearing.persona_name.to_owned();
    match who {
        Who::Other(mention) => {
            let says = retold(words, &persona);
            let label = mention.label();
            tell(reader, said, "event", (mention.subject(), &label), &says);
        }
        _ => {
            if let Some(says) = of_user(words, &persona) {
                tell(reader, said, "event", (Subject::User, "User"), &says);
            }
        }
    }
}

/// The day of the sentence, where it names one and no more; not "the thirtieth", which may as well
/// be to come.
fn only_day(reader: &Reader<'_>, said: Said<'_>) -> Option<Found> {
    let dates = |tense| {
        let found = find(&said.sentence.words, reader.today, tense);
        found.into_iter().filter(|date| date.grain != Grain::Vague)
    };
    let mut past = dates(Tense::Past);
    let only = past.next().filter(|_| past.next().is_none())?;
    let plain = dates(Tense::Future).all(|date| date.day == only.day);
    plain.then_some(only)
}

/// The words up to where another subject begins after a comma: "did the oath, the mayor gave …".
fn own_part(words: &[Word]) -> &[Word] {
    const SUBJECTS: &[&str] = &[
        "the",
        "a",
        "an",
        "my",
        "his",
        "her",
        "our",
        "their",
        "everybody",
        "everyone",
        "nobody",
        "somebody",
        "someone",
        "people",
        "he",
        "she",
        "they",
        "it",
        "you",
        "i",
        "we",
    ];
    let begins = |at: &usize| {
        let later = rest(words, at + 1);
        words.get(*at).is_some_and(|word| word.norm == ",")
            && later.first().is_some_and(|first| first.is(SUBJECTS))
            && later
                .iter()
                .skip(1)
                .take(4)
                .take_while(|word| !word.is_mark())
                .any(|word| is_past(word) || word.is(&["is", "'s", "are", "am", "have", "has"]))
    };
    let end = (0..words.len()).find(begins).unwrap_or(words.len());
    span(words, 0, end)
}
