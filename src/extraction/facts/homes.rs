//! Where the user lives, said in passing: "the heat here in Macon", "it's nine years now I'm in
//! Leeds", "you're stuck with me in Burnley".

use super::super::notes::Place;
use super::super::pattern::{any_finds, finds};
use super::super::people::{Who, relation};
use super::super::reader::Reader;
use super::super::sentences::Sentence;
use super::super::words::{Word, rest};
use super::shapes::{Shape, values};
use super::{Fact, Said, tell};

/// Where somebody is at home, whatever else is said.
#[rustfmt::skip]
const AT_HOME: &[&str] = &[
    "it be {} years now|that i am|have [been] in {}",
    "{} years [now] i am|have [been] [living] in {}",
    "i have been [living] in {} since|for|all",
    "i have been in the {} in {} since|for|all",
    "you are stuck with me|us in {}",
    "i am|we are staying put in {}",
    "back home in {}",
    "carry me out of {}",
    "village|town|hamlet|suburb|estate called {}",
    "i have lived in {}",
    "i have always lived in {}",
    "i am stuck in {} for",
    "it be {} for now|good|life",
    "welcome to {}",
    "{} be home now",
    "then|back|going|heading|go home to {}",
];
/// Where somebody is as they speak.
const HERE: &[&str] = &["here in {}"];

/// Notes where the user is at home.
pub fn note(reader: &mut Reader<'_>, place: Place, sentence: &Sentence) {
    let words = &sentence.words;
    let unsure = words.iter().any(|word| {
        word.is(&["if", "wish", "he", "she", "they", "maybe"])
            || relation(&word.norm).is_some_and(|own| own.attribute != "pet")
    }) || (words.iter().any(|word| word.norm == "would")
        && finds("would not believe", words).is_none());
    let told = any_finds(AT_HOME, words) || any_finds(HERE, words);
    if !told || unsure || sentence.asks || !reader.people.cased {
        return;
    }
    let caught = AT_HOME.iter().find_map(|pattern| {
        let caught = finds(pattern, words)?;
        let last = pattern.matches("{}").count() - 1;
        let at = caught.part(last);
        // "But Vienna's home now": the place ends there.
        let skipped = if pattern.starts_with("{}") {
            at.len() - at.iter().rev().take_while(|word| word.is_capital()).count()
        } else {
            0
        };
        Some((named(reader, rest(at, skipped))?, true))
    });
    let here = || {
        HERE.iter().find_map(|pattern| {
            let caught = finds(pattern, words)?;
            Some((named(reader, caught.part(0))?, false))
        })
    };
    let Some((home, lives)) = caught.or_else(here) else {
        return;
    };
    let spoken = Said::whole(place, sentence, 0.8);
    let fact = if lives {
        Fact {
            attribute: "home",
            says: format!("lives in {home}"),
            value: home,
            sensitive: false,
        }
    } else {
        Fact {
            attribute: "other",
            value: format!("Is in {home}"),
            says: format!("is in {home}"),
            sensitive: false,
        }
    };
    tell(reader, spoken, &Who::User, fact);
}

/// The place with which the words begin.
fn named(reader: &Reader<'_>, words: &[Word]) -> Option<String> {
    let named = words
        .iter()
        .take_while(|word| word.is_capital() || word.norm == "the")
        .count();
    let words = words.get(..named)?;
    values(Shape::Place, words, &reader.people).pop()
}
