//! What happened to the user or is to come, and has a day: told in their own words, in the third
//! person. A day makes a thing worth telling of; of the last days only what is out of the ordinary.

mod arrivals;
mod happened;
mod occasions;
mod to_come;

use super::dates::Grain;
use super::facts::{Said, spelt_when};
use super::people::Who;
use super::reader::Reader;
use super::words::{Word, bounded, capitalised};
use crate::memory::{LONGEST_CONTENT, Subject};
pub use arrivals::arrived;
pub use occasions::mentioned;

/// The most words that are told again of one clause.
const LONGEST: usize = 30;

/// Notes what a clause tells, where nothing else was understood as an event or a plan. `who` is its
/// subject with the words after it.
pub fn note(reader: &mut Reader<'_>, said: Said<'_>, who: Option<(&Who, &[Word])>) {
    let dated = said.date.is_some_and(|date| date.grain != Grain::Vague);
    if dated && to_come::note(reader, said, who) {
        return;
    }
    happened::note(reader, said, who);
}

/// Whether the words deny: "I didn't go", "never went".
fn denies(words: &[Word]) -> bool {
    words
        .iter()
        .take(4)
        .any(|word| word.is(&["not", "never", "no", "nobody", "nothing"]))
}

/// Writes down something with a day, as a sentence about its subject.
fn tell(
    reader: &mut Reader<'_>,
    said: Said<'_>,
    attribute: &str,
    subject: (Subject, &str),
    says: &str,
) {
    let (subject, label) = subject;
    let says = says.trim_end_matches([',', ' ', ';', '-']);
    let when = said.date.map(spelt_when).unwrap_or_default();
    let content = bounded(&format!("{label} {says}{when}"), LONGEST_CONTENT);
    let value = if label == "User" {
        capitalised(says)
    } else {
        // With its day: another day is another plan.
        format!("{label} {says}{when}")
    };
    reader.claim(said, subject, attribute, value, content, false);
}

/// Ends the plans that an occasion was known by.
fn end_plans(reader: &mut Reader<'_>, said: Said<'_>, is_so: impl Fn(&str) -> bool) {
    reader.notes.drop_claims(|claim| {
        claim.attribute == "plan" && claim.subject == Subject::User && is_so(&claim.value)
    });
    reader.end_standing(said.place, |memory| {
        memory.attribute == "plan" && memory.subject == Subject::User && is_so(&memory.value)
    });
}
