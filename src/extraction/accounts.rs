//! What is told in a clause that nothing closer understood: the whole of it in the third person, where
//! it is plain whom it is about and it tells more than any day does. "I do nights at a care home",
//! "my sister's after buying a bus", "they've put me on the tills again".

mod outdated;
mod subject;
mod things;
mod wording;
mod worth;

use super::dates::Grain;
use super::facts::{Said, spelt_when};
use super::guards::{Stance, has_modal};
use super::lexicon::everyday::MOMENTOUS;
use super::lexicon::{is_condition, is_delicate};
use super::people::{NO_NAMES, Who, meeting, relation};
use super::reader::Reader;
use super::sentences::Clause;
use super::words::{Word, capitalised, rest, span, stems, uncapitalised, words};
use crate::memory::Subject;
use subject::{About, Of, about};
pub use subject::{begins_verb, is_personal};
pub use things::Thing;
use wording::{clause_told, own_part, tail_told};

/// Notes the clause. Its words have no day where it is known when: that is told after them.
pub fn note(
    reader: &mut Reader<'_>,
    said: Said<'_>,
    goes_on: Option<&Who>,
    tail: Option<&Clause<'_>>,
    before: usize,
) {
    let told = reader.notes.noted_since(said.place, before);
    if !told && things::note(reader, said) {
        return;
    }
    let spoken = own_part(said.words);
    outdated::note(reader, said, spoken, goes_on, before);
    let about = about(reader, spoken, goes_on);
    let about = about.and_then(|about| worth::clear_part(&about, &reader.persona));
    let Some(about) = about.map(|about| without_news(reader, about)) else {
        return;
    };
    let tail = tail.filter(|tail| worth::is_clear(&about, tail.words));
    let added = tail.map(|tail| tail.words).unwrap_or_default();
    if !told && !worth::tells(reader, &about, said, added) {
        return;
    }
    let Some(says) = clause_told(reader, &about) else {
        return;
    };
    let says = match tail.map(|tail| (tail.lead, tail_told(reader, &about, tail.words))) {
        Some((Some(lead), tail)) => format!("{says} {lead} {}", uncapitalised(&tail)),
        _ => says,
    };
    // "He's not my husband": who he is, is not known; "she's my boss now": it is.
    let is_what = says
        .strip_prefix("is ")
        .map(|what| what.trim_start_matches("now "));
    let known = is_what.is_some_and(|what| what == about.label || what.starts_with("not User's"));
    if known && matches!(about.of, Of::Person(_)) {
        return;
    }
    if told {
        tell_closer(reader, said, &about, &says, before);
    } else {
        write(reader, said, &about, says);
    }
}

/// "I ran into Keely at the shop, engaged, working nights": what follows is of whom they met.
fn without_news<'a>(reader: &Reader<'_>, mut about: About<'a>) -> About<'a> {
    let comma = about.verb.iter().position(|word| word.norm == ",");
    if let Some(comma) = comma.filter(|_| about.of == Of::User)
        && meeting(about.verb).is_some_and(|met| is_met(reader, met))
    {
        about.verb = span(about.verb, 0, comma);
    }
    about
}

/// "Keely", "this woman": somebody, and no sight or town.
fn is_met(reader: &Reader<'_>, met: &[Word]) -> bool {
    #[rustfmt::skip]
    const SOMEBODY: &[&str] = &["woman", "man", "girl", "lad", "lass", "boy", "guy", "bloke", "lady", "fella", "couple", "chap", "kid"];
    let known = reader.people.someone(met).map(|(mention, _)| mention);
    known.is_some_and(|mention| reader.is_somebody(&mention) || !reader.people.cased)
        || met.iter().take(4).any(|word| word.is(SOMEBODY))
}

/// What was understood of the clause is told in its own words, where they say all of it and more.
fn tell_closer(
    reader: &mut Reader<'_>,
    said: Said<'_>,
    about: &About<'_>,
    says: &str,
    before: usize,
) {
    const EXACT: &[&str] = &[
        "name",
        "called",
        "age",
        "birthday",
        "pronouns",
        "language",
        "topic_to_avoid",
    ];
    let subject = subject_of(about);
    let content = format!("{} {says}", about.label);
    let when = said
        .date
        .filter(|date| date.grain != Grain::Vague)
        .map(spelt_when)
        .unwrap_or_default();
    let whole = stems(&words(&content));
    reader.notes.tell_closer(said.place, before, |claim| {
        let held = stems(&words(&claim.content));
        let closer = claim.subject == subject
            && !EXACT.contains(&claim.attribute.as_str())
            && held.len() < whole.len()
            && held.iter().all(|stem| whole.contains(stem));
        let when = if claim.attribute == "plan" {
            when.as_str()
        } else {
            ""
        };
        closer.then(|| format!("{content}{when}"))
    });
}

fn subject_of(about: &About<'_>) -> Subject {
    match &about.of {
        Of::Person(mention) => mention.subject(),
        _ => Subject::User,
    }
}

/// "The consultant says it's asthma": what those who must know say of the user's body.
pub fn diagnosed(reader: &mut Reader<'_>, said: Said<'_>) {
    #[rustfmt::skip]
    const KNOWING: &[&str] = &[
        "doctor", "doctors", "consultant", "nurse", "physio", "gp", "midwife", "dentist", "optician", "surgeon", "hospital", "specialist",
        "dermatologist", "neurologist", "cardiologist", "psychiatrist",
    ];
    let words = own_part(said.words);
    let [the, who, verb, tail @ ..] = words else {
        return;
    };
    let knows = the.is(&["the", "my"])
        && who.is(KNOWING)
        && verb.is(&["says", "said", "reckons", "thinks", "told", "confirmed"]);
    let of_body = tail
        .iter()
        .any(|word| is_condition(std::slice::from_ref(word)) || word.is(MOMENTOUS));
    let other = tail.iter().any(|word| {
        word.is(&["he", "she", "his", "her", "they", "you", "not", "if"])
            || relation(&word.norm).is_some()
            || word.is_capital() && !word.is(NO_NAMES)
    });
    if !knows || !of_body || other || tail.len() > 12 {
        return;
    }
    let whose = if the.norm == "my" { "User's" } else { "The" };
    let content = format!("{whose} {}", wording::of_user(rest(words, 1)));
    reader.claim(
        said,
        Subject::User,
        "health",
        content.clone(),
        content,
        true,
    );
}

/// Whether a clause only tells when, where or which.
pub fn is_tail(clause: &Clause<'_>) -> bool {
    const TAILS: &[&str] = &[
        "since", "when", "where", "while", "until", "before", "after", "which", "who",
    ];
    let own = matches!(clause.lead, Some("who" | "which")) && clause.inherits;
    !own && clause.lead.is_some_and(|lead| TAILS.contains(&lead))
}

/// The clause as the end of the one before it, where it is one.
pub fn tail<'a, 'b>(clause: &'b Clause<'a>, stance: Stance) -> Option<&'b Clause<'a>> {
    const LONGEST: usize = 12;
    let meant = match stance {
        Stance::Said => true,
        Stance::Supposed => !has_modal(clause.words),
        _ => false,
    };
    let ends = is_tail(clause) || clause.lead == Some("who");
    (ends && meant && clause.words.len() <= LONGEST).then_some(clause)
}

fn write(reader: &mut Reader<'_>, said: Said<'_>, about: &About<'_>, says: String) {
    let dated = said.date.filter(|date| date.grain != Grain::Vague);
    let to_come = dated.is_some_and(|date| date.day >= reader.today);
    let attribute = match dated {
        Some(_) if to_come => "plan",
        Some(_) => "event",
        None => "other",
    };
    let when = dated.map(spelt_when).unwrap_or_default();
    let content = format!("{} {says}{when}", about.label);
    let subject = subject_of(about);
    let value = match &about.of {
        Of::Thing => content.clone(),
        _ => capitalised(&says),
    };
    let sensitive = is_delicate(said.words);
    reader.claim(said, subject, attribute, value, content, sensitive);
}
